"""Verdicts in sentences."""

import pytest
import report_sample

from alliance.report.view import View

EN, ZH = (View(report_sample.document(), language) for language in ("en", "zh"))
GAME = EN.main


def split(rule):
    return next(split for split in GAME.splits if split.rule == rule)


def sample_selection(**changes):
    return report_sample.selection().model_copy(update=changes)


def test_nobody_leaves_a_split_in_the_core():
    assert EN.verdicts.leaving(GAME, split("shapley")) == ""


def test_group_that_leaves_together():
    assert EN.verdicts.leaving(GAME, split("equal")) == (
        "Everyone except Donghua University would leave together: worth 1,471.78 on their own, they get 1,320.00, 151.78 × 10,000 yuan too little."
    )


def test_group_that_leaves_together_in_chinese():
    said = ZH.verdicts.leaving(GAME, split("equal"))
    assert said == "除东华大学以外的全体成员会一起退出：自成一体值 1,471.78，现在只分得 1,320.00，少 151.78 万元。"


def test_member_that_leaves_alone():
    assert EN.verdicts.leaving(GAME, split("ensc")).startswith("Donghua University would leave: worth 0.00 alone, it gets −145.55, 145.55")


def test_tiny_loss_is_still_a_number():
    worst = split("equal").tightest[0].model_copy(update={"excess": 0.00042})
    tiny = split("equal").model_copy(update={"tightest": [worst]})
    assert "0.00042 × 10,000 yuan too little" in EN.verdicts.leaving(GAME, tiny)


def test_shortfall_names_who_and_how_much():
    assert EN.verdicts.shortfall(GAME, split("equal")) == ("Everyone except Donghua University", "151.78")


@pytest.mark.parametrize(("in_core", "word"), [(True, "nobody leaves"), (False, "someone leaves"), (None, "not decided")])
def test_stability_in_a_word(in_core, word):
    assert EN.verdicts.stability(split("equal").model_copy(update={"in_core": in_core})) == word


def test_unstable_split_without_known_groups_has_no_sentence():
    assert EN.verdicts.leaving(GAME, split("equal").model_copy(update={"tightest": []})) == ""


def test_proved_choice():
    assert EN.verdicts.quality(sample_selection()) == "Proved best: no set within the limits is better."


def test_choice_with_a_gap():
    said = EN.verdicts.quality(sample_selection(status="gap", bound=372.5, gap=0.0347))
    assert said == "Best set found in the time given; no set can be better than it by more than 12.50 × 10,000 yuan (3.5%)."


def test_choice_without_a_bound():
    assert "not known" in EN.verdicts.quality(sample_selection(status="gap", bound=None, gap=None))


def test_infeasible_choice():
    assert EN.verdicts.quality(sample_selection(status="infeasible", chosen=None)) == "No set of partners meets all limits."


def test_choice_not_found_in_time():
    assert EN.verdicts.quality(sample_selection(status="no solution yet", chosen=None)).startswith("No set was found in the time given")


def test_game_with_a_core():
    assert EN.verdicts.standing(GAME) == "There are splits that nobody would walk out of."


def test_game_without_a_core():
    empty = GAME.model_copy(update={"core_empty": True, "cost_of_stability": 12.5})
    assert "12.50 × 10,000 yuan more" in EN.verdicts.standing(empty)


def test_game_too_large_to_decide():
    assert "not decided" in EN.verdicts.standing(GAME.model_copy(update={"core_empty": None}))
