"""Front checks: arrays, names and ranges as a caller gives them, with every problem collected before anything is raised."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.errors import SelectionError
from partner_select.exact import as_fraction

__all__ = ["Findings", "identity"]

SHOWN = 5  # how many offenders a message names; the rest are counted


def identity(name: str) -> str:
    """Return what makes a name the same name: NFKC, case and blanks do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return ", ".join(found[:SHOWN]) + more


def _integers_lost(given: Any, array: NDArray[np.float64]) -> bool:
    """Whether whole numbers above 2**53 were changed by reading them as float64."""
    raw = np.asarray(given)
    if raw.dtype.kind not in "iuO":
        return False
    pairs = zip(raw.ravel().tolist(), array.ravel().tolist(), strict=True)
    return any(isinstance(a, int) and abs(a) > 2**53 and as_fraction(b) != a for a, b in pairs)


class Findings:
    """A list of problems that is raised as one error.

    Examples
    --------
    >>> found = Findings()
    >>> found.number("budget", -1.0, low=0)
    0.0
    >>> found.problems
    ['budget: must be at least 0, got -1.0']
    """

    def __init__(self) -> None:
        self.problems: list[str] = []

    def add(self, problem: str) -> None:
        """Note a problem."""
        self.problems.append(problem)

    def stop(self) -> None:
        """Raise what was found.

        Raises
        ------
        SelectionError
            If anything was noted.
        """
        if self.problems:
            raise SelectionError(self.problems)

    def numbers(
        self, field: str, given: Any, shape: tuple[int, ...], low: float | None = None, high: float | None = None
    ) -> NDArray[np.float64]:
        """Return read-only float64 of this shape; zeros where the input is missing or wrong (the problem is noted)."""
        array = np.zeros(shape)
        if given is not None:
            try:
                read = np.array(given, dtype=np.float64)
            except (TypeError, ValueError, OverflowError):
                self.add(f"{field}: must be numbers")
            else:
                problem = self._problem(given, read, shape, low, high)
                if problem:
                    self.add(f"{field}: {problem}")
                else:
                    array = read + 0.0  # minus zero becomes zero
        array.setflags(write=False)
        return array

    @staticmethod
    def _problem(given: Any, read: NDArray[np.float64], shape: tuple[int, ...], low: float | None, high: float | None) -> str | None:
        if read.shape != shape:
            return f"must have shape {shape}, got {read.shape}"
        if not np.isfinite(read).all():
            where = np.argwhere(~np.isfinite(read)).tolist()
            return f"must be finite; look at position {_listed([str(w[0] if len(w) == 1 else tuple(w)) for w in where])}"
        if low is not None and read.size and read.min() < low:
            return f"must be at least {low:g}, got {read.min()}"
        if high is not None and read.size and read.max() > high:
            return f"must be at most {high:g}, got {read.max()}"
        if _integers_lost(given, read):
            return "holds whole numbers above 2**53 that float64 would change; use a larger unit"
        return None

    def number(self, field: str, given: Any, low: float | None = None) -> float:
        """Return one finite float, 0.0 where it is wrong."""
        if isinstance(given, bool):
            self.add(f"{field}: must be a number, got {given}")
            return 0.0
        try:
            read = float(given)
        except (TypeError, ValueError, OverflowError):
            self.add(f"{field}: must be a number, got {given!r}")
            return 0.0
        if not np.isfinite(read):
            self.add(f"{field}: must be finite, got {read}")
        elif low is not None and read < low:
            self.add(f"{field}: must be at least {low:g}, got {read}")
        else:
            return read + 0.0
        return 0.0

    def distinct(self, field: str, given: Iterable[Any]) -> tuple[str, ...]:
        """Return names, noting empty ones and ones that are the same after Unicode normalisation."""
        names = tuple(given)
        wrong = [repr(x) for x in names if not isinstance(x, str) or not x.strip()]
        if wrong:
            self.add(f"{field}: every name must be a non-empty string, got {_listed(wrong)}")
            return tuple(str(x) for x in names)
        seen: dict[str, str] = {}
        for name in names:
            if identity(name) in seen:
                self.add(f"{field}: {seen[identity(name)]!r} and {name!r} are the same name")
            seen.setdefault(identity(name), name)
        return names

    def positions(self, field: str, asked: Iterable[Any], known: dict[str, int], kind: str = "candidate") -> tuple[int, ...]:
        """Return where names stand, noting unknown and repeated ones (those are left out)."""
        names = [asked] if isinstance(asked, str) else list(asked)
        unknown = [repr(x) for x in names if not isinstance(x, str) or identity(x) not in known]
        if unknown:
            self.add(f"{field}: no such {kind}: {_listed(unknown)}")
        found = [known[identity(x)] for x in names if isinstance(x, str) and identity(x) in known]
        if len(set(found)) != len(found):
            self.add(f"{field}: a name stands twice: {_listed([repr(x) for x in names])}")
        return tuple(dict.fromkeys(found))

    def span(self, field: str, given: Any) -> tuple[int, int | None]:
        """Return (low, high) counts; high None means no upper end."""
        wrong = f"{field}: must be (low, high) with whole numbers, high may be None, got {given!r}"
        try:
            low, high = given
        except (TypeError, ValueError):
            self.add(wrong)
            return 0, None
        low = 0 if low is None else low
        whole = all(isinstance(x, (int, np.integer)) and not isinstance(x, bool) for x in (low, high) if x is not None)
        if not whole or low < 0:
            self.add(wrong)
            return 0, None
        if high is not None and high < low:
            self.add(f"{field}: at least {low} and at most {high} contradict each other")
            return 0, None
        return int(low), None if high is None else int(high)
