"""What a selection returns: the members, how good they provably are, and what other code needs to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["Selection", "Status", "TermValue"]


class Status(StrEnum):
    """How a search for the best set ended; compares equal to its text.

    Examples
    --------
    >>> Status.PROVED == "proved"
    True
    """

    PROVED = "proved"
    GAP = "gap"
    INFEASIBLE = "infeasible"
    NO_SOLUTION_YET = "no solution yet"


@dataclass(frozen=True)
class TermValue:
    """One term of the objective.

    Parameters
    ----------
    amount
        Raw amount, in the term's own unit.
    weight
        Its weight, negative for what is subtracted.
    contribution
        ``weight · amount``: what the term adds to the objective.
    """

    amount: float
    weight: float
    contribution: float


@dataclass(frozen=True)
class Selection:
    """A partner set, or why there is none.

    Parameters
    ----------
    members
        Names, in the pool's order; empty when there is no set.
    objective
        Its objective, added up again from raw data; None when there is no set.
    terms
        Every term of the objective with its amount, weight and contribution.
    status
        ``"proved"``: no set is better than ``bound``. ``"gap"``: a limit or an interruption came first.
        ``"infeasible"``: no set keeps all limits. ``"no solution yet"``: nothing is known.
    bound
        No set has a higher objective than this.
    gap
        ``(bound - objective) / max(1, |objective|)``.
    proof
        Plain data for :func:`verify`: exact numbers as fractions in text, solver, version, seed, scaling error.

    Examples
    --------
    >>> import partner_select as ps
    >>> pool = ps.Pool(["A", "B", "C"], value=[3, 2, 1], cost=[5, 3, 1])
    >>> sel = ps.select(ps.Problem(pool, budget=4))
    >>> sel.members, sel.objective, str(sel.status)
    (('B', 'C'), 3.0, 'proved')
    """

    members: tuple[str, ...]
    objective: float | None
    terms: Mapping[str, TermValue]
    status: Status
    bound: float | None
    gap: float | None
    proof: Mapping[str, Any]

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended the search."""
        return bool(self.proof.get("stopped_by") == "interrupt")

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "members": list(self.members),
            "objective": self.objective,
            "terms": {name: vars(term) for name, term in self.terms.items()},
            "status": self.status.value,
            "bound": self.bound,
            "gap": self.gap,
            "proof": dict(self.proof),
        }

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Selection:
        """Read what :meth:`to_dict` wrote."""
        terms = {name: TermValue(**term) for name, term in given["terms"].items()}
        return cls(
            tuple(given["members"]), given["objective"], terms, Status(given["status"]), given["bound"], given["gap"], dict(given["proof"])
        )
