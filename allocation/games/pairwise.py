"""A game given by own values and pair values: v(S) = Σ own_i + Σ pair_ij over the pairs inside S."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_vector
from allocation.coalition import coalition_count, mask_of, single_mask
from allocation.errors import GameError
from allocation.exact import MAX_EXACT_INTEGER, as_fraction
from allocation.games.base import Game, player_names, whole_numbers
from allocation.kernels.lattice import zeta
from allocation.kernels.rules import pair_worth
from allocation.memory import require_table_memory

__all__ = ["PairwiseGame"]

HALF_RULES = frozenset({"shapley", "banzhaf", "owen", "banzhaf_owen", "prenucleolus"})


class _Pairs(NamedTuple):
    """Distinct pairs of positions, first < second, and what each is worth."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    values: NDArray[np.float64]


def _from_names(pair: Mapping[tuple[str, str], float], names: tuple[str, ...]) -> _Pairs:
    where = {name: i for i, name in enumerate(names)}
    found: dict[tuple[int, int], float] = {}
    for key, value in pair.items():
        if not isinstance(key, tuple) or len(key) != 2 or any(name not in where for name in key):
            raise GameError(f"pair {key!r} must name two of the players {', '.join(names[:20])}")
        ends = sorted(where[name] for name in key)
        if ends[0] == ends[1]:
            raise GameError(f"pair {key!r} names one player twice: what it is worth alone belongs into own")
        if (ends[0], ends[1]) in found:
            raise GameError(f"pair {key!r} is given twice")
        found[ends[0], ends[1]] = value
    ends_of = np.array(list(found), dtype=np.int64).reshape(-1, 2)
    values = finite_vector(list(found.values()), "the pair values")
    return _sorted(ends_of[:, 0], ends_of[:, 1], values, np.ones(len(values), dtype=np.bool_))


def _entries(pair: Any) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.float64], tuple[int, ...]]:
    """Rows, columns and values that are not zero, of a dense or sparse matrix."""
    if hasattr(pair, "tocoo"):
        listed = pair.tocoo(copy=True)
        listed.sum_duplicates()
        return listed.row, listed.col, np.asarray(listed.data, dtype=np.float64), listed.shape
    try:
        matrix = np.asarray(pair, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"the pair values must be numbers: {error}") from None
    rows, columns = np.nonzero(matrix) if matrix.ndim == 2 else (np.empty(0, np.int64),) * 2
    return rows, columns, matrix[rows, columns] if matrix.ndim == 2 else np.empty(0), matrix.shape


def _from_matrix(pair: Any, n: int) -> _Pairs:
    rows, columns, values, shape = _entries(pair)
    if shape != (n, n):
        raise GameError(f"the pair values of {n} players are a table of {n} × {n}, got {' × '.join(map(str, shape))}")
    finite_vector(values, "the pair values")
    if np.any((rows == columns) & (values != 0)):
        raise GameError("the diagonal of the pair values must be zero: what a player is worth alone belongs into own")
    upper = _sorted(rows, columns, values, rows < columns)
    lower = _sorted(columns, rows, values, rows > columns)
    if not all(np.array_equal(one, other) for one, other in zip(upper, lower, strict=True)):
        raise GameError("the pair values must be symmetric, pair[i, j] = pair[j, i]: for a one-sided table give pair + pair.T")
    return upper


def _sorted(first: NDArray[Any], second: NDArray[Any], values: NDArray[np.float64], kept: NDArray[np.bool_]) -> _Pairs:
    order = np.lexsort((second[kept], first[kept]))
    return _Pairs(first[kept][order].astype(np.int64), second[kept][order].astype(np.int64), values[kept][order])


def _add_exactly(*amounts: NDArray[np.float64]) -> bool:
    """Whether amounts are whole numbers whose sums fit 64 bits with a margin: then no sum of them is rounded."""
    return all(np.array_equal(np.rint(x), x) for x in amounts) and sum(float(np.abs(x).sum()) for x in amounts) < MAX_EXACT_INTEGER


class PairwiseGame(Game):
    """A game of own values and pair values; v(S) = Σ_{i∈S} own_i + Σ_{i<j∈S} pair_ij, any signs.

    Parameters
    ----------
    own
        float64[n]: what each player is worth alone.
    pair
        What two players are worth together beyond that: a symmetric table float64[n, n] with a zero diagonal, a ``scipy.sparse`` matrix
        of that kind, or a mapping from pairs of names.
    players
        Names; ``"1"`` to ``"n"`` when left out.

    Raises
    ------
    GameError
        If the pair values are not finite, not symmetric, or of the wrong shape.

    Notes
    -----
    Half of every pair value to each of the two is the Shapley value, the Banzhaf value, the Owen value for any unions, and, since the
    excesses of a coalition and of its complement are then equal, the prenucleolus. It is also the nucleolus where it gives everybody
    own_i at least, and the τ-value where no pair value is negative. O(n + pairs) for any n.

    References
    ----------
    X. Deng and C. H. Papadimitriou, "On the complexity of cooperative solution concepts", 1994.
    A. van den Nouweland et al., "Connecting and spanning network games", 1996.

    Examples
    --------
    >>> g = PairwiseGame([1, 2, 0], {("A", "B"): 6.0, ("B", "C"): -2.0}, players=["A", "B", "C"])
    >>> g.closed_form("shapley").tolist()
    [4.0, 4.0, -1.0]
    """

    def __init__(self, own: ArrayLike, pair: Any, players: Iterable[str] | None = None) -> None:
        alone = finite_vector(own, "the own values")
        super().__init__(player_names(players, len(alone)))
        pairs = _from_names(pair, self.players) if isinstance(pair, Mapping) else _from_matrix(pair, self.n)
        whole, self._divisor = whole_numbers(np.concatenate((alone, pairs.values)))
        self._own = whole[: self.n]
        self._pairs = pairs._replace(values=whole[self.n :])
        self._starts = np.flatnonzero(np.diff(pairs.first, prepend=-1))  # sorted: where the pairs of each first player begin

    def _halves(self) -> NDArray[np.float64]:
        """Half of the pair values each player takes part in, before dividing."""
        first, second, values = self._pairs
        totals = np.bincount(second, values, self.n)
        if len(first):
            # sums of stretches: equal neighbours would make bincount wait for each addition
            totals[first[self._starts]] += np.add.reduceat(values, self._starts)
        return np.asarray(totals / 2, dtype=np.float64)

    def pair_matrix(self) -> NDArray[np.float64]:
        """Return the pair values as a symmetric table, float64[n, n] with a zero diagonal."""
        first, second, values = self._pairs
        matrix = np.zeros((self.n, self.n))
        np.add.at(matrix, (first, second), values / self._divisor)
        return matrix + matrix.T

    def pair_list(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return the pairs that are worth something: positions, first < second, and pair values."""
        first, second, values = self._pairs
        return first, second, values / self._divisor

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Add up own and pair values. O(m · (n + pairs))."""
        rows = self.rows(members)
        return np.asarray(pair_worth(rows, self._own, *self._pairs) / self._divisor, dtype=np.float64)

    @property
    def grand_value(self) -> float:
        """v(N): everything added up. O(n + pairs)."""
        return float(self._own.sum() + self._pairs.values.sum()) / self._divisor

    def singles(self) -> NDArray[np.float64]:
        """Return the own values."""
        return self._own / self._divisor

    def marginals_to_grand(self) -> NDArray[np.float64]:
        """Return own value plus all pair values a player takes part in. O(n + pairs)."""
        return np.asarray((self._own + 2 * self._halves()) / self._divisor, dtype=np.float64)

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return own value plus half of the pair values, for every rule of which that is a theorem (see the notes of the class)."""
        halves = self._halves()
        known = rule in HALF_RULES or (rule == "nucleolus" and np.all(halves >= 0)) or (rule == "tau" and np.all(self._pairs.values >= 0))
        return np.asarray((self._own + halves) / self._divisor, dtype=np.float64) if known else None

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return :meth:`closed_form` in rational numbers, pair by pair."""
        if self.closed_form(rule) is None:
            return None
        first, second, values = self._pairs
        if _add_exactly(self._own, values):
            twice = 2 * self._own.astype(np.int64)
            for players in (first, second):
                np.add.at(twice, players, values.astype(np.int64))
            return [Fraction(total, 2 * int(self._divisor)) for total in twice.tolist()]
        payoffs = [as_fraction(value) for value in self.singles().tolist()]
        for i, j, value in zip(first.tolist(), second.tolist(), (values / self._divisor).tolist(), strict=True):
            payoffs[i] += as_fraction(value) / 2
            payoffs[j] += as_fraction(value) / 2
        return payoffs

    def _build_table(self) -> NDArray[np.float64]:
        require_table_memory(self.n)
        table = np.zeros(coalition_count(self.n))
        for i, value in enumerate(self._own.tolist()):
            table[single_mask(i)] = value
        for i, j, value in zip(*(column.tolist() for column in self._pairs), strict=True):
            table[mask_of((i, j))] += value
        zeta(table, self.n)
        return np.divide(table, self._divisor, out=table)
