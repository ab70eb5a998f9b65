from fractions import Fraction

import numpy as np
import pytest
import twins_excess as twin

from allocation.proofs.elimination import IntegerSpan, positive_combination, solve_exactly


@pytest.mark.parametrize("n", [1, 2, 4, 7])
def test_solution_satisfies_the_equations_exactly(n):
    random = np.random.default_rng(n)
    for _ in range(10):
        matrix = random.integers(-3, 4, (n, n)).tolist()
        right = random.integers(-9, 9, n).tolist()
        solution = solve_exactly(matrix, right)
        if solution is None:
            assert twin._rank([[Fraction(a) for a in row] for row in matrix]) < n
        else:
            assert [sum(a * x for a, x in zip(row, solution, strict=True)) for row in matrix] == right


def test_more_equations_than_unknowns():
    assert solve_exactly([[1, 0], [0, 1], [1, 1]], [2, 3, 5]) == [2, 3]


def test_contradicting_equations():
    assert solve_exactly([[1, 0], [0, 1], [1, 1]], [2, 3, 6]) is None


def test_too_few_equations():
    assert solve_exactly([[1, 1]], [2]) is None


def test_huge_integers():
    big = 10**60
    assert solve_exactly([[big, 1], [1, big]], [big + 1, big + 1]) == [1, 1]


@pytest.mark.parametrize("n", [2, 3, 5])
def test_span_rank_and_residuals(n):
    random = np.random.default_rng(n)
    for _ in range(10):
        vectors = random.integers(0, 2, (2 * n, n)).tolist()
        span = IntegerSpan()
        grew = [span.add(v) for v in vectors]
        assert span.rank == sum(grew) == twin._rank([[Fraction(a) for a in v] for v in vectors])
        assert all(not any(span.residual(v)) for v in vectors)


def test_residual_is_a_positive_multiple_modulo_the_span():
    span = IntegerSpan()
    span.add([-2, 1, 0])
    left = span.residual([1, 0, 1])
    # 2·(1, 0, 1) + (-2, 1, 0) = (0, 1, 2)
    assert left == [0, 1, 2]


def test_positive_combination_adds_up_to_zero():
    vectors = [[1, 1, 0], [0, -1, 1], [-2, 0, -2]]
    weights = positive_combination(vectors)
    assert weights is not None
    assert sum(weights) == 1
    assert [sum(w * v[i] for w, v in zip(weights, vectors, strict=True)) for i in range(3)] == [0, 0, 0]


@pytest.mark.parametrize(
    "vectors",
    [
        pytest.param([[1, 0], [0, 1]], id="independent"),
        pytest.param([[1, 1], [2, 2]], id="of one sign"),
        pytest.param([[1, 0], [-1, 0], [0, 1], [0, -1]], id="not unique"),
        pytest.param([[1, 0], [-1, 0], [0, 1]], id="weight zero"),
    ],
)
def test_no_unique_positive_combination(vectors):
    assert positive_combination(vectors) is None


def test_a_zero_vector_balances_itself():
    assert positive_combination([[0, 0]]) == [1]
