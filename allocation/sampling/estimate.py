"""Estimates of values for games too large for a table, with standard errors, towards a budget or a target half-width."""

from __future__ import annotations

from typing import Any

import numpy as np

from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.proofs.standard_error import by_standard_error
from allocation.sampling.evaluation import Executor
from allocation.sampling.every import every_coalition, payable
from allocation.sampling.methods import METHODS, few_samples, fewest_samples
from allocation.sampling.outcome import Outcome
from allocation.sampling.problem import Problem, problem_of
from allocation.sampling.result import Estimate, Resume, half_width

__all__ = ["estimate"]

MOST_SAMPLES = 10_000_000  # evaluations towards a tolerance when no limit is given
LEVEL = 0.95  # of the intervals a tolerance speaks of
MARGIN = 1.1  # times the samples a tolerance seems to need: a standard error is an estimate itself
MOST_GROWTH = 8.0  # times the samples so far that one step may add


def estimate(
    game: Game,
    value: str = "shapley",
    *,
    samples: int | None = None,
    tolerance: float | None = None,
    seed: int = 0,
    method: str = "auto",
    executor: Executor | None = None,
    start: Estimate | None = None,
    **options: Any,
) -> Estimate:
    """Estimate a value by evaluating some coalitions, with a standard error for every member.

    Parameters
    ----------
    game
        Any game, of any number of players.
    value
        ``"shapley"``, ``"banzhaf"``, ``"semivalue"`` (option ``chances``), ``"owen"`` (``unions``) or ``"myerson"`` (``graph``).
    samples
        How many coalitions may be evaluated; with ``tolerance`` the most that may be.
    tolerance
        Half-width of the 95 % interval, in the game's unit, that every member's estimate is to reach.
    seed
        The same seed gives the same estimate, whoever evaluates and however the coalitions are batched.
    method
        ``"auto"``: a pilot chooses surrogate and pairing for this game, and the result says why. Or one of: ``"permutations"``,
        ``"antithetic"`` (orders and their reverses), ``"stratified"`` (by size, every coalition reused for all), ``"reuse"`` (maximum
        sample reuse), ``"linear"``, ``"linear_by_size"``, ``"link"``, ``"trees"`` (regression-adjusted, cross-fitted), ``"leverage"``
        (paired regression) and ``"kernel"`` (KernelSHAP, the baseline).
    executor
        Who evaluates; the game in this process when left out.
    start
        An earlier estimate of the same value to go on from: ``samples`` then are more ones.
    **options
        Those of the value.

    Returns
    -------
    Estimate
        Never more evaluations than ``samples``. Where the samples pay for every coalition the payoffs are exact and the errors 0.

    Raises
    ------
    RuleError
        If the value or method is unknown, they do not fit, an option is wrong, or the samples are too few for so many players.
    GameError
        If a coalition is worth something that is not finite; the message names it.

    Notes
    -----
    All methods but ``"auto"``, ``"leverage"`` and ``"kernel"`` are unbiased. ``"auto"`` decides how to spend later samples by earlier
    ones, which leaves a bias far below the standard error.

    References
    ----------
    J. Castro, D. Gómez and J. Tejada, "Polynomial calculation of the Shapley value based on sampling", 2009.
    R. T. Witter, Y. Liu and C. Musco, "Regression-adjusted Monte Carlo estimators for Shapley values and probabilistic values", 2025.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.PairwiseGame([1.0] * 40, {("1", "2"): 6.0})
    >>> e = al.estimate(g, samples=1_000, method="antithetic")
    >>> e.payoffs[:3].tolist(), float(e.standard_error.max()), e.evaluations
    ([4.0, 4.0, 1.0], 0.0, 936)
    """
    if method not in METHODS:
        raise RuleError(f"there is no method of estimation {method!r}: choose among {', '.join(METHODS)}")
    _check_budget(game, samples, tolerance)
    problem = problem_of(game, value, executor, options)
    before = None if start is None else _checked_start(start, problem)
    again = {"game": game, "value": value, "seed": seed, "method": method, "executor": executor, **options}
    resumed = None if before is None or before.run is None else before.run
    # where a part cannot be resumed, a new one with luck of its own is averaged with it
    luck = seed if start is None or resumed is not None else seed + 1 + int(start.details["parts"])
    outcome, used, reached = _run(problem, method, samples, tolerance, luck, resumed, start)
    repeated_by = samples if tolerance is None and start is None and executor is None else None
    return _result(problem, outcome, used, reached, again, start, resumed is not None, repeated_by)


def _check_budget(game: Game, samples: int | None, tolerance: float | None) -> None:
    if samples is None and tolerance is None:
        raise RuleError("an estimate needs a number of samples, or a tolerance")
    if tolerance is not None and not 0 < tolerance < np.inf:
        raise RuleError(f"the tolerance must be a positive number in the game's unit, got {tolerance}")
    least = fewest_samples(game.n)
    if samples is not None and samples < least and not payable(game.n, samples):
        raise RuleError(f"an estimate for {game.n} players needs at least {least} samples, got {samples}")


def _checked_start(start: Estimate, problem: Problem) -> Resume | None:
    same = start.rule == problem.value and start.players == problem.game.players and dict(start.options) == dict(problem.options)
    if not same:
        raise RuleError(f"start is an estimate of another value: {start.rule!r} of {len(start.players)} players")
    return start._resume


def _run(
    problem: Problem, method: str, samples: int | None, tolerance: float | None, seed: int, run: Any, start: Estimate | None
) -> tuple[Outcome, int, bool | None]:
    """Run a method once, or in growing steps until the tolerance is reached."""
    n, most = problem.game.n, MOST_SAMPLES if samples is None else samples
    if run is None and start is None and payable(n, most):
        outcome = every_coalition(problem)
        return outcome, problem.asked.count, None if tolerance is None else True
    step = most if tolerance is None else min(most, few_samples(problem))
    used = 0
    while True:
        outcome = METHODS[method](problem, step, seed, run)
        used += outcome.walked
        spent = used + problem.asked.count
        if tolerance is None:
            return outcome, spent, None
        half = half_width(LEVEL) * float(np.sqrt(outcome.variance.max()))
        left = most - spent
        if half <= tolerance or left < fewest_samples(n) or outcome.run is None:
            return outcome, spent, half <= tolerance
        wanted = spent * min(MOST_GROWTH, MARGIN * (half / tolerance) ** 2 - 1)
        step, run = int(min(left, max(wanted, fewest_samples(n)))), outcome.run


def _result(
    problem: Problem,
    outcome: Outcome,
    used: int,
    reached: bool | None,
    again: dict[str, Any],
    start: Estimate | None,
    resumed: bool,
    repeated_by: int | None,
) -> Estimate:
    payoffs, variance, parts = outcome.payoffs, outcome.variance, 1
    if start is not None:
        parts = int(start.details["parts"]) + (0 if resumed else 1)
        if not resumed:
            share = used / (used + start.evaluations)
            payoffs = share * payoffs + (1 - share) * start.payoffs
            variance = share**2 * variance + (1 - share) ** 2 * start.standard_error**2
        used += start.evaluations
    details: dict[str, Any] = {
        "standard_error": np.sqrt(variance).tolist(),
        "evaluations": used,
        "estimator": outcome.estimator,
        "why": outcome.why,
        "seed": again["seed"],
        "method": again["method"],
        "parts": parts,
    }
    if reached is not None:
        details["reached"] = reached
    proof = by_standard_error(problem.value, used, repeated_by, again["seed"], again["method"])
    # a run whose parts are averaged cannot be resumed as one
    resume = Resume(again, outcome.run if parts == 1 else None)
    return Estimate(problem.game.players, payoffs, problem.value, "estimate", proof, problem.options, details, resume)
