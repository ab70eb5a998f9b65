"""Random arrival for many claimants: the grid, the subsets, and where both end."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from twins_structured import arrivals, as_fractions

import allocation as al
from allocation.claims.random_arrival import arrival_is_tractable, random_arrival, random_arrival_exactly
from allocation.kernels.random_arrival import arrival_shares, arrival_shares_by_subsets


def on_grid(claims, estate):
    """The kernel alone, on whole amounts."""
    nodes, weights = np.polynomial.legendre.leggauss(len(claims) // 2 + 1)
    whole = int(estate)
    sizes = np.minimum(np.array(claims, dtype=np.int64), whole + 1)
    return arrival_shares(sizes, whole + 1, estate - whole, (nodes + 1) / 2, weights / 2)


def by_subsets(claims, estate):
    n = len(claims)
    return arrival_shares_by_subsets(np.array(claims, dtype=float), estate, np.array([1 / (n * comb(n - 1, k)) for k in range(n)]))


CASES = [([3, 3, 0, 7, 2], 9.0), ([3, 3, 0, 7, 2], 4.5), ([1], 1.0), ([5, 5], 0.0), ([9, 1, 1, 1, 1, 1], 3.25), ([40, 2, 3], 2.0)]


@pytest.mark.parametrize(("claims", "estate"), CASES)
@pytest.mark.parametrize("kernel", [on_grid, by_subsets])
def test_kernels_agree_with_all_orders(kernel, claims, estate):
    expected = arrivals(as_fractions(claims), Fraction(estate))
    assert kernel(claims, estate) == pytest.approx([float(x) for x in expected], abs=1e-13)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.77])
def test_thirty_claimants_on_the_grid_agree_with_counting(part):
    claims = np.random.default_rng(3).integers(0, 60, 30)
    estate = Fraction(int(4 * part * claims.sum()), 4)
    expected = random_arrival_exactly([Fraction(int(d)) for d in claims], estate)
    found = al.divide(claims, float(estate), "random_arrival")
    assert found.payoffs == pytest.approx([float(x) for x in expected], rel=1e-12, abs=1e-12)
    assert found.method == "exact"


def test_two_hundred_claimants_add_up_and_keep_order():
    claims = np.random.default_rng(4).integers(1, 40, 200).astype(float)
    found = al.divide(claims, 2000.0, "random_arrival").payoffs
    assert found.sum() == pytest.approx(2000.0, rel=1e-12)
    order = np.argsort(claims)
    assert (np.diff(found[order]) >= -1e-12).all()


def test_cents_are_put_on_the_grid():
    claims = np.round(np.random.default_rng(6).random(24) * 3, 2)
    estate = 5.37
    expected = random_arrival_exactly(as_fractions(claims.tolist()), Fraction("5.37"))
    assert al.divide(claims, estate, "random_arrival").payoffs == pytest.approx([float(x) for x in expected], rel=1e-12)


def test_a_common_step_makes_large_amounts_easy():
    claims = np.random.default_rng(8).integers(1, 20, 30)
    plain = al.divide(claims, 100, "random_arrival").payoffs
    assert al.divide(claims * 1_000_000, 100_000_000, "random_arrival").payoffs == pytest.approx(plain * 1e6, rel=1e-12)


def test_an_estate_between_steps_is_divided_in_full():
    claims = np.full(25, 1000.0)
    assert al.divide(claims, 7777.7, "random_arrival").payoffs == pytest.approx([7777.7 / 25] * 25, rel=1e-12)


def test_twenty_claimants_with_any_amounts_agree_with_the_shapley_value():
    claims = np.random.default_rng(9).random(16)
    estate = float(claims.sum() * 0.4)
    table = al.TableGame(al.ClaimsGame(claims, estate).table())
    assert random_arrival(claims, estate) == pytest.approx(al.shapley(table).payoffs, abs=1e-12)


def test_too_many_claimants_with_too_fine_amounts_are_refused_with_advice():
    claims = np.random.default_rng(10).random(40)
    assert not arrival_is_tractable(claims, 5.0)
    with pytest.raises(al.RuleError, match="round claims and estate"):
        al.divide(claims, 5.0, "random_arrival")


def test_a_recount_that_would_take_too_long_is_refused_at_once():
    claims = np.random.default_rng(10).integers(1, 1000, 200)
    a = al.divide(claims, 40_000, "random_arrival")
    failed = al.verify(al.ClaimsGame(claims, 40_000), a).failed
    assert [check.name for check in failed] == ["proof"]
    assert "too long to recount" in failed[0].detail


def test_amounts_of_very_different_size_are_refused_at_once():
    claims = np.array([1e300, *[1e-300] * 30])
    assert not arrival_is_tractable(claims, 1e299)


def test_many_empty_claims_are_tractable():
    assert arrival_is_tractable(np.zeros(1000), 0.0)
    assert random_arrival(np.zeros(1000), 0.0).tolist() == [0.0] * 1000
