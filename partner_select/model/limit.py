"""What a limit is: a row that the solver keeps, a measure that search can see, and a name that an explanation can use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.model.measure import Measure
from partner_select.model.scaling import Part, scale_row

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from partner_select.model.variables import Variables
    from partner_select.problem import Problem

__all__ = ["Check", "Constraint", "Limit", "counting", "plain"]


def plain(number: Fraction) -> int | float:
    """Return a fraction as plain data: int where it is whole, else the nearest float."""
    return int(number) if number.denominator == 1 else float(number)


def counting(n: int, positions: Iterable[int]) -> ExactVector:
    """Return the vector that counts how many of these candidates are chosen."""
    counted = set(positions)
    return ExactVector(tuple(int(i in counted) for i in range(n)), 1)


@dataclass(frozen=True)
class Check:
    """One limit held against a set of members, from raw data.

    Parameters
    ----------
    name
        Which limit, for instance ``"role university"``.
    ok
        Whether it holds.
    detail
        What was found, in English.
    limit
        Stable code, for instance ``"role"``; None for checks that are not about a limit.
    used, low, high
        The measured number and what it must lie between; None where there is no such end.
    """

    name: str
    ok: bool
    detail: str = ""
    limit: str | None = None
    used: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def between(cls, name: str, limit: str, used: Fraction, low: Fraction | None = None, high: Fraction | None = None) -> Check:
        """Hold a number against its ends, exactly."""
        ok = (low is None or used >= low) and (high is None or used <= high)
        ends = " and ".join(f"at {which} {plain(end)}" for which, end in (("least", low), ("most", high)) if end is not None)
        numbers = (None if x is None else float(x) for x in (used, low, high))
        return cls(name, ok, f"{plain(used)}, must be {ends}" if ends else str(plain(used)), limit, *numbers)


@dataclass(frozen=True)
class Limit:
    """One one-sided limit: Σ coefficients over the members is at most, or at least, a bound.

    Limits that are no such row have a measure; their row then only has to hold for every set that keeps them.

    Parameters
    ----------
    code
        Stable name for explanations, for instance ``"budget"``.
    sense
        ``"at most"`` or ``"at least"``.
    coefficients
        Exact numbers, one per candidate.
    bound
        The bound.
    source
        Which input a :class:`ScaleError` should name.
    about
        Further plain parameters of the explanation, for instance ``{"role": "university"}``.
    words
        The limit in English.
    measured
        False where the number behind the limit tells a reader nothing (a must, a conflict).
    measure
        The number that is truly held against a bound; None where the row says it.
    rows
        Further rows, all of which must keep the bound.
    """

    code: str
    sense: Literal["at most", "at least"]
    coefficients: ExactVector
    bound: Fraction
    source: str
    words: str
    about: Mapping[str, Any] = field(default_factory=dict)
    measured: bool = True
    measure: Measure | None = None
    rows: tuple[ExactVector, ...] = ()

    @property
    def is_row(self) -> bool:
        """Whether rows say what the limit says, up to rounding."""
        return self.measure is None or self.measure.express is None or bool(self.rows)

    @property
    def is_exact(self) -> bool:
        """Whether rows say exactly what the limit says."""
        return self.measure is None or (bool(self.rows) and not self.measure.rounded)

    @property
    def is_cut(self) -> bool:
        """Whether sets that break it can be cut off by rows."""
        return self.measure is not None and self.measure.cut is not None

    def cuts(self, members: Iterable[int]) -> list[Limit]:
        """Return rows that cut off a set that breaks the limit, and no set that keeps it; none where it holds or has no such rows."""
        if self.measure is None or self.measure.cut is None or self.holds(members):
            return []
        return [self.measure.cut(frozenset(members))]

    @property
    def target(self) -> Fraction:
        """What :meth:`used` is held against."""
        return self.bound if self.measure is None else self.measure.bound

    @property
    def is_rounded(self) -> bool:
        """Whether rows say what the limit says but for sets that only rounding lets through."""
        return self.measure is not None and self.measure.rounded and self.is_row

    def moved(self, target: Fraction) -> Limit:
        """Return the same limit with another target."""
        if self.measure is None:
            return replace(self, bound=target)
        return self.measure.moved(target) if self.measure.moved else replace(self, measure=replace(self.measure, bound=target))

    def part(self, variables: Variables) -> Part:
        """Return the left-hand side as a part of the solver's model."""
        if self.measure is not None and self.measure.express is not None:
            return self.measure.express(variables)
        return Part(self.source, variables.chosen, self.coefficients.numerators, Fraction(1, self.coefficients.denominator))

    def add(self, variables: Variables, guard: Any | None = None) -> None:
        """Add the limit to the solver's model, switched on by ``guard`` if that is given."""
        at_most = self.sense == "at most"
        if self.is_row:
            rows = (scale_row(row, self.bound, at_most, self.source) for row in (self.coefficients, *self.rows))
            sums = [(variables.weighted(variables.chosen, row.coefficients), row.bound) for row in rows]
        else:
            part = self.part(variables)
            most = part.reach * sum(abs(w) for w in part.weights) + 1  # a bound beyond reach says the same in smaller numbers
            bound = floor((self.target + part.error) / part.factor) if at_most else ceil((self.target - part.error) / part.factor)
            bound = max(-most, min(most, bound))
            sums = [(variables.weighted(part.variables, part.weights), bound)]
        for total, bound in sums:
            added = variables.model.add(total <= bound if at_most else total >= bound)
            if guard is not None:
                added.only_enforce_if(guard)

    def used(self, members: Iterable[int]) -> Fraction:
        """Return the exact left-hand side."""
        return self.coefficients.sum(members) if self.measure is None else self.measure.amount(frozenset(members))

    def holds(self, members: Iterable[int]) -> bool:
        """Return whether the members keep the limit, exactly."""
        used = self.used(members)
        return used <= self.target if self.sense == "at most" else used >= self.target

    def violation(self, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return float[m]: how far each of bool[m, n] is from keeping the limit, in shares of its size; 0 when kept."""
        bound = float(self.target)
        if self.measure is None:
            used, largest = sets @ self.coefficients.floats, float(np.abs(self.coefficients.floats).max(initial=0.0))
        else:
            used, largest = self.measure.amounts(sets), 0.0
        excess = used - bound if self.sense == "at most" else bound - used
        beyond: NDArray[np.float64] = np.maximum(excess / (max(abs(bound), largest) or 1.0), 0.0)
        return beyond

    def parameters(self, reachable: Fraction | None = None) -> dict[str, Any]:
        """Return the limit as plain data, with what would be needed or possible if that is known."""
        data: dict[str, Any] = {"limit": self.code, **self.about}
        if not self.measured:
            return data
        asked, found = ("allowed", "needed_at_least") if self.sense == "at most" else ("required", "possible_at_most")
        data[asked] = plain(self.target)
        if reachable is not None:
            data[found] = plain(reachable)
        return data


@dataclass(frozen=True)
class Constraint:
    """A kind of limit: how the solver sees it, and, written separately, what it means.

    Parameters
    ----------
    name
        Name in the registry.
    limits
        Rows of a problem for solver, search and explanation.
    check
        The definition, held against a set of members in exact arithmetic from the raw pool; uses none of the rows.
    """

    name: str
    limits: Callable[[Problem], Iterator[Limit]]
    check: Callable[[Problem, AbstractSet[int]], Iterator[Check]]
