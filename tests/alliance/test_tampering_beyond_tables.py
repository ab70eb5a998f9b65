"""Forgeries where no table of coalitions fits in memory, and in the parts that stand on the splits: the council."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from study_makers import by_size, scenario
from test_tampering import forged, wrong

import alliance
from alliance.scenario import Scenario

MEMBERS = 40
LABEL = "alliance: equal split"


def large() -> Scenario:
    """A chain of forty: everybody is worth something with the next; the equal split makes the rich middle leave."""
    names = [f"M{k:02}" for k in range(MEMBERS)]
    pairs = [{"a": one, "b": other, "value": 10.0 if 10 <= k < 20 else 1.0} for k, (one, other) in enumerate(pairwise(names))]
    value = {"kind": "pairs", "pairs": pairs}
    return scenario([{"id": one, "stand_alone": 1.0} for one in names], value=value, allocation={"rules": ["equal", "shapley"]})


@pytest.fixture(scope="module")
def finished() -> tuple[dict[str, Any], Scenario]:
    found = large()
    return alliance.run(found).document.model_dump(mode="json"), found


def test_a_large_result_is_confirmed(finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, found = finished
    assert wrong(forged(tree, "seed", to=0), found) == []


LARGE_FORGERIES: dict[str, tuple[tuple[Any, ...], Any, str]] = {
    "a shifted payoff": (("payoffs",), lambda paid: [paid[0] + 1, paid[1] - 1, *paid[2:]], f"{LABEL}: payoffs"),
    "other gains": (("gains",), lambda gains: [*gains[1:], 99.0], f"{LABEL}: gains"),
    "a member made to look short": (("short",), ["M00"], f"{LABEL}: stand-alone values"),
    "a core it is not in": (("in_core",), True, f"{LABEL}: stability"),
    "stability left undecided": (("in_core",), None, f"{LABEL}: stability"),
    "a smaller gain from leaving": (("max_excess",), 0.0, f"{LABEL}: stability"),
    "a group that gains more": (("tightest", 0, "excess"), 99.0, f"{LABEL}: tightest coalitions"),
    "a group that is worth more": (("tightest", 0, "value"), 999.0, f"{LABEL}: tightest coalitions"),
    "another group": (("tightest", 0, "members"), ["M00", "M01"], f"{LABEL}: tightest coalitions"),
    "no group": (("tightest",), [], f"{LABEL}: tightest coalitions"),
}


@pytest.mark.parametrize("forgery", LARGE_FORGERIES)
def test_a_forged_split_of_many_is_noticed(forgery: str, finished: tuple[dict[str, Any], Scenario]) -> None:
    (tree, found), (way, to, name) = finished, LARGE_FORGERIES[forgery]
    assert name in wrong(forged(tree, "games", 0, "splits", 0, *way, to=to), found)


def test_properties_nobody_looked_at_cannot_be_claimed(finished: tuple[dict[str, Any], Scenario]) -> None:
    tree, found = finished
    assert "alliance: properties" in wrong(forged(tree, "games", 0, "properties", 0, "holds", to=True), found)


@pytest.fixture(scope="module")
def council() -> tuple[dict[str, Any], Scenario]:
    members = [
        {"id": "A", "votes": 3, "block": "x", "investment": {"m": 5}},
        {"id": "B", "votes": 3, "block": "x", "investment": {"m": 1}},
        {"id": "C", "votes": 3},
        {"id": "D", "votes": 1},
    ]
    value = by_size("ABCD", 0.0, 0.0, 2.0, 10.0)
    found = scenario(members, value=value, council={"rule": "majority"}, allocation={"rules": ["shapley"]})
    return alliance.run(found).document.model_dump(mode="json"), found


def test_a_council_is_confirmed(council: tuple[dict[str, Any], Scenario]) -> None:
    tree, found = council
    assert wrong(forged(tree, "seed", to=0), found) == []


COUNCIL_FORGERIES: dict[str, tuple[tuple[Any, ...], Any]] = {
    "more votes": (("voters", 0, "votes"), 4.0),
    "a larger share of the votes": (("voters", 0, "vote_share"), 0.9),
    "more power": (("voters", 0, "power"), 0.9),
    "power for a dummy": (("voters", 3, "power"), 0.1),
    "another Banzhaf index": (("voters", 0, "banzhaf"), 0.9),
    "more benefit": (("voters", 0, "benefit"), 0.9),
    "more investment": (("voters", 0, "investment"), 0.1),
    "a dictator": (("dictator",), "A"),
    "a veto": (("veto",), ["B"]),
    "a dummy forgotten": (("dummies",), []),
    "winning groups left out": (("minimal_winning",), []),
    "another number of winning groups": (("minimal_total",), "99"),
    "a better chance to pass": (("chance_to_pass",), 0.99),
    "findings left out": (("findings",), []),
    "another rule": (("rule",), {"zh": "全体一致", "en": "unanimity"}),
    "a voter left out": (("voters",), lambda voters: voters[:-1]),
    "voters in another order": (("voters",), lambda voters: voters[::-1]),
    "a block forgotten": (("blocks",), []),
}


@pytest.mark.parametrize("forgery", COUNCIL_FORGERIES)
def test_a_forged_council_is_noticed(forgery: str, council: tuple[dict[str, Any], Scenario]) -> None:
    (tree, found), (way, to) = council, COUNCIL_FORGERIES[forgery]
    changed = forged(tree, "council", *way, to=to)
    assert changed.model_dump(mode="json") != tree
    assert any(name.startswith("council") for name in wrong(changed, found))
