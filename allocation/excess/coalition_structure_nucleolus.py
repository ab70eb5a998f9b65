"""The nucleolus of a coalition structure: every union splits what it earns by itself, and what its members could get elsewhere counts."""

from __future__ import annotations

from collections.abc import Iterable

from allocation.coalition import mask_of
from allocation.errors import RuleError
from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.games.base import Game
from allocation.options import partition_of
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["COALITION_STRUCTURE_NUCLEOLUS", "coalition_structure_nucleolus"]

SHORTFALL = 1e-12  # of the largest value: v(B) may miss the sum of its members' v(i) by this much rounding
NAME = "coalition_structure_nucleolus"


def coalition_structure_nucleolus(game: Game, unions: Iterable[Iterable[str]]) -> Allocation:
    """Split the worth of every union among its members so that the sorted excesses of all coalitions are lexicographically smallest.

    Parameters
    ----------
    game
        Any game whose table fits in memory. Unlike the Aumann–Drèze value, it looks at coalitions across unions too: they are what a
        member could threaten with.
    unions
        Groups of players; who is in none of them stands alone. Each is worth at least the sum of its members' v(i).

    Returns
    -------
    Allocation
        Payoffs in the game's unit; they add up to the worth of the unions, not to v(N). See :func:`allocation.nucleolus`.

    Raises
    ------
    RuleError
        If the unions overlap, name an unknown player, or one is worth less than its members alone.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    R. J. Aumann and J. H. Drèze, "Cooperative games with coalition structures", 1974.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.TableGame([0, 0, 0, 10, 0, 8, 0, 12], players=["A", "B", "C"])
    >>> al.coalition_structure_nucleolus(g, [["A", "B"]]).payoffs.round(9).tolist()
    [9.0, 1.0, 0.0]
    """
    groups = partition_of(game, unions)
    blocks = [mask_of(group) for group in groups]
    table, singles = game.stored_table(), game.singles()
    for group, mask in zip(groups, blocks, strict=True):
        missing = float(singles[group].sum() - table[mask])
        if missing > SHORTFALL * max(abs(float(table[mask])), float(abs(singles[group]).max())):
            raise RuleError(
                f"the union of {', '.join(game.names_of(group))} is worth {missing:.6g} less than its members alone: leave it out"
            )
    options = {"unions": [list(game.names_of(group)) for group in groups]}
    return lexicographic_split(game, NAME, RULES[NAME], options=options, blocks=blocks)


COALITION_STRUCTURE_NUCLEOLUS = AllocationRule(
    name=NAME,
    compute=coalition_structure_nucleolus,
    title=Bilingual("板块结构核仁", "Nucleolus of a coalition structure"),
    meaning=Bilingual(
        "各板块只分自己单独能得到的收益，并按成员另组联盟的可能性使最大的不满降到最低",
        "every block splits only what it earns by itself, so that the worst grievance of any coalition, across blocks too, is smallest",
    ),
    formula="lex min of the excesses v(S) − x(S), sorted from the largest, over x(B) = v(B) for every block B, x_i ≥ v(i)",
    reference="R. J. Aumann and J. H. Drèze, Cooperative games with coalition structures, 1974",
    needs={"unions": Bilingual("板块（成员组）列表", "list of groups of players that work together")},
    promises=frozenset({"symmetric", "covariant", "homogeneous", "individually rational"}),
)
