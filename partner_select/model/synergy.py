"""Synergy: what pairs and groups add, or cost, when they are in together."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.scaling import Part
from partner_select.model.term import Majorant, Term
from partner_select.model.variables import Variables
from partner_select.problem import Problem

__all__ = ["SYNERGY"]

BURST = 500  # products built between two looks at the clock: some hundredths of a second


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    pairs, groups = problem.pool.pairs, problem.pool.groups
    ends = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.values.tolist(), strict=True)
    total = sum((as_fraction(v) for i, j, v in ends if i in members and j in members), Fraction(0))
    whole = zip(groups.members, groups.values.tolist(), strict=True)
    return total + sum((as_fraction(v) for group, v in whole if members >= set(group)), Fraction(0))


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    pairs, groups = problem.pool.pairs, problem.pool.groups
    total = np.zeros(len(sets))
    if len(pairs.values):
        chosen = sets.astype(np.float64)
        total += 0.5 * np.einsum("ij,ij->i", chosen @ pairs.matrix, chosen)
    for group, value in zip(groups.members, groups.values.tolist(), strict=True):
        total += value * sets[:, group].all(axis=1)
    return total


def _together(variables: Variables, ends: tuple[int, ...], wanted: bool) -> Any:
    """A Boolean that is 1 when all ends are chosen; only the side that the objective pulls away from is held.

    A wanted product is pushed up, so it needs only its upper sides; an unwanted one only its lower side.
    """
    label = "z" + "_".join(map(str, ends))
    together = variables.new_bool(label, lambda members: int(members[list(ends)].all()))
    if wanted:
        variables.model.add_bool_and([variables.chosen[i] for i in ends]).only_enforce_if(together)
    else:
        variables.model.add_bool_or([variables.chosen[i].negated() for i in ends] + [together])
    return together


def _add_rows_per_candidate(variables: Variables, products: dict[int, list[Any]]) -> None:
    """Σ_j y_ij <= (most - 1)·x_i: implied by the rest, but without it the linear bound is many times too high."""
    for i, row in products.items():
        if len(row) > variables.most - 1:
            variables.model.add(sum(row) <= (variables.most - 1) * variables.chosen[i])


def _add_pairs(problem: Problem, variables: Variables, weight: Fraction) -> None:
    pairs = problem.pool.pairs
    products: dict[int, list[Any]] = {}
    together: list[Any] = []
    worth: list[int] = []
    numbers = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.exact.numerators, strict=True)
    for i, j, value in numbers:
        if i in variables.closed or j in variables.closed:
            continue
        if len(together) % BURST == 0:
            variables.go_on()
        worth.append(value)
        product = _together(variables, (i, j), wanted=value > 0)
        together.append(product)
        if value > 0:
            products.setdefault(i, []).append(product)
            products.setdefault(j, []).append(product)
    _add_rows_per_candidate(variables, products)
    variables.parts.append(Part("pairs", together, worth, weight / pairs.exact.denominator))


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    _add_pairs(problem, variables, weight)
    groups = problem.pool.groups
    together = [_together(variables, ends, wanted=v > 0) for ends, v in zip(groups.members, groups.values.tolist(), strict=True)]
    variables.parts.append(Part("groups", together, groups.exact.numerators, weight / groups.exact.denominator))


def _majorant(problem: Problem) -> Majorant:
    """The pairs as they are; a good group's value in equal parts on its members, a bad group's left out."""
    groups = problem.pool.groups
    shares = [Fraction(0)] * problem.pool.n
    for members, value in zip(groups.members, groups.values.tolist(), strict=True):
        for i in members:
            shares[i] += max(Fraction(0), as_fraction(value)) / len(members)
    own = ExactVector.of_fractions(shares) if groups.members else None
    return Majorant(own=own, pairs=problem.pool.pairs.exact, exact=not groups.members)


SYNERGY = Term("synergy", 1, _amount, _amounts, _majorant, _add)
