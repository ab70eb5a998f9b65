"""TOPSIS: good is what lies near the ideal and far from the anti-ideal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, GivenWeights, read_table, read_weights
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.normalisation import Normalisation, normalise, require_normalisation
from partner_select.criteria.results import Ranking
from partner_select.criteria.reversal import ranked
from partner_select.reading import Findings

__all__ = ["TOPSIS", "topsis"]


def topsis(
    matrix: ArrayLike | DecisionTable,
    weights: GivenWeights = None,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
    normalisation: Normalisation = "vector",
    reversals: bool = True,
) -> Ranking:
    """Rank by closeness to the ideal, D⁻/(D⁺ + D⁻).

    Parameters
    ----------
    matrix
        m alternatives by k criteria.
    weights
        Of the criteria; brought to the sum 1; equal when left out.
    directions
        As for :func:`decision_table`.
    alternatives, criteria
        Names.
    normalisation
        ``"vector"`` (the classical one), ``"minmax"``, ``"sum"`` or ``"max"``.
    reversals
        Whether to look for rank reversals.

    Returns
    -------
    Ranking
        Scores: closeness, 0 to 1, larger is better; 1 for all where all are equal. ``details``: ``d_plus`` and ``d_minus``, the weighted
        Euclidean distances to the best and the worst of every criterion. O(m k), with reversals O(m² k).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    C. L. Hwang and K. Yoon, "Multiple Attribute Decision Making", 1981.

    Examples
    --------
    >>> r = topsis([[1, 3000], [2, 3750], [5, 4500]], directions=["cost", "benefit"], alternatives=["A", "B", "C"])
    >>> [round(x, 4) for x in r.scores], r.ranking
    ([0.7621, 0.7222, 0.2379], (1, 2, 3))
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    shares = read_weights(found, weights, table.criteria)
    require_normalisation(found, normalisation, table)
    found.stop()
    return ranked("topsis", table, lambda t: _closeness(normalise(t, normalisation) * shares), reversals=reversals)


def _closeness(weighted: NDArray[np.float64]) -> tuple[NDArray[np.float64], Mapping[str, Any]]:
    plus = np.linalg.norm(weighted - weighted.max(axis=0), axis=1)
    minus = np.linalg.norm(weighted - weighted.min(axis=0), axis=1)
    together = plus + minus
    closeness = np.divide(minus, together, out=np.ones_like(minus), where=together > 0)
    return closeness, {"d_plus": plus.tolist(), "d_minus": minus.tolist()}


TOPSIS = Method(
    name="topsis",
    kind="evaluation",
    compute=topsis,
    title=Bilingual("TOPSIS法（逼近理想解）", "TOPSIS"),
    meaning=Bilingual(
        "离理想解越近、离负理想解越远越好",
        "near to the best of every criterion and far from the worst is good",
    ),
    reference="C. L. Hwang and K. Yoon, Multiple Attribute Decision Making, 1981",
)
