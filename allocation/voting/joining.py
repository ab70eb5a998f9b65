"""The chance of each voter to be the one who carries a decision, when all others join with the same probability."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, log1p

import numpy as np
from numpy.typing import NDArray

from allocation.kernels.voting_odds import add_odds, block_sums, carried_mass
from allocation.voting.box_counts import BoxCounts
from allocation.voting.counting_table import RowPairs

__all__ = ["carrying_chances"]

UNIT = 2.0**-53  # relative error of one rounding
PER_VOTER = 6  # roundings per voter: two of its odds, product, sum, and two in the final scale
PER_SUM = 200  # roundings of a sum over a window: two partial blocks, running sums, products
DRIFT = 4  # roundings of the weight of a window per step away from the quota
FLOOR = 1e-24  # probability: covers underflow, left-out windows and the low parts of running sums
RESCALE_BITS = 512  # the table is scaled down by this power of two before it could overflow
UNLIMITED = 2**40  # stands for: this sum never stops the voter

Floats = NDArray[np.float64]


def carrying_chances(box: BoxCounts, voters: Sequence[int], probability: float) -> tuple[Floats, Floats]:
    """Return, per voter, the probability that the others miss all thresholds of a box and with the voter do not.

    Parameters
    ----------
    box
        Counted without sizes.
    voters
        Whose chances are asked.
    probability
        At most one half, so that taking a voter out again is stable.

    Returns
    -------
    chances, errors
        float64[len(voters)] each; the error bounds follow from counting the roundings of positive terms.
    """
    odds = probability / (1 - probability)
    table, log_scale = _mixed(box, odds)
    high, low = block_sums(table)
    scale = exp((box.n - 1) * log1p(-probability) + log_scale)
    chances = np.zeros(len(voters))
    errors = np.full(len(voters), FLOOR)
    for k, voter in enumerate(voters):
        if any(t.weights[voter] for t in box.box):
            step = min(box.steps(voter)[-1], box.caps[-1])
            mass, magnitude, drift = carried_mass(table, high, low, _room(box, voter), step, odds)
            chances[k] = scale * mass
            errors[k] += scale * UNIT * ((PER_VOTER * box.n + PER_SUM) * magnitude + DRIFT * drift)
    return chances, errors


def _mixed(box: BoxCounts, odds: float) -> tuple[Floats, float]:
    """The table of products of odds, and the logarithm of what it must be multiplied by."""
    caps = box.caps
    rows = RowPairs(caps[:-1])
    table = np.zeros((box.cells // caps[-1], caps[-1]))
    table[0, 0] = 1.0
    reach, bits, log_scale = 0, 0.0, 0.0
    for voter in sorted(range(box.n), key=lambda i: box.steps(i)[-1]):
        *outer, inner = (min(step, cap) for step, cap in zip(box.steps(voter), caps, strict=True))
        rows.extend(outer)
        reach = min(reach + inner, caps[-1] - 1)
        targets, sources = rows.pairs(outer)
        add_odds(table, targets[::-1].copy(), sources[::-1].copy(), inner, reach, odds)
        bits += log1p(odds) / log(2)
        if bits > RESCALE_BITS:
            table *= 2.0**-RESCALE_BITS
            bits -= RESCALE_BITS
            log_scale += RESCALE_BITS * log(2)
    return table, log_scale


def _room(box: BoxCounts, voter: int) -> NDArray[np.int64]:
    """For every row of the table: how often the voter could join before one of the outer sums reaches its quota."""
    caps = box.caps[:-1]
    room = np.full(box.cells // box.caps[-1], UNLIMITED, dtype=np.int64)
    for where, cap, step in zip(np.indices(caps).reshape(len(caps), len(room)), caps, box.steps(voter), strict=False):
        if step:
            np.minimum(room, (cap - 1 - where) // min(step, cap), out=room)
    return room
