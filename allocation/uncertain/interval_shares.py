"""What a linear rule may pay when every coalition's worth is only known to lie in an interval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, single_mask
from allocation.errors import RuleError
from allocation.games.table import TableGame
from allocation.registry import split
from allocation.uncertain.interval import IntervalGame
from allocation.uncertain.linear import MAX_MATRIX_PLAYERS, is_linear, rule_matrix
from allocation.values.onepass import player_sums
from allocation.values.semivalue import beta_chances, binomial_chances

__all__ = ["IntervalShares", "interval_shares"]


@dataclass(frozen=True, eq=False)
class IntervalShares:
    """What every player may get, in two senses that must not be mixed up.

    Parameters
    ----------
    game
        The game of intervals.
    rule, options
        The rule, and its options as they were given.
    at_lower, at_upper
        float64[n]: the split of the game in which every coalition is worth its lower (upper) end. Two possible splits, not bounds.
    least, most
        float64[n]: the exact range of each player's payoff over all games in the box; each bound is reached by a game of its own, see
        :meth:`witness`. The bounds of different players are not reached together.
    """

    game: IntervalGame
    rule: str
    at_lower: NDArray[np.float64]
    at_upper: NDArray[np.float64]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def players(self) -> tuple[str, ...]:
        """Names, in the order of every array."""
        return self.game.players

    def witness(self, player: str, most: bool = False) -> TableGame:
        """Return a game in the box in which the rule pays a player exactly the least it may get, or the most.

        Parameters
        ----------
        player
            A player's name.
        most
            Whether the most is meant.

        Raises
        ------
        GameError
            If there is no such player.

        Examples
        --------
        >>> import allocation as al
        >>> found = al.interval_shares(al.IntervalGame([0, 9, 9, 27], [0, 11, 11, 33], ["A", "B"]))
        >>> float(al.shapley(found.witness("A")).payoffs[0]) == float(found.least[0])
        True
        """
        place = self.game.lower.positions([player])[0]
        counts_for = _signs(self.rule, self.players, self.options, place) > 0
        low, high = self.game.lower.table(), self.game.upper.table()
        return TableGame(np.where(counts_for == most, high, low), self.players)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON, every number under the sense it has."""
        return {
            "players": list(self.players),
            "rule": self.rule,
            "endpoint_games": {"lower": self.at_lower.tolist(), "upper": self.at_upper.tolist()},
            "box": {"least": self.least.tolist(), "most": self.most.tolist()},
        }


def interval_shares(game: IntervalGame, rule: str = "shapley", **options: Any) -> IntervalShares:
    """Split a game of intervals: the splits of both endpoint games, and the exact range of every payoff over the whole box.

    Parameters
    ----------
    game
        The intervals.
    rule
        A linear rule of the registry: ``"shapley"``, ``"banzhaf"`` and ``"semivalue"`` for any number of players (four passes over the
        tables); every other additive rule, such as ``"owen"`` or ``"solidarity"``, up to 10 players (2**n splits).
    **options
        The rule's options.

    Returns
    -------
    IntervalShares
        least_i = Σ_{S∋i} p(|S|−1)·lower(S) − Σ_{S∌i} p(|S|)·upper(S) for a semivalue with chances p, and likewise for the most: a
        coalition counts for its members and against all others, so that its worst end is known beforehand.

    Raises
    ------
    RuleError
        If the rule is unknown, not linear, an option is wrong, or there are too many players for it.

    References
    ----------
    S. Z. Alparslan Gök, R. Branzei and S. Tijs, "The interval Shapley value: an axiomatization", 2010 (endpoint games of convex
    interval games); W. Mallozzi, V. Scalzo and S. Tijs, "Fuzzy interval cooperative games", 2011.

    Examples
    --------
    >>> import allocation as al
    >>> found = al.interval_shares(al.IntervalGame([0, 9, 9, 27], [0, 11, 11, 33], ["A", "B"]))
    >>> found.at_lower.tolist(), found.at_upper.tolist()
    ([13.5, 13.5], [16.5, 16.5])
    >>> found.least.tolist(), found.most.tolist()
    ([12.5, 12.5], [17.5, 17.5])
    """
    if not is_linear(rule):
        raise RuleError(f"the range of rule {rule!r} over a box is not known: it is not linear; draw games from the box with simulate")
    at_lower, at_upper = (split(one, rule, **options).payoffs for one in (game.lower, game.upper))
    chances = _chances(rule, game.n, options)
    least, most = _semivalue_range(game, chances) if chances is not None else _matrix_range(game, rule, options)
    return IntervalShares(game, rule, at_lower, at_upper, least, most, dict(options))


def _chances(rule: str, n: int, options: Mapping[str, Any]) -> NDArray[np.float64] | None:
    """The chances of a semivalue; None for any other rule."""
    if rule == "shapley":
        return beta_chances(n)
    if rule == "banzhaf":
        return binomial_chances(n)
    return np.asarray(options["chances"], dtype=np.float64) if rule == "semivalue" else None


def _semivalue_range(game: IntervalGame, chances: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    with_player, without = np.append(0.0, chances), np.append(chances, 0.0)
    tables = game.lower.stored_table(), game.upper.stored_table()
    inside = [player_sums(table, with_player).players for table in tables]
    outside = []
    for table in tables:
        sums = player_sums(table, without)
        outside.append(sums.total(without) - sums.players)
    return inside[0] - outside[1], inside[1] - outside[0]


def _matrix_range(game: IntervalGame, rule: str, options: Mapping[str, Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if game.n > MAX_MATRIX_PLAYERS:
        raise RuleError(
            f"the range of rule {rule!r} is computed up to {MAX_MATRIX_PLAYERS} players, got {game.n}: "
            "use shapley, banzhaf or semivalue, or draw games from the box with simulate"
        )
    matrix = rule_matrix(rule, game.players, options)
    up, down = np.maximum(matrix, 0.0), np.minimum(matrix, 0.0)
    low, high = game.lower.table(), game.upper.table()
    return up @ low + down @ high, up @ high + down @ low


def _signs(rule: str, players: tuple[str, ...], options: Mapping[str, Any], place: int) -> NDArray[np.float64]:
    """Whether each coalition counts for (above 0) or against a player."""
    if rule in ("shapley", "banzhaf", "semivalue"):
        inside = np.arange(coalition_count(len(players))) & single_mask(place) != 0
        return np.where(inside, 1.0, -1.0)
    return np.asarray(rule_matrix(rule, players, options)[place], dtype=np.float64)
