"""The worst coalitions as an integer program: who is in, what the coalition then is worth, and what it gets."""

from __future__ import annotations

from abc import abstractmethod
from math import floor as rounded_down
from math import log10
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.excess.oracles.oracle import SolverOracle, Worst
from allocation.games.base import Game

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["IntegerProgramOracle"]

WHOLE = 2.0**48  # all coefficients together: far below what the solver's 64-bit integers and their float64 bound hold
PRECISION = 1e-9  # of the scale: whole numbers of 48 bits keep some thousand times more
SEED = 0
ANSWERS = frozenset({"OPTIMAL", "FEASIBLE"})  # no other outcome has numbers that may be read
KEPT = 50  # coalitions of one call at most: the last solutions found are the best


class IntegerProgramOracle(SolverOracle):
    """Asks CP-SAT for the coalition with the largest excess; every better solution on the way is a coalition too.

    Amounts are rounded to whole numbers for the solver only: excesses are evaluated anew from the game, and the bound allows for the
    rounding. It stays a bound when the solver stops at its limit.

    Parameters
    ----------
    game
        The game.
    time_limit
        Seconds for one call.
    """

    name = "integer program (CP-SAT)"
    precision = PRECISION

    def __init__(self, game: Game, time_limit: float) -> None:
        self.game, self.time_limit = game, time_limit

    @abstractmethod
    def add_worth(self, model: cp_model.CpModel, inside: list[cp_model.IntVar]) -> tuple[list[Any], NDArray[np.float64]]:
        """Add variables to a model so that v(S) is the largest Σ amount·variable; return both.

        Parameters
        ----------
        model
            The model.
        inside
            One Boolean for each player.
        """

    def worst_above(self, payoffs: NDArray[np.float64], floor: float | None = None, complement: NDArray[np.int64] | None = None) -> Worst:
        """Return the coalitions found, and what the solver proved."""
        from ortools.sat.python import cp_model

        n = len(payoffs)
        any_will_do = floor is not None and complement is not None
        lowest = -np.inf if floor is None else floor + (PRECISION * self.scale / 2 if any_will_do else 0.0)
        if n == 1:
            return Worst(np.zeros((0, n), dtype=np.bool_), np.empty(0), lowest)
        model = cp_model.CpModel()
        inside = [model.new_bool_var("") for _ in range(n)]
        _leave_out_span(model, inside, complement)
        variables, amounts = self.add_worth(model, inside)
        terms, every = [*inside, *variables], np.concatenate((-payoffs, amounts))
        factor = _factor(every)
        whole = np.rint(every * factor)
        rounding = float(np.abs(every * factor - whole).sum()) / factor
        gain = sum(int(c) * term for c, term in zip(whole.tolist(), terms, strict=True))
        if floor is not None:
            model.add(gain >= rounded_down((lowest - rounding) * factor))
        model.maximize(gain)
        outcome, bound, rows = self._solve(model, inside, any_will_do)
        if outcome == "INFEASIBLE":
            return Worst(np.zeros((0, n), dtype=np.bool_), np.empty(0), lowest)
        # where not even a bound was found, the sum of all gains is one
        largest = float(np.maximum(every, 0.0).sum())
        proved = bound / factor if outcome in ANSWERS else largest
        return Worst.sorted(rows, self.game.worth(rows) - rows @ payoffs, max(lowest, min(proved + rounding, largest)))

    def _solve(self, model: cp_model.CpModel, inside: list[cp_model.IntVar], any_will_do: bool) -> tuple[str, float, NDArray[np.bool_]]:
        """Outcome, bound and the coalitions met."""
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.catch_sigint_signal = False  # its own handler would replace Python's and not give it back
        solver.parameters.max_time_in_seconds = self.time_limit
        solver.parameters.random_seed = SEED
        solver.parameters.num_workers = 1
        solver.parameters.stop_after_first_solution = any_will_do
        met = _collector(inside)
        outcome = solver.status_name(solver.solve(model, met))
        if outcome not in ANSWERS | {"UNKNOWN", "INFEASIBLE"}:
            raise AllocationError(f"the solver refused the search for a dissatisfied coalition: {outcome}")
        rows = np.array(met.rows[-KEPT:], dtype=np.bool_).reshape(-1, len(inside))
        return outcome, solver.best_objective_bound if outcome in ANSWERS else np.inf, rows


def _leave_out_span(model: cp_model.CpModel, inside: list[cp_model.IntVar], complement: NDArray[np.int64] | None) -> None:
    """Only proper coalitions or, with a complement, only those on either side of one of its planes."""
    if complement is None:
        model.add_linear_constraint(sum(inside), 1, len(inside) - 1)
        return
    sides = []
    for plane in complement.tolist():
        side = sum(c * one for c, one in zip(plane, inside, strict=True) if c)
        for sign in (1, -1):
            there = model.new_bool_var("")
            model.add(sign * side >= 1).only_enforce_if(there)
            sides.append(there)
    model.add_bool_or(sides)


def _factor(amounts: NDArray[np.float64]) -> float:
    """The power of ten that makes whole numbers of amounts: short decimals then are not rounded at all."""
    total = float(np.abs(amounts).sum())
    return 10.0 ** rounded_down(log10(WHOLE / total)) if total else 1.0


def _collector(inside: list[cp_model.IntVar]) -> Any:
    """Keep who is in of every solution found."""
    from ortools.sat.python import cp_model

    class Collector(cp_model.CpSolverSolutionCallback):
        def __init__(self) -> None:
            super().__init__()
            self.rows: list[list[bool]] = []

        def on_solution_callback(self) -> None:
            self.rows.append([self.boolean_value(one) for one in inside])

    return Collector()
