"""What the scenario's limits allow is what their definitions allow, set by set, and the chosen set is the best of these."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from limit_twin import allowed, objective, subsets

import partner_select as ps
from alliance.choice import choose
from alliance.partners.problem import problem_of
from alliance.partners.side_by_side import compared_sets
from alliance.scenario import Scenario
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

NAMES = [f"M{k}" for k in range(6)]


def some_members(dice: random.Random) -> list[dict[str, Any]]:
    """Six members with everything that a limit can ask about; the first two bear every label, so that all labels are known."""
    members = []
    for number, name in enumerate(NAMES):
        region = ["east", "west"][number] if number < 2 else dice.choice(["east", "west", None])
        labels: dict[str, Any] = {"stage": dice.sample(["yarn", "cloth", "dye"], dice.randint(1, 2))}
        if region:
            labels["region"] = region
        members.append(
            {
                "id": name,
                "role": dice.choice(["enterprise", "university", "institute"]),
                "block": ["industry", "research"][number] if number < 2 else dice.choice(["industry", "research", None]),
                "labels": labels,
                "value": dice.randint(0, 40),
                "cost": dice.randint(1, 20),
                "cost_deviation": dice.randint(0, 6),
                "cost_classes": {"staff": dice.randint(0, 5)},
                "deviation": dice.randint(0, 8),
                "failure": dice.choice([0.0, 0.05, 0.1, 0.3]),
                "loss": dice.randint(0, 40),
                "capabilities": {"K": dice.randint(0, 5), "P": dice.choice([0.0, 0.25, 0.5, 0.75])},
            }
        )
    return members


def some_relations(dice: random.Random) -> list[dict[str, Any]]:
    pairs = [(a, b) for a, b in pairwise(dice.sample(NAMES, 6))]
    return [{"a": a, "b": b, "synergy": dice.randint(-9, 12), "past": dice.randint(0, 2)} for a, b in pairs]


CHOICES: dict[str, Any] = {
    "budget": lambda dice: dice.randint(10, 60),
    "budgets": lambda dice: {"staff": dice.randint(2, 12)},
    "roles": lambda dice: {"enterprise": [dice.randint(0, 1), dice.choice([2, None])]},
    "counts": lambda dice: [{"label": "region", "value": "east", "min": dice.randint(0, 2), "max": 3}],
    "cover": lambda dice: [dice.choice(["region", "stage"])],
    "include": lambda dice: dice.sample(NAMES, 1),
    "conditions": lambda dice: [
        {"rule": dice.choice(["at_least_one", "exactly_one", "requires"]), "members": dice.sample(NAMES, dice.randint(2, 3))}
    ],
    "needs": lambda dice: dice.choice(
        [
            {"K": {"amount": dice.randint(1, 5), "at_least": dice.randint(1, 2)}},
            {"K": {"amount": dice.randint(1, 4), "survive_exit": True}},
            {"K": {"amount": dice.randint(3, 12), "by": "sum"}},
            {"K": {"amount": dice.randint(3, 8), "by": "sum", "survive_exit": True}},
            {"P": {"amount": 0.7, "by": "any"}},
            {"P": {"amount": 0.5, "by": "any", "survive_exit": True}},
        ]
    ),
    "max_stranger_pairs": lambda dice: dice.randint(0, 4),
    "max_strangers": lambda dice: dice.randint(0, 2),
    "max_expected_loss": lambda dice: dice.randint(0, 9),
    "min_success": lambda dice: dice.choice([0.5, 0.8, 0.95]),
    "max_deviation": lambda dice: dice.randint(3, 15),
    "max_share": lambda dice: {dice.choice(["cost", "value", "expected_loss"]): dice.choice([0.4, 0.6])},
}


def some_scenario(seed: int, limits: int) -> Scenario:
    dice = random.Random(seed)
    asked = {name: CHOICES[name](dice) for name in dice.sample(sorted(CHOICES), limits)}
    if "budget" in asked and dice.random() < 0.5:
        asked["gamma"] = dice.randint(0, 3)
    tree = {
        "alliance": {"id": "demo"},
        "members": some_members(dice),
        "capabilities": [{"id": "K"}, {"id": "P"}],
        "relations": some_relations(dice),
        "value": {"kind": "pairs"},
        "selection": {"size": [1, dice.choice([3, 4, None])], "alternatives": 0, "objective": {"coverage": 0}, **asked},
    }
    return parse(tree, TextPlaces())


@pytest.mark.parametrize("seed", range(30))
def test_every_set_is_judged_by_the_definitions(seed: int) -> None:
    scenario = some_scenario(seed, 1 + seed % 4)
    problem = problem_of(scenario)
    for group in subsets(scenario):
        verdict = ps.check(problem, group)
        assert verdict.feasible == allowed(scenario, group), (scenario.selection, group)
        assert verdict.objective == pytest.approx(objective(scenario, group))


@pytest.mark.parametrize("seed", range(30, 44))
def test_the_chosen_set_is_the_best_of_those_allowed(seed: int) -> None:
    scenario = some_scenario(seed, 1 + seed % 4)
    worths = [objective(scenario, group) for group in subsets(scenario) if allowed(scenario, group)]
    found = choose(scenario)
    if not worths:
        assert found.status == "infeasible"
        assert found.clash
    else:
        assert found.status == "proved"
        assert found.chosen.objective == pytest.approx(max(worths))
        assert allowed(scenario, tuple(found.chosen.members))


@pytest.mark.parametrize("seed", range(50, 58))
def test_broken_limits_are_named_exactly_where_a_set_is_not_allowed(seed: int) -> None:
    scenario = some_scenario(seed, 4)
    groups = [group for group in subsets(scenario) if group][::7]
    asked = [{"name": f"set {k}", "members": list(group)} for k, group in enumerate(groups)]
    wanted = scenario.model_copy(update={"selection": scenario.selection.model_copy(update={"compare": _named(asked)})})
    for one, group in zip(compared_sets(wanted, problem_of(wanted), None, []), groups, strict=True):
        assert one.feasible == allowed(scenario, group) == (not one.broken)
        for text in one.broken:
            assert text.zh
            assert text.en
            assert not set("{}") & set(text.zh + text.en)


def _named(asked: list[dict[str, Any]]) -> list[Any]:
    from alliance.scenario.selection_schema import NamedSet

    return [NamedSet.model_validate(one) for one in asked]


@pytest.mark.parametrize("seed", range(60, 72))
def test_repairs_of_an_impossible_selection_let_their_set_pass(seed: int) -> None:
    """Raise whatever the repair names; the set it names must then be allowed by the definitions of all other limits."""
    scenario = some_scenario(seed, 6)
    if any(allowed(scenario, group) for group in subsets(scenario)):
        assert choose(scenario).repairs == []
        return
    found = choose(scenario)
    assert found.repairs
    for repair in found.repairs:
        assert repair.proved
        assert all(change.zh and change.en for change in repair.changes)
        broken = _broken(scenario, repair.members)
        assert 0 < len(broken) <= 2 * len(repair.changes)


def _broken(scenario: Scenario, members: list[str]) -> list[str]:
    return [check.name for check in ps.check(problem_of(scenario), members).checks if not check.ok]
