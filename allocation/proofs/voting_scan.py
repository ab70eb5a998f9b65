"""The largest excess of a weighted voting game outside a span, in whole numbers: what proofs about games without a table read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocation.voting.condition import Threshold

__all__ = ["Extremes", "least_payoffs"]

SAFE = 2**62  # sums of two such numbers still fit a signed 64-bit integer


class Extremes(NamedTuple):
    """The smallest payoffs of coalitions outside a span; None where there is no such coalition.

    Parameters
    ----------
    winning, losing
        Smallest x(S) of a winning and of a losing coalition.
    """

    winning: int | None
    losing: int | None


class _States(NamedTuple):
    """For every weight, the least sum with its tag, and the least sum with any other tag."""

    least: NDArray[Any]
    tag: NDArray[np.uint64]
    other: NDArray[Any]
    other_tag: NDArray[np.uint64]

    def part(self, where: slice) -> _States:
        return _States(*(column[where] for column in self))


def least_payoffs(rule: Threshold, payoffs: Sequence[int], tags: Sequence[int], prime: int) -> Extremes:
    """Return the smallest x(S) of winning and of losing coalitions whose tags do not add up to zero modulo a prime below 2**62.

    Two sums with different tags for every weight are enough: what joins later cancels the tag of one of them at most.
    64-bit integers where no sum can leave them, else Python integers. O(n · quota).

    Examples
    --------
    >>> least_payoffs(Threshold((3, 2, 1), 4), [5, 2, 2], [1, 2, 4], 7)
    Extremes(winning=7, losing=2)
    """
    nothing = sum(map(abs, payoffs)) + 1
    number: type[Any] = np.int64 if nothing < SAFE else object
    states = _empty(rule.quota, nothing, number)
    for weight, payoff, tag in zip(rule.weights, payoffs, tags, strict=True):
        states = _joined(states, min(weight, rule.quota), payoff, tag, nothing, prime)
    outside = np.where(states.tag != 0, states.least, states.other)
    lost = min(outside[:-1].tolist())
    won = outside[-1]
    return Extremes(None if won == nothing else int(won), None if lost == nothing else int(lost))


def _empty(quota: int, nothing: int, number: type[Any]) -> _States:
    """Only the empty coalition: weight 0, sum 0, tag 0."""
    least = np.full(quota + 1, nothing, dtype=number)
    least[0] = 0
    return _States(least, np.zeros(quota + 1, np.uint64), np.full(quota + 1, nothing, dtype=number), np.zeros(quota + 1, np.uint64))


def _joined(states: _States, weight: int, payoff: int, tag: int, nothing: int, prime: int) -> _States:
    """Let one more player join every coalition or none; weights from the quota up count as the quota."""
    quota = len(states.least) - 1
    moved = _States(
        np.where(states.least == nothing, nothing, states.least + payoff),
        (states.tag + np.uint64(tag)) % np.uint64(prime),
        np.where(states.other == nothing, nothing, states.other + payoff),
        (states.other_tag + np.uint64(tag)) % np.uint64(prime),
    )
    lighter = _merged(states.part(slice(weight, quota)), moved.part(slice(0, quota - weight)), nothing)
    top = _merged(states.part(slice(quota, None)), _best(moved.part(slice(quota - weight, None)), nothing), nothing)
    return _States(*(np.concatenate(columns) for columns in zip(states.part(slice(0, weight)), lighter, top, strict=True)))


def _merged(one: _States, two: _States, nothing: int) -> _States:
    """The two best of four per weight."""
    first = one.least <= two.least
    least, tag = np.where(first, one.least, two.least), np.where(first, one.tag, two.tag)
    other, other_tag = np.full_like(least, nothing), np.zeros_like(tag)
    for sums, signs in ((one.least, one.tag), (one.other, one.other_tag), (two.least, two.tag), (two.other, two.other_tag)):
        better = (signs != tag) & (sums < other)
        other, other_tag = np.where(better, sums, other), np.where(better, signs, other_tag)
    return _States(least, tag, other, other_tag)


def _best(states: _States, nothing: int) -> _States:
    """The two best of all weights, as one state."""
    at = int(np.argmin(states.least))
    least, tag = states.least[at], states.tag[at]
    sums = np.concatenate((states.least, states.other))
    signs = np.concatenate((states.tag, states.other_tag))
    sums = np.where(signs != tag, sums, nothing)
    second = int(np.argmin(sums))
    kind = states.least.dtype
    return _States(
        np.array([least], kind), np.array([tag], np.uint64), np.array([sums[second]], kind), np.array([signs[second]], np.uint64)
    )
