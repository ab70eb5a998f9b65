"""Splits worked out by hand, from the scenario to the cent."""

from __future__ import annotations

from typing import Any

import pytest
from study_makers import by_size, game, given, payoffs, split, table

GLOVES = given("LMR", LR=1.0, MR=1.0, LMR=1.0)  # two left gloves, one right one
AIRPORT = table("ABC", lambda group: -float(max({"A": 1, "B": 2, "C": 4}[one] for one in group)))
BANKRUPT = table("ABC", lambda group: max(0.0, 200.0 - sum({"A": 100, "B": 200, "C": 300}[one] for one in "ABC" if one not in group)))
UNANIMOUS = by_size("ABC", 0.0, 0.0, 90.0)
MAJORITY = by_size("ABC", 0.0, 60.0, 60.0)
ADDITIVE = table("ABC", lambda group: float(sum({"A": 10, "B": 20, "C": 30}[one] for one in group)))
LANDLORD = table("ABC", lambda group: (30.0 * (len(group) - 1)) if "A" in group else 0.0)  # Shapley's land owner and labourers
MIXED = given("ABC", A=10.0, B=4.0, AB=20.0, AC=16.0, BC=9.0, ABC=30.0)

HAND: list[tuple[str, dict[str, Any], str, str, list[float]]] = [
    ("gloves", GLOVES, "shapley", "LMR", [1 / 6, 1 / 6, 2 / 3]),
    ("gloves", GLOVES, "nucleolus", "LMR", [0.0, 0.0, 1.0]),
    ("gloves", GLOVES, "equal", "LMR", [1 / 3, 1 / 3, 1 / 3]),
    ("gloves", GLOVES, "equal_surplus", "LMR", [1 / 3, 1 / 3, 1 / 3]),
    ("gloves", GLOVES, "ensc", "LMR", [0.0, 0.0, 1.0]),
    ("gloves", GLOVES, "banzhaf", "LMR", [1 / 4, 1 / 4, 3 / 4]),
    ("airport", AIRPORT, "shapley", "ABC", [-1 / 3, -5 / 6, -17 / 6]),
    ("airport", AIRPORT, "ensc", "ABC", [-2 / 3, -2 / 3, -8 / 3]),
    ("airport", AIRPORT, "nucleolus", "ABC", [-0.5, -0.75, -2.75]),
    ("bankruptcy", BANKRUPT, "nucleolus", "ABC", [50.0, 75.0, 75.0]),
    ("bankruptcy", BANKRUPT, "shapley", "ABC", [100 / 3, 250 / 3, 250 / 3]),
    ("unanimity", UNANIMOUS, "shapley", "ABC", [30.0, 30.0, 30.0]),
    ("unanimity", UNANIMOUS, "nucleolus", "ABC", [30.0, 30.0, 30.0]),
    ("unanimity", UNANIMOUS, "gately", "ABC", [30.0, 30.0, 30.0]),
    ("majority", MAJORITY, "shapley", "ABC", [20.0, 20.0, 20.0]),
    ("majority", MAJORITY, "prenucleolus", "ABC", [20.0, 20.0, 20.0]),
    ("additive", ADDITIVE, "shapley", "ABC", [10.0, 20.0, 30.0]),
    ("additive", ADDITIVE, "nucleolus", "ABC", [10.0, 20.0, 30.0]),
    ("additive", ADDITIVE, "ensc", "ABC", [10.0, 20.0, 30.0]),
    ("additive", ADDITIVE, "equal_surplus", "ABC", [10.0, 20.0, 30.0]),
    ("additive", ADDITIVE, "gately", "ABC", [10.0, 20.0, 30.0]),
    ("landlord", LANDLORD, "shapley", "ABC", [30.0, 15.0, 15.0]),
    ("landlord", LANDLORD, "nucleolus", "ABC", [30.0, 15.0, 15.0]),
    ("landlord", LANDLORD, "solidarity", "ABC", [70 / 3, 55 / 3, 55 / 3]),
]


def ensc_by_hand(alone: dict[str, float], total: float) -> list[float]:
    """What each adds last, plus an equal part of what is left."""
    rest = total - sum(alone.values())
    return [worth + rest / len(alone) for worth in alone.values()]


@pytest.mark.parametrize(
    ("value", "rule", "members", "expected"),
    [pytest.param(value, rule, members, expected, id=f"{name}-{rule}") for name, value, rule, members, expected in HAND],
)
def test_textbook_game(value: dict[str, Any], rule: str, members: str, expected: list[float]) -> None:
    assert payoffs(value, rule, members) == pytest.approx(expected, abs=1e-9)


def test_mixed_game_by_marginal_contributions() -> None:
    """Six orders of arrival: A adds 10 10 16 16 21 21, B 10 14 4 4 14 9 … divided by six."""
    a = (10 + 10 + (20 - 4) + (30 - 9) + 16 + (30 - 9)) / 6
    b = ((20 - 10) + (30 - 16) + 4 + 4 + (30 - 16) + 9) / 6
    assert payoffs(MIXED, "shapley") == pytest.approx([a, b, 30 - a - b])


def test_mixed_game_by_what_each_adds_last() -> None:
    assert payoffs(MIXED, "ensc") == pytest.approx(ensc_by_hand({"A": 30 - 9, "B": 30 - 16, "C": 30 - 20}, 30))


def test_mixed_game_by_equal_surplus() -> None:
    assert payoffs(MIXED, "equal_surplus") == pytest.approx([10 + 16 / 3, 4 + 16 / 3, 16 / 3])


def test_gately_makes_everybody_equally_likely_to_disrupt() -> None:
    """d_i = (what the others lose when i leaves) / (what i loses) is the same for all."""
    paid = dict(zip("ABC", payoffs(MIXED, "gately"), strict=True))
    alone, without = {"A": 10.0, "B": 4.0, "C": 0.0}, {"A": 9.0, "B": 16.0, "C": 20.0}
    rates = [(30 - paid[one] - without[one]) / (paid[one] - alone[one]) for one in "ABC"]
    assert rates == pytest.approx([rates[0]] * 3)


@pytest.mark.parametrize(
    ("to", "expected"),
    [("investment", [30.0, 60.0, 0.0]), ("stand_alone", [10.0, 20.0, 60.0]), ("votes", [45.0, 45.0, 0.0])],
)
def test_proportional_follows_its_basis(to: str, expected: list[float]) -> None:
    members = [
        {"id": "A", "investment": {"money": 5, "staff": 5}, "stand_alone": 1, "votes": 3},
        {"id": "B", "investment": {"money": 20}, "stand_alone": 2, "votes": 3},
        {"id": "C", "stand_alone": 6, "votes": 0},
    ]
    pairs = {"kind": "pairs", "pairs": [{"a": "A", "b": "B", "value": 81}]}
    outcome = game(members, value=pairs, allocation={"rules": [{"rule": "proportional", "to": to}]})
    assert outcome.splits[0].payoffs == pytest.approx(expected)


@pytest.mark.parametrize(("theta", "expected"), [(0.0, [30.0, 30.0, 30.0]), (1.0, [45.0, 27.0, 18.0]), (0.5, [37.5, 28.5, 24.0])])
def test_factors_move_the_shapley_value_by_their_deviation(theta: float, expected: list[float]) -> None:
    """λ = (½, 3/10, 1/5) against one third each, of a total of 90, moved by θ."""
    factors = [{"id": "F", "weight": 1, "shares": {"A": 5, "B": 3, "C": 2}}]
    outcome = game("ABC", value=UNANIMOUS, allocation={"rules": ["corrected_shapley"], "factors": factors, "theta": theta})
    assert outcome.splits[0].payoffs == pytest.approx(expected)


def test_two_factors_are_weighted() -> None:
    factors = [
        {"id": "F", "weight": 0.25, "shares": {"A": 1}},
        {"id": "G", "weight": 0.75, "shares": {"B": 1, "C": 1}},
    ]
    outcome = game("ABC", value=UNANIMOUS, allocation={"rules": ["corrected_shapley"], "factors": factors})
    assert outcome.splits[0].options["factors"] == pytest.approx({"A": 0.25, "B": 0.375, "C": 0.375})


def test_blocks_bargain_first_then_their_members() -> None:
    """A and B arrive together: against C each side has half, and A and B share theirs by what they add inside."""
    members = [{"id": "A", "block": "north"}, {"id": "B", "block": "north"}, {"id": "C"}]
    value = given("ABC", AB=6.0, AC=6.0, BC=0.0, ABC=12.0)
    outcome = game(members, value=value, allocation={"rules": ["owen"]})
    # orders in which A and B stand together: ABC BAC CAB CBA; A adds 0 6 6 12, B adds 6 0 6 0
    assert outcome.splits[0].payoffs == pytest.approx([6.0, 3.0, 3.0])


@pytest.mark.parametrize("blocks", [("x", "x", "x"), ("x", "y", "z")])
def test_one_block_of_all_or_one_each_is_the_shapley_value(blocks: tuple[str, str, str]) -> None:
    members = [{"id": one, "block": block} for one, block in zip("ABC", blocks, strict=True)]
    outcome = game(members, value=MIXED, allocation={"rules": ["shapley", "owen"]})
    assert split(outcome, "owen").payoffs == pytest.approx(split(outcome, "shapley").payoffs)


def test_pairs_are_halved() -> None:
    pairs = [{"a": "A", "b": "B", "value": 8}, {"a": "B", "b": "C", "value": -3}]
    assert payoffs({"kind": "pairs", "own": {"A": 1, "C": 2}, "pairs": pairs}, "shapley") == pytest.approx([5.0, 2.5, 0.5])


def test_a_rule_is_shared_by_those_it_needs() -> None:
    rules = [{"needs": ["A", "B"], "value": 10}, {"needs": ["C"], "value": 3}]
    assert payoffs({"kind": "rules", "rules": rules}, "shapley") == pytest.approx([5.0, 5.0, 3.0])


def test_whoever_stands_in_the_way_of_a_rule_pays_for_it() -> None:
    """A earns 6 unless B is there: B comes second in half of all orders and then takes all of it away."""
    assert payoffs({"kind": "rules", "rules": [{"needs": ["A"], "without": ["B"], "value": 6}]}, "shapley") == pytest.approx(
        [3.0, -3.0, 0.0]
    )


def test_gains_are_what_comes_on_top_of_working_alone() -> None:
    outcome = game("ABC", value=MIXED, allocation={"rules": ["equal"]})
    assert outcome.splits[0].gains == pytest.approx([0.0, 6.0, 10.0])
    assert outcome.additionality == pytest.approx(16.0)


@pytest.mark.parametrize(
    ("value", "empty", "price"),
    [(MAJORITY, True, 30.0), (UNANIMOUS, False, 0.0), (GLOVES, False, 0.0), (by_size("ABC", 0.0, 1.0, 1.2), True, 0.3)],
)
def test_price_of_stability(value: dict[str, Any], empty: bool, price: float) -> None:
    """Each pair must get its worth, so everybody half a pair: three halves of it have to be there."""
    members = "LMR" if value is GLOVES else "ABC"
    outcome = game(members, value=value, allocation={"rules": ["equal"]})
    assert outcome.core_empty is empty
    assert outcome.cost_of_stability == pytest.approx(price)


def test_who_would_walk_out_of_an_equal_split() -> None:
    outcome = game("ABC", value=given("ABC", AB=24.0, ABC=30.0), allocation={"rules": ["equal"]})
    worst = outcome.splits[0].tightest[0]
    assert (worst.members, worst.value, worst.share, worst.excess) == (["A", "B"], 24.0, 20.0, 4.0)
    assert outcome.splits[0].in_core is False


def test_who_is_short_of_working_alone() -> None:
    outcome = game("ABC", value=given("ABC", A=25.0, AB=26.0, AC=26.0, ABC=30.0), allocation={"rules": ["equal"]})
    assert outcome.splits[0].short == ["A"]
    assert outcome.splits[0].individually_rational is False


def test_whoever_adds_only_what_it_earns_alone_is_named() -> None:
    outcome = game("ABC", value=ADDITIVE, allocation={"rules": ["equal"]})
    assert "A, B, C" in outcome.notes[0].en
    assert "A、B、C" in outcome.notes[0].zh


def test_nobody_is_called_dispensable_who_is_not() -> None:
    assert game("ABC", value=UNANIMOUS, allocation={"rules": ["equal"]}).notes == []


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (UNANIMOUS, {"superadditive": True, "monotone": True, "convex": True, "essential": True}),
        (MAJORITY, {"superadditive": True, "monotone": True, "convex": False, "essential": True}),
        (ADDITIVE, {"superadditive": True, "monotone": True, "convex": True, "essential": False}),
        (AIRPORT, {"superadditive": True, "monotone": False, "convex": True, "essential": True}),
        (by_size("ABC", 5.0, 5.0, 5.0), {"superadditive": False, "monotone": True, "convex": False, "essential": False}),
    ],
    ids=["unanimity", "majority", "additive", "airport", "rivals"],
)
def test_kind_of_game(value: dict[str, Any], holds: dict[str, bool]) -> None:
    outcome = game("ABC", value=value, allocation={"rules": ["equal"]})
    assert {one.name: one.holds for one in outcome.properties} == holds
    assert all((one.witness is None) is one.holds for one in outcome.properties)
