"""What must hold between alliances of the project model: more of anything good is never worse, and money scales."""

import numpy as np
import pytest
import twins
from game_strategies import given
from hypothesis import strategies as st

import allocation as al

PLAYERS = ["firm", "weaver", "university"]
LEVELS = st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=3, max_size=3)
ACCESS = st.lists(st.integers(0, 10).map(lambda tenths: tenths / 10), min_size=3, max_size=3)
MONEY = ("benefit", "cost", "subsidy", "coordination_cost")


def project(levels, access=(0.5, 0.3, 0.1), **changes):
    plain = {
        "requirement": [4, 5],
        "weights": [0.4, 0.6],
        "base_success": 0.8,
        "benefit": 1000.0,
        "cost": 100.0,
        "outsourcing": [50.0, 80.0],
        "subsidy": 30.0,
        "coordination_cost": 0.0,
        "subsidy_needs": [["firm", "weaver"], ["university"]],
    }
    return al.ProjectGame(PLAYERS, capabilities=levels, market_access=access, **(plain | changes))


def table(*arguments, **changes):
    return project(*arguments, **changes).table()


@given(LEVELS, ACCESS)
def test_nobody_is_in_the_way_where_coordination_is_free(levels, access):
    assert twins.monotone(table(levels, access).tolist())


@given(LEVELS, st.integers(0, 2), st.integers(0, 1))
def test_more_capability_never_hurts(levels, player, kind):
    better = [list(row) for row in levels]
    better[player][kind] += 1
    assert np.all(table(better) >= table(levels) - 1e-9)


@given(LEVELS, st.sampled_from(["cost", "coordination_cost"]))
def test_more_cost_never_helps(levels, kind):
    assert np.all(table(levels, **{kind: 150.0}) <= table(levels, **{kind: 100.0}) + 1e-9)


@given(LEVELS, st.sampled_from(["benefit", "subsidy", "base_success"]))
def test_more_benefit_never_hurts(levels, kind):
    low, high = (0.5, 0.9) if kind == "base_success" else (500.0, 900.0)
    assert np.all(table(levels, **{kind: high}) >= table(levels, **{kind: low}) - 1e-9)


@given(LEVELS, st.integers(-8, 8))
def test_another_currency_scales_everything(levels, power):
    plain = {"benefit": 1000.0, "cost": 100.0, "subsidy": 30.0, "coordination_cost": 5.0, "outsourcing": np.array([50.0, 80.0])}
    scaled = {name: np.ldexp(amount, power) for name, amount in plain.items()}
    assert table(levels, **scaled) == pytest.approx(np.ldexp(table(levels, **plain), power), rel=1e-12)


@given(LEVELS, st.permutations([0, 1, 2]))
def test_the_order_of_players_is_a_matter_of_names(levels, order):
    access = [0.5, 0.3, 0.1]
    plain = project(levels, access)
    moved = al.ProjectGame(
        [PLAYERS[i] for i in order],
        capabilities=[levels[i] for i in order],
        market_access=[access[i] for i in order],
        requirement=[4, 5],
        weights=[0.4, 0.6],
        base_success=0.8,
        benefit=1000.0,
        cost=100.0,
        outsourcing=[50.0, 80.0],
        subsidy=30.0,
        subsidy_needs=[["firm", "weaver"], ["university"]],
    )
    for group in twins.subsets(PLAYERS):
        assert moved.value(group) == pytest.approx(plain.value(group), abs=1e-9)


@given(LEVELS)
def test_capabilities_beyond_the_requirement_are_worth_nothing(levels):
    assert table([[min(a, 4), min(b, 5)] for a, b in levels]).tolist() == table(levels).tolist()


@given(LEVELS)
def test_requirement_and_capability_have_the_same_unit(levels):
    doubled = [[2 * a, 2 * b] for a, b in levels]
    assert table(doubled, requirement=[8, 10]) == pytest.approx(table(levels), abs=1e-9)


@given(LEVELS)
def test_projects_side_by_side_add_up(levels):
    one = project(levels)
    parts = [
        al.Project(
            levels, [4, 5], [0.4, 0.6], 0.8, benefit, 100.0, [50.0, 80.0], 30.0, [0.5, 0.3, 0.1], [["firm", "weaver"], ["university"]]
        )
        for benefit in (1000.0, 400.0)
    ]
    both = al.ProjectGame.of_projects(PLAYERS, parts, stand_alone=[1, 2, 3])
    own = np.array([[mask >> i & 1 for i in range(3)] for mask in range(8)]) @ [1, 2, 3]
    assert both.table() == pytest.approx(own + one.table() + table(levels, benefit=400.0), abs=1e-9)


def test_what_is_missing_altogether_is_bought_and_success_falls_to_nothing():
    """Nobody has the second capability: success is 0^0.6 = 0 and the subsidy alone does not pay the bill."""
    assert table([[4, 0], [4, 0], [4, 0]]).tolist() == [0] * 8


def test_by_hand():
    """firm + university: both requirements met, 0.8 · 1000 · 0.6 + 30 − 100; the firm alone: g = (1, 0.2), bought 64."""
    game = project([[4, 1], [0, 0], [1, 5]])
    assert game.value(["firm", "university"]) == pytest.approx(0.8 * 1000 * 0.6 + 30 - 100)
    assert game.value(["firm"]) == pytest.approx(max(0, 0.8 * 0.2**0.6 * 1000 * 0.5 - 100 - 64))


@pytest.mark.parametrize("name", [*MONEY, "base_success"])
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0])
def test_amounts_that_are_none_are_named(name, bad):
    with pytest.raises(al.GameError, match=name):
        project([[4, 1], [2, 2], [1, 5]], **{name: bad})
