"""The note of a sampled least core: which coalitions it satisfies, and what that says about the others."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["SAMPLED_ROWS", "by_sampled_rows", "check_sampled_rows"]

SAMPLED_ROWS = "sampled rows"
SLACK = 1e-9  # of the largest value: sums of float64


def by_sampled_rows(rows: int, seed: int, epsilon: float, share: float, confidence: float) -> Proof:
    """Return the note: the coalitions are drawn again from the seed."""
    claim = (
        f"none of {rows} coalitions drawn at random gains more than {epsilon:.9g} by leaving; with a confidence of {confidence:.0%} "
        f"at most a share of {share:.3g} of all coalitions, drawn in the same way, does"
    )
    return Proof(SAMPLED_ROWS, claim, {"rows": rows, "seed": seed, "epsilon": epsilon, "share": share, "confidence": confidence})


def check_sampled_rows(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Draw the coalitions again, evaluate them, and work the guarantee out anew."""
    from allocation.sampling.guarantee import share_of_scenarios
    from allocation.sampling.least_core import any_size

    data = allocation.proof.data
    rows = any_size(game.n, int(data["rows"]), int(data["seed"]))
    values = game.worth(rows)
    largest = float((values - rows @ allocation.payoffs).max())
    slack = SLACK * max(1e-300, float(np.abs(values).max()), float(np.abs(allocation.payoffs).max()))
    share = share_of_scenarios(len(rows), game.n, float(data["confidence"]))
    return [
        Check("sampled coalitions", largest <= data["epsilon"] + slack, f"the largest excess of {len(rows)} coalitions is {largest:.9g}"),
        Check("guarantee", share <= data["share"] + SLACK, f"a share of at most {share:.3g} of all coalitions can be worse off"),
    ], None
