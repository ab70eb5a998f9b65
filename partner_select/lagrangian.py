"""A certified upper bound at once: subgradient steps on the Lagrangian decomposition, ended by a limit of steps or of time.

Chaillou, P., Hansen, P. and Mahieu, Y. (1989). Best network flow bounds for the quadratic knapsack problem. LNM 1403, 225-235.
Caprara, A., Pisinger, D. and Toth, P. (1999). Exact solution of the quadratic knapsack problem. INFORMS J. Computing 11, 125-137.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from partner_select.certificate import Multipliers, certified_bound
from partner_select.interrupt import Interrupt
from partner_select.quadratic import Quadratic

__all__ = ["Relaxation", "even_split", "relax"]

STEPS = 600  # subgradient steps: more lowered the bound by less than 1 % (n from 50 to 500)
WORK = 4e6  # pairs looked at between two looks at the clock: some tenths of a second
SETTLED = 1e-2  # share of Polyak's step below which further steps move nothing


@dataclass(frozen=True, eq=False)
class Relaxation:
    """A bound on all sets, what it rests on, and who cannot be in any set better than the one known.

    Parameters
    ----------
    bound
        No allowed set has a higher true objective.
    multipliers
        What it rests on.
    hopeless
        Positions of candidates that are in no set better than the known one.
    """

    bound: Fraction
    multipliers: Multipliers
    hopeless: frozenset[int]


def even_split(quadratic: Quadratic) -> Multipliers:
    """Return the multipliers that steps start from: every pair halved (in whole units on a coarse grid), no prices."""
    half = np.floor(quadratic.pair / 2.0) if quadratic.grid < 2.0 else quadratic.pair / 2.0
    upper = np.triu(half, 1)
    split = upper + np.tril(quadratic.pair - upper.T, -1)
    return Multipliers(split, np.zeros(len(quadratic.own)), np.zeros(quadratic.priced))


def relax(
    quadratic: Quadratic, known: Fraction | None, deadline: float, interrupt: Interrupt, on_bound: Callable[[Fraction], None]
) -> Relaxation:
    """Return a bound, as small as steps and time allow.

    Parameters
    ----------
    quadratic
        The problem, with at least one open candidate and room for one.
    known
        Objective of a known set: steps aim at it, and stop once nothing better can exist.
    deadline
        On the monotonic clock, in seconds; at least one round of steps is made.
    interrupt
        Ends the steps when it is wanted.
    on_bound
        Told every better bound.
    """
    from partner_select.kernels.decomposition import tighten

    q, m = quadratic, len(quadratic.own)
    free = np.arange(m, dtype=np.int64)
    found = even_split(q)
    rows, room = q.rows[: q.priced], q.room[: q.priced]
    target = 0.0 if known is None else math.floor((known - q.constant - q.error) / q.unit) + 1.0  # the least that would be better
    chosen, partners, scores = np.empty(m, np.bool_), np.empty((m, m), np.bool_), np.empty(m)
    burst, made, length, whole = max(8, int(WORK / m**2)), 0, 1.0, np.inf
    while True:
        steps = min(burst, STEPS - made)
        whole, length, done = tighten(
            free, q.own, q.pair, found.split, rows, room, q.knapsack, q.most, q.grid, found.inner, found.outer, target, steps, length,
            chosen, partners, scores,
        )  # fmt: skip
        made += done
        on_bound(q.worth(Fraction(whole)))
        over = interrupt.wanted or time.monotonic() > deadline
        if over or whole < target or length < SETTLED or made >= STEPS or done < steps:
            break
    weakest = scores[chosen].min(initial=np.inf) if chosen.sum() == q.most else 0.0
    hopeless = ~chosen & (whole + scores - weakest < target - 1.0) if known is not None else np.zeros(m, dtype=np.bool_)
    return Relaxation(certified_bound(q, found), found, frozenset(q.open[hopeless].tolist()))
