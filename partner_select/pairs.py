"""Pair and group values in the forms a caller may give them, brought into one: index tuples and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector
from partner_select.reading import Findings

__all__ = ["Groups", "Pairs", "read_groups", "read_pairs"]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Values of pairs of candidates; only pairs with a value other than zero are kept.

    Parameters
    ----------
    n
        Number of candidates.
    first, second
        int64[m], the ends of every pair, ``first < second``, in lexicographic order.
    values
        float64[m].
    """

    n: int
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    values: NDArray[np.float64]

    @cached_property
    def exact(self) -> ExactVector:
        """The values as exact numbers."""
        return ExactVector.of(self.values)

    @cached_property
    def matrix(self) -> NDArray[np.float64]:
        """float64[n, n], symmetric, zero diagonal."""
        matrix = np.zeros((self.n, self.n))
        matrix[self.first, self.second] = self.values
        matrix[self.second, self.first] = self.values
        return matrix


@dataclass(frozen=True, eq=False)
class Groups:
    """Values of groups of three and more (two and one are allowed too), counted when the whole group is chosen.

    Parameters
    ----------
    members
        Sorted index tuples.
    values
        float64[m].
    """

    members: tuple[tuple[int, ...], ...]
    values: NDArray[np.float64]

    @cached_property
    def exact(self) -> ExactVector:
        """The values as exact numbers."""
        return ExactVector.of(self.values)


def _from_mapping(found: Findings, given: Mapping[Any, Any], known: dict[str, int], field: str) -> dict[tuple[int, ...], float]:
    values: dict[tuple[int, ...], float] = {}
    for names, value in given.items():
        label = f"{field}[{names!r}]"
        if isinstance(names, str) or not isinstance(names, (tuple, frozenset)):
            found.add(f"{label}: the key must be a tuple of names")
            continue
        before = len(found.problems)
        ends = tuple(sorted(found.positions(label, sorted(names, key=str), known)))
        number = found.number(label, value)
        if len(found.problems) > before:
            continue
        if field == "pairs" and len(ends) != 2:
            found.add(f"{label}: a pair has two names")
        elif not ends:
            found.add(f"{label}: a group needs a name")
        elif ends in values:
            found.add(f"{label}: this set of names was given before, in another order")
        else:
            values[ends] = number
    return values


def _halves(found: Findings, rows: NDArray[np.int64], columns: NDArray[np.int64], values: NDArray[np.float64], n: int) -> Pairs:
    """Pairs from matrix entries: symmetric, or one triangle only."""
    if np.any(rows == columns):
        found.add("pairs: the diagonal must be zero; put a candidate's own worth into value")
        return _pairs(n, {})
    upper = {(int(i), int(j)): float(v) for i, j, v in zip(rows, columns, values, strict=True) if i < j}
    lower = {(int(j), int(i)): float(v) for i, j, v in zip(rows, columns, values, strict=True) if i > j}
    if upper and lower and upper != lower:
        found.add("pairs: the matrix must be symmetric, or have one triangle zero")
    return _pairs(n, upper or lower)


def _pairs(n: int, values: Mapping[Any, float]) -> Pairs:
    kept = sorted((ends, v) for ends, v in values.items() if v != 0)
    ends = np.array([e for e, _ in kept], dtype=np.int64).reshape(-1, 2)
    return Pairs(n, ends[:, 0], ends[:, 1], np.array([v for _, v in kept], dtype=np.float64))


def read_pairs(found: Findings, given: Any, known: dict[str, int]) -> Pairs:
    """Return pair values from a mapping of name pairs, a dense n by n array or a scipy sparse matrix.

    A matrix is symmetric, or has one triangle zero; either way a pair counts once.
    """
    n = len(known)
    if given is None:
        return _pairs(n, {})
    if isinstance(given, Mapping):
        return _pairs(n, _from_mapping(found, given, known, "pairs"))
    if hasattr(given, "tocoo"):
        entries = given.tocoo()
        if entries.shape != (n, n):
            found.add(f"pairs: must have shape ({n}, {n}), got {entries.shape}")
            return _pairs(n, {})
        entries.sum_duplicates()
        values = found.numbers("pairs", entries.data, entries.data.shape)
        stored = values != 0
        return _halves(found, entries.row[stored], entries.col[stored], values[stored], n)
    matrix = found.numbers("pairs", given, (n, n))
    rows, columns = np.nonzero(matrix)
    return _halves(found, rows, columns, matrix[rows, columns], n)


def read_groups(found: Findings, given: Mapping[Any, Any] | None, known: dict[str, int]) -> Groups:
    """Return group values from a mapping of name tuples."""
    if given is not None and not isinstance(given, Mapping):
        found.add("groups: must be a mapping from tuples of names to numbers")
        given = None
    values = _from_mapping(found, given or {}, known, "groups")
    kept = sorted((ends, v) for ends, v in values.items() if v != 0)
    return Groups(tuple(e for e, _ in kept), np.array([v for _, v in kept], dtype=np.float64))
