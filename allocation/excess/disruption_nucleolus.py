"""The disruption nucleolus: no coalition should be much keener to break up the alliance than the others are to keep it."""

from __future__ import annotations

import numpy as np

from allocation.coalition import members_of
from allocation.errors import RuleError
from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.excess.weighting import disruption_weights
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["DISRUPTION_NUCLEOLUS", "disruption_nucleolus"]

PARTS = 1e-12  # of max|v|: two parts may be worth this much more than the whole by rounding


def disruption_nucleolus(game: Game) -> Allocation:
    """Split v(N) so that the sorted propensities to disrupt are lexicographically smallest.

    What S loses by leaving is x(S) - v(S), what the others lose is x(N∖S) - v(N∖S); the ratio of the second to the first is the
    propensity of S to disrupt. It
    rises with (v(S) - x(S)) / (v(N) - v(S) - v(N∖S)), which is what is minimised.

    Parameters
    ----------
    game
        A game in which no two complementary coalitions are worth more than v(N) together, as in every game with a core; its table fits
        in memory.

    Returns
    -------
    Allocation
        Payoffs in the game's unit, see :func:`allocation.prenucleolus`; the excesses of its levels are relative.

    Raises
    ------
    RuleError
        If two complementary coalitions are worth more than v(N).
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    S. C. Littlechild and K. G. Vaidya, "The propensity to disrupt and the disruption nucleolus of a characteristic function game", 1976.

    Examples
    --------
    >>> import allocation as al
    >>> al.disruption_nucleolus(al.TableGame([0, 1, 2, 9])).payoffs.round(9).tolist()
    [4.0, 5.0]
    """
    table = game.table()
    lost = disruption_weights(table)
    worst = int(np.argmin(lost))
    if lost[worst] < -PARTS * float(np.abs(table).max()):
        names = ", ".join(game.names_of(members_of(worst)))
        raise RuleError(
            f"the coalition {{{names}}} and the others are worth {-lost[worst]:.6g} more apart than together: use the prenucleolus"
        )
    return lexicographic_split(game, "disruption_nucleolus", RULES["disruption_nucleolus"])


DISRUPTION_NUCLEOLUS = AllocationRule(
    name="disruption_nucleolus",
    compute=disruption_nucleolus,
    title=Bilingual("破坏倾向核仁", "Disruption nucleolus"),
    meaning=Bilingual(
        "使任何小集体“拆伙”时其他人损失与自身损失之比尽可能小",
        "keeps as small as possible how much more the others would lose than a coalition itself if it left",
    ),
    formula="lex min of (v(S) − x(S))/(v(N) − v(S) − v(N∖S)), sorted from the largest, over x(N) = v(N)",
    reference="S. C. Littlechild and K. G. Vaidya, The propensity to disrupt and the disruption nucleolus, 1976",
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous"}),
)
