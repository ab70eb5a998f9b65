"""Would the order of the others change if one alternative had never been there? Many methods are guilty of it; the result should say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.decision_table import DecisionTable
from partner_select.criteria.results import Ranking, Reversal
from partner_select.criteria.standing import TIE, groups_of, shared_places

__all__ = ["Scorer", "ranked"]

Scorer = Callable[[DecisionTable], tuple[NDArray[np.float64], Mapping[str, Any]]]


def ranked(
    method: str, table: DecisionTable, scorer: Scorer, *, higher_is_better: bool = True, tie: float = TIE, reversals: bool = True
) -> Ranking:
    """Score a table, give out places, and try it again without each alternative in turn.

    Parameters
    ----------
    method
        Name for the result.
    table
        The alternatives.
    scorer
        Scores of a table, and details.
    higher_is_better, tie
        As for :func:`~partner_select.criteria.standing.shared_places`.
    reversals
        Whether to look for rank reversals: m further calls of the scorer.

    Returns
    -------
    Ranking
    """
    scores, details = scorer(table)
    places = shared_places(scores, higher_is_better, tie)
    count = len(table.alternatives) if reversals and len(table.alternatives) > 2 else 0
    found = [_without(table, row, places, lambda t: shared_places(scorer(t)[0], higher_is_better, tie)) for row in range(count)]
    warnings = tuple(reversal for reversal in found if reversal is not None)
    return Ranking(method, table.alternatives, tuple(scores.tolist()), places, higher_is_better, details, warnings)


def _without(table: DecisionTable, row: int, places: tuple[int, ...], place: Callable[[DecisionTable], tuple[int, ...]]) -> Reversal | None:
    rest = table.without(row)
    before = groups_of(rest.alternatives, places[:row] + places[row + 1 :])
    after = groups_of(rest.alternatives, place(rest))
    return None if before == after else Reversal(table.alternatives[row], before, after)
