"""The selection model: one file per constraint and per term of the objective, listed here once.

A new one is a new file with a :class:`Constraint` or a :class:`Term`, and a line below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.model.budget import BUDGET, BUDGETS
from partner_select.model.choices import EITHER, IMPLIES, ONE_OF
from partner_select.model.conflicts import CONFLICTS
from partner_select.model.core import CORE
from partner_select.model.cost import COST
from partner_select.model.counts import COUNTS, COVER, ROLES
from partner_select.model.coverage import COVERAGE
from partner_select.model.cvar import CVAR, MAX_CVAR
from partner_select.model.joint_value import JOINT_VALUE
from partner_select.model.limit import Check, Constraint, Limit
from partner_select.model.must import MUST
from partner_select.model.needs import NEEDS
from partner_select.model.outside import OUTSIDE
from partner_select.model.risk import EXPECTED_LOSS, RISK
from partner_select.model.robust_budget import ROBUST_BUDGET
from partner_select.model.share import MAX_SHARE
from partner_select.model.size import SIZE, most_members
from partner_select.model.strangers import STRANGERS
from partner_select.model.success import SUCCESS
from partner_select.model.synergy import SYNERGY
from partner_select.model.term import Term
from partner_select.model.value import VALUE
from partner_select.model.variables import BuildStopped, Variables
from partner_select.model.variance import MAX_VARIANCE, VARIANCE
from partner_select.problem import Problem

__all__ = [
    "CONSTRAINTS",
    "TERMS",
    "BuildStopped",
    "Check",
    "Constraint",
    "Limit",
    "Term",
    "Variables",
    "ceiling",
    "limits_of",
    "with_objective",
]

CONSTRAINTS: tuple[Constraint, ...] = (
    SIZE,
    BUDGET,
    ROLES,
    MUST,
    CONFLICTS,
    NEEDS,
    RISK,
    BUDGETS,
    COUNTS,
    COVER,
    EITHER,
    ONE_OF,
    IMPLIES,
    STRANGERS,
    SUCCESS,
    MAX_VARIANCE,
    MAX_CVAR,
    MAX_SHARE,
    ROBUST_BUDGET,
    OUTSIDE,
    CORE,
)
TERMS: tuple[Term, ...] = (VALUE, SYNERGY, COVERAGE, COST, EXPECTED_LOSS, VARIANCE, CVAR, JOINT_VALUE)


def limits_of(problem: Problem) -> list[Limit]:
    """Return every limit of a problem, in the order of the registry."""
    return [limit for constraint in CONSTRAINTS for limit in constraint.limits(problem)]


def with_objective(
    problem: Problem, limits: Sequence[Limit], closed: AbstractSet[int] = frozenset(), over: Callable[[], bool] = lambda: False
) -> Variables:
    """Return the model of a problem: rows of these limits, products and parts of the objective not yet added up.

    Parameters
    ----------
    problem
        The problem.
    limits
        Its limits.
    closed
        Positions of candidates that stay out.
    over
        Asked now and then; when it says so, building ends with :class:`BuildStopped`.
    """
    variables = Variables.of(problem.pool.n, most_members(problem), closed, over)
    for limit in limits:
        limit.add(variables)
    for term in TERMS:
        weight = term.weight(problem)
        if weight:
            term.add(problem, variables, weight)
    return variables


def ceiling(problem: Problem) -> Fraction:
    """Return what no set can exceed, limits or not: everything good added up. O(n + pairs)."""
    total = Fraction(0)
    for term in TERMS:
        weight = term.weight(problem)
        if weight:
            most, good = term.majorant(problem), weight > 0
            total += weight * most.constant
            for numbers in (most.own, most.pairs):
                if numbers is not None:
                    total += weight * Fraction(sum(x for x in numbers.numerators if (x > 0) == good), numbers.denominator)
    return total
