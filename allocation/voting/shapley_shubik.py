"""The Shapley–Shubik index: how often a voter is the one who turns the vote, over all orders of voting."""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.voting.condition import Condition, condition_of
from allocation.voting.power_index import PowerIndex
from allocation.voting.quadrature import integrated_shapley_shubik
from allocation.voting.swing_counts import SwingCounts
from allocation.voting.swings import count_swings, plan_counting, prefers_enumeration

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["How", "shapley_shubik", "shapley_shubik_exactly", "shapley_shubik_values"]

How = Literal["auto", "exact", "floating"]
EXACT_WORK = 2e9  # entry updates: some seconds; beyond it, integration is faster and needs no axis for sizes
EXACT_CELLS = 2**27  # entries: one gibibyte


def shapley_shubik(game: VotingGame, how: How = "auto") -> PowerIndex:
    """Return the Shapley–Shubik index.

    Parameters
    ----------
    game
        A voting game of any size.
    how
        ``"exact"`` counts coalitions by weight and size in whole numbers; ``"floating"`` integrates over the probability of joining
        and states an error bound; ``"auto"`` is exact where that takes seconds at most.

    Returns
    -------
    PowerIndex
        Values add up to 1. O(n² q) exactly, O(√n n q) floating, for one rule with quota q.

    Raises
    ------
    RuleError
        If ``how`` is none of the three.
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    L. S. Shapley and M. Shubik, "A method for evaluating the distribution of power in a committee system", 1954.

    Examples
    --------
    >>> import allocation as al
    >>> [str(f) for f in al.shapley_shubik(al.VotingGame([50, 49, 1], quota=51)).fractions]
    ['2/3', '1/6', '1/6']
    """
    if how not in ("auto", "exact", "floating"):
        raise RuleError(f"how must be 'auto', 'exact' or 'floating', got {how!r}")
    if how == "exact" or (how == "auto" and _is_quick(condition_of(game))):
        counts = count_swings(condition_of(game), by_size=True)
        totals = {"winning": counts.winning, "losing": counts.losing}
        return PowerIndex.exact(game.players, _from_swings(counts), "shapley_shubik", counts.swings, totals)
    values, bound = integrated_shapley_shubik(condition_of(game))
    return PowerIndex(game.players, values, "shapley_shubik", "floating DP with error bound", bound)


def shapley_shubik_exactly(condition: Condition) -> list[Fraction] | None:
    """Return the Shapley value of a condition's game of 0 and 1 in rational numbers, or None where counting would take too long."""
    return _from_swings(count_swings(condition, by_size=True)) if _is_quick(condition) else None


def shapley_shubik_values(condition: Condition) -> NDArray[np.float64]:
    """Return the Shapley value of a condition's game of 0 and 1."""
    exact = shapley_shubik_exactly(condition)
    return integrated_shapley_shubik(condition)[0] if exact is None else np.array([float(f) for f in exact])


def _is_quick(condition: Condition) -> bool:
    plan = plan_counting(condition, by_size=True)
    return prefers_enumeration(plan) or (plan.work <= EXACT_WORK and plan.largest <= EXACT_CELLS)


def _from_swings(counts: SwingCounts) -> list[Fraction]:
    """Σ_s swings(s) s!(n−s−1)!/n!, once for all voters with the same swings."""
    n = counts.n
    orders = [factorial(s) * factorial(n - s - 1) for s in range(n)]
    known = {
        swings: Fraction(sum(count * times for count, times in zip(swings, orders, strict=True)), factorial(n))
        for swings in set(counts.swings_by_size)
    }
    return [known[swings] for swings in counts.swings_by_size]
