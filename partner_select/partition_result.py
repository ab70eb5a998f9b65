"""What partitioning a pool returns: the alliances, what they earn together, and how good that provably is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partner_select.selection import Status

__all__ = ["Partition"]


@dataclass(frozen=True)
class Partition:
    """Several alliances at once.

    Parameters
    ----------
    alliances
        Members of every alliance, in the order of the players; empty when there is none.
    worths
        What each of them earns.
    total
        Their sum, added up again from the game's own worths; None when there is no partition.
    left_out
        Who is in no alliance.
    status
        ``"proved"``, ``"gap"``, ``"infeasible"`` or ``"no solution yet"``, as for a selection.
    bound
        No partition earns more than this.
    gap
        ``(bound - total) / max(1, |total|)``.
    proof
        Plain data: the route taken, the total and the bound as exact fractions in text, what rounding may have changed, solver and seed.

    Examples
    --------
    >>> import partner_select as ps
    >>> p = ps.partition({("A",): 1, ("B",): 2, ("C",): 1, ("A", "B"): 5, ("B", "C"): 6})
    >>> p.alliances, p.total, str(p.status)
    ((('A',), ('B', 'C')), 7.0, 'proved')
    """

    alliances: tuple[tuple[str, ...], ...]
    worths: tuple[float, ...]
    total: float | None
    left_out: tuple[str, ...]
    status: Status
    bound: float | None
    gap: float | None
    proof: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "alliances": [list(alliance) for alliance in self.alliances],
            "worths": list(self.worths),
            "total": self.total,
            "left_out": list(self.left_out),
            "status": self.status.value,
            "bound": self.bound,
            "gap": self.gap,
            "proof": dict(self.proof),
        }
