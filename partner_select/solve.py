"""The one place that runs CP-SAT and reads its answer; nothing is read before the status allows it."""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal

from partner_select.errors import SelectionError
from partner_select.interrupt import Interrupt
from partner_select.model import Variables

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["Answer", "Settings", "Watch", "solve", "solver_version"]

Watch = Callable[[int | None, int | None], None]

POLL = 0.02  # seconds between looks for Ctrl-C and progress: short enough to feel immediate, long enough to cost nothing
BOUND_SLACK = 1e-6  # integer units: the bound is a whole number kept in a float64; above 2**-50·2**50 noise, below one unit


@dataclass(frozen=True)
class Settings:
    """How to run the solver.

    One worker is the default: it is deterministic, and on two cores it proves our instances no later than many workers do.
    More workers take turns in a fixed order (``interleave_search``), so that they are deterministic too.

    Parameters
    ----------
    time_limit
        Seconds.
    seed
        Random seed of the solver.
    workers
        Search workers.
    presolve
        Whether the solver may simplify the model first.
    """

    time_limit: float
    seed: int = 0
    workers: int = 1
    presolve: bool = True


@dataclass(frozen=True)
class Answer:
    """What the solver said, as plain data.

    Parameters
    ----------
    status
        ``"optimal"``, ``"feasible"``, ``"infeasible"`` or ``"unknown"``.
    members
        Chosen positions, None unless optimal or feasible.
    bound
        Upper bound on the integer objective, None unless optimal or feasible.
    core
        Positions among the guards that cannot all hold, when infeasible under guards.
    """

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    members: frozenset[int] | None = None
    bound: int | None = None
    core: tuple[int, ...] = ()


def solver_version() -> str:
    """Return the version of OR-Tools."""
    return version("ortools")


def _solver(settings: Settings) -> cp_model.CpSolver:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(settings.time_limit, 0.0)
    parameters.random_seed = settings.seed
    parameters.num_workers = settings.workers
    parameters.interleave_search = settings.workers > 1
    parameters.linearization_level = 2
    parameters.cp_model_presolve = settings.presolve
    parameters.catch_sigint_signal = False  # its own handler would replace Python's and not give it back
    return solver


def _run(solver: cp_model.CpSolver, model: cp_model.CpModel, callback: Any, interrupt: Interrupt, on_news: Callable[[], None]) -> Any:
    """Solve in a thread: only a main thread that runs Python sees Ctrl-C, and a solver call does not."""
    outcome: list[Any] = []

    def work() -> None:
        try:
            outcome.append(solver.solve(model, callback))
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=work, name="cp-sat", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(POLL)
            on_news()
            if interrupt.wanted:
                solver.stop_search()
    finally:
        while thread.is_alive():
            solver.stop_search()
            thread.join(POLL)
    on_news()
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _news(solver: cp_model.CpSolver, watch: Watch | None) -> tuple[Any, Callable[[], None]]:
    """A callback for the solver's thread and a function that hands its news on in the caller's thread."""
    from ortools.sat.python import cp_model

    if watch is None:
        return None, lambda: None
    waiting: queue.SimpleQueue[tuple[int | None, int | None]] = queue.SimpleQueue()

    class OnSolution(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            waiting.put((round(self.objective_value), _upper(self.best_objective_bound)))

    def hand_on() -> None:
        while not waiting.empty():
            watch(*waiting.get())

    solver.best_bound_callback = lambda bound: waiting.put((None, _upper(bound)))
    return OnSolution(), hand_on


def _upper(bound: float) -> int | None:
    return math.ceil(bound - BOUND_SLACK) if math.isfinite(bound) else None


def solve(variables: Variables, settings: Settings, interrupt: Interrupt, watch: Watch | None = None, guards: Sequence[Any] = ()) -> Answer:
    """Solve a model and return what may be read.

    Parameters
    ----------
    variables
        The model.
    settings
        Time limit, seed, workers.
    interrupt
        Stops the search when it is wanted.
    watch
        Called with (incumbent, bound) in integer units, either of them None, in the caller's thread.
    guards
        Literals to assume; when they clash, the answer names a core of them.

    Raises
    ------
    SelectionError
        If the solver refuses the model.
    """
    from ortools.sat.python import cp_model

    if guards:
        variables.model.add_assumptions(guards)
    refused = variables.model.validate()
    if refused:
        raise SelectionError(f"the solver refuses the model: {refused}")
    solver = _solver(settings)
    callback, on_news = _news(solver, watch)
    status = _run(solver, variables.model, callback, interrupt, on_news)
    if status == cp_model.INFEASIBLE:
        blamed = set(solver.sufficient_assumptions_for_infeasibility()) if guards else set()
        return Answer("infeasible", core=tuple(k for k, guard in enumerate(guards) if guard.index in blamed))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer("unknown")
    members = frozenset(i for i, x in enumerate(variables.chosen) if solver.boolean_value(x))
    bound = _upper(solver.best_objective_bound) if variables.model.has_objective() else None
    return Answer("optimal" if status == cp_model.OPTIMAL else "feasible", members, bound)
