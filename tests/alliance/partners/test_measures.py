"""What a set uses of the limits, reaches of the needs and adds to the terms; texts in two languages; numbers between two ends."""

from __future__ import annotations

from typing import Any

import pytest
from partner_cases import MEMBERS, asked
from pydantic import ValidationError

import partner_select as ps
from alliance.partners.measures import TERMS, coverage_lines, joint_value, limit_lines, partner_set, term_lines
from alliance.partners.problem import MARKET, complementarity_of, open_project, problem_of, selection_of
from alliance.scenario.between import Between, BetweenShares
from alliance.valuation import project_game
from alliance.wording import Record, Wording, said

RICH = [
    {
        **member,
        "labels": {"region": "east" if member["id"] in "AB" else "west"},
        "cost_classes": {"staff": 4},
        "cost_deviation": 5,
        "deviation": 6,
        "failure": 0.1,
        "loss": 30,
    }
    for member in MEMBERS
]
LINES: dict[str, tuple[dict[str, Any], str, str, float, float | None, float | None]] = {
    "size": ({"size": [1, 3]}, "Number of partners", "伙伴数量", 2, 1, 3),
    "no upper end": ({"size": [2, None]}, "Number of partners", "伙伴数量", 2, 2, None),
    "budget": ({"budget": 40}, "Budget", "预算", 30, None, 40),
    "expected loss": ({"max_expected_loss": 9}, "Expected loss", "预期损失", 6, None, 9),
    "role": ({"roles": {"university": [0, 1]}}, "Partners with the role “university”", "“高校”", 1, 0, 1),
    "label from below": (
        {"counts": [{"label": "region", "value": "east", "min": 1}]},
        "Partners with region “east”",
        "region为“east”的伙伴",
        2,
        1,
        None,
    ),
    "label from above": (
        {"counts": [{"label": "region", "value": "west", "max": 1}]},
        "Partners with region “west”",
        "region为“west”的伙伴",
        0,
        None,
        1,
    ),
    "class of cost": ({"budgets": {"staff": 9}}, "Budget for “staff”", "“staff”预算", 8, None, 9),
    "costs that rise": ({"budget": 40, "gamma": 1}, "Budget if 1 costs come out high", "1 项成本偏高时的预算", 35, None, 40),
    "strangers in pairs": ({"max_stranger_pairs": 2}, "Pairs without a past project together", "没有合作经历的伙伴对数", 1, None, 2),
    "strangers": ({"max_strangers": 2}, "Partners with no past project with another", "与其他伙伴均无合作经历的伙伴", 2, None, 2),
    "success": ({"min_success": 0.5}, "Chance that no partner fails", "无伙伴失败的概率", 0.81, 0.5, None),
    "deviation": (
        {"max_deviation": 20, "correlation": 0},
        "Standard deviation of what the partners bring",
        "伙伴贡献的标准差",
        72**0.5,
        None,
        20,
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_what_a_set_uses_of_a_limit(case: str) -> None:
    limits, english, chinese, used, low, high = LINES[case]
    lines = limit_lines(problem_of(asked(RICH, **{"size": [1, 2], **limits})), ["A", "B"])
    (line,) = [line for line in lines if line.title.en == english]
    assert chinese in line.title.zh
    assert line.used == pytest.approx(used)
    assert (line.low, line.high) == (pytest.approx(low) if low is not None else None, pytest.approx(high) if high is not None else None)


def test_names_of_limits_are_all_different() -> None:
    counts = [{"label": "region", "value": value, "min": 0, "max": 2} for value in ("east", "west")]
    problem = problem_of(asked(RICH, budget=40, gamma=1, counts=counts, budgets={"staff": 9}, roles={"university": [0, 1]}))
    names = [line.name for line in limit_lines(problem, ["A"])]
    assert len(set(names)) == len(names)


def test_losses_in_the_worst_cases_are_those_of_the_draws() -> None:
    problem = problem_of(asked(RICH, max_cvar=1000, cvar_level=0.9))
    (line,) = [line for line in limit_lines(problem, ["A", "B"]) if line.name.startswith("cvar")]
    losses = sorted(ps.one_factor_losses([0.1] * 4, [30] * 4, 0.2, 500, 0)[:, :2].sum(axis=1), reverse=True)
    assert line.used == pytest.approx(sum(losses[:50]) / 50)
    assert line.title.en == "Average loss beyond the level 0.9"


@pytest.mark.parametrize(
    ("need", "members", "reached"),
    [
        ({"amount": 3}, ["A", "B"], 4),
        ({"amount": 3, "at_least": 2}, ["A", "B"], 1),
        ({"amount": 3, "at_least": 2}, ["A"], 0),
        ({"amount": 3, "by": "sum"}, ["A", "B", "C"], 9),
        ({"amount": 3}, [], 0),
    ],
)
def test_what_a_set_reaches_of_a_need(need: dict[str, Any], members: list[str], reached: float) -> None:
    scenario = asked(needs={"K": need}, size=[0, 4], open_project=False)
    (line,) = coverage_lines(scenario, problem_of(scenario), members)
    assert (line.capability, line.needed, line.reached) == ("K", 3, reached)


def test_the_market_is_no_capability_to_show() -> None:
    scenario = asked()
    assert MARKET in problem_of(scenario).pool.capability_names
    assert [line.capability for line in coverage_lines(scenario, problem_of(scenario), ["A"])] == ["K", "L"]


def test_terms_without_weight_or_amount_are_left_out_unless_asked_for() -> None:
    terms = ps.check(problem_of(asked()), ["A", "B"]).terms
    assert [term.name for term in term_lines(terms)] == ["value", "cost"]
    assert [term.name for term in term_lines(terms, counted_only=False)] == ["value", "synergy", "coverage", "cost", "expected_loss"]


def test_every_term_has_a_title_in_both_languages() -> None:
    for title in TERMS.values():
        assert title.zh
        assert title.zh != title.en


def test_a_found_set_in_the_words_of_the_document() -> None:
    scenario = asked()
    found = ps.select(problem_of(scenario))
    one = partner_set(scenario, found)
    assert (one.members, one.objective) == (list(found.members), found.objective)
    assert one.joint_value == project_game(scenario, scenario.projects[0], found.members).grand_value


@pytest.mark.parametrize(("members", "open_project_there"), [([], True), (["A"], False)])
def test_nothing_to_split_without_members_or_project(members: list[str], open_project_there: bool) -> None:
    assert joint_value(asked(open_project=open_project_there), members) is None


def test_the_open_project_is_the_one_the_selection_names() -> None:
    assert open_project(asked()).id == "P"
    assert open_project(asked(open_project=False)) is None
    assert selection_of(asked()).project == "P"


def test_complementarity_lies_between_nothing_and_everything() -> None:
    scenario = asked()
    matrix = complementarity_of(problem_of(scenario).pool, scenario)
    assert matrix.shape == (4, 4)
    assert (matrix == matrix.T).all()
    assert matrix.min() >= 0
    assert matrix.max() <= 1
    assert matrix[0, 1] > 0  # what A lacks, B has


def test_complementarity_is_paid_for() -> None:
    plain, paid = (ps.check(problem_of(asked(complementarity=money)), ["A", "B"]).terms["synergy"].amount for money in (0, 10))
    scenario = asked()
    assert paid - plain == pytest.approx(10 * complementarity_of(problem_of(scenario).pool, scenario)[0, 1])


def test_texts_fall_back_on_the_other_language() -> None:
    assert Wording(zh="", en="only").say("zh") == "only"
    assert Wording(zh="只有", en="").say("en") == "只有"


def test_a_wording_inside_a_text_is_said_in_the_same_language() -> None:
    inner = Wording(zh="甲", en="Alpha")
    assert said("do without {member}", member=inner) == Wording(zh="不再要求 甲 参加", en="do without Alpha")


def test_records_do_not_change_and_know_their_fields() -> None:
    class Point(Record):
        x: int

    with pytest.raises(ValidationError):
        Point(x=1, y=2)
    with pytest.raises(ValidationError):
        Point(x=1).x = 2


@pytest.mark.parametrize(("given", "ends"), [([1, 2], (1, 2)), ([2, 2], (2, 2)), ({"low": 0, "high": 5}, (0, 5))])
def test_two_ends(given: Any, ends: tuple[float, float]) -> None:
    between = Between.model_validate(given)
    assert (between.low, between.high) == ends


@pytest.mark.parametrize("given", [[2, 1], [1], [1, 2, 3], "1-2", [-1, 1], 5])
def test_what_are_no_two_ends(given: Any) -> None:
    with pytest.raises(ValidationError):
        Between.model_validate(given)


def test_ends_of_a_share_lie_between_nothing_and_everything() -> None:
    assert BetweenShares.model_validate([0, 1]).high == 1
    with pytest.raises(ValidationError):
        BetweenShares.model_validate([0, 1.5])
