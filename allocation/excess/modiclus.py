"""The modiclus, which compares grievances pairwise and so treats gains and costs alike, and its simplified form."""

from __future__ import annotations

from allocation.errors import TableTooLargeError
from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["MODICLUS", "SIMPLIFIED_MODICLUS", "modiclus", "simplified_modiclus"]

MOST_PLAYERS = 13  # the dual cover of 13 players has 4**13 = 2**26 coalitions, half a GiB


def modiclus(game: Game) -> Allocation:
    """Split v(N) so that the sorted differences of excesses over all ordered pairs of coalitions are lexicographically smallest.

    Pairs include the empty and the grand coalition. Computed as the prenucleolus of the dual cover, a game of two copies of the
    players, restricted to one copy.

    Parameters
    ----------
    game
        Any game of at most 13 players.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`. The coalitions of its proof are those of the dual cover.

    Raises
    ------
    TableTooLargeError
        If there are more than 13 players.

    References
    ----------
    P. Sudhölter, "The modified nucleolus: properties and axiomatizations", 1997.

    Examples
    --------
    >>> import allocation as al
    >>> al.modiclus(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.tolist()
    [4.0, 3.5, 3.5]
    """
    if game.n > MOST_PLAYERS:
        raise TableTooLargeError(
            f"the modiclus compares 4**n pairs of coalitions: at most {MOST_PLAYERS} players, got {game.n}; use simplified_modiclus"
        )
    return lexicographic_split(game, "modiclus", RULES["modiclus"])


def simplified_modiclus(game: Game) -> Allocation:
    """Split v(N) by the prenucleolus of the average of the game and its dual.

    Parameters
    ----------
    game
        Any game whose table fits in memory.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`. The coalitions of its proof are those of the average game.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    S. Tarashnina, "The simplified modified nucleolus of a cooperative TU-game", 2011.

    Examples
    --------
    >>> import allocation as al
    >>> al.simplified_modiclus(al.TableGame([0, 0, 0, 4])).payoffs.tolist()
    [2.0, 2.0]
    """
    return lexicographic_split(game, "simplified_modiclus", RULES["simplified_modiclus"])


MODICLUS = AllocationRule(
    name="modiclus",
    compute=modiclus,
    title=Bilingual("修正核仁 (modiclus)", "Modiclus"),
    meaning=Bilingual(
        "使任意两个小集体之间不满之差尽可能小；对收益与成本一视同仁",
        "keeps the difference between the grievances of any two coalitions as small as possible; treats gains and costs alike",
    ),
    formula="lex min of e(S, x) − e(T, x), sorted from the largest, over all ordered pairs S, T and x(N) = v(N)",
    reference="P. Sudhölter, The modified nucleolus: properties and axiomatizations, 1997",
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous"}),
)

SIMPLIFIED_MODICLUS = AllocationRule(
    name="simplified_modiclus",
    compute=simplified_modiclus,
    title=Bilingual("简化修正核仁", "Simplified modiclus"),
    meaning=Bilingual(
        "对小集体的进攻力（自身价值）与防守力（他人离不开它的价值）取平均后的预核仁",
        "the prenucleolus when a coalition's power is the average of what it can earn and what the others lose without it",
    ),
    formula="prenucleolus of (v + v*)/2, v*(S) = v(N) − v(N∖S)",
    reference="S. Tarashnina, The simplified modified nucleolus of a cooperative TU-game, 2011",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous"}),
)
