"""Re-checking a finished selection: exact arithmetic and, for small pools, every set; no solver."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from partner_select.certificate import certified_bound, unpack_certificate
from partner_select.checking import check_positions, exact_objective
from partner_select.climbing import objectives
from partner_select.errors import SelectionError
from partner_select.every_set import ENUMERATED, every_set
from partner_select.model import Check, Limit, limits_of
from partner_select.model.differ import away_from
from partner_select.problem import Problem
from partner_select.quadratic import Quadratic
from partner_select.selection import Selection, Status

__all__ = ["verify"]

ROUNDING = 1e-9  # share of the objective's size, or of a limit, within which a float cannot decide and fractions do
EXACT_LOOKS = 20_000  # sets that fractions decide; more would take minutes, and means a flat optimum


def verify(problem: Problem, selection: Selection) -> list[Check]:
    """Check every claim of a selection again, without a solver.

    Parameters
    ----------
    problem
        What it claims to answer.
    selection
        The answer, for instance read back by :meth:`Selection.from_dict`.

    Returns
    -------
    list of Check
        One per claim; all must be ``ok``. Up to 20 candidates, a proved optimum and a claimed infeasibility are confirmed by looking
        at every set; above that a check named ``"optimum"`` says that the bound is the solver's word. O(2**n) for n up to 20.

    Examples
    --------
    >>> import partner_select as ps
    >>> problem = ps.Problem(ps.Pool(["A", "B"], value=[1, 2]), size=(1, 1))
    >>> all(c.ok for c in verify(problem, ps.select(problem)))
    True
    """
    found = list(_claims(problem, selection))
    if all(c.ok for c in found):
        found.append(_optimum(problem, selection))
    return found


def _claims(problem: Problem, selection: Selection) -> Iterator[Check]:
    if selection.objective is None:
        empty = not selection.members and selection.status in (Status.INFEASIBLE, Status.NO_SOLUTION_YET)
        yield Check("status", empty, f"{selection.status}, {len(selection.members)} members")
        return
    yield Check("status", selection.status in (Status.PROVED, Status.GAP), str(selection.status))
    unknown = [name for name in selection.members if name not in problem.pool.names]
    twice = len(set(selection.members)) != len(selection.members)
    yield Check("members", not unknown and not twice, f"unknown: {unknown}" if unknown else "a name stands twice" if twice else "")
    if unknown or twice:
        return
    members = frozenset(problem.pool.positions(selection.members))
    verdict = check_positions(problem, members)
    yield from verdict.checks
    yield from (Check("differs", limit.holds(members), limit.words) for limit in _cuts(problem, selection))
    yield Check("terms", dict(selection.terms) == verdict.terms, "added up again from raw data")
    yield from _numbers(selection, verdict.exact_objective)
    if "certificate" in selection.proof:
        yield _certificate(problem, selection)


def _numbers(selection: Selection, objective: Fraction) -> Iterator[Check]:
    proof = selection.proof
    same = selection.objective == float(objective) and proof["objective"] == str(objective)
    yield Check("objective", same, f"{objective} from raw data, {selection.objective} claimed")
    bound, error = Fraction(proof["bound"]), Fraction(proof["scaling_error"])
    yield Check("bound", selection.bound == float(bound) and bound >= objective, f"{bound}, at least the objective")
    gap = (bound - objective) / max(Fraction(1), abs(objective))
    yield Check("gap", selection.gap == float(gap), str(float(gap)))
    closed = selection.status == Status.GAP or bound - objective <= 2 * error
    yield Check("closed", closed, "a proved set meets its bound up to twice the scaling error")


def _certificate(problem: Problem, selection: Selection) -> Check:
    """Compute the Lagrangian bound again from its multipliers."""
    data = selection.proof["certificate"]
    quadratic = Quadratic.of(problem, [*limits_of(problem), *_cuts(problem, selection)])
    try:
        multipliers = unpack_certificate(quadratic, data)
        if multipliers is None:
            return Check("certificate", True, "its multipliers were too many to keep: the bound is the search's word")
        found = certified_bound(quadratic, multipliers)
    except SelectionError as error:
        return Check("certificate", False, str(error))
    enough = str(found) == data["bound"]
    met = " and is the bound" if enough and Fraction(selection.proof["bound"]) >= found else ""
    return Check("certificate", enough, f"no set exceeds {float(found):g}, computed from the multipliers{met}")


def _cuts(problem: Problem, selection: Selection) -> list[Limit]:
    avoided = selection.proof["away_from"]
    return [away_from(problem.pool.n, frozenset(problem.pool.positions(a["members"])), a["differ_by"]) for a in avoided]


def _optimum(problem: Problem, selection: Selection) -> Check:
    if selection.status in (Status.GAP, Status.NO_SOLUTION_YET):
        return Check("optimum", True, "not claimed")
    if problem.pool.n > ENUMERATED:
        return Check("optimum", True, f"more than {ENUMERATED} candidates: the bound is the solver's word")
    claimed = None if selection.objective is None else Fraction(selection.proof["bound"])
    limits = [*limits_of(problem), *_cuts(problem, selection)]
    for looked, chosen in enumerate(_suspects(problem, limits, claimed)):
        if looked == EXACT_LOOKS:
            return Check(
                "optimum", True, f"no set is better by more than {ROUNDING:g} of the objective's size; closer ties were not all told apart"
            )
        if all(limit.holds(chosen) for limit in limits) and (claimed is None or exact_objective(problem, chosen) > claimed):
            names = problem.pool.names_of(sorted(chosen))
            return Check("optimum", False, f"{names} keeps every limit" + ("" if claimed is None else " and is better"))
    return Check("optimum", True, f"every one of {2**problem.pool.n} sets was looked at")


def _suspects(problem: Problem, limits: list[Limit], claimed: Fraction | None) -> Iterator[frozenset[int]]:
    """Sets that floats cannot rule out: every limit nearly kept and the objective nearly above the claim."""
    for sets in every_set(problem.pool.n):
        likely = np.ones(len(sets), dtype=np.bool_)
        for limit in limits:
            likely &= limit.violation(sets) <= ROUNDING
        if claimed is not None:
            worth = objectives(problem, sets)
            likely &= worth > float(claimed) - ROUNDING * max(1.0, abs(float(claimed)))
        order = np.flatnonzero(likely) if claimed is None else np.flatnonzero(likely)[np.argsort(-worth[likely], kind="stable")]
        for k in order.tolist():
            yield frozenset(np.flatnonzero(sets[k]).tolist())
