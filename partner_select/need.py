"""How much of a capability is needed, and how much of it a set of members has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.reading import Findings

__all__ = ["Need", "reached", "reached_by_each", "read_need"]

WAYS = ("best", "sum", "any")


@dataclass(frozen=True)
class Need:
    """How much of a capability the chosen members must have.

    Parameters
    ----------
    amount
        The level needed, in the unit of the capability; above 0. With ``"any"``, a probability.
    by
        ``"best"``: single members must reach it; ``"sum"``: the members' levels are added; ``"any"``: levels are probabilities to
        succeed, independently, and at least one must: 1 - Π(1 - level), the probabilistic OR.
    at_least
        With ``"best"``: how many members must reach it, so that the set survives the exit of any ``at_least - 1``.
    hard
        False: not a limit, only the objective's coverage term rewards it.
    worth
        What covering it fully is worth in the coverage term, at least 0; a part of it is worth that part.
    survive_exit
        True: the need must still be met when any one member leaves.

    Examples
    --------
    >>> Need(0.5, at_least=2)
    Need(amount=0.5, by='best', at_least=2, hard=True, worth=1.0, survive_exit=False)
    """

    amount: float
    by: Literal["best", "sum", "any"] = "best"
    at_least: int = 1
    hard: bool = True
    worth: float = 1.0
    survive_exit: bool = False

    @property
    def rank(self) -> int:
        """With ``"best"``: how many members must reach the amount, a spare one included."""
        return self.at_least + int(self.survive_exit)


def reached(need: Need, levels: Iterable[Fraction]) -> Fraction:
    """Return the level that members with these levels reach, after the exit that hurts most if the need must survive one.

    Examples
    --------
    >>> reached(Need(0.9, "any"), [Fraction(1, 2), Fraction(2, 3)])
    Fraction(5, 6)
    >>> reached(Need(3, "sum", survive_exit=True), [Fraction(2), Fraction(5), Fraction(1)])
    Fraction(3, 1)
    """
    ordered = sorted(levels, reverse=True)
    if need.by == "best":
        return ordered[need.rank - 1] if need.rank <= len(ordered) else Fraction(0)
    left = ordered[1:] if need.survive_exit else ordered
    return sum(left, Fraction(0)) if need.by == "sum" else 1 - prod((1 - x for x in left), start=Fraction(1))


def reached_by_each(need: Need, levels: NDArray[np.float64], sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return float64[m], the level that each of bool[m, n] reaches; up to rounding. O(m·n)."""
    there = np.where(sets, levels, 0.0)
    if need.by == "best":
        if need.rank > sets.shape[1]:
            return np.zeros(len(sets))
        best: NDArray[np.float64] = np.partition(there, -need.rank, axis=1)[:, -need.rank]
        return best
    if need.survive_exit:
        there[np.arange(len(sets)), there.argmax(axis=1)] = 0.0
    total: NDArray[np.float64] = there.sum(axis=1) if need.by == "sum" else 1.0 - (1.0 - there).prod(axis=1)
    return total


def read_need(found: Findings, label: str, given: float | Need, levels: NDArray[np.float64] | None) -> Need:
    """Return a need with every problem noted; ``levels`` are the candidates' levels of the capability, None if there is no such one."""
    need = given if isinstance(given, Need) else Need(given)
    amount = found.number(f"{label}.amount", need.amount)
    if amount <= 0:
        found.add(f"{label}.amount: must be above 0, got {need.amount!r}; leave out what is not needed")
    if need.by not in WAYS:
        found.add(f"{label}.by: must be one of {', '.join(map(repr, WAYS))}, got {need.by!r}")
    if need.by == "any":
        if amount > 1:
            found.add(f"{label}.amount: is a probability with by='any', so it must be at most 1, got {need.amount!r}")
        if levels is not None and levels.max(initial=0.0) > 1:
            found.add(f"{label}.by: 'any' takes levels as probabilities, so none may be above 1, got {levels.max()}")
    if not isinstance(need.at_least, int) or isinstance(need.at_least, bool) or need.at_least < 1:
        found.add(f"{label}.at_least: must be a whole number from 1, got {need.at_least!r}")
    elif need.by != "best" and need.at_least != 1:
        found.add(f"{label}.at_least: counts single members, so it needs by='best'; survive_exit=True keeps a reserve in any case")
    worth = found.number(f"{label}.worth", need.worth, low=0)
    return Need(amount, need.by, need.at_least, bool(need.hard), worth, bool(need.survive_exit))
