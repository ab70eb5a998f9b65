"""How well candidates complete each other, from their capability vectors: what one has and the other lacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.errors import SelectionError
from partner_select.pool import Pool
from partner_select.reading import Findings

__all__ = ["complementarity"]

Kernel = Callable[[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], float], NDArray[np.float64]]


def _distance(levels: NDArray[np.float64], weights: NDArray[np.float64], amounts: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Σ_k ω_k |c_ik - c_jk|·max(c_ik, c_jk) / scale²: far apart, and one of them good at it."""
    total = np.zeros((len(levels), len(levels)))
    for column, weight in zip(levels.T, weights, strict=True):
        apart = np.abs(column[:, None] - column[None, :])
        total += weight * apart * np.maximum(column[:, None], column[None, :])
    return total / scale**2


def _of_largest(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Every candidate's levels in shares of its largest: no size overflows."""
    largest = levels.max(axis=1, initial=0.0, keepdims=True)
    shares: NDArray[np.float64] = np.divide(levels, largest, out=np.zeros_like(levels), where=largest > 0)
    return shares


def _cosine(levels: NDArray[np.float64], weights: NDArray[np.float64], amounts: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """1 - cos of the weighted vectors; a candidate without any capability completes nobody: 0."""
    vectors = _of_largest(levels) * np.sqrt(weights)
    lengths = np.linalg.norm(vectors, axis=1)
    products = np.outer(lengths, lengths)
    able = products > 0
    cosines = np.divide(vectors @ vectors.T, products, out=np.ones_like(products), where=able)
    matrix: NDArray[np.float64] = np.clip(1.0 - cosines, 0.0, 1.0)
    return matrix


def _gap(levels: NDArray[np.float64], weights: NDArray[np.float64], amounts: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Σ_k ω_k of what the pair covers of need k beyond the better of the two alone."""
    covered = np.minimum(1.0, levels / amounts)
    alone = covered @ weights
    together = np.zeros((len(levels), len(levels)))
    for column, weight in zip(covered.T, weights, strict=True):
        together += weight * np.maximum(column[:, None], column[None, :])
    return np.maximum(together - np.maximum(alone[:, None], alone[None, :]), 0.0)


def _min_complement(
    levels: NDArray[np.float64], weights: NDArray[np.float64], amounts: NDArray[np.float64], scale: float
) -> NDArray[np.float64]:
    """1 - Σ_k min(p_ik, p_jk), p the shares of a candidate's weighted levels: what their profiles do not have in common."""
    weighted = _of_largest(levels) * weights
    totals = weighted.sum(axis=1, keepdims=True)
    shares = np.divide(weighted, totals, out=np.zeros_like(weighted), where=totals > 0)
    common = np.zeros((len(levels), len(levels)))
    for column in shares.T:
        common += np.minimum(column[:, None], column[None, :])
    able = totals[:, 0] > 0
    matrix: NDArray[np.float64] = np.where(able[:, None] & able[None, :], np.clip(1.0 - common, 0.0, 1.0), 0.0)
    return matrix


KERNELS: dict[str, Kernel] = {
    "gap": _gap,
    "distance": _distance,
    "cosine": _cosine,
    "jaffe": _cosine,
    "min-complement": _min_complement,
    "inverted-u": _cosine,
}


def _inverted_u(distance: NDArray[np.float64], able: NDArray[np.bool_], peak: float) -> NDArray[np.float64]:
    """1 at the peak, 0 at the farther end of the scale, a parabola between; 0 for candidates without any capability."""
    curve = 1.0 - ((distance - peak) / max(peak, 1.0 - peak)) ** 2
    matrix: NDArray[np.float64] = np.where(able[:, None] & able[None, :], curve, 0.0)
    return matrix


def complementarity(
    pool: Pool,
    kernel: Literal["gap", "distance", "cosine", "jaffe", "min-complement", "inverted-u"] = "gap",
    needs: Mapping[str, float] | None = None,
    weights: ArrayLike | None = None,
    scale: float = 5.0,
    peak: float = 0.5,
    worth: float = 1.0,
) -> NDArray[np.float64]:
    """Return how well every two candidates complete each other.

    Parameters
    ----------
    pool
        Candidates with capabilities.
    kernel
        ``"gap"``: what two cover of the needs beyond the better of them alone; ``"distance"``: Σ_k ω_k·|difference|·max / scale²;
        ``"cosine"`` or ``"jaffe"``: 1 - cosine of the two vectors, 1 - Σ_k ω_k·c_ik·c_jk / (‖c_i‖·‖c_j‖); ``"min-complement"``:
        1 - Σ_k min(p_ik, p_jk) with p_ik = ω_k·c_ik / Σ_l ω_l·c_il; ``"inverted-u"``: 1 - ((d - peak) / max(peak, 1 - peak))², d the
        Jaffe distance: partners neither too near to learn from nor too far to understand.
    needs
        Amount needed per capability, for ``"gap"``; default: the full scale of every capability. Only those named count.
    weights
        float[k], ω, at least 0; default equal. They are brought to sum 1.
    scale
        Top of the rating scale, for instance 5 for levels from 0 to 5.
    peak
        For ``"inverted-u"``: the distance that is best, between 0 and 1.
    worth
        What a pair with 1 is worth, for instance in money: every number is multiplied by it.

    Returns
    -------
    float64[n, n]
        Symmetric, zero diagonal, between 0 and 1 (times ``worth``) when levels lie within the scale. A candidate without any capability
        has cosine, min-complement and inverted U 0 with everybody. O(n²·k).

    Raises
    ------
    SelectionError
        If the pool has no capabilities, or a name, number or kernel is wrong.

    References
    ----------
    Jaffe, A. B. (1986). Technological opportunity and spillovers of R&D. American Economic Review 76, 984-1001 (cosine); Bar, T. and
    Leiponen, A. (2012). A measure of technological distance. Economics Letters 116, 457-459 (min-complement); Nooteboom, B. et al.
    (2007). Optimal cognitive distance and absorptive capacity. Research Policy 36, 1016-1034 (inverted U).

    Examples
    --------
    >>> pool = Pool(["A", "B"], capabilities=[[5, 0], [0, 5]])
    >>> complementarity(pool).tolist()
    [[0.0, 0.5], [0.5, 0.0]]
    """
    if kernel not in KERNELS:
        raise SelectionError(f"kernel: must be one of {', '.join(KERNELS)}, got {kernel!r}")
    found = Findings()
    count = len(pool.capability_names)
    if not count:
        found.add("capabilities: the pool has none to compare")
    top = found.number("scale", scale)
    if top <= 0:
        found.add(f"scale: must be above 0, got {scale!r}")
    best, unit = found.number("peak", peak, low=0), found.number("worth", worth)
    if best > 1:
        found.add(f"peak: must be at most 1, got {peak!r}")
    amounts = _amounts(found, pool, needs, top)
    share = np.ones(count) if weights is None else found.numbers("weights", weights, (count,), low=0).copy()
    share[~np.isfinite(amounts)] = 0.0
    if count and share.sum() <= 0:
        found.add("weights: at least one capability must count")
    found.stop()
    matrix = KERNELS[kernel](pool.capabilities, share / share.sum(), amounts, top)
    matrix = (matrix + matrix.T) / 2  # matrix products may round the two halves differently
    if kernel == "inverted-u":
        matrix = _inverted_u(matrix, pool.capabilities @ share > 0, best)
    matrix *= unit
    np.fill_diagonal(matrix, 0.0)
    return matrix


def _amounts(found: Findings, pool: Pool, needs: Mapping[str, float] | None, scale: float) -> NDArray[np.float64]:
    """Amount needed of every capability; infinite, so never covered, where none is."""
    count = len(pool.capability_names)
    if needs is None:
        return np.full(count, scale)
    amounts = np.full(count, np.inf)
    for name, amount in needs.items():
        label = f"needs[{name!r}]"
        number = found.number(label, amount)
        if number <= 0:
            found.add(f"{label}: must be above 0, got {amount!r}")
        for k in found.positions(label, [name], pool.capability_where, kind="capability"):
            amounts[k] = number
    return amounts
