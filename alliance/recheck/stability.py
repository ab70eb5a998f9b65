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
    O(2**n) where the game has a table; beyond, as far as :func:`allocation.stability` knows.
    """
    payoffs, alone, slack = np.array(split.payoffs), game.singles(), _slack(game, split)
    gains = payoffs - alone
    short = [p for p, gain in zip(game.players, gains, strict=True) if gain < -slack]
    yield Check(name=f"{label}: gains", ok=_near(split.gains, gains, slack))
    yield Check(name=f"{label}: stand-alone values", ok=split.short == short and split.individually_rational is (not short))
    stable, worst, largest = _leavers(game, payoffs, slack)
    same = (split.max_excess is None and worst is None) or (None not in (split.max_excess, worst) and _near(split.max_excess, worst, slack))
    yield Check(name=f"{label}: stability", ok=split.in_core is stable and same)
    yield Check(name=f"{label}: tightest coalitions", ok=_tightest_hold(game, split, largest, slack))


def _slack(game: al.Game, split: SplitOutcome) -> float:
    try:
        worths = game.table()
    except al.TableTooLargeError:
        worths = np.array([game.grand_value, *game.singles()])
    return CLOSE * float(max(np.abs(worths).max(), np.abs(split.payoffs).max()))


def _leavers(game: al.Game, payoffs: NDArray[np.float64], slack: float) -> tuple[bool | None, float | None, list[float]]:
    """Whether nobody would leave, the largest excess of a proper coalition, and the first few; without a table as far as known."""
    try:
        excess = (game.table() - _shares(payoffs))[1:-1]
    except al.TableTooLargeError:
        again = al.stability(game, payoffs)
        return again.in_core, again.max_excess, [group.excess for group in again.tightest(TIGHTEST)]
    shown = min(TIGHTEST, excess.size)
    largest = np.sort(np.partition(excess, excess.size - shown)[excess.size - shown :])[::-1].tolist() if shown else []
    efficient = abs(float(payoffs.sum()) - game.grand_value) <= slack
    return efficient and (not largest or largest[0] <= slack), largest[0] if largest else None, largest


def _shares(payoffs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what every coalition gets, in the order of the table."""
    sums = np.zeros(1)
    for payoff in payoffs.tolist():
        sums = np.concatenate([sums, sums + payoff])
    return sums


def _near(claimed: ArrayLike | None, found: ArrayLike | None, slack: float) -> bool:
    one, other = np.array(claimed, dtype=np.float64), np.array(found, dtype=np.float64)
    return one.shape == other.shape and bool(np.all(np.abs(one - other) <= slack))


def _tightest_hold(game: al.Game, split: SplitOutcome, largest: list[float], slack: float) -> bool:
    paid = dict(zip(game.players, split.payoffs, strict=True))
    groups = {frozenset(group.members) for group in split.tightest}
    proper = all(0 < len(group) < game.n and group <= paid.keys() for group in groups)
    if not proper or not len(groups) == len(split.tightest) == len(largest):
        return False
    claimed = [[group.value, group.share, group.excess] for group in split.tightest]
    pairs = [(game.value(group.members), sum(paid[m] for m in group.members)) for group in split.tightest]
    found = [[value, share, value - share] for value, share in pairs]
    return _near(claimed, found, slack) and _near([group.excess for group in split.tightest], largest, slack)
