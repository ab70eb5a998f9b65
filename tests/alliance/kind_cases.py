"""One small value part of every kind, with the game of the library that it stands for."""

from __future__ import annotations

from typing import Any

import numpy as np

import allocation as al

TEAM = ["A", "B", "C"]
MARKET = ["A", "B", "X", "Y"]

VALUES: dict[str, dict[str, Any]] = {
    "airport": {"kind": "airport", "costs": {"C": 40, "A": 10, "B": 20}},
    "claims": {"kind": "claims", "estate": 400, "claims": {"A": 100, "B": 200, "C": 300}},
    "tree": {
        "kind": "tree",
        "source": {"A": 5, "B": 9, "C": 12},
        "links": [{"a": "B", "b": "A", "cost": 4}, {"a": "A", "b": "C", "cost": 7}, {"a": "B", "b": "C", "cost": 3}],
    },
    "assignment": {
        "kind": "assignment",
        "sellers": ["A", "B"],
        "buyers": ["X", "Y"],
        "profits": [
            {"seller": "A", "buyer": "X", "value": 5},
            {"seller": "A", "buyer": "Y", "value": 8},
            {"seller": "B", "buyer": "X", "value": 7},
        ],
    },
    "production": {
        "kind": "production",
        "resources": [{"id": "labour", "stock": {"A": 4, "B": 6, "C": 60}}, {"id": "steel", "stock": {"A": 33, "B": 39}}],
        "products": [
            {"id": "door", "price": 68, "use": {"labour": 4, "steel": 6}},
            {"id": "gate", "price": 52, "use": {"labour": 5, "steel": 2}},
        ],
    },
    "sequencing": {
        "kind": "sequencing",
        "queue": [{"member": "B", "time": 2, "cost": 1}, {"member": "A", "time": 1, "cost": 2}, {"member": "C", "time": 1, "cost": 3}],
    },
}
GAMES: dict[str, al.Game] = {
    "airport": al.AirportGame([10, 20, 40], TEAM),
    "claims": al.ClaimsGame([100, 200, 300], 400, TEAM),
    "tree": al.TreeGame([[0, 5, 9, 12], [5, 0, 4, 7], [9, 4, 0, 3], [12, 7, 3, 0]], TEAM),
    "assignment": al.AssignmentGame([[5, 8], [7, 0]], MARKET),
    "production": al.ProductionGame([[4, 6, 60], [33, 39, 0]], [[4, 5], [6, 2]], [68, 52], TEAM),
    "sequencing": al.SequencingGame([2, 1, 1], [1, 2, 3], players=["B", "A", "C"]),
}
OWN = {kind: GAMES[kind] for kind in VALUES if kind != "airport"}  # kinds with rules of their own
COSTS = {
    "airport": VALUES["airport"],
    "tree": VALUES["tree"],
    "table": {
        "kind": "table",
        "are_costs": True,
        "missing": "additive",
        "coalitions": [
            {"members": ["A"], "value": 10},
            {"members": ["B"], "value": 12},
            {"members": ["C"], "value": 14},
            {"members": ["A", "B"], "value": 15},
            {"members": ["B", "C"], "value": 17},
            {"members": ["A", "B", "C"], "value": 25},
        ],
    },
}


def members_of(kind: str) -> list[str]:
    """The members that a value part of this kind is about."""
    return MARKET if kind == "assignment" else TEAM


def table_of(game: al.Game) -> np.ndarray:
    """The worth of every coalition."""
    return np.asarray(game.table())
