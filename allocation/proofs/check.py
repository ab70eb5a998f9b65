"""What the verification of a result consists of: named checks, each with its outcome and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = ["Check", "Verification"]


@dataclass(frozen=True)
class Check:
    """One thing that was checked.

    Parameters
    ----------
    name
        What was checked.
    ok
        Whether it holds.
    detail
        What was found, in a sentence.
    """

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True)
class Verification:
    """The outcome of re-checking a result.

    Parameters
    ----------
    checks
        In the order they were made.
    payoffs
        The exact payoffs, where the proof determines them.
    """

    checks: tuple[Check, ...]
    payoffs: tuple[Fraction, ...] | None = None

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(check.ok for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that do not hold."""
        return tuple(check for check in self.checks if not check.ok)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; fractions are strings."""
        return {
            "ok": self.ok,
            "checks": [{"name": c.name, "ok": c.ok, "detail": c.detail} for c in self.checks],
            "payoffs": None if self.payoffs is None else [str(x) for x in self.payoffs],
        }
