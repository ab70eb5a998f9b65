"""The weighted Shapley value: dividends are shared in proportion to weights instead of equally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, members_of
from allocation.errors import RuleError
from allocation.exact import ExactTable
from allocation.games.base import Game
from allocation.options import PerPlayer, exact_weights, named, positive_weights
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual
from allocation.values.dividends import table_dividends
from allocation.values.onepass import player_sums

__all__ = ["WEIGHTED_SHAPLEY", "weighted_shapley"]

SMALLEST_PART = 1e-300  # of the largest weight: below about 1e-308 float64 loses its digits, and dividing by them ends in infinity


def weighted_shapley(game: Game, weights: PerPlayer) -> Allocation:
    """Split v(N) by the weighted Shapley value.

    Parameters
    ----------
    game
        A game with a table.
    weights
        One positive number per player, by name or in order.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. O(n 2**n) time, two tables of memory. Dividends are alternating sums, so that the relative error grows
        about like 2**(n/2) · 1e-16: some 1e-13 at 20 players.

    Raises
    ------
    RuleError
        If a weight is not positive, or so much smaller than another that their ratio is no number of float64.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    E. Kalai and D. Samet, "On weighted Shapley values", 1987.

    Examples
    --------
    >>> from allocation import TableGame
    >>> weighted_shapley(TableGame([0, 1, 3, 10]), weights=[2, 1]).payoffs.tolist()
    [5.0, 5.0]
    """
    given = positive_weights(game, weights, zero=False)
    parts = given / given.max()
    if parts.min() < SMALLEST_PART:
        raise RuleError(f"option weights must lie within a factor of 1e300 of each other, got {given.min():.6g} and {given.max():.6g}")
    shares = table_dividends(game.table())
    shares[1:] /= _weights_of_coalitions(parts)[1:]
    payoffs = player_sums(shares, np.ones(game.n + 1)).players * parts
    options = {"weights": named(game, given)}
    return Allocation(game.players, payoffs, "weighted_shapley", "exact", by_definition("weighted_shapley"), options)


def _weights_of_coalitions(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    sums = np.zeros(coalition_count(len(weights)))
    for i, weight in enumerate(weights.tolist()):
        half = coalition_count(i)
        np.add(sums[:half], weight, out=sums[half : 2 * half])
    return sums


def weighted_shapley_exactly(table: ExactTable, weights: Mapping[str, float]) -> Sequence[Fraction]:
    """Return the weighted Shapley value in rational numbers, dividend by dividend."""
    given = exact_weights(table.players, weights)
    payoffs = [Fraction(0)] * table.n
    for mask, dividend in enumerate(table.dividends()):
        inside = members_of(mask)
        total = sum(given[i] for i in inside)
        for i in inside:
            payoffs[i] += Fraction(dividend, table.denominator) * given[i] / total
    return payoffs


WEIGHTED_SHAPLEY = AllocationRule(
    name="weighted_shapley",
    compute=weighted_shapley,
    exact=weighted_shapley_exactly,
    title=Bilingual("加权沙普利值", "weighted Shapley value"),
    meaning=Bilingual(
        "合作增益不再平分，而按成员的权重（规模、谈判力）分配",
        "what a group adds by working together is shared by weights, such as size or bargaining power, instead of equally",
    ),
    formula="x_i = Σ_{S∋i} w_i/Σ_{j∈S} w_j · Δ_v(S), Δ = Harsanyi dividends",
    reference="L. S. Shapley, Additive and non-additive set functions, 1953; E. Kalai and D. Samet, On weighted Shapley values, 1987",
    needs={"weights": Bilingual("每个成员的正权重", "one positive weight per player")},
    promises=frozenset({"efficient", "dummy", "additive", "covariant", "homogeneous"}),
)
