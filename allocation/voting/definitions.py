"""Power indices by their definitions: every coalition listed once, in rational numbers and without the counting that finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial
from typing import Any

from allocation.coalition import single_mask
from allocation.exact import ExactTable

__all__ = ["DEFINITIONS", "Tally", "exact_definition"]

Definition = Callable[["Tally"], Sequence[Fraction]]


@dataclass(frozen=True)
class Tally:
    """What the coalitions of a voting game were counted for; rows are voters, columns sizes 0 … n.

    Parameters
    ----------
    critical
        Coalitions that a voter breaks by leaving.
    winning, minimal
        Winning and minimal winning coalitions with a voter.
    broken
        Per voter: Σ 1/#critical members over the coalitions it breaks.
    won, least
        All winning and all minimal winning coalitions.
    """

    critical: list[list[int]]
    winning: list[list[int]]
    minimal: list[list[int]]
    broken: list[Fraction]
    won: int
    least: int

    @property
    def n(self) -> int:
        """Number of voters."""
        return len(self.critical)

    @property
    def swings(self) -> list[int]:
        """Coalitions that each voter breaks."""
        return [sum(row) for row in self.critical]

    @classmethod
    def of(cls, table: ExactTable) -> Tally:
        """Go through all coalitions of a game of 0 and 1. O(n 2**n)."""
        n = table.n
        masks = [single_mask(i) for i in range(n)]
        critical, winning, minimal = ([[0] * (n + 1) for _ in masks] for _ in range(3))
        broken, won, least = [Fraction(0)] * n, 0, 0
        for mask, wins in enumerate(table.numerators):
            if not wins:
                continue
            inside = [i for i, single in enumerate(masks) if mask & single]
            breakers = [i for i in inside if not table.numerators[mask - masks[i]]]
            size, won, least = len(inside), won + 1, least + (breakers == inside)
            for i in inside:
                winning[i][size] += 1
                minimal[i][size] += breakers == inside
            for i in breakers:
                critical[i][size] += 1
                broken[i] += Fraction(1, len(breakers))
        return cls(critical, winning, minimal, broken, won, least)


def _by_size(rows: Sequence[Sequence[int]], weight: Callable[[int], Fraction]) -> list[Fraction]:
    """Add up every row, a coalition of size s counting ``weight(s)``."""
    return [sum((count * weight(size) for size, count in enumerate(row) if count), Fraction(0)) for row in rows]


def _normalised(amounts: Sequence[Fraction]) -> list[Fraction]:
    total = sum(amounts, Fraction(0))
    return [amount / total for amount in amounts]


def _shapley_shubik(tally: Tally) -> list[Fraction]:
    orders = factorial(tally.n)
    return _by_size(tally.critical, lambda size: Fraction(factorial(size - 1) * factorial(tally.n - size), orders))


def _out_of(whole: Callable[[Tally], int]) -> Definition:
    """Swings as a share of something."""
    return lambda tally: [Fraction(swings, whole(tally)) for swings in tally.swings]


def _rae(tally: Tally) -> list[Fraction]:
    return [Fraction(1, 2) + Fraction(swings, 2**tally.n) for swings in tally.swings]


def _act(tally: Tally) -> list[Fraction]:
    return [Fraction(tally.won, 2**tally.n)] * tally.n


def _deegan_packel(tally: Tally) -> list[Fraction]:
    return [amount / tally.least for amount in _by_size(tally.minimal, lambda size: Fraction(1, size))]


def _shared(rows: Callable[[Tally], Sequence[Sequence[int]]], power: int) -> Definition:
    """Memberships, a coalition of size s counting 1/s**power, as shares of their sum."""
    return lambda tally: _normalised(_by_size(rows(tally), lambda size: Fraction(1, size**power)))


DEFINITIONS: Mapping[str, Definition] = {
    "shapley_shubik": _shapley_shubik,
    "penrose": _out_of(lambda tally: 2 ** (tally.n - 1)),
    "rae": _rae,
    "coleman_prevent": _out_of(lambda tally: tally.won),
    "coleman_initiate": _out_of(lambda tally: 2**tally.n - tally.won),
    "coleman_act": _act,
    "johnston": lambda tally: _normalised(tally.broken),
    "deegan_packel": _deegan_packel,
    "public_good": _shared(lambda tally: tally.minimal, 0),
    "public_help_theta": _shared(lambda tally: tally.winning, 0),
    "public_help_chi": _shared(lambda tally: tally.winning, 2),
}


def exact_definition(name: str) -> Callable[..., Sequence[Fraction]]:
    """Return an index as ``exact(table, **options)``; how it was counted is no part of what it is."""

    def exact(table: ExactTable, **_: Any) -> Sequence[Fraction]:
        return DEFINITIONS[name](Tally.of(table))

    return exact
