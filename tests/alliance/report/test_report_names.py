"""Members and groups in words."""

import pytest
import report_sample
from hypothesis import given
from hypothesis import strategies as st

from alliance.report.names import SHORT, Names, clip, columns

PLAYERS = ["M01", "M02", "M03", "M04", "M05"]


@pytest.fixture(scope="module")
def en():
    return Names(report_sample.document(), "en")


@pytest.fixture(scope="module")
def zh():
    return Names(report_sample.document(), "zh")


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("联盟", 4), ("e\u0301", 1), ("Ａ", 2)])
def test_columns(text, width):
    assert columns(text) == width


@given(st.text(max_size=60), st.integers(2, 30))
def test_clipped_text_fits(text, width):
    assert columns(clip(text, width)) <= width


def test_short_text_is_not_clipped():
    assert clip("联盟", 4) == "联盟"


def test_full_name(en, zh):
    assert (en.full("M04"), zh.full("M04")) == ("Donghua University", "东华大学")


def test_unknown_member_is_named_by_its_id(en):
    assert en.full("Q9") == en.short("Q9") == "Q9"


def test_short_names_fit_and_differ(zh):
    short = [zh.short(member) for member in report_sample.MEMBERS]
    assert max(map(columns, short)) <= SHORT + 1
    assert len(set(short)) == len(short)


def test_names_alike_at_the_beginning_stay_apart():
    lines = [
        line.model_copy(update={"name": report_sample.Wording(zh="很长很长很长很长很长很长的名字" + line.id, en="x" * 40 + line.id)})
        for line in report_sample.document().members
    ]
    names = Names(report_sample.document(members=lines), "en")
    assert names.short("M01") != names.short("M02")


def test_right_to_left_name_is_isolated():
    assert Names(report_sample.renamed("חברה"), "en").full("M01") == "\u2068חברה\u2069"


def test_control_characters_are_dropped():
    assert Names(report_sample.renamed("a\x00b\x1b[31m\nc"), "en").full("M01") == "a b [31m c"


def test_empty_name_falls_back_on_the_id():
    assert Names(report_sample.renamed("\x01"), "en").full("M01") == "M01"


def test_nobody(en, zh):
    assert (en.group([], PLAYERS), zh.group([], PLAYERS)) == ("nobody", "无人")


def test_one_member(en):
    assert en.group(["M04"], PLAYERS) == "Donghua University"


def test_two_members(en, zh):
    assert en.group(["M04", "M01"], PLAYERS) == "Donghua University and Zhejiang Hailide New Materials"
    assert zh.group(["M04", "M02"], PLAYERS) == "东华大学和海宁万方经编有限公司"


def test_three_of_seven_are_listed(en):
    assert en.group(["A", "B", "C"], list("ABCDEFG")) == "A, B and C"


def test_nearly_everyone_is_said_by_who_is_missing(en, zh):
    assert en.group(PLAYERS[:-1], PLAYERS) == "everyone except Dalian Synthetic Fiber Research Institute Co."
    assert zh.group(PLAYERS[1:], PLAYERS) == "除浙江海利得新材料股份有限公司以外的全体成员"


def test_two_of_three_are_listed(en):
    assert en.group(["A", "B"], ["A", "B", "C"]) == "A and B"


def test_everyone(en):
    assert en.group(PLAYERS, PLAYERS) == "everyone"


def test_the_only_player_is_named(en):
    assert en.group(["M04"], ["M04"]) == "Donghua University"


def test_group_with_short_names(en):
    assert en.group(["M01"], PLAYERS, short=True) == en.short("M01")
