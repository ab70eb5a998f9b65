"""The nucleolus of excesses divided by weights that the user gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import coalition_count, mask_of
from allocation.errors import RuleError
from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.excess.nucleolus import require_imputations
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["WEIGHTED_NUCLEOLUS", "WEIGHTED_PRENUCLEOLUS", "weighted_nucleolus", "weighted_prenucleolus"]

Weights = ArrayLike | Mapping[Sequence[str], float]


def weighted_prenucleolus(game: Game, weights: Weights) -> Allocation:
    """Split v(N) so that the sorted excesses (v(S) - x(S)) / w(S) are lexicographically smallest.

    Parameters
    ----------
    game
        Any game whose table fits in memory.
    weights
        2**n positive numbers in table order (the first and the last are not used), or coalition names → weight, one for all others. A
        small weight makes a
        grievance count for more.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`.

    Raises
    ------
    RuleError
        If the weights are not one positive number for each coalition.
    GameError
        If a coalition names an unknown player.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    P. Derks and H. Haller, "Weighted nucleoli", 1999.

    Examples
    --------
    >>> import allocation as al
    >>> al.weighted_prenucleolus(al.TableGame([0, 0, 0, 9], players=["A", "B"]), {("A",): 2}).payoffs.round(9).tolist()
    [6.0, 3.0]
    """
    return _split(game, "weighted_prenucleolus", weights)


def weighted_nucleolus(game: Game, weights: Weights) -> Allocation:
    """Do as :func:`weighted_prenucleolus`, among splits that give every player at least v(i).

    Parameters
    ----------
    game
        Any game with v(N) ≥ Σ v(i) whose table fits in memory.
    weights
        As for :func:`weighted_prenucleolus`.

    Raises
    ------
    RuleError
        If v(N) < Σ v(i), or the weights are not one positive number for each coalition.
    GameError
        If a coalition names an unknown player.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    P. Derks and H. Haller, "Weighted nucleoli", 1999.

    Examples
    --------
    >>> import allocation as al
    >>> al.weighted_nucleolus(al.TableGame([0, 0, 0, 9], players=["A", "B"]), [1, 2, 1, 1]).payoffs.round(9).tolist()
    [6.0, 3.0]
    """
    require_imputations(game, "weighted nucleolus", "weighted_prenucleolus")
    return _split(game, "weighted_nucleolus", weights)


def _split(game: Game, rule: str, weights: Weights) -> Allocation:
    checked = _checked(game, weights)
    return lexicographic_split(game, rule, RULES[rule], checked, {"weights": checked.tolist()})


def _checked(game: Game, weights: Weights) -> NDArray[np.float64]:
    count = coalition_count(game.n)
    if isinstance(weights, Mapping):
        table = np.ones(count)
        for names, weight in weights.items():
            table[mask_of(game.positions(names))] = weight
    else:
        table = np.array(weights, dtype=np.float64)
    if table.shape != (count,) or not np.all(np.isfinite(table)) or np.any(table[1:-1] <= 0):
        raise RuleError(f"weights must be {count} positive numbers, one for each coalition in table order, or names of coalitions → weight")
    table[[0, -1]] = 1.0
    return table


_WEIGHTS = {
    "weights": Bilingual(
        "每个小集体的正权数：权数越小，其不满越受重视", "a positive weight for each coalition: the smaller, the more its grievance counts"
    )
}

WEIGHTED_PRENUCLEOLUS = AllocationRule(
    name="weighted_prenucleolus",
    compute=weighted_prenucleolus,
    title=Bilingual("加权预核仁", "Weighted prenucleolus"),
    meaning=Bilingual("与预核仁相同，但不满除以给定权数", "like the prenucleolus, but grievances are divided by given weights"),
    formula="lex min of (v(S) − x(S))/w(S), sorted from the largest, over x(N) = v(N)",
    reference="P. Derks and H. Haller, Weighted nucleoli, 1999",
    needs=_WEIGHTS,
    promises=frozenset({"efficient", "covariant", "homogeneous"}),
)

WEIGHTED_NUCLEOLUS = AllocationRule(
    name="weighted_nucleolus",
    compute=weighted_nucleolus,
    title=Bilingual("加权核仁", "Weighted nucleolus"),
    meaning=Bilingual("与核仁相同，但不满除以给定权数", "like the nucleolus, but grievances are divided by given weights"),
    formula="lex min of (v(S) − x(S))/w(S), sorted from the largest, over x(N) = v(N), x_i ≥ v(i)",
    reference="P. Derks and H. Haller, Weighted nucleoli, 1999",
    needs=_WEIGHTS,
    promises=frozenset({"efficient", "covariant", "homogeneous", "individually rational"}),
)
