"""Risk as it is read: what is accepted, what it becomes, and what stays as it was given."""

from __future__ import annotations

import numpy as np
import pytest

import partner_select as ps
from partner_select.every_set import every_set


def test_without_risk_there_is_none() -> None:
    risk = ps.Pool(["A"]).risk
    assert risk.covariance is None
    assert risk.loss_scenarios is None
    assert risk.cost_deviation is None
    assert len(risk.masses) == 0


def test_arrays_are_copied_and_cannot_be_changed() -> None:
    covariance, losses = np.eye(2), np.ones((3, 2))
    risk = ps.Pool(["A", "B"], covariance=covariance, loss_scenarios=losses, cost_deviation=[1, 2]).risk
    covariance[0, 0] = losses[0, 0] = 9.0
    assert risk.covariance is not None
    assert risk.loss_scenarios is not None
    assert risk.cost_deviation is not None
    assert (risk.covariance[0, 0], risk.loss_scenarios[0, 0]) == (1.0, 1.0)
    for array in (risk.covariance, risk.loss_scenarios, risk.cost_deviation):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5.0


def test_rounding_of_a_symmetric_matrix_is_forgiven() -> None:
    risk = ps.Pool(["A", "B"], covariance=[[1, 0.3], [0.3 + 1e-12, 1]]).risk
    assert risk.covariance is not None
    assert risk.covariance[0, 1] == risk.covariance[1, 0]


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_a_matrix_of_rank_one_is_a_covariance_in_any_unit(size: float) -> None:
    rng = np.random.default_rng(1)
    factor = rng.normal(size=(6, 1)) * size
    assert ps.Pool(list("ABCDEF"), covariance=factor @ factor.T).risk.covariance is not None


def test_what_to_add_to_the_diagonal_is_enough() -> None:
    rounded = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.9], [0.1, 0.9, 1.0]])
    with pytest.raises(ps.SelectionError, match=r"add 0\.24 to the diagonal"):
        ps.Pool(list("ABC"), covariance=rounded)
    assert ps.Pool(list("ABC"), covariance=rounded + 0.24 * np.eye(3)).risk.covariance is not None


def test_no_covariance_at_all_is_one() -> None:
    assert ps.check(ps.Problem(ps.Pool(["A", "B"], covariance=np.zeros((2, 2))), max_variance=0), ["A", "B"]).feasible


def test_losses_are_whole_numbers_over_one_denominator() -> None:
    numbers, denominator = ps.Pool(["A", "B"], loss_scenarios=[[0.25, -1], [3, 0.5]]).risk.loss_numbers
    assert (numbers.dtype, denominator) == (np.int64, 100)
    assert numbers.tolist() == [[25, -100], [300, 50]]


def test_huge_losses_become_python_integers() -> None:
    numbers, denominator = ps.Pool(["A", "B"], loss_scenarios=[[1e25, 1e-3]]).risk.loss_numbers
    assert numbers.dtype == object
    assert numbers[0, 0] == 10**25 * denominator
    found = ps.check(ps.Problem(ps.Pool(["A", "B"], loss_scenarios=[[1e25, 1e-3]]), max_cvar=1e25), ["A"])
    assert found.feasible


def test_scenarios_are_equally_likely_unless_said_otherwise() -> None:
    assert ps.Pool(["A"], loss_scenarios=[[1], [2], [3]]).risk.masses == (1, 1, 1)
    assert ps.Pool(["A"], loss_scenarios=[[1], [2]], scenario_probability=[0.25, 0.75]).risk.masses == (25, 75)


def test_every_problem_of_a_pool_is_listed_at_once() -> None:
    with pytest.raises(ps.SelectionError) as caught:
        ps.Pool(["A", "B"], covariance=[[1, 5], [5, 1]], loss_scenarios=[[1, float("inf")]], cost_deviation=[1], scenario_probability=[2])
    fields = {problem.split(":")[0] for problem in caught.value.problems}
    assert fields == {"covariance", "loss_scenarios", "cost_deviation", "scenario_probability"}


def test_every_problem_of_the_limits_is_listed_at_once() -> None:
    with pytest.raises(ps.SelectionError) as caught:
        ps.Problem(ps.Pool(["A"]), min_success=2, max_variance=-1, cvar_level=-1, gamma=-1, outside=[], core_margin="x")  # type: ignore[arg-type]
    fields = {problem.split(":")[0] for problem in caught.value.problems}
    assert fields == {"min_success", "max_variance", "cvar_level", "gamma", "outside", "core_margin"}


def test_outside_options_go_by_name_or_by_place() -> None:
    pool = ps.Pool(["Alpha", "Beta", "Gamma"])
    assert ps.Problem(pool, outside={"beta ": 2}).risk.outside == {1: 2.0}
    assert ps.Problem(pool, outside=[None, 2, None]).risk.outside == {1: 2.0}
    assert ps.Problem(pool, outside=np.array([1.0, 2.0, 3.0])).risk.outside == {0: 1.0, 1: 2.0, 2: 3.0}


def test_the_default_level_is_that_of_the_field() -> None:
    assert ps.Problem(ps.Pool(["A"])).risk.cvar_level == 0.95


@pytest.mark.parametrize("n", [0, 1, 5, 15])
def test_every_set_is_there_once(n: int) -> None:
    blocks = list(every_set(n))
    rows = np.concatenate(blocks)
    assert rows.shape == (2**n, n)
    assert len(np.unique(rows @ (2 ** np.arange(n)))) == 2**n
    assert not rows[0].any()
    assert rows[-1].all()
    assert all(len(block) <= 2**14 for block in blocks)
