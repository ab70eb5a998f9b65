"""Loss scenarios of the one-factor model: the promised frequencies, and losses that come together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

import partner_select as ps

MANY = 40_000
ERROR = 5 * 0.5 / MANY**0.5  # five standard errors of a frequency


def test_everybody_fails_with_its_own_probability() -> None:
    failure = [0.0, 0.05, 0.3, 0.9, 1.0]
    losses = ps.one_factor_losses(failure, np.ones(5), rho=0.4, scenarios=MANY, seed=7)
    assert losses.mean(axis=0) == pytest.approx(failure, abs=ERROR)
    assert losses[:, 0].max() == 0
    assert losses[:, 4].min() == 1


@pytest.mark.parametrize("rho", [0.0, 0.3, 0.8])
def test_two_fail_together_as_often_as_the_bivariate_normal_says(rho: float) -> None:
    losses = ps.one_factor_losses([0.1, 0.2], [1, 1], rho=rho, scenarios=MANY, seed=2)
    edges = stats.norm.ppf([0.1, 0.2])
    both = stats.multivariate_normal(mean=[0, 0], cov=[[1, rho], [rho, 1]]).cdf(edges)
    assert losses.prod(axis=1).mean() == pytest.approx(both, abs=ERROR)


def test_one_common_factor_alone_orders_all_failures() -> None:
    losses = ps.one_factor_losses([0.1, 0.4], [1, 1], rho=1.0, scenarios=2000, seed=5)
    assert np.all(losses[:, 0] <= losses[:, 1])


def test_what_is_lost_is_the_loss() -> None:
    losses = ps.one_factor_losses([0.5, 0.5], [3, 0], scenarios=200)
    assert set(losses[:, 0].tolist()) == {0.0, 3.0}
    assert not losses[:, 1].any()


def test_the_same_seed_draws_the_same_scenarios() -> None:
    first, again, other = (ps.one_factor_losses([0.3] * 4, [1] * 4, scenarios=50, seed=s) for s in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_correlation_makes_the_tail_dearer() -> None:
    tails = []
    for rho in (0.0, 0.5):
        pool = ps.Pool(list("ABCDEF"), loss_scenarios=ps.one_factor_losses([0.05] * 6, [10] * 6, rho=rho, scenarios=2000, seed=3))
        tails.append(ps.check(ps.Problem(pool, max_cvar=60), list("ABCDEF")).checks[-1].used)
    assert tails[0] < tails[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5], [1], 1.5), "rho: must be at most 1"),
        (([0.5], [1], -0.1), "rho: must be at least 0"),
        (([1.5], [1]), "failure: must be at most 1"),
        (([0.5], [1, 2]), "loss: must have shape"),
        (([0.5], [-1]), "loss: must be at least 0"),
        (([0.5], [1], 0.2, 0), "scenarios: must be a whole number from 1"),
        (([0.5], [1], 0.2, 10, -1), "seed: must be a whole number from 0"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.one_factor_losses(*arguments)
