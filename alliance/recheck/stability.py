"""Who would walk out of a split, from the definition: what every coalition is worth against what it gets."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

import allocation as al
from alliance.document import Check, SplitOutcome
from alliance.splitting import TIGHTEST

__all__ = ["stability_checks"]

CLOSE = 1e-9  # share of the game's size: below it, two orders of adding the same floats cannot be told apart


def stability_checks(game: al.Game, split: SplitOutcome, label: str) -> Iterator[Check]:
    """Yield whether a split's gains, its dissatisfied members and its tightest coalitions are as claimed.

    Parameters
    ----------
    game
        The game.
    split
        The claim; one payoff for each of the game's players.
    label
        What the checks are about.

    Notes
    -----
    O(2**n) where the game has a table; beyond, only what single members can do is claimed, and looked at.
    """
    payoffs, alone = np.array(split.payoffs), game.singles()
    try:
        table = game.table()
    except al.TableTooLargeError:
        table = None
    worths = np.array([game.grand_value, *alone]) if table is None else table
    slack = CLOSE * float(max(np.abs(worths).max(), np.abs(payoffs).max()))
    gains = payoffs - alone
    short = [p for p, gain in zip(game.players, gains, strict=True) if gain < -slack]
    yield Check(name=f"{label}: gains", ok=_near(split.gains, gains, slack))
    yield Check(name=f"{label}: stand-alone values", ok=split.short == short and split.individually_rational is (not short))
    efficient = abs(float(payoffs.sum()) - game.grand_value) <= slack
    if table is None:
        honest = split.in_core is (None if efficient and not short else False) and split.max_excess is None and not split.tightest
        yield Check(name=f"{label}: stability", ok=honest, detail="too many coalitions to look at each")
        return
    excess = np.sort((table - _shares(payoffs))[1:-1])[::-1]
    stable = efficient and (excess.size == 0 or bool(excess[0] <= slack))
    yield Check(name=f"{label}: stability", ok=split.in_core is stable and _worst_holds(split.max_excess, excess, slack))
    yield Check(name=f"{label}: tightest coalitions", ok=_tightest_hold(game, split, excess, slack))


def _shares(payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what every coalition gets, in the order of the table."""
    sums = np.zeros(1)
    for payoff in payoffs.tolist():
        sums = np.concatenate([sums, sums + payoff])
    return sums


def _near(claimed: ArrayLike, found: ArrayLike, slack: float) -> bool:
    one, other = np.array(claimed, dtype=np.float64), np.array(found, dtype=np.float64)
    return one.shape == other.shape and bool(np.all(np.abs(one - other) <= slack))


def _worst_holds(claimed: float | None, excess: NDArray[np.float64], slack: float) -> bool:
    """A single member has no proper coalition that could leave."""
    return excess.size == 0 if claimed is None else excess.size > 0 and _near([claimed], excess[:1], slack)


def _tightest_hold(game: al.Game, split: SplitOutcome, excess: NDArray[np.float64], slack: float) -> bool:
    paid = dict(zip(game.players, split.payoffs, strict=True))
    groups = {frozenset(group.members) for group in split.tightest}
    proper = all(0 < len(group) < game.n and group <= paid.keys() for group in groups)
    if not proper or not len(groups) == len(split.tightest) == min(TIGHTEST, len(excess)):
        return False
    claimed = [[group.value, group.share, group.excess] for group in split.tightest]
    pairs = [(game.value(group.members), sum(paid[m] for m in group.members)) for group in split.tightest]
    found = [[value, share, value - share] for value, share in pairs]
    return _near(claimed, found, slack) and _near([group.excess for group in split.tightest], excess[: len(groups)], slack)
