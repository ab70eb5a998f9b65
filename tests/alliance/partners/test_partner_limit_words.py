"""Every further limit and weight of the selection, from the scenario to the set it brings about."""

from __future__ import annotations

from itertools import combinations

import pytest
from partner_cases import MEMBERS, PROJECT, asked

import allocation as al
import partner_select as ps
from alliance.choice import choose
from alliance.partners.hazards import LOSS_SCENARIOS, risk_data
from alliance.partners.problem import problem_of
from alliance.partners.restrictions import cost_classes, labels_of
from alliance.scenario import ScenarioError
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces
from alliance.valuation import project_game

MORE = [
    {"region": "east", "stage": ["yarn", "cloth"]},
    {"region": "west"},
    {"region": "east", "stage": "dye"},
    {"region": "north"},
]
LABELLED = [
    {
        **member,
        "value": value,  # less cost and expected loss: 10, 11, 1, -2
        "labels": labels,
        "block": block,
        "cost_classes": {"staff": staff},
        "cost_deviation": rise,
        "deviation": spread,
        "stand_alone": alone,
    }
    for member, value, labels, block, staff, rise, spread, alone in zip(
        MEMBERS,
        [30, 21, 16, 4],
        MORE,
        ["industry", "research", "research", None],
        [6, 2, 3, 1],
        [10, 0, 0, 0],
        [9, 4, 1, 1],
        [0, 0, 0, 3],
        strict=True,
    )
]


def chosen(members=LABELLED, **selection):
    found = choose(asked(members, **selection))
    assert found.status == "proved"
    return found.chosen.members


def tree(members=LABELLED, relations=(), **selection):
    return {
        "alliance": {"id": "demo"},
        "members": members,
        "relations": list(relations),
        "capabilities": [{"id": "K"}, {"id": "L"}],
        "projects": [PROJECT],
        "value": {"kind": "projects"},
        "allocation": {"rules": ["shapley"]},
        "selection": {"project": "P", "size": [1, 2], "alternatives": 0, "objective": {"coverage": 0}, **selection},
    }


def read(*arguments, **parts):
    return parse(tree(*arguments, **parts), TextPlaces())


def test_without_further_limits_the_two_most_valuable_are_chosen():
    assert chosen() == ["A", "B"]


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"counts": [{"label": "region", "value": "east", "min": 2}]}, ["A", "C"]),
        ({"counts": [{"label": "region", "value": "west", "max": 0}]}, ["A", "C"]),
        ({"counts": [{"label": "block", "value": "research", "min": 2}]}, ["B", "C"]),
        ({"cover": ["region"], "size": [1, 3]}, ["A", "B", "D"]),
        ({"budgets": {"staff": 4}}, ["B"]),
        ({"budgets": {"staff": 5}}, ["B", "C"]),
        ({"conditions": [{"rule": "exactly_one", "members": ["A", "B"]}]}, ["B", "C"]),
        ({"conditions": [{"rule": "at_least_one", "members": ["C", "D"]}]}, ["B", "C"]),
        ({"conditions": [{"rule": "requires", "members": ["A", "D"]}]}, ["B", "C"]),
        ({"conditions": [{"rule": "requires", "members": ["A", "B", "D"]}]}, ["B", "C"]),
        ({"budget": 35, "gamma": 1}, ["B", "C"]),
        ({"budget": 40, "gamma": 1}, ["A", "B"]),
        ({"min_success": 0.95, "include": ["A"]}, ["A", "B"]),
        ({"max_deviation": 5}, ["B", "C"]),
        ({"max_share": {"cost": 0.6}, "size": [2, 2]}, ["B", "C"]),
        ({"needs": {"K": {"amount": 4, "survive_exit": True}}}, ["A", "C"]),
    ],
)
def test_set_that_a_limit_brings_about(limits, expected):
    assert chosen(**limits) == expected


def test_past_projects_make_acquaintances():
    past = [{"a": "A", "b": "C", "past": 2}]
    assert choose(read(relations=past, max_stranger_pairs=0, size=[2, 2])).chosen.members == ["A", "C"]
    assert choose(read(relations=past, max_strangers=0, size=[1, 2])).chosen.members == ["A", "C"]
    assert choose(read(relations=past)).chosen.members == ["A", "B"]


def test_losses_in_the_worst_cases_keep_a_risky_candidate_out():
    risky = [{**m, "failure": 0.3, "loss": 50} if m["id"] == "A" else m for m in LABELLED]
    assert "A" not in chosen(risky, max_cvar=20)
    assert "A" in chosen(risky, max_cvar=60, objective={"coverage": 0, "expected_loss": 0})


def test_weight_of_losses_in_the_worst_cases_counts():
    risky = [{**m, "failure": 0.3, "loss": 50} if m["id"] == "A" else m for m in LABELLED]
    assert "A" not in chosen(risky, objective={"coverage": 0, "expected_loss": 0, "cvar": 1})


def test_risk_data_are_drawn_only_where_something_asks_for_them():
    plain, careful = asked(), asked(max_cvar=10, gamma=1, budget=30, max_deviation=5)
    assert set(risk_data(plain, plain.selection, plain.members)) == {"failure", "loss"}
    data = risk_data(careful, careful.selection, careful.members)
    assert set(data) == {"failure", "loss", "cost_deviation", "loss_scenarios", "covariance"}
    assert data["loss_scenarios"].shape == (LOSS_SCENARIOS, 4)
    assert (data["covariance"] == data["covariance"].T).all()


def test_joint_value_as_the_objective_is_the_best_game_to_split():
    found = choose(asked(objective={"value": 0, "synergy": 0, "cost": 0, "expected_loss": 0, "coverage": 0, "joint_value": 1}))
    wanted = asked()
    groups = [group for size in (1, 2) for group in combinations("ABCD", size)]
    best = max(project_game(wanted, wanted.projects[0], group).grand_value for group in groups)
    assert found.chosen.objective == pytest.approx(best)
    assert found.chosen.joint_value == pytest.approx(best)


def test_nobody_is_paid_less_than_alone():
    found = choose(asked(LABELLED, keep_outside_options=True, size=[2, 2], include=["D"]))
    assert found.status == "proved"
    wanted = asked(LABELLED)
    paid = al.shapley(project_game(wanted, wanted.projects[0], found.chosen.members))
    assert dict(zip(paid.players, paid.payoffs, strict=True))["D"] >= 3


def test_a_margin_for_every_group_is_kept():
    found = choose(asked(core_margin=0))
    assert found.status == "proved"
    assert choose(asked(core_margin=1e6, size=[2, 2])).status == "infeasible"


def test_used_limits_are_listed_with_what_is_allowed():
    found = choose(asked(LABELLED, budgets={"staff": 9}, counts=[{"label": "region", "value": "east", "max": 1}], max_deviation=20))
    lines = {line.title.en: (line.used, line.low, line.high) for line in found.limits}
    assert lines["Budget for “staff”"] == (8.0, None, 9.0)
    assert lines["Partners with region “east”"] == (1.0, None, 1.0)
    used, low, high = lines["Standard deviation of what the partners bring"]
    assert (low, high) == (None, 20.0)
    assert used == pytest.approx((9**2 + 4**2 + 2 * 0.2 * 9 * 4) ** 0.5)


def test_labels_of_members_and_their_blocks():
    members = asked(LABELLED).members
    labels = labels_of(members)
    assert labels["stage"] == [["yarn", "cloth"], None, ["dye"], None]
    assert labels["block"] == [["industry"], ["research"], ["research"], None]
    assert cost_classes(members) == {"staff": [6.0, 2.0, 3.0, 1.0]}


def test_a_label_called_block_stands_before_the_blocks():
    members = asked([{**MEMBERS[0], "block": "x", "labels": {"block": "y"}}]).members
    assert labels_of(members)["block"] == [["y"]]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        ({"counts": [{"label": "planet", "value": "Mars", "max": 1}]}, "no candidate bears the label"),
        ({"counts": [{"label": "region", "value": "south", "max": 1}]}, "no candidate has region"),
        ({"counts": [{"label": "region", "value": "east", "min": 3, "max": 1}]}, "above the largest"),
        ({"counts": [{"label": "region", "value": "east"}] * 2}, "listed twice"),
        ({"cover": ["planet"]}, "no candidate bears the label"),
        ({"budgets": {"gold": 1}}, "no member has a cost of the class"),
        ({"conditions": [{"rule": "exactly_one", "members": ["A"]}]}, "selection.conditions[0].members"),
        ({"conditions": [{"rule": "maybe", "members": ["A", "B"]}]}, "selection.conditions[0].rule"),
        ({"conditions": [{"rule": "requires", "members": ["A", "A"]}]}, "listed twice"),
        ({"conditions": [{"rule": "requires", "members": ["A", "B"]}], "candidates": ["A"]}, "not a candidate"),
        ({"needs": {"K": {"amount": 0.5, "by": "any"}}}, "counted by chances"),
        ({"needs": {"K": {"amount": 2, "by": "sum", "at_least": 2}}}, "does not count single ones"),
        ({"gamma": 1}, "no budget that could hold"),
        ({"min_success": 0}, "min_success"),
        ({"cvar_level": 1}, "cvar_level"),
        ({"correlation": -0.5}, "correlation"),
        ({"objective": {"joint_value": 1}}, "count the same benefit"),
        ({"frontier": ["cost"]}, "two or three"),
        ({"compare": [{"name": "x", "members": ["A"]}, {"name": "Ｘ", "members": ["B"]}]}, "two sets are called"),
        ({"compare": [{"name": "x", "members": ["B"]}], "candidates": ["A"]}, "not a candidate"),
        ({"weight_ranges": {"cost": [2, 1]}}, "above the largest"),
    ],
)
def test_what_makes_no_sense_is_refused_in_both_languages(selection, words):
    with pytest.raises(ScenarioError) as caught:
        read(**selection)
    assert words in caught.value.say("en")
    assert caught.value.say("zh") != caught.value.say("en")


def test_a_share_of_negative_values_is_refused():
    with pytest.raises(ScenarioError, match="negative"):
        read([{**MEMBERS[0], "value": -1}, *MEMBERS[1:]], max_share={"value": 0.5})


def test_joint_value_without_an_open_project_is_refused():
    with pytest.raises(ScenarioError, match="joint value"):
        asked(open_project=False, objective={"coverage": 0, "joint_value": 1})


def test_chances_are_counted_together():
    able = [{**m, "capabilities": {"K": chance}} for m, chance in zip(MEMBERS, (0.5, 0.6, 0.9, 0.1), strict=True)]
    found = choose(asked(able, needs={"K": {"amount": 0.9, "by": "any"}}, open_project=False))
    assert "C" in found.chosen.members
    assert found.coverage[0].reached >= 0.9


def test_a_need_that_survives_an_exit_is_shown_as_what_is_left():
    found = choose(asked(needs={"K": {"amount": 4, "survive_exit": True}}, open_project=False))
    assert found.chosen.members == ["A", "C"]
    assert found.coverage[0].reached == 4


def test_the_frontier_takes_the_joint_value():
    found = choose(asked(frontier=["joint_value", "cost"]))
    problem = problem_of(asked(frontier=["joint_value", "cost"]))
    for point in found.trade_off.points:
        verdict = ps.check(problem, point.members)
        assert [verdict.terms["joint_value"].amount, verdict.terms["cost"].amount] == point.values
