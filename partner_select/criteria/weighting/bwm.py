"""Best-worst method: compare every criterion with the best and with the worst only, and let a linear program reconcile the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.linear_program import minimise
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Weights
from partner_select.criteria.weighting.judgements import RECIPROCITY, Judgement, read_judgement
from partner_select.reading import Findings, identity

__all__ = ["BWM", "bwm"]

Judgements = Mapping[str, Judgement] | Sequence[Judgement]


def bwm(criteria: Iterable[str], best: str, worst: str, best_to_others: Judgements, others_to_worst: Judgements) -> Weights:
    """Return the weights of the linear best-worst model.

    Minimised is the largest of ``|w_best - a_best,j · w_j|`` and ``|w_j - a_j,worst · w_worst|`` over weights that add up to 1.

    Parameters
    ----------
    criteria
        Names.
    best, worst
        The most and the least important of them.
    best_to_others
        How many times as important the best is as each criterion, at least 1; by name, or in order.
    others_to_worst
        How many times as important each criterion is as the worst, at least 1.

    Returns
    -------
    Weights
        ``details``: ``deviation`` (the minimum, 0 for judgements that fit together) and ``input_consistency_ratio`` (largest
        ``|a_best,j · a_j,worst - a_best,worst| / (a_best,worst² - a_best,worst)``, 0 to 1) with the criterion ``most_inconsistent`` it
        comes from, None where it is 0. One linear program of n + 1 variables.

    Raises
    ------
    SelectionError
        Listing every problem: unknown names, judgements below 1, a best that is not 1 times itself, two answers for best to worst.

    References
    ----------
    J. Rezaei, "Best-worst multi-criteria decision-making method: some properties and a linear model", Omega 64, 2016. F. Liang, M. Brunelli
    and J. Rezaei, "Consistency issues in the best worst method: measurements and thresholds", Omega 96, 2020.

    Examples
    --------
    >>> w = bwm(["quality", "price", "style"], "quality", "style", [1, 2, 6], [6, 3, 1])
    >>> [round(x, 6) for x in w.weights], w.details["input_consistency_ratio"]
    ([0.6, 0.3, 0.1], 0.0)
    """
    found = Findings()
    names = found.distinct("criteria", criteria)
    where = {identity(name): i for i, name in enumerate(names)}
    ends = [*found.positions("best", [best], where, kind="criterion"), *found.positions("worst", [worst], where, kind="criterion")]
    over = _answers(found, "best_to_others", best_to_others, names)
    under = _answers(found, "others_to_worst", others_to_worst, names)
    found.stop()
    _require_agreement(found, names, ends, over, under)
    found.stop()
    weights, deviation = _reconciled(ends[0], ends[1], over, under)
    ratio, at = _input_consistency(over, under, over[ends[1]])
    details = {"deviation": deviation, "input_consistency_ratio": ratio, "most_inconsistent": names[at] if ratio > 0 else None}
    return Weights("bwm", names, tuple(weights.tolist()), details)


def _answers(found: Findings, field: str, given: Judgements, names: tuple[str, ...]) -> NDArray[np.float64]:
    if isinstance(given, Mapping):
        answers = {identity(str(name)): answer for name, answer in given.items()}
        extra = [repr(name) for name in given if identity(str(name)) not in {identity(known) for known in names}]
        if extra:
            found.add(f"{field}: no such criterion: {', '.join(extra)}")
        entries: list[Any] = [answers.get(identity(name)) for name in names]
    else:
        entries = list(given)
    if len(entries) != len(names):
        found.add(f"{field}: {len(names)} judgements are needed, one per criterion, got {len(entries)}")
    values = np.array([read_judgement(found, f"{field}[{i}]", entry) for i, entry in enumerate(entries)])
    low = [repr(entry) for entry, value in zip(entries, values, strict=True) if value < 1]
    if low:
        found.add(f"{field}: must be at least 1, got {', '.join(low)}; nothing is more important than the best or less than the worst")
    return values


def _require_agreement(
    found: Findings, names: tuple[str, ...], ends: list[int], over: NDArray[np.float64], under: NDArray[np.float64]
) -> None:
    best, worst = ends
    if over[best] != 1:
        found.add(f"best_to_others: {names[best]!r} compared with itself must be 1, got {over[best]:g}")
    if under[worst] != 1:
        found.add(f"others_to_worst: {names[worst]!r} compared with itself must be 1, got {under[worst]:g}")
    if abs(over[worst] / under[best] - 1) > RECIPROCITY:
        found.add(
            f"best_to_others and others_to_worst: {names[best]!r} over {names[worst]!r} is {over[worst]:g} in one and {under[best]:g} "
            "in the other; it is the same question"
        )


def _reconciled(best: int, worst: int, over: NDArray[np.float64], under: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    n = len(over)
    unit = np.eye(n)
    apart = np.vstack((unit[best] - over[:, None] * unit, unit - under[:, None] * unit[worst]))
    size = np.maximum(1.0, np.abs(apart).max(axis=1))[:, None]
    rows = np.vstack((apart, -apart)) / np.vstack((size, size))
    rows = np.hstack((rows, -1 / np.vstack((size, size))))
    point, deviation = minimise(np.append(np.zeros(n), 1.0), rows, np.zeros(len(rows)), np.append(np.ones(n), 0.0)[None, :], np.ones(1))
    weights = np.maximum(point[:n], 0.0)
    return weights / weights.sum(), max(deviation, 0.0)


def _input_consistency(over: NDArray[np.float64], under: NDArray[np.float64], whole: float) -> tuple[float, int]:
    if whole == 1:
        return 0.0, 0
    ratios = np.abs(over * under - whole) / (whole * whole - whole)
    at = int(np.argmax(ratios))
    return (float(ratios[at]), at) if ratios[at] > RECIPROCITY else (0.0, at)


BWM = Method(
    name="bwm",
    kind="weighting",
    compute=bwm,
    title=Bilingual("最优最劣法（BWM）", "Best-worst method (BWM)"),
    meaning=Bilingual(
        "只与最重要、最不重要的准则比较，用线性规划求得偏差最小的权重",
        "weights from comparisons with the best and the worst criterion only, reconciled by a linear program",
    ),
    reference="J. Rezaei, Omega 64, 2016",
)
