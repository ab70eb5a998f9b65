"""Complementarity kernels against their formulas, entry by entry."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest

import partner_select as ps

LEVELS = [[5, 0, 2], [0, 5, 2], [3, 3, 3], [0, 0, 0]]


def pool(levels: Any = LEVELS) -> ps.Pool:
    return ps.Pool([f"c{i}" for i in range(len(levels))], capabilities=levels, capability_names=["x", "y", "z"][: len(levels[0])])


@pytest.mark.parametrize("kernel", ["gap", "distance", "cosine"])
def test_every_kernel_is_symmetric_with_zero_diagonal_between_zero_and_one(kernel: Any) -> None:
    rng = np.random.default_rng(0)
    matrix = ps.complementarity(pool(rng.uniform(0, 5, (12, 3))), kernel)
    assert np.array_equal(matrix, matrix.T)
    assert not matrix.diagonal().any()
    assert matrix.min() >= 0
    assert matrix.max() <= 1


def test_distance_is_difference_times_level() -> None:
    weights = np.array([0.5, 0.25, 0.25])
    matrix = ps.complementarity(pool(), "distance", weights=weights)
    for i, a in enumerate(LEVELS):
        for j, b in enumerate(LEVELS):
            expected = sum(w * abs(x - y) * max(x, y) / 25 for w, x, y in zip(weights, a, b, strict=True))
            assert matrix[i, j] == pytest.approx(expected)


def test_cosine_is_one_for_strangers_and_zero_for_likes() -> None:
    matrix = ps.complementarity(pool([[5, 0], [0, 2], [1, 1], [2, 2]]), "cosine")
    assert matrix[0, 1] == 1.0
    assert matrix[2, 3] == pytest.approx(0.0, abs=1e-15)
    assert matrix[0, 2] == pytest.approx(1 - 1 / sqrt(2))


def test_somebody_without_capabilities_completes_nobody() -> None:
    for kernel in ("gap", "distance", "cosine"):
        matrix = ps.complementarity(pool([[0, 0], [0, 0]]), kernel)
        assert not matrix.any()
    assert not ps.complementarity(pool(), "cosine")[3].any()


def test_cosine_survives_huge_and_tiny_levels() -> None:
    matrix = ps.complementarity(pool([[1e300, 0], [0, 1e-300], [1e300, 1e300]]), "cosine")
    assert matrix[0, 1] == 1.0
    assert np.isfinite(matrix).all()


def test_gap_is_what_two_cover_beyond_the_better_one() -> None:
    matrix = ps.complementarity(pool(), needs={"x": 5, "y": 4}, weights=[3, 1, 7])
    covered = [[0.75, 0], [0, 0.25], [0.75 * 0.6, 0.25 * 0.75], [0, 0]]
    for i, a in enumerate(covered):
        for j, b in enumerate(covered):
            expected = sum(map(max, a, b)) - max(sum(a), sum(b))
            assert matrix[i, j] == pytest.approx(expected, abs=1e-15)


def test_what_is_not_needed_fills_no_gap() -> None:
    assert not ps.complementarity(pool([[1, 5], [1, 0]]), needs={"x": 1}).any()


def test_the_matrix_serves_as_pairs() -> None:
    candidates = pool([[5, 0], [0, 5], [5, 0]])
    matrix = ps.complementarity(candidates)
    chosen = ps.select(ps.Problem(ps.Pool(candidates.names, pairs=matrix), size=(2, 2)))
    assert "c1" in chosen.members
    assert chosen.objective == matrix[0, 1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kernel": "jaccard"}, "kernel: must be one of gap, distance, cosine"),
        ({"needs": {"q": 1}}, "no such capability"),
        ({"needs": {"x": 0}}, "must be above 0"),
        ({"weights": [1, 1]}, "weights: must have shape"),
        ({"weights": [0, 0, 0]}, "at least one capability must count"),
        ({"weights": [1, 1, -1]}, "weights: must be at least 0"),
        ({"scale": 0}, "scale: must be above 0"),
        ({"scale": float("nan")}, "scale: must be finite"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.complementarity(pool(), **options)


def test_a_pool_without_capabilities_is_refused() -> None:
    with pytest.raises(ps.SelectionError, match="the pool has none"):
        ps.complementarity(ps.Pool(["A"]))
