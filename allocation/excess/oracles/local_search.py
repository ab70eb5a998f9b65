"""Dissatisfied coalitions near known ones: one player in or out at a time, as long as the excess grows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import Worst
from allocation.games.base import Game

__all__ = ["climb"]

STEPS = 50  # changes of one coalition at most: those of 60 players take some ten


def climb(game: Game, payoffs: NDArray[np.float64], starts: NDArray[np.bool_], complement: NDArray[np.int64]) -> Worst:
    """Change one player at a time in each of some coalitions until no change makes its excess larger; return all local optima.

    Parameters
    ----------
    game
        Evaluated for n · len(starts) coalitions a step.
    payoffs
        float64[n].
    starts
        bool[m, n].
    complement
        int64[k, n]: only coalitions S with complement · S ≠ 0 count.

    Returns
    -------
    Worst
        Coalitions with falling excess; the bound is infinite, as nothing is proved.
    """
    n = game.n
    flips = np.eye(n, dtype=np.bool_)
    rows = starts.copy()
    best = _excesses(game, payoffs, rows, complement)
    rising = np.arange(len(rows))
    for _ in range(STEPS):
        if not rising.size:
            break
        around = (rows[rising, None, :] ^ flips).reshape(-1, n)
        excesses = _excesses(game, payoffs, around, complement).reshape(-1, n)
        where = excesses.argmax(axis=1)
        gained = excesses[np.arange(len(where)), where]
        up = gained > best[rising]
        rising, where = rising[up], where[up]
        best[rising] = gained[up]
        rows[rising, where] ^= True
    there = np.isfinite(best)
    return Worst.sorted(rows[there], best[there], np.inf)


def _excesses(game: Game, payoffs: NDArray[np.float64], rows: NDArray[np.bool_], complement: NDArray[np.int64]) -> NDArray[np.float64]:
    """Excess of coalitions; minus infinity inside the span."""
    outside = (rows @ complement.T != 0).any(axis=1)
    excesses = np.full(len(rows), -np.inf)
    chosen = rows[outside]
    excesses[outside] = game.worth(chosen) - chosen @ payoffs
    return excesses
