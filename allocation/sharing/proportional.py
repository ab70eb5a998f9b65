"""Proportional split: shares follow given weights, such as investments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from allocation.games.base import Game
from allocation.landmarks import Landmarks
from allocation.options import PerPlayer, exact_weights, named, positive_weights
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["PROPORTIONAL", "proportional"]


def proportional(game: Game, weights: PerPlayer) -> Allocation:
    """Split v(N) in proportion to weights.

    Parameters
    ----------
    game
        Any game; only v(N) is asked for.
    weights
        One non-negative number per player, by name or in order, with a positive sum: investments, stand-alone values, votes.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. O(n).

    Raises
    ------
    RuleError
        If a weight is negative or missing, or all are zero.

    Examples
    --------
    >>> from allocation import TableGame
    >>> proportional(TableGame([0, 1, 1, 4]), weights=[1, 3]).payoffs.tolist()
    [1.0, 3.0]
    """
    given = positive_weights(game, weights)
    payoffs = given / given.sum() * game.grand_value
    return Allocation(game.players, payoffs, "proportional", "closed form", by_definition("proportional"), {"weights": named(game, given)})


def proportional_exactly(table: Landmarks, weights: Mapping[str, float]) -> Sequence[Fraction]:
    """Return the shares of v(N) in rational numbers."""
    parts = exact_weights(table.players, weights)
    per_weight = table.grand / sum(parts)
    return [part * per_weight for part in parts]


PROPORTIONAL = AllocationRule(
    name="proportional",
    compute=proportional,
    exact=proportional_exactly,
    title=Bilingual("按比例分配", "proportional split"),
    meaning=Bilingual(
        "按投入（或其他权重）的比例分配：投得多分得多",
        "shares follow what each puts in, or any other weight: who brings twice as much gets twice as much",
    ),
    formula="x_i = w_i/Σ_j w_j · v(N)",
    reference="Aristotle, Nicomachean Ethics, book V; H. Moulin, Fair Division and Collective Welfare, 2003",
    needs={"weights": Bilingual("每个成员的非负权重，例如投入", "one non-negative weight per player, for instance its investment")},
    promises=frozenset({"efficient", "additive", "homogeneous"}),
    landmarks_only=True,
)
