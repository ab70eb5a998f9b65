"""The Shapley value corrected by factors."""

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

VALUES = [0, 10, 10, 70, 10, 50, 40, 100]
GAME = al.TableGame(VALUES, players=["A", "B", "C"])
SHARES = st.lists(st.integers(0, 10), min_size=3, max_size=3).filter(any).map(lambda xs: [x / sum(xs) for x in xs])


@given(SHARES, st.floats(0, 3))
def test_the_correction_moves_parts_of_the_total(shares, theta):
    found = al.corrected_shapley(GAME, factors=shares, theta=theta)
    assert found.payoffs == pytest.approx([phi + theta * (x - 1 / 3) * 100 for phi, x in zip([40, 35, 25], shares, strict=True)])
    assert found.total == pytest.approx(100)


def test_no_intensity_is_the_shapley_value():
    assert al.corrected_shapley(GAME, factors=[1, 0, 0], theta=0).payoffs == pytest.approx([40, 35, 25])


def test_equal_shares_correct_nothing_and_limit_nothing():
    found = al.corrected_shapley(GAME, factors=[1 / 3, 1 / 3, 1 / 3])
    assert found.payoffs == pytest.approx([40, 35, 25])
    assert found.details["theta_max"] == "unbounded"


def test_factors_and_weights_make_the_shares():
    found = al.corrected_shapley(GAME, factors=[[0.6, 0.2], [0.3, 0.2], [0.1, 0.6]], weights=[0.5, 0.5])
    assert found.details["lambda"] == pytest.approx({"A": 0.4, "B": 0.25, "C": 0.35})


def test_factors_by_name_come_in_any_order():
    by_name = al.corrected_shapley(GAME, factors={"C": [0.1, 0.6], "A": [0.6, 0.2], "B": [0.3, 0.2]}, weights=[0.5, 0.5])
    assert by_name.details["lambda"] == pytest.approx({"A": 0.4, "B": 0.25, "C": 0.35})


@settings(max_examples=80)
@given(SHARES)
def test_the_largest_intensity_is_the_last_one_in_the_core(shares):
    details = al.corrected_shapley(GAME, factors=shares).details
    if details["theta_max"] == "unbounded":
        direction = np.array(shares) - 1 / 3
        assert np.abs(direction).max() < 1e-9
        return
    inside = al.corrected_shapley(GAME, factors=shares, theta=details["theta_max"] * (1 - 1e-9)).payoffs
    outside = al.corrected_shapley(GAME, factors=shares, theta=details["theta_max"] * (1 + 1e-6) + 1e-6).payoffs
    assert all(twins.excess(VALUES, inside, mask) <= 1e-9 for mask in twins.proper(3))
    assert not twins.in_core(VALUES, outside)
    for group in details["theta_max_coalitions"]:
        assert twins.excess(VALUES, outside, twins.mask_of(GAME.positions(group))) > 0


def test_a_shapley_value_outside_the_core_has_no_largest_intensity():
    found = al.corrected_shapley(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]), factors=[0.5, 0.3, 0.2])
    assert found.details["theta_max"] is None
    assert found.details["theta_max_status"] == "shapley outside the core"


def test_too_many_players_for_a_search_say_so():
    game = al.PairwiseGame(np.ones(30), {("1", "2"): 4.0})
    found = al.corrected_shapley(game, factors=[1 / 30] * 30)
    assert found.details["theta_max"] is None
    assert "24 players" in found.details["theta_max_status"]


def test_who_falls_below_its_own_value_is_noticed():
    assert al.corrected_shapley(GAME, factors=[0, 0.5, 0.5]).details["individually_rational"] is False
    assert al.corrected_shapley(GAME, factors=[0.4, 0.3, 0.3]).details["individually_rational"] is True


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"factors": [0.5, 0.3, 0.3]}, "add up to 1, got"),
        ({"factors": [1.5, -0.3, -0.2]}, "non-negative"),
        ({"factors": [0.5, 0.5]}, "3 players"),
        ({"factors": [0.4, 0.3, 0.3], "theta": -1}, "theta must be"),
        ({"factors": [0.4, 0.3, 0.3], "theta": float("nan")}, "theta must be"),
        ({"factors": [0.4, 0.3, 0.3], "theta": float("inf")}, "theta must be"),
        ({"factors": [0.4, 0.3, 0.3], "scale": "half"}, "scale must be"),
        ({"factors": [[0.5], [0.3], [0.2]], "weights": [0.5, 0.5]}, "3 players × 2 factors"),
        ({"factors": [[0.5], [0.3], [0.1]], "weights": [1.0]}, "add up to 1"),
        ({"factors": [[0.5], [0.3], [0.2]], "weights": [0.9]}, "add up to 1"),
        ({"factors": [[1.5], [-0.3], [-0.2]], "weights": [1.0]}, "must not be negative"),
        ({"factors": [["x"], [1], [2]], "weights": [1.0]}, "must be numbers"),
        ({"factors": {"A": [0.5], "B": [0.5]}, "weights": [1.0]}, "gives nothing for C"),
    ],
)
def test_what_does_not_fit_is_refused(options, message):
    with pytest.raises(al.RuleError, match=message):
        al.corrected_shapley(GAME, **options)
