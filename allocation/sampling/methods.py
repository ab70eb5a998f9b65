"""The methods of estimation by name: each takes a problem and a number of samples and returns an outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from allocation.errors import RuleError
from allocation.sampling.adjusted import Adjusted, adjusted
from allocation.sampling.auto import Candidate, run_auto
from allocation.sampling.outcome import Outcome
from allocation.sampling.permutations import Orders
from allocation.sampling.problem import Problem
from allocation.sampling.regression import regression, regression_sample
from allocation.sampling.state import State
from allocation.sampling.surrogates.by_size import BySize
from allocation.sampling.surrogates.linear import Linear
from allocation.sampling.surrogates.link import Link
from allocation.sampling.surrogates.surrogate import Surrogate
from allocation.sampling.surrogates.trees import Trees
from allocation.sampling.target import Target

__all__ = ["METHODS", "Method", "few_samples", "fewest_samples"]

Method = Callable[[Problem, int, int, Any], Outcome]
PILOT_ORDERS = 4  # pairs of orders that say whether an order and its reverse help: fewer say nothing
FIRST_STEP = 4  # times the fewest samples: how a run towards a tolerance begins
MANY_PLAYERS = 300  # players from which on walks along orders are tried too: surrogates cannot be fitted any more

_SURROGATES: dict[str, tuple[Surrogate | None, bool]] = {
    "reuse": (None, False),
    "stratified": (BySize(), False),
    "linear": (Linear(1), True),
    "linear_by_size": (Linear(3), True),
    "link": (Link(), False),
    "trees": (Trees(Linear(3)), False),
}
_WHY = {
    "reuse": "every coalition says something about every player; nothing is modelled",
    "stratified": "a fixed number of coalitions of each size, each reused for every player",
    "linear": "what a linear model misses is estimated",
    "linear_by_size": "what a linear model with slopes by size misses is estimated",
    "link": "what a rising function of a sum misses is estimated",
    "trees": "what boosted trees miss is estimated",
}


def fewest_samples(n: int) -> int:
    """Return how many evaluations an estimate for n players needs at least: two per player, and a handful."""
    return 2 * n + 12


def few_samples(problem: Problem) -> int:
    """Return how many samples a run towards a tolerance begins with: enough for a pilot of whatever is tried."""
    n = problem.game.n
    walked = 3 * PILOT_ORDERS * 2 * n if problem.compiled is not None and n > MANY_PLAYERS else 0
    return max(FIRST_STEP * fewest_samples(n), walked)


def _target(problem: Problem, name: str) -> Target:
    if problem.target is None:
        raise RuleError(f"method {name!r} cannot estimate {problem.value!r}: use 'permutations' or 'antithetic'")
    return problem.target


def _adjusted(name: str) -> Method:
    surrogate, pairs = _SURROGATES[name]

    def run(problem: Problem, samples: int, seed: int, before: Any) -> Outcome:
        """Draw by importance, once, and estimate."""
        target = _target(problem, name)
        how = Adjusted(surrogate, pairs and target.symmetric)
        state = before or State.start(problem.grand, target, samples - 1, seed)
        state = state.drawn(problem.evaluations, samples - (0 if before else 1), how.paired)
        units = len(state.sample.leaders) if how.paired else state.sample.count
        if surrogate is not None and not surrogate.suits(target.n, units):
            raise RuleError(f"method {name!r} does not suit {target.n} players and {samples} samples: use 'auto', or more samples")
        found = adjusted(state.sample, state.grand, target, state.bands, how, seed)
        return Outcome(found.payoffs, found.variance, how.name, _WHY[name], state)

    return run


def _orders(antithetic: bool) -> Method:
    name = "antithetic" if antithetic else "permutations"

    def run(problem: Problem, samples: int, seed: int, before: Any) -> Outcome:
        """Walk as many orders as the samples pay for."""
        walk = problem.walk
        if walk is None:
            raise RuleError(f"method {name!r} cannot estimate {problem.value!r}: orders say nothing about it")
        orders = before or Orders.start(problem.groups, antithetic, seed)
        count = (samples - 1) // max(1, orders.cost)
        if orders.count + count < 2:
            raise RuleError(f"method {name!r} needs at least {2 * orders.cost + 1} samples for {problem.game.n} players, got {samples}")
        orders = orders.walked(walk, count)
        walked = count * orders.cost if problem.compiled else 0
        why = "the mean of what each player adds in random orders" + (" and their reverses" if antithetic else "")
        return Outcome(orders.mean, orders.variance, name, why, orders, walked)

    return run


def _regression(leverage: bool) -> Method:
    name = "leverage" if leverage else "kernel"

    def run(problem: Problem, samples: int, seed: int, before: Any) -> Outcome:
        """Draw, then fit once."""
        target = _target(problem, name)
        if not target.efficient:
            raise RuleError(f"method {name!r} cannot estimate {problem.value!r}: its regression gives a Shapley value")
        grand = problem.grand
        sample, bands = regression_sample(problem.evaluations, target, samples - 1, seed, leverage)
        payoffs, variance = regression(sample, bands, grand)
        kind = "paired leverage-weighted regression" if leverage else "Shapley-kernel regression"
        return Outcome(payoffs, variance, kind, "the nearest additive game; consistent, with a bias that falls with the samples")

    return run


def _auto(problem: Problem, samples: int, seed: int, before: Any) -> Outcome:
    """Choose by a pilot."""
    if isinstance(before, Orders):
        return _orders(before.antithetic)(problem, samples, seed, before)
    if before is None and (problem.target is None or (problem.target.efficient and problem.game.n > MANY_PLAYERS)):
        found = _auto_orders(problem, samples, seed)
        if found is not None:
            return found
    target = _target(problem, "auto")
    state = before or State.start(problem.grand, target, samples - 1, seed)
    goal = samples + state.sample.count if before else samples - 1
    state, chosen, ranking = run_auto(problem.evaluations, state, goal)
    return Outcome(chosen[2].payoffs, chosen[2].variance, chosen[1].name, _reason(chosen, ranking), state)


def _reason(chosen: Candidate, ranking: Sequence[Candidate]) -> str:
    others = [f"{np.sqrt(foreseen):.3g} by {how.name}" for foreseen, how, _ in ranking if how != chosen[1]][:3]
    against = f", against {'; '.join(others)}" if others else ""
    return f"samples foresee a standard error of {np.sqrt(chosen[0]):.3g} (root mean square) by {chosen[1].name}{against}"


def _auto_orders(problem: Problem, samples: int, seed: int) -> Outcome | None:
    """Plain orders or pairs of an order and its reverse, by a pilot of both; None where the samples pay for no pilot."""
    walk, n = problem.walk, problem.game.n
    pilot = PILOT_ORDERS * 2 * (n - 1)
    if walk is None or samples < 3 * pilot:
        # too few for a pilot: where marginal contributions cost next to nothing, an order and its reverse are the safer choice
        affordable = problem.compiled is not None and samples > 4 * (n - 1)
        return _orders(affordable)(problem, samples, seed, None) if affordable or problem.target is None else None
    pairs = Orders.start(problem.groups, True, seed).walked(walk, PILOT_ORDERS)
    plain = Orders.start(problem.groups, False, seed).walked(walk, 2 * PILOT_ORDERS)
    better = bool(pairs.variance.sum() <= plain.variance.sum())
    chosen = pairs if better else plain
    count = (samples - 1 - 2 * pilot) // chosen.cost
    chosen = chosen.walked(walk, count)
    walked = 2 * pilot + count * chosen.cost if problem.compiled else 0
    name = "antithetic" if better else "permutations"
    why = f"{PILOT_ORDERS} pairs of an order and its reverse vary {'less' if better else 'more'} than {2 * PILOT_ORDERS} single orders"
    return Outcome(chosen.mean, chosen.variance, name, why, chosen, walked)


METHODS: dict[str, Method] = {
    "auto": _auto,
    "permutations": _orders(False),
    "antithetic": _orders(True),
    **{name: _adjusted(name) for name in _SURROGATES},
    "leverage": _regression(True),
    "kernel": _regression(False),
}
