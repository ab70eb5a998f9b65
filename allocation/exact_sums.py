"""Sums and maxima over all coalitions in whole numbers, array by array: 64 bits where they suffice, else Python integers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

__all__ = ["WholeNumbers", "as_array", "largest_remainders_exactly", "sums_by_size"]

SAFE = 2**62  # sums of such numbers in absolute value fit a signed 64-bit integer
CHUNK = 2**16  # numbers turned into Python integers at a time


class WholeNumbers(Sequence[int]):
    """Many whole numbers in one array, read like a list of Python integers.

    Parameters
    ----------
    array
        int64[count].

    Examples
    --------
    >>> numbers = WholeNumbers(np.array([3, 4, 5]))
    >>> numbers[-1], list(numbers), numbers[1:]
    (5, [3, 4, 5], [4, 5])
    """

    def __init__(self, array: NDArray[np.int64]) -> None:
        self.array = array

    def __len__(self) -> int:
        """How many there are."""
        return len(self.array)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> list[int]: ...
    def __getitem__(self, index: int | slice) -> int | list[int]:
        """Return one number, or a list of some."""
        return self.array[index].tolist() if isinstance(index, slice) else int(self.array[index])

    def __iter__(self) -> Iterator[int]:
        """Return them one after the other."""
        for start in range(0, len(self.array), CHUNK):
            yield from self.array[start : start + CHUNK].tolist()


def as_array(numbers: Sequence[int], largest: int = 1) -> NDArray[Any]:
    """Return whole numbers as an array in which sums of ``largest`` of them, or one of them plus ``largest``, are exact.

    Examples
    --------
    >>> as_array([1, 2], 4).dtype, as_array([2**60, 1], 8).dtype
    (dtype('int64'), dtype('O'))
    """
    array = numbers.array if isinstance(numbers, WholeNumbers) else np.array(numbers, dtype=object)
    size = max(abs(int(array.max())), abs(int(array.min())), 1)
    return array.astype(np.int64 if size * largest < SAFE else object, copy=False)


def sums_by_size(numbers: Sequence[int]) -> tuple[list[list[int]], list[int]]:
    """Return the sums of the numbers of all coalitions of one size: of those with a player, and of all.

    Parameters
    ----------
    numbers
        2**n whole numbers in table order.

    Returns
    -------
    sums with player i of size s at [i][s], sums of size s at [s]
        Sizes 0 to n. Some sixteen additions for each number.

    Examples
    --------
    >>> sums_by_size([0, 1, 10, 100])
    ([[0, 1, 100], [0, 10, 100]], [0, 11, 100])
    """
    rest = as_array(numbers, len(numbers))[None, :]
    found = []
    while rest.shape[1] > 1:
        with_top = rest[:, rest.shape[1] // 2 :]
        while with_top.shape[1] > 1:
            with_top = _folded(with_top)
        rest = _folded(rest)
        found.append([0, *with_top[:, 0].tolist()])
    return found[::-1], rest[:, 0].tolist()


def _folded(sums: NDArray[Any]) -> NDArray[Any]:
    """Sums [count of players folded so far, coalitions of the others]: add up with and without the last of the others."""
    half = sums.shape[1] // 2
    less = np.zeros((len(sums) + 1, half), dtype=sums.dtype)
    less[:-1] = sums[:, :half]
    less[1:] += sums[:, half:]
    return less


def largest_remainders_exactly(numbers: Sequence[int], prices: Sequence[int]) -> list[int]:
    """Return, for every player i, the largest v(S) - Σ_{j∈S} price_j over the coalitions S with i.

    Parameters
    ----------
    numbers
        2**n whole numbers in table order.
    prices
        n whole numbers.

    Examples
    --------
    >>> largest_remainders_exactly([0, 2, 5, 9], [1, 3])
    [5, 5]
    """
    array = as_array(numbers)
    size = max(abs(int(array.max())), abs(int(array.min()))) + sum(map(abs, prices))
    kind: Any = np.int64 if size < SAFE else object
    owed = np.zeros(1, dtype=kind)
    for price in prices:
        owed = np.concatenate((owed, owed + price))
    rest = array.astype(kind) - owed
    found: list[int] = []
    while len(rest) > 1:
        half = len(rest) // 2
        found.append(int(rest[half:].max()))
        rest = np.maximum(rest[:half], rest[half:])
    return found[::-1]
