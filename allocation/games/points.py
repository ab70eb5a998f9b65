"""Results that a kind of game offers beyond the registry's rules: Bird's allocation, the Owen point, the sellers' best point."""

from __future__ import annotations

from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.proofs.closed_form import by_closed_form
from allocation.result import Allocation

__all__ = ["own_point"]


def own_point(game: Game, name: str) -> Allocation:
    """Return the allocation of a closed form that belongs to this kind of game.

    Raises
    ------
    RuleError
        If the game has no closed form of that name.
    """
    payoffs = game.closed_form(name)
    if payoffs is None:
        raise RuleError(f"{type(game).__name__} has no closed form for {name!r}")
    return Allocation(game.players, payoffs, name, "closed form", by_closed_form(name))
