"""The joint value of the members, v(S) of the problem's game, as a term of the objective: what is selected is what will be split.

A pairwise game and a game of rules are sums of products, stated exactly. A game of projects is bounded from above and the bound is drawn
in where the solver goes (:mod:`partner_select.model.project_value`). Other games are looked at set by set, up to 20 candidates.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.joint import Form
from partner_select.model.products import add_rows_per_candidate, ends_of, pair_products, product
from partner_select.model.project_value import add_projects, is_project, most_of_projects
from partner_select.model.scaling import Part
from partner_select.model.term import Majorant, Term
from partner_select.model.variables import Variables
from partner_select.problem import Problem

__all__ = ["JOINT_VALUE"]


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    return Fraction(0) if problem.joint is None else problem.joint.exact(members)


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    return np.zeros(len(sets)) if problem.joint is None else problem.joint.worth(sets)


def _majorant(problem: Problem) -> Majorant:
    joint = problem.joint
    if joint is None:
        return Majorant()
    if joint.form is not None:
        return _of_form(joint.form, problem.pool.n)
    if is_project(joint):
        own, most = most_of_projects(joint)
        return Majorant(own=own, constant=most, exact=False)
    return Majorant(constant=joint.largest, exact=False)


def _of_form(form: Form, n: int) -> Majorant:
    """Own values and pairs as they are; a good rule's value in equal parts on who it needs, a bad one's left out."""
    shares = [form.own[i] for i in range(n)]
    for rule in form.rules:
        for i in rule.needs:
            shares[i] += max(Fraction(0), rule.value) / len(rule.needs)
    own = ExactVector.of_fractions(shares) if form.rules else form.own
    return Majorant(own=own, pairs=form.pairs, ends=(form.first, form.second), exact=not form.rules)


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    joint = problem.joint
    if joint is None:
        return
    if joint.form is None:
        add_projects(joint, variables, weight)
        return
    form = joint.form
    variables.parts.append(Part("game", variables.chosen, form.own.numerators, weight / form.own.denominator))
    together, worth, wanted = pair_products(variables, ends_of(form.first, form.second), form.pairs.numerators, up=weight > 0)
    add_rows_per_candidate(variables, wanted)
    variables.parts.append(Part("game", together, worth, weight / form.pairs.denominator))
    values = ExactVector.of_fractions([rule.value for rule in form.rules])
    rules = [product(variables, rule.needs, rule.without, wanted=rule.value > 0) for rule in form.rules]
    variables.parts.append(Part("game", rules, values.numerators, weight / values.denominator))


JOINT_VALUE = Term("joint_value", 1, _amount, _amounts, _majorant, _add, applies=lambda problem: problem.joint is not None)
