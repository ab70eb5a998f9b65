"""The worst coalitions of an assignment game: a matching inside the coalition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.integer_program import IntegerProgramOracle
from allocation.games.assignment import AssignmentGame

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["AssignmentOracle"]


class AssignmentOracle(IntegerProgramOracle):
    """One variable for each pair that earns something; everybody trades once at most, and only if in."""

    game: AssignmentGame
    has_core = True  # Shapley and Shubik, 1972

    @property
    def scale(self) -> float:
        """v(N): nobody earns anything alone, and more players never earn less."""
        return self.game.grand_value or 1.0

    def add_worth(self, model: cp_model.CpModel, inside: list[cp_model.IntVar]) -> tuple[list[Any], NDArray[np.float64]]:
        """Add one Boolean for each profitable pair."""
        profits = self.game.profits
        sellers = profits.shape[0]
        trades: list[list[Any]] = [[] for _ in inside]
        pairs = np.argwhere(profits > 0).tolist()
        traded = [model.new_bool_var("") for _ in pairs]
        for (i, j), trade in zip(pairs, traded, strict=True):
            trades[i].append(trade)
            trades[sellers + j].append(trade)
        for one, mine in zip(inside, trades, strict=True):
            if mine:
                model.add(sum(mine) <= one)
        return traded, np.array([profits[i, j] for i, j in pairs], dtype=np.float64)
