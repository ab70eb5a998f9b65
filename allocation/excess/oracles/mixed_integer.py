"""The worst coalitions as a mixed-integer program: who is in, and what they then make of it in amounts of any size."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import AllocationError
from allocation.excess.oracles.oracle import SolverOracle, Worst
from allocation.games.base import Game

__all__ = ["MixedIntegerOracle", "Program"]

Floats = NDArray[np.float64]

STRETCH = 1e3  # gains are given to the solver in thousandths of the scale, so that its absolute tolerances are small against them
PROVED = 1e-6  # of the scale: what the solver's own tolerances leave open of a bound
SOLVER = "SCIP"
# the search for cutting planes takes twenty times as long here as the tree that they spare
PARAMETERS = "limits/gap = 0\nnumerics/feastol = 1e-9\nseparating/maxrounds = 0\nseparating/maxroundsroot = 0\n"
SHORTEST = 1e-3  # seconds: the solver takes a limit of zero for none


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a solver found.

    Parameters
    ----------
    values
        float64[variables], None if nothing was found.
    bound
        An upper bound of the gain; minus infinity if there is no solution.
    """

    values: Floats | None
    bound: float


class Program:
    """A mixed-integer program that grows: maximise Σ gain · variable over rows ``low ≤ Σ coefficient · variable ≤ high``.

    Examples
    --------
    >>> program = Program()
    >>> here = program.variable(2.0, whole=True)
    >>> program.row({here: 1.0}, high=0.5)
    >>> len(program.gains), len(program.rows)
    (1, 1)
    """

    def __init__(self) -> None:
        self.gains: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def variable(self, gain: float = 0.0, whole: bool = False) -> int:
        """Add a variable between 0 and 1; return its number."""
        self.gains.append(gain)
        self.whole.append(whole)
        return len(self.gains) - 1

    def row(self, coefficients: dict[int, float], low: float = -np.inf, high: float = np.inf) -> None:
        """Add a row."""
        self.rows.append((coefficients, low, high))

    def solve(self, seconds: float) -> Outcome:
        """Return the best values found in some seconds, and what is proved about the gain.

        Raises
        ------
        AllocationError
            If the solver fails.
        """
        from ortools.linear_solver.python import model_builder

        make: Any = model_builder.Model  # the library's constructor has no types
        model = make()
        variables = [model.new_var(0.0, 1.0, whole, None) for whole in self.whole]
        for row, low, high in self.rows:
            model.add_linear_constraint(model_builder.LinearExpr.weighted_sum([variables[k] for k in row], list(row.values())), low, high)
        model.maximize(model_builder.LinearExpr.weighted_sum(variables, self.gains))
        solver = model_builder.Solver(SOLVER)
        solver.set_time_limit_in_seconds(max(seconds, SHORTEST))
        solver.set_solver_specific_parameters(PARAMETERS)
        outcome = solver.solve(model)
        if outcome == model_builder.SolveStatus.INFEASIBLE:
            return Outcome(None, -np.inf)
        if outcome not in (model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE):
            if outcome == model_builder.SolveStatus.NOT_SOLVED:
                return Outcome(None, np.inf)
            raise AllocationError(f"the solver gave up the search for a dissatisfied coalition: {outcome.name}")
        return Outcome(np.array([solver.value(one) for one in variables]), float(solver.best_objective_bound))


class MixedIntegerOracle(SolverOracle):
    """Asks SCIP for the coalition with the largest excess.

    The solver works in float64 with tolerances: coalitions are evaluated anew from the game, and its bound is good to 1e-6 of the scale.

    Parameters
    ----------
    game
        The game.
    time_limit
        Seconds for one call.
    """

    name = "mixed-integer program (SCIP)"
    precision = 2 * PROVED

    def __init__(self, game: Game, time_limit: float) -> None:
        self.game, self.time_limit = game, time_limit

    @abstractmethod
    def add_worth(self, program: Program, inside: list[int], unit: float) -> None:
        """Add variables and rows so that the largest gain is v(S) / unit.

        Parameters
        ----------
        program
            The program.
        inside
            The variable of each player.
        unit
            What a gain of one is worth.
        """

    def worst_above(self, payoffs: Floats, floor: float | None = None, complement: NDArray[np.int64] | None = None) -> Worst:
        """Return the coalition found, and what the solver proved."""
        n = len(payoffs)
        lowest = -np.inf if floor is None else floor
        nothing = np.zeros((0, n), dtype=np.bool_)
        if n == 1:
            return Worst(nothing, np.empty(0), lowest)
        unit = self.scale / STRETCH
        program = Program()
        inside = [program.variable(-x / unit, whole=True) for x in payoffs.tolist()]
        _leave_out_span(program, inside, complement)
        self.add_worth(program, inside, unit)
        if floor is not None:
            # nearer to the floor the solver's tolerances would take what lies below for what lies above
            lowest = floor + PROVED * self.scale
            program.row({k: gain for k, gain in enumerate(program.gains) if gain}, low=lowest / unit)
        found = program.solve(self.time_limit)
        rows = nothing if found.values is None else found.values[None, :n] > 0.5
        excesses = self.game.worth(rows) - rows @ payoffs
        bound = max(lowest, min(found.bound, sum(max(gain, 0.0) for gain in program.gains)) * unit)
        # an optimum that the game itself confirms is the bound, free of the solver's tolerances
        settled = excesses.size and abs(float(excesses[0]) - bound) <= PROVED * self.scale
        return Worst.sorted(rows, excesses, float(excesses[0]) if settled else bound)


def _leave_out_span(program: Program, inside: list[int], complement: NDArray[np.int64] | None) -> None:
    """Only proper coalitions or, with a complement, only those on either side of one of its planes."""
    if complement is None:
        program.row(dict.fromkeys(inside, 1.0), 1.0, len(inside) - 1.0)
        return
    sides = {}
    for plane in complement.tolist():
        for sign in (1, -1):
            there = program.variable(whole=True)
            side = {one: float(sign * c) for one, c in zip(inside, plane, strict=True) if c}
            deepest = sum(min(c, 0.0) for c in side.values())
            program.row({**side, there: deepest - 1.0}, low=deepest)
            sides[there] = 1.0
    program.row(sides, low=1.0)
