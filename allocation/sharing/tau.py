"""The τ-value: the compromise between what everybody can hope for and what everybody can insist on."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.exact import ExactTable
from allocation.exact_sums import largest_remainders_exactly
from allocation.games.base import Game
from allocation.kernels.rights import largest_remainders
from allocation.proofs.definition import by_definition
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["TAU", "minimal_rights", "tau"]

ROUNDING = 1e-9  # part of max |v| by which minimal rights may pass utopia through rounding before the value is undefined


def minimal_rights(game: Game) -> NDArray[np.float64]:
    """Return m_i = max_{S∋i} [v(S) − Σ_{j∈S∖i} M_j]: what i can insist on if the others get their utopia payoffs M_j = v(N) − v(N∖j).

    Parameters
    ----------
    game
        A game with a table.

    Returns
    -------
    float64[n]
        O(n 2**n).

    Examples
    --------
    >>> from allocation import TableGame
    >>> minimal_rights(TableGame([0, 2, 5, 14, 4, 18, 9, 24])).tolist()
    [8.0, 5.0, 4.0]
    """
    table, utopia = game.table(), game.marginals_to_grand()
    return np.asarray(largest_remainders(table, utopia, game.n) + utopia, dtype=np.float64)


def tau(game: Game) -> Allocation:
    """Split v(N) by the τ-value: the efficient point between minimal rights and utopia payoffs.

    Parameters
    ----------
    game
        A quasi-balanced game: minimal rights ≤ utopia payoffs, and v(N) between their sums. Games with a non-empty core are.

    Returns
    -------
    Allocation
        Payoffs in the game's unit; ``details`` hold ``utopia`` and ``minimal_rights``. O(n 2**n).

    Raises
    ------
    RuleError
        If the game is not quasi-balanced.
    TableTooLargeError
        If the game has no closed form and its table does not fit in memory.

    References
    ----------
    S. H. Tijs, "Bounds for the core and the τ-value", 1981.

    Examples
    --------
    >>> from allocation import TableGame
    >>> tau(TableGame([0, 2, 5, 14, 4, 18, 9, 24])).payoffs.tolist()
    [11.5, 5.5, 7.0]
    """
    closed = game.closed_form("tau")
    if closed is not None:
        return Allocation(game.players, closed, "tau", "closed form", by_definition("tau"))
    low, high = minimal_rights(game), game.marginals_to_grand()
    slack = ROUNDING * float(np.abs(game.table()).max())
    if np.any(low > high + slack) or not low.sum() - slack <= game.grand_value <= high.sum() + slack:
        raise RuleError(
            "the τ-value is not defined: the game is not quasi-balanced, so that minimal rights and utopia payoffs leave no compromise"
        )
    # rounding may leave a right above its utopia payoff: such a range is nothing, so that no payoff is ever thrown far out
    ranges, missing = np.maximum(high - low, 0.0), game.grand_value - low.sum()
    width = ranges.sum()
    payoffs = low + (ranges / width * missing if width > 0 else missing / game.n)
    details = {"utopia": high.tolist(), "minimal_rights": low.tolist()}
    return Allocation(game.players, payoffs, "tau", "exact", by_definition("tau"), details=details)


def tau_exactly(table: ExactTable) -> Sequence[Fraction]:
    """Return the τ-value in rational numbers."""
    high = table.marginals_to_grand()
    utopia = [int(x * table.denominator) for x in high]
    low = [
        Fraction(rest + own, table.denominator)
        for rest, own in zip(largest_remainders_exactly(table.numerators, utopia), utopia, strict=True)
    ]
    width = sum(high) - sum(low)
    part = (table.grand - sum(low)) / width if width else Fraction(0)
    return [a + part * (b - a) for a, b in zip(low, high, strict=True)]


TAU = AllocationRule(
    name="tau",
    compute=tau,
    exact=tau_exactly,
    title=Bilingual("τ值", "τ-value"),
    meaning=Bilingual(
        "在每人可指望的最多与可坚持的最少之间按同一比例折中",
        "everybody meets at the same fraction between the most it can hope for and the least it can insist on",
    ),
    formula="x = m + α (M − m), M_i = v(N) − v(N∖i), m_i = max_{S∋i} [v(S) − Σ_{j∈S∖i} M_j], α such that Σ x = v(N)",
    reference="S. H. Tijs, Bounds for the core and the τ-value, 1981",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous"}),
)
