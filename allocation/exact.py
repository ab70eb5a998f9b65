"""A game's table in exact rational numbers: what proofs are checked against.

A float stands for the shortest decimal that prints it: 0.1 means one tenth, as whoever typed it meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, lcm

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, players_of_table, single_mask
from allocation.exact_sums import WholeNumbers, sums_by_size

__all__ = ["ExactTable", "as_fraction", "as_integers", "decimal_scale", "sums_by_player"]

MAX_EXACT_INTEGER = 2.0**53  # above it float64 no longer holds every integer
LISTED = 2**14  # values: fewer are a list of Python integers, which is read faster one by one than an array
DECIMALS = 9  # decimal places tried before falling back to one fraction per value


def as_fraction(value: float) -> Fraction:
    """Return the decimal that a float prints as.

    Examples
    --------
    >>> as_fraction(0.1)
    Fraction(1, 10)
    """
    return Fraction(repr(float(value)))


def decimal_scale(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], int] | None:
    """Return whole numbers and the power of ten they are divided by, or None where the values are no short decimals.

    Sums of the whole numbers are exact in float64 as long as they stay below 2**53, which sums of the decimals themselves are not.

    Parameters
    ----------
    values
        Finite floats, each read as the shortest decimal that prints it.

    Returns
    -------
    whole numbers as float64, denominator

    Examples
    --------
    >>> decimal_scale(np.array([0.5, 2.25]))
    (array([ 50., 225.]), 100)
    """
    for places in range(DECIMALS + 1):
        scale = 10.0**places
        with np.errstate(over="ignore"):
            whole = np.rint(values * scale)
        if np.all(np.abs(whole) < MAX_EXACT_INTEGER) and np.array_equal(whole / scale, values):
            return whole + 0.0, 10**places
    return None


def as_integers(values: NDArray[np.float64]) -> tuple[list[int], int]:
    """Return integers and one common denominator that give the values exactly.

    Parameters
    ----------
    values
        Finite floats, each read as the shortest decimal that prints it.

    Returns
    -------
    numerators, denominator
        ``numerators[k] / denominator`` is value k.

    Examples
    --------
    >>> as_integers(np.array([0.5, 2.25]))
    ([50, 225], 100)
    """
    scaled = decimal_scale(values)
    if scaled is not None:
        return [int(x) for x in scaled[0].tolist()], scaled[1]
    fractions = [as_fraction(x) for x in values.tolist()]
    denominator = lcm(*(f.denominator for f in fractions))
    return [f.numerator * (denominator // f.denominator) for f in fractions], denominator


def sums_by_player(entries: Sequence[int]) -> list[int]:
    """Return, for every player i, the sum of the entries of all coalitions with i; about two additions per entry.

    Parameters
    ----------
    entries
        2**n integers in table order.

    Examples
    --------
    >>> sums_by_player([0, 1, 10, 100])
    [101, 110]
    """
    rest, sums = list(entries), []
    while len(rest) > 1:
        half = len(rest) // 2
        sums.append(sum(rest[half:]))
        rest = [a + b for a, b in zip(rest[:half], rest[half:], strict=True)]
    return sums[::-1]


def _alternating(parts: Sequence[Fraction], size: int, others: int) -> Fraction:
    """Σ_k (-1)^k · C(others, k) · parts[size + k]."""
    return sum(((-1) ** k * comb(others, k) * parts[size + k] for k in range(others + 1)), Fraction(0))


@dataclass(frozen=True)
class ExactTable:
    """All coalition values as integers over one denominator.

    Parameters
    ----------
    numerators
        2**n integers in table order.
    denominator
        What they are divided by.
    players
        Names; ``"1"`` to ``"n"`` when left out.
    """

    numerators: Sequence[int]
    denominator: int
    players: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.players:
            object.__setattr__(self, "players", tuple(str(i + 1) for i in range(self.n)))

    @classmethod
    def of(cls, table: NDArray[np.float64], players: tuple[str, ...] = ()) -> ExactTable:
        """Read a float table exactly. O(2**n) time and memory; decimals of large tables stay one array."""
        if len(table) > LISTED:
            scaled = decimal_scale(table)
            if scaled is not None:
                return cls(WholeNumbers(scaled[0].astype(np.int64)), scaled[1], players)
        return cls(*as_integers(table), players)

    @property
    def n(self) -> int:
        """Number of players."""
        return players_of_table(len(self.numerators))

    def value(self, mask: int) -> Fraction:
        """Return v(S) of the coalition with this mask."""
        return Fraction(self.numerators[mask], self.denominator)

    @property
    def grand(self) -> Fraction:
        """v(N)."""
        return self.value(grand_mask(self.n))

    def singles(self) -> list[Fraction]:
        """Return v({i}) of every player."""
        return [self.value(single_mask(i)) for i in range(self.n)]

    def marginals_to_grand(self) -> list[Fraction]:
        """Return M_i = v(N) - v(N without i) of every player."""
        everyone = grand_mask(self.n)
        return [self.grand - self.value(everyone - single_mask(i)) for i in range(self.n)]

    def dividends(self) -> list[int]:
        """Return the Harsanyi dividends of all coalitions, as integers over the same denominator. O(n 2**n)."""
        entries = list(self.numerators)
        for i in range(self.n):
            step = single_mask(i)
            for start in range(0, len(entries), 2 * step):
                middle, stop = start + step, start + 2 * step
                entries[middle:stop] = [high - low for low, high in zip(entries[start:middle], entries[middle:stop], strict=True)]
        return entries

    def shared_dividends(self, parts: Sequence[Fraction]) -> list[Fraction]:
        """Return Σ over coalitions S with i of parts[|S|]·dividend(S), for every player i.

        Parameters
        ----------
        parts
            n + 1 fractions: what one member of a coalition of each size gets of its dividend.
        """
        n = self.n
        # what a dividend gives goes back to the values it is made of: C(m, k) supersets of each size, with alternating signs
        joint = [_alternating(parts, size, n - size) for size in range(n + 1)]
        apart = [-_alternating(parts, size + 1, n - size - 1) for size in range(n)] + [Fraction(0)]
        mine, every = sums_by_size(self.numerators)
        common = lcm(*(weight.denominator for weight in (*joint, *apart)))
        inside, outside = [int(w * common) for w in joint], [int(w * common) for w in apart]
        totals = [sum(a * x + b * (y - x) for a, b, x, y in zip(inside, outside, sums, every, strict=True)) for sums in mine]
        return [Fraction(total, common * self.denominator) for total in totals]

    def restricted(self, positions: Sequence[int]) -> ExactTable:
        """Return the subgame of some players, in the order given."""
        masks = [0]
        for i in positions:
            masks += [mask | single_mask(i) for mask in masks]
        return ExactTable([self.numerators[m] for m in masks], self.denominator, tuple(self.players[i] for i in positions))
