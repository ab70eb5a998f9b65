"""Expected loss, Σ failure·loss over the members: as a limit and as a term of the objective."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.model.linear import add_per_member, same_per_member, sum_per_member
from partner_select.model.term import Term
from partner_select.problem import Problem

__all__ = ["EXPECTED_LOSS", "RISK"]


def _numbers(problem: Problem) -> ExactVector:
    return problem.pool.exact_expected_loss


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    pool = problem.pool
    return sum((as_fraction(pool.failure[i]) * as_fraction(pool.loss[i]) for i in members), Fraction(0))


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.max_expected_loss is not None:
        bound = as_fraction(problem.max_expected_loss)
        yield Limit("expected_loss", "at most", _numbers(problem), bound, "loss", f"an expected loss of at most {plain(bound)}")


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.max_expected_loss is not None:
        yield Check.between("expected loss", "expected_loss", _amount(problem, members), high=as_fraction(problem.max_expected_loss))


RISK = Constraint("risk", _limits, _check)
EXPECTED_LOSS = Term("expected_loss", -1, _amount, sum_per_member(_numbers), same_per_member(_numbers), add_per_member("loss", _numbers))
