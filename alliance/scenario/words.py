"""Names and texts: what is kept for display, what is refused, and when two spellings are the same name."""

from __future__ import annotations

import unicodedata

from alliance.scenario.refusal import refuse, shown

__all__ = ["MAX_TEXT", "MAX_WORD", "clean_id", "clean_text", "clean_word", "identity"]

MAX_WORD = 200  # characters
MAX_TEXT = 2000  # characters
COMMENT_MARK = "#"
_BLANK_CONTROLS = "\t\n\r"
_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})  # controls; zero-width and bidi marks; halves of surrogate pairs


def _is_hidden(char: str) -> bool:
    if char in _BLANK_CONTROLS:
        return False
    return unicodedata.category(char) in _REFUSED_CATEGORIES or char in _INVISIBLE_LETTERS or _is_noncharacter(ord(char))


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def clean_text(given: object, longest: int = MAX_TEXT) -> str:
    """Read a text: blanks and line breaks become single blanks, hidden characters are refused.

    Parameters
    ----------
    given
        A string, or a whole number (workbooks turn the name "1" into one).
    longest
        Characters allowed.

    Raises
    ------
    PydanticCustomError
        If it is no text, is too long, or holds control characters, zero-width characters or direction marks.

    Examples
    --------
    >>> clean_text("  Donghua\\u00a0 University ")
    'Donghua University'
    """
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given) if given.bit_length() < 200 else given
    if not isinstance(given, str):
        refuse("{given} is not a text.", "Write a text here, in quotes in TOML and JSON.", given=shown(given))
    hidden = next((char for char in given if _is_hidden(char)), None)
    if hidden is not None:
        refuse(
            "{given} holds the invisible character {code}.",
            "Delete the text and type it again by hand.",
            given=shown(given),
            code=f"U+{ord(hidden):04X}",
        )
    text = " ".join(given.split())
    if len(text) > longest:
        refuse("this text has {length} characters.", "Keep it to {longest} characters.", length=len(text), longest=longest)
    return text


def clean_word(given: object) -> str:
    """Read a name: a text of 1 to 200 characters, see :func:`clean_text`.

    Raises
    ------
    PydanticCustomError
        If it is no such text.

    Examples
    --------
    >>> clean_word(" M01 ")
    'M01'
    """
    word = clean_text(given, MAX_WORD)
    if not identity(word):
        refuse("a name is empty here.", "Write a name.")
    return word


def clean_id(given: object) -> str:
    """Read the name something is called by; it may not begin with ``#``, which marks rows that are ignored.

    Raises
    ------
    PydanticCustomError
        If it is no name or begins with ``#``.

    Examples
    --------
    >>> clean_id("P1")
    'P1'
    """
    word = clean_word(given)
    if identity(word).startswith(COMMENT_MARK):
        refuse("{given} begins with #, which marks rows to ignore.", "Choose a name without # in front.", given=shown(given))
    return word


def identity(word: str) -> str:
    """Return the key under which two spellings are the same name: NFKC, case and blanks folded, variation selectors dropped.

    Examples
    --------
    >>> identity("Ｍ01") == identity("m01 ")
    True
    """
    plain = "".join(char for char in word if not _is_selector(char))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    return " ".join(folded.split())
