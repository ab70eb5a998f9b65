"""The nucleolus of excesses in proportion to what a coalition is worth."""

from __future__ import annotations

from allocation.errors import RuleError
from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.excess.nucleolus import require_imputations
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["PROPORTIONAL_NUCLEOLUS", "proportional_nucleolus"]


def proportional_nucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted relative excesses (v(S) - x(S)) / v(S) are lexicographically smallest among imputations.

    Parameters
    ----------
    game
        A game without negative values and with v(N) ≥ Σ v(i), whose table fits in memory. Coalitions worth nothing only ask for x(S) ≥ 0.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`; the excesses of its levels are relative.

    Raises
    ------
    RuleError
        If a coalition is worth less than nothing, v(N) < Σ v(i), or so many coalitions are worth nothing that more than one split is best.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    H. P. Young, N. Okada and T. Hashimoto, "Cost allocation in water resources development", 1982.

    Examples
    --------
    >>> import allocation as al
    >>> al.proportional_nucleolus(al.TableGame([0, 10, 20, 60])).payoffs.round(9).tolist()
    [20.0, 40.0]
    """
    table = game.table()
    if table.min() < 0:
        raise RuleError(f"the proportional nucleolus divides by v(S), but a coalition is worth {table.min():.6g}: use the nucleolus")
    require_imputations(game, "proportional nucleolus", "prenucleolus")
    return lexicographic_split(game, "proportional_nucleolus", RULES["proportional_nucleolus"])


PROPORTIONAL_NUCLEOLUS = AllocationRule(
    name="proportional_nucleolus",
    compute=proportional_nucleolus,
    title=Bilingual("比例核仁", "Proportional nucleolus"),
    meaning=Bilingual(
        "与核仁相同，但不满按小集体自身价值的比例衡量",
        "like the nucleolus, but a grievance counts in proportion to what the coalition is worth",
    ),
    formula="lex min of (v(S) − x(S))/v(S), sorted from the largest, over x(N) = v(N), x_i ≥ v(i)",
    reference="H. P. Young, N. Okada and T. Hashimoto, Cost allocation in water resources development, 1982",
    promises=frozenset({"efficient", "symmetric", "homogeneous", "individually rational"}),
)
