"""What a power index returns: one number per voter, how it was found, and how far it can be off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CountingMethod", "PowerIndex"]

CountingMethod = Literal["exact integers", "floating DP with error bound"]
ROUNDING = 2.0**-53  # relative error of rounding an exact fraction to the nearest float


@dataclass(frozen=True, eq=False)
class PowerIndex:
    """The power of every voter.

    Parameters
    ----------
    players
        Names, in the game's order.
    values
        float64[n]; read-only.
    index
        Name in the registry of power indices.
    method
        ``"exact integers"``: values are exact fractions, rounded once; or ``"floating DP with error bound"``.
    error_bound
        No value is further than this from the true one.
    fractions
        The exact values, where the method is exact.
    swings
        Losing coalitions that each voter turns into winning ones, where they were counted.
    totals
        Counts of the whole game, such as ``winning`` and ``losing`` coalitions.

    Examples
    --------
    >>> import allocation as al
    >>> p = al.power(al.VotingGame([50, 49, 1], quota=51), index="banzhaf_normalised")
    >>> p.values.tolist(), p.swings, p.method
    ([0.6, 0.2, 0.2], (3, 1, 1), 'exact integers')
    """

    players: tuple[str, ...]
    values: NDArray[np.float64]
    index: str
    method: CountingMethod
    error_bound: float
    fractions: tuple[Fraction, ...] | None = None
    swings: tuple[int, ...] | None = None
    totals: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = np.array(self.values, dtype=np.float64)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "totals", MappingProxyType(dict(self.totals)))

    @classmethod
    def exact(
        cls,
        players: tuple[str, ...],
        fractions: Sequence[Fraction],
        index: str,
        swings: tuple[int, ...] | None = None,
        totals: Mapping[str, int] | None = None,
    ) -> PowerIndex:
        """Make a result from exact fractions."""
        values = np.array([float(f) for f in fractions])
        bound = float(np.max(np.abs(values), initial=0.0)) * ROUNDING
        return cls(players, values, index, "exact integers", bound, tuple(fractions), swings, totals or {})

    def __getitem__(self, player: str) -> float:
        """Return one voter's power."""
        return float(self.values[self.players.index(player)])

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas table with one row per voter and one column named like the index."""
        import pandas as pd

        return pd.DataFrame({self.index: self.values}, index=pd.Index(self.players, name="player"))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; integers as text, because they can be longer than JSON readers keep."""
        return {
            "index": self.index,
            "players": list(self.players),
            "values": self.values.tolist(),
            "method": self.method,
            "error_bound": self.error_bound,
            "fractions": None if self.fractions is None else [str(f) for f in self.fractions],
            "swings": None if self.swings is None else [str(s) for s in self.swings],
            "totals": {name: str(count) for name, count in self.totals.items()},
        }
