"""The alliance's own value model."""

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

PLAYERS = ["firm", "weaver", "university"]
PLAIN = {
    "capabilities": [[4, 1], [2, 2], [1, 5]],
    "requirement": [4, 5],
    "weights": [0.4, 0.6],
    "base_success": 0.8,
    "benefit": 1000.0,
    "cost": 100.0,
    "outsourcing": [50.0, 80.0],
    "subsidy": 30.0,
    "market_access": [0.5, 0.3, 0.0],
    "subsidy_needs": [["firm", "weaver"], ["university"]],
}


def slow_worth(group, given_numbers, alone=(0, 0, 0)):
    """The formula, read line by line."""
    p = given_numbers
    if not group:
        return 0.0
    met = [min(1.0, max(p["capabilities"][i][k] for i in group) / need) if need else 1.0 for k, need in enumerate(p["requirement"])]
    success = p["base_success"] * np.prod([g**w for g, w in zip(met, p["weights"], strict=True)])
    market = min(1.0, sum(p["market_access"][i] for i in group))
    names = {PLAYERS[i] for i in group}
    eligible = all(names & set(needed) for needed in p.get("subsidy_needs", ()))
    bought = sum(price * (1 - g) for price, g in zip(p["outsourcing"], met, strict=True))
    coordination = p.get("coordination_cost", 0) * (len(group) - 1)
    profit = success * p["benefit"] * market + p["subsidy"] * eligible - p["cost"] - bought - coordination
    return sum(alone[i] for i in group) + max(0.0, profit)


def slow_table(numbers, alone=(0, 0, 0)):
    return [slow_worth(twins.members(mask), numbers, alone) for mask in range(8)]


@settings(max_examples=60)
@given(
    levels=st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=3, max_size=3),
    requirement=st.lists(st.integers(0, 5), min_size=2, max_size=2),
    benefit=st.integers(0, 2000),
    coordination=st.integers(0, 40),
)
def test_the_table_follows_the_formula(levels, requirement, benefit, coordination):
    numbers = PLAIN | {"capabilities": levels, "requirement": requirement, "benefit": benefit, "coordination_cost": coordination}
    game = al.ProjectGame(PLAYERS, **numbers, stand_alone=[1, 2, 3])
    assert game.table() == pytest.approx(slow_table(numbers, (1, 2, 3)))


def test_a_project_that_does_not_pay_is_not_run():
    assert al.ProjectGame(PLAYERS, **(PLAIN | {"cost": 10_000.0})).table().tolist() == [0] * 8


def test_the_subsidy_needs_somebody_of_every_group():
    with_it = al.ProjectGame(PLAYERS, **PLAIN)
    without = al.ProjectGame(PLAYERS, **(PLAIN | {"subsidy": 0.0}))
    gained = with_it.table() - without.table()
    assert gained[7] == pytest.approx(30)
    assert gained[3] == 0


def test_a_group_that_has_nobody_makes_the_subsidy_unreachable():
    game = al.ProjectGame(PLAYERS, **(PLAIN | {"subsidy_needs": [["firm"], []]}))
    assert game.table().tolist() == al.ProjectGame(PLAYERS, **(PLAIN | {"subsidy": 0.0})).table().tolist()


def test_without_groups_every_coalition_gets_the_subsidy():
    numbers = PLAIN | {"subsidy_needs": [], "subsidy": 500.0}
    assert al.ProjectGame(PLAYERS, **numbers).table() == pytest.approx(slow_table(numbers))


def test_the_market_is_never_served_more_than_whole():
    numbers = PLAIN | {"market_access": [0.9, 0.9, 0.9]}
    assert al.ProjectGame(PLAYERS, **numbers).grand_value == pytest.approx(slow_table(numbers)[-1])


def test_a_capability_that_is_not_needed_costs_nothing():
    numbers = PLAIN | {"requirement": [0, 0]}
    assert al.ProjectGame(PLAYERS, **numbers).table() == pytest.approx(slow_table(numbers))


def test_a_project_without_capabilities():
    numbers = PLAIN | {"capabilities": np.empty((3, 0)), "requirement": [], "weights": [], "outsourcing": []}
    assert al.ProjectGame(PLAYERS, **numbers).grand_value == pytest.approx(0.8 * 1000 * 0.8 + 30 - 100)


def test_projects_run_side_by_side():
    one, other = al.Project(**PLAIN), al.Project(**(PLAIN | {"benefit": 2000.0}))
    both = al.ProjectGame.of_projects(PLAYERS, [one, other], stand_alone=[5, 6, 7])
    first, second = (al.ProjectGame.of_projects(PLAYERS, [p]).table() for p in (one, other))
    alone = np.array([sum((5, 6, 7)[i] for i in twins.members(mask)) for mask in range(8)])
    assert both.table() == pytest.approx(first + second + alone)


def test_market_shares_keep_two_groups_from_selling_twice():
    assert al.properties(al.ProjectGame(PLAYERS, **PLAIN)).superadditive


def test_coordination_that_costs_too_much_is_reported_not_hidden():
    found = al.properties(al.ProjectGame(PLAYERS, **(PLAIN | {"coordination_cost": 300.0, "subsidy_needs": [], "requirement": [1, 1]})))
    assert found.monotone is False


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weights": [0.4, 0.4]}, "weights must add up to 1, got 0.8"),
        ({"weights": [1.4, -0.4]}, "weights must not be negative"),
        ({"weights": [1.0]}, "weights must have 2 numbers, got 1"),
        ({"requirement": [4, -1]}, "requirement must not be negative"),
        ({"capabilities": [[1, 2], [3, 4]]}, "3 rows"),
        ({"capabilities": [[-1, 1], [2, 2], [1, 5]]}, "capabilities must not be negative"),
        ({"capabilities": [[np.nan, 1], [2, 2], [1, 5]]}, "capabilities must be finite"),
        ({"base_success": 1.5}, "base_success must lie between 0 and 1"),
        ({"market_access": [0.5, 1.3, 0]}, "market_access must lie between 0 and 1"),
        ({"market_access": [0.5]}, "market_access must have 3 numbers"),
        ({"outsourcing": [1, -2]}, "outsourcing must not be negative"),
        ({"cost": -1.0}, "cost must be a finite amount"),
        ({"benefit": float("inf")}, "benefit must be a finite amount"),
        ({"subsidy": float("nan")}, "subsidy must be a finite amount"),
        ({"subsidy_needs": [["nobody"]]}, "unknown player 'nobody'"),
        ({"stand_alone": [1.0]}, "stand_alone must have 3 numbers"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    with pytest.raises(al.GameError, match=message):
        al.ProjectGame(PLAYERS, **(PLAIN | change))


def test_everything_that_is_wrong_is_listed():
    bad = al.Project(**(PLAIN | {"base_success": 2.0, "cost": -1.0}))
    with pytest.raises(al.GameError, match=r"project 2: base_success .*; project 2: cost"):
        al.ProjectGame.of_projects(PLAYERS, [al.Project(**PLAIN), bad])


def test_at_least_one_project_is_needed():
    with pytest.raises(al.GameError, match="at least one project"):
        al.ProjectGame.of_projects(PLAYERS, [])
