"""What an oracle says about the stability of a split."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.local_search import climb
from allocation.excess.oracles.oracle import Oracle, SolverOracle, Worst
from allocation.games.base import Game

__all__ = ["Searched", "searched"]

KEPT = 40  # coalitions remembered of a game


@dataclass(frozen=True, eq=False)
class Searched:
    """The outcome of a search for a coalition that would walk out.

    Parameters
    ----------
    limits
        What is not known; empty if everything is.
    method
        How coalitions were searched.
    in_core
        Whether no coalition would gain; None if that is not known.
    row
        bool[n], the worst coalition found; None if none was looked for or found.
    proved
        Whether it is the worst of all, up to the tolerance.
    core_empty
        Whether no split of v(N) is stable; None if that is not known.
    """

    limits: str
    method: str = "none"
    in_core: bool | None = None
    row: NDArray[np.bool_] | None = None
    proved: bool = False
    core_empty: bool | None = None


# coalitions found at earlier splits of the same game: those that would leave one split often would leave the next
_met: WeakKeyDictionary[Game, NDArray[np.bool_]] = WeakKeyDictionary()


def searched(game: Game, oracle: Oracle, split: NDArray[np.float64], tolerance: float, efficient: bool) -> Searched:
    """Ask an oracle for the worst coalition at a split.

    Parameters
    ----------
    game
        The game that was split.
    oracle
        Its oracle.
    split
        float64[n].
    tolerance
        What counts as nothing, in the game's unit.
    efficient
        Whether the split adds up to v(N): then being satisfactory to all makes it a core element.
    """
    found = _near_known_ones(game, oracle, split) if isinstance(oracle, SolverOracle) else oracle.worst(split)
    stays, leaves = found.bound <= tolerance, bool(found.excesses.size) and float(found.excesses[0]) > tolerance
    proved = bool(found.excesses.size) and found.bound - float(found.excesses[0]) <= tolerance
    empty = False if stays and efficient else None if oracle.has_core is None else not oracle.has_core
    return Searched(
        limits=_unknown(found.bound, proved, empty),
        method=oracle.name,
        in_core=True if stays else False if leaves else None,
        row=found.rows[0] if found.excesses.size else None,
        proved=proved,
        core_empty=empty,
    )


def _near_known_ones(game: Game, oracle: SolverOracle, split: NDArray[np.float64]) -> Worst:
    """Climb from coalitions known to be dissatisfied, and ask the solver only for what is worse."""
    n = game.n
    if n == 1:
        return oracle.worst(split)
    alone = np.eye(n, dtype=np.bool_)
    starts = np.vstack((alone, ~alone, _met.get(game, np.zeros((0, n), dtype=np.bool_))))
    proper = np.eye(n - 1, n, dtype=np.int64)
    proper[:, -1] = -1  # somebody is in and somebody is not
    near = climb(game, split, starts, proper)
    found = oracle.worst_above(split, float(near.excesses[0]))
    rows = np.vstack((found.rows, near.rows))
    _met[game] = rows[:KEPT]
    return Worst.sorted(rows, np.concatenate((found.excesses, near.excesses)), found.bound)


def _unknown(bound: float, proved: bool, empty: bool | None) -> str:
    said = [] if proved else [f"no coalition gains more than {bound:.6g}, but the worst one is not known"]
    if empty is None:
        said.append("whether some other split is stable is not known")
    elif empty:
        said.append("what it would cost to make a split stable is not known")
    return "; ".join(said)
