"""Exact values of tables beside one pass over the same table, beside numpy loops, and beside coopgame-py and shapiq.

``alliance bench values`` measures every figure that is promised, ``--long`` also those that take minutes or 10 GiB; names and numbers
of players choose: ``alliance bench shapley_beside_sum 26``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

import allocation as al
from allocation.kernels.lattice import moebius
from benchmarks.peers import beside, peer, said
from benchmarks.registry import Row, benchmark, best_of, in_turn, main, timed

SEED = 0
BATCH = 100_000  # tables of six players
PAIRS = 1_000_000
LARGE, HUGE = 22, 30  # players: from the first on reading the table is what takes time; the second is 8 GiB
ONE_THREAD, TWO_THREADS = 1.6, 1.0  # times one pass
SLOW = 18  # players: shapiq needs minutes for more


def table(n):
    values = np.random.default_rng(SEED).random(1 << n)
    values[0] = 0
    values.setflags(write=False)
    return values


def _on_threads(count, work):
    def call():
        al.set_thread_count(count)
        try:
            return work()
        finally:
            al.set_thread_count(None)

    return call


def _sum_of_halves(values, pool):
    other = pool.submit(values[: len(values) // 2].sum)
    return values[len(values) // 2 :].sum() + other.result()


@benchmark("values", "at most 1.6 passes on one thread, 1.0 on two, from 22 players on", (16, 20, 22, 24, 26), (30,), table=True)
def shapley_beside_sum(n: int) -> Iterator[Row]:
    values = table(n)
    game = al.TableGame(values)
    with ThreadPoolExecutor(1) as pool:
        both = partial(_sum_of_halves, values, pool)
        read, halves, one, two = in_turn(values.sum, both, *(_on_threads(threads, lambda: al.shapley(game)) for threads in (1, 2)))
    yield Row("values.sum() of each half, 2 threads: what this machine can do", f"n = {n}", halves, "values.sum()", read)
    yield Row("all Shapley values, 1 thread", f"n = {n}", one, "values.sum()", read, ONE_THREAD if n >= LARGE else None)
    yield Row("all Shapley values, 2 threads", f"n = {n}", two, "values.sum()", read, TWO_THREADS if LARGE <= n < HUGE else None)


@benchmark("values", "at most twice its own read pass", (20,), (30,), table=True)
def shapley_of_a_file(n: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.bin"
        table(n).tofile(path)
        mapped = np.memmap(path, dtype=np.float64, mode="r")
        game = al.TableGame(mapped)
        read, ours = in_turn(mapped.sum, lambda: al.shapley(game))
        yield Row("all Shapley values, memory map", f"n = {n}", ours, "mapped.sum()", read, 2)


@benchmark("values", "at least 60 times as fast", (16, 20, 22), table=True)
def shapley_beside_coopgame(n: int) -> Iterator[Row]:
    if n <= 24:
        values, coopgame = table(n), peer("coopgame")
        game, theirs = al.TableGame(values), coopgame and coopgame.Game(values[1:].tolist())
        ours, other = beside(coopgame, _on_threads(1, lambda: al.shapley(game)), lambda: coopgame.shapley(theirs))
        yield Row("all Shapley values, 1 thread", f"n = {n}", ours, "coopgame-py", other, 1 / 60, note=said(coopgame))


def _shapiq(shapiq, values, n, index, order):
    """A fresh computer each time: it keeps what it has computed."""
    places = np.left_shift(1, np.arange(n))
    return shapiq.ExactComputer(lambda rows: values[rows.astype(np.int64) @ places], n)(index, order).get_n_order_values(order)


def _beside_shapiq(n, index, order, ours, agrees):
    """Our seconds and shapiq's single call, for it may take minutes; the numbers must agree."""
    values, shapiq, found = table(n), peer("shapiq"), []
    game = al.TableGame(values)
    other = None if shapiq is None else timed(lambda: found.append(_shapiq(shapiq, values, n, index, order)))
    if found and not np.allclose(found[0], agrees(ours(game)), atol=1e-12):
        raise AssertionError("shapiq finds other numbers")
    return best_of(lambda: ours(game), 50), other, said(shapiq)


@benchmark("values", "at least 1 000 times as fast at 16 players", (14, 16), table=True)
def shapley_beside_shapiq(n: int) -> Iterator[Row]:
    if n <= SLOW:
        ours, other, note = _beside_shapiq(n, "SV", 1, al.shapley, lambda found: found.payoffs)
        yield Row("all Shapley values", f"n = {n}", ours, "shapiq", other, 1 / 1000 if n == 16 else None, note=note)


@benchmark("values", "at least 1 000 times as fast at 18 players", (12, 14), (16, SLOW), table=True)
def interactions_beside_shapiq(n: int) -> Iterator[Row]:
    if n <= SLOW:
        ours, other, note = _beside_shapiq(n, "SII", 2, al.shapley_interaction, np.asarray)
        allowed = 1 / 1000 if n == SLOW else None
        yield Row("all pairwise Shapley interactions", f"n = {n}", ours, "shapiq", other, allowed, note=note)


@benchmark("values", "0.05 s where the numpy loop takes 0.14 s", (20,), table=True)
def interactions_beside_numpy(n: int) -> Iterator[Row]:
    if n <= 22:
        values = table(n)
        game = al.TableGame(values)
        ours, other = best_of(lambda: al.shapley_interaction(game), 20), best_of(lambda: _numpy_pairs(values, n), 1)
        allowed = 0.05 / 0.14 if n == 20 else None
        yield Row("all pairwise Shapley interactions", f"n = {n}", ours, "numpy, dividends then pairs", other, allowed)


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


@benchmark("values", "at most 3/4 of the numpy loop", (20, 24), table=True)
def moebius_beside_numpy(n: int) -> Iterator[Row]:
    values = table(n)
    ours, theirs = values.copy(), values.copy()
    other = best_of(lambda: _numpy_moebius(theirs, n), 2)
    yield Row(
        "Möbius transform in place",
        f"n = {n}",
        best_of(lambda: moebius(ours, n)),
        "numpy, player by player",
        other,
        3 / 4 if n >= LARGE else None,
    )


def _numpy_moebius(values, n):
    for i in range(n):
        halves = values.reshape(-1, 2, 1 << i)
        halves[:, 1] -= halves[:, 0]


@benchmark("values", "at most 80 µs", range(3, 11), table=True)
def one_small_call(n: int) -> Iterator[Row]:
    if n <= 12:
        game = al.TableGame(table(n))
        yield Row("one call, result object included", f"n = {n}", best_of(lambda: al.shapley(game), 500), "80 µs", 80e-6, 1)


@benchmark("values", "at most 60 passes over the batch", (6,), table=True)
def a_batch_of_tables(n: int) -> Iterator[Row]:
    if n <= 8:
        tables = np.random.default_rng(SEED).random((BATCH, 1 << n))
        tables[:, 0] = 0
        read, ours = in_turn(tables.sum, lambda: al.shapley_batch(tables))
        yield Row(f"{BATCH:,} tables in one call", f"n = {n}", ours, "tables.sum()", read, 60)


@benchmark("values", "at most 5 passes over the pairs", (10_000,))
def a_pairwise_game(n: int) -> Iterator[Row]:
    from scipy.sparse import coo_array

    rng = np.random.default_rng(SEED)
    ends = rng.integers(0, n, (2, PAIRS))
    kept = ends[0] != ends[1]
    upper = coo_array((rng.random(kept.sum()), ends[:, kept]), shape=(n, n)).tocsr()
    game = al.PairwiseGame(np.zeros(n), upper + upper.T)
    values = rng.random(PAIRS)
    read, ours = in_turn(lambda: np.bincount(ends[0], values, n), lambda: al.shapley(game))
    yield Row("pairwise game, all Shapley values", f"{n} players, {PAIRS:,} pairs", ours, "one pass: bincount", read, 5)


if __name__ == "__main__":
    main("values")
