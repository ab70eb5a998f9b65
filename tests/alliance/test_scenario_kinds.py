"""A value part of every kind is the game it says, split by its rules, and re-checked as strictly as any other."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from kind_cases import COSTS, GAMES, OWN, TEAM, VALUES, members_of, table_of
from study_makers import game, scenario

import alliance
import allocation as al
from alliance.document import Document
from alliance.options import default_requests
from alliance.scenario import Scenario
from alliance.valuation import plan_games

BY_KIND = {"claims": "claims", "tree": "tree", "assignment": "assignment", "production": "production", "sequencing": "sequencing"}
USUAL = ["shapley", "nucleolus", "ensc", "gately", "equal_surplus", "equal"]
each_kind = pytest.mark.parametrize("kind", VALUES)


def of(kind: str, members: list[Any] | None = None, **changes: Any) -> Scenario:
    allocation = changes.pop("allocation", {})
    return scenario(members or members_of(kind), value=VALUES[kind] | changes, allocation=allocation)


def game_of(kind: str, **changes: Any) -> al.Game:
    (plan,) = plan_games(of(kind, **changes))
    return plan.game


@each_kind
def test_the_game_is_that_of_the_library(kind: str) -> None:
    (plan,) = plan_games(of(kind))
    assert plan.kind == kind
    assert type(plan.game) is type(GAMES[kind])
    assert plan.game.players == GAMES[kind].players
    assert table_of(plan.game).tolist() == table_of(GAMES[kind]).tolist()


@each_kind
def test_without_rules_those_of_the_kind_come_before_the_usual_ones(kind: str) -> None:
    own = list(al.rule_names(BY_KIND[kind])) if kind in BY_KIND else []
    assert [one.rule for one in default_requests(of(kind))] == own + USUAL


@each_kind
def test_every_default_rule_answers_and_is_verified(kind: str) -> None:
    found = of(kind)
    study = alliance.run(found)
    (outcome,) = study.document.games
    assert outcome.skipped == []
    assert all(split.verified for split in outcome.splits)
    assert [check for check in alliance.verify(study.document, found) if not check.ok] == []


@pytest.mark.parametrize("kind", OWN)
def test_rules_of_a_kind_pay_what_the_library_pays(kind: str) -> None:
    outcome = game(members_of(kind), value=VALUES[kind])
    for split in outcome.splits[: len(al.rule_names(BY_KIND[kind]))]:
        assert split.payoffs == pytest.approx(al.split(GAMES[kind], rule=split.rule).payoffs.tolist(), abs=1e-9)
        assert split.formula


@pytest.mark.parametrize("kind", OWN)
def test_a_rule_of_its_own_may_be_asked_for_alone(kind: str) -> None:
    rule = al.rule_names(BY_KIND[kind])[-1]
    (split,) = game(members_of(kind), value=VALUES[kind], allocation={"rules": [rule]}).splits
    assert split.rule == rule
    assert split.meaning.zh != split.meaning.en


def test_proportional_follows_claims_or_what_is_named() -> None:
    members = [{"id": "A", "votes": 1}, {"id": "B", "votes": 1}, {"id": "C", "votes": 2}]
    rules = ["proportional", {"rule": "proportional", "to": "votes"}]
    first, second = game(members, value=VALUES["claims"], allocation={"rules": rules}).splits
    assert first.payoffs == pytest.approx([400 / 6, 800 / 6, 200])
    assert second.payoffs == pytest.approx([100, 100, 200])
    assert first.title != second.title


@pytest.mark.parametrize("kind", ["airport", "claims", "tree", "production"])
def test_only_the_players_named_play(kind: str) -> None:
    value = copy.deepcopy(VALUES[kind]) | {"players": ["B", "A"]}
    for amounts in ("costs", "claims", "source"):
        if amounts in value:
            value[amounts].pop("C")
    if kind == "claims":
        value["estate"] = 250
    if kind == "tree":
        value["links"] = value["links"][:1]
    for resource in value.get("resources", []):
        resource["stock"].pop("C", None)
    (plan,) = plan_games(scenario(TEAM, value=value))
    assert plan.game.players == ("B", "A")


def test_members_may_be_called_by_name() -> None:
    members = [{"id": "M1", "name": {"zh": "海利得", "en": "Hailide"}}, "B", "C"]
    (plan,) = plan_games(scenario(members, value={"kind": "airport", "costs": {"海利得": 1, "b": 2, "Ｃ": 3}}))
    assert plan.game.singles().tolist() == [-1, -2, -3]


def test_resources_may_be_called_by_name() -> None:
    value = copy.deepcopy(VALUES["production"])
    value["resources"][1] |= {"name": {"zh": "钢材", "en": "Steel plate"}}
    value["products"][0]["use"] = {"LABOUR": 4, "钢材": 6}
    (plan,) = plan_games(scenario(TEAM, value=value))
    assert table_of(plan.game).tolist() == table_of(GAMES["production"]).tolist()


def test_members_without_a_link_are_connected_by_way_of_the_source() -> None:
    found = game_of("tree", links=[])
    assert found.grand_value == -26
    assert found.value(["A", "B"]) == -14


def test_a_link_that_costs_nothing_counts() -> None:
    assert game_of("tree", links=[{"a": "B", "b": "C", "cost": 0}]).grand_value == -14


def test_pairs_that_are_left_out_do_not_trade() -> None:
    assert game_of("assignment", profits=[]).grand_value == 0


@pytest.mark.parametrize("estate", [0, 600])
def test_the_ends_of_an_estate(estate: float) -> None:
    outcome = game(TEAM, value=VALUES["claims"] | {"estate": estate})
    for split in outcome.splits[:8]:
        assert split.payoffs == pytest.approx([estate / 6, estate / 3, estate / 2])


def test_a_facility_that_costs_nothing_is_shared_without_a_word() -> None:
    outcome = game(TEAM, value={"kind": "airport", "costs": dict.fromkeys(TEAM, 0)})
    assert all(split.payoffs == [0, 0, 0] for split in outcome.splits)
    assert outcome.splits[0].money_total in ("0.00", "-0.00", "0")


def test_one_member_alone() -> None:
    outcome = game(["A"], value={"kind": "sequencing", "queue": [{"member": "A", "time": 1, "cost": 1}]})
    assert outcome.grand_value == 0


def test_a_facility_for_more_than_a_table_holds() -> None:
    names = [f"M{k}" for k in range(60)]
    value = {"kind": "airport", "costs": {name: k + 1.0 for k, name in enumerate(names)}}
    found = scenario(names, value=value, allocation={"rules": ["shapley", "nucleolus", "equal"]})
    study = alliance.run(found)
    assert [split.rule for split in study.document.games[0].splits] == ["shapley", "nucleolus", "equal"]
    assert [check for check in alliance.verify(study.document, found) if not check.ok] == []


# Costs, savings, duals


@pytest.mark.parametrize("kind", COSTS)
def test_costs_are_read_with_a_minus_sign(kind: str) -> None:
    outcome = game(TEAM, value=COSTS[kind])
    assert outcome.sense == "cost"
    assert outcome.grand_value < 0
    assert max(outcome.stand_alone) < 0
    assert outcome.additionality == pytest.approx(outcome.grand_value - sum(outcome.stand_alone))


@pytest.mark.parametrize("kind", COSTS)
def test_savings_are_what_is_saved_against_everybody_alone(kind: str) -> None:
    paid = game(TEAM, value=COSTS[kind], allocation={"rules": ["shapley"]})
    saved = game(TEAM, value=COSTS[kind] | {"savings": True}, allocation={"rules": ["shapley"]})
    assert saved.sense == "benefit"
    assert saved.stand_alone == [0, 0, 0]
    assert saved.grand_value == pytest.approx(paid.additionality)
    assert saved.splits[0].payoffs == pytest.approx(paid.splits[0].gains)


def test_costs_of_a_table_are_those_listed() -> None:
    (plan,) = plan_games(scenario(TEAM, value=COSTS["table"]))
    assert plan.game.value(["A", "B"]) == -15
    assert plan.game.value(["A", "C"]) == -24


def test_the_separable_costs_method_is_the_gately_point_of_the_savings() -> None:
    """Costs 10, 12, 14 alone, 15, 24, 17 for two, 25 for all: separable 8, 1, 10, saved 11 in all, of which each could claim 2, 11, 4."""
    saved = game(TEAM, value=COSTS["table"] | {"savings": True}, allocation={"rules": ["gately"]})
    assert saved.splits[0].payoffs == pytest.approx([11 * part / 17 for part in (2, 11, 4)])


def test_the_rules_of_a_tree_are_not_those_of_its_savings() -> None:
    saved = scenario(TEAM, value=VALUES["tree"] | {"savings": True})
    assert [one.rule for one in default_requests(saved)] == USUAL


@pytest.mark.parametrize("kind", ["table", "rules", "pairs"])
def test_a_dual_counts_what_the_others_lose(kind: str) -> None:
    plain: dict[str, Any] = {
        "table": COSTS["table"] | {"are_costs": False},
        "rules": {"kind": "rules", "rules": [{"needs": ["A", "B"], "value": 7}, {"needs": ["C"], "value": 2}]},
        "pairs": {"kind": "pairs", "own": {"A": 1}, "pairs": [{"a": "A", "b": "C", "value": 5}]},
    }[kind]
    (base,), (dual,) = (plan_games(scenario(TEAM, value=plain | changes)) for changes in ({}, {"dual": True}))
    assert table_of(dual.game) == pytest.approx(table_of(base.game)[-1] - table_of(base.game)[::-1])


def test_a_dual_is_verified() -> None:
    found = scenario(TEAM, value={"kind": "pairs", "pairs": [{"a": "A", "b": "C", "value": 5}], "dual": True})
    assert [check for check in alliance.verify(alliance.run(found).document, found) if not check.ok] == []


@pytest.mark.parametrize("kind", COSTS)
def test_a_split_proportional_to_stand_alone_costs_pays_in_proportion(kind: str) -> None:
    asked = {"rules": [{"rule": "proportional", "to": "stand_alone"}]}
    outcome = game(TEAM, value=COSTS[kind], allocation=asked)
    shares = np.array(outcome.splits[0].payoffs) / np.array(outcome.stand_alone)
    assert shares == pytest.approx([shares[0]] * 3)


# Forgeries


def forged(kind: str, *way: Any, to: Any) -> list[str]:
    found = of(kind, allocation={"rules": ["shapley", "nucleolus"]})
    tree = alliance.run(found).document.model_dump(mode="json")
    node = tree["games"][0]
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = to
    return [check.name for check in alliance.verify(Document.model_validate(tree), found) if not check.ok]


@each_kind
def test_a_forged_payoff_is_noticed(kind: str) -> None:
    n = len(members_of(kind))
    assert "alliance: Shapley value: payoffs" in forged(kind, "splits", 0, "payoffs", to=[1.0] * n)


@each_kind
def test_a_forged_sense_is_noticed(kind: str) -> None:
    other = "benefit" if GAMES[kind].sense == "cost" else "cost"
    assert "alliance: figures" in forged(kind, "sense", to=other)


@each_kind
def test_another_scenario_is_noticed(kind: str) -> None:
    study = alliance.run(of(kind))
    (check,) = alliance.verify(study.document, scenario(members_of(kind)))
    assert (check.name, check.ok) == ("scenario", False)
