"""Who stands where: places from scores, with ties shared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["TIE", "groups_of", "shared_places"]

TIE = 1e-9  # share of the largest score: rounding of sums stays far below it, a difference that matters to anybody far above


def shared_places(scores: NDArray[np.float64], higher_is_better: bool = True, tie: float = TIE) -> tuple[int, ...]:
    """Return the place of every score, 1 for the best; equal scores share the better place and the next one is left out.

    Parameters
    ----------
    scores
        float64[m], finite.
    higher_is_better
        Whether large scores come first.
    tie
        Neighbouring scores closer than this share of the largest one are equal.

    Returns
    -------
    tuple of int
        O(m log m).

    Examples
    --------
    >>> shared_places(np.array([0.2, 0.9, 0.9, 0.1]))
    (3, 1, 1, 4)
    """
    if not scores.size:
        return ()
    signed = -scores if higher_is_better else scores
    order = np.argsort(signed, kind="stable")
    apart = np.diff(signed[order]) > tie * float(np.abs(scores).max())
    first_of_group = np.maximum.accumulate(np.where(np.append(True, apart), np.arange(scores.size), 0))
    places = np.empty(scores.size, dtype=np.int64)
    places[order] = first_of_group + 1
    return tuple(places.tolist())


def groups_of(names: Sequence[str], places: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Return names grouped by place, the best first.

    Examples
    --------
    >>> groups_of(["A", "B", "C"], [2, 1, 2])
    (('B',), ('A', 'C'))
    """
    together: dict[int, list[str]] = {}
    for name, place in zip(names, places, strict=True):
        together.setdefault(place, []).append(name)
    return tuple(tuple(together[place]) for place in sorted(together))
