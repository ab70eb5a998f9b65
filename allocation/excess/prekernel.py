"""The prekernel: splits at which no player has an advantage over another in threatening to leave."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import memberships
from allocation.excess.nucleolus import prenucleolus
from allocation.excess.stability import checked_payoffs
from allocation.games.base import Game
from allocation.kernels.surpluses import largest_surpluses
from allocation.proofs.none import unproved
from allocation.proofs.surpluses import by_surpluses, imbalance
from allocation.result import Allocation

__all__ = ["in_kernel", "in_prekernel", "prekernel", "surpluses"]

BALANCED = 1e-9  # of the largest value or payoff: surpluses nearer than this are equal; sums of payoffs are good to 10**-14
ROUNDS = 200  # systems solved; games of 10 players take some ten


def surpluses(game: Game, payoffs: ArrayLike | Sequence[float]) -> NDArray[np.float64]:
    """Return what each player can threaten each other with: the largest excess of a coalition with the one and without the other.

    Parameters
    ----------
    game
        Any game whose table fits in memory.
    payoffs
        n finite numbers.

    Returns
    -------
    float64[n, n]
        Entry (i, j) is max v(S) - x(S) over coalitions S with i and without j; 0 on the diagonal. O(n**2 2**n).

    Raises
    ------
    GameError
        If the payoffs are not n finite numbers.

    References
    ----------
    M. Davis and M. Maschler, "The kernel of a cooperative game", 1965.

    Examples
    --------
    >>> import allocation as al
    >>> al.surpluses(al.TableGame([0, 0, 0, 8]), [3, 5]).tolist()
    [[0.0, -3.0], [-5.0, 0.0]]
    """
    found = largest_surpluses(game.stored_table(), checked_payoffs(payoffs, game.n))[0]
    np.fill_diagonal(found, 0.0)
    return found


def in_prekernel(game: Game, payoffs: ArrayLike | Sequence[float]) -> bool:
    """Whether a split of v(N) leaves no player with a larger surplus against another than the other has, up to 1e-9 of the largest value.

    Examples
    --------
    >>> import allocation as al
    >>> al.in_prekernel(al.TableGame([0, 0, 0, 8]), [4, 4]), al.in_prekernel(al.TableGame([0, 0, 0, 8]), [3, 5])
    (True, False)
    """
    split = checked_payoffs(payoffs, game.n)
    size = _size(game, split)
    return abs(float(split.sum()) - game.grand_value) <= BALANCED * size and imbalance(surpluses(game, split)) <= BALANCED * size


def in_kernel(game: Game, payoffs: ArrayLike | Sequence[float]) -> bool:
    """Whether an imputation leaves nobody with a larger surplus against a player who gets more than v(i) and so has something to lose.

    The nucleolus always lies in the kernel, so it is a point of it; see :func:`allocation.nucleolus`.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.TableGame([0, 0, 0, 0, 3, 0, 9, 6])
    >>> al.in_kernel(g, al.nucleolus(g).payoffs), al.in_prekernel(g, al.nucleolus(g).payoffs)
    (True, False)
    """
    split = checked_payoffs(payoffs, game.n)
    tolerance = BALANCED * _size(game, split)
    room = split - game.singles()
    if abs(float(split.sum()) - game.grand_value) > tolerance or room.min() < -tolerance:
        return False
    found = surpluses(game, split)
    wronged = (found - found.T > tolerance) & (room > tolerance)[None, :]
    return not wronged.any()


def prekernel(game: Game, start: ArrayLike | Sequence[float] | None = None) -> Allocation:
    """Find a point of the prekernel, near to where it starts.

    The prenucleolus is always one; there may be others, and a start elsewhere may lead to them.

    Parameters
    ----------
    game
        Any game whose table fits in memory.
    start
        n finite numbers; equal shares when left out.

    Returns
    -------
    Allocation
        ``details["certified"]`` says whether all surpluses are balanced. Where the steps come to no end, as in games of many ties they may,
        the point is the prenucleolus.

    Raises
    ------
    GameError
        If the start is not n finite numbers.

    References
    ----------
    H. I. Meinhardt, "The Pre-Kernel as a Tractable Solution for Cooperative Games", 2013.

    Examples
    --------
    >>> import allocation as al
    >>> al.prekernel(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.round(9).tolist()
    [4.75, 3.75, 2.5]
    """
    n, table = game.n, game.stored_table()
    split = np.full(n, game.grand_value / n) if start is None else checked_payoffs(start, n)
    for _ in range(ROUNDS):
        split = split + (game.grand_value - split.sum()) / n
        found, where = largest_surpluses(table, split)
        if imbalance(found) <= BALANCED * _size(game, split):
            break
        split = _balanced(split, found, where)
    else:
        split = prenucleolus(game).payoffs
    certified = in_prekernel(game, split)
    proof = by_surpluses() if certified else unproved("not certified: the surpluses are not balanced after the last step")
    return Allocation(game.players, split, "prekernel", "row generation", proof, {}, {"certified": certified})


def _balanced(split: NDArray[np.float64], found: NDArray[np.float64], where: NDArray[np.int64]) -> NDArray[np.float64]:
    """The nearest split of the same total at which the coalitions that now give the surpluses would have equal excesses."""
    first, second = np.triu_indices(len(split), 1)
    rows = memberships(where[first, second], len(split)).astype(float) - memberships(where[second, first], len(split))
    rows = np.vstack((rows, np.ones(len(split))))
    moved: NDArray[np.float64] = split + np.linalg.lstsq(rows, np.append(found[first, second] - found[second, first], 0.0), rcond=None)[0]
    return moved


def _size(game: Game, split: NDArray[np.float64]) -> float:
    table = game.stored_table()
    return float(max(table.max(), -table.min(), np.abs(split).max()))
