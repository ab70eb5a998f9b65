"""Terms that add up one number per member: the common part of value, cost and expected loss."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.model.scaling import Part
from partner_select.model.term import Majorant
from partner_select.model.variables import Variables
from partner_select.problem import Problem

__all__ = ["add_per_member", "same_per_member", "sum_per_member"]


def add_per_member(name: str, numbers: Callable[[Problem], ExactVector]) -> Callable[[Problem, Variables, Fraction], None]:
    """Return the function that adds ``weight · Σ numbers`` over the members to the objective."""

    def add(problem: Problem, variables: Variables, weight: Fraction) -> None:
        exact = numbers(problem)
        variables.parts.append(Part(name, variables.chosen, exact.numerators, weight / exact.denominator))

    return add


def sum_per_member(numbers: Callable[[Problem], ExactVector]) -> Callable[[Problem, NDArray[np.bool_]], NDArray[np.float64]]:
    """Return the function that adds the numbers up for many sets at once."""

    def amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        total: NDArray[np.float64] = sets @ numbers(problem).floats
        return total

    return amounts


def same_per_member(numbers: Callable[[Problem], ExactVector]) -> Callable[[Problem], Majorant]:
    """Return the function that gives the amount as what it is: a sum over the members."""
    return lambda problem: Majorant(own=numbers(problem))
