"""Proof of a nucleolus without a table: Kohlberg's levels in whole numbers, and what is known about the coalitions not listed.

Of an assignment game only the pairs count, so that the proof is complete. Of other games the search of a solver says that no coalition is
above its level: a table confirms that for some 20 players; beyond, the check says on what it rests.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import frexp, lcm
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from allocation.coalition import mask_of
from allocation.errors import AllocationError
from allocation.exact import as_fraction, decimal_scale
from allocation.excess.definition import RULES, Definition
from allocation.proofs.check import Check
from allocation.proofs.elimination import IntegerSpan
from allocation.proofs.row_levels import RowLevel, as_claimed, balanced, falling, read_row_levels, spans_before, tight_point
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.assignment import AssignmentGame
    from allocation.games.base import Game

__all__ = ["SEARCHED_LEVELS", "by_searched_levels", "check_searched_levels", "recheck"]

SEARCHED_LEVELS = "kohlberg by search"
PRIME = 2**61 - 1  # of the span tests: a coalition outside a span passes for one inside with probability 1 / PRIME
SEED = 1980  # of the span tests; another than the solver's
GRAIN = 44  # bits that are kept of values that are no short decimals: rounding of their calculation stays below
SLACK = Fraction(1, 2**34)  # of the largest value: by how much such values may miss a comparison
TABLE_PLAYERS = 22  # up to here all coalitions are looked at in seconds

Outcome = tuple[list[Check], Sequence[Fraction] | None]


def by_searched_levels(rule: str, levels: Sequence[RowLevel], definition: Definition, search: str) -> Proof:
    """Return the proof that lists levels, coalitions by the positions of their members, and names the search."""
    claim = f"the {rule}: every level of excesses is balanced, and the search ({search}) found no coalition above its level"
    return Proof(SEARCHED_LEVELS, claim, {**definition.to_dict(), "search": search, "levels": [level.to_dict() for level in levels]})


def check_searched_levels(game: Game, allocation: Allocation) -> Outcome:
    """Re-check a proof against its game."""
    data = allocation.proof.data
    definition = RULES.get(allocation.rule)
    if definition is None or any(data[key] != value for key, value in definition.to_dict().items()):
        raise AllocationError(f"it is not about the rule {allocation.rule!r}")
    if definition.divisor != "one" or definition.view != "the game":
        raise AllocationError(f"the rule {allocation.rule!r} has no proof without a table")
    from allocation.games.assignment import AssignmentGame

    levels = read_row_levels(data, game.n)
    if not isinstance(game, AssignmentGame) and game.n <= TABLE_PLAYERS:
        return _by_table(game, levels, definition)
    checks, payoffs = recheck(game, levels, definition.imputations)
    if payoffs is not None and not isinstance(game, AssignmentGame):
        said = f"that none is above its level rests on the search ({data['search']}): the table of {game.n} players would be too large"
        checks.append(Check("all coalitions", False, said))
    return checks, payoffs


def recheck(game: Game, levels: Sequence[RowLevel], floors: bool) -> Outcome:
    """Check levels in rational numbers, and of an assignment game all coalitions that count; return the exact payoffs too.

    Parameters
    ----------
    game
        The game.
    levels
        From the largest excess down.
    floors
        Whether x_i ≥ v(i) is part of the definition.
    """
    from allocation.games.assignment import AssignmentGame

    n = game.n
    if not floors and any(level.floors for level in levels):
        return [Check("tight coalitions", False, "the proof uses x_i ≥ v(i), which is not part of this rule")], None
    values, singles, total, unit, exact = _numerators(game, levels)
    point = tight_point(levels, values, singles, total)
    if point is None:
        return [Check("tight coalitions", False, "the listed coalitions do not determine one point")], None
    payoffs, excesses = [x * unit for x in point[0]], [x * unit for x in point[1]]
    slack = Fraction(0) if exact else SLACK * max(abs(as_fraction(game.grand_value)), *map(abs, payoffs))
    spans = spans_before(levels, n)
    count = sum(len(level.coalitions) for level in levels)
    checks = [
        Check("tight coalitions", True, f"{count} coalitions on {len(levels)} levels determine one point"),
        balanced(levels, spans, n),
        falling(excesses, slack),
        as_claimed(levels, excesses),
    ]
    if isinstance(game, AssignmentGame):
        checks.append(_no_pair_above(game, payoffs, excesses, spans))
    if floors:
        short = [i for i, x in enumerate(payoffs) if x + slack < singles[i] * unit]
        said = f"player number {short[0]} gets less than v(i)" if short else "every player gets at least v(i)"
        checks.append(Check("imputation", not short, said))
    return checks, payoffs


def _numerators(game: Game, levels: Sequence[RowLevel]) -> tuple[list[list[int]], list[int], int, Fraction, bool]:
    """Values of the coalitions of every level, of single players and of all, as whole numbers of a unit; whether they are exact."""
    rows = [row for level in levels for row in level.rows(game.n)]
    every = np.vstack(
        (np.array(rows, dtype=np.bool_).reshape(-1, game.n), np.eye(game.n, dtype=np.bool_), np.ones((1, game.n), dtype=np.bool_))
    )
    worths = game.worth(every)
    whole = decimal_scale(worths)
    if whole is not None:
        numbers, unit = [int(x) for x in whole[0].tolist()], Fraction(1, whole[1])
    else:
        unit = Fraction(2) ** (frexp(float(np.abs(worths).max()))[1] - GRAIN)
        numbers = [round(Fraction(x) / unit) for x in worths.tolist()]
    values, at = [], 0
    for level in levels:
        values.append(numbers[at : at + len(level.coalitions)])
        at += len(level.coalitions)
    return values, numbers[at:-1], numbers[-1], unit, whole is not None


def _no_pair_above(game: AssignmentGame, payoffs: Sequence[Fraction], excesses: Sequence[Fraction], spans: Sequence[IntegerSpan]) -> Check:
    """No player and no pair outside the span of a level has a larger excess than that level; these are all that count."""
    sellers, random = game.profits.shape[0], Random(SEED)
    profits = [[as_fraction(p) for p in row] for row in game.profits.tolist()]
    common = lcm(*(x.denominator for x in (*payoffs, *excesses, *(p for row in profits for p in row))))
    x, e = [int(p * common) for p in payoffs], [int(level * common) for level in excesses]
    listed: list[tuple[int, tuple[int, ...]]] = [(-share, (i,)) for i, share in enumerate(x)]
    for i, row in enumerate(profits):
        listed += [(int(p * common) - x[i] - x[sellers + j], (i, sellers + j)) for j, p in enumerate(row) if p > 0 and game.n > 2]
    for k, level in enumerate(e):
        tags = spans[k].orthogonal([random.randrange(1, PRIME) for _ in x], PRIME)
        worst = next((members for excess, members in listed if excess > level and sum(tags[i] for i in members) % PRIME), None)
        if worst is not None:
            return Check("all coalitions", False, f"{' and '.join(game.names_of(worst))} have an excess above level {k + 1}")
    said = f"none of the {len(listed)} players and pairs, which are all that count, is above its level (span tests err with 2**-61)"
    return Check("all coalitions", True, said)


def _by_table(game: Game, levels: Sequence[RowLevel], definition: Definition) -> Outcome:
    """The complete proof, from the table of all coalitions."""
    from allocation.excess.weighting import UNIT
    from allocation.proofs.exact_excess import ExactExcess
    from allocation.proofs.integer_table import IntegerTable, reading
    from allocation.proofs.kohlberg import LevelClaim, check_levels

    values = IntegerTable.of(game.table())
    claims = [LevelClaim(level.excess, tuple(mask_of(s) for s in level.coalitions), level.floors) for level in levels]
    checks, payoffs = check_levels(ExactExcess(values, UNIT, floors=definition.imputations), claims, game.n)
    return [reading(values), *checks], payoffs if values.exact else None
