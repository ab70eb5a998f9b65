"""Minimal winning coalitions: those that lose as soon as any member leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import TYPE_CHECKING

import numpy as np

from allocation.kernels.voting_table import minimal_tally
from allocation.voting.condition import Condition, Threshold, condition_of, thresholds
from allocation.voting.counting_table import CountingTable
from allocation.voting.enumeration import lists_all, require_enumerable, winning_table
from allocation.voting.primewise import over_primes

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["MinimalCounts", "count_minimal", "minimal_winning_coalitions"]


@dataclass(frozen=True)
class MinimalCounts:
    """Minimal winning coalitions of a game, counted exactly.

    Parameters
    ----------
    with_voter
        Per voter: those it belongs to, by size 0 … n; one number where sizes are not told apart.
    by_size
        All of them, likewise.
    """

    with_voter: tuple[tuple[int, ...], ...]
    by_size: tuple[int, ...]

    @property
    def total(self) -> int:
        """Number of minimal winning coalitions."""
        return sum(self.by_size)


def count_minimal(condition: Condition, by_size: bool) -> MinimalCounts:
    """Count the minimal winning coalitions of every voter.

    Raises
    ------
    TableTooLargeError
        If several rules are combined for more than 22 voters, or the weights are too large to be counted in memory.

    Notes
    -----
    In descending order of weight, a coalition is minimal just when its last member carries it over the quota. One pass over the table
    per voter, O(n q), with sizes O(n² q).
    """
    n = len(thresholds(condition)[0].weights)
    if isinstance(condition, Threshold) and not lists_all(n, condition.quota * (n if by_size else 1)):
        return _counted(condition, n, by_size)
    require_enumerable(n, "counting minimal winning coalitions of several combined rules")
    counts, total = minimal_tally(winning_table(condition, n), n)
    return MinimalCounts(tuple(tuple(row) for row in counts.tolist()), tuple(total.tolist()))


def _counted(threshold: Threshold, n: int, by_size: bool) -> MinimalCounts:
    classes = Counter(w for w in threshold.weights if w)
    fitting = 1 + sum(weight < threshold.quota for weight in accumulate(sorted(classes.elements())))
    sizes = min(n, fitting) if by_size else 1
    rows = over_primes(n, sizes * threshold.quota, lambda prime: _remainders(classes, threshold.quota, sizes, by_size, prime))
    length = n + 1 if by_size else 1
    padded = [tuple(([0] * by_size + row + [0] * n)[:length]) for row in rows]
    by_weight = {0: (0,) * length, **dict(zip(sorted(classes, reverse=True), padded[1:], strict=True))}
    return MinimalCounts(tuple(by_weight[w] for w in threshold.weights), padded[0])


def _remainders(classes: Counter[int], quota: int, sizes: int, by_size: bool, prime: int) -> list[list[int]]:
    """All minimal winning coalitions, then those of one voter of every weight, heaviest first, by size less one."""
    table = CountingTable((sizes, quota), prime)
    table.start_accumulated()
    total, joined = [0] * sizes, Counter[int]()
    members = {weight: [0] * sizes for weight in sorted(classes, reverse=True)}
    for weight in sorted(classes.elements(), reverse=True):
        completed = [a - b for a, b in zip(table.column(quota - 1), table.column(quota - 1 - weight), strict=True)]
        _add(total, completed, 1)
        _add(members[weight], completed, 1)
        for earlier, times in joined.items():
            steps = (int(by_size), earlier)
            _add(members[earlier], table.column_with(quota - 1, steps), times)
            _add(members[earlier], table.column_with(quota - 1 - weight, steps), -times)
        table.add((int(by_size), weight))
        joined[weight] += 1
    # memberships of a class divide evenly among its voters
    shares = [[count * pow(classes[weight], -1, prime) % prime for count in row] for weight, row in members.items()]
    return [[count % prime for count in total], *shares]


def _add(total: list[int], part: Sequence[int], times: int) -> None:
    for s, count in enumerate(part):
        total[s] += times * count


def minimal_winning_coalitions(game: VotingGame, limit: int = 1000) -> list[tuple[str, ...]]:
    """List minimal winning coalitions.

    Parameters
    ----------
    game
        One rule of any size, or several combined rules of at most 22 voters.
    limit
        Stop after so many coalitions.

    Returns
    -------
    list of tuples of names
        Those with the heaviest voters of the first rule first. O(n) steps each for one rule.

    Raises
    ------
    TableTooLargeError
        If several rules are combined for more than 22 voters.

    Examples
    --------
    >>> import allocation as al
    >>> al.minimal_winning_coalitions(al.VotingGame([50, 49, 1], quota=51, players=["A", "B", "C"]))
    [('A', 'B'), ('A', 'C')]
    """
    condition = condition_of(game)
    if not isinstance(condition, Threshold):
        require_enumerable(game.n, "listing minimal winning coalitions of several combined rules")
    order = sorted(range(game.n), key=lambda i: -game.rules[0].weights[i])
    found = islice(_listed(condition, order), limit)
    return [game.names_of(sorted(members)) for members in found]


def _listed(condition: Condition, order: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Depth first: take the next voter, or leave it out for good; cut where even all that are left cannot win."""
    n = len(order)
    stack: list[tuple[tuple[int, ...], int]] = [((), 0)]
    while stack:
        members, position = stack.pop()
        if _wins(condition, members, n):
            if not any(_wins(condition, [j for j in members if j != i], n) for i in members):
                yield members
        elif position < n and _wins(condition, (*members, *order[position:]), n):
            stack.append((members, position + 1))
            stack.append(((*members, order[position]), position + 1))


def _wins(condition: Condition, members: Sequence[int], n: int) -> bool:
    row = np.zeros((1, n), dtype=np.bool_)
    row[0, list(members)] = True
    return bool(condition.wins(row)[0])
