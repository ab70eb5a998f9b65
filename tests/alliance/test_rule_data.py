"""What a rule gets from the scenario, or why it cannot be had; what every rule of the registry makes of small alliances."""

from __future__ import annotations

from typing import Any

import pytest
from study_makers import by_size, document, game, given, scenario

import alliance
from alliance.options import Unavailable, default_requests, request_title, rule_options
from alliance.scenario.schema import RuleRequest
from alliance.valuation import GamePlan, plan_games
from allocation.registry import rule_names

RICH = [
    {"id": "A", "investment": {"money": 6, "staff": 3}, "stand_alone": 2, "votes": 5, "block": "x"},
    {"id": "B", "investment": {"money": 3}, "stand_alone": 0, "votes": 1, "block": "x"},
    {"id": "C", "stand_alone": 1, "votes": 0},
]
LINKS = [{"a": "A", "b": "B", "synergy": 1}, {"a": "B", "b": "C", "conflict": True}]
FACTORS = [{"id": "F", "name": {"zh": "风险", "en": "risk"}, "weight": 1, "shares": {"A": 1, "B": 3}}]


def options(rule: str, members: Any = tuple(RICH), to: Any = None, **parts: Any) -> dict[str, Any]:
    found = scenario(list(members), value=by_size([one["id"] for one in members], *([0.0] * (len(members) - 1)), 9.0), **parts)
    (plan,) = plan_games(found)
    return rule_options(found, plan, RuleRequest(rule=rule, to=to))


@pytest.mark.parametrize(
    ("rule", "to", "expected"),
    [
        ("shapley", None, {}),
        ("proportional", None, {"weights": [9.0, 3.0, 0.0]}),
        ("proportional", "investment", {"weights": [9.0, 3.0, 0.0]}),
        ("proportional", "votes", {"weights": [5.0, 1.0, 0.0]}),
        ("proportional", "stand_alone", None),
        ("owen", None, {"unions": [["A", "B"], ["C"]]}),
        ("myerson", None, {"graph": [("A", "B")]}),
        ("corrected_shapley", None, {"factors": {"A": 0.25, "B": 0.75, "C": 0.0}, "theta": 0.5}),
    ],
)
def test_where_a_rule_gets_its_data(rule: str, to: str | None, expected: dict[str, Any] | None) -> None:
    parts = {"relations": LINKS, "allocation": {"factors": FACTORS, "theta": 0.5}}
    if expected is None:  # the game's stand-alone values count, not the members' entries
        with pytest.raises(Unavailable):
            options(rule, to=to, **parts)
    else:
        assert options(rule, to=to, **parts) == expected


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("proportional", "The basis “investment”", "投入"),
        ("owen", "No member names a block", "“集团”一列"),
        ("corrected_shapley", "No correction factors are given", "因素"),
        ("myerson", "No relations between these members", "关系"),
        ("centroid", "The rule combines the other rules", "不足两个"),
        ("semivalue", "The rule needs “chances”", "Python"),
        ("cea", "does not have the rule", "没有这个规则"),
        ("weighted_nucleolus", "The basis “investment”", "投入"),
    ],
)
def test_what_is_missing_is_said_in_both_languages(rule: str, english: str, chinese: str) -> None:
    with pytest.raises(Unavailable) as caught:
        options(rule, [{"id": "A"}, {"id": "B"}])
    assert english in caught.value.why.en
    assert chinese in caught.value.why.zh


def test_a_factor_that_nobody_in_the_game_has_is_named() -> None:
    members = [*RICH, {"id": "D"}]
    found = scenario(
        members,
        projects=[{"id": "P", "members": ["C", "D"]}],
        value={"kind": "projects"},
        allocation={"rules": ["corrected_shapley"], "factors": FACTORS},
    )
    outcome = alliance.run(found).document.games[0]
    assert "“risk” is zero" in outcome.skipped[0].why.en
    assert "“风险”" in outcome.skipped[0].why.zh


def test_conflicts_are_no_links() -> None:
    with pytest.raises(Unavailable):
        options("myerson", relations=[{"a": "A", "b": "B", "conflict": True}])


@pytest.mark.parametrize(
    ("members", "factors", "expected"),
    [
        (["A"], [], ["shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal"]),
        ([{"id": "A", "block": "x"}], [], ["shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal", "owen"]),
        ([{"id": "A", "investment": {"m": 1}}], [], ["shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal", "proportional"]),
        (["A"], FACTORS[:1], ["shapley", "corrected_shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal"]),
    ],
)
def test_rules_to_compare_when_none_is_named(members: list[Any], factors: list[Any], expected: list[str]) -> None:
    given_factors = [{**one, "shares": {"A": 1}} for one in factors]
    assert [one.rule for one in default_requests(scenario(members, allocation={"factors": given_factors}))] == expected


@pytest.mark.parametrize(
    ("to", "zh", "en"), [(None, "按比例", "proportional"), ("votes", "票数", "(votes)"), ("investment", "投入", "(investment)")]
)
def test_titles_carry_the_basis(to: Any, zh: str, en: str) -> None:
    title = request_title(RuleRequest(rule="proportional", to=to))
    assert zh in title.zh or to is None
    assert en in title.en


def test_one_rule_by_three_bases_is_three_splits() -> None:
    rules = [{"rule": "proportional", "to": basis} for basis in ("investment", "votes")] + [{"rule": "proportional"}]
    members = [{"id": "A", "investment": {"m": 1}, "votes": 1}, {"id": "B", "investment": {"m": 3}, "votes": 1}]
    outcome = game(members, value=by_size("AB", 0.0, 8.0), allocation={"rules": rules})
    assert [one.money for one in outcome.splits] == [["2.00", "6.00"], ["4.00", "4.00"], ["2.00", "6.00"]]
    assert len({one.title.en for one in outcome.splits}) == 3


def plan(**parts: Any) -> GamePlan:
    members = [
        {"id": "A", "investment": {"money": 5, "staff": 2}, "project_investment": {"P": 100}},
        {"id": "B", "investment": {"money": 4}},
        {"id": "C", "project_investment": {"P": 7, "Q": 8}},
        {"id": "D"},
    ]
    found = scenario(members, projects=[{"id": "P", "members": list("ABCD")}, {"id": "Q", "members": list("ABCD")}], **parts)
    return found, plan_games(found)


@pytest.mark.parametrize(("project", "expected"), [(0, [100.0, 4.0, 7.0, 0.0]), (1, [7.0, 4.0, 8.0, 0.0])])
def test_investment_into_a_project_goes_before_investment_as_a_whole(project: int, expected: list[float]) -> None:
    found, plans = plan(value={"kind": "projects"})
    assert plans[project].investment(found).tolist() == expected


def test_investment_into_the_alliance_is_all_classes_or_all_projects() -> None:
    found, plans = plan(value={"kind": "pairs"})
    assert plans[0].investment(found).tolist() == [7.0, 4.0, 15.0, 0.0]


SMALL: dict[str, dict[str, Any]] = {
    "superadditive": given("ABC", A=2.0, B=1.0, AB=6.0, AC=5.0, BC=4.0, ABC=12.0),
    "empty core": by_size("ABC", 0.0, 5.0, 6.0),
    "nothing": by_size("ABC", 0.0, 0.0, 0.0),
    "losses": by_size("ABC", -3.0, -10.0, -20.0),
}
WHOLE = {"relations": LINKS[:1]}


@pytest.mark.parametrize("kind", SMALL)
@pytest.mark.parametrize("rule", rule_names("game"))
def test_every_rule_of_the_registry_is_answered_verified_or_left_out_in_words(rule: str, kind: str) -> None:
    if rule == "semivalue":
        return  # refused when the file is read
    others = ["equal", "equal_surplus"] if rule in ("centroid", "topsis_combined") else []
    found = scenario(RICH, value=SMALL[kind], relations=LINKS[:1], allocation={"rules": [rule, *others], "factors": FACTORS})
    outcome = alliance.run(found).document
    (one,) = [one for one in (*outcome.games[0].splits, *outcome.games[0].skipped) if one.rule == rule]
    if outcome.games[0].skipped:
        assert one.why.zh
        assert one.why.en
    else:
        assert one.verified, [check for check in one.checks if not check.ok]
    assert [check for check in alliance.verify(outcome, found) if not check.ok] == []


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        (["A", "B"], []),
        ([{"id": "A", "investment": {"m": 1}}, "B"], ["No investment is given for B."]),
        ([{"id": "A", "investment": {"m": 1}}, {"id": "B", "project_investment": {"P": 1}}], []),
    ],
)
def test_members_without_investment_are_warned_about(members: list[Any], expected: list[str]) -> None:
    projects = [{"id": "P", "members": ["A", "B"]}]
    assert [one.en for one in document(members, projects=projects, allocation={"rules": ["equal"]}).warnings] == expected


def test_rivals_are_warned_about() -> None:
    warnings = document(value=by_size("ABC", 5.0, 5.0, 5.0), allocation={"rules": ["equal"]}).warnings
    assert "more apart than together" in warnings[0].en
    assert warnings[0].zh


def test_synthetic_numbers_are_warned_about_by_name() -> None:
    tags = {"members": {"tag": "synthetic"}, "my_numbers": {"tag": "synthetic"}, "votes": {"tag": "source"}}
    (warning,) = document(provenance=tags, allocation={"rules": ["equal"]}).warnings
    assert warning.en == "Synthetic numbers, not data of the real alliance: members, my numbers."
    assert "成员" in warning.zh


def test_the_column_to_fill_in_is_called_as_in_the_workbook() -> None:
    from alliance.scenario.tables import say

    with pytest.raises(Unavailable) as caught:
        options("owen", [{"id": "A"}, {"id": "B"}])
    assert f"“{say('Block', 'zh')}”" in caught.value.why.zh
