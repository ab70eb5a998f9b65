"""The few values of a game that many rules look at: v(N), what each earns alone, and what all lose without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from allocation.exact import as_fraction
from allocation.games.base import Game

__all__ = ["ExactLandmarks", "Landmarks"]


class Landmarks(Protocol):
    """Exact values of a game's landmarks; a whole :class:`allocation.exact.ExactTable` has them too."""

    @property
    def players(self) -> tuple[str, ...]:
        """Names."""

    @property
    def n(self) -> int:
        """Number of players."""

    @property
    def grand(self) -> Fraction:
        """v(N)."""

    def singles(self) -> list[Fraction]:
        """Return v({i}) of every player."""

    def marginals_to_grand(self) -> list[Fraction]:
        """Return M_i = v(N) - v(N without i) of every player."""


@dataclass(frozen=True)
class ExactLandmarks:
    """The landmarks of a game of any size, read as the decimals they print as.

    Parameters
    ----------
    players
        Names.
    grand
        v(N).
    alone, contributions
        v({i}) and v(N) - v(N without i) of every player.
    """

    players: tuple[str, ...]
    grand: Fraction
    alone: Sequence[Fraction]
    contributions: Sequence[Fraction]

    @classmethod
    def of(cls, game: Game) -> ExactLandmarks:
        """Ask a game for its landmarks: 2n + 1 evaluations, no table.

        Examples
        --------
        >>> from allocation import PairwiseGame
        >>> ExactLandmarks.of(PairwiseGame([0.1, 0.2], {("1", "2"): 1.0})).grand
        Fraction(13, 10)
        """
        alone = [as_fraction(x) for x in game.singles().tolist()]
        contributions = [as_fraction(x) for x in game.marginals_to_grand().tolist()]
        return cls(game.players, as_fraction(game.grand_value), alone, contributions)

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.players)

    def singles(self) -> list[Fraction]:
        """Return v({i}) of every player."""
        return list(self.alone)

    def marginals_to_grand(self) -> list[Fraction]:
        """Return M_i = v(N) - v(N without i) of every player."""
        return list(self.contributions)
