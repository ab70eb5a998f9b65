"""The worst coalitions of a game of rules: one variable for each rule that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.integer_program import IntegerProgramOracle
from allocation.games.rules import RuleGame

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["RulesOracle"]


class RulesOracle(IntegerProgramOracle):
    """A rule that adds something can only hold when all it needs are in and nobody it excludes; one that costs something must then."""

    game: RuleGame

    @property
    def scale(self) -> float:
        """All rules together, once for v(S) and once for the v(i)."""
        return 2.0 * sum(abs(rule.value) for rule in self.game.rules) or 1.0

    def add_worth(self, model: cp_model.CpModel, inside: list[cp_model.IntVar]) -> tuple[list[Any], NDArray[np.float64]]:
        """Add one Boolean for each rule. O(length of all rules)."""
        where, holds, values = {name: i for i, name in enumerate(self.game.players)}, [], []
        for rule in self.game.rules:
            conditions = [*(inside[where[name]] for name in rule.needs), *(~inside[where[name]] for name in rule.without)]
            held = model.new_bool_var("")
            if rule.value > 0:
                for condition in conditions:
                    model.add_implication(held, condition)
            else:
                model.add_bool_or([held, *(~condition for condition in conditions)])
            holds.append(held)
            values.append(rule.value)
        return holds, np.array(values, dtype=np.float64)
