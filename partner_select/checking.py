"""An independent look at a set of members: every limit and the objective from raw data, in exact arithmetic, without a solver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from partner_select.model import CONSTRAINTS, TERMS, Check
from partner_select.problem import Problem
from partner_select.selection import TermValue

__all__ = ["Verdict", "check", "check_positions", "exact_objective"]


@dataclass(frozen=True)
class Verdict:
    """A set of members, looked at.

    Parameters
    ----------
    members
        Names, in the pool's order.
    feasible
        Whether every limit holds.
    checks
        Every limit with what was found.
    exact_objective
        The objective as an exact number.
    terms
        Every term of the objective.
    """

    members: tuple[str, ...]
    feasible: bool
    checks: tuple[Check, ...]
    exact_objective: Fraction
    terms: dict[str, TermValue]

    @property
    def objective(self) -> float:
        """The objective, correctly rounded."""
        return float(self.exact_objective)


def exact_objective(problem: Problem, members: Iterable[int]) -> Fraction:
    """Return the objective of the members at these positions."""
    chosen = frozenset(members)
    return sum((weight * term.amount(problem, chosen) for term in TERMS if (weight := term.weight(problem))), Fraction(0))


def check_positions(problem: Problem, members: Iterable[int]) -> Verdict:
    """Return :func:`check` of the members at these positions."""
    chosen = frozenset(members)
    checks = tuple(found for constraint in CONSTRAINTS for found in constraint.check(problem, chosen))
    terms, total = {}, Fraction(0)
    for term in TERMS:
        if not term.applies(problem):
            continue
        weight, amount = term.weight(problem), term.amount(problem, chosen)
        total += weight * amount
        terms[term.name] = TermValue(float(amount), float(weight), float(weight * amount))
    return Verdict(problem.pool.names_of(sorted(chosen)), all(c.ok for c in checks), checks, total, terms)


def check(problem: Problem, members: Iterable[str]) -> Verdict:
    """Check any set of members against a problem, with exact fractions and no solver.

    Parameters
    ----------
    problem
        The problem.
    members
        Names of candidates.

    Returns
    -------
    Verdict
        ``feasible``, one ``Check`` per limit, the exact objective and its terms. O(n + pairs).

    Raises
    ------
    SelectionError
        If a name is unknown or stands twice.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> verdict = check(Problem(Pool(["A", "B"], value=[0.1, 0.2], cost=[3, 4]), budget=5), ["A", "B"])
    >>> verdict.feasible, verdict.exact_objective
    (False, Fraction(3, 10))
    >>> [c.detail for c in verdict.checks if not c.ok]
    ['7, must be at most 5']
    """
    return check_positions(problem, problem.pool.positions(members))
