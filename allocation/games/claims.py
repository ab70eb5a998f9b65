"""Claims games: what is left for a coalition when everybody else has been paid in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.claims.adjusted_proportional import adjusted_proportional, adjusted_proportional_exactly
from allocation.claims.problem import ClaimsProblem
from allocation.claims.random_arrival import arrival_is_tractable, random_arrival, random_arrival_exactly
from allocation.claims.talmud import talmud, talmud_exactly
from allocation.coalition import coalition_count
from allocation.games.base import Game, whole_numbers
from allocation.memory import require_table_memory

__all__ = ["ClaimsGame"]

_EXACTLY = {
    "nucleolus": talmud_exactly,
    "prenucleolus": talmud_exactly,
    "tau": adjusted_proportional_exactly,
    "shapley": random_arrival_exactly,
}


class ClaimsGame(Game):
    """Bankruptcy: v(S) = max(0, E − claims of those outside S).

    It is convex. Nucleolus (Talmud rule), tau value (adjusted proportional rule) and, where amounts are not too fine, Shapley value
    (random arrival) need no table.

    Parameters
    ----------
    claims
        float[n], each at least 0, or name → claim.
    estate
        What there is, between 0 and the sum of the claims.
    players
        Names; ``"1"`` to ``"n"`` when left out and ``claims`` has none.

    Raises
    ------
    GameError
        Listing everything that is wrong with claims and estate.

    References
    ----------
    B. O'Neill, "A problem of rights arbitration from the Talmud", 1982.
    R. J. Aumann and M. Maschler, "Game theoretic analysis of a bankruptcy problem from the Talmud", 1985.

    Examples
    --------
    >>> import allocation as al
    >>> g = ClaimsGame({"A": 100, "B": 200, "C": 300}, estate=400)
    >>> g.value(["B", "C"])
    300.0
    >>> g.closed_form("nucleolus").tolist()
    [50.0, 125.0, 225.0]
    """

    def __init__(self, claims: ArrayLike | Mapping[str, float], estate: float, players: Iterable[str] | None = None) -> None:
        self.problem = ClaimsProblem.of(claims, estate, players)
        super().__init__(self.problem.players)
        amounts, self._divisor = whole_numbers(np.append(self.problem.claims, self.problem.estate))
        self._claims, self._estate = amounts[:-1], float(amounts[-1])

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what the others leave to many coalitions. O(m n)."""
        with np.errstate(over="ignore"):  # claims that add up beyond the largest float leave nothing, which is right
            outside = np.where(members, 0.0, self._claims).sum(axis=1)
        return np.where(np.any(members, axis=1), np.maximum(0.0, self._estate - outside) / self._divisor, 0.0)

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return payoffs by the claims rule that is the ``"nucleolus"``, ``"prenucleolus"``, ``"tau"`` or ``"shapley"`` value."""
        problem = self.problem
        if rule in ("nucleolus", "prenucleolus"):
            return problem.apply(talmud)
        if rule == "tau":
            return problem.apply(adjusted_proportional)
        if rule == "shapley" and arrival_is_tractable(problem.claims, problem.estate):
            return problem.apply(random_arrival)
        return None

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return the payoffs of :meth:`closed_form` in rational numbers."""
        return _EXACTLY[rule](*self.problem.exactly()) if rule in _EXACTLY else None

    def _build_table(self) -> NDArray[np.float64]:
        require_table_memory(self.n)
        claimed = np.zeros(coalition_count(self.n))
        with np.errstate(over="ignore"):
            for i, claim in enumerate(self._claims.tolist()):
                half = coalition_count(i)
                np.add(claimed[:half], claim, out=claimed[half : 2 * half])
        table = np.maximum(0.0, self._estate - claimed[::-1]) / self._divisor
        table[0] = 0.0
        return table
