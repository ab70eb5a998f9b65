"""What a member of the nucleolus family minimises: the game it looks at, what excesses are divided by, and over which splits.

Solver and proof both start from here, the one with float64 values, the other with whole numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from numpy.typing import NDArray

from allocation.excess.transforms import dual, dual_cover, twice_the_average_with_dual

__all__ = ["PLAIN", "PLAIN_IMPUTATIONS", "RULES", "Definition", "Divisor", "View"]

View = Literal["the game", "the dual game", "the average with the dual game", "the dual cover"]
Divisor = Literal["one", "size", "value", "disruption", "distance", "given"]


@dataclass(frozen=True)
class Definition:
    """A member of the nucleolus family.

    Parameters
    ----------
    divisor
        What excesses v(S) - x(S) are divided by: one, |S|, v(S), v(N) - v(S) - v(N without S), sqrt(|S|·(n - |S|) / n), or given weights.
    imputations
        Whether every player gets at least v(i).
    view
        The game whose excesses are looked at.
    """

    divisor: Divisor = "one"
    imputations: bool = False
    view: View = "the game"

    def seen(self, table: NDArray[Any]) -> NDArray[Any]:
        """Return the table of the game looked at, times :attr:`multiple`; whole numbers stay whole."""
        if self.view == "the dual game":
            return dual(table)
        if self.view == "the average with the dual game":
            return twice_the_average_with_dual(table)
        return dual_cover(table) if self.view == "the dual cover" else table

    @property
    def multiple(self) -> int:
        """How many times too large :meth:`seen` is."""
        return 2 if self.view == "the average with the dual game" else 1

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for a proof."""
        return {"divisor": self.divisor, "imputations": self.imputations, "view": self.view}


PLAIN = Definition()
PLAIN_IMPUTATIONS = Definition(imputations=True)

# a proof must be about the rule that its result names
RULES: Mapping[str, Definition] = {
    "prenucleolus": PLAIN,
    "nucleolus": PLAIN_IMPUTATIONS,
    "least_core": PLAIN,
    "coalition_structure_nucleolus": PLAIN_IMPUTATIONS,
    "per_capita_prenucleolus": Definition("size"),
    "per_capita_nucleolus": Definition("size", imputations=True),
    "proportional_nucleolus": Definition("value", imputations=True),
    "disruption_nucleolus": Definition("disruption"),
    "chebyshev_center": Definition("distance"),
    "weighted_prenucleolus": Definition("given"),
    "weighted_nucleolus": Definition("given", imputations=True),
    "anti_nucleolus": Definition(view="the dual game"),
    "simplified_modiclus": Definition(view="the average with the dual game"),
    "modiclus": Definition(view="the dual cover"),
}
