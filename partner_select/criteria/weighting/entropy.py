"""Entropy weights: a criterion under which the alternatives are unevenly spread tells more and counts more."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, read_table
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Weights
from partner_select.criteria.weighting.shares import require_spread, shares
from partner_select.reading import Findings

__all__ = ["ENTROPY", "entropy"]


def entropy(matrix: ArrayLike | DecisionTable, alternatives: Iterable[str] | None = None, criteria: Iterable[str] | None = None) -> Weights:
    """Return weights proportional to one minus the entropy of each criterion.

    With p_ij = x_ij / Σ_i x_ij and e_j = -Σ_i p_ij ln p_ij / ln m, the weight is (1 - e_j) / Σ(1 - e), where 0·ln 0 = 0.

    Parameters
    ----------
    matrix
        At least 2 alternatives by k criteria; numbers of at least 0, no column all 0. Whether much is good does not matter.
    alternatives, criteria
        Names.

    Returns
    -------
    Weights
        ``details``: ``entropy``, one per criterion, 1 where all alternatives are equal. O(m k).

    Raises
    ------
    SelectionError
        Listing every problem; also when no criterion tells the alternatives apart.

    References
    ----------
    C. E. Shannon, 1948; C. L. Hwang and K. Yoon, "Multiple Attribute Decision Making", 1981.

    Examples
    --------
    >>> w = entropy([[5, 3, 120], [4, 4, 90], [2, 5, 150]])
    >>> [round(x, 4) for x in w.weights]
    [0.5971, 0.2014, 0.2014]
    """
    found = Findings()
    table = read_table(found, matrix, None, alternatives, criteria)
    _require_shares(found, table)
    found.stop()
    levels = _entropy(table.matrix)
    told = 1.0 - levels
    return Weights("entropy", table.criteria, shares(told), {"entropy": levels.tolist()})


def _require_shares(found: Findings, table: DecisionTable) -> None:
    require_spread(found, table)
    for name, column in zip(table.criteria, table.matrix.T, strict=True):
        if column.min() < 0:
            found.add(f"matrix: criterion {name!r} has negative numbers, which have no entropy; measure it from its lowest level")
        elif column.max() == 0:
            found.add(f"matrix: criterion {name!r} is 0 everywhere; leave it out")


def _entropy(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    scaled = matrix / matrix.max(axis=0)
    parts = scaled / scaled.sum(axis=0)
    logs = np.log(parts, out=np.zeros_like(parts), where=parts > 0)
    entropy: NDArray[np.float64] = -(parts * logs).sum(axis=0) / np.log(len(matrix))
    even = (matrix == matrix[0]).all(axis=0)
    return np.where(even, 1.0, np.minimum(entropy, 1.0))


ENTROPY = Method(
    name="entropy",
    kind="weighting",
    compute=entropy,
    title=Bilingual("熵权法", "Entropy weights"),
    meaning=Bilingual(
        "各方案差异越大的准则信息量越大，权重越高",
        "the more unevenly the alternatives are spread under a criterion, the more it counts",
    ),
    reference="C. L. Hwang and K. Yoon, Multiple Attribute Decision Making, 1981",
)
