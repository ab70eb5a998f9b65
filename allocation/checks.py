"""What kind of game it is: superadditive, convex, monotone, essential; each answer with a witness where it is no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, members_of
from allocation.games.base import Game
from allocation.kernels import worth_compiling
from allocation.kernels.properties import worst_concave, worst_decrease, worst_difference, worst_marginal, worst_split
from allocation.parallel import in_order

__all__ = ["Properties", "Witness", "properties"]

ROUNDING = 1e-9  # part of max |v| up to which a violation is rounding of the given values, not a property of the game
BALANCED_PLAYERS = 20  # the core is searched by linear programs over the table
SPLIT_PLAYERS = 20  # superadditivity looks at 3**n / 2 pairs of coalitions: some seconds at 20 players, a minute at 23
CHUNKS = 64  # parts of that search; the result does not depend on them


@dataclass(frozen=True)
class Witness:
    """Coalitions that violate a property, and by how much.

    Parameters
    ----------
    coalitions
        Names; which coalitions they are depends on the property, see :class:`Properties`.
    by
        How much is missing, in the game's unit; positive, or 0 where a strict inequality is met by equality.
    sentence
        What is wrong, in words.
    """

    coalitions: tuple[tuple[str, ...], ...]
    by: float
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Properties:
    """Which properties a game has: True, False, or None where it was not decided.

    Parameters
    ----------
    superadditive
        v(S ∪ T) ≥ v(S) + v(T) for disjoint S, T; witness: the worst S and T.
    convex
        v(S ∪ i) − v(S) never falls as S grows; witness: the worst S ∪ i and S ∪ j, worth more apart than their union and intersection.
    monotone
        v(S ∪ i) ≥ v(S); witness: the worst S and S ∪ i.
    essential
        v(N) > Σ v(i); without it there is nothing to gain together. Witness: all players alone.
    balanced
        The core is not empty.
    symmetric
        Groups of two or more players who can replace each other in every coalition.
    null
        Players who add nothing to any coalition.
    dummies
        Players who add v(i), what they earn alone, to every coalition.
    witnesses
        Name of the property → witness, for every property that is False.
    """

    superadditive: bool | None
    convex: bool | None
    monotone: bool | None
    essential: bool | None
    balanced: bool | None
    symmetric: tuple[tuple[str, ...], ...]
    null: tuple[str, ...]
    dummies: tuple[str, ...]
    witnesses: Mapping[str, Witness] = field(default_factory=dict)


def properties(game: Game) -> Properties:
    """Find out which properties a game has.

    Parameters
    ----------
    game
        A game with a table.

    Returns
    -------
    Properties
        O(n² 2**n), and O(3**n) for superadditivity, which is left open (None) above 20 players unless the game is convex.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    Examples
    --------
    >>> from allocation import TableGame
    >>> found = properties(TableGame([0, 4, 4, 6], players=["A", "B"]))
    >>> found.superadditive, str(found.witnesses["superadditive"])
    (False, '{A} and {B} earn 2 more apart than together')
    """
    look = _Look(game)
    verdicts: dict[str, Witness | bool | None] = {"convex": look.convex(), "monotone": look.monotone(), "essential": look.essential()}
    verdicts["superadditive"] = True if verdicts["convex"] is True else look.superadditive()
    verdicts["balanced"] = True if verdicts["convex"] is True else look.balanced()
    return Properties(
        **{name: verdict if verdict is None else verdict is True for name, verdict in verdicts.items()},
        symmetric=look.symmetric(),
        null=look.adding(np.zeros(game.n)),
        dummies=look.adding(game.singles()),
        witnesses={name: verdict for name, verdict in verdicts.items() if isinstance(verdict, Witness)},
    )


class _Look:
    """A game's table under examination; every answer is True, None (not decided) or the witness against."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.table: NDArray[np.float64] = game.table()
        self.slack = ROUNDING * float(np.abs(self.table).max())

    def _verdict(self, worst: tuple[float, int, int], sentence: str) -> Witness | Literal[True]:
        by, *masks = worst
        if by <= self.slack:
            return True
        groups = tuple(self.game.names_of(members_of(mask)) for mask in masks)
        shown = ["{" + ", ".join(group) + "}" for group in groups]
        return Witness(groups, by, sentence.format(*shown, by=by))

    def superadditive(self) -> Witness | bool | None:
        """Search all pairs of disjoint coalitions."""
        if self.game.n > SPLIT_PLAYERS:
            return None
        count = coalition_count(self.game.n)
        ends = [count * k // CHUNKS for k in range(CHUNKS + 1)]
        search = worth_compiling(worst_split, 3**self.game.n // 2)
        parts = in_order(lambda k: search(self.table, ends[k], ends[k + 1]), range(CHUNKS))
        return self._verdict(max(parts, key=lambda part: part[0]), "{0} and {1} earn {by:.6g} more apart than together")

    def convex(self) -> Witness | bool:
        """Search all pairs of players over all coalitions without them: that is enough."""
        search = worth_compiling(worst_concave, self.game.n**2 * self.table.size // 2)
        return self._verdict(search(self.table, self.game.n), "{0} and {1} earn {by:.6g} more than their union and their overlap")

    def monotone(self) -> Witness | bool:
        """Search all newcomers of all coalitions."""
        search = worth_compiling(worst_decrease, self.game.n * self.table.size)
        return self._verdict(search(self.table, self.game.n), "{0} earns {by:.6g} more than {1}")

    def essential(self) -> Witness | bool:
        """Compare v(N) with what all earn alone."""
        gain = self.game.grand_value - float(self.game.singles().sum())
        if gain > self.slack:
            return True
        alone = tuple((name,) for name in self.game.players)
        if gain >= -self.slack:
            return Witness(alone, 0.0, "together they earn what they earn alone")
        return Witness(alone, -gain, f"all of them alone earn {-gain:.6g} more than together")

    def balanced(self) -> Witness | bool | None:
        """Ask whether the core is empty."""
        if self.game.n > BALANCED_PLAYERS:
            return None
        # the solver of linear programs is loaded only by those who ask for it
        from allocation.excess.emptiness import core_emptiness

        found = core_emptiness(self.game)
        if not found.empty:
            return True
        blocking = ", ".join(f"{weight} × {{{', '.join(names)}}}" for names, weight in found.weights.items())
        by = found.cost_of_stability
        return Witness(tuple(found.weights), by, f"these coalitions together could claim {by:.6g} more than there is: {blocking}")

    def symmetric(self) -> tuple[tuple[str, ...], ...]:
        """Group players who can replace each other."""
        groups: list[list[int]] = []
        for i in range(self.game.n):
            compare = worth_compiling(worst_difference, len(groups) * self.table.size)
            home = next((group for group in groups if compare(self.table, group[0], i) <= self.slack), None)
            if home is None:
                groups.append([i])
            else:
                home.append(i)
        return tuple(self.game.names_of(group) for group in groups if len(group) > 1)

    def adding(self, alone: NDArray[np.float64]) -> tuple[str, ...]:
        """Find the players who add just this to every coalition."""
        compare = worth_compiling(worst_marginal, self.game.n * self.table.size)
        return self.game.names_of([i for i in range(self.game.n) if compare(self.table, i, alone[i]) <= self.slack])
