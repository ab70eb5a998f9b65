"""The note of an estimate: no proof that it is right, but how far off it may be, and how to make it again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["STANDARD_ERROR", "by_standard_error", "check_standard_error"]

STANDARD_ERROR = "standard error"
MOST_EVALUATIONS = 100_000  # of an estimate that is made again to check it: a few seconds for games that are quick to evaluate
FAR = 6.0  # times the length of the standard errors: an honest estimate is hardly ever so far off the exact value
SAME = 1e-9  # of the largest payoff: what another processor may add in another order


def by_standard_error(value: str, evaluations: int, samples: int | None, seed: int, method: str) -> Proof:
    """Return the note of an estimate; ``samples`` is the number that makes it again with the game and the seed, None if none does."""
    data = {"evaluations": evaluations, "samples": samples, "seed": seed, "method": method}
    claim = f"an estimate of {value!r} from {evaluations} evaluations: payoffs are uncertain by their standard errors"
    return Proof(STANDARD_ERROR, claim, data)


def check_standard_error(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Make the estimate again where that is quick, and compare it with the exact value where the game has a formula for it."""
    errors = np.array(allocation.details["standard_error"], dtype=np.float64)
    if errors.shape != (game.n,) or not np.all(np.isfinite(errors)) or np.any(errors < 0):
        return [Check("standard errors", False, "there is not one standard error of at least 0 for each player")], None
    largest = float(errors.max())
    checks = [Check("estimate", True, f"this is an estimate: payoffs are uncertain by standard errors of up to {largest:.3g}")]
    told, counted = allocation.details["evaluations"], allocation.proof.data["evaluations"]
    checks.append(Check("evaluations", told == counted, f"the result tells of {told} evaluations, its note of {counted}"))
    checks += _made_again(game, allocation, errors)
    exact = game.closed_form(allocation.rule)
    if exact is not None:
        # of all players together: one whose few chances were never drawn may have an error of 0 and still be off
        slack = SAME * float(np.abs(exact).max())
        off = float(np.sqrt((np.maximum(np.abs(allocation.payoffs - exact) - slack, 0.0) ** 2).sum()))
        limit = FAR * float(np.sqrt((errors**2).sum()))
        detail = f"the payoffs are {off:.3g} off the game's own formula, {limit:.3g} is allowed"
        checks.append(Check("against the formula", off <= limit, detail))
    return checks, None


def _made_again(game: Game, allocation: Allocation, errors: np.ndarray[Any, np.dtype[np.float64]]) -> list[Check]:
    from allocation.sampling.estimate import estimate

    data = allocation.proof.data
    if data["samples"] is None or data["evaluations"] > MOST_EVALUATIONS:
        return []
    options: dict[str, Any] = dict(allocation.options)
    again = estimate(game, allocation.rule, samples=data["samples"], seed=data["seed"], method=data["method"], **options)
    slack = SAME * max(float(np.abs(allocation.payoffs).max()), float(errors.max()))
    pairs = ((again.payoffs, allocation.payoffs), (again.standard_error, errors))
    same = again.evaluations == data["evaluations"] and all(np.allclose(new, old, rtol=0, atol=slack) for new, old in pairs)
    return [Check("repeated", same, f"the same seed and number of samples give {'the same' if same else 'another'} estimate")]
