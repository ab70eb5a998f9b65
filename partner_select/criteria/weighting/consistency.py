"""How far pairwise judgements contradict each other, which one does so most, and what to say instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.weighting.judgements import as_text

__all__ = ["CONSISTENT", "MAX_CRITERIA", "RANDOM_INDEX", "consistency", "most_inconsistent", "principal", "repairs"]

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)  # n = 1 ... 15, Saaty 1980
MAX_CRITERIA = len(RANDOM_INDEX)
CONSISTENT = 0.1  # consistency ratio that Saaty calls acceptable
SCALE = (*(1 / k for k in range(9, 1, -1)), *map(float, range(1, 10)))  # Saaty's scale: 1/9 ... 1 ... 9
PROGRESS = 1e-9  # of a consistency ratio: a smaller gain is rounding, and repairs must end

Matrix = NDArray[np.float64]


def principal(matrix: Matrix) -> tuple[Matrix, float]:
    """Return the principal right eigenvector, adding up to 1, and its eigenvalue. O(n³).

    Rows and columns are first scaled by the geometric means, which brings any judgements near 1 and so keeps the digits.
    """
    scale = np.exp(np.log(matrix).mean(axis=1))
    values, vectors = np.linalg.eig(matrix / scale[:, None] * scale[None, :])
    top = int(np.argmax(values.real))
    vector = np.abs(vectors[:, top].real) * scale
    return vector / vector.sum(), float(values[top].real)


def consistency(largest: float, n: int) -> tuple[float, float]:
    """Return the consistency index and ratio of n criteria; both are 0 where two criteria cannot contradict each other."""
    if n <= 2:
        return 0.0, 0.0
    index = max(0.0, (largest - n) / (n - 1))
    return index, index / RANDOM_INDEX[n - 1]


def _deviations(matrix: Matrix, weights: Matrix) -> Matrix:
    """How many times each judgement is off the ratio of the weights, as a logarithm; upper triangle only."""
    return np.triu(np.abs(np.log(matrix) + np.log(weights)[None, :] - np.log(weights)[:, None]), 1)


def most_inconsistent(matrix: Matrix, weights: Matrix, names: Sequence[str]) -> dict[str, Any] | None:
    """Return the judgement farthest from the ratio of the weights, written so that it is at least 1; None where nothing contradicts."""
    off = _deviations(matrix, weights)
    if len(matrix) < 3 or off.max() <= PROGRESS:
        return None
    i, j = _upright(matrix, *_place(off))
    return {"row": names[i], "column": names[j], "given": as_text(matrix[i, j]), "implied": float(weights[i] / weights[j])}


def _place(off: Matrix) -> tuple[int, int]:
    i, j = divmod(int(np.argmax(off)), len(off))
    return i, j


def _upright(matrix: Matrix, i: int, j: int) -> tuple[int, int]:
    return (i, j) if matrix[i, j] >= 1 else (j, i)


def _replaced(matrix: Matrix, i: int, j: int, value: float) -> Matrix:
    changed = matrix.copy()
    changed[i, j], changed[j, i] = value, 1 / value
    return changed


def _replacement(matrix: Matrix, limit: float) -> tuple[int, int, float, float]:
    """The smallest single change to a value of the scale that is enough, or else the one that helps most, and the ratio after it."""
    n = len(matrix)
    pairs = [_upright(matrix, i, j) for i in range(n) for j in range(i + 1, n)]
    trials = [(i, j, value) for i, j in pairs for value in SCALE]
    largest = np.linalg.eigvals(np.array([_replaced(matrix, *trial) for trial in trials])).real.max(axis=1)
    ratios = [consistency(float(x), n)[1] for x in largest]
    changes = [abs(np.log(value / matrix[i, j])) for i, j, value in trials]
    enough = [t for t, ratio in enumerate(ratios) if ratio <= limit]
    best = min(enough, key=lambda t: (round(changes[t], 9), ratios[t])) if enough else int(np.argmin(ratios))
    return *trials[best], ratios[best]


def repairs(matrix: Matrix, names: Sequence[str], limit: float) -> list[dict[str, Any]]:
    """Return changes, one judgement each, that bring the consistency ratio down to the limit.

    Each is the smallest change of one judgement to a value of Saaty's scale that is enough, or, while no single one is, the change that
    lowers the ratio most.

    Parameters
    ----------
    matrix
        float64[n, n], reciprocal.
    names
        Criteria.
    limit
        Consistency ratio to reach.

    Returns
    -------
    list of dict
        ``row``, ``column``, ``given``, ``suggested`` (as text) and the ``consistency_ratio`` after it; empty when nothing has to change.
        At most n changes: whoever needs more had better judge afresh. A step looks at 17 values for each judgement, O(n³) each.
    """
    steps: list[dict[str, Any]] = []
    ratio = consistency(principal(matrix)[1], len(matrix))[1]
    while ratio > limit and len(steps) < len(matrix):
        i, j, value, after = _replacement(matrix, limit)
        if after > ratio - PROGRESS:
            break
        ratio = after
        text = {"row": names[i], "column": names[j], "given": as_text(matrix[i, j]), "suggested": as_text(value)}
        steps.append({**text, "consistency_ratio": ratio})
        matrix = _replaced(matrix, i, j, value)
    return steps
