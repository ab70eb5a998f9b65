"""The most equal split of the least core: every coalition's worst grievance is smallest, and payoffs differ as little as possible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.excess.least_core import least_core
from allocation.games.base import Game
from allocation.proofs.none import NONE, unproved
from allocation.proofs.projection import LEAST_CORE_RULE, by_projection
from allocation.result import Allocation, Proof

__all__ = ["minimum_variance_least_core"]


def minimum_variance_least_core(game: Game) -> Allocation:
    """Find the split of the least core whose payoffs have the smallest variance.

    Parameters
    ----------
    game
        Any game whose table fits in memory.

    Returns
    -------
    Allocation
        ``details`` holds ``epsilon``, as for :func:`least_core`, and ``variance`` in the square of the game's unit.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    M. Maschler, B. Peleg and L. S. Shapley, 1979 (the least core); D. Goldfarb and A. Idnani, 1983 (the method).

    Examples
    --------
    >>> import allocation as al
    >>> a = al.minimum_variance_least_core(al.TableGame([0, 0, 0, 4, 0, 0, 0, 6]))
    >>> a.payoffs.round(9).tolist(), round(a.details["epsilon"], 9)
    ([2.5, 2.5, 1.0], -1.0)
    """
    # the solver is loaded when it is needed: checking a proof must not load it
    from allocation.excess.projector import project

    center = least_core(game)
    if center.proof.kind == NONE:
        return _result(center, center.payoffs, center.proof)
    equal = np.full(game.n, game.grand_value / game.n)
    levels = center.proof.data["levels"]
    held = levels[0]["coalitions"] if levels else []
    # the held coalitions are balanced, so one of them follows from the others
    found = project(game.stored_table(), game.n, equal, center.details["epsilon"] or 0.0, held[:-1])
    if found is None or found.doubt is not None:
        reason = "rounding leaves the least core without a point" if found is None else found.doubt
        return _result(center, center.payoffs, unproved(f"not certified: {reason}"))
    return _result(center, found.payoffs, by_projection(equal, found.masks, held))


def _result(center: Allocation, payoffs: NDArray[np.float64], proof: Proof) -> Allocation:
    details = {"epsilon": center.details["epsilon"], "variance": float(payoffs.var())}
    return Allocation(center.players, payoffs, LEAST_CORE_RULE, "row generation", proof, {}, details)
