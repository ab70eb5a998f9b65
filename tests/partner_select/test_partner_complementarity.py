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


@pytest.mark.parametrize("kernel", ["gap", "distance", "cosine", "jaffe", "min-complement", "inverted-u"])
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
    for kernel in ("gap", "distance", "cosine", "min-complement", "inverted-u"):
        matrix = ps.complementarity(pool([[0, 0], [0, 0]]), kernel, peak=0.3)
        assert not matrix.any()
    for kernel in ("cosine", "min-complement", "inverted-u"):
        assert not ps.complementarity(pool(), kernel, peak=0.3)[3].any()


@pytest.mark.parametrize("kernel", ["cosine", "min-complement"])
def test_profiles_survive_huge_and_tiny_levels(kernel: Any) -> None:
    matrix = ps.complementarity(pool([[1e308, 0], [0, 1e-300], [1e308, 1e308]]), kernel)
    assert matrix[0, 1] == 1.0
    assert np.isfinite(matrix).all()


def test_jaffe_is_another_name_for_the_cosine() -> None:
    assert np.array_equal(ps.complementarity(pool(), "jaffe"), ps.complementarity(pool(), "cosine"))


def test_min_complement_is_what_profiles_do_not_share() -> None:
    """Profiles (5/7, 0, 2/7), (0, 5/7, 2/7) and (1/3, 1/3, 1/3): common are 2/7, then 1/3 + 2/7 twice."""
    matrix = ps.complementarity(pool(), "min-complement")
    assert matrix[0, 1] == pytest.approx(5 / 7)
    assert matrix[0, 2] == matrix[1, 2] == pytest.approx(1 - 1 / 3 - 2 / 7)


def test_min_complement_weighs_capabilities() -> None:
    """With weights 2, 1, 0 the profiles are (1, 0), (0, 1) and (2/3, 1/3)."""
    matrix = ps.complementarity(pool(), "min-complement", weights=[2, 1, 0])
    assert matrix[0, :3] == pytest.approx([0, 1, 1 / 3])
    assert matrix[1, 2] == pytest.approx(2 / 3)


def test_an_inverted_u_is_highest_half_way() -> None:
    vectors = [[1, 0], [0, 1], [1, sqrt(3)]]  # distances 1, and 1/2 from the first to the third
    matrix = ps.complementarity(pool(vectors), "inverted-u")
    assert matrix[0, 1] == pytest.approx(0)
    assert matrix[0, 2] == pytest.approx(1)
    assert matrix[1, 2] == pytest.approx(4 * (1 - sqrt(3) / 2) * sqrt(3) / 2)


@pytest.mark.parametrize(("peak", "expected"), [(0.0, 0.75), (0.25, 1 - (1 / 3) ** 2), (1.0, 0.75)])
def test_the_peak_of_an_inverted_u_can_be_moved(peak: float, expected: float) -> None:
    assert ps.complementarity(pool([[1, 0], [1, sqrt(3)]]), "inverted-u", peak=peak)[0, 1] == pytest.approx(expected)


def test_worth_puts_the_kernel_into_money() -> None:
    for kernel in ("gap", "distance", "min-complement", "inverted-u"):
        assert np.array_equal(ps.complementarity(pool(), kernel, worth=250.0), 250.0 * ps.complementarity(pool(), kernel))


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
        ({"peak": 1.5}, "peak: must be at most 1, got 1.5"),
        ({"peak": -0.5}, "peak: must be at least 0"),
        ({"worth": float("inf")}, "worth: must be finite"),
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
