"""CRITIC weights: a criterion counts for its spread and for saying something that the other criteria do not."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, read_table
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.normalisation import normalise
from partner_select.criteria.results import Weights
from partner_select.criteria.weighting.shares import require_spread, shares
from partner_select.reading import Findings

__all__ = ["CRITIC", "critic"]

NO_CONFLICT = 1e-12  # of the largest information: what is left of 1 - r after rounding where criteria repeat each other


def critic(
    matrix: ArrayLike | DecisionTable,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
) -> Weights:
    """Return weights proportional to standard deviation times conflict, after min-max normalisation.

    C_j = σ_j Σ_k (1 - r_jk) with the correlations r; the weight is C_j / ΣC. A criterion that is the same for all alternatives gets 0 and
    is left out of the others' conflict.

    Parameters
    ----------
    matrix
        At least 2 alternatives by k criteria.
    directions
        As for :func:`decision_table`; turning a criterion round turns its correlations round.
    alternatives, criteria
        Names.

    Returns
    -------
    Weights
        ``details``: ``standard_deviation`` (of the sample), ``conflict`` and ``information`` = C, one each per criterion. O(m k²).

    Raises
    ------
    SelectionError
        Listing every problem; also when the criteria that vary all repeat each other, or no criterion varies.

    References
    ----------
    D. Diakoulaki, G. Mavrotas and L. Papayannakis, "Determining objective weights in multiple criteria problems: the CRITIC method",
    Computers & Operations Research 22, 1995.

    Examples
    --------
    >>> w = critic([[1, 5, 2], [2, 3, 1], [3, 4, 3]])
    >>> [round(x, 3) for x in w.weights]
    [0.4, 0.4, 0.2]
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    require_spread(found, table)
    found.stop()
    scaled = normalise(table, "minmax")
    spread = scaled.std(axis=0, ddof=1)
    conflict = _conflict(scaled, np.flatnonzero(spread > 0))
    information = spread * conflict
    details = {"standard_deviation": spread.tolist(), "conflict": conflict.tolist(), "information": information.tolist()}
    return Weights("critic", table.criteria, shares(information), details)


def _conflict(scaled: NDArray[np.float64], varying: NDArray[np.int64]) -> NDArray[np.float64]:
    """Σ(1 - r) over the criteria that vary; 0 for the others, and a lone varying criterion has nobody to repeat."""
    conflict = np.zeros(scaled.shape[1])
    if len(varying) == 1:
        conflict[varying] = 1.0
        return conflict
    told = (1.0 - np.corrcoef(scaled[:, varying], rowvar=False)).sum(axis=0)
    conflict[varying] = np.where(told > NO_CONFLICT * len(varying), told, 0.0)
    return conflict


CRITIC = Method(
    name="critic",
    kind="weighting",
    compute=critic,
    title=Bilingual("CRITIC法", "CRITIC weights"),
    meaning=Bilingual(
        "差异大且与其他准则不重复的准则权重高",
        "criteria that vary much and do not repeat the others count more",
    ),
    reference="D. Diakoulaki, G. Mavrotas and L. Papayannakis, Computers & Operations Research 22, 1995",
)
