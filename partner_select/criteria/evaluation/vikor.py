"""VIKOR: a compromise between the regret of all criteria together and the worst single regret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, GivenWeights, read_table, read_weights, require_share
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.normalisation import normalise
from partner_select.criteria.results import Ranking
from partner_select.criteria.reversal import ranked
from partner_select.criteria.standing import TIE
from partner_select.reading import Findings

__all__ = ["VIKOR", "vikor"]

Floats = NDArray[np.float64]


def vikor(
    matrix: ArrayLike | DecisionTable,
    weights: GivenWeights = None,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
    majority: float = 0.5,
    reversals: bool = True,
) -> Ranking:
    """Rank by Q = v·(S - S*)/(S⁻ - S*) + (1 - v)·(R - R*)/(R⁻ - R*).

    S adds the weighted regrets w·(best - x)/(best - worst) of all criteria, R is the largest of them.

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
    majority
        v, 0 to 1: how much the sum counts against the worst regret.
    reversals
        Whether to look for rank reversals.

    Returns
    -------
    Ranking
        Scores: Q, 0 to 1, smaller is better. ``details``: ``s``, ``r``; ``advantage`` (whether the second best is at least 1/(m - 1)
        behind), ``stable`` (whether the best is also best by S or by R) and ``compromise``: the names to propose, the best alone when both
        hold. A criterion that is the same for all causes no regret. O(m k), with reversals O(m² k).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    S. Opricovic and G. H. Tzeng, "Compromise solution by MCDM methods: a comparative analysis of VIKOR and TOPSIS", European Journal of
    Operational Research 156, 2004.

    Examples
    --------
    >>> r = vikor([[1, 3000], [2, 3750], [5, 4500]], directions=["cost", "benefit"], alternatives=["A", "B", "C"])
    >>> r.scores, r.details["compromise"]
    ((1.0, 0.0, 1.0), ['B'])
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    shares = read_weights(found, weights, table.criteria)
    share = require_share(found, "majority", majority)
    found.stop()
    return ranked("vikor", table, lambda t: _compromise(t, shares, share), higher_is_better=False, reversals=reversals)


def _spread(values: Floats) -> Floats:
    width = float(np.ptp(values))
    return (values - values.min()) / width if width > TIE * float(np.abs(values).max()) else np.zeros_like(values)


def _compromise(table: DecisionTable, weights: Floats, majority: float) -> tuple[Floats, Mapping[str, Any]]:
    regrets = weights * (1.0 - normalise(table, "minmax"))
    total, worst = regrets.sum(axis=1), regrets.max(axis=1)
    q = majority * _spread(total) + (1.0 - majority) * _spread(worst)
    details = {"s": total.tolist(), "r": worst.tolist(), **_proposal(table.alternatives, q, total, worst)}
    return q, details


def _proposal(names: tuple[str, ...], q: Floats, total: Floats, worst: Floats) -> dict[str, Any]:
    order = np.argsort(q, kind="stable")
    best = int(order[0])
    if len(q) == 1:
        return {"advantage": True, "stable": True, "compromise": [names[0]]}
    needed = 1.0 / (len(q) - 1)
    behind = q[order] - q[best]
    advantage = bool(behind[1] >= needed - TIE)
    stable = bool(total[best] <= total.min() + TIE or worst[best] <= worst.min() + TIE)
    near = order[:2] if advantage else order[behind < needed - TIE]
    return {"advantage": advantage, "stable": stable, "compromise": [names[i] for i in (order[:1] if advantage and stable else near)]}


VIKOR = Method(
    name="vikor",
    kind="evaluation",
    compute=vikor,
    title=Bilingual("VIKOR法（折衷排序）", "VIKOR"),
    meaning=Bilingual(
        "在群体总遗憾与最大个别遗憾之间取折衷，值越小越好",
        "a compromise between the regret of all criteria together and the worst single regret; small is good",
    ),
    reference="S. Opricovic and G. H. Tzeng, European Journal of Operational Research 156, 2004",
)
