"""Games inside a union, played against all the other unions moving as blocs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.kernels import jit

__all__ = ["inside_union"]

Floats = NDArray[np.float64]
Masks = NDArray[np.int64]


@jit
def inside_union(table: Floats, inside: Masks, outside: Masks, weights: Floats) -> Floats:
    """Return the game of one union: Σ over unions T of other blocs of weight·(v(T ∪ S) − v(T)), for every S inside the union.

    ``inside`` lists the 2**b subsets of the union, ``outside`` the 2**(m-1) unions of other blocs, both as masks of the whole game;
    ``weights`` are those of ``outside``.
    O(2**(b + m - 1)).
    """
    game = np.zeros(inside.size)
    for bloc in range(outside.size):
        weight = weights[bloc]
        base = table[outside[bloc]]
        for k in range(1, inside.size):
            game[k] += weight * (table[outside[bloc] | inside[k]] - base)
    return game
