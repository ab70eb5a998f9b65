"""Synergy: what pairs and groups add, or cost, when they are in together."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.products import add_rows_per_candidate, ends_of, pair_products, product
from partner_select.model.scaling import Part
from partner_select.model.term import Majorant, Term
from partner_select.model.variables import Variables
from partner_select.problem import Problem

__all__ = ["SYNERGY"]


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


def _add_pairs(problem: Problem, variables: Variables, weight: Fraction) -> None:
    pairs = problem.pool.pairs
    together, worth, wanted = pair_products(variables, ends_of(pairs.first, pairs.second), pairs.exact.numerators, up=weight > 0)
    add_rows_per_candidate(variables, wanted)
    variables.parts.append(Part("pairs", together, worth, weight / pairs.exact.denominator))


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    _add_pairs(problem, variables, weight)
    groups = problem.pool.groups
    together = [product(variables, ends, wanted=v > 0) for ends, v in zip(groups.members, groups.values.tolist(), strict=True)]
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
