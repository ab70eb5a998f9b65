"""A problem as a quadratic objective over whole numbers with limits "at most", never below the true objective of any allowed set.

It is what the combinatorial bound and the branch and bound work on, and what :func:`partner_select.verify` builds again to check a bound.
Terms that are not sums over members and pairs enter with a linear upper estimate; ``exact`` says whether there were any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.model import TERMS, Limit
from partner_select.model.scaling import Part, scale_parts, scale_row
from partner_select.model.size import most_members
from partner_select.problem import Problem

__all__ = ["Quadratic"]

# pairs, fixing and counting say more about these than a price does
UNPRICED = ("conflict", "include", "exclude", "differ", "size_max", "implies")
# limits that the partners of every single candidate are held to as well; the first one present
KNAPSACKS = ("cost_at_most", "budget", "robust_budget", "expected_loss_at_most", "expected_loss", "class_budget")
PRICED = 64  # limits that get a price, at most: further ones are kept by the search alone
FINEST = 2**10  # multipliers are multiples of 1/1024 of a unit: finer ones did not move a bound by a unit
EXACT = 2**52  # float64 holds multiples of the grid exactly below EXACT / grid


@dataclass(frozen=True, eq=False)
class Quadratic:
    """max constant + unit·(Σ own + Σ pair over chosen pairs) + error, over at most ``most`` of the candidates that are open.

    Parameters
    ----------
    open, inside
        Positions that may be chosen, and that must be (their own and pair values are in ``constant`` and ``own``).
    own
        float64[m] of whole numbers, per open candidate.
    pair
        float64[m, m], symmetric, zero diagonal; pairs that limits forbid are negative enough never to be wanted.
    rows, room
        float64[r, m] and float64[r]: Σ rows <= room; rounded outwards where ``exact`` is False.
    priced
        How many of the rows, from the first, take part in the bound.
    knapsack
        Which of them is a budget, -1 if none is.
    most
        Most open candidates any set may take.
    unit, error, constant
        What one whole unit is worth, how far the whole numbers may be off for any set, and what is added to every set.
    grid
        Multipliers are multiples of ``1 / grid``.
    exact
        Whether objective and rows say exactly what the problem says, but for sets that ``rounded`` rows let through.
    rounded
        Whether rows let sets through that the limits refuse: by rounding, or until they are cut off.
    """

    open: NDArray[np.int64]
    inside: tuple[int, ...]
    own: NDArray[np.float64]
    pair: NDArray[np.float64]
    rows: NDArray[np.float64]
    room: NDArray[np.float64]
    priced: int
    knapsack: int
    most: int
    unit: Fraction
    error: Fraction
    constant: Fraction
    grid: float
    exact: bool
    rounded: bool

    @classmethod
    def of(cls, problem: Problem, limits: Sequence[Limit]) -> Quadratic:
        """Read a problem and its limits. O(n² + limits·n).

        Raises
        ------
        ScaleError
            If the numbers cannot be counted in 64-bit integers.
        """
        own, pair, constant, unit, error, exact = _objective(problem)
        rows, room, priced, knapsack, same = _rows(problem.pool.n, limits)
        inside = problem.include
        closed = set(inside) | set(problem.exclude)
        left = np.array([i for i in range(problem.pool.n) if i not in closed], dtype=np.int64)
        chosen = list(inside)
        worth = own[chosen].sum() + pair[np.ix_(chosen, chosen)].sum() / 2.0
        own, room = own + pair[:, chosen].sum(axis=1), room - rows[:, chosen].sum(axis=1)
        grid = _grid(own, pair)
        own, pair, rows = own[left], pair[np.ix_(left, left)], np.ascontiguousarray(rows[:, left])
        pair = _without_forbidden(pair, rows, room)
        most = max(0, min(most_members(problem) - len(inside), len(left)))
        constant += unit * int(worth)
        rounded = not all(limit.is_exact for limit in limits)
        return cls(left, inside, own, pair, rows, room, priced, knapsack, most, unit, error, constant, grid, exact and same, rounded)

    def worth(self, bound: Fraction) -> Fraction:
        """Return a bound in whole units as a bound on the true objective."""
        return self.constant + self.unit * bound + self.error


def _objective(problem: Problem) -> tuple[NDArray[np.float64], NDArray[np.float64], Fraction, Fraction, Fraction, bool]:
    n, pairs = problem.pool.n, problem.pool.pairs
    constant, exact = Fraction(0), True
    parts, ends = [], list[tuple[NDArray[np.int64], NDArray[np.int64]] | None]()
    for term in TERMS:
        weight = term.weight(problem)
        if not weight:
            continue
        most = term.majorant(problem)
        constant += weight * most.constant
        exact = exact and most.exact
        if most.own is not None:
            parts.append(Part(term.name, range(n), most.own.numerators, weight / most.own.denominator))
            ends.append(None)
        if most.pairs is not None:
            parts.append(Part(term.name, range(len(most.pairs)), most.pairs.numerators, weight / most.pairs.denominator))
            ends.append((pairs.first, pairs.second) if most.ends is None else most.ends)
    scale = scale_parts(parts)
    own, pair = np.zeros(n), np.zeros((n, n))
    for numbers, where in zip(scale.coefficients, ends, strict=True):
        values = np.array(numbers, dtype=np.float64)
        if where is None:
            own += values
        else:
            np.add.at(pair, where, values)
    return own, pair + pair.T, constant, scale.unit, scale.error, exact


def _rows(n: int, limits: Sequence[Limit]) -> tuple[NDArray[np.float64], NDArray[np.float64], int, int, bool]:
    """All rows as "at most", the ones with a price first; which one is the knapsack; whether they say all of it exactly."""
    exact = all(limit.is_exact or limit.is_rounded or limit.is_cut for limit in limits)
    limits = [limit for limit in limits if limit.is_row or any(limit.coefficients.numerators)]
    priced = [limit for limit in limits if limit.code not in UNPRICED][:PRICED]
    others = [limit for limit in limits if not any(limit is other for other in priced)]
    kept = [(limit, limit.coefficients) for limit in (*priced, *others)] + [(limit, row) for limit in limits for row in limit.rows]
    rows, room = np.zeros((len(kept), n)), np.zeros(len(kept))
    for r, (limit, numbers) in enumerate(kept):
        at_most = limit.sense == "at most"
        row = scale_row(numbers, limit.bound, at_most, limit.source)
        sign = 1 if at_most else -1
        rows[r] = [sign * x for x in row.coefficients]
        room[r] = sign * row.bound
        exact = exact and row.exact
    codes = [limit.code for limit in priced]
    knapsack = next((codes.index(code) for code in KNAPSACKS if code in codes), -1)
    return rows + 0.0, room + 0.0, len(priced), knapsack, exact


def _without_forbidden(pair: NDArray[np.float64], rows: NDArray[np.float64], room: NDArray[np.float64]) -> NDArray[np.float64]:
    """Make pairs that one limit alone rules out too bad ever to be wanted; what they are worth does not matter."""
    never = -(2.0 * np.abs(pair).max(initial=0.0) + 2.0)
    allowed = pair.copy()
    for row, left in zip(rows, room, strict=True):
        if not len(row) or row.min() < 0.0 or 2.0 * row.max() <= left:
            continue
        ends = np.flatnonzero(row)
        clash = row[ends][:, None] + row[ends][None, :] > left
        allowed[np.ix_(ends, ends)] = np.where(clash, never, allowed[np.ix_(ends, ends)])
    np.fill_diagonal(allowed, 0.0)
    return allowed


def _grid(own: NDArray[np.float64], pair: NDArray[np.float64]) -> float:
    """The finest power of two on which every sum of these numbers is exact in float64."""
    size = 8.0 * (np.abs(own).sum() + 2.0 * np.abs(pair).sum() + 1.0)
    grid = float(FINEST)
    while grid * size > EXACT:
        grid /= 2.0
    return grid
