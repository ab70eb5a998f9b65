"""MEREC weights: a criterion counts for how much the alternatives' performance changes when it is taken away."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, read_table
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Weights
from partner_select.criteria.weighting.shares import require_spread, shares
from partner_select.reading import Findings

__all__ = ["MEREC", "merec"]


def merec(
    matrix: ArrayLike | DecisionTable,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
) -> Weights:
    """Return weights by the effect of removing each criterion.

    With n_ij = min_i x_ij / x_ij (benefit) or x_ij / max_i x_ij (cost) and S_i = ln(1 + (1/k) Σ_j |ln n_ij|), the effect of criterion j is
    E_j = Σ_i |S_i without j - S_i| and its weight E_j / ΣE.

    Parameters
    ----------
    matrix
        At least 2 alternatives by k criteria, numbers above 0.
    directions
        As for :func:`decision_table`.
    alternatives, criteria
        Names.

    Returns
    -------
    Weights
        ``details``: ``performance`` (S, one per alternative) and ``effect`` (E, one per criterion). O(m k).

    Raises
    ------
    SelectionError
        Listing every problem; also when no criterion tells the alternatives apart.

    References
    ----------
    M. Keshavarz-Ghorabaee, M. Amiri, E. K. Zavadskas, Z. Turskis and J. Antucheviciene, "Determination of objective weights using a new
    method based on the removal effects of criteria (MEREC)", Symmetry 13, 2021.

    Examples
    --------
    >>> w = merec([[4, 100], [2, 110]], directions=[1, -1])
    >>> [round(x, 3) for x in w.weights]
    [0.892, 0.108]
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    require_spread(found, table)
    for name, column in zip(table.criteria, table.matrix.T, strict=True):
        if column.min() <= 0:
            found.add(f"matrix: criterion {name!r} must be above 0 everywhere, its logarithms are taken; measure it from another zero")
    found.stop()
    sizes = _log_sizes(table)
    whole = np.log1p(sizes.mean(axis=1))
    parts = np.log1p((sizes.sum(axis=1, keepdims=True) - sizes) / sizes.shape[1])
    effect = np.abs(parts - whole[:, None]).sum(axis=0)
    return Weights("merec", table.criteria, shares(effect), {"performance": whole.tolist(), "effect": effect.tolist()})


def _log_sizes(table: DecisionTable) -> NDArray[np.float64]:
    """|ln n_ij|, as differences of logarithms, which neither overflow nor vanish."""
    logs = np.log(table.matrix)
    sizes: NDArray[np.float64] = np.where(table.directions > 0, logs - logs.min(axis=0), logs.max(axis=0) - logs)
    return sizes


MEREC = Method(
    name="merec",
    kind="weighting",
    compute=merec,
    title=Bilingual("MEREC法（移除效应法）", "MEREC weights (removal effects)"),
    meaning=Bilingual(
        "去掉某准则后各方案绩效变化越大，该准则权重越高",
        "the more the performance of the alternatives changes when a criterion is removed, the more it counts",
    ),
    reference="M. Keshavarz-Ghorabaee et al., Symmetry 13, 2021",
)
