"""No member too large: nobody has more than a share of the members' total cost, value or expected loss."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.problem import Problem

__all__ = ["MAX_SHARE"]


def _numbers(problem: Problem, name: str) -> ExactVector:
    pool = problem.pool
    return {"cost": pool.exact_cost, "value": pool.exact_value, "expected_loss": pool.exact_expected_loss}[name]


def _limits(problem: Problem) -> Iterator[Limit]:
    """Share · total - own number >= 0 if the member is in; without it, nothing is below zero anyway."""
    for name, most in problem.risk.max_share.items():
        numbers, share = _numbers(problem, name), as_fraction(most)
        for i, own in enumerate(numbers.numerators):
            if not own:
                continue
            row = [x * share.numerator - (own * share.denominator if j == i else 0) for j, x in enumerate(numbers.numerators)]
            member = problem.pool.names[i]
            words = f"at most {plain(share * 100)} % of the {name.replace('_', ' ')} with {member}"
            about = {"member": member, "of": name, "share": plain(share)}
            exact = ExactVector(tuple(row), numbers.denominator * share.denominator)
            yield Limit("share", "at least", exact, Fraction(0), name, words, about, measured=False)


def _raw(problem: Problem, name: str, i: int) -> Fraction:
    pool = problem.pool
    if name == "expected_loss":
        return as_fraction(pool.failure[i]) * as_fraction(pool.loss[i])
    return as_fraction((pool.cost if name == "cost" else pool.value)[i])


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    for name, most in problem.risk.max_share.items():
        amounts = [_raw(problem, name, i) for i in members]
        total = sum(amounts, Fraction(0))
        largest = max(amounts, default=Fraction(0)) / total if total else Fraction(0)
        yield Check.between(f"largest share of {name}", "share", largest, high=as_fraction(most))


MAX_SHARE = Constraint("share", _limits, _check)
