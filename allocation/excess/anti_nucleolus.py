"""The anti-nucleolus: the happiest coalition is made as little happy as possible, then the next."""

from __future__ import annotations

from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["ANTI_NUCLEOLUS", "anti_nucleolus"]


def anti_nucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted gains x(S) - v(S) are lexicographically smallest: the prenucleolus of the dual game.

    Parameters
    ----------
    game
        Any game whose table fits in memory.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`. The coalitions of its proof are those of the dual game: the
        complements.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    Y. Funaki and H. Meinhardt, "A note on the pre-kernel and pre-nucleolus for bankruptcy games", 2006.

    Examples
    --------
    >>> import allocation as al
    >>> al.anti_nucleolus(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.round(6).tolist()
    [4.0, 3.5, 3.5]
    """
    return lexicographic_split(game, "anti_nucleolus", RULES["anti_nucleolus"])


ANTI_NUCLEOLUS = AllocationRule(
    name="anti_nucleolus",
    compute=anti_nucleolus,
    title=Bilingual("反核仁", "Anti-nucleolus"),
    meaning=Bilingual(
        "让得益最多的小集体少得一些，然后是次多的，依此类推",
        "keeps the gain of the happiest coalition as small as possible, then of the next, and so on",
    ),
    formula="lex min of x(S) − v(S), sorted from the largest, over x(N) = v(N)",
    reference="Y. Funaki and H. Meinhardt, A note on the pre-kernel and pre-nucleolus for bankruptcy games, 2006",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous"}),
)
