"""What does not fit together in each kind of value: found at its place, said once, and nothing found where nothing is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from check_cases import said, scenario, steps

from alliance.scenario.checks import value
from alliance.scenario.checks.allocation import lonely_combinations, rules_of_other_kinds, unfed_rules
from alliance.scenario.checks.uncertainty import idle_spread, nothing_uncertain

AIRPORT = {"kind": "airport", "costs": {"A": 1, "B": 2, "C": 3}}
CLAIMS = {"kind": "claims", "estate": 5, "claims": {"A": 1, "B": 2, "C": 3}}
TREE = {"kind": "tree", "source": {"A": 1, "B": 2, "C": 3}, "links": [{"a": "A", "b": "B", "cost": 1}]}
MARKET = {"kind": "assignment", "sellers": ["A"], "buyers": ["B", "C"], "profits": [{"seller": "A", "buyer": "B", "value": 1}]}
PLANT = {"kind": "production", "resources": [{"id": "r", "stock": {"A": 1}}], "products": [{"id": "p", "price": 1, "use": {"r": 1}}]}
QUEUE = {"kind": "sequencing", "queue": [{"member": "A", "time": 1, "cost": 1}, {"member": "B", "time": 1, "cost": 1}]}
SOUND = {"airport": AIRPORT, "claims": CLAIMS, "tree": TREE, "assignment": MARKET, "production": PLANT, "sequencing": QUEUE}


def link(a: str, b: str, cost: float = 1.0) -> dict[str, Any]:
    return {"a": a, "b": b, "cost": cost}


def pair(seller: str, buyer: str, worth: float = 1.0) -> dict[str, Any]:
    return {"seller": seller, "buyer": buyer, "value": worth}


@pytest.mark.parametrize("kind", SOUND)
@pytest.mark.parametrize("find", [value.of_its_kind, value.strangers, value.repeated_players, value.too_many_players])
def test_nothing_is_found_where_nothing_is_wrong(kind: str, find: Any) -> None:
    assert steps(find, value=SOUND[kind]) == []


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (AIRPORT | {"costs": {"A": 1}}, ["value.costs"]),
        (AIRPORT | {"costs": {}}, ["value.costs"]),
        (AIRPORT | {"players": ["A", "B"]}, []),
        (CLAIMS | {"claims": {"A": 1, "C": 9}}, ["value.claims"]),
        (CLAIMS | {"claims": {}}, ["value.claims", "value.estate"]),
        (CLAIMS | {"estate": 6}, []),
        (CLAIMS | {"estate": 6.5}, ["value.estate"]),
        (CLAIMS | {"players": ["C"]}, ["value.estate"]),
        (CLAIMS | {"estate": 0, "claims": dict.fromkeys("ABC", 0)}, []),
        (TREE | {"source": {"B": 2}}, ["value.source"]),
        (TREE | {"links": []}, []),
        (TREE | {"links": [link("A", "A")]}, ["value.links.0"]),
        (TREE | {"links": [link("A", "B"), link("B", "A")]}, ["value.links.1"]),
        (TREE | {"links": [link("A", "B"), link("B", "C"), link("A", "C")]}, []),
        (MARKET | {"buyers": ["B", "A"]}, ["value.buyers.1"]),
        (MARKET | {"buyers": ["B", "B"]}, ["value.buyers.1"]),
        (MARKET | {"sellers": ["A", "A", "A"]}, ["value.sellers.1", "value.sellers.2"]),
        (MARKET | {"profits": [pair("B", "A")]}, ["value.profits.0.seller", "value.profits.0.buyer"]),
        (MARKET | {"profits": [pair("A", "B"), pair("A", "C"), pair("A", "B", 2)]}, ["value.profits.2"]),
        (MARKET | {"profits": []}, []),
        (PLANT | {"resources": [{"id": "r"}, {"id": "R"}]}, ["value.resources.1.id"]),
        (PLANT | {"products": [{"id": "p", "price": 1}]}, ["value.products.0"]),
        (PLANT | {"products": [{"id": "p", "price": 1, "use": {"r": 0}}]}, ["value.products.0"]),
        (PLANT | {"products": [{"id": "p", "price": 0}]}, []),
        (PLANT | {"products": PLANT["products"] * 2}, ["value.products.1.id"]),
        (QUEUE | {"queue": QUEUE["queue"] + QUEUE["queue"][:1]}, ["value.queue.2"]),
        (QUEUE | {"queue": [{"member": "A", "time": 0, "cost": 0}]}, []),
    ],
)
def test_what_does_not_fit_is_found_at_its_place(given: dict[str, Any], where: list[str]) -> None:
    assert steps(value.of_its_kind, value=given) == where


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (AIRPORT | {"costs": {"A": 1}}, "no amount is given for B, C."),
        (CLAIMS | {"estate": 6.5}, "there is 6.5 to share, more than all claims together (6)."),
        (MARKET | {"buyers": ["A"]}, '"A" is both a seller and a buyer.'),
        (PLANT | {"products": [{"id": "p", "price": 1}]}, 'product "p" sells but takes no resource, so there would be no end of it.'),
        (TREE | {"links": [link("C", "C")]}, '"C" is linked with itself.'),
    ],
)
def test_what_is_said(given: dict[str, Any], text: str) -> None:
    assert text in said(value.of_its_kind, value=given)


def test_many_missing_amounts_are_not_all_named() -> None:
    members = [{"id": f"M{k}"} for k in range(9)]
    (text,) = said(value.of_its_kind, members=members, value={"kind": "airport", "costs": {}})
    assert text == "no amount is given for M0, M1, M2, M3, M4, …."


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (AIRPORT | {"players": ["A"]}, ["value.costs.B", "value.costs.C"]),
        (CLAIMS | {"players": ["A", "B"]}, ["value.claims.C"]),
        (TREE | {"players": ["B", "C"]}, ["value.source.A", "value.links.0.a"]),
        (PLANT | {"players": ["B", "C"]}, ["value.resources.0.stock.A"]),
    ],
)
def test_strangers_to_the_players_are_found(given: dict[str, Any], where: list[str]) -> None:
    assert steps(value.strangers, value=given) == where


@pytest.mark.parametrize("kind", ["airport", "claims", "tree", "production"])
def test_players_listed_twice_are_found(kind: str) -> None:
    assert steps(value.repeated_players, value=SOUND[kind] | {"players": ["A", "B", "A"]}) == ["value.players.2"]


def test_savings_need_costs() -> None:
    table = {"kind": "table", "coalitions": [], "savings": True}
    assert steps(value.of_its_kind, value=table) == ["value.savings"]
    assert steps(value.of_its_kind, value=table | {"are_costs": True}) == []


def test_only_tables_are_too_large_to_be_listed() -> None:
    members = [{"id": f"M{k}"} for k in range(25)]
    assert steps(value.too_many_players, members=members, value={"kind": "airport", "costs": {}}) == []
    assert steps(value.too_many_players, members=members, value={"kind": "table", "coalitions": []}) == ["value.players"]


# Rules


@pytest.mark.parametrize(
    ("kind", "rules", "where"),
    [
        ("claims", ["cea", "talmud", "proportional"], []),
        ("claims", ["bird"], [0]),
        ("tree", ["bird", "folk", "cea"], [2]),
        ("assignment", ["fair_point", "owen_point"], [1]),
        ("production", ["owen_point", "tau"], []),
        ("sequencing", ["equal_gain_splitting", "seller_optimal"], [1]),
        ("airport", ["shapley", "talmud", "bird"], [1, 2]),
    ],
)
def test_rules_of_other_kinds(kind: str, rules: list[str], where: list[int]) -> None:
    found = steps(rules_of_other_kinds, value=SOUND[kind], allocation={"rules": rules})
    assert found == [f"allocation.rules.{position}.rule" for position in where]


def test_rules_of_trees_are_not_for_their_savings() -> None:
    asked = {"rules": ["bird"]}
    assert steps(rules_of_other_kinds, value=TREE | {"savings": True}, allocation=asked) == ["allocation.rules.0.rule"]


def test_rules_that_need_what_no_scenario_has() -> None:
    assert steps(unfed_rules, allocation={"rules": ["shapley", "semivalue", "centroid", "owen"]}) == ["allocation.rules.1.rule"]


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        (["centroid"], 1),
        (["centroid", "equal"], 1),
        (["centroid", "topsis_combined", "equal"], 2),
        (["centroid", "equal", "shapley"], 0),
        (["shapley"], 0),
        ([], 0),
    ],
)
def test_combinations_need_two_others(rules: list[str], count: int) -> None:
    assert len(steps(lonely_combinations, allocation={"rules": rules})) == count


# Uncertainty


@pytest.mark.parametrize("kind", SOUND)
def test_a_relative_spread_is_for_other_kinds(kind: str) -> None:
    assert steps(idle_spread, value=SOUND[kind], uncertainty={"spread": 0.1}) == ["uncertainty.spread"]
    assert steps(nothing_uncertain, value=SOUND[kind], uncertainty={}) == ["uncertainty"]


@pytest.mark.parametrize(
    ("given", "takes"),
    [
        ({"kind": "pairs"}, True),
        ({"kind": "pairs", "dual": True}, False),
        ({"kind": "rules", "rules": []}, True),
        ({"kind": "rules", "rules": [], "dual": True}, False),
        ({"kind": "table", "coalitions": []}, True),
        ({"kind": "table", "coalitions": [], "are_costs": True}, False),
        ({"kind": "table", "coalitions": [], "dual": True}, False),
        ({"kind": "projects"}, False),
    ],
)
def test_which_values_take_a_relative_spread(given: dict[str, Any], takes: bool) -> None:
    assert scenario(value=given).value.takes_spread is takes
