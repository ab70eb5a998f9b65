"""The smallest subsidy that makes a given split stable: nobody gives anything up, and no coalition walks out any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import members_of, single_mask
from allocation.exact import as_fraction
from allocation.excess.stability import checked_payoffs
from allocation.games.base import Game
from allocation.proofs.core_basis import exact_weights
from allocation.subset_sums import subset_sums

__all__ = ["Subsidy", "minimal_subsidy"]

PAID = 1e-9  # of the largest value or payoff: smaller subsidies are rounding


@dataclass(frozen=True, eq=False)
class Subsidy:
    """What has to be added to a split so that it is stable.

    Parameters
    ----------
    players
        Names.
    total
        The smallest sum of all subsidies; 0 if the split is stable already.
    payments
        float64[n], who gets what: one of the cheapest ways, each at least 0.
    proven
        The bound that the weights prove, as a fraction: no smaller total will do.
    weights
        Coalition → weight: every player is in coalitions of total weight at most one, and Σ weight·(v(S) − x(S)) = proven.
    """

    players: tuple[str, ...]
    total: float
    payments: NDArray[np.float64]
    proven: Fraction
    weights: Mapping[tuple[str, ...], Fraction]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; fractions are strings."""
        return {
            "players": list(self.players),
            "total": self.total,
            "payments": self.payments.tolist(),
            "proven": str(self.proven),
            "weights": [{"coalition": list(names), "weight": str(weight)} for names, weight in self.weights.items()],
        }


def minimal_subsidy(game: Game, payoffs: ArrayLike | Sequence[float]) -> Subsidy:
    """Find the smallest subsidy on top of a split that leaves no coalition, the grand one included, short of its worth.

    Unlike the cost of stability, nothing is taken from anybody: the split stays as agreed.

    Parameters
    ----------
    game
        Any game whose table, and a copy of it, fits in memory.
    payoffs
        n finite numbers.

    Raises
    ------
    GameError
        If the payoffs are not n finite numbers.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    Y. Bachrach et al., "The cost of stability in coalitional games", 2009.

    Examples
    --------
    >>> import allocation as al
    >>> s = al.minimal_subsidy(al.TableGame([0, 0, 0, 8, 0, 0, 0, 9], players=["A", "B", "C"]), [3, 3, 3])
    >>> s.total, s.proven, s.weights
    (2.0, Fraction(2, 1), {('A', 'B'): Fraction(1, 1)})
    """
    from allocation.excess.core_program import CoreProgram
    from allocation.excess.problem import Problem

    split, n = checked_payoffs(payoffs, game.n), game.n
    table = game.stored_table()
    short = table - subset_sums(split)
    singles = [single_mask(i) for i in range(n)]
    short[singles] = np.maximum(short[singles], 0.0)  # a subsidy is never negative
    optimum = CoreProgram(Problem(short, n), efficient=False).minimise(np.ones(n))
    if optimum is None:
        raise AssertionError("every split is stable with a subsidy that is large enough")
    found = exact_weights(optimum.masks, [1] * n, n) or []
    worths = {mask: _short(game, split, table, mask) for mask in optimum.masks}
    kept = {mask: w for mask, w in sorted(zip(optimum.masks, found, strict=True)) if w and worths[mask] > 0}
    proven = sum((w * worths[mask] for mask, w in kept.items()), Fraction(0))
    named = {game.names_of(members_of(mask)): w for mask, w in kept.items()}
    noise = PAID * float(max(abs(split).max(), abs(table.max()), abs(table.min())))
    payments = np.where(optimum.payoffs > noise, optimum.payoffs, 0.0)
    return Subsidy(game.players, float(proven), payments, proven, named)


def _short(game: Game, split: NDArray[np.float64], table: NDArray[Any], mask: int) -> Fraction:
    """What a coalition is short of, numbers read as the decimals they print as."""
    paid = sum((as_fraction(split[i]) for i in members_of(mask)), Fraction(0))
    return as_fraction(float(table[mask])) - paid
