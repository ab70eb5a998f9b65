"""Which partners a scenario gets: small pools whose best set is plain, and every limit that can stand in the way."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from study_makers import scenario

import alliance
from alliance.choice import choose
from alliance.clash import LIMITS
from alliance.document import SelectionOutcome
from alliance.partners.problem import MARKET, problem_of
from alliance.scenario import Scenario

POOL = [
    {
        "id": "A",
        "name": {"zh": "甲公司", "en": "Alpha"},
        "value": 10,
        "cost": 6,
        "failure": 0.5,
        "loss": 4,
        "labels": {"region": "east"},
        "cost_classes": {"staff": 6},
        "cost_deviation": 3,
        "deviation": 10,
    },
    {"id": "B", "name": {"zh": "乙大学", "en": "Beta"}, "role": "university", "value": 8, "cost": 3, "labels": {"region": "west"}},
    {
        "id": "C",
        "name": {"zh": "丙所", "en": "Gamma"},
        "role": "institute",
        "value": 5,
        "cost": 4,
        "failure": 0.2,
        "loss": 10,
        "labels": {"region": "east"},
    },
    {"id": "D", "name": {"zh": "丁银行", "en": "Delta"}, "role": "financial", "value": 1, "cost": 9, "stand_alone": 3},
]
VALUE = {"value": 1, "cost": 0, "synergy": 1, "expected_loss": 0, "coverage": 1}
SKILLS = [{"id": "K1", "name": {"zh": "织造", "en": "weaving"}}, {"id": "K2", "name": {"zh": "涂层", "en": "coating"}}]


def asked(members: Any = POOL, parts: dict[str, Any] | None = None, **selection: Any) -> Scenario:
    return scenario(members, selection={"alternatives": 0, **selection}, **(parts or {}))


def chosen(members: Any = POOL, parts: dict[str, Any] | None = None, **selection: Any) -> list[str]:
    found = choose(asked(members, parts, **selection))
    assert found.status == "proved"
    return found.chosen.members


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, ["A", "B"]),  # A brings 10 − 6 − 2, B 8 − 3, C only 5 − 4 − 2 = −1, and D costs more than it is worth
        ({"objective": VALUE}, ["A", "B", "C", "D"]),
        ({"objective": VALUE, "budget": 9}, ["A", "B"]),
        ({"objective": VALUE, "budget": 7}, ["B", "C"]),
        ({"objective": VALUE, "budget": 3}, ["B"]),
        ({"objective": VALUE, "size": [1, 2]}, ["A", "B"]),
        ({"objective": VALUE, "size": [4]}, ["A", "B", "C", "D"]),
        ({"objective": VALUE, "size": [0, 1]}, ["A"]),
        ({"objective": VALUE, "size": [1, 1], "exclude": ["A"]}, ["B"]),
        ({"objective": VALUE, "size": [1, 2], "include": ["D"]}, ["A", "D"]),
        ({"objective": VALUE, "roles": {"enterprise": [0, 0], "financial": [0, 0]}}, ["B", "C"]),
        ({"objective": VALUE, "size": [1, 1], "roles": {"institute": [1]}}, ["C"]),
        ({"objective": VALUE, "candidates": ["C", "D"]}, ["C", "D"]),
        ({"objective": VALUE, "candidates": ["C", "D"], "exclude": ["A", "C"]}, ["D"]),
        ({"objective": VALUE, "max_expected_loss": 1}, ["B", "D"]),
        ({"objective": VALUE, "max_expected_loss": 2}, ["A", "B", "D"]),
        ({"objective": {**VALUE, "expected_loss": 100}}, ["B", "D"]),
        ({"objective": {**VALUE, "value": 0, "cost": 1}}, ["B"]),
    ],
)
def test_best_set_by_hand(limits: dict[str, Any], expected: list[str]) -> None:
    assert chosen(**limits) == expected


def test_a_conflict_keeps_two_apart() -> None:
    parts = {"relations": [{"a": "A", "b": "B", "conflict": True}]}
    assert chosen(parts=parts, objective=VALUE) == ["A", "C", "D"]


def test_synergy_makes_the_weaker_pair_the_better_one() -> None:
    parts = {"relations": [{"a": "C", "b": "D", "synergy": 20}]}
    assert chosen(parts=parts, objective=VALUE, size=[2, 2]) == ["C", "D"]


def test_negative_synergy_keeps_two_apart() -> None:
    parts = {"relations": [{"a": "A", "b": "B", "synergy": -20}]}
    assert chosen(parts=parts, objective=VALUE, size=[2, 2]) == ["A", "C"]


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (4, ["B"]),
        ({"amount": 5, "by": "sum"}, ["A", "B"]),
        ({"amount": 3, "at_least": 2}, ["B", "C"]),
        ({"amount": 8, "by": "sum"}, ["A", "B", "C"]),
        (0, ["A"]),
    ],
)
def test_needs_by_hand(need: Any, expected: list[str]) -> None:
    """Levels 1, 4, 3; A is free, the others cost."""
    members = [{"id": one, "capabilities": {"K1": level}, "cost": cost} for one, level, cost in (("A", 1, 0), ("B", 4, 5), ("C", 3, 6))]
    assert chosen(members, {"capabilities": [{"id": "K1"}]}, needs={"K1": need}) == expected


OPEN = {"id": "P", "name": {"zh": "项目", "en": "Project"}, "members": "choose", "benefit": 100, "cost": 5}
MARKETERS = [{"id": "A", "market_access": 0.6, "cost": 10}, {"id": "B", "market_access": {"P": 0.5}, "cost": 30}, {"id": "C", "cost": 1}]


def open_project(members: Any = MARKETERS, project: dict[str, Any] | None = None, **selection: Any) -> SelectionOutcome:
    parts = {"projects": [{**OPEN, **(project or {})}], "value": {"kind": "projects"}, "capabilities": SKILLS}
    return choose(asked(members, parts, project="P", **selection))


def test_market_that_is_opened_pays_for_a_partner() -> None:
    """A opens 60 of 100 for 10; B would add only the 40 that are left, for 30; C nothing for 1."""
    found = open_project()
    assert found.chosen.members == ["A", "B"]
    assert found.chosen.objective == pytest.approx(100 - 40)
    assert {term.name: term.contribution for term in found.chosen.terms} == {"coverage": 100.0, "cost": -40.0}


def test_market_is_not_sold_twice() -> None:
    found = open_project([{**one, "cost": 45} for one in MARKETERS])
    assert found.chosen.members == ["A"]


def test_what_need_not_be_bought_outside_pays_for_a_partner() -> None:
    project = {"benefit": 0, "requirement": {"K1": 4}, "weights": {"K1": 1}, "outsourcing": {"K1": 50}}
    members = [{"id": "A", "capabilities": {"K1": 2}, "cost": 10}, {"id": "B", "capabilities": {"K1": 4}, "cost": 20}]
    found = open_project(members, project)
    assert found.chosen.members == ["B"]
    assert found.chosen.objective == pytest.approx(50 - 20)
    assert [(line.capability, line.needed, line.reached) for line in found.coverage] == [("K1", 4.0, 4.0)]


def test_what_the_chosen_have_to_split_is_the_projects_game() -> None:
    found = open_project()
    assert found.chosen.joint_value == pytest.approx(100 - 5)


def test_the_market_is_no_capability_of_the_report() -> None:
    assert open_project().coverage == []


@pytest.mark.parametrize("capability", ["⟨market⟩", "market", "Market"])
def test_a_capability_may_be_called_market(capability: str) -> None:
    parts = {"projects": [OPEN], "value": {"kind": "projects"}, "capabilities": [{"id": capability}]}
    assert chosen(MARKETERS, parts, project="P") == ["A", "B"]


def test_no_capability_can_be_called_what_the_market_is_called_inside() -> None:
    with pytest.raises(alliance.ScenarioError):
        asked(MARKETERS, {"capabilities": [{"id": MARKET}]})


LOSSES = [{"id": one, "value": -5, "cost": 1} for one in "ABC"]


@pytest.mark.parametrize("size", [[0], [0, 0], [0, 2]])
def test_nobody_may_be_the_best_choice(size: list[int]) -> None:
    found = choose(asked(LOSSES, size=size))
    assert (found.status, found.chosen.members, found.chosen.objective) == ("proved", [], 0.0)


@pytest.mark.parametrize("size", [[0], [0, 0]])
def test_a_project_that_nobody_is_chosen_for_is_left_out(size: list[int], tmp_path: Any) -> None:
    parts = {"projects": [{**OPEN, "benefit": 0}], "value": {"kind": "projects"}}
    study = alliance.run(asked(LOSSES, parts, project="P", size=size))
    assert study.document.selection.chosen.members == []
    assert study.document.selection.chosen.joint_value is None
    assert (study.document.games, study.document.status) == ([], "complete")
    assert all(check.ok for check in alliance.verify(study.document, study.scenario))
    study.save(tmp_path)


def test_two_candidates_have_three_sets() -> None:
    found = choose(asked(POOL[:2], alternatives=20))
    assert [one.members for one in (found.chosen, *found.alternatives)] == [["A", "B"], ["B"], ["A"]]


def test_one_candidate_has_no_alternative() -> None:
    found = choose(asked(POOL[:1], alternatives=20))
    assert (found.chosen.members, found.alternatives) == (["A"], [])


def test_alternatives_fall_and_are_told_apart() -> None:
    found = choose(asked(alternatives=5))
    worths = [one.objective for one in (found.chosen, *found.alternatives)]
    assert worths == sorted(worths, reverse=True)
    assert len({tuple(one.members) for one in (found.chosen, *found.alternatives)}) == 6


def test_no_alternatives_are_looked_for_when_none_are_wanted() -> None:
    assert choose(asked()).alternatives == []


def test_limits_say_what_is_used_of_them() -> None:
    found = choose(asked(objective=VALUE, budget=9.5, size=[1, 3], roles={"university": [1, 2]}, max_expected_loss=2.5))
    assert [(one.name, one.used, one.low, one.high) for one in found.limits] == [
        ("size", 2.0, 1.0, 3.0),
        ("budget", 9.0, None, 9.5),
        ("expected_loss", 2.0, None, 2.5),
        ("role:university", 1.0, 1.0, 2.0),
    ]


def test_nothing_can_be_found_in_no_time() -> None:
    members = [{"id": f"M{k}", "value": k % 7, "cost": 1 + k * 7 % 11} for k in range(60)]
    found = choose(asked(members, budget=20, time_limit=1e-9))
    assert (found.status, found.chosen, found.bound, found.alternatives) == ("no solution yet", None, None, [])


def test_a_search_without_a_result_still_splits_the_other_projects() -> None:
    projects = [OPEN, {**OPEN, "id": "Q", "name": "Q", "members": ["A"]}]
    members = [{"id": f"M{k}", "value": k % 7, "cost": 1 + k * 7 % 11} for k in range(60)]
    parts = {"projects": projects, "value": {"kind": "projects"}, "allocation": {"rules": ["equal"]}}
    found = alliance.run(asked([*members, {"id": "A"}], parts, project="P", time_limit=1e-9)).document
    assert found.status == "limit reached"
    assert [game.id for game in found.games] == ["Q"]


def test_numbers_too_far_apart_are_refused_by_name() -> None:
    members = [{"id": "A", "value": 1e15}, {"id": "B", "value": 1e-9}]
    with pytest.raises(ValueError, match=r"value: the sizes add up to .* larger unit"):
        choose(asked(members, objective={"value": 1e15}))


def test_large_numbers_of_one_size_are_counted() -> None:
    members = [{"id": "A", "value": 1e15, "cost": 4e14}, {"id": "B", "value": 9e14, "cost": 1e14}]
    found = choose(asked(members, size=[1, 1]))
    assert (found.chosen.members, found.chosen.objective) == (["B"], 8e14)


def test_all_weights_zero_is_a_tie_that_is_proved() -> None:
    found = choose(asked(objective=dict.fromkeys(("value", "synergy", "cost", "expected_loss", "coverage"), 0)))
    assert (found.status, found.chosen.objective, found.chosen.terms) == ("proved", 0.0, [])


ids = st.sampled_from("ABCDE")
MONEY = st.integers(-20, 20)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(MONEY, st.integers(0, 9)), min_size=2, max_size=5),
    st.dictionaries(st.tuples(ids, ids).filter(lambda pair: pair[0] < pair[1]), MONEY, max_size=4),
    st.none() | st.integers(0, 20),
    st.integers(0, 3),
)
def test_no_set_is_better_than_the_chosen_one(
    members: list[tuple[int, int]], synergies: dict[tuple[str, str], int], budget: int | None, least: int
) -> None:
    names = "ABCDE"[: len(members)]
    pairs = {pair: worth for pair, worth in synergies.items() if set(pair) <= set(names)}
    found = choose(
        asked(
            [{"id": one, "value": value, "cost": cost} for one, (value, cost) in zip(names, members, strict=True)],
            {"relations": [{"a": a, "b": b, "synergy": worth} for (a, b), worth in pairs.items()]},
            budget=budget,
            size=[least],
        )
    )
    cost = dict(zip(names, (cost for _, cost in members), strict=True))
    value = dict(zip(names, (value for value, _ in members), strict=True))

    def worth(group: tuple[str, ...]) -> int:
        return sum(value[one] - cost[one] for one in group) + sum(w for pair, w in pairs.items() if set(pair) <= set(group))

    allowed = [
        group
        for size in range(least, len(names) + 1)
        for group in combinations(names, size)
        if budget is None or sum(cost[one] for one in group) <= budget
    ]
    if not allowed:
        assert found.status == "infeasible"
    else:
        assert found.chosen.objective == pytest.approx(max(map(worth, allowed)))


CLASHES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str], list[str]]] = {
    "budget against size": (
        {"budget": 2},
        {},
        ["number of partners at least 1", "the budget of 2 (the other limits named here need at least 3)"],
        ["伙伴不少于 1 家", "预算 2"],
    ),
    "members that must be in against the budget": (
        {"budget": 8, "include": ["A", "B"]},
        {},
        ["the budget of 8", "Alpha must be in", "Beta must be in"],
        ["甲公司", "乙大学"],
    ),
    "a conflict against two that must be in": (
        {"include": ["A", "B"]},
        {"relations": [{"a": "A", "b": "B", "conflict": True}]},
        ["Alpha must be in", "Beta must be in", "Alpha, Beta exclude each other"],
        ["甲公司、乙大学"],
    ),
    "everybody shut out": ({"exclude": ["A", "B", "C", "D"]}, {}, ["Alpha must not be in", "Delta must not be in"], ["丁银行"]),
    "too few candidates": ({"size": [5]}, {}, ["number of partners at least 5 (the other limits named here allow at most 4)"], ["5"]),
    "a role nobody has": (
        {"roles": {"government": [1]}},
        {},
        ["at least 1 with the role “government body” (the other limits named here allow at most 0)"],
        ["政府"],
    ),
    "a role too few have": ({"roles": {"university": [2]}}, {}, ["at least 2 with the role “university”", "allow at most 1"], ["高校"]),
    "a role that is unwanted and needed": (
        {"roles": {"enterprise": [0, 0]}, "include": ["A"]},
        {},
        ["at most 0 with the role “enterprise”", "Alpha must be in"],
        ["企业", "甲公司"],
    ),
    "roles against the size": (
        {"roles": {"university": [1], "institute": [1]}, "size": [1, 2], "include": ["D"]},
        {},
        ["number of partners at most 2", "Delta must be in"],
        ["伙伴不超过 2 家"],
    ),
    "a capability nobody has": (
        {"needs": {"K1": 3}},
        {"capabilities": SKILLS},
        ["capability weaving to the required level (the other limits named here allow at most 0)"],
        ["织造"],
    ),
    "losses against the size": (
        {"max_expected_loss": 3, "include": ["A", "C"]},
        {},
        ["the expected loss of at most 3 (the other limits named here need at least 4)"],
        ["预期损失"],
    ),
    "too few of a region": (
        {"counts": [{"label": "region", "value": "east", "min": 2}], "exclude": ["A"]},
        {},
        ["at least 2 with region “east” (the other limits named here allow at most 1)", "Alpha must not be in"],
        ["region为“east”的不少于 2 家"],
    ),
    "too many of a region": (
        {"counts": [{"label": "region", "value": "east", "max": 1}], "include": ["A", "C"]},
        {},
        ["at most 1 with region “east”"],
        ["不超过 1 家"],
    ),
    "a region left out": ({"cover": ["region"], "exclude": ["A", "C"]}, {}, ["somebody with region “east”"], ["要有region为“east”"]),
    "too dear a class": (
        {"budgets": {"staff": 5}, "include": ["A"]},
        {},
        ["the budget of 5 for “staff” (the other limits named here need at least 6)"],
        ["“staff”预算 5"],
    ),
    "costs that rise": (
        {"budget": 8, "gamma": 1, "include": ["A"]},
        {},
        ["the budget of 8 even if 1 costs come out high (the other limits named here need at least 9)"],
        ["1 项成本偏高"],
    ),
    "nobody of two": (
        {"conditions": [{"rule": "at_least_one", "members": ["A", "B"]}], "exclude": ["A", "B"]},
        {},
        ["at least one of Alpha, Beta"],
        ["甲公司、乙大学 至少一家"],
    ),
    "both of two": (
        {"conditions": [{"rule": "exactly_one", "members": ["A", "B"]}], "include": ["A", "B"]},
        {},
        ["exactly one of Alpha, Beta"],
        ["恰好一家"],
    ),
    "one without the other": (
        {"conditions": [{"rule": "requires", "members": ["A", "B"]}], "include": ["A"], "exclude": ["B"]},
        {},
        ["Alpha only together with Beta"],
        ["有 甲公司 必有 乙大学"],
    ),
    "strangers in pairs": (
        {"max_stranger_pairs": 0, "include": ["A", "B"]},
        {},
        ["at most 0 pairs without a past project together"],
        ["没有合作经历"],
    ),
    "nobody knows anybody": ({"max_strangers": 0}, {}, ["at most 0 partners with no past project with another"], ["均无合作经历"]),
    "too likely to fail": (
        {"min_success": 0.9, "include": ["A"]},
        {},
        ["a chance of at least 0.9 that no partner fails (the other limits named here allow at most 0.5)"],
        ["不低于 0.9"],
    ),
    "too uncertain": (
        {"max_deviation": 5, "include": ["A"]},
        {},
        ["a standard deviation of at most 5 (the other limits named here need at least 10)"],
        ["标准差不超过 5"],
    ),
    "too bad at worst": (
        {"max_cvar": 0.5, "include": ["A"]},
        {},
        ["an average loss beyond the level 0.95 of at most 0.5 (the other limits named here need at least 4)"],
        ["平均损失不超过 0.5"],
    ),
    "one pays everything": (
        {"max_share": {"cost": 0.5}, "size": [1, 1], "include": ["A"]},
        {},
        ["at most 0.5 of the total cost with Alpha"],
        ["甲公司 所占总成本比例不超过 0.5"],
    ),
    "better off alone": (
        {"keep_outside_options": True, "include": ["D"]},
        {},
        ["for Delta at least its stand-alone value of 3"],
        ["丁银行 所得不低于其单干收益 3"],
    ),
    "nothing to spare": (
        {"core_margin": 5, "size": [2, 2]},
        {},
        ["a split that no group of members would leave (margin 5)"],
        ["余量 5"],
    ),
    "a fraction of a budget": ({"budget": 2.75, "size": [2]}, {}, ["the budget of 2.75", "need at least 7"], ["2.75"]),
}


@pytest.mark.parametrize("clash", CLASHES)
def test_what_stands_in_the_way_is_named_in_both_languages(clash: str) -> None:
    limits, parts, english, chinese = CLASHES[clash]
    found = choose(asked(parts=parts, **limits))
    assert (found.status, found.chosen, found.checks) == ("infeasible", None, [])
    assert [text for text in english if text not in "; ".join(one.en for one in found.clash)] == []
    assert [text for text in chinese if text not in "；".join(one.zh for one in found.clash)] == []


@pytest.mark.parametrize("clash", CLASHES)
def test_dropping_any_limit_of_a_clash_is_said_in_words_of_the_council(clash: str) -> None:
    limits, parts, _, _ = CLASHES[clash]
    for one in choose(asked(parts=parts, **limits)).clash:
        assert not re.search(r"[{}]", one.zh + one.en)
        assert not re.search(r"\b(include|size_min|max_expected_loss|K1)\b", one.zh + one.en)
        assert re.search("[一-鿿]", one.zh)


@pytest.mark.parametrize("clash", CLASHES)
def test_an_infeasible_study_is_confirmed(clash: str) -> None:
    limits, parts, _, _ = CLASHES[clash]
    study = alliance.run(asked(parts={**parts, "allocation": {"rules": ["equal"]}}, **limits))
    assert study.document.status == "infeasible"
    assert [check for check in alliance.verify(study.document, study.scenario) if not check.ok] == []


def test_every_kind_of_limit_has_been_in_a_clash() -> None:
    import partner_select as ps

    seen = set()
    for limits, parts, _, _ in CLASHES.values():
        seen |= {one["limit"] for one in ps.why_infeasible(problem_of(asked(parts=parts, **limits)))["limits"]}
    assert seen == set(LIMITS)


@pytest.mark.parametrize("name", ["<b>{x}</b>", "=1+1", "{0}", "🐼", "شركة", "甲" * 200, "{member} must be in"])
def test_any_name_may_stand_in_a_clash(name: str) -> None:
    found = choose(asked([{"id": "A", "name": name, "cost": 5}, "B"], include=["A"], budget=1))
    assert any(name in one.en and name in one.zh for one in found.clash)


def test_a_scenario_without_a_selection_cannot_be_asked_for_one() -> None:
    with pytest.raises(ValueError, match="no selection part"):
        choose(scenario())
