"""Determinants, independent columns and whole-number back substitution."""

from fractions import Fraction

import numpy as np
import pytest

from allocation.proofs.elimination import determinant, independent_columns, positive_combination, solve_exactly


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("seed", range(3))
def test_determinants_up_to_their_sign(n, seed):
    matrix = np.random.default_rng([n, seed]).integers(-4, 5, (n, n))
    assert abs(determinant(matrix.tolist())) == round(abs(np.linalg.det(matrix)))


def test_a_singular_matrix_has_determinant_zero():
    assert determinant([[1, 2], [2, 4]]) == 0
    assert determinant([[0, 0], [0, 0]]) == 0


@pytest.mark.parametrize(
    ("rows", "columns"), [([[0, 0, 0]], []), ([[1, 1, 0], [2, 2, 1]], [0, 2]), ([[0, 3, 1]], [1]), ([[1, 2], [3, 4], [5, 6]], [0, 1])]
)
def test_independent_columns(rows, columns):
    assert independent_columns(rows) == columns


@pytest.mark.parametrize("seed", range(6))
def test_solutions_solve(seed):
    random = np.random.default_rng(seed)
    matrix, solution = random.integers(-9, 10, (7, 5)).tolist(), [Fraction(int(a), int(b)) for a, b in random.integers(1, 9, (5, 2))]
    common = np.lcm.reduce([x.denominator for x in solution])
    right = [int(sum(a * x for a, x in zip(row, solution, strict=True)) * int(common)) for row in matrix]
    assert solve_exactly(matrix, right) == [x * int(common) for x in solution]


@pytest.mark.parametrize("weights", [[1, 2], [3, 1, 1], [1, 1, 1, 5]])
def test_positive_combinations_of_many_numbers(weights):
    vectors = np.eye(len(weights), dtype=int)
    scaled = [[int(x) * 60 // w for x in row] for row, w in zip(vectors, weights, strict=True)]
    closing = [-60] * len(weights)
    found = positive_combination([*scaled, closing])
    assert [x / found[-1] for x in found[:-1]] == weights


def test_no_solution_and_many_solutions():
    assert solve_exactly([[1, 1], [2, 2]], [1, 3]) is None
    assert solve_exactly([[1, 1], [2, 2]], [1, 2]) is None
    assert solve_exactly([[1, 0], [0, 1], [1, 1]], [1, 2, 4]) is None
