"""What all forms of the report read."""

import pytest
import report_sample

from alliance.report.terms import TERMS, term
from alliance.report.view import View

EN, ZH = (View(report_sample.document(), language) for language in ("en", "zh"))


def test_game_of_the_chosen_partners_comes_first():
    games = report_sample.document().games
    assert View(report_sample.document(games=games[::-1]), "en").main.id == "P2"


def test_without_selection_the_first_game_comes_first():
    games = [game.model_copy(update={"chosen_by_selection": False}) for game in report_sample.document().games]
    assert View(report_sample.document(games=games[::-1]), "en").main.id == "P1"


def test_no_games_no_main_game():
    assert View(report_sample.document(games=[]), "en").main is None


def test_recommended_split_comes_first():
    advice = EN.main.recommendation.model_copy(update={"rule": "prenucleolus", "title": EN.main.splits[1].title})
    game = EN.main.model_copy(update={"recommendation": advice})
    assert [split.rule for split in EN.splits(game)] == ["prenucleolus", "shapley", "equal", "proportional", "ensc"]


def test_of_two_splits_by_one_rule_the_title_decides():
    first = EN.main.splits[0]
    second = first.model_copy(update={"title": report_sample.Wording(zh="乙", en="second")})
    advice = EN.main.recommendation.model_copy(update={"title": second.title})
    game = EN.main.model_copy(update={"splits": [first, second], "recommendation": advice})
    assert EN.recommended(game) is second


def test_no_recommendation_keeps_the_order():
    game = EN.main.model_copy(update={"recommendation": None})
    assert EN.splits(game) == game.splits


def test_leavers_are_the_splits_outside_the_core():
    assert [split.rule for split in EN.leavers(EN.main)] == ["equal", "ensc"]


def test_titles_begin_with_a_capital():
    assert EN.title(EN.main.splits[1]) == "Prenucleolus"


def test_unit_that_begins_with_a_number_is_set_off():
    assert (EN.counted, ZH.counted) == ("× 10,000 yuan", "万元")


def test_to_split():
    assert ZH.to_split(ZH.main) == "可分配 1,650.00 万元，比各自单干合计多 1,650.00。"


def test_to_split_when_cooperation_loses():
    assert "20.00 less than" in EN.to_split(EN.main.model_copy(update={"additionality": -20.0}))


def test_studied():
    assert EN.studied() == "22 members · 5 of 22 candidates chosen as partners · 2 games · 5 ways of splitting compared"


def test_studied_without_selection_and_one_game():
    document = report_sample.document(selection=None, games=report_sample.document().games[:1])
    assert View(document, "en").studied() == "22 members · one game · 5 ways of splitting compared"


def test_role_of_the_lead():
    assert (EN.role("M01"), ZH.role("M01"), EN.role("M04"), EN.role("nobody")) == ("enterprise, lead", "企业（牵头单位）", "university", "")


def test_changes_between_sets():
    chosen, other = EN.document.selection.chosen, EN.document.selection.alternatives[0]
    assert EN.changes(chosen, other) == (["M06"], ["M03", "M05"])


@pytest.mark.parametrize(("low", "high", "written"), [(None, 5, "≤ 5"), (2, None, "≥ 2"), (2, 5, "2 – 5"), (3, 3, "3"), (None, None, "–")])
def test_allowed_range(low, high, written):
    limit = EN.document.selection.limits[0].model_copy(update={"low": low, "high": high})
    assert EN.allowed(limit) == written


def test_findings_keep_to_what_readers_understand():
    assert EN.findings(EN.main.splits[0]) == [("largest intensity at which nobody leaves", "0.25")]


def test_finding_that_is_yes_or_no():
    split = EN.main.splits[0].model_copy(update={"details": {"theta": True}})
    assert ZH.findings(split) == [("修正强度", "是")]


def test_check_keeps_what_it_is_about():
    assert (ZH.check("need K1"), ZH.check("budget"), ZH.check("something new")) == ("需求 K1", "预算", "something new")


def test_check_of_a_role_says_the_role():
    assert (ZH.check("role enterprise"), EN.check("role institute")) == ("类型 企业", "role research institute")


def test_sentences_begin_with_a_capital():
    assert EN.sentence(report_sample.Wording(zh="甲", en="each member")) == "Each member"
    assert ZH.sentence(report_sample.Wording(zh="", en="")) == ""


def test_detail_of_a_passed_check_is_left_to_its_own_language():
    passed, failed = (report_sample.document().selection.checks[0].model_copy(update={"ok": ok}) for ok in (True, False))
    assert (EN.detail(passed), ZH.detail(passed), ZH.detail(failed)) == ("180 <= 200", "", "180 <= 200")


def test_project_title_is_the_games():
    assert EN.project_title() == "Applied research on automotive textile materials"


def test_project_without_a_game_is_named_by_its_id():
    assert View(report_sample.document(games=[]), "en").project_title() == "P2"


def test_synthetic_groups():
    assert ZH.synthetic() == ["能力"]


def test_unknown_code_reads_as_words():
    assert term("group", "my_own_numbers") == "my own numbers"


@pytest.mark.parametrize("kind", sorted(TERMS))
def test_terms_have_chinese(kind):
    same = [code for code in TERMS[kind] if ZH.term(kind, code) == EN.term(kind, code)]
    assert same == []
