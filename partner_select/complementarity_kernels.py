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


def _cosine(levels: NDArray[np.float64], weights: NDArray[np.float64], amounts: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """1 - cos of the weighted vectors; a candidate without any capability completes nobody: 0."""
    largest = levels.max(axis=1, initial=0.0, keepdims=True)
    vectors = np.divide(levels, largest, out=np.zeros_like(levels), where=largest > 0) * np.sqrt(weights)
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


KERNELS: dict[str, Kernel] = {"gap": _gap, "distance": _distance, "cosine": _cosine}


def complementarity(
    pool: Pool,
    kernel: Literal["gap", "distance", "cosine"] = "gap",
    needs: Mapping[str, float] | None = None,
    weights: ArrayLike | None = None,
    scale: float = 5.0,
) -> NDArray[np.float64]:
    """Return how well every two candidates complete each other.

    Parameters
    ----------
    pool
        Candidates with capabilities.
    kernel
        ``"gap"``: what two cover of the needs beyond the better of them alone; ``"distance"``: Σ_k ω_k·|difference|·max / scale²;
        ``"cosine"``: 1 - cosine of the two vectors.
    needs
        Amount needed per capability, for ``"gap"``; default: the full scale of every capability. Only those named count.
    weights
        float[k], ω, at least 0; default equal. They are brought to sum 1.
    scale
        Top of the rating scale, for instance 5 for levels from 0 to 5.

    Returns
    -------
    float64[n, n]
        Symmetric, zero diagonal, between 0 and 1 when levels lie within the scale. O(n²·k).

    Raises
    ------
    SelectionError
        If the pool has no capabilities, or a name, number or kernel is wrong.

    References
    ----------
    Jaffe, A. B. (1986). Technological opportunity and spillovers of R&D. American Economic Review 76, 984-1001 (cosine).

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
    amounts = _amounts(found, pool, needs, top)
    share = np.ones(count) if weights is None else found.numbers("weights", weights, (count,), low=0).copy()
    share[~np.isfinite(amounts)] = 0.0
    if count and share.sum() <= 0:
        found.add("weights: at least one capability must count")
    found.stop()
    matrix = KERNELS[kernel](pool.capabilities, share / share.sum(), amounts, top)
    matrix = (matrix + matrix.T) / 2  # matrix products may round the two halves differently
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
