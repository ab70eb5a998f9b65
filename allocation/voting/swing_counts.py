"""What counting yields: swings and winning coalitions, by size where asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

__all__ = ["SwingCounts"]


@dataclass(frozen=True)
class SwingCounts:
    """Exact counts of a voting game.

    Parameters
    ----------
    n
        Number of voters.
    swings_by_size
        Per voter, at s: the losing coalitions of s other voters that it turns into winning ones; one number where sizes are not told apart.
    winning_by_size
        Winning coalitions of s voters, s = 0 … n; one number where sizes are not told apart.
    """

    n: int
    swings_by_size: tuple[tuple[int, ...], ...]
    winning_by_size: tuple[int, ...]

    @classmethod
    def from_winning(cls, n: int, winning: Sequence[int], swings: Sequence[Sequence[int]]) -> SwingCounts:
        """Take counts as they are."""
        return cls(n, tuple(tuple(s) for s in swings), tuple(winning))

    @classmethod
    def from_losing(cls, n: int, losing: Sequence[int], swings: Sequence[Sequence[int]]) -> SwingCounts:
        """Take the winning coalitions as those that do not lose."""
        everything: list[int] = [comb(n, s) for s in range(n + 1)] if len(losing) > 1 else [int(2**n)]
        return cls.from_winning(n, [a - b for a, b in zip(everything, losing, strict=True)], swings)

    @property
    def swings(self) -> tuple[int, ...]:
        """Swings of every voter."""
        return tuple(sum(s) for s in self.swings_by_size)

    @property
    def winning(self) -> int:
        """Number of winning coalitions."""
        return sum(self.winning_by_size)

    @property
    def losing(self) -> int:
        """Number of losing coalitions, the empty one included."""
        return int(2**self.n) - self.winning

    def winning_with(self, voter: int) -> list[int]:
        """Return the winning coalitions that a voter belongs to, by size s = 0 … n.

        Those of s + 1 members are its swings at s and those of s members that win without it.
        """
        counts = [0]
        for swings, winning in zip(self.swings_by_size[voter], self.winning_by_size, strict=False):
            counts.append(swings + winning - counts[-1])
        return counts
