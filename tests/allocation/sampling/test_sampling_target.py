"""Targets: a semivalue as weights of averages by size."""

from fractions import Fraction
from itertools import combinations
from math import comb

import numpy as np
import pytest
import twins_sampling as twins

from allocation.sampling.target import Target, banzhaf_target, semivalue_target, shapley_target

RNG = np.random.default_rng(5)


def chances_of(target):
    n = target.n
    return [Fraction(float(c)).limit_denominator(10**12) / comb(n - 1, s) for s, c in enumerate(target.company)]


def by_sizes(target, worth):
    """The formula of the class, by listing all coalitions of each size."""
    n = target.n
    payoffs = [target.company[-1] * worth(frozenset(range(n))) - target.company[0] * worth(frozenset())] * n
    payoffs = np.array(payoffs, dtype=float)
    for s in range(1, n):
        groups = list(combinations(range(n), s))
        for group in groups:
            inside = np.isin(np.arange(n), group)
            payoffs += (target.level[s] + target.spread[s] * (inside - s / n)) * worth(frozenset(group)) / len(groups)
    return payoffs


TARGETS = {
    "shapley": shapley_target,
    "banzhaf": banzhaf_target,
    "skewed": lambda n: Target("semivalue", np.arange(1, n + 1) / (n * (n + 1) / 2)),
    "first only": lambda n: Target("semivalue", np.eye(n)[0]),
}


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("n", [2, 3, 5, 6])
def test_weights_by_size_give_the_value(name, n):
    target = TARGETS[name](n)
    numbers = {frozenset(g): float(RNG.normal()) for s in range(1, n + 1) for g in combinations(range(n), s)}
    numbers[frozenset()] = 0.0
    expected = twins.semivalue_of(n, numbers.get, chances_of(target))
    np.testing.assert_allclose(by_sizes(target, numbers.get), [float(x) for x in expected], atol=1e-9)


def test_no_level_in_a_shapley_value():
    np.testing.assert_allclose(shapley_target(7).level[1:-1], 0.0, atol=1e-16)


@pytest.mark.parametrize("n", [2, 3, 10, 200])
def test_importance_is_a_distribution_over_proper_sizes(n):
    for target in (shapley_target(n), banzhaf_target(n)):
        assert target.importance.sum() == pytest.approx(1)
        assert target.importance[0] == target.importance[-1] == 0


def test_banzhaf_draws_every_coalition_alike():
    importance = banzhaf_target(8).importance
    np.testing.assert_allclose(importance[1:-1] / importance[1], [comb(8, s) / 8 for s in range(1, 8)])


def test_shapley_draws_by_leverage():
    importance = shapley_target(8).importance
    s = np.arange(1, 8)
    np.testing.assert_allclose(importance[1:-1] / importance[1], np.sqrt(7 / (s * (8 - s))))


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_symmetry_of_targets(n):
    assert shapley_target(n).symmetric
    assert banzhaf_target(n).symmetric
    assert Target("semivalue", np.eye(n)[0]).symmetric is (n == 1)


def test_only_shapley_is_efficient():
    assert shapley_target(5).efficient
    assert not banzhaf_target(5).efficient
    assert banzhaf_target(2).efficient  # of two players the two values are one


def test_banzhaf_of_thousands_does_not_vanish():
    company = banzhaf_target(3_000).company
    assert company.sum() == pytest.approx(1)
    assert company.max() == pytest.approx(1 / np.sqrt(np.pi * 2999 / 2), rel=1e-3)


def test_semivalue_target_takes_chances_of_single_groups():
    target = semivalue_target(np.array([0.25, 0.25, 0.25]))
    np.testing.assert_allclose(target.company, [0.25, 0.5, 0.25])


def test_semivalue_with_zero_chances():
    np.testing.assert_array_equal(semivalue_target(np.array([0.0, 0.0, 1.0])).company, [0, 0, 1])


@pytest.mark.parametrize("name", TARGETS)
def test_shares_of_rules(name):
    n = 5
    target = TARGETS[name](n)
    gained, lost = target.rule_shares
    for p in range(n + 1):
        for q in range(n + 1 - p):
            needs, without = frozenset(range(p)), frozenset(range(p, p + q))
            value = twins.semivalue_of(n, lambda s, needs=needs, without=without: int(needs <= s and not s & without), chances_of(target))
            if p:
                assert gained[p, q] == pytest.approx(float(value[0]), abs=1e-12)
            if q:
                assert lost[p, q] == pytest.approx(-float(value[p]), abs=1e-12)


def test_inner_takes_off_the_two_ends():
    target = shapley_target(4)
    assert target.inner(np.array([1.0, 2.0, 3.0, 4.0]), 8.0, 4.0).tolist() == [2.0, 3.0, 4.0, 5.0]
