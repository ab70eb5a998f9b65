"""What a term of the objective is: its meaning, its value for many sets at once, and its part in the solver's model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import as_fraction

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from partner_select.model.variables import Variables
    from partner_select.problem import Problem

__all__ = ["Term"]


@dataclass(frozen=True)
class Term:
    """A term of the objective.

    Parameters
    ----------
    name
        Name of the term and of its weight in :class:`Objective`.
    sign
        +1 for what should be large, -1 for what should be small.
    amount
        The definition: exact raw amount of a set, from the raw pool.
    amounts
        float64[m] of bool[m, n], for search; may be off by rounding.
    add
        Adds objective parts to the solver's model, worth the given weight per unit of the amount.
    """

    name: str
    sign: Literal[1, -1]
    amount: Callable[[Problem, AbstractSet[int]], Fraction]
    amounts: Callable[[Problem, NDArray[np.bool_]], NDArray[np.float64]]
    add: Callable[[Problem, Variables, Fraction], None]

    def weight(self, problem: Problem) -> Fraction:
        """Return the weight with its sign: contribution = weight · amount."""
        return self.sign * as_fraction(getattr(problem.objective, self.name))
