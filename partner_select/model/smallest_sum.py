"""An integer in the solver's model that is at most a sum over the members, and, with one to spare, at most every such sum without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.model.variables import Meaning, Variables

__all__ = ["smallest_sum"]


def _left(numbers: NDArray[np.int64], full: int, spare: bool, members: NDArray[np.bool_]) -> int:
    there = numbers[members]
    return min(full, int(there.sum()) - (int(there.max(initial=0)) if spare else 0))


def smallest_sum(variables: Variables, name: str, numbers: Sequence[int], full: int, spare: bool) -> tuple[Any, Meaning]:
    """Return an integer from 0 to ``full`` that is pushed up, and what it is for a set.

    Parameters
    ----------
    variables
        The model.
    name
        Of the variable.
    numbers
        One per candidate, from 0 to ``full``.
    full
        Where more does not count.
    spare
        Whether it counts without any one member: one row per candidate, Σ over the others.
    """
    array = np.array(numbers, dtype=np.int64)

    def meaning(members: NDArray[np.bool_]) -> int:
        return _left(array, full, spare, members)

    total = variables.new_int(full, name, meaning)
    variables.model.add(total <= variables.weighted(variables.chosen, numbers))
    for without in np.flatnonzero(array).tolist() if spare else ():
        variables.model.add(total <= variables.weighted(variables.chosen, [x * (i != without) for i, x in enumerate(numbers)]))
    return total, meaning
