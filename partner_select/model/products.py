"""Products of decisions: a Boolean that is 1 when these are in and those are out, and sums of pairs of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.model.scaling import MAX_TOTAL
from partner_select.model.variables import Meaning, Variables

__all__ = ["add_rows_per_candidate", "ends_of", "fitted", "pair_products", "product"]

BURST = 500  # products built between two looks at the clock: some hundredths of a second


def _meaning(needs: list[int], without: list[int]) -> Meaning:
    return lambda members: int(members[needs].all() and not members[without].any())


def product(variables: Variables, needs: Sequence[int], without: Sequence[int] = (), wanted: bool = True) -> Any:
    """Return a Boolean that is 1 when all of these are chosen and none of those; only the side that it is pulled away from is held.

    A wanted product is pushed up, so it needs only its upper sides; an unwanted one only its lower side.
    """
    key = (tuple(needs), tuple(without), wanted)
    if key in variables.products:
        return variables.products[key]
    label = ("z" if wanted else "w") + "_".join(map(str, needs)) + "".join(f"_not{j}" for j in without)
    found = variables.new_bool(label, _meaning(list(needs), list(without)))
    true = [*(variables.chosen[i] for i in needs), *(variables.chosen[j].negated() for j in without)]
    if wanted:
        variables.model.add_bool_and(true).only_enforce_if(found)
    else:
        variables.model.add_bool_or([x.negated() for x in true] + [found])
    variables.products[key] = found
    return found


def pair_products(
    variables: Variables, ends: Iterable[tuple[int, int]], weights: Iterable[int], up: bool
) -> tuple[list[Any], list[int], dict[int, list[Any]]]:
    """Return a product per pair of open candidates with its weight, and per candidate the wanted ones.

    Parameters
    ----------
    variables
        The model.
    ends, weights
        Pairs and what each counts.
    up
        Whether their sum is pushed up.
    """
    together: list[Any] = []
    kept: list[int] = []
    of: dict[int, list[Any]] = {}
    for (i, j), weight in zip(ends, weights, strict=True):
        if i in variables.closed or j in variables.closed or not weight:
            continue
        if len(together) % BURST == 0:
            variables.go_on()
        wanted = (weight > 0) == up
        together.append(product(variables, (i, j), wanted=wanted))
        kept.append(weight)
        if wanted:
            of.setdefault(i, []).append(together[-1])
            of.setdefault(j, []).append(together[-1])
    return together, kept, of


def add_rows_per_candidate(variables: Variables, products: dict[int, list[Any]]) -> None:
    """Σ_j y_ij <= (most - 1)·x_i: implied by the rest, but without it the linear bound is many times too high."""
    for i, row in products.items():
        if len(row) > variables.most - 1:
            variables.model.add(sum(row) <= (variables.most - 1) * variables.chosen[i])


def fitted(numbers: ExactVector, room: int = MAX_TOTAL // 4) -> tuple[list[int], Fraction, Fraction]:
    """Return whole numbers, what one of them is worth, and by how much a sum over any of them may be off: exact where they fit.

    Parameters
    ----------
    numbers
        Exact numbers.
    room
        What the sizes may add up to.

    Examples
    --------
    >>> fitted(ExactVector((1, 25), 10))
    ([1, 25], Fraction(1, 10), Fraction(0, 1))
    """
    total = sum(abs(x) for x in numbers.numerators)
    unit = Fraction(1, numbers.denominator)
    if total < room:
        return list(numbers.numerators), unit, Fraction(0)
    step = -(-total // (room - len(numbers) - 1))
    rounded = [(2 * x + step) // (2 * step) for x in numbers.numerators]
    lost = sum(abs(x - r * step) for x, r in zip(numbers.numerators, rounded, strict=True))
    return rounded, unit * step, unit * lost


def ends_of(first: NDArray[np.int64], second: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return pairs as tuples."""
    return list(zip(first.tolist(), second.tolist(), strict=True))
