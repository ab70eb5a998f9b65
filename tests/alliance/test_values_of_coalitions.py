"""What every coalition is worth, from every kind of value part, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest
from study_makers import scenario

from alliance.scenario import ScenarioError
from alliance.valuation import GamePlan, market_access, plan_games, wording
from allocation import Game


def game(members: Any = "ABC", **parts: Any) -> Game:
    (plan,) = plan_games(scenario(members, **parts))
    return plan.game


def worths(found: Game, *groups: str) -> list[float]:
    return [found.value(list(group)) for group in groups]


def coalitions(**values: float) -> list[dict[str, Any]]:
    return [{"members": list(group), "value": value} for group, value in values.items()]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("additive", [1.0, 2.0, 0.0, 7.0, 1.0, 2.0, 3.0]),
        ("superadditive", [1.0, 2.0, 0.0, 7.0, 1.0, 2.0, 7.0]),
    ],
)
def test_coalitions_that_are_not_listed(missing: str, expected: list[float]) -> None:
    """AB is listed with 7; the whole is what its members add up to, or the best it can be cut into."""
    found = game(value={"kind": "table", "coalitions": coalitions(A=1, B=2, C=0, AB=7), "missing": missing})
    assert worths(found, "A", "B", "C", "AB", "AC", "BC", "ABC") == pytest.approx(expected)


def test_all_coalitions_must_be_listed_unless_said_otherwise() -> None:
    with pytest.raises(ScenarioError, match="coalitions have no value"):
        scenario(value={"kind": "table", "coalitions": coalitions(A=1, B=2)})


def test_members_of_a_coalition_stand_in_any_order() -> None:
    found = game("AB", value={"kind": "table", "coalitions": coalitions(A=1, B=2, BA=9)})
    assert worths(found, "AB", "BA") == [9.0, 9.0]


@pytest.mark.parametrize("kind", ["table", "rules", "pairs"])
def test_only_the_players_named_play(kind: str) -> None:
    value = {
        "table": {"coalitions": coalitions(C=1, A=2, CA=5)},
        "rules": {"rules": [{"needs": ["A"], "value": 2}, {"needs": ["C"], "value": 1}, {"needs": ["A", "C"], "value": 2}]},
        "pairs": {"own": {"A": 2, "C": 1}, "pairs": [{"a": "A", "b": "C", "value": 2}]},
    }[kind]
    found = game(value={"kind": kind, "players": ["C", "A"], **value})
    assert found.players == ("C", "A")
    assert worths(found, "C", "A", "AC") == pytest.approx([1.0, 2.0, 5.0])


def test_players_stand_in_the_order_of_the_members_by_themselves() -> None:
    assert game("CAB").players == ("C", "A", "B")


RULES = [
    {"needs": ["A"], "value": 3},
    {"needs": ["A", "B"], "value": 10},
    {"needs": ["B", "C"], "without": ["A"], "value": 4},
    {"needs": ["C"], "value": -1},
]


def test_rules_add_up_where_they_hold() -> None:
    found = game(value={"kind": "rules", "rules": RULES})
    assert worths(found, "A", "B", "C", "AB", "AC", "BC", "ABC") == pytest.approx([3.0, 0.0, -1.0, 13.0, 2.0, 3.0, 12.0])


MEMBERS = [{"id": "A", "stand_alone": 5}, {"id": "B", "stand_alone": -2}, {"id": "C"}]
RELATIONS = [{"a": "A", "b": "B", "synergy": 4}, {"a": "C", "b": "B", "synergy": -1}, {"a": "A", "b": "C", "conflict": True}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({}, [5.0, -2.0, 0.0, 7.0, 5.0, -3.0, 6.0]),
        ({"own": {"A": 1}}, [1.0, 0.0, 0.0, 5.0, 1.0, -1.0, 4.0]),
        ({"pairs": [{"a": "A", "b": "C", "value": 10}]}, [5.0, -2.0, 0.0, 3.0, 15.0, -2.0, 13.0]),
        ({"own": {"C": 2}, "pairs": [{"a": "B", "b": "C", "value": 1}]}, [0.0, 0.0, 2.0, 0.0, 2.0, 3.0, 3.0]),
    ],
)
def test_pairs_say_it_themselves_or_follow_members_and_relations(value: dict[str, Any], expected: list[float]) -> None:
    found = game(MEMBERS, relations=RELATIONS, value={"kind": "pairs", **value})
    assert worths(found, "A", "B", "C", "AB", "AC", "BC", "ABC") == pytest.approx(expected)


def test_relations_with_members_who_do_not_play_do_not_count() -> None:
    found = game(MEMBERS, relations=RELATIONS, value={"kind": "pairs", "players": ["A", "C"]})
    assert worths(found, "A", "C", "AC") == [5.0, 0.0, 5.0]


SKILLS = [{"id": "K"}, {"id": "L"}]
TEAM = [
    {"id": "A", "capabilities": {"K": 4, "L": 1}, "market_access": 0.5, "stand_alone": 1},
    {"id": "B", "capabilities": {"K": 2, "L": 4}, "market_access": 0.25, "role": "university"},
    {"id": "C", "market_access": 1, "role": "financial"},
]
PROJECT = {
    "id": "P",
    "requirement": {"K": 4, "L": 4},
    "weights": {"K": 0.5, "L": 0.5},
    "base_success": 0.8,
    "benefit": 1000,
    "cost": 50,
    "outsourcing": {"L": 40},
    "subsidy": 20,
    "members": ["A", "B", "C"],
}


def project(**changes: Any) -> Game:
    return game(TEAM, capabilities=SKILLS, projects=[{**PROJECT, **changes}], value={"kind": "projects"})


def test_project_coalition_by_coalition() -> None:
    """A: g = (1, ¼), π = 0.8·√¼ = 0.4, 0.4·1000·½ − 50 − 40·¾ = 120, and 1 alone. AB: 0.8·1000·¾ + 20 − 50 = 570, and 1."""
    found = project()
    assert worths(found, "A", "C", "AB") == pytest.approx([121.0, 0.0, 571.0])
    b_alone = 0.8 * 0.5**0.5 * 1000 * 0.25 - 50
    assert worths(found, "B", "BC", "AC", "ABC") == pytest.approx([b_alone, 0.8 * 0.5**0.5 * 1000 - 50, 0.4 * 1000 - 50 - 30 + 1, 771.0])


@pytest.mark.parametrize(
    ("changes", "whole"),
    [
        ({}, 771.0),
        ({"subsidy": 0}, 751.0),
        ({"subsidy_for": "everyone"}, 771.0),
        ({"cost": 0}, 821.0),
        ({"base_success": 1}, 971.0),
        ({"base_success": 0}, 1.0),
        ({"benefit": 0}, 1.0),
        ({"requirement": {"K": 8, "L": 4}}, 0.8 * 0.5**0.5 * 1000 + 20 - 50 + 1),
        ({"requirement": {"K": 8, "L": 4}, "outsourcing": {"K": 100}}, 0.8 * 0.5**0.5 * 1000 + 20 - 50 - 50 + 1),
        ({"weights": {"K": 1, "L": 0}, "requirement": {"K": 4, "L": 400}, "outsourcing": {}}, 771.0),
        ({"requirement": {}, "weights": {}, "outsourcing": {}}, 771.0),
    ],
)
def test_project_of_all(changes: dict[str, Any], whole: float) -> None:
    assert project(**changes).grand_value == pytest.approx(whole)


def plans(**selection: Any) -> list[GamePlan]:
    projects = [{**PROJECT, "id": "Q"}, {**PROJECT, "members": "choose"}, {**PROJECT, "id": "R", "members": ["A"]}]
    found = scenario(TEAM, capabilities=SKILLS, projects=projects, value={"kind": "projects"}, selection={"project": "P"})
    return plan_games(found, **selection)


def test_the_open_project_is_left_out_while_nobody_is_chosen() -> None:
    assert [plan.id for plan in plans()] == ["Q", "R"]
    assert [plan.id for plan in plans(chosen=[])] == ["Q", "R"]


def test_the_open_project_comes_first_once_somebody_is_chosen() -> None:
    assert [(plan.id, plan.game.players, plan.chosen_by_selection) for plan in plans(chosen=["B", "A"])] == [
        ("P", ("B", "A"), True),
        ("Q", ("A", "B", "C"), False),
        ("R", ("A",), False),
    ]


@pytest.mark.parametrize(
    ("access", "project_id", "expected"),
    [(0.25, "P", 0.25), ({"P": 0.5}, "P", 0.5), ({"P": 0.5}, "Q", 0.0), ({}, "P", 0.0), (None, "P", 0.0), (1, "Q", 1.0)],
)
def test_market_access_is_one_figure_or_one_for_each_project(access: Any, project_id: str, expected: float) -> None:
    entry = {} if access is None else {"market_access": access}
    found = scenario([{"id": "A", **entry}], projects=[{"id": "P", "members": ["A"]}, {"id": "Q", "members": ["A"]}])
    assert market_access(found.members[0], project_id) == expected


def test_titles_of_games_are_the_projects_names() -> None:
    projects = [{**PROJECT, "name": {"zh": "项目甲"}}]
    (plan,) = plan_games(scenario(TEAM, capabilities=SKILLS, projects=projects, value={"kind": "projects"}))
    assert (plan.title.zh, plan.title.en, plan.kind, plan.project) == ("项目甲", "项目甲", "project", "P")


@pytest.mark.parametrize("kind", ["rules", "pairs"])
def test_a_game_of_all_is_called_so(kind: str) -> None:
    (plan,) = plan_games(scenario(value={"kind": kind, **({"rules": []} if kind == "rules" else {})}))
    assert (plan.id, plan.kind, plan.title.en, plan.project) == ("alliance", kind, "The alliance as a whole", None)


def test_texts_fall_back_on_the_other_language() -> None:
    found = scenario([{"id": "A", "name": {"zh": "甲"}}, {"id": "B", "name": {"en": "Beta"}}, "C"])
    assert [wording(one.name).model_dump() for one in found.members] == [
        {"zh": "甲", "en": "甲"},
        {"zh": "Beta", "en": "Beta"},
        {"zh": "C", "en": "C"},
    ]
