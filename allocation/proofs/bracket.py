"""Proof that no split keeps the largest excess below a bound: coalitions whose balanced weights say so, in rational numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocation.errors import AllocationError
from allocation.exact import as_fraction
from allocation.proofs.check import Check
from allocation.proofs.elimination import IntegerSpan, positive_combination
from allocation.proofs.row_levels import RowLevel, read_row_levels
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["BRACKET", "by_bracket", "check_bracket", "lower_bound"]

BRACKET = "least core bracket"
SLACK = Fraction(1, 10**9)  # of the largest value: the bounds claimed are floats


def by_bracket(coalitions: Sequence[Sequence[int]], lower: float, upper: float) -> Proof:
    """Return the proof that lists the coalitions of the lower bound, by the positions of their members."""
    claim = (
        f"no split keeps every coalition's excess below {lower:.9g}: balanced weights of the coalitions listed; "
        f"that this split keeps it at or below {upper:.9g} is what the solver's search found"
    )
    level = RowLevel(lower, tuple(tuple(s) for s in coalitions)).to_dict()
    return Proof(BRACKET, claim, {"levels": [level], "lower": lower, "upper": upper})


def lower_bound(game: Game, level: RowLevel) -> Fraction | None:
    """Return the bound that the balanced weights of some coalitions put on the least core, or None if they have none.

    With positive weights that add up to one and Σ weight·[i in S] = c for every player, some excess is at least
    Σ weight·v(S) - c·v(N), whatever the split.
    """
    span = IntegerSpan()
    span.add([1] * game.n)
    rows = level.rows(game.n)
    # modulo the row of ones, the residual of a row of zeros and ones is that row itself: the weights of residuals are those of the rows
    weights = positive_combination([span.residual(row) for row in rows])
    if weights is None:
        return None
    share = sum((w * row[0] for w, row in zip(weights, rows, strict=True)), Fraction(0))
    values = [as_fraction(v) for v in game.worth(np.array(rows, dtype=np.bool_)).tolist()]
    return sum((w * v for w, v in zip(weights, values, strict=True)), Fraction(0)) - share * as_fraction(game.grand_value)


def check_bracket(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check the lower bound exactly; the upper one by the table, where there is one."""
    data = allocation.proof.data
    (level,) = read_row_levels(data, game.n)
    found = lower_bound(game, level)
    if found is None:
        return [Check("balanced", False, "the coalitions have no unique positive weights that balance them")], None
    claimed, upper = as_fraction(data["lower"]), as_fraction(data["upper"])
    slack = SLACK * max(abs(as_fraction(game.grand_value)), abs(claimed), Fraction(1))
    checks = [Check("lower bound", claimed <= found + slack, f"balanced weights prove a largest excess of {float(found):.9g} at least")]
    return [*checks, _upper(game, allocation, upper + slack)], None


def _upper(game: Game, allocation: Allocation, upper: Fraction) -> Check:
    from allocation.excess.largest import largest_excesses
    from allocation.excess.oracles.structured_split import has_structure

    if has_structure(game):
        return Check("upper bound", False, f"it rests on the search of a solver: the table of {game.n} players would take too long")
    try:
        excesses, _ = largest_excesses(game.table(), game.n, allocation.payoffs, 1)
    except AllocationError:
        return Check("upper bound", False, "it rests on the search of a solver: the table that would confirm it does not fit in memory")
    largest = float(excesses[0])
    return Check("upper bound", as_fraction(largest) <= upper, f"the largest excess of all coalitions is {largest:.9g}")
