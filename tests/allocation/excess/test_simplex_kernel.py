import numpy as np
import pytest
import twins_excess as twin

from allocation.excess.simplex import LIMIT, OPTIMAL, SINGULAR, UNBOUNDED, maximise


def least_core_columns(values):
    """Rows x(S) + ε ≥ v(S), the grand coalition's as an equality, and ε ≥ -100 as columns of the dual."""
    n = len(values).bit_length() - 1
    masks = np.arange(1, 2**n)
    inside = (masks[:, None] >> np.arange(n) & 1).astype(float)
    columns = np.hstack((inside, (masks < 2**n - 1)[:, None].astype(float)))
    columns = np.vstack((columns, np.eye(n + 1)[n]))
    costs = np.append(np.array(values[1:], dtype=float), -100.0)
    free = np.append(masks == 2**n - 1, False)
    basis = np.array([2**i - 1 for i in range(n - 1)] + [2**n - 2, 2**n - 1])
    return columns, costs, free, basis, np.eye(n + 1)[n]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_least_core_agrees_with_the_twin(n):
    random = np.random.default_rng(n)
    for _ in range(15):
        values = random.integers(-3, 6, 2**n)
        values[0] = 0
        columns, costs, free, basis, rhs = least_core_columns(values.tolist())
        status, pi, weights = maximise(columns, costs, free, basis, rhs, random.uniform(1, 2, n + 1), 1000)
        assert status == OPTIMAL
        assert pi[-1] == pytest.approx(float(twin.lexicographic([int(v) for v in values])[1][0]), abs=1e-11)
        assert np.all(columns[~free] @ pi >= costs[~free] - 1e-10)
        np.testing.assert_allclose(columns[basis].T @ weights, rhs, atol=1e-11)
        assert np.all(weights[~free[basis]] >= -1e-11)


@pytest.mark.parametrize("seed", range(8))
def test_highly_degenerate_problems_end(seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 2, 2**7)
    values[0] = 0
    columns, costs, free, basis, rhs = least_core_columns(values.tolist())
    assert maximise(columns, costs, free, basis, rhs, random.uniform(1, 2, 8), 5000)[0] == OPTIMAL


def test_more_steps_than_one_inversion_lasts():
    values = np.random.default_rng(0).normal(size=2**9)
    values[0] = 0
    columns, costs, free, basis, rhs = least_core_columns(values.tolist())
    status, pi, _ = maximise(columns, costs, free, basis, rhs, np.random.default_rng(1).uniform(1, 2, 10), 5000)
    assert status == OPTIMAL
    assert np.all(columns[~free] @ pi >= costs[~free] - 1e-10)


def test_unbounded():
    columns = np.array([[1.0, 0], [0, 1], [-1, -1]])
    status, _, _ = maximise(columns, np.array([0.0, 0, 1]), np.zeros(3, bool), np.array([0, 1]), np.ones(2), np.ones(2), 10)
    assert status == UNBOUNDED


def test_singular_basis():
    columns = np.array([[1.0, 1], [2, 2], [0, 1]])
    status, _, _ = maximise(columns, np.zeros(3), np.zeros(3, bool), np.array([0, 1]), np.ones(2), np.ones(2), 10)
    assert status == SINGULAR


def test_limit_of_steps():
    columns = np.array([[1.0, 0], [0, 1], [1, 1]])
    status, _, _ = maximise(columns, np.array([0.0, 0, 5]), np.zeros(3, bool), np.array([0, 1]), np.ones(2), np.ones(2), 0)
    assert status == LIMIT


def test_free_columns_stay_in_the_basis():
    columns = np.array([[1.0, 1], [1, 0], [0, 1], [1, -1]])
    free = np.array([True, False, False, False])
    basis = np.array([0, 1])
    status, _, weights = maximise(columns, np.array([2.0, 0, -5, 1]), free, basis, np.array([1.0, -3]), np.ones(2), 50)
    assert status == OPTIMAL
    assert basis.tolist() == [0, 3]
    assert weights.tolist() == [-1.0, 2.0]


@pytest.mark.parametrize("near", [0.0, 1e-12])
def test_a_basis_that_is_singular_up_to_rounding_is_told(near):
    columns = np.array([[1.0, 1], [1, 1 + near], [0, 1]])
    status, _, _ = maximise(columns, np.zeros(3), np.zeros(3, bool), np.array([0, 1]), np.ones(2), np.ones(2), 10)
    assert status == SINGULAR


def test_a_basis_that_needs_row_exchanges_is_inverted():
    columns = np.array([[0.0, 1], [1, 0], [1, 1]])
    basis = np.array([0, 1])
    status, pi, weights = maximise(columns, np.array([2.0, 3, 4]), np.zeros(3, bool), basis, np.array([5.0, 7]), np.ones(2), 10)
    assert (status, pi.tolist(), weights.tolist()) == (OPTIMAL, [3, 2], [7, 5])


def test_a_limit_beyond_one_inversion_counts_all_steps():
    values = np.random.default_rng(0).normal(size=2**9)
    values[0] = 0
    columns, costs, free, basis, rhs = least_core_columns(values.tolist())
    perturbation = np.random.default_rng(1).uniform(1, 2, 10)
    needed = next(k for k in range(1, 5000) if maximise(columns, costs, free, basis.copy(), rhs, perturbation, k)[0] == OPTIMAL)
    assert maximise(columns, costs, free, basis.copy(), rhs, perturbation, needed - 1)[0] == LIMIT
