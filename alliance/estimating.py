"""Estimated splits for alliances too large for a table: whom to ask, what to keep, and what came out as plain data."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import allocation as al
from alliance.language import Message, marked
from alliance.scenario import Problem, Scenario, ScenarioError, digest

if TYPE_CHECKING:
    from alliance.valuation import GamePlan

__all__ = ["ENGINES", "VALUES", "Asked", "estimate_plan"]

ENGINES = ("threads", "processes", "dask")
VALUES = ("shapley", "banzhaf", "owen")  # what the members of a scenario determine: blocks are the unions
LEAVING_SHARE = 0.25  # of the samples are asked on top, to look for groups that would walk out
FEWEST_LEAVING = 200  # evaluations for that

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """How an estimate is to be made.

    Parameters
    ----------
    samples, tolerance
        Evaluations at most, and the half-width of the 95 % intervals to reach, in the alliance's unit.
    values
        Of :data:`VALUES`.
    seed
        For the draws.
    engine
        Of :data:`ENGINES`; None lets compiled games walk by themselves, and asks Python functions in processes.
    workers, scheduler
        Of the engine.
    resume
        File that evaluations are kept in.
    """

    samples: int | None = None
    tolerance: float | None = None
    values: tuple[str, ...] = ("shapley",)
    seed: int = 0
    engine: str | None = None
    workers: int | None = None
    scheduler: str | None = None
    resume: Path | None = None

    def __post_init__(self) -> None:
        """Refuse what does not go together, all at once."""
        found = [
            *self._unknown("--rule", [value for value in self.values if value not in VALUES], VALUES),
            *self._unknown("--engine", [self.engine] if self.engine not in (None, *ENGINES) else [], ENGINES),
        ]
        if self.scheduler is not None and (self.engine != "dask" or self.workers is not None):
            what = marked("a scheduler belongs to --engine dask, and has workers of its own.")
            found.append(Problem("--scheduler", Message(what), Message(marked("Add --engine dask, and leave --workers out."))))
        if found:
            raise ScenarioError(found, "split")

    @staticmethod
    def _unknown(option: str, given: list[str | None], known: tuple[str, ...]) -> list[Problem]:
        what, fix = marked("{given} cannot be estimated with."), marked("Choose among {known}.")
        return [Problem(option, Message(what, {"given": one}), Message(fix, {"known": ", ".join(known)})) for one in given]

    def new_engine(self, compiled: bool) -> al.Engine:
        """Return the engine asked for; for a Python function processes are the default."""
        if self.engine == "dask":
            return al.DaskEngine(self.scheduler, self.workers)
        threads = self.engine == "threads" or (self.engine is None and compiled)
        return al.ThreadEngine(self.workers) if threads else al.ProcessEngine(self.workers)


def estimate_plan(
    scenario: Scenario, plan: GamePlan, asked: Asked, function: Callable[[Any], Any] | None = None, progress: Progress | None = None
) -> dict[str, Any]:
    """Estimate the split of one game and look for groups that would walk out.

    Parameters
    ----------
    scenario, plan
        Whose game.
    asked
        How.
    function
        The function behind the game, for games given by one.
    progress
        Called with (coalitions answered, of these from the file).

    Returns
    -------
    dict
        Plain data: ``game``, ``players``, ``estimates`` (each with payoffs, standard errors, 95 % intervals, evaluations, how it was
        made) and ``leaving``.

    Raises
    ------
    EvaluationError
        Naming groups whose worth could not be found out; all others are kept.
    ScenarioError
        If the file for evaluations cannot be used.
    RuleError
        If there are too few samples for so many members.
    """
    with ExitStack() as stack:
        executor = _executor(stack, scenario, plan, asked, function, progress)
        estimates = [_estimated(scenario, plan.game, value, asked, executor) for value in asked.values]
        samples = max(FEWEST_LEAVING, int(LEAVING_SHARE * (asked.samples or estimates[0].evaluations)))
        leaving = al.estimated_stability(plan.game, estimates[0].payoffs, samples=samples, seed=asked.seed, executor=executor)
    return {
        "kind": "estimate",
        "version": version("alliance-engine"),
        "scenario": digest(scenario),
        "seed": asked.seed,
        "game": plan.id,
        "players": list(plan.game.players),
        "estimates": [_plain(estimate) for estimate in estimates],
        "leaving": leaving.to_dict(),
    }


def _executor(
    stack: ExitStack,
    scenario: Scenario,
    plan: GamePlan,
    asked: Asked,
    function: Callable[[Any], Any] | None,
    progress: Progress | None,
) -> al.Executor | None:
    """None lets compiled games of a scenario walk by themselves, which no engine outruns."""
    if function is None and asked.engine is None and asked.resume is None:
        return None
    compiled = function is None or hasattr(function, "py_func")
    engine = asked.new_engine(compiled)
    stack.callback(engine.close)
    executor = al.EngineExecutor(plan.game, engine)
    if asked.resume is None:
        return executor
    from alliance.store import EvaluationStore, StoredExecutor, function_key

    store = stack.enter_context(EvaluationStore(asked.resume))
    key = function_key(function, plan.game.players) if function else f"{digest(scenario)} {plan.id}".encode()
    return StoredExecutor(executor, store, key, progress)


def _estimated(scenario: Scenario, game: al.Game, value: str, asked: Asked, executor: al.Executor | None) -> al.Estimate:
    options: dict[str, Any] = {"unions": _blocks(scenario, game.players)} if value == "owen" else {}
    return al.estimate(game, value, samples=asked.samples, tolerance=asked.tolerance, seed=asked.seed, executor=executor, **options)


def _blocks(scenario: Scenario, players: tuple[str, ...]) -> list[list[str]]:
    """The members of every block; a member without one stands alone."""
    blocks: dict[str, list[str]] = {}
    for member in scenario.members:
        if member.id in players:
            blocks.setdefault(f"block {member.block}" if member.block else f"member {member.id}", []).append(member.id)
    return list(blocks.values())


def _plain(estimate: al.Estimate) -> dict[str, Any]:
    low, high = estimate.interval().T
    return {
        "rule": estimate.rule,
        "payoffs": estimate.payoffs.tolist(),
        "standard_error": estimate.standard_error.tolist(),
        "low": low.tolist(),
        "high": high.tolist(),
        "evaluations": estimate.evaluations,
        "estimator": estimate.details["estimator"],
        "why": estimate.details["why"],
        "reached": estimate.details.get("reached"),
    }
