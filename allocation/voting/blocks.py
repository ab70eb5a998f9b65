"""Voting in blocks: members of a union vote together, and power comes from carrying one's union and the union carrying the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod
from typing import TYPE_CHECKING

from allocation.options import partition_of
from allocation.voting.condition import Box, Condition, Threshold, condition_of, losing_boxes
from allocation.voting.counting_table import CountingTable
from allocation.voting.power_index import PowerIndex
from allocation.voting.primewise import over_primes

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["banzhaf_owen_power", "owen_power"]


def owen_power(game: VotingGame, unions: Iterable[Iterable[str]]) -> PowerIndex:
    """Return the Owen index: Shapley–Shubik over all orders in which every union votes together.

    Parameters
    ----------
    game
        A voting game.
    unions
        Groups of names; whoever is in none of them stands alone.

    Returns
    -------
    PowerIndex
        Exact; values add up to 1. O(n m p q) for m unions of at most p members and one rule with quota q.

    Raises
    ------
    RuleError
        If a union is empty, or a voter is unknown or in two unions.
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    G. Owen, "Values of games with a priori unions", 1977.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.VotingGame([2, 1, 1], quota=3, players=["A", "B", "C"])
    >>> [str(f) for f in al.power(g, index="owen", unions=[["B", "C"]]).fractions]
    ['1/2', '1/4', '1/4']
    """
    partition = partition_of(game, unions)
    m = len(partition)

    def weight(r: int, t: int, p: int) -> Fraction:
        return Fraction(1, m * comb(m - 1, r) * p * comb(p - 1, t))

    return PowerIndex.exact(game.players, _averaged(condition_of(game), partition, weight), "owen")


def banzhaf_owen_power(game: VotingGame, unions: Iterable[Iterable[str]]) -> PowerIndex:
    """Return the Banzhaf–Owen index: the chance to carry the decision when other unions, and other members of one's own, toss coins.

    Parameters
    ----------
    game
        A voting game.
    unions
        Groups of names; whoever is in none of them stands alone.

    Raises
    ------
    RuleError
        If a union is empty, or a voter is unknown or in two unions.
    TableTooLargeError
        If the weights are too large to be counted in memory.

    References
    ----------
    G. Owen, "Modification of the Banzhaf–Coleman index for games with a priori unions", 1982.
    """
    partition = partition_of(game, unions)
    m = len(partition)

    def weight(r: int, t: int, p: int) -> Fraction:
        return Fraction(1, 2 ** (m - 1) * 2 ** (p - 1))

    return PowerIndex.exact(game.players, _averaged(condition_of(game), partition, weight), "banzhaf_owen")


@dataclass(frozen=True)
class _UnionCount:
    """Counting for the members of one union: axes are other unions joined, members joined, and the sums of weights of a box."""

    axes: tuple[Threshold, ...]
    partition: Sequence[Sequence[int]]
    own: int

    @classmethod
    def of(cls, box: Box, partition: Sequence[Sequence[int]], own: int) -> _UnionCount:
        return cls(tuple(sorted(box, key=lambda t: (t.quota, t.weights))), partition, own)

    @property
    def caps(self) -> tuple[int, ...]:
        return (len(self.partition), len(self.partition[self.own]), *(t.quota for t in self.axes))

    def _sums(self, members: Sequence[int]) -> tuple[int, ...]:
        return tuple(sum(t.weights[i] for i in members) for t in self.axes)

    def remainders(self, prime: int) -> list[list[int]]:
        """Per member: coalitions it carries over, by other unions r and members t joined before it, modulo a prime."""
        table = CountingTable(self.caps, prime)
        for k, union in enumerate(self.partition):
            if k != self.own:
                table.add((1, 0, *self._sums(union)))
        members = self.partition[self.own]
        for i in members:
            table.add((0, 1, *self._sums([i])))
        table.accumulate(range(2, len(self.caps)))
        return [self._carried(table, self._sums([i])) for i in members]

    def _carried(self, table: CountingTable, weights: tuple[int, ...]) -> list[int]:
        m, p, *quotas = self.caps
        top = [q - 1 for q in quotas]
        after = [x - w for x, w in zip(top, weights, strict=True)]
        steps = (0, 1, *weights)
        return [
            (table.without((r, t, *top), steps) - table.without((r, t, *after), steps)) % table.prime for r in range(m) for t in range(p)
        ]


def _averaged(condition: Condition, partition: Sequence[Sequence[int]], weight: Callable[[int, int, int], Fraction]) -> list[Fraction]:
    """Add up carried coalitions with their weights, over the boxes of the cheaper of the condition and its dual (same value)."""
    boxes = min((losing_boxes(one) for one in (condition, condition.dual())), key=_size)
    values = [Fraction(0)] * sum(len(union) for union in partition)
    for own, members in enumerate(partition):
        p = len(members)
        weights = [weight(r, t, p) for r in range(len(partition)) for t in range(p)]
        for box, times in boxes.items():
            counted = _UnionCount.of(box, partition, own)
            for i, counts in zip(members, over_primes(len(values), prod(counted.caps), counted.remainders), strict=True):
                values[i] += times * sum((w * c for w, c in zip(weights, counts, strict=True)), Fraction(0))
    return values


def _size(boxes: dict[Box, int]) -> int:
    return sum(prod(t.quota for t in box) for box in boxes)
