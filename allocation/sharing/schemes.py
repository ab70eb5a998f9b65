"""Several splits of one game, side by side: what the combining rules combine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.options import named, per_player
from allocation.result import Allocation

__all__ = ["payoffs_of_schemes", "recorded_schemes"]


def payoffs_of_schemes(game: Game, schemes: Sequence[Any]) -> NDArray[np.float64]:
    """Return float64[m, n]: the payoffs of m schemes.

    Parameters
    ----------
    game
        The game that is split.
    schemes
        Each a rule name that needs no options, an :class:`Allocation` of this game, or payoffs by name or in order.

    Raises
    ------
    RuleError
        If there is no scheme, or one does not fit the game.
    """
    if isinstance(schemes, str) or not len(schemes):
        raise RuleError("option schemes must list at least one split: rule names, allocations or payoffs")
    return np.array([_payoffs(game, scheme) for scheme in schemes])


def _payoffs(game: Game, scheme: Any) -> NDArray[np.float64]:
    if isinstance(scheme, str):
        # the registry lists the rules that call this function, so that it cannot be loaded before them
        from allocation.registry import split

        return split(game, rule=scheme).payoffs
    if isinstance(scheme, Allocation):
        if scheme.players != game.players:
            raise RuleError(f"option schemes holds an allocation of other players: {', '.join(scheme.players[:20])}")
        return scheme.payoffs
    return per_player(game, scheme, "schemes")


def recorded_schemes(game: Game, payoffs: NDArray[np.float64]) -> list[dict[str, float]]:
    """Return schemes as they are recorded: payoffs by name."""
    return [named(game, row) for row in payoffs]
