"""What a term of the objective is: its meaning, its value for many sets at once, and its part in the solver's model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from partner_select.model.variables import Variables
    from partner_select.problem import Problem

__all__ = ["Majorant", "Term"]


@dataclass(frozen=True)
class Majorant:
    """A sum over members and pairs that is never below a term's amount (times its sign), for any set.

    Parameters
    ----------
    own
        One number per candidate, or None.
    pairs
        One number per pair of the pool, in its order, or None.
    constant
        Added for every set.
    exact
        Whether the sum is the amount itself.
    """

    own: ExactVector | None = None
    pairs: ExactVector | None = None
    constant: Fraction = Fraction(0)
    exact: bool = True


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
    majorant
        The amount as a sum over members and pairs, or an upper estimate of that form; a term with sign -1 needs the amount itself.
    add
        Adds objective parts to the solver's model, worth the given weight per unit of the amount.
    """

    name: str
    sign: Literal[1, -1]
    amount: Callable[[Problem, AbstractSet[int]], Fraction]
    amounts: Callable[[Problem, NDArray[np.bool_]], NDArray[np.float64]]
    majorant: Callable[[Problem], Majorant]
    add: Callable[[Problem, Variables, Fraction], None]

    def weight(self, problem: Problem) -> Fraction:
        """Return the weight with its sign: contribution = weight · amount."""
        return self.sign * as_fraction(getattr(problem.objective, self.name))
