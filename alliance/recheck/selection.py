"""The partner selection of a document: what it claims against its own proof, and both against the scenario."""

from __future__ import annotations

from collections.abc import Iterator

import partner_select as ps
from alliance.choice import repeat
from alliance.document import Check, Document, PartnerSet, SelectionOutcome
from alliance.partners.asking import with_questions
from alliance.partners.problem import problem_of
from alliance.recheck.looks import look_checks
from alliance.scenario import Scenario
from alliance.uncertainty.agreement import agree

__all__ = ["selection_checks"]

_REPEATED = ("project", "status", "candidates", "chosen", "bound", "gap", "limits", "coverage", "complementarity")


def selection_checks(document: Document, scenario: Scenario) -> Iterator[Check]:
    """Yield one check per claim about the chosen partners; one that fails when the proof cannot be read at all.

    Parameters
    ----------
    document
        The outcome.
    scenario
        What it was computed from.
    """
    selection = document.selection
    if selection is None or scenario.selection is None:
        lost, stray = scenario.selection is not None and bool(document.games), selection is not None
        if lost or stray:
            yield Check(name="selection", ok=False, detail="it is missing" if lost else "the scenario asks for none")
        return
    try:
        scenario = with_questions(scenario, "asked", selection.asked)
    except ValueError as error:
        yield Check(name="selection: questions", ok=False, detail=str(error))
        return
    problem = problem_of(scenario)
    try:
        found = ps.Selection.from_dict(selection.proof)
        checks = ps.verify(problem, found)
        again = repeat(scenario, problem, found).model_dump(include=set(_REPEATED)) if all(check.ok for check in checks) else None
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        yield Check(name="selection: proof", ok=False, detail=f"the proof cannot be read: {error!r}")
        return
    for check in checks:
        yield Check(name=f"selection: {check.name}", ok=check.ok, detail=check.detail)
    other = [] if again is None else [key for key in _REPEATED if not agree(again[key], selection.model_dump(include={key})[key])]
    yield Check(name="selection: chosen set", ok=again is not None and not other, detail=", ".join(other))
    seen = [(check.name, check.ok) for check in checks] if found.objective is not None else []
    yield Check(name="selection: checks", ok=seen == [(check.name, check.ok) for check in selection.checks])
    yield from _alternative_checks(problem, selection)
    if all(check.ok for check in checks):
        yield from look_checks(problem, selection, scenario)
    yield Check(name="selection: status", ok=_status_fits(document, selection), detail=document.status)


def _alternative_checks(problem: ps.Problem, selection: SelectionOutcome) -> Iterator[Check]:
    for number, other in enumerate(selection.alternatives, start=1):
        yield Check(name=f"selection: alternative {number}", ok=_is_worth(problem, other), detail=", ".join(other.members))


def _is_worth(problem: ps.Problem, other: PartnerSet) -> bool:
    try:
        verdict = ps.check(problem, other.members)
    except ps.SelectionError:
        return False
    return verdict.feasible and verdict.objective == other.objective


def _status_fits(document: Document, selection: SelectionOutcome) -> bool:
    if document.status == "interrupted":
        return True
    expected = "complete" if selection.complete else "infeasible" if selection.status == "infeasible" else "limit reached"
    return document.status == expected
