"""The analytic centre of the core: the split with the largest product of what coalitions get beyond their worth."""

from __future__ import annotations

import numpy as np

from allocation.errors import RuleError
from allocation.excess.least_core import least_core
from allocation.games.base import Game
from allocation.proofs.analytic_center import SHORT, by_newton_step, newton_step
from allocation.proofs.none import unproved
from allocation.result import Allocation

__all__ = ["analytic_center"]

MOST_PLAYERS = 16  # a dense matrix of all coalitions, 8 MiB at 16 players
STEPS = 200  # Newton steps; some ten are usual
CLOSE = 1e-11  # length of the last step: there rounding takes over
FULL_STEP = 0.25  # shorter steps are taken whole and converge quadratically
INTERIOR = 1e-9  # of the largest payoff: every coalition must be able to get so much more than its worth


def analytic_center(game: Game) -> Allocation:
    """Split v(N) so that the product of x(S) - v(S) over all proper coalitions is largest: the Nash bargain among all coalitions.

    Parameters
    ----------
    game
        A game of at most 16 players, in the core of which every coalition can get more than its worth at once.

    Returns
    -------
    Allocation
        Payoffs in the game's unit. It depends on every coalition, also on those that never bind.

    Raises
    ------
    RuleError
        If there are more than 16 players, or the core is empty or has no interior, as with a player who adds nothing.

    References
    ----------
    G. Sonnevend, "An analytical centre for polyhedrons", 1985; S. Boyd and L. Vandenberghe, "Convex Optimization", 2004, section 8.5.3.

    Examples
    --------
    >>> import allocation as al
    >>> al.analytic_center(al.TableGame([0, 0, 0, 0, 0, 0, 0, 6])).payoffs.round(9).tolist()
    [2.0, 2.0, 2.0]
    """
    if game.n > MOST_PLAYERS:
        raise RuleError(f"the analytic centre is calculated for at most {MOST_PLAYERS} players, got {game.n}: use the Chebyshev centre")
    start = least_core(game)
    epsilon = start.details["epsilon"]
    if epsilon is None:
        return Allocation(game.players, start.payoffs, "analytic_center", "exact", by_newton_step())
    if epsilon >= -INTERIOR * float(np.abs(start.payoffs).max()):
        raise RuleError("the core has no interior, so it has no analytic centre: use the nucleolus or the core centre")
    table, split, length = game.stored_table(), start.payoffs, np.inf
    for _ in range(STEPS):
        step, length = newton_step(table, split)
        split = split + (step if length < FULL_STEP else step / (1.0 + length))
        if length <= CLOSE:
            break
    length = newton_step(table, split)[1]
    proof = by_newton_step() if length <= SHORT else unproved(f"not certified: the last Newton step has length {length:.3g}")
    return Allocation(game.players, split, "analytic_center", "exact", proof)
