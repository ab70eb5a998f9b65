"""Complementarity: what must not change it, what must make it larger, and what it means for two who meet."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from numpy.typing import NDArray

import partner_select as ps

Kernel = Literal["gap", "distance", "cosine"]
KERNELS: tuple[Kernel, ...] = ("gap", "distance", "cosine")
LEVELS = np.random.default_rng(3).integers(0, 6, (7, 4)).astype(float)


def matrix(levels: NDArray[np.float64], kernel: Kernel, **options: object) -> NDArray[np.float64]:
    names = [f"c{i}" for i in range(len(levels))]
    return ps.complementarity(ps.Pool(names, capabilities=levels), kernel, **options)


@pytest.mark.parametrize("kernel", KERNELS)
def test_candidates_carry_their_numbers_wherever_they_stand(kernel: Kernel) -> None:
    order = np.random.default_rng(1).permutation(7)
    assert matrix(LEVELS[order], kernel) == pytest.approx(matrix(LEVELS, kernel)[np.ix_(order, order)])


@pytest.mark.parametrize("kernel", KERNELS)
def test_capabilities_may_be_listed_in_any_order(kernel: Kernel) -> None:
    assert matrix(LEVELS[:, ::-1], kernel, weights=[4, 3, 2, 1]) == pytest.approx(matrix(LEVELS, kernel, weights=[1, 2, 3, 4]))


@pytest.mark.parametrize("kernel", KERNELS)
def test_only_proportions_of_the_weights_count(kernel: Kernel) -> None:
    assert matrix(LEVELS, kernel, weights=[10, 20, 0, 5]) == pytest.approx(matrix(LEVELS, kernel, weights=[2, 4, 0, 1]))


@pytest.mark.parametrize("kernel", KERNELS)
def test_a_capability_of_weight_zero_may_as_well_be_missing(kernel: Kernel) -> None:
    assert matrix(LEVELS, kernel, weights=[1, 1, 1, 0]) == pytest.approx(matrix(LEVELS[:, :3], kernel))


@pytest.mark.parametrize("kernel", KERNELS)
def test_another_rating_scale_with_its_top_says_the_same(kernel: Kernel) -> None:
    assert matrix(20 * LEVELS, kernel, scale=100) == pytest.approx(matrix(LEVELS, kernel, scale=5))


@pytest.mark.parametrize("kernel", KERNELS)
def test_doubles_complete_each_other_not_at_all_and_others_alike(kernel: Kernel) -> None:
    found = matrix(np.vstack((LEVELS, LEVELS[2])), kernel)
    assert found[2, 7] == pytest.approx(0, abs=1e-12)
    assert found[7, :2] == pytest.approx(found[2, :2])


def test_specialists_of_different_trades_fill_the_largest_gap() -> None:
    found = matrix(5 * np.eye(4), "gap")
    assert found[~np.eye(4, dtype=bool)] == pytest.approx(np.full(12, 0.25))


def test_whoever_can_everything_is_completed_by_nobody() -> None:
    found = matrix(np.vstack((LEVELS, np.full(4, 5.0))), "gap")
    assert found[7] == pytest.approx(np.zeros(8))


def test_a_gap_filled_is_what_the_covered_needs_gain() -> None:
    """Two together cover what the better one covers, and the gap; read off as soft needs of a problem."""
    pool = ps.Pool([f"c{i}" for i in range(7)], capabilities=LEVELS, capability_names=list("wxyz"))
    needs = dict(zip("wxyz", (5.0, 4.0, 3.0, 5.0), strict=True))
    found = ps.complementarity(pool, "gap", needs=needs)
    soft = {name: ps.Need(amount, hard=False, worth=0.25) for name, amount in needs.items()}
    problem = ps.Problem(pool, needs=soft, objective=ps.Objective(coverage=1))

    def covered(*members: int) -> float:
        return ps.check(problem, [f"c{i}" for i in members]).terms["coverage"].amount

    for i in range(7):
        for j in range(i):
            assert found[i, j] == pytest.approx(covered(i, j) - max(covered(i), covered(j)))


def test_a_smaller_need_leaves_a_smaller_gap_to_the_able() -> None:
    """Once the better one covers everything alone, nobody adds anything."""
    pool = ps.Pool(["strong", "weak"], capabilities=[[4], [2]], capability_names=["spin"])
    gaps = [ps.complementarity(pool, "gap", needs={"spin": amount})[0, 1] for amount in (2.0, 4.0, 8.0)]
    assert gaps == [0.0, 0.0, 0.0]
    apart = ps.Pool(["spinner", "weaver"], capabilities=[[4, 0], [0, 2]], capability_names=["spin", "weave"])
    gaps = [ps.complementarity(apart, "gap", needs={"spin": 4.0, "weave": amount})[0, 1] for amount in (2.0, 4.0, 8.0)]
    assert gaps == [0.5, 0.25, 0.125]


def test_the_pool_is_left_alone() -> None:
    pool = ps.Pool(["a", "b"], capabilities=[[1, 2], [3, 4]])
    before = pool.capabilities.copy()
    for kernel in KERNELS:
        found = ps.complementarity(pool, kernel)
        found[0, 1] = 99.0
    assert np.array_equal(pool.capabilities, before)
