"""Data envelopment analysis: could the others together do as much with less? Nobody has to state weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, read_table
from partner_select.criteria.linear_program import minimise
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Ranking
from partner_select.criteria.reversal import ranked
from partner_select.errors import SelectionError
from partner_select.reading import Findings

__all__ = ["DEA", "dea"]

Floats = NDArray[np.float64]

EFFICIENT = 1e-6  # of an alternative's own numbers: ten times what the linear programs leave open


def dea(
    matrix: ArrayLike | DecisionTable,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
    reversals: bool = False,
) -> Ranking:
    """Rank by CCR efficiency, input-oriented: the factor to which all inputs could shrink.

    For every alternative o the linear program min θ over Σ λ_i x_i <= θ x_o, Σ λ_i y_i >= y_o, λ >= 0 is solved, then a second one for the
    largest sum of the slacks that remain at that θ.

    Parameters
    ----------
    matrix
        m alternatives by k criteria, numbers of at least 0. Cost criteria are inputs, benefit criteria outputs.
    directions
        As for :func:`decision_table`; at least one cost and one benefit.
    alternatives, criteria
        Names.
    reversals
        Whether to look for rank reversals; m further rounds of m programs, and leaving out a reference changes others by design, so not by
        default.

    Returns
    -------
    Ranking
        Scores: efficiencies θ, above 0 and at most 1. ``details``, one entry per alternative: ``efficient`` (θ = 1 and no slack),
        ``references`` (name to λ: whom it could learn from), ``targets`` (what it would have to reach, per criterion). 2 m linear programs
        of m + 1 variables and k rows.

    Raises
    ------
    SelectionError
        Listing every problem: negative numbers, no input or output at all, or an alternative without any.

    References
    ----------
    A. Charnes, W. W. Cooper and E. Rhodes, "Measuring the efficiency of decision making units", European Journal of Operational Research 2,
    1978.

    Examples
    --------
    >>> r = dea([[2, 2], [4, 4], [5, 2.5]], directions=["cost", "benefit"], alternatives=["A", "B", "C"])
    >>> [round(x, 6) for x in r.scores], r.ranking, r.details["efficient"]
    ([1.0, 1.0, 0.5], (1, 1, 3), [True, True, False])
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    _require_inputs_and_outputs(found, table)
    found.stop()
    return ranked("dea", table, _efficiencies, tie=EFFICIENT, reversals=reversals)


def _require_inputs_and_outputs(found: Findings, table: DecisionTable) -> None:
    if table.matrix.min() < 0:
        found.add("matrix: inputs and outputs must be at least 0; measure them from their lowest level")
    for sign, name in ((-1, "cost criterion as an input"), (1, "benefit criterion as an output")):
        columns = table.directions == sign
        if not columns.any():
            found.add(f"directions: efficiency needs at least one {name}")
            continue
        bare = [repr(a) for a, row in zip(table.alternatives, table.matrix[:, columns], strict=True) if row.max() <= 0]
        if bare and not found.problems:
            found.add(f"matrix: every alternative needs at least one {name} above 0; missing for {', '.join(bare)}")


@dataclass(frozen=True, eq=False)
class _Comparison:
    """Everybody as multiples of one alternative, so that the unit and the size of the numbers do not matter to the programs."""

    inputs: Floats
    outputs: Floats
    own_inputs: Floats
    own_outputs: Floats
    size: Floats

    @classmethod
    def with_everybody(cls, table: DecisionTable, o: int) -> _Comparison:
        numbers, is_input = table.matrix.T, table.directions < 0
        own, largest = numbers[:, o], numbers.max(axis=1)
        unit = np.where(own > 0, own, np.where(largest > 0, largest, 1.0))[:, None]
        with np.errstate(over="ignore"):
            multiples = numbers / unit
        if not np.isfinite(multiples).all():
            raise SelectionError(f"matrix: the numbers of {table.alternatives[o]!r} are too far below the others' to be compared")
        size = multiples.max(axis=0)
        rows, mine = multiples / size, own / unit[:, 0]
        return cls(rows[is_input], rows[~is_input], mine[is_input], mine[~is_input], size)

    def contraction(self) -> float:
        """The smallest θ; variables θ, λ."""
        rows = np.vstack(
            (np.hstack((-self.own_inputs[:, None], self.inputs)), np.hstack((np.zeros((len(self.outputs), 1)), -self.outputs)))
        )
        most = np.append(np.zeros(len(self.inputs)), -self.own_outputs)
        theta = minimise(np.append(1.0, np.zeros(self.inputs.shape[1])), rows, most)[1]
        return 1.0 if theta > 1.0 - EFFICIENT else theta

    def references(self, theta: float) -> tuple[Floats, float]:
        """λ with the largest sum of slacks at this θ, and that sum."""
        gains = self.outputs.sum(axis=0) - self.inputs.sum(axis=0)
        most = np.append(theta * self.own_inputs, -self.own_outputs)
        parts, least = minimise(-gains, np.vstack((self.inputs, -self.outputs)), most)
        slack = theta * self.own_inputs.sum() - self.own_outputs.sum() - least
        return np.where(parts > EFFICIENT, parts / self.size, 0.0), float(slack)


def _efficiencies(table: DecisionTable) -> tuple[Floats, Mapping[str, Any]]:
    count = len(table.alternatives)
    scores, efficient, references, targets = np.empty(count), list[bool](), list[dict[str, float]](), list[dict[str, float]]()
    for o in range(count):
        compared = _Comparison.with_everybody(table, o)
        scores[o] = theta = compared.contraction()
        parts, slack = compared.references(theta)
        efficient.append(theta == 1.0 and slack <= EFFICIENT)
        references.append({table.alternatives[i]: float(parts[i]) for i in np.flatnonzero(parts)})
        targets.append(dict(zip(table.criteria, (parts @ table.matrix).tolist(), strict=True)))
    return scores, {"efficient": efficient, "references": references, "targets": targets}


DEA = Method(
    name="dea",
    kind="evaluation",
    compute=dea,
    title=Bilingual("数据包络分析（DEA-CCR）", "Data envelopment analysis (CCR)"),
    meaning=Bilingual(
        "同样产出下投入能缩减到几成；无需给定权重",
        "to what part all inputs could shrink if the others together did the same; no weights are needed",
    ),
    reference="A. Charnes, W. W. Cooper and E. Rhodes, European Journal of Operational Research 2, 1978",
)
