"""How much memory a value takes beyond its table: the peak of a process of its own, less that of one that only makes the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

import allocation as al
from benchmarks.child import in_child
from benchmarks.registry import Row, benchmark, main

SMALL = 6  # players of the table on which kernels are compiled before
WARM = 25  # calls: small kernels are compiled only when they have been called often
MEBIBYTE = 2**20

WORK: dict[str, Callable[[al.TableGame], object]] = {
    "shapley": al.shapley,
    "interactions": al.shapley_interaction,
    "prenucleolus": al.prenucleolus,
}


def use(work: str, n: int, compute: bool) -> None:
    """Make a table, and compute with it or not."""
    small = al.TableGame(np.arange(2.0**SMALL) ** 1.5)
    for _ in range(WARM):
        WORK[work](small)
    values = np.random.default_rng(0).random(2**n)
    values[0] = 0
    game = al.TableGame(values)
    if compute:
        WORK[work](game)


@benchmark("memory", "", (18, 20, 22), (24, 26), table=True)
def peak_beside_table(n: int) -> Iterator[Row]:
    """MiB beyond the table's own; kernels are compiled before."""
    size = 8 * 2**n / MEBIBYTE
    for work in WORK:
        _, without = in_child("benchmarks.memory", "use", work, n, False)
        _, peak = in_child("benchmarks.memory", "use", work, n, True)
        yield Row(f"memory beyond the table: {work}", f"n = {n}", max(0.0, peak - without), "the table", size, unit="MiB")


if __name__ == "__main__":
    main("memory")
