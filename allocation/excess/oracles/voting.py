"""The worst coalitions of a weighted voting game, by dynamic programming over weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.book import Book, BookSpan
from allocation.excess.oracles.oracle import SpanOracle, Worst
from allocation.games.voting import VotingGame
from allocation.kernels.cheapest_winners import cheapest_winners
from allocation.memory import available_memory
from allocation.voting.condition import Threshold

__all__ = ["VotingOracle", "voting_oracle"]

STATE_BYTES = 144  # of one weight and player: two sums, two tags in three tables, and where they were found
SHARE = 0.5  # of the free memory that the states may take
SEED = 1979  # of the vector that leaves out the empty and the grand coalition; the result does not depend on it


class VotingOracle(SpanOracle):
    """Finds, for every player, the worst winning and the worst losing coalitions with and without it.

    The worst winning coalition outside a span is the cheapest one. The worst losing coalition is the complement of the dearest coalition
    that blocks: the cheapest winning one of the dual game at payoffs -x.

    Parameters
    ----------
    rule
        Whole weights and quota. Pseudo-polynomial: O(n · total weight) time and memory.

    References
    ----------
    E. Elkind and D. Pasechnik, "Computing the nucleolus of weighted voting games", 2009.
    """

    name = "dynamic programming over weights"

    def __init__(self, rule: Threshold) -> None:
        self._weights, self._quota = np.array(rule.weights, dtype=np.int64), rule.quota
        self._blocking = rule.dual().quota
        # only players without whom nothing passes can be paid in a stable split
        self.has_core = rule.total - max(rule.weights) < rule.quota
        # the span of the grand coalition holds just the empty and the grand one
        span = BookSpan(Book(len(rule.weights)))
        span.add(1)
        self._proper = span.orthogonal(np.random.default_rng(SEED))

    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return proper coalitions with the largest excess."""
        return self.worst_outside(payoffs, self._proper)

    def worst_outside(self, payoffs: NDArray[np.float64], outside: NDArray[np.uint64]) -> Worst:
        """Return coalitions outside a span with the largest excess. O(n · total weight)."""
        winning, paid = cheapest_winners(self._weights, self._quota, payoffs, outside)
        blocking, gained = cheapest_winners(self._weights, self._blocking, -payoffs, outside)
        rows = np.vstack((winning, ~blocking))
        excesses = np.concatenate((1.0 - paid, -gained - payoffs.sum()))
        there = np.isfinite(excesses)
        return Worst.sorted(rows[there], excesses[there])


def states(rule: Threshold) -> int:
    """Return how many states the dynamic program of a rule has."""
    return (len(rule.weights) + 1) * (max(rule.quota, rule.dual().quota) + 1)


def voting_oracle(game: VotingGame) -> VotingOracle | None:
    """Return the oracle of a voting game with one rule whose states fit in memory, else None."""
    rule = game.condition
    if not isinstance(rule, Threshold) or states(rule) * STATE_BYTES > SHARE * available_memory():
        return None
    return VotingOracle(rule)
