"""Any sets of candidates side by side: the best one, the next best, and those the scenario or the user names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import partner_select as ps
from alliance.partners.broken import broken_limits
from alliance.partners.measures import coverage_lines, term_lines
from alliance.partners.preview import preview
from alliance.partners.problem import selection_of
from alliance.partners.records import ComparedSet, PartnerSet, RoleCount
from alliance.roles import role_title
from alliance.scenario.schema import Scenario
from alliance.scenario.selection_schema import NamedSet
from alliance.wording import Wording, said

__all__ = ["compared_sets"]


@dataclass(frozen=True)
class _Entrant:
    """A set that takes part in the comparison."""

    label: Wording
    kind: Literal["best", "alternative", "asked"]
    members: tuple[str, ...]


def compared_sets(
    scenario: Scenario, problem: ps.Problem, best: PartnerSet | None, alternatives: Sequence[PartnerSet]
) -> list[ComparedSet]:
    """Return the sets on every criterion, exact and without a solver; nothing where there is but one set and none was asked for.

    Parameters
    ----------
    scenario
        Its ``selection.compare`` names sets to look at.
    problem
        Its selection problem.
    best
        The best set, if there is one.
    alternatives
        The next best sets.
    """
    asked = selection_of(scenario).compare
    entrants = [*_found(best, alternatives), *_asked(asked)]
    if len(entrants) < 2 and not asked:
        return []
    rows = ps.compare(problem, {str(place): one.members for place, one in enumerate(entrants)})
    top = max((row.objective for row in rows if row.feasible), default=None)
    return [_compared(scenario, problem, one, row, top) for one, row in zip(entrants, rows, strict=True)]


def _found(best: PartnerSet | None, alternatives: Sequence[PartnerSet]) -> list[_Entrant]:
    first = [_Entrant(said("best set"), "best", tuple(best.members))] if best else []
    others = enumerate(alternatives, start=1)
    return first + [_Entrant(said("alternative {number}", number=k), "alternative", tuple(other.members)) for k, other in others]


def _asked(asked: Sequence[NamedSet]) -> list[_Entrant]:
    return [_Entrant(_label(one.name), "asked", tuple(one.members)) for one in asked]


def _label(name: str) -> Wording:
    """A name as it was given; sets that were given none are numbered."""
    return said("set {number}", number=name) if name.isdecimal() else Wording(zh=name, en=name)


def _compared(scenario: Scenario, problem: ps.Problem, one: _Entrant, row: ps.ComparedSet, top: float | None) -> ComparedSet:
    by_id = {m.id: m for m in scenario.members}
    counted = Counter(by_id[m].role for m in row.members)
    return ComparedSet(
        label=one.label,
        kind=one.kind,
        members=list(row.members),
        feasible=row.feasible,
        broken=broken_limits(scenario, problem, row.members),
        objective=row.objective,
        behind=None if top is None else top - row.objective,
        terms=term_lines(row.terms, counted_only=False),
        coverage=coverage_lines(scenario, problem, row.members),
        roles=[RoleCount(role=role, title=role_title(role), count=count) for role, count in counted.items()],
        cost=row.terms["cost"].amount,
        expected_loss=row.terms["expected_loss"].amount,
        only_here=list(row.only_here),
        preview=preview(scenario, row.members),
    )
