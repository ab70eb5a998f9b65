"""Either-or and implications: at least one of these, exactly one of these, this one only with that one."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import ExactVector
from partner_select.model.limit import Check, Constraint, Limit, counting
from partner_select.problem import Problem

__all__ = ["EITHER", "IMPLIES", "ONE_OF"]


def _either(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for ends in problem.either:
        names = pool.names_of(ends)
        words, about = f"{' or '.join(names)} must be in", {"members": list(names)}
        yield Limit("either", "at least", counting(pool.n, ends), Fraction(1), "either", words, about, measured=False)


def _check_either(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    for ends in problem.either:
        there = problem.pool.names_of(i for i in ends if i in members)
        yield Check(f"either {' / '.join(problem.pool.names_of(ends))}", bool(there), ", ".join(there) or "none chosen", "either")


def _one_of(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for ends in problem.one_of:
        names, counted = pool.names_of(ends), counting(pool.n, ends)
        about = {"members": list(names)}
        listed = ", ".join(names)
        yield Limit("one_of", "at least", counted, Fraction(1), "one_of", f"at least one of {listed}", about, measured=False)
        yield Limit("one_of", "at most", counted, Fraction(1), "one_of", f"at most one of {listed}", about, measured=False)


def _check_one_of(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    for ends in problem.one_of:
        there = problem.pool.names_of(i for i in ends if i in members)
        yield Check(f"one of {' / '.join(problem.pool.names_of(ends))}", len(there) == 1, ", ".join(there) or "none chosen", "one_of")


def _implies(problem: Problem) -> Iterator[Limit]:
    pool = problem.pool
    for i, j in problem.implies:
        a, b = pool.names[i], pool.names[j]
        row = ExactVector(tuple((k == j) - (k == i) for k in range(pool.n)), 1)
        yield Limit("implies", "at least", row, Fraction(0), "implies", f"{a} only with {b}", {"member": a, "needs": b}, measured=False)


def _check_implies(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    names = problem.pool.names
    for i, j in problem.implies:
        alone = i in members and j not in members
        yield Check(f"{names[i]} needs {names[j]}", not alone, f"{names[j]} is missing" if alone else "kept", "implies")


EITHER = Constraint("either", _either, _check_either)
ONE_OF = Constraint("one_of", _one_of, _check_one_of)
IMPLIES = Constraint("implies", _implies, _check_implies)
