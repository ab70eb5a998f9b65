"""Fuzzy comprehensive evaluation: how far an alternative belongs to each grade, from memberships under every criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.decision_table import GivenWeights, names_or_numbers, read_weights
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Ranking
from partner_select.criteria.standing import shared_places
from partner_select.reading import Findings

__all__ = ["FUZZY", "fuzzy_evaluation", "memberships"]

Floats = NDArray[np.float64]
Operator = Literal["weighted mean", "max-min", "max-product", "bounded sum of minima"]

# weights[k] and memberships[m, k, g] to [m, g]: M(·,+), M(∧,∨), M(·,∨), M(∧,⊕)
OPERATORS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "weighted mean": lambda w, r: np.einsum("k,mkg->mg", w, r),
    "max-min": lambda w, r: np.minimum(w[:, None], r).max(axis=1),
    "max-product": lambda w, r: (w[:, None] * r).max(axis=1),
    "bounded sum of minima": lambda w, r: np.minimum(1.0, np.minimum(w[:, None], r).sum(axis=1)),
}


def fuzzy_evaluation(
    ratings: ArrayLike,
    weights: GivenWeights = None,
    grades: ArrayLike | None = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
    grade_names: Iterable[str] | None = None,
    operator: Operator = "weighted mean",
) -> Ranking:
    """Rank by fuzzy comprehensive evaluation.

    Parameters
    ----------
    ratings
        float[m, k, g], at least 0: votes for, or membership in, grade g of alternative i under criterion j; every row of g numbers has
        a sum above 0 and is brought to the sum 1. :func:`memberships` makes them from scores.
    weights
        Of the criteria; brought to the sum 1; equal when left out.
    grades
        Score of every grade, for instance ``[95, 85, 75, 60]``; default g, g - 1, ..., 1: the first grade is the best.
    alternatives, criteria, grade_names
        Names.
    operator
        ``"weighted mean"`` M(·,+), ``"max-min"`` M(∧,∨), ``"max-product"`` M(·,∨) or ``"bounded sum of minima"`` M(∧,⊕); the result is
        brought to the sum 1.

    Returns
    -------
    Ranking
        Scores: Σ membership · grade score, in the unit of the grades, larger is better. ``details``: ``memberships`` (one row of g per
        alternative), ``grade`` (the one with the largest membership; the earlier one where several are equal), ``grades``. Nobody's score
        depends on the other alternatives, so there are no rank reversals. O(m k g).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    L. A. Zadeh, "Fuzzy sets", 1965; 汪培庄, 模糊集合论及其应用, 1983.

    Examples
    --------
    >>> votes = [[[7, 2, 1], [2, 6, 2]]]  # one candidate, two criteria, ten experts, three grades
    >>> r = fuzzy_evaluation(votes, [0.6, 0.4], grades=[90, 75, 60], grade_names=["good", "fair", "poor"])
    >>> [round(x, 6) for x in r.details["memberships"][0]], r.details["grade"], round(r.scores[0], 6)
    ([0.5, 0.36, 0.14], ['good'], 80.4)
    """
    found = Findings()
    shape = np.shape(ratings)
    if len(shape) != 3 or 0 in shape:
        found.add(f"ratings: must have three dimensions, alternatives by criteria by grades, got shape {shape}")
        found.stop()
    rows = _rows(found, ratings, shape)
    names = names_or_numbers(found, "alternatives", alternatives, shape[0])
    shares = read_weights(found, weights, names_or_numbers(found, "criteria", criteria, shape[1]))
    labels = names_or_numbers(found, "grade_names", grade_names, shape[2])
    levels = found.numbers("grades", np.arange(shape[2], 0, -1) if grades is None else grades, (shape[2],))
    if operator not in OPERATORS:
        found.add(f"operator: must be one of {', '.join(OPERATORS)}, got {operator!r}")
    found.stop()
    degrees = OPERATORS[operator](shares, rows)
    degrees = degrees / degrees.sum(axis=1, keepdims=True)
    scores = degrees @ levels
    grade = [labels[g] for g in degrees.argmax(axis=1).tolist()]
    details = {"memberships": degrees.tolist(), "grade": grade, "grades": levels.tolist(), "operator": operator}
    return Ranking("fuzzy_evaluation", names, tuple(scores.tolist()), shared_places(scores), True, details)


def _rows(found: Findings, ratings: ArrayLike, shape: Sequence[int]) -> Floats:
    numbers = found.numbers("ratings", ratings, (shape[0], shape[1], shape[2]), low=0)
    largest = numbers.max(axis=2, keepdims=True)
    empty = np.argwhere(largest[:, :, 0] == 0).tolist()
    if empty and not found.problems:
        found.add(
            f"ratings: nobody voted for alternative {empty[0][0]} under criterion {empty[0][1]}, {len(empty)} such rows; leave them out"
        )
    scaled = numbers / np.where(largest > 0, largest, 1.0)
    total = scaled.sum(axis=2, keepdims=True)
    return scaled / np.where(total > 0, total, 1.0)


def memberships(scores: ArrayLike, grades: ArrayLike) -> Floats:
    """Return memberships of scores in grades: shared linearly between the two grades on either side, beyond the ends the end grade's alone.

    Parameters
    ----------
    scores
        float[...].
    grades
        float[g], the score at which each grade is met fully, all different, in any order.

    Returns
    -------
    float64[..., g]
        Each row adds up to 1; with the operator ``"weighted mean"`` the evaluation is then the weighted mean of the scores themselves.

    Raises
    ------
    SelectionError
        If a number is not finite, or two grades are equal.

    Examples
    --------
    >>> memberships([90, 80, 40], [90, 75, 60]).round(4).tolist()
    [[1.0, 0.0, 0.0], [0.3333, 0.6667, 0.0], [0.0, 0.0, 1.0]]
    """
    found = Findings()
    numbers = found.numbers("scores", scores, np.shape(scores))
    levels = found.numbers("grades", grades, (np.size(grades),))
    if len(set(levels.tolist())) != levels.size or not levels.size:
        found.add("grades: at least one is needed, and all must be different")
    found.stop()
    order = np.argsort(levels)
    degrees = np.empty((*numbers.shape, levels.size))
    for k, g in enumerate(order.tolist()):
        degrees[..., g] = np.interp(numbers, levels[order], np.eye(levels.size)[k])
    return degrees


FUZZY = Method(
    name="fuzzy_evaluation",
    kind="evaluation",
    compute=fuzzy_evaluation,
    title=Bilingual("模糊综合评价", "Fuzzy comprehensive evaluation"),
    meaning=Bilingual(
        "由各准则的隶属度合成对各等级的隶属度，并折算成分数",
        "memberships in grades under every criterion, composed into one and turned into a score",
    ),
    reference="L. A. Zadeh, Fuzzy sets, 1965",
)
