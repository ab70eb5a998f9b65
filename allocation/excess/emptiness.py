"""Is the core empty, what would it cost to fill it, and which coalitions block it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import grand_mask, members_of
from allocation.games.base import Game
from allocation.proofs.core_basis import exact_weights
from allocation.proofs.integer_table import IntegerTable

__all__ = ["CoreEmptiness", "core_emptiness", "cost_of_stability"]


@dataclass(frozen=True, eq=False)
class CoreEmptiness:
    """Whether the core is empty, and why.

    Parameters
    ----------
    empty
        Whether no split of v(N) satisfies all coalitions; decided in rational numbers, as proofs read the values.
    cost_of_stability
        The smallest amount that, added to v(N), makes a stable split possible; 0 if the core is not empty.
    cost
        The same as a fraction.
    weights
        Balancing weights: every player's coalitions have weights that add up to one, and Σ weight·v(S) = v(N) + cost. If the core is
        empty, these coalitions block it.
    payoffs
        float64[n], a stable split of v(N) + cost.
    """

    empty: bool
    cost_of_stability: float
    cost: Fraction
    weights: Mapping[tuple[str, ...], Fraction]
    payoffs: NDArray[np.float64]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; fractions are strings."""
        return {
            "empty": self.empty,
            "cost_of_stability": self.cost_of_stability,
            "cost": str(self.cost),
            "weights": [{"coalition": list(names), "weight": str(weight)} for names, weight in self.weights.items()],
            "payoffs": self.payoffs.tolist(),
        }


def core_emptiness(game: Game) -> CoreEmptiness:
    """Say whether the core is empty, with balancing weights as the certificate, and what it would cost to make it non-empty.

    Parameters
    ----------
    game
        Any game whose table fits in memory.

    Returns
    -------
    CoreEmptiness
        Row generation: some dozens of small linear programs and scans of 2**n coalitions.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    O. N. Bondareva, 1963; L. S. Shapley, "On balanced sets and cores", 1967; Y. Bachrach et al., "The cost of stability in coalitional
    games", 2009.

    Examples
    --------
    >>> import allocation as al
    >>> found = al.core_emptiness(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]))
    >>> found.empty, found.cost, {names: str(w) for names, w in found.weights.items()}
    (True, Fraction(1, 2), {('1', '2'): '1/2', ('1', '3'): '1/2', ('2', '3'): '1/2'})
    """
    from allocation.excess.core_program import CoreProgram
    from allocation.excess.problem import Problem

    optimum = CoreProgram(Problem(game.stored_table(), game.n), efficient=False).minimise(np.ones(game.n))
    if optimum is None:
        raise AssertionError("every game has a stable split of a total that is large enough")
    values = IntegerTable.of(game.stored_table())
    weights = exact_weights(optimum.masks, [1] * game.n, game.n) or []
    blocking = {mask: w for mask, w in sorted(zip(optimum.masks, weights, strict=True)) if w}
    cost = sum((w * values.value(mask) for mask, w in blocking.items()), -values.value(grand_mask(game.n)))
    named = {game.names_of(members_of(mask)): w for mask, w in blocking.items()}
    empty = cost > values.tolerance * values.unit
    return CoreEmptiness(empty, float(cost) if empty else 0.0, cost if empty else Fraction(0), named, optimum.payoffs)


def cost_of_stability(game: Game) -> float:
    """Return the smallest amount that, added to v(N), makes a stable split possible: 0 if the core is not empty.

    See :func:`core_emptiness`, which also says which coalitions cause it.

    Examples
    --------
    >>> import allocation as al
    >>> al.cost_of_stability(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]))
    0.5
    """
    return core_emptiness(game).cost_of_stability
