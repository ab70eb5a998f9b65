"""What theory says of each kind of value, on random numbers: the games a scenario makes keep the laws of their textbooks."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_makers import scenario

import allocation as al
from alliance.valuation import plan_games

NAMES = ["A", "B", "C", "D"]
AMOUNTS = st.integers(0, 50).map(float) | st.floats(0, 50).map(lambda x: round(x, 2))
quick = settings(max_examples=8, deadline=None)


def every(names: list[str] = NAMES) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries(dict.fromkeys(names, AMOUNTS))


def made(kind: str, names: list[str] = NAMES, **value: Any) -> al.Game:
    (plan,) = plan_games(scenario(names, value={"kind": kind, **value}))
    return plan.game


def by_orders(game: al.Game) -> list[Fraction]:
    """The Shapley value by its definition: the mean over all orders of joining."""
    worth = {
        frozenset(game.names_of([i for i in range(game.n) if mask >> i & 1])): Fraction(v) for mask, v in enumerate(game.table().tolist())
    }
    orders = [*permutations(game.players)]
    paid = dict.fromkeys(game.players, Fraction(0))
    for order in orders:
        for position, player in enumerate(order):
            paid[player] += worth[frozenset(order[: position + 1])] - worth[frozenset(order[:position])]
    return [paid[player] / len(orders) for player in game.players]


def in_core(game: al.Game, payoffs: Any) -> bool:
    return bool(al.stability(game, np.asarray(payoffs)).in_core)


@quick
@given(costs=every())
def test_a_shared_facility_by_its_definition(costs: dict[str, float]) -> None:
    game = made("airport", costs=costs)
    for mask, worth in enumerate(game.table().tolist()):
        assert -worth == max((costs[p] for i, p in enumerate(NAMES) if mask >> i & 1), default=0.0)
    assert al.shapley(game).payoffs == pytest.approx([float(x) for x in by_orders(game)], abs=1e-9)
    assert in_core(game, al.shapley(game).payoffs)


@quick
@given(costs=every())
def test_what_a_member_pays_is_what_it_pays_alone_less_its_savings(costs: dict[str, float]) -> None:
    paid, saved = (made("airport", costs=costs, savings=flag) for flag in (False, True))
    for rule in ("shapley", "nucleolus", "ensc", "gately"):
        alone = al.split(paid, rule=rule).payoffs - paid.singles()
        assert al.split(saved, rule=rule).payoffs == pytest.approx(alone, abs=1e-6)


@quick
@given(claims=every(), part=st.floats(0, 1))
def test_claims_are_never_paid_less_than_nothing_nor_more_than_in_full(claims: dict[str, float], part: float) -> None:
    estate = 0.999 * part * sum(claims.values())
    game = made("claims", claims=claims, estate=estate)
    for rule in al.rule_names("claims"):
        payoffs = al.split(game, rule=rule).payoffs
        assert payoffs.sum() == pytest.approx(estate, abs=1e-6)
        assert np.all(payoffs >= -1e-9)
        assert np.all(payoffs <= np.array([claims[p] for p in NAMES]) + 1e-9)
        assert in_core(game, payoffs)


@quick
@given(claims=every(), part=st.floats(0, 1))
def test_talmud_and_random_arrival_are_nucleolus_and_shapley_value(claims: dict[str, float], part: float) -> None:
    game = made("claims", claims=claims, estate=round(0.99 * part * sum(claims.values()), 2))
    assert al.split(game, rule="talmud").payoffs == pytest.approx(al.nucleolus(game).payoffs, abs=1e-6)
    assert al.split(game, rule="random_arrival").payoffs == pytest.approx([float(x) for x in by_orders(game)], abs=1e-6)


@st.composite
def networks(draw: st.DrawFn) -> dict[str, Any]:
    pairs = draw(st.lists(st.sampled_from([(a, b) for a in NAMES for b in NAMES if a < b]), unique=True))
    return {"source": draw(every()), "links": [{"a": a, "b": b, "cost": draw(AMOUNTS)} for a, b in pairs]}


@quick
@given(value=networks())
def test_bird_and_folk_are_in_the_core_of_the_network(value: dict[str, Any]) -> None:
    game = made("tree", **value)
    for rule in ("bird", "folk"):
        found = al.split(game, rule=rule)
        assert in_core(game, found.payoffs)
        assert al.verify(game, found).ok


@quick
@given(value=networks())
def test_a_network_costs_what_its_cheapest_tree_costs(value: dict[str, Any]) -> None:
    """Kruskal's way, against the library's Prim: links sorted by cost join what is not joined yet."""
    arcs = [(cost, "source", p) for p, cost in value["source"].items()] + [(one["cost"], one["a"], one["b"]) for one in value["links"]]
    group, total = {p: p for p in ("source", *NAMES)}, 0.0
    for cost, a, b in sorted(arcs):
        if group[a] != group[b]:
            total += cost
            group = {p: group[a] if of == group[b] else of for p, of in group.items()}
    assert -made("tree", **value).grand_value == pytest.approx(total)


@quick
@given(value=networks())
def test_dearer_links_than_both_lines_change_nothing(value: dict[str, Any]) -> None:
    listed = {frozenset((one["a"], one["b"])) for one in value["links"]}
    more = [
        {"a": a, "b": b, "cost": value["source"][a] + value["source"][b] + 1}
        for a in NAMES
        for b in NAMES
        if a < b and frozenset((a, b)) not in listed
    ]
    plain, dear = made("tree", **value), made("tree", **value | {"links": value["links"] + more})
    assert dear.table() == pytest.approx(plain.table())
    assert al.split(dear, rule="bird").payoffs == pytest.approx(al.split(plain, rule="bird").payoffs)


@st.composite
def markets(draw: st.DrawFn) -> dict[str, Any]:
    pairs = draw(st.lists(st.sampled_from([(a, b) for a in "AB" for b in "CD"]), unique=True))
    worths = st.integers(-9, 30).map(float)
    return {
        "sellers": ["A", "B"],
        "buyers": ["C", "D"],
        "profits": [{"seller": a, "buyer": b, "value": draw(worths)} for a, b in pairs],
    }


@quick
@given(value=markets())
def test_no_split_of_the_core_is_better_for_a_side_than_its_best_point(value: dict[str, Any]) -> None:
    game = made("assignment", **value)
    best, worst, middle = (al.split(game, rule=rule).payoffs for rule in ("seller_optimal", "buyer_optimal", "fair_point"))
    assert all(in_core(game, payoffs) for payoffs in (best, worst, middle))
    assert middle == pytest.approx((best + worst) / 2)
    inside = al.nucleolus(game).payoffs
    assert np.all(inside[:2] <= best[:2] + 1e-6)
    assert np.all(inside[2:] <= worst[2:] + 1e-6)


@quick
@given(value=markets())
def test_a_market_earns_its_best_matching(value: dict[str, Any]) -> None:
    worth = {(one["seller"], one["buyer"]): max(0.0, one["value"]) for one in value["profits"]}
    best = max(sum(worth.get(pair, 0.0) for pair in zip("AB", buyers, strict=True)) for buyers in permutations("CD"))
    assert made("assignment", **value).grand_value == pytest.approx(best)


@st.composite
def plants(draw: st.DrawFn) -> dict[str, Any]:
    stocks = st.integers(0, 20).map(float)
    uses = st.integers(1, 9).map(float)
    return {
        "resources": [{"id": r, "stock": {p: draw(stocks) for p in NAMES}} for r in ("r", "s")],
        "products": [{"id": p, "price": draw(stocks), "use": {"r": draw(uses), "s": draw(uses)}} for p in ("x", "y")],
    }


@quick
@given(value=plants())
def test_the_owen_point_is_in_the_core_of_production(value: dict[str, Any]) -> None:
    game = made("production", **value)
    found = al.split(game, rule="owen_point")
    assert in_core(game, found.payoffs)
    assert al.verify(game, found).ok


@st.composite
def queues(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [{"member": p, "time": draw(AMOUNTS), "cost": draw(AMOUNTS)} for p in draw(st.permutations(NAMES))]


@quick
@given(queue=queues())
def test_a_queue_gains_what_the_best_order_saves(queue: list[dict[str, Any]]) -> None:
    def waiting(order: Any) -> float:
        ends = np.cumsum([job["time"] for job in order])
        return float(sum(job["cost"] * end for job, end in zip(order, ends, strict=True)))

    game = made("sequencing", queue=queue)
    assert game.players == tuple(job["member"] for job in queue)
    assert game.grand_value == pytest.approx(waiting(queue) - min(map(waiting, permutations(queue))), abs=1e-6)
    found = al.split(game, rule="equal_gain_splitting")
    assert in_core(game, found.payoffs)


@quick
@given(costs=every(), data=st.data())
def test_a_table_of_costs_is_the_same_game(costs: dict[str, float], data: st.DataObject) -> None:
    plain = made("airport", costs=costs)
    listed = [
        {"members": [p for i, p in enumerate(NAMES) if mask >> i & 1], "value": -worth}
        for mask, worth in enumerate(plain.table().tolist())
        if mask
    ]
    table = made("table", coalitions=data.draw(st.permutations(listed)), are_costs=True)
    assert table.sense == plain.sense == "cost"
    assert table.table().tolist() == plain.table().tolist()
