"""A result without proof: it says so, and why."""

from __future__ import annotations

from allocation.result import Proof

__all__ = ["NONE", "unproved"]

NONE = "none"


def unproved(reason: str) -> Proof:
    """Return the mark of a result that could not be certified."""
    return Proof(NONE, reason)
