"""What an estimator is given: the game, the value asked for, and who evaluates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import comb
from typing import Any

import numpy as np

from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.options import edges_of, numbers_of, partition_of
from allocation.sampling.evaluation import Evaluations, Executor
from allocation.sampling.network import NetworkExecutor
from allocation.sampling.target import Target, banzhaf_target, semivalue_target, shapley_target
from allocation.sampling.walks import Walk, compiled_walk, evaluated_walk

__all__ = ["VALUES", "Problem", "problem_of"]

VALUES = {"shapley": (), "banzhaf": (), "semivalue": ("chances",), "owen": ("unions",), "myerson": ("graph",)}
CHANCE_TOLERANCE = 1e-9  # how far given chances may add up beside one


@dataclass(frozen=True, eq=False)
class Problem:
    """One value of one game, to be estimated.

    Parameters
    ----------
    game
        The game.
    value
        Name of the value.
    evaluations
        Who evaluates; for a Myerson value coalitions of the network.
    asked
        Who counts: for a Myerson value the parts of the network that were asked for.
    target
        The value as averages over sizes; None for the Owen value, which has none.
    groups
        Who stands together in an order.
    compiled
        A compiled walk, where the game has one and no executor is to be asked instead.
    options
        As plain data, for the record.
    """

    game: Game
    value: str
    evaluations: Evaluations
    asked: Evaluations
    target: Target | None
    groups: tuple[tuple[int, ...], ...]
    compiled: Walk | None
    options: Mapping[str, Any]

    @cached_property
    def grand(self) -> float:
        """v(N), evaluated once."""
        return float(self.evaluations.values(np.ones((1, self.game.n), dtype=np.bool_))[0])

    @property
    def walk(self) -> Walk | None:
        """How to walk along orders; None where no order says anything about the value."""
        if self.target is not None and not self.target.efficient:
            return None
        return self.compiled or evaluated_walk(self.evaluations, self.grand)


def problem_of(game: Game, value: str, executor: Executor | None, options: Mapping[str, Any]) -> Problem:
    """Check what is asked for.

    Raises
    ------
    RuleError
        If there is no such value to estimate, or an option is missing, unknown or malformed.
    """
    if value not in VALUES:
        raise RuleError(f"{value!r} cannot be estimated: choose among {', '.join(VALUES)}")
    wrong = [name for name in options if name not in VALUES[value]] + [name for name in VALUES[value] if options.get(name) is None]
    if wrong:
        raise RuleError(f"the estimate of {value!r} takes the options ({', '.join(VALUES[value])}), which {', '.join(wrong)} does not fit")
    asked = Evaluations(game, executor)
    singles = tuple((i,) for i in range(game.n))
    compiled = compiled_walk(game) if executor is None else None
    if value == "owen":
        unions = partition_of(game, options["unions"])
        record = {"unions": [list(game.names_of(union)) for union in unions]}
        return Problem(game, value, asked, asked, None, tuple(map(tuple, unions)), compiled, record)
    if value == "myerson":
        edges = edges_of(game, options["graph"])
        through = Evaluations(game, NetworkExecutor(asked, edges))
        record = {"graph": [list(game.names_of(edge)) for edge in edges]}
        return Problem(game, value, through, asked, shapley_target(game.n), singles, None, record)
    if value == "semivalue":
        chances = _chances(game.n, options["chances"])
        return Problem(game, value, asked, asked, semivalue_target(chances), singles, None, {"chances": chances.tolist()})
    target = shapley_target(game.n) if value == "shapley" else banzhaf_target(game.n)
    return Problem(game, value, asked, asked, target, singles, compiled, {})


def _chances(n: int, given: Any) -> Any:
    chances = numbers_of(given, "chances")
    if chances.shape != (n,) or not np.all(chances >= 0):
        raise RuleError(f"option chances must be {n} numbers of at least 0, one per size 0 … {n - 1}")
    total = float(sum(comb(n - 1, s) * chance for s, chance in enumerate(chances.tolist())))
    if not abs(total - 1) <= CHANCE_TOLERANCE:
        raise RuleError(f"option chances must satisfy Σ C(n−1, s)·chances[s] = 1, got {total:.12g}")
    return chances
