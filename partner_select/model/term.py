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

    from partner_select.model.limit import Limit
    from partner_select.model.variables import Variables
    from partner_select.problem import Problem

__all__ = ["Held", "Majorant", "Term"]


@dataclass(frozen=True)
class Majorant:
    """A sum over members and pairs that, times the term's sign, is never below the amount times the sign, for any set.

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
    ends
        int64[m] and int64[m], the ends of pairs that are not those of the pool.
    """

    own: ExactVector | None = None
    pairs: ExactVector | None = None
    constant: Fraction = Fraction(0)
    exact: bool = True
    ends: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None


@dataclass(frozen=True)
class Held:
    """How a limit holds an amount down.

    Parameters
    ----------
    step
        Smallest difference between the amounts of two sets.
    at_most
        The limit "at most this".
    """

    step: Fraction
    at_most: Callable[[Fraction], Limit]


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
        The amount as a sum over members and pairs, or an estimate of that form: from above, with sign -1 from below.
    add
        Adds objective parts to the solver's model, worth the given weight per unit of the amount.
    applies
        Whether a problem has what the term is about; it is not reported where it has not.
    held
        How a limit holds the amount down, for a term with sign -1 that is more than a sum over members; None where none can.
    """

    name: str
    sign: Literal[1, -1]
    amount: Callable[[Problem, AbstractSet[int]], Fraction]
    amounts: Callable[[Problem, NDArray[np.bool_]], NDArray[np.float64]]
    majorant: Callable[[Problem], Majorant]
    add: Callable[[Problem, Variables, Fraction], None]
    applies: Callable[[Problem], bool] = lambda problem: True
    held: Callable[[Problem], Held] | None = None

    def weight(self, problem: Problem) -> Fraction:
        """Return the weight with its sign: contribution = weight · amount; 0 where there is nothing that the term is about."""
        return self.sign * as_fraction(getattr(problem.objective, self.name)) if self.applies(problem) else Fraction(0)
