"""PROMETHEE II: everybody is compared with everybody, and what counts is how much one outranks the others and is outranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, GivenWeights, read_table, read_weights
from partner_select.criteria.evaluation.preference import Preference, preferences_of
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Ranking
from partner_select.criteria.reversal import ranked
from partner_select.reading import Findings

__all__ = ["PROMETHEE", "promethee"]

Floats = NDArray[np.float64]


def promethee(
    matrix: ArrayLike | DecisionTable,
    weights: GivenWeights = None,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
    preferences: Preference | Sequence[Preference] | Mapping[str, Preference] | None = None,
    reversals: bool = True,
) -> Ranking:
    """Rank by net outranking flow.

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
    preferences
        How a difference turns into preference: one :class:`Preference` for all, one per criterion, or by name (others ``"usual"``).
        Default ``"usual"``: any advantage counts fully.
    reversals
        Whether to look for rank reversals.

    Returns
    -------
    Ranking
        Scores: net flows, -1 to 1, adding up to 0, larger is better. ``details``: ``leaving`` and ``entering`` flows.
        O(m² k), with reversals O(m³ k).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    J. P. Brans and P. Vincke, "A preference ranking organisation method", Management Science 31, 1985.

    Examples
    --------
    >>> r = promethee([[1, 3000], [2, 3750], [5, 4500]], [2, 1], ["cost", "benefit"], alternatives=["A", "B", "C"])
    >>> [round(x, 4) for x in r.scores]
    [0.3333, 0.0, -0.3333]
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    shares = read_weights(found, weights, table.criteria)
    functions = preferences_of(found, preferences, table.criteria)
    found.stop()
    return ranked("promethee", table, lambda t: _flows(t, shares, functions), reversals=reversals)


def _flows(table: DecisionTable, weights: Floats, functions: Sequence[Preference]) -> tuple[Floats, Mapping[str, Any]]:
    count = len(table.alternatives)
    outranks = np.zeros((count, count))
    for column, direction, weight, function in zip(table.matrix.T, table.directions, weights, functions, strict=True):
        ahead = column / 2 * direction  # halves: the difference of two huge numbers must not overflow
        outranks += weight * function.degree(ahead[:, None] - ahead[None, :])
    others = max(count - 1, 1)
    leaving, entering = outranks.sum(axis=1) / others, outranks.sum(axis=0) / others
    return leaving - entering, {"leaving": leaving.tolist(), "entering": entering.tolist()}


PROMETHEE = Method(
    name="promethee",
    kind="evaluation",
    compute=promethee,
    title=Bilingual("PROMETHEE II法", "PROMETHEE II"),
    meaning=Bilingual(
        "两两比较，按净优势流排序",
        "everybody is compared with everybody; the net flow of outranking and being outranked decides",
    ),
    reference="J. P. Brans and P. Vincke, Management Science 31, 1985",
)
