"""Outside options: every member's share of the joint value, its Shapley value in the game of the members, at least what it gets elsewhere.

For own values, pairs and groups the share is φ_i = v_i + ½ Σ q_ij + Σ d_T / |T| over the pairs and groups inside the set: a row that only
binds where i is in. Other games are looked at one set after the other: a set that pays somebody too little is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.exact_split import shapley_among
from partner_select.joint import Form, JointValue, split_basis
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.model.measure import Measure
from partner_select.model.products import fitted, product
from partner_select.model.scaling import Part
from partner_select.model.variables import Variables
from partner_select.problem import Problem

__all__ = ["OUTSIDE"]


def _paid_row(form: Form, n: int, i: int, asked: Fraction, rules: Fraction) -> tuple[list[Fraction], Fraction]:
    """½ Σ q_ij x_j - slack·x_i >= asked - own - slack: with slack enough that it says nothing where i is out.

    ``rules`` is the least that rules may add on top of the pairs.
    """
    row = [Fraction(0)] * n
    for a, b, value in zip(form.first.tolist(), form.second.tolist(), form.pairs.numerators, strict=True):
        if i in (a, b):
            row[b if a == i else a] += Fraction(value, 2 * form.pairs.denominator)
    bound = asked - form.own[i]
    slack = max(Fraction(0), bound - sum((min(x, Fraction(0)) for x in row), rules))
    row[i] = -slack
    return row, bound - slack


def _balance(joint: JointValue, i: int, asked: Fraction, members: AbstractSet[int]) -> Fraction:
    """What i is paid beyond its outside option; 0 where it is no member."""
    return shapley_among(joint, members)[i] - asked if i in members else Fraction(0)


def _part(form: Form, variables: Variables, i: int, row: list[Fraction], bound: Fraction) -> Part:
    """The row with its groups, less its bound."""
    shared = [rule for rule in form.rules if i in rule.needs]
    products = [product(variables, rule.needs, wanted=rule.value > 0) for rule in shared]
    numbers = ExactVector.of_fractions([*row, *(rule.value / len(rule.needs) for rule in shared), -bound])
    weights, unit, error = fitted(numbers)
    one = variables.model.new_constant(1)
    return Part("outside", [*variables.chosen, *products, one], weights, unit, error=error)


def _limit(problem: Problem, joint: JointValue, i: int, asked: Fraction) -> Limit:
    n, form, name = problem.pool.n, joint.form, problem.pool.names[i]
    words, about = f"{name}, if chosen, gets at least {plain(asked)} of the joint value", {"member": name, "outside": plain(asked)}
    nothing = ExactVector((0,) * n, 1)
    if form is None or any(rule.without for rule in form.rules):
        look = Measure(
            lambda members: _balance(joint, i, asked, members), lambda sets: np.zeros(len(sets)), Fraction(0)
        )  # fmt: skip
        return Limit("outside", "at least", nothing, Fraction(0), "outside", words, about, measured=False, measure=look)
    least = sum((min(r.value / len(r.needs), Fraction(0)) for r in form.rules if i in r.needs), Fraction(0))
    row, bound = _paid_row(form, n, i, asked, least)
    exact = ExactVector.of_fractions(row)
    if not any(i in rule.needs for rule in form.rules):
        return Limit("outside", "at least", exact, bound, "outside", words, about, measured=False)
    grouped = Measure(
        lambda members: _balance(joint, i, asked, members),
        lambda sets: np.where(sets[:, i], _shares(form, i, sets) - float(asked), 0.0),
        Fraction(0),
        lambda variables: _part(form, variables, i, row, bound),
    )
    return Limit("outside", "at least", nothing, Fraction(0), "outside", words, about, measured=False, measure=grouped)


def _shares(form: Form, i: int, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    """float64[m], the share of i in bool[m, n] that it is in."""
    row, _ = _paid_row(form, sets.shape[1], i, form.own[i], Fraction(0))
    row[i] = form.own[i]
    total: NDArray[np.float64] = sets @ np.array([float(x) for x in row])
    for rule in form.rules:
        if i in rule.needs:
            total = total + float(rule.value / len(rule.needs)) * sets[:, list(rule.needs)].all(axis=1)
    return total


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.risk.outside:
        joint = split_basis(problem)
        for i, asked in problem.risk.outside.items():
            yield _limit(problem, joint, i, as_fraction(asked))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    asked = {i: x for i, x in problem.risk.outside.items() if i in members}
    if not asked:
        return
    shares = shapley_among(split_basis(problem), members)
    for i, least in asked.items():
        yield Check.between(f"share of {problem.pool.names[i]}", "outside", shares[i], low=as_fraction(least))


OUTSIDE = Constraint("outside", _limits, _check)
