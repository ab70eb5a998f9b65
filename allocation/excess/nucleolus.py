"""The nucleolus and the prenucleolus: the split whose unhappiest coalition is as happy as possible, then the next unhappiest, and so on."""

from __future__ import annotations

import numpy as np

from allocation.errors import RuleError
from allocation.excess.definition import PLAIN, PLAIN_IMPUTATIONS
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.excess.oracles.structured_split import structured_split
from allocation.excess.oracles.voting_split import voting_split
from allocation.games.base import Game
from allocation.proofs.closed_form import by_closed_form
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["NUCLEOLUS", "PRENUCLEOLUS", "nucleolus", "prenucleolus", "require_imputations"]

SHORTFALL = 1e-12  # of max|v|: v(N) may miss Σ v(i) by this much rounding


def prenucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted excesses v(S) - x(S) are lexicographically smallest.

    Exists and is unique for every game. ``proof`` holds the tight coalitions level by level; ``details["certified"]`` says whether they
    passed the check
    that follows every solve.

    Parameters
    ----------
    game
        Any game: negative, not superadditive, with an empty core. Its table is scanned unless it has a closed form; is a weighted
        voting game of more than 14 players, which takes a dynamic program over the weights; an assignment game of more than 12, of which
        only the pairs count; or a game of rules, projects or production of more than 24, where a solver looks for coalitions.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. Row generation: up to n - 1 levels, some dozens of small linear programs, and scans of 2**n coalitions.
        ``details["oracle"]`` names what found the coalitions where there is no table. If a solver stops at its limit, the payoffs are
        only the best split found, and ``details["epsilon_bounds"]`` has the proven bounds of the least core.

    Raises
    ------
    TableTooLargeError
        If the game has no closed form and its table does not fit in memory.

    References
    ----------
    D. Schmeidler, "The nucleolus of a characteristic function game", 1969; A. I. Sobolev, 1975; E. Kohlberg, "On the nucleolus of a
    characteristic
    function game", 1971.

    Examples
    --------
    >>> import allocation as al
    >>> al.prenucleolus(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.tolist()
    [4.75, 3.75, 2.5]
    """
    return _without_table(game, "prenucleolus") or lexicographic_split(game, "prenucleolus", PLAIN)


def nucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted excesses are lexicographically smallest among splits that give every player at least v(i).

    Equal to the prenucleolus where that is individually rational, in particular if the core is not empty.

    Parameters
    ----------
    game
        Any game with v(N) ≥ Σ v(i).

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`prenucleolus`.

    Raises
    ------
    RuleError
        If v(N) < Σ v(i): then no split gives every player v(i).
    TableTooLargeError
        If the game has no closed form and its table does not fit in memory.

    References
    ----------
    D. Schmeidler, "The nucleolus of a characteristic function game", 1969.

    Examples
    --------
    >>> import allocation as al
    >>> al.nucleolus(al.TableGame([0, 0, 0, 1, 0, 1, 0, 1])).payoffs.tolist()
    [1.0, 0.0, 0.0]
    """
    require_imputations(game, "nucleolus", "prenucleolus")
    return _without_table(game, "nucleolus") or lexicographic_split(game, "nucleolus", PLAIN_IMPUTATIONS)


def require_imputations(game: Game, rule: str, instead: str) -> None:
    """Refuse a game in which no split gives every player at least v(i).

    Raises
    ------
    RuleError
        Saying by how much v(N) falls short and which rule to use instead.
    """
    singles, total = game.singles(), game.grand_value
    missing = float(singles.sum()) - total
    if missing > SHORTFALL * max(abs(total), float(np.abs(singles).max())):
        raise RuleError(
            f"the {rule} gives every player at least v(i), but v(N) = {total:.12g} is {missing:.6g} less than the sum of all v(i): "
            f"use the {instead}"
        )


def _without_table(game: Game, rule: str) -> Allocation | None:
    return _closed(game, rule) or voting_split(game, rule) or structured_split(game, rule)


def _closed(game: Game, rule: str) -> Allocation | None:
    payoffs = game.closed_form(rule)
    return None if payoffs is None else Allocation(game.players, payoffs, rule, "closed form", by_closed_form(rule))


PRENUCLEOLUS = AllocationRule(
    name="prenucleolus",
    compute=prenucleolus,
    title=Bilingual("预核仁", "Prenucleolus"),
    meaning=Bilingual(
        "让最不满意的小集体尽可能满意，然后是次不满意的，依此类推；不要求每个成员至少得到单干收益",
        "makes the unhappiest coalition as happy as possible, then the next, and so on; no member is guaranteed what it earns alone",
    ),
    formula="lex min of the excesses v(S) − x(S), sorted from the largest, over x(N) = v(N)",
    reference="D. Schmeidler, The nucleolus of a characteristic function game, 1969; A. I. Sobolev, 1975",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous"}),
)

NUCLEOLUS = AllocationRule(
    name="nucleolus",
    compute=nucleolus,
    title=Bilingual("核仁", "Nucleolus"),
    meaning=Bilingual(
        "在每个成员至少得到单干收益的前提下，让最不满意的小集体尽可能满意；核心非空时必在核心内",
        "makes the unhappiest coalition as happy as possible while every member gets what it earns alone; in the core if there is one",
    ),
    formula="lex min of the excesses v(S) − x(S), sorted from the largest, over x(N) = v(N), x_i ≥ v(i)",
    reference="D. Schmeidler, The nucleolus of a characteristic function game, 1969",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous", "individually rational"}),
)
