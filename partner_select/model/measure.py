"""What a limit holds against its bound when that is no sum over the members: exactly, for many sets at once, and for the solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from partner_select.model.limit import Limit
    from partner_select.model.scaling import Part
    from partner_select.model.variables import Variables

__all__ = ["Measure"]


@dataclass(frozen=True)
class Measure:
    """The number that a limit is truly about.

    Parameters
    ----------
    amount
        The definition: exact number of a set, from raw data.
    amounts
        float64[m] of bool[m, n], for search; may be off by rounding.
    bound
        What it must stay below, or reach.
    express
        Adds auxiliary variables to a solver's model, held from the side that the limit presses on, and returns the number as a linear
        part of them. None where the limit's own row says the same up to rounding: sets that only rounding lets through are then cut off
        one by one.
    moved
        The limit for another bound; None where nothing else of it depends on the bound.
    rounded
        Whether the limit's rows, if it has any, say the same only up to rounding.
    cut
        Of a set that breaks the limit: a row that every set that keeps it keeps, and this one does not. None where there is none.
    """

    amount: Callable[[AbstractSet[int]], Fraction]
    amounts: Callable[[NDArray[np.bool_]], NDArray[np.float64]]
    bound: Fraction
    express: Callable[[Variables], Part] | None = None
    moved: Callable[[Fraction], Limit] | None = None
    rounded: bool = False
    cut: Callable[[AbstractSet[int]], Limit] | None = None
