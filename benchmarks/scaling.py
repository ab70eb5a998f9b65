"""How time grows with the number of players: the same values at one size after another, each beside one pass over the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

import allocation as al
from benchmarks.registry import Row, benchmark, in_turn, main

SEED = 0
SIZES, LONG = (10, 12, 14, 16, 18, 20), (22, 24, 26)

WORK: dict[str, tuple[str, Callable[[al.TableGame], object]]] = {
    "growth_of_shapley": ("all Shapley values", al.shapley),
    "growth_of_banzhaf": ("all Banzhaf values", al.banzhaf),
    "growth_of_interactions": ("all pairwise Shapley interactions", al.shapley_interaction),
    "growth_of_least_core": ("least core", al.least_core),
    "growth_of_nucleolus": ("nucleolus", al.nucleolus),
}


def claims(n: int) -> al.TableGame:
    """Return the table of an estate of half of the claims on it: many levels of the nucleolus, and a core."""
    sizes, owed = np.random.default_rng([SEED, n]).integers(1, 100, n), np.zeros(1)
    for claim in sizes:
        owed = np.concatenate((owed, owed + claim))
    return al.TableGame(np.maximum(0.0, owed - (sizes.sum() - sizes.sum() // 2)))


def _grow(name: str, n: int) -> Iterator[Row]:
    what, work = WORK[name]
    game = claims(n)
    values = game.table()
    read, ours = in_turn(values.sum, partial(work, game))
    yield Row(what, f"n = {n}", ours, "values.sum()", read)


for name in WORK:
    benchmark("scaling", "", SIZES, LONG, table=True, name=name)(partial(_grow, name))

if __name__ == "__main__":
    main("scaling")
