"""An upper bound that anybody can check: multipliers of a Lagrangian decomposition, and the bound they give in integer arithmetic.

Finding good multipliers is a search (:mod:`partner_select.lagrangian`); that given ones yield a valid bound is arithmetic, done here with
numpy's integers alone.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.errors import SelectionError
from partner_select.quadratic import Quadratic

__all__ = ["Multipliers", "certified_bound", "pack_certificate", "unpack_certificate"]

KEPT_PAIRS = 20_000  # multipliers of more pairs would make a result file of megabytes: then only their digest is kept
LARGEST = 2**52  # multipliers, and their products with costs, in steps of the grid: int64 sums of thousands of them cannot overflow


@dataclass(frozen=True, eq=False)
class Multipliers:
    """What a bound rests on.

    Parameters
    ----------
    split
        float64[m, m], ``split[i, j] + split[j, i] = pair[i, j]``: how the value of a pair is split between its ends.
    inner
        float64[m], price of the knapsack for the partners of each candidate.
    outer
        float64[priced], price of every limit.
    """

    split: NDArray[np.float64]
    inner: NDArray[np.float64]
    outer: NDArray[np.float64]


def _steps(numbers: NDArray[np.float64], grid: float) -> NDArray[np.int64]:
    """Numbers in steps of the grid (of whole units where the grid is coarser)."""
    scaled = numbers * max(grid, 1.0)
    if not np.isfinite(scaled).all() or np.abs(scaled).max(initial=0.0) > LARGEST or (scaled != np.rint(scaled)).any():
        raise SelectionError("certificate: every multiplier must be a multiple of the grid, and not huge")
    return scaled.astype(np.int64)


def _largest_positive(numbers: NDArray[np.int64], most: int) -> int:
    good = numbers[numbers > 0]
    if most < len(good):
        good = np.partition(good, len(good) - most)[len(good) - most :] if most > 0 else good[:0]
    return sum(good.tolist())


def certified_bound(quadratic: Quadratic, multipliers: Multipliers) -> Fraction:
    """Return the upper bound on the true objective of every allowed set that the multipliers give. O(m²), exact.

    Weak duality: for every set that keeps the limits, the prices pay back at least what its use of them costs, and each member i adds
    at most its own value plus the best ``most - 1`` of its halves of pairs, within what the knapsack leaves beside i.

    Raises
    ------
    SelectionError
        If multipliers are negative where they must not be, do not add up to the pairs, or are too large.
    """
    q, m, unit = quadratic, len(quadratic.own), max(quadratic.grid, 1.0)
    split, inner, outer = (_steps(x, q.grid) for x in (multipliers.split, multipliers.inner, multipliers.outer))
    if split.shape != (m, m) or inner.shape != (m,) or outer.shape != (q.priced,):
        raise SelectionError("certificate: its multipliers belong to another problem")
    pair, own, rows, room = (_steps(x, q.grid) for x in (q.pair, q.own, q.rows[: q.priced] / unit, q.room[: q.priced] / unit))
    if (inner < 0).any() or (outer < 0).any() or not np.array_equal(split + split.T, pair):
        raise SelectionError("certificate: prices must not be negative, and a split must add up to its pair")
    cost, budget = (rows[q.knapsack], int(room[q.knapsack])) if q.knapsack >= 0 else (np.zeros(m, dtype=np.int64), 0)
    if int(inner.max(initial=0)) * max(budget, int(cost.max(initial=0)), 1) > 2 * LARGEST:
        raise SelectionError("certificate: prices are too large")
    worth = [int(x) for x in own.tolist()]
    for i in range(m):
        partners = split[i] - inner[i] * cost
        partners[i] = 0
        worth[i] += _largest_positive(partners, q.most - 1) + int(inner[i]) * max(0, budget - int(cost[i]))
    for price, row in zip(outer.tolist(), rows.tolist(), strict=True):
        worth = [w - price * x for w, x in zip(worth, row, strict=True)] if price else worth
    chosen = sum(sorted((w for w in worth if w > 0), reverse=True)[: q.most])
    paid = sum(price * int(x) for price, x in zip(outer.tolist(), room.tolist(), strict=True))
    return q.worth(Fraction(chosen + paid, int(unit)))


def _packed(numbers: NDArray[np.int64]) -> str:
    return base64.b64encode(zlib.compress(numbers.tobytes())).decode("ascii")


def _unpacked(text: str, count: int) -> NDArray[np.int64]:
    size = 8 * count
    reader = zlib.decompressobj()
    raw = reader.decompress(base64.b64decode(text), size + 1)
    if len(raw) != size:
        raise SelectionError("certificate: its multipliers belong to another problem")
    return np.frombuffer(raw, dtype="<i8").astype(np.int64)


def _ends(quadratic: Quadratic) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    first, second = np.nonzero(np.triu(quadratic.pair, 1))
    return first, second


def pack_certificate(quadratic: Quadratic, multipliers: Multipliers, bound: Fraction) -> dict[str, Any]:
    """Return multipliers and bound as plain data; beyond 20 000 pairs only a digest of the multipliers."""
    arrays = [multipliers.split[_ends(quadratic)], multipliers.inner, multipliers.outer]
    steps = [_steps(x, quadratic.grid).astype("<i8") for x in arrays]
    data = {"kind": "Lagrangian decomposition", "bound": str(bound), "grid": quadratic.grid}
    if len(arrays[0]) > KEPT_PAIRS:
        return data | {"digest": hashlib.sha256(b"".join(x.tobytes() for x in steps)).hexdigest()}
    return data | dict(zip(("split", "inner", "outer"), map(_packed, steps), strict=True))


def unpack_certificate(quadratic: Quadratic, data: Mapping[str, Any]) -> Multipliers | None:
    """Return the multipliers that :func:`pack_certificate` kept, None where it kept a digest only.

    Raises
    ------
    SelectionError
        If they do not belong to this problem.
    """
    if "split" not in data:
        return None
    first, second = _ends(quadratic)
    m, unit = len(quadratic.own), max(quadratic.grid, 1.0)
    counts = (len(first), m, quadratic.priced)
    try:
        numbers = [_unpacked(data[name], count) / unit for name, count in zip(("split", "inner", "outer"), counts, strict=True)]
    except (KeyError, ValueError, TypeError, zlib.error) as error:
        raise SelectionError("certificate: its multipliers cannot be read") from error
    split = np.zeros((m, m))
    split[first, second] = numbers[0]
    split[second, first] = quadratic.pair[first, second] - numbers[0]
    return Multipliers(split, numbers[1], numbers[2])
