"""Analytic hierarchy process: weights from "how many times as important is this as that?", with a check on contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.decision_table import names_or_numbers
from partner_select.criteria.method import Bilingual, Method
from partner_select.criteria.results import Weights
from partner_select.criteria.weighting.consistency import CONSISTENT, MAX_CRITERIA, consistency, most_inconsistent, principal, repairs
from partner_select.criteria.weighting.judgements import Judgement, reciprocal_matrix
from partner_select.reading import Findings

__all__ = ["AHP", "ahp"]

Prioritisation = Literal["eigenvector", "geometric"]


def ahp(
    judgements: Sequence[Sequence[Judgement]] | NDArray[np.float64],
    criteria: Iterable[str] | None = None,
    prioritisation: Prioritisation = "eigenvector",
    limit: float = CONSISTENT,
) -> Weights:
    """Return the weights that pairwise judgements speak for.

    Parameters
    ----------
    judgements
        n rows of n: entry (i, j) says how many times as important criterion i is as j. Positive numbers or text such as ``"1/3"``;
        of each mirrored pair one may be None.
    criteria
        Names; ``"1"`` to ``"n"`` when left out.
    prioritisation
        ``"eigenvector"``: principal right eigenvector (Saaty). ``"geometric"``: geometric means of the rows (least squares of logarithms).
    limit
        Consistency ratio above which the judgements count as contradictory.

    Returns
    -------
    Weights
        ``details``: ``lambda_max``, ``consistency_index`` = (λ - n)/(n - 1), ``consistency_ratio`` = index / random index,
        ``consistent``, ``most_inconsistent`` (the judgement farthest from the ratio of the weights: ``row``, ``column``, ``given``,
        ``implied``; None where there is no contradiction) and ``repairs`` (single changes on Saaty's scale, in order, with the ratio after
        each; empty when consistent). λ belongs to the eigenvector under either prioritisation. O(n³).

    Raises
    ------
    SelectionError
        Listing every judgement that is missing, not positive or not the reciprocal of its mirror image; and beyond 15 criteria.

    References
    ----------
    T. L. Saaty, "The Analytic Hierarchy Process", 1980. G. Crawford and C. Williams, "A note on the analysis of subjective judgment
    matrices", Journal of Mathematical Psychology 29, 1985.

    Examples
    --------
    >>> w = ahp([[1, 3, 5], ["1/3", 1, 3], ["1/5", "1/3", 1]], ["quality", "price", "time"])
    >>> [round(x, 3) for x in w.weights], round(w.details["consistency_ratio"], 3)
    ([0.637, 0.258, 0.105], 0.033)
    >>> w = ahp([[1, 2, "1/4"], [None, 1, 3], [None, None, 1]])
    >>> w.details["consistent"], [(r["row"], r["column"], r["given"], r["suggested"]) for r in w.details["repairs"]]
    (False, [('2', '3', '3', '1/3')])
    """
    found = Findings()
    matrix = reciprocal_matrix(found, judgements)
    names = names_or_numbers(found, "criteria", criteria, len(matrix))
    most = found.number("limit", limit, low=0)
    if prioritisation not in ("eigenvector", "geometric"):
        found.add(f"prioritisation: must be 'eigenvector' or 'geometric', got {prioritisation!r}")
    if len(matrix) > MAX_CRITERIA:
        found.add(f"judgements: at most {MAX_CRITERIA} criteria can be judged for consistency, got {len(matrix)}; group them in two levels")
    found.stop()
    vector, largest = principal(matrix)
    weights = vector if prioritisation == "eigenvector" else _geometric(matrix)
    return Weights("ahp", names, tuple(weights.tolist()), _details(matrix, weights, largest, names, most))


def _geometric(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    logs = np.log(matrix).mean(axis=1)
    means: NDArray[np.float64] = np.exp(logs - logs.max())
    weights: NDArray[np.float64] = means / means.sum()
    return weights


def _details(
    matrix: NDArray[np.float64], weights: NDArray[np.float64], largest: float, names: tuple[str, ...], limit: float
) -> dict[str, Any]:
    index, ratio = consistency(largest, len(matrix))
    return {
        "lambda_max": largest,
        "consistency_index": index,
        "consistency_ratio": ratio,
        "consistent": ratio <= limit,
        "most_inconsistent": most_inconsistent(matrix, weights, names),
        "repairs": repairs(matrix, names, limit),
    }


AHP = Method(
    name="ahp",
    kind="weighting",
    compute=ahp,
    title=Bilingual("层次分析法（AHP）", "Analytic hierarchy process (AHP)"),
    meaning=Bilingual(
        "由两两比较判断得出权重，检验一致性，指出最不一致的判断并建议如何修改",
        "weights from pairwise judgements, with their consistency, the judgement that contradicts most, and a repair",
    ),
    reference="T. L. Saaty, The Analytic Hierarchy Process, 1980",
)
