"""Names: kept as written, refused when something in them cannot be seen, the same when they look the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.scenario.words import clean_id, clean_text, clean_word, identity

HIDDEN = {
    "nul": "A\0", "bell": "A\a", "escape": "\x1b[31mA", "delete": "A\x7f", "next line": "A\x85", "zero-width space": "A\u200bB", "non-joiner": "A\u200cB", "joiner": "A\u200dB",
    "word joiner": "A\u2060", "byte order mark": "\ufeffA", "soft hyphen": "A\u00adB", "left-to-right mark": "A\u200e", "right-to-left mark": "A\u200f", "embedding": "\u202aA", "override": "A\u202eB",
    "isolate": "\u2066A\u2069", "pop": "A\u202c", "lone surrogate": "A\ud800", "noncharacter": "A\ufffe", "last noncharacter": "A\uffff", "arabic noncharacter": "A\ufdd0", "plane noncharacter": "A\U0001fffe",
    "hangul filler": "A\u3164", "half-width filler": "A\uffa0", "braille blank": "A\u2800", "grapheme joiner": "A\u034fB", "invisible times": "A\u2062B", "interlinear": "A\ufff9B", "tag": "A\U000e0041", "shorthand": "A\U0001bca0",
}  # fmt: skip


@pytest.mark.parametrize("word", HIDDEN.values(), ids=HIDDEN)
def test_hidden_characters_are_refused_by_their_number(word: str) -> None:
    with pytest.raises(ValueError, match=r"holds the invisible character U\+[0-9A-F]{4,6}"):
        clean_word(word)


@pytest.mark.parametrize("word", ["", " ", "\t\n", "\u3000", "\u00a0", "\ufe0f"])
def test_a_name_of_nothing_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="a name is empty"):
        clean_word(word)


@pytest.mark.parametrize("entry", [None, True, 1.5, [], {}, b"A"])
def test_what_is_no_text_is_refused(entry: object) -> None:
    with pytest.raises(ValueError, match="is not a text"):
        clean_word(entry)


def test_a_whole_number_is_a_name() -> None:
    assert clean_word(7) == "7"


def test_an_absurd_number_is_not() -> None:
    with pytest.raises(ValueError, match="is not a text"):
        clean_word(10**5000)


def test_lengths() -> None:
    assert clean_word("x" * 200) == "x" * 200
    with pytest.raises(ValueError, match="this text has 201 characters"):
        clean_word("x" * 201)
    assert clean_text("x" * 2000)
    with pytest.raises(ValueError, match="2001 characters"):
        clean_text("x" * 2001)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  A  ", "A"),
        ("A\u00a0B", "A B"),
        ("A\u3000\u3000B", "A B"),
        ("two\r\nlines", "two lines"),
        ("Ａ", "Ａ"),
        ("ﬁbre", "ﬁbre"),
        ("<b>", "<b>"),
        ("=1+1", "=1+1"),
        ("é", "é"),
        ("👍", "👍"),
    ],
)
def test_only_blanks_are_changed_for_display(written: str, kept: str) -> None:
    assert clean_word(written) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("M01", "ｍ０１"),
        ("A B", "a\u00a0 b"),
        ("ﬁbre", "FIBRE"),
        ("é", "e\u0301"),
        ("Straße", "STRASSE"),
        ("①", "1"),
        ("㈱", "(株)"),
        ("ｶ", "カ"),
        ("邉", "邉\U000e0100"),
        ("K", "\u212a"),
        ("ǰ", "ǰ".upper()),
    ],
)
def test_spellings_of_the_same_name(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(("one", "other"), [("A", "B"), ("M1", "M11"), ("A B", "AB"), ("大学甲", "大学乙"), ("己", "已")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@given(st.text(max_size=50))
def test_identity_is_stable(word: str) -> None:
    assert identity(identity(word)) == identity(word)


@given(st.text(max_size=50))
def test_cleaning_twice_changes_nothing(word: str) -> None:
    try:
        once = clean_word(word)
    except ValueError:
        return
    assert clean_word(once) == once
    assert identity(once) == identity(word)


@pytest.mark.parametrize("word", ["#1", "＃1", " # x"])
def test_an_id_may_not_look_like_a_comment(word: str) -> None:
    with pytest.raises(ValueError, match="begins with #"):
        clean_id(word)


def test_a_hash_inside_an_id_is_fine() -> None:
    assert clean_id("unit #1") == "unit #1"
