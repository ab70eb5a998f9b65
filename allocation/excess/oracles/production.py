"""The worst coalitions of a linear production game: who pools resources, and what they make of them."""

from __future__ import annotations

import numpy as np

from allocation.excess.oracles.mixed_integer import MixedIntegerOracle, Program
from allocation.games.production import ProductionGame

__all__ = ["ProductionOracle"]


class ProductionOracle(MixedIntegerOracle):
    """One amount for each product that sells, in shares of what all together could make of it."""

    game: ProductionGame
    has_core = True  # Owen, 1975

    @property
    def scale(self) -> float:
        """What all gain by pooling: as nobody loses by it, no coalition gains more."""
        game = self.game
        return max(game.grand_value - float(game.singles().sum()), 1e-3 * abs(game.grand_value)) or 1.0

    def add_worth(self, program: Program, inside: list[int], unit: float) -> None:
        """Add the amounts, and a row for each resource that somebody owns."""
        game = self.game
        stock = game.resources.sum(axis=1)
        there = stock > 0
        makeable = (game.price > 0) & ~game.use[~there].any(axis=0)
        shares = game.use[there][:, makeable] / stock[there, None]
        most = 1.0 / shares.max(axis=0, initial=0.0) if there.any() else np.zeros(0)
        made = [program.variable(gain / unit) for gain in (game.price[makeable] * most).tolist()]
        for row, owned in zip(shares * most, game.resources[there] / stock[there, None], strict=True):
            taken = {k: c for k, c in zip(made, row.tolist(), strict=True) if c}
            program.row({**taken, **{one: -c for one, c in zip(inside, owned.tolist(), strict=True) if c}}, high=0.0)
