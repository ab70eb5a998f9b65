"""Small scenarios with something uncertain in them."""

from __future__ import annotations

from typing import Any

from alliance.scenario import Scenario
from alliance.valuation import GamePlan, plan_games

GIVEN = {"base_success": 0.6, "benefit": 1000.0, "cost": 120.0, "subsidy": 40.0}
RANGES = {"base_success": [0.4, 0.7], "benefit": [700, 1100], "cost": [100, 200], "subsidy": [0, 60]}


def project_scenario(ranges: dict[str, Any] | None, **parts: Any) -> Scenario:
    """Four members, one project; some of them earn something, or lose something, alone."""
    member = {"capabilities": {"K1": 3, "K2": 1}, "market_access": 0.4}
    tree: dict[str, Any] = {
        "alliance": {"id": "a"},
        "capabilities": [{"id": "K1"}, {"id": "K2"}],
        "members": [
            {"id": "A", **member, "stand_alone": 50, "investment": {"money": 10}},
            {"id": "B", **member, "capabilities": {"K1": 1, "K2": 5}, "role": "university"},
            {"id": "C", **member, "stand_alone": -20},
            {"id": "D", **member, "capabilities": {"K2": 4}},
        ],
        "projects": [
            {
                "id": "P1",
                **GIVEN,
                "requirement": {"K1": 4, "K2": 5},
                "weights": {"K1": 0.5, "K2": 0.5},
                "outsourcing": {"K1": 60, "K2": 90},
                "members": ["A", "B", "C", "D"],
            }
        ],
        "value": {"kind": "projects"},
        "uncertainty": None if ranges is None else {"projects": {"P1": ranges}},
        "seed": 5,
    }
    asked = parts.pop("uncertainty", {})
    if ranges is not None:
        tree["uncertainty"] |= asked
    return Scenario.model_validate(tree | parts)


def value_scenario(value: dict[str, Any], **asked: Any) -> Scenario:
    """Three members, any other kind of value."""
    return Scenario.model_validate(
        {
            "alliance": {"id": "a"},
            "members": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
            "value": value,
            "uncertainty": asked or None,
            "seed": 5,
        }
    )


PAIRS = {
    "kind": "pairs",
    "own": {"A": 10, "B": 20, "C": -4},
    "pairs": [{"a": "A", "b": "B", "value": 30}, {"a": "B", "b": "C", "value": -6}],
}
RULES = {"kind": "rules", "rules": [{"needs": ["A", "B"], "without": ["C"], "value": 50}, {"needs": ["C"], "value": 8}]}
TABLE = {
    "kind": "table",
    "coalitions": [
        {"members": members, "value": value}
        for members, value in [
            (["A"], 0),
            (["B"], 10),
            (["C"], 10),
            (["A", "B"], 70),
            (["A", "C"], 50),
            (["B", "C"], 40),
            (["A", "B", "C"], 100),
        ]
    ],
}
TOGETHER = {**TABLE, "coalitions": [one for one in TABLE["coalitions"] if len(one["members"]) != 2]}


def only_plan(scenario: Scenario) -> GamePlan:
    return plan_games(scenario)[0]
