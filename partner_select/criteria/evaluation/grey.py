"""Grey relational analysis: good is what runs close to the ideal, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, GivenWeights, read_table, read_weights, require_share
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.normalisation import Normalisation, normalise, require_normalisation
from partner_select.criteria.results import Ranking
from partner_select.criteria.reversal import ranked
from partner_select.reading import Findings

__all__ = ["GREY", "grey_relational"]

Floats = NDArray[np.float64]


def grey_relational(
    matrix: ArrayLike | DecisionTable,
    weights: GivenWeights = None,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
    distinguishing: float = 0.5,
    normalisation: Normalisation = "minmax",
    reversals: bool = True,
) -> Ranking:
    """Rank by the weighted mean of the grey relational coefficients.

    With Δ the distance of a normalised number from the best of its criterion, the coefficient is (Δmin + ρ·Δmax)/(Δ + ρ·Δmax), with Δmin
    and Δmax taken over the whole table.

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
    distinguishing
        ρ, above 0 and at most 1: smaller sets the alternatives farther apart.
    normalisation
        ``"minmax"`` (the usual one), ``"vector"``, ``"sum"`` or ``"max"``.
    reversals
        Whether to look for rank reversals.

    Returns
    -------
    Ranking
        Scores: grades, above 0 and at most 1, larger is better. ``details``: ``coefficients``, one row per alternative.
        O(m k), with reversals O(m² k).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    J. L. Deng, "Control problems of grey systems", Systems & Control Letters 1, 1982; 邓聚龙, 灰色系统理论教程, 1990.

    Examples
    --------
    >>> r = grey_relational([[1, 3000], [2, 3750], [5, 4500]], directions=["cost", "benefit"], alternatives=["A", "B", "C"])
    >>> [round(x, 4) for x in r.scores]
    [0.6667, 0.5833, 0.6667]
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    shares = read_weights(found, weights, table.criteria)
    rho = require_share(found, "distinguishing", distinguishing, above=0)
    require_normalisation(found, normalisation, table)
    found.stop()
    return ranked("grey_relational", table, lambda t: _grades(normalise(t, normalisation), shares, rho), reversals=reversals)


def _grades(scaled: Floats, weights: Floats, rho: float) -> tuple[Floats, Mapping[str, Any]]:
    apart = scaled.max(axis=0) - scaled
    most = float(apart.max())
    coefficients = (apart.min() + rho * most) / (apart + rho * most) if most > 0 else np.ones_like(apart)
    return coefficients @ weights, {"coefficients": coefficients.tolist()}


GREY = Method(
    name="grey_relational",
    kind="evaluation",
    compute=grey_relational,
    title=Bilingual("灰色关联分析", "Grey relational analysis"),
    meaning=Bilingual(
        "各准则上与理想序列的关联度越高越好",
        "running close to the ideal, criterion by criterion, is good",
    ),
    reference="J. L. Deng, Systems & Control Letters 1, 1982",
)
