"""What a limit is: a row that the solver keeps, a measure that search can see, and a name that an explanation can use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.model.scaling import scale_row

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
    """

    code: str
    sense: Literal["at most", "at least"]
    coefficients: ExactVector
    bound: Fraction
    source: str
    words: str
    about: Mapping[str, Any] = field(default_factory=dict)
    measured: bool = True

    def add(self, variables: Variables, guard: Any | None = None) -> None:
        """Add the row to the solver's model, switched on by ``guard`` if that is given."""
        at_most = self.sense == "at most"
        row = scale_row(self.coefficients, self.bound, at_most, self.source)
        total = variables.weighted(variables.chosen, row.coefficients)
        added = variables.model.add(total <= row.bound if at_most else total >= row.bound)
        if guard is not None:
            added.only_enforce_if(guard)

    def used(self, members: Iterable[int]) -> Fraction:
        """Return the exact left-hand side."""
        return self.coefficients.sum(members)

    def holds(self, members: Iterable[int]) -> bool:
        """Return whether the members keep the limit, exactly."""
        used = self.used(members)
        return used <= self.bound if self.sense == "at most" else used >= self.bound

    def violation(self, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return float[m]: how far each of bool[m, n] is from keeping the limit, in shares of its size; 0 when kept."""
        used = sets @ self.coefficients.floats
        bound = float(self.bound)
        excess = used - bound if self.sense == "at most" else bound - used
        size = max(abs(bound), float(np.abs(self.coefficients.floats).max(initial=0.0))) or 1.0
        beyond: NDArray[np.float64] = np.maximum(excess / size, 0.0)
        return beyond

    def parameters(self, reachable: Fraction | None = None) -> dict[str, Any]:
        """Return the limit as plain data, with what would be needed or possible if that is known."""
        data: dict[str, Any] = {"limit": self.code, **self.about}
        if not self.measured:
            return data
        asked, found = ("allowed", "needed_at_least") if self.sense == "at most" else ("required", "possible_at_most")
        data[asked] = plain(self.bound)
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
