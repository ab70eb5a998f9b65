"""Exact values of tables beside one pass over the same table, beside numpy loops, and beside coopgame-py.

Run ``python -m benchmarks.values 16 20 22 24 26``, or with names: ``python -m benchmarks.values shapley_beside_sum 26``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import allocation as al
from allocation.kernels.lattice import moebius
from benchmarks.registry import Row, benchmark, best_of, main

try:
    import coopgame
except ImportError:  # the peer is optional
    coopgame = None

SEED = 0
BATCH = 100_000  # tables of six players
PAIRS = 1_000_000


def table(n):
    values = np.random.default_rng(SEED).random(1 << n)
    values[0] = 0
    values.setflags(write=False)
    return values


def _with_threads(count, work):
    al.set_thread_count(count)
    try:
        return best_of(work)
    finally:
        al.set_thread_count(None)


@benchmark
def shapley_beside_sum(n: int) -> Iterator[Row]:
    values = table(n)
    game, read = al.TableGame(values), best_of(values.sum)
    for threads in (1, 2):
        seconds = _with_threads(threads, lambda: al.shapley(game))
        yield Row(f"all Shapley values, {threads} thread(s)", f"n = {n}", seconds, "values.sum()", read)


@benchmark
def shapley_of_a_file(n: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.bin"
        table(n).tofile(path)
        mapped = np.memmap(path, dtype=np.float64, mode="r")
        game = al.TableGame(mapped)
        yield Row(
            "all Shapley values, memory map", f"n = {n}", best_of(lambda: al.shapley(game), 3), "mapped.sum()", best_of(mapped.sum, 3)
        )


@benchmark
def shapley_beside_coopgame(n: int) -> Iterator[Row]:
    if coopgame is not None and n <= 24:
        values = table(n)
        game, peer = al.TableGame(values), coopgame.Game(values[1:].tolist())
        seconds = _with_threads(1, lambda: al.shapley(game))
        yield Row("all Shapley values, 1 thread", f"n = {n}", seconds, "coopgame-py", best_of(lambda: coopgame.shapley(peer), 3))


@benchmark
def interactions_beside_numpy(n: int) -> Iterator[Row]:
    if n <= 22:
        values = table(n)
        game = al.TableGame(values)
        seconds = best_of(lambda: al.shapley_interaction(game), 3)
        yield Row(
            "all pairwise Shapley interactions",
            f"n = {n}",
            seconds,
            "numpy, dividends then pairs",
            best_of(lambda: _numpy_pairs(values, n), 1),
        )


def _numpy_pairs(values, n):
    """I_ij = Σ over S with i and j of dividend(S) / (|S| − 1)."""
    shares = values.copy()
    _numpy_moebius(shares, n)
    shares /= np.maximum(1, np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float) - 1)
    index = np.zeros((n, n))
    for j in range(1, n):
        with_j = shares.reshape(-1, 2, 1 << j)[:, 1]
        for i in range(j):
            index[i, j] = index[j, i] = with_j.reshape(-1, 2, 1 << i)[:, 1].sum()
    return index


@benchmark
def moebius_beside_numpy(n: int) -> Iterator[Row]:
    values = table(n)
    ours, theirs = values.copy(), values.copy()
    beside = best_of(lambda: _numpy_moebius(theirs, n), 2)
    yield Row("Möbius transform in place", f"n = {n}", best_of(lambda: moebius(ours, n), 3), "numpy, player by player", beside)


def _numpy_moebius(values, n):
    for i in range(n):
        halves = values.reshape(-1, 2, 1 << i)
        halves[:, 1] -= halves[:, 0]


@benchmark
def one_small_call(n: int) -> Iterator[Row]:
    if n <= 12:
        game = al.TableGame(table(n))
        yield Row("one call, result object included", f"n = {n}", best_of(lambda: al.shapley(game), 500), "80 µs", 80e-6)


@benchmark
def a_batch_of_tables(n: int) -> Iterator[Row]:
    if n <= 8:
        tables = np.random.default_rng(SEED).random((BATCH, 1 << n))
        tables[:, 0] = 0
        yield Row(
            f"{BATCH:,} tables in one call", f"n = {n}", best_of(lambda: al.shapley_batch(tables)), "tables.sum()", best_of(tables.sum)
        )


@benchmark
def a_pairwise_game(n: int) -> Iterator[Row]:
    from scipy.sparse import coo_array

    rng = np.random.default_rng(SEED)
    ends = rng.integers(0, n, (2, PAIRS))
    kept = ends[0] != ends[1]
    upper = coo_array((rng.random(kept.sum()), ends[:, kept]), shape=(n, n)).tocsr()
    game = al.PairwiseGame(np.zeros(n), upper + upper.T)
    values = rng.random(PAIRS)
    beside = best_of(lambda: np.bincount(ends[0], values, n))
    yield Row(
        "pairwise game, all Shapley values",
        f"{n} players, {PAIRS:,} pairs",
        best_of(lambda: al.shapley(game)),
        "one pass: bincount",
        beside,
    )


if __name__ == "__main__":
    main("benchmarks.values")
