"""The Raiffa split: everybody is considered as the newcomer who bargains with all others, and the outcomes are averaged."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["RAIFFA", "raiffa"]


def raiffa(game: Game) -> Allocation:
    """Split v(N) by Raiffa's averaging over who joins last.

    The others first split v(N∖j) as they do in every such group; then half of what j adds goes to j, and half to the others.

    Parameters
    ----------
    game
        Any game; v(N) and v(N∖i) are asked for.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. n + 1 evaluations. One player gets everything.

    References
    ----------
    姜启源, 谢金星, 叶俊, 数学模型, 2011 (合作对策: Raiffa解).

    Examples
    --------
    >>> from allocation import TableGame
    >>> raiffa(TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.round(4).tolist()
    [4.6667, 3.9167, 2.4167]
    """
    contributions = game.marginals_to_grand()
    without = game.grand_value - contributions
    n = game.n
    if n == 1:
        payoffs = contributions
    else:
        low = without.sum() / (n - 1) - without
        payoffs = (n - 1) / n * low + (contributions / 2 + (contributions.sum() - contributions) / (2 * (n - 1))) / n
    return Allocation(game.players, payoffs, "raiffa", "closed form", by_definition("raiffa"))


def raiffa_exactly(table: Landmarks) -> Sequence[Fraction]:
    """Return the Raiffa split in rational numbers."""
    n, contributions = table.n, table.marginals_to_grand()
    if n == 1:
        return contributions
    without = [table.grand - m for m in contributions]
    mean, added = sum(without, Fraction(0)) / (n - 1), sum(contributions, Fraction(0))
    halves = [m / 2 + (added - m) / (2 * (n - 1)) for m in contributions]
    return [Fraction(n - 1, n) * (mean - b) + half / n for b, half in zip(without, halves, strict=True)]


RAIFFA = AllocationRule(
    name="raiffa",
    compute=raiffa,
    exact=raiffa_exactly,
    title=Bilingual("Raiffa解", "Raiffa split"),
    meaning=Bilingual(
        "轮流设想每人最后加入：新增收益一半归加入者，一半归其余成员，再取平均",
        "everybody is imagined to join last: half of what it adds goes to it, half to the others, and the outcomes are averaged",
    ),
    formula="x_i = (n−1)/n · l_i + (1/n) [M_i/2 + Σ_{j≠i} M_j/(2(n−1))], l_i = Σ_j b_j/(n−1) − b_i, b_j = v(N∖j), M_j = v(N) − b_j",
    reference="H. Raiffa, Arbitration schemes for generalized two-person games, 1953; 姜启源等, 数学模型, 2011",
    promises=frozenset({"efficient", "symmetric", "additive", "homogeneous"}),
    landmarks_only=True,
)
