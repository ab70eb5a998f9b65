"""What the weighting methods that look at the numbers alone have in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.decision_table import DecisionTable
from partner_select.errors import SelectionError
from partner_select.reading import Findings

__all__ = ["require_spread", "shares"]


def require_spread(found: Findings, table: DecisionTable) -> None:
    """Note that there is one alternative only, or that no criterion tells the alternatives apart."""
    if len(table.alternatives) < 2:
        found.add("matrix: weights from the numbers need at least 2 alternatives")
    elif (table.matrix == table.matrix[0]).all():
        found.add("matrix: the alternatives are all equal, so no criterion tells them apart; judge the weights instead (AHP, BWM)")


def shares(amounts: NDArray[np.float64]) -> tuple[float, ...]:
    """Return amounts of at least 0 divided by their sum.

    Raises
    ------
    SelectionError
        If they are all 0.
    """
    total = float(amounts.sum())
    if not total > 0:
        raise SelectionError("matrix: the alternatives differ so little that no weights follow; judge the weights instead (AHP, BWM)")
    return tuple((amounts / total).tolist())
