"""Equal split: everybody gets the same."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["EQUAL", "equal"]


def equal(game: Game) -> Allocation:
    """Split v(N) into n equal parts.

    Parameters
    ----------
    game
        Any game; only v(N) is asked for.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. O(1) evaluations.

    Examples
    --------
    >>> from allocation import TableGame
    >>> equal(TableGame([0, 1, 1, 4])).payoffs.tolist()
    [2.0, 2.0]
    """
    payoffs = np.full(game.n, game.grand_value / game.n)
    return Allocation(game.players, payoffs, "equal", "closed form", by_definition("equal"))


def equal_exactly(table: Landmarks) -> Sequence[Fraction]:
    """Return v(N)/n for everybody, in rational numbers."""
    return [table.grand / table.n] * table.n


EQUAL = AllocationRule(
    name="equal",
    compute=equal,
    exact=equal_exactly,
    title=Bilingual("平均分配", "equal split"),
    meaning=Bilingual("不论贡献大小，人人等额：作为比较的基准", "everybody gets the same whatever it brings: the baseline to compare with"),
    formula="x_i = v(N)/n",
    reference="R. van den Brink, Null or nullifying players: the difference between the Shapley value and equal division solutions, 2007",
    promises=frozenset({"efficient", "symmetric", "additive", "homogeneous"}),
    landmarks_only=True,
)
