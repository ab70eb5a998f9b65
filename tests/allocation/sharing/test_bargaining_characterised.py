"""Nash solutions, proportional splits, factor corrections and combined splits: what must hold between them."""

import numpy as np
import pytest
import twins
from game_strategies import given, pay, tables
from hypothesis import strategies as st

import allocation as al
from allocation.registry import RULES

CLOSE = {"abs": 1e-9}
THREE = ["A", "B", "C"]
ALLIANCE = al.TableGame([0, 10, 10, 70, 10, 50, 40, 100], THREE)
POWER = st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any)
SHARES = st.lists(st.integers(1, 9), min_size=3, max_size=3).map(lambda parts: np.array(parts) / sum(parts))


@given(POWER, st.integers(1, 7))
def test_only_proportions_of_power_count(power, factor):
    scaled = [factor * w for w in power]
    assert al.asymmetric_nash(ALLIANCE, scaled).payoffs == pytest.approx(al.asymmetric_nash(ALLIANCE, power).payoffs, **CLOSE)


@given(POWER)
def test_no_power_no_gain(power):
    found = al.asymmetric_nash(ALLIANCE, power)
    for i in range(3):
        assert (found.payoffs[i] == 10) == (power[i] == 0)


@given(POWER, st.lists(st.integers(-20, 20), min_size=3, max_size=3))
def test_gains_follow_power_from_any_point_of_disagreement(power, point):
    found = al.asymmetric_nash(ALLIANCE, power, disagreement=point)
    gains = found.payoffs - point
    assert gains == pytest.approx(np.array(power) / sum(power) * (100 - sum(point)), **CLOSE)
    assert found.details["gain"] == pytest.approx(100 - sum(point))


@given(POWER, st.data())
def test_the_weighted_product_of_gains_is_largest(power, data):
    power = [w + 1 for w in power]
    best = al.asymmetric_nash(ALLIANCE, power).payoffs - 10
    other = np.array(data.draw(st.lists(st.floats(0.01, 1), min_size=3, max_size=3)))
    other *= 70 / other.sum()
    assert np.dot(power, np.log(other)) <= np.dot(power, np.log(best)) + 1e-9


def test_equal_power_is_the_symmetric_solution():
    assert al.asymmetric_nash(ALLIANCE, [3, 3, 3]).payoffs == pytest.approx(al.nash(ALLIANCE).payoffs, **CLOSE)


@given(st.integers(0, 2), st.integers(1, 20))
def test_a_better_fallback_pays(player, better):
    """Monotone in one's own disagreement payoff: of every unit, 1 − 1/n stays."""
    point = [10.0, 10.0, 10.0]
    before = al.nash(ALLIANCE, point).payoffs
    point[player] += better
    change = al.nash(ALLIANCE, point).payoffs - before
    assert change[player] == pytest.approx(better * 2 / 3, **CLOSE)
    assert np.delete(change, player) == pytest.approx([-better / 3] * 2, **CLOSE)


@pytest.mark.parametrize("point", [{"A": 50, "B": 30, "C": 20}, [50, 30, 20]])
def test_a_fallback_that_takes_all_is_the_solution(point):
    assert al.nash(ALLIANCE, point).payoffs.tolist() == [50, 30, 20]


def test_rounding_of_the_fallback_is_no_missing_agreement():
    game = al.TableGame([0, 0, 0, 0, 0, 0, 0, 0.6])
    assert al.nash(game, [0.1, 0.2, 0.3 + 1e-16]).payoffs == pytest.approx([0.1, 0.2, 0.3], abs=1e-15)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"disagreement": {"A": 1, "B": 2}}, "option disagreement gives nothing for C"),
        ({"disagreement": {"A": 1, "B": 2, "C": 3, "D": 4}}, "option disagreement: unknown player 'D'"),
        ({"disagreement": [1, 2, float("inf")]}, "option disagreement must be finite"),
        ({"disagreement": [50, 50, 1]}, "add up to 1 more than"),
        ({"disagreement": 5}, "option disagreement"),
    ],
)
def test_a_point_of_disagreement_that_does_not_fit_is_refused(options, message):
    with pytest.raises(al.RuleError, match=message):
        al.nash(ALLIANCE, **options)


# Proportional


@given(tables(3, 3), POWER)
def test_proportions_are_kept_for_gains_and_losses(values, power):
    found = pay("proportional", values, weights=power)
    assert found * sum(power) == pytest.approx(np.array(power) * values[-1], abs=1e-8)


@given(POWER)
def test_moving_weight_between_two_changes_nothing_for_the_third(power):
    """No advantageous reallocation, Moulin, 1987: moving weight between two leaves the third alone."""
    moved = [power[0] + power[1], 0, power[2]]
    assert al.proportional(ALLIANCE, moved).payoffs[2] == pytest.approx(al.proportional(ALLIANCE, power).payoffs[2], **CLOSE)


@pytest.mark.parametrize("weights", [[5e-324, 5e-324, 1e-323], [1e307, 1e307, 2e307], [1e-300, 1e-300, 2e-300]])
def test_weights_of_any_magnitude(weights):
    assert al.proportional(ALLIANCE, weights).payoffs == pytest.approx([25, 25, 50], rel=1e-12)


def test_weights_that_overflow_are_refused_without_a_warning():
    with pytest.raises(al.RuleError, match="positive, finite sum"):
        al.proportional(ALLIANCE, [1e308] * 3)


# Corrected Shapley value


@given(SHARES, st.floats(0, 3))
def test_the_correction_is_linear_in_its_intensity(shares, theta):
    plain = al.shapley(ALLIANCE).payoffs
    full = al.corrected_shapley(ALLIANCE, shares).payoffs
    assert al.corrected_shapley(ALLIANCE, shares, theta=theta).payoffs == pytest.approx(plain + theta * (full - plain), abs=1e-8)


@given(SHARES)
def test_more_than_average_gets_more(shares):
    change = al.corrected_shapley(ALLIANCE, shares).payoffs - al.shapley(ALLIANCE).payoffs
    assert change == pytest.approx((shares - 1 / 3) * 100, **CLOSE)
    milder = al.corrected_shapley(ALLIANCE, shares, scale="surplus").payoffs - al.shapley(ALLIANCE).payoffs
    assert milder == pytest.approx(0.7 * change, **CLOSE)


@given(SHARES)
def test_the_largest_intensity_touches_the_core_and_a_little_more_leaves_it(shares):
    found = al.corrected_shapley(ALLIANCE, shares)
    largest = found.details["theta_max"]
    if largest == "unbounded":
        assert shares == pytest.approx([1 / 3] * 3, abs=1e-9)
        return
    assert al.in_core(ALLIANCE, al.corrected_shapley(ALLIANCE, shares, theta=largest).payoffs)
    assert not al.in_core(ALLIANCE, al.corrected_shapley(ALLIANCE, shares, theta=largest * 1.001 + 1e-6).payoffs)
    touching = al.corrected_shapley(ALLIANCE, shares, theta=largest)
    for group in found.details["theta_max_coalitions"]:
        assert sum(touching[name] for name in group) == pytest.approx(ALLIANCE.value(group), abs=1e-7)


@pytest.mark.parametrize("pairs", [(7.9, 8.4, 14.6), (5.4, 0.2, 7.9), (15.1, 2.8, 27.2)])
def test_rounding_below_nothing_is_no_violation(pairs):
    """Alone everybody earns 0, and the correction takes all of the first player's value away: −3.6e-15 is left of it."""
    game = al.TableGame([0, 0, 0, pairs[0], 0, pairs[1], pairs[2], 100])
    first = 1 / 3 - al.shapley(game).payoffs[0] / 100
    found = al.corrected_shapley(game, [first, (1 - first) / 2, (1 - first) / 2])
    assert found.payoffs[0] == pytest.approx(0, abs=1e-13)
    assert found.details["individually_rational"] is True


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        ({"A": [0.5, 0.2], "B": [0.3, 0.3], "C": [0.2, 0.5], "D": [9.0, 9.0]}, "unknown player 'D'"),
        ({"A": [0.5, 0.2], "B": [0.5, 0.8]}, "gives nothing for C"),
        ({"A": [0.5, 0.2], "B": [0.5], "C": [1, 2]}, "option factors must be numbers"),
    ],
)
def test_a_table_of_factors_by_name_is_read_like_any_option(factors, message):
    with pytest.raises(al.RuleError, match=message):
        al.corrected_shapley(ALLIANCE, factors, weights=[0.5, 0.5])


def test_a_table_of_factors_by_name_comes_in_any_order():
    rows = {"C": [0.2, 0.5], "A": [0.5, 0.2], "B": [0.3, 0.3]}
    found = al.corrected_shapley(ALLIANCE, rows, weights=[0.25, 0.75])
    assert found.details["lambda"] == pytest.approx({"A": 0.275, "B": 0.3, "C": 0.425})


# Combined splits


@given(st.lists(st.lists(st.integers(-30, 130), min_size=3, max_size=3), min_size=1, max_size=5))
def test_combinations_stay_between_the_schemes(schemes):
    rows = np.array(schemes, dtype=float)
    for rule in ("centroid", "topsis_combined"):
        found = al.split(ALLIANCE, rule=rule, schemes=schemes).payoffs
        assert np.all(found >= rows.min(axis=0) - 1e-9)
        assert np.all(found <= rows.max(axis=0) + 1e-9)


@given(st.lists(st.lists(st.integers(-30, 130), min_size=3, max_size=3), min_size=1, max_size=5), st.integers(-50, 50), st.integers(1, 5))
def test_combinations_move_with_all_schemes(schemes, shift, factor):
    moved = [[factor * x + shift for x in row] for row in schemes]
    for rule in ("centroid", "topsis_combined"):
        plain, other = (al.split(ALLIANCE, rule=rule, schemes=rows).payoffs for rows in (schemes, moved))
        assert other == pytest.approx(factor * plain + shift, abs=1e-7)


@given(st.lists(st.lists(st.integers(-30, 130), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_definition_with_forty_digits_gives_the_same(schemes):
    found = al.topsis_combined(ALLIANCE, schemes=schemes)
    exact = RULES["topsis_combined"].exact_payoffs(ALLIANCE.exact_table(), found.options)
    assert found.payoffs == pytest.approx([float(x) for x in exact], abs=1e-9)


def test_a_weight_of_zero_leaves_a_scheme_out():
    found = al.centroid(ALLIANCE, schemes=["shapley", "equal", "cis"], weights=[1, 0, 1])
    both = al.centroid(ALLIANCE, schemes=["shapley", "cis"])
    assert found.payoffs == pytest.approx(both.payoffs, **CLOSE)


@pytest.mark.parametrize("weights", [["x", 1], [[1], [1, 2]], [None, "y"]])
def test_weights_of_schemes_that_are_no_numbers_are_refused_as_options(weights):
    with pytest.raises(al.RuleError, match="option weights must be numbers"):
        al.centroid(ALLIANCE, schemes=["shapley", "equal"], weights=weights)


def test_a_dominated_scheme_gets_no_weight():
    """Worst for everybody: its distance to the worst is nothing, and so is its closeness."""
    found = al.topsis_combined(ALLIANCE, schemes=[[50, 30, 20], [40, 40, 20], [30, 20, 10]])
    assert found.details["closeness"][2] == 0
    assert found.payoffs == pytest.approx(al.topsis_combined(ALLIANCE, schemes=[[50, 30, 20], [40, 40, 20], [30, 20, 10]]).payoffs)
    assert found.total == pytest.approx(100)


def test_schemes_may_be_combinations_themselves():
    inner = al.centroid(ALLIANCE, schemes=["shapley", "equal"])
    outer = al.centroid(ALLIANCE, schemes=[inner, "shapley"])
    expected = 0.75 * al.shapley(ALLIANCE).payoffs + 0.25 * al.equal(ALLIANCE).payoffs
    assert outer.payoffs == pytest.approx(expected, **CLOSE)
    assert al.verify(ALLIANCE, outer).ok


@given(tables(3, 3))
def test_the_limit_of_a_correction_follows_brute_force(values):
    """θ by looking at every coalition, in fractions of the payoffs."""
    game = al.TableGame(values, THREE)
    found = al.corrected_shapley(game, [0.5, 0.3, 0.2])
    start = np.array(list(found.details["shapley"].values()))
    move = (np.array([0.5, 0.3, 0.2]) - 1 / 3) * values[-1]
    rows = [np.array([mask >> i & 1 for i in range(3)], dtype=float) for mask in twins.proper(3)]
    room = np.array([row @ start - values[mask] for mask, row in enumerate(rows, 1)])
    if room.min() < -1e-7:
        assert found.details["theta_max"] is None
    elif values[-1] == 0:
        assert found.details["theta_max"] == "unbounded"
    else:
        steps = [max(r, 0) / -(row @ move) for r, row in zip(room, rows, strict=True) if row @ move < -1e-9]
        assert found.details["theta_max"] == pytest.approx(min(steps), abs=1e-6)
