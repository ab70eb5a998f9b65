"""How a split of the nucleolus family moves when the worth of a coalition changes: read off its tight coalitions, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, members_of, memberships, single_mask
from allocation.errors import RuleError
from allocation.excess.definition import RULES, Definition
from allocation.excess.weighting import PER_CAPITA, UNIT, Weighting
from allocation.games.base import Game
from allocation.proofs.elimination import solve_exactly
from allocation.proofs.exact_excess import ExactExcess
from allocation.proofs.integer_table import IntegerTable
from allocation.proofs.kohlberg import KOHLBERG, LevelClaim, check_levels, exact_levels, read_levels, span_tests
from allocation.proofs.level_scan import exceeding
from allocation.result import Allocation

__all__ = ["Sensitivity", "sensitivity"]

_WEIGHTINGS: Mapping[str, Weighting] = {"one": UNIT, "size": PER_CAPITA}
CLOSE = 1e-9  # of the largest value: a coalition this near to its level counts as tied with it


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """The derivative of a split by the worth of its binding coalitions; all other coalitions have none.

    Parameters
    ----------
    players
        Names.
    coalitions
        The binding coalitions, the grand one first, then level by level.
    rates
        One row for each coalition, one number for each player: what the player gets more if the coalition is worth one more.
    tied
        A coalition as dissatisfied as the binding ones of an earlier level, one that is so without binding, or a player at exactly v(i)
        without being held there; or None. If there is one, the rates hold in some directions only: the split bends here.
    """

    players: tuple[str, ...]
    coalitions: tuple[tuple[str, ...], ...]
    rates: tuple[tuple[Fraction, ...], ...]
    tied: tuple[str, ...] | None

    @property
    def matrix(self) -> NDArray[np.float64]:
        """The rates as float64[coalitions, players]."""
        return np.array([[float(x) for x in row] for row in self.rates])

    def of(self, coalition: Iterable[str]) -> dict[str, Fraction]:
        """Return who gains how much if one coalition is worth one more; zeros for a coalition that does not bind.

        Raises
        ------
        RuleError
            If a name is unknown.
        """
        asked = set(coalition)
        if not asked <= set(self.players):
            raise RuleError(f"unknown player {', '.join(sorted(asked - set(self.players)))}: the players are {', '.join(self.players)}")
        rates = next((row for names, row in zip(self.coalitions, self.rates, strict=True) if set(names) == asked), None)
        return dict(zip(self.players, rates or (Fraction(0),) * len(self.players), strict=True))

    def sentences(self) -> tuple[str, ...]:
        """Return one English sentence for each binding coalition."""
        return tuple(_sentence(self.players, names, row) for names, row in zip(self.coalitions, self.rates, strict=True))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; fractions are strings."""
        rows = [{"coalition": list(c), "rates": [str(x) for x in row]} for c, row in zip(self.coalitions, self.rates, strict=True)]
        return {"players": list(self.players), "binding": rows, "tied": None if self.tied is None else list(self.tied)}


def sensitivity(game: Game, allocation: Allocation) -> Sensitivity:
    """Say which players a binding coalition moves, and by how much, if it becomes worth more.

    Parameters
    ----------
    game
        The game that was split.
    allocation
        What the prenucleolus, the nucleolus, the least core or one of the per-capita relatives returned for it.

    Returns
    -------
    Sensitivity
        Exact rates. O(n**3) operations in whole numbers and one pass over the table.

    Raises
    ------
    RuleError
        If the split has no levels of excesses, they do not hold for this game, or the rule divides by weights that change with it.

    References
    ----------
    E. Kohlberg, "On the nucleolus of a characteristic function game", 1971: the nucleolus is piecewise linear.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])
    >>> s = al.sensitivity(g, al.nucleolus(g))
    >>> {name: str(rate) for name, rate in s.of(["A", "B"]).items()}
    {'A': '1/4', 'B': '1/4', 'C': '-1/2'}
    """
    definition = _definition(allocation)
    levels = read_levels(allocation.proof.data, game.n)
    values = IntegerTable.of(game.stored_table())
    excess = ExactExcess(values, _WEIGHTINGS[definition.divisor], floors=definition.imputations)
    checks, payoffs = check_levels(excess, levels, game.n)
    if payoffs is None or not all(check.ok for check in checks):
        raise RuleError("the proof of this split does not hold for this game: compute the split again")
    rates = _rates(excess, levels, game.n)
    tied = _tied(excess, levels, payoffs, game.n)
    return Sensitivity(
        game.players,
        tuple(game.names_of(members_of(mask)) for mask in rates),
        tuple(tuple(row) for row in rates.values()),
        None if tied is None else game.names_of(members_of(tied)),
    )


def _definition(allocation: Allocation) -> Definition:
    definition = RULES.get(allocation.rule)
    if allocation.proof.kind != KOHLBERG or definition is None:
        raise RuleError(f"the rates are read off the levels of excesses, and this split by {allocation.rule!r} has none")
    if definition.view != "the game" or definition.divisor not in _WEIGHTINGS:
        raise RuleError(
            f"the rates of {allocation.rule!r} are not offered: what its excesses are divided by, or the game it looks at, changes"
        )
    return definition


def _rates(excess: ExactExcess, levels: Sequence[LevelClaim], n: int) -> dict[int, list[Fraction]]:
    """Solve the equations of the tight coalitions for a right-hand side of one unit in each of them."""
    count = len(levels)
    rows, masks = [[1] * n + [0] * count], [grand_mask(n)]
    for k, level in enumerate(levels):
        for mask in level.coalitions:
            rows.append(_row(mask, n, count))
            rows[-1][n + k] = excess.weight(mask, n)
        rows += [_row(single_mask(i), n, count) for i in level.floors]
        masks += [*level.coalitions, *(single_mask(i) for i in level.floors)]
    rates: dict[int, list[Fraction]] = {}
    for number, mask in enumerate(masks):
        moved = solve_exactly(rows, [int(number == k) for k in range(len(rows))])
        if moved is None:
            raise RuleError("more coalitions bind than determine the split: the rates depend on the direction")
        rates[mask] = [a + b for a, b in zip(rates.get(mask, [Fraction(0)] * n), moved[:n], strict=True)]
    return rates


def _row(mask: int, n: int, count: int) -> list[int]:
    return [*memberships([mask], n)[0].astype(int).tolist(), *([0] * count)]


def _tied(excess: ExactExcess, levels: Sequence[LevelClaim], payoffs: Sequence[Fraction], n: int) -> int | None:
    """Return a coalition at the level of an earlier one, or one at a level that is not listed nor in the span settled before; or None."""
    if not levels:
        return None
    values = excess.values
    held = {i for level in levels for i in level.floors}
    for i, share in enumerate(payoffs):
        if excess.floors and i not in held and share == values.value(single_mask(i)):
            return single_mask(i)
    listed = np.array([mask for level in levels for mask in level.coalitions], dtype=np.int64)

    def unlisted(masks: NDArray[np.int64]) -> int | None:
        others = masks[~np.isin(masks, listed)]
        return int(others[0]) if others.size else None

    bars_exactly = exact_levels(excess, levels, n)
    for k in range(1, len(levels)):
        if bars_exactly[k] == bars_exactly[k - 1] and levels[k].coalitions:
            return levels[k].coalitions[0]  # whichever of the two levels moves first comes before the other
    shares = np.array([float(x / values.step) for x in payoffs])
    bars = np.array([float(x / values.step) for x in bars_exactly])
    slack = -CLOSE * float(values.largest * values.unit / values.step)
    return exceeding(values.entries, shares, excess.weighting, bars, slack, span_tests(levels, n), unlisted)


def _sentence(players: Sequence[str], names: Sequence[str], rates: Sequence[Fraction]) -> str:
    moved = [f"{player} {'gains' if x > 0 else 'loses'} {abs(x)}" for player, x in zip(players, rates, strict=True) if x]
    return f"If {{{', '.join(names)}}} were worth 1 more, {', '.join(moved) or 'nobody would get more or less'}."
