"""Voting games: a coalition is worth 1 when it can pass a decision, else 0."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError
from allocation.games.base import Game, player_names
from allocation.voting.condition import Condition, Threshold, combined, thresholds
from allocation.voting.shapley_shubik import shapley_shubik_exactly, shapley_shubik_values
from allocation.voting.swings import count_swings
from allocation.voting.weights import Number, whole_rule

__all__ = ["VotingGame"]


class VotingGame(Game):
    """A coalition wins when its weights reach the quota; several such rules can be combined.

    Parameters
    ----------
    weights
        Votes, n numbers ≥ 0, integers or decimals (0.1 means one tenth). They are scaled to the smallest integers.
    quota
        A coalition S wins when w(S) ≥ quota; above 0 and at most the total.
    players
        Names; ``"1"`` to ``"n"`` when left out. Any number of players: no table is needed for power indices.

    Raises
    ------
    GameError
        If a weight is negative or not finite, or the quota is not above 0 and at most the total weight.

    Notes
    -----
    Worth 1 for each winning coalition, 0 for each losing one, so that rules split a power of 1.

    References
    ----------
    L. S. Shapley and M. Shubik, "A method for evaluating the distribution of power in a committee system", 1954.

    Examples
    --------
    >>> g = VotingGame([50, 49, 1], quota=51, players=["A", "B", "C"])
    >>> g.wins(["A", "C"]), g.wins(["B", "C"]), g.blocks(["A"])
    (True, False, True)
    """

    def __init__(self, weights: Sequence[Number] | NDArray[np.float64], quota: Number, players: Iterable[str] | None = None) -> None:
        listed = weights.tolist() if isinstance(weights, np.ndarray) else list(weights)
        super().__init__(player_names(players, len(listed)))
        self._condition: Condition = Threshold(*whole_rule(listed, quota))

    @classmethod
    def all_of(cls, games: Iterable[VotingGame]) -> VotingGame:
        """Return the game where a coalition must win every one of the games: double, triple … majorities.

        Raises
        ------
        GameError
            If there is no game or the players differ.

        Examples
        --------
        >>> votes = VotingGame([3, 1, 1], quota=3)
        >>> heads = VotingGame([1, 1, 1], quota=2)
        >>> VotingGame.all_of([votes, heads]).wins(["1"])
        False
        """
        return cls._combined(games, every=True)

    @classmethod
    def any_of(cls, games: Iterable[VotingGame]) -> VotingGame:
        """Return the game where a coalition needs to win only one of the games.

        Raises
        ------
        GameError
            If there is no game or the players differ.
        """
        return cls._combined(games, every=False)

    @classmethod
    def _combined(cls, games: Iterable[VotingGame], *, every: bool) -> VotingGame:
        parts = list(games)
        if not parts:
            raise GameError("combining voting games needs at least one game")
        if any(part.players != parts[0].players for part in parts):
            raise GameError("combined voting games must have the same players in the same order")
        game = cls.__new__(cls)
        Game.__init__(game, parts[0].players)
        game._condition = combined(every, [part.condition for part in parts])
        return game

    @property
    def condition(self) -> Condition:
        """When a coalition wins, in whole numbers."""
        return self._condition

    @property
    def rules(self) -> tuple[Threshold, ...]:
        """Every weighted rule of the game: smallest whole weights and quota."""
        return thresholds(self._condition)

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return 1.0 for each winning coalition and 0.0 for each losing one. O(m n), in exact integers."""
        return self._condition.wins(members).astype(np.float64)

    def wins(self, coalition: Iterable[str]) -> bool:
        """Return whether these players can pass a decision."""
        return bool(self._condition.wins(self.members(coalition)[None, :])[0])

    def blocks(self, coalition: Iterable[str]) -> bool:
        """Return whether nothing can be passed against these players."""
        return not bool(self._condition.wins(~self.members(coalition)[None, :])[0])

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return Shapley and Banzhaf payoffs by counting over weights, without a table; None for other rules."""
        formula = _FORMULAS.get(rule)
        return None if formula is None else formula(self._condition)

    def exact_closed_form(self, rule: str) -> Sequence[Fraction] | None:
        """Return Shapley and Banzhaf payoffs in rational numbers; None for other rules, or where only a floating count is feasible."""
        formula = _EXACT_FORMULAS.get(rule)
        return None if formula is None else formula(self._condition)


def _banzhaf(condition: Condition) -> list[Fraction]:
    swings = count_swings(condition, by_size=False).swings
    return [Fraction(swing, 2 ** (len(swings) - 1)) for swing in swings]


def _banzhaf_normalised(condition: Condition) -> list[Fraction]:
    swings = count_swings(condition, by_size=False).swings
    return [Fraction(swing, sum(swings)) for swing in swings]


def _rounded(exact: Callable[[Condition], list[Fraction]]) -> Callable[[Condition], NDArray[np.float64]]:
    return lambda condition: np.array([float(payoff) for payoff in exact(condition)])


_EXACT_FORMULAS: dict[str, Callable[[Condition], Sequence[Fraction] | None]] = {
    "shapley": shapley_shubik_exactly,
    "banzhaf": _banzhaf,
    "banzhaf_normalised": _banzhaf_normalised,
}
_FORMULAS: dict[str, Callable[[Condition], NDArray[np.float64]]] = {
    "shapley": shapley_shubik_values,
    "banzhaf": _rounded(_banzhaf),
    "banzhaf_normalised": _rounded(_banzhaf_normalised),
}
