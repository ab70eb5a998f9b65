"""A small alliance with an open project: four candidates, two capabilities, every number readable at a glance."""

from __future__ import annotations

from functools import cache
from typing import Any

import alliance
from alliance.document import Document, SelectionOutcome
from alliance.report.view import View
from alliance.scenario import Scenario
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

MEMBERS: list[dict[str, Any]] = [
    {"id": "A", "name": {"zh": "甲公司", "en": "Alpha"}, "capabilities": {"K": 4, "L": 1}, "value": 30, "cost": 20, "market_access": 0.5},
    {
        "id": "B",
        "name": {"zh": "乙大学", "en": "Beta"},
        "role": "university",
        "capabilities": {"K": 1, "L": 4},
        "value": 20,
        "cost": 10,
        "market_access": 0.2,
    },
    {
        "id": "C",
        "name": {"zh": "丙所", "en": "Gamma"},
        "role": "institute",
        "capabilities": {"K": 4, "L": 2},
        "value": 15,
        "cost": 12,
        "failure": 0.1,
        "loss": 30,
        "market_access": 0.3,
    },
    {"id": "D", "name": {"zh": "丁公司", "en": "Delta"}, "capabilities": {"K": 0, "L": 3}, "value": 4, "cost": 6, "market_access": 0.1},
]
PROJECT = {
    "id": "P",
    "requirement": {"K": 4, "L": 4},
    "weights": {"K": 0.5, "L": 0.5},
    "base_success": 0.8,
    "benefit": 100,
    "cost": 10,
    "members": "choose",
}
WEIGHTS = {"value": 1, "synergy": 1, "cost": 1, "expected_loss": 1, "coverage": 0}
NAMES = ("A", "B", "C", "D")


def asked(members: Any = MEMBERS, open_project: bool = True, **selection: Any) -> Scenario:
    """The small alliance with a selection part."""
    parts: dict[str, Any] = {"value": {"kind": "projects"}, "projects": [PROJECT]} if open_project else {}
    wanted = {"objective": WEIGHTS, "size": [1, 2], "alternatives": 0, **({"project": "P"} if open_project else {}), **selection}
    tree = {
        "alliance": {"id": "demo"},
        "members": members,
        "value": {"kind": "pairs"},
        "capabilities": [{"id": "K", "name": {"zh": "织造", "en": "weaving"}}, {"id": "L", "name": {"zh": "涂层", "en": "coating"}}],
        "allocation": {"rules": ["shapley"]},
        "selection": wanted,
        **parts,
    }
    return parse(tree, TextPlaces())


def outcome(**selection: Any) -> SelectionOutcome:
    """What choosing among the small alliance gives."""
    found = document(**selection).selection
    assert found is not None
    return found


def document(**selection: Any) -> Document:
    """The document of a selection without splits."""
    return alliance.run(asked(**selection), split=False).document


EVERYTHING: dict[str, Any] = {
    "budget": 32,
    "alternatives": 1,
    "compare": [{"name": "ours", "members": ["C", "D"]}, {"name": "2", "members": ["A", "B", "C"]}],
    "frontier": ["objective", "cost"],
    "explain": True,
    "sweep": True,
    "weight_ranges": {"cost": [0.5, 2.0]},
}


@cache
def full() -> Document:
    """The document of a selection of which everything is asked."""
    return document(**EVERYTHING)


def view(language: Any = "en", **selection: Any) -> View:
    """The document of a selection in one language; the full one where nothing is given."""
    return View(document(**selection) if selection else full(), language)
