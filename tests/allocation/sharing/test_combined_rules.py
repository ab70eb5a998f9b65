"""Several splits combined into one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al

GAME = al.TableGame([0, 10, 10, 70, 10, 50, 40, 100], players=["A", "B", "C"])
SCHEMES = [[40.0, 35, 25], [45, 35, 20], [30, 30, 40]]


def test_schemes_come_as_names_allocations_or_payoffs():
    mixed = al.centroid(GAME, schemes=["shapley", al.equal(GAME), {"C": 20, "A": 45, "B": 35}])
    plain = al.centroid(GAME, schemes=[[40, 35, 25], [100 / 3] * 3, [45, 35, 20]])
    assert mixed.payoffs == pytest.approx(plain.payoffs)


def test_the_centroid_has_the_least_squared_distance():
    found = al.centroid(GAME, schemes=SCHEMES).payoffs

    def distance(x):
        return sum(np.square(x - np.array(scheme)).sum() for scheme in SCHEMES)

    for step in np.random.default_rng(0).normal(size=(20, 3)):
        assert distance(found) <= distance(found + step)


def test_weights_pull_the_centroid():
    assert al.centroid(GAME, schemes=SCHEMES, weights=[0, 2, 0]).payoffs.tolist() == SCHEMES[1]


@given(st.permutations(range(3)))
def test_the_order_of_the_schemes_does_not_matter(order):
    shuffled = [SCHEMES[k] for k in order]
    assert al.topsis_combined(GAME, schemes=shuffled).payoffs == pytest.approx(al.topsis_combined(GAME, schemes=SCHEMES).payoffs)
    assert al.centroid(GAME, schemes=shuffled).payoffs == pytest.approx(al.centroid(GAME, schemes=SCHEMES).payoffs)


@pytest.mark.parametrize("rule", [al.centroid, al.topsis_combined])
def test_one_scheme_is_its_own_combination(rule):
    assert rule(GAME, schemes=[SCHEMES[0]]).payoffs.tolist() == SCHEMES[0]


def test_schemes_that_are_all_the_same_count_alike():
    found = al.topsis_combined(GAME, schemes=[SCHEMES[0]] * 3)
    assert found.payoffs == pytest.approx(SCHEMES[0])
    assert found.details["closeness"] == [1, 1, 1]


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_distances_keep_their_meaning_at_any_scale(scale):
    schemes = (np.array(SCHEMES) * scale).tolist()
    found = al.topsis_combined(GAME, schemes=schemes)
    assert found.payoffs / scale == pytest.approx(al.topsis_combined(GAME, schemes=SCHEMES).payoffs)


@pytest.mark.parametrize(
    ("schemes", "message"),
    [
        ([], "at least one split"),
        ("shapley", "at least one split"),
        ([[1, 2]], "3 players"),
        (["shaply"], "no rule 'shaply'"),
        (["proportional"], "needs the option weights"),
        ([al.equal(al.TableGame([0, 1, 1, 2]))], "other players"),
        ([[1, 2, np.nan]], "finite"),
    ],
)
@pytest.mark.parametrize("rule", [al.centroid, al.topsis_combined])
def test_schemes_that_do_not_fit_are_refused(rule, schemes, message):
    with pytest.raises(al.RuleError, match=message):
        rule(GAME, schemes=schemes)


@pytest.mark.parametrize("weights", [[1, 1], [1, -1, 1], [0, 0, 0], [1, 1, np.nan]])
def test_weights_must_fit_the_schemes(weights):
    with pytest.raises(al.RuleError, match="3 non-negative numbers"):
        al.centroid(GAME, schemes=SCHEMES, weights=weights)
