"""What an oracle says about the stability of a split."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocation.excess.oracles.oracle import Oracle

__all__ = ["Searched", "searched"]


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


def searched(oracle: Oracle, split: NDArray[np.float64], tolerance: float, efficient: bool) -> Searched:
    """Ask an oracle for the worst coalition at a split.

    Parameters
    ----------
    oracle
        Of the game that was split.
    split
        float64[n].
    tolerance
        What counts as nothing, in the game's unit.
    efficient
        Whether the split adds up to v(N): then being satisfactory to all makes it a core element.
    """
    found = oracle.worst(split)
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


def _unknown(bound: float, proved: bool, empty: bool | None) -> str:
    said = [] if proved else [f"no coalition gains more than {bound:.6g}, but the worst one is not known"]
    if empty is None:
        said.append("whether some other split is stable is not known")
    elif empty:
        said.append("what it would cost to make a split stable is not known")
    return "; ".join(said)
