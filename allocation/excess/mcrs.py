"""MCRS: every player's payoff lies at the same height between the least and the most it can get in the core."""

from __future__ import annotations

import numpy as np

from allocation.excess.core_range import CoreRange, epsilon_range
from allocation.excess.least_core import least_core
from allocation.games.base import Game
from allocation.proofs.none import unproved
from allocation.proofs.ranges import by_ranges
from allocation.result import Allocation, Proof
from allocation.rule import AllocationRule, Bilingual

__all__ = ["MCRS", "mcrs"]

ROOM = 1e-12  # of max|v|: less room between least and most is a core of one point


def mcrs(game: Game) -> Allocation:
    """Split v(N) in proportion to the room between the least and the most that each player can get in the core.

    If the core is empty, the least core takes its place; ``details["epsilon"]`` says what every coalition is then short of.

    Parameters
    ----------
    game
        Any game whose table fits in memory.

    Returns
    -------
    Allocation
        ``details`` holds ``least``, ``most`` and ``epsilon``. 2n linear programs by row generation.

    Raises
    ------
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    J. P. Heaney and R. E. Dickinson, "Methods for apportioning the cost of a water resource project", 1982.

    Examples
    --------
    >>> import allocation as al
    >>> al.mcrs(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])).payoffs.round(6).tolist()
    [4.428571, 3.857143, 2.714286]
    """
    found, levels = epsilon_range(game, 0.0), None
    if found.empty:
        short = least_core(game)
        levels = short.proof
        found = epsilon_range(game, float(short.details["epsilon"]))
    least, most = found.least, found.most
    if least is None or most is None:
        raise AssertionError("the least core is never empty")
    room = most - least
    size = float(np.abs(np.concatenate((least, most))).max())
    rest = game.grand_value - float(least.sum())
    payoffs = least + room * (rest / room.sum()) if room.sum() > ROOM * size else least + rest / game.n
    details = {"least": least.tolist(), "most": most.tolist(), "epsilon": found.epsilon}
    return Allocation(game.players, payoffs, "mcrs", "row generation", _proof(found, levels), {}, details)


def _proof(found: CoreRange, levels: Proof | None) -> Proof:
    if levels is not None and "levels" not in levels.data:
        return unproved(levels.claim)
    return by_ranges(found.least_bases, found.most_bases, None if levels is None else levels.data["levels"])


MCRS = AllocationRule(
    name="mcrs",
    compute=mcrs,
    title=Bilingual("最小成本—剩余节约法 (MCRS)", "MCRS"),
    meaning=Bilingual(
        "按各成员在核心内最低与最高所得之间的谈判空间成比例分配；核心为空时用最小核心",
        "each gets its lowest core payoff plus the same part of its room for negotiation; if the core is empty, the least core is used",
    ),
    formula="x_i = min_i + (max_i − min_i)·(v(N) − Σ min)/Σ(max − min), min_i and max_i of x_i over the core",
    reference="J. P. Heaney and R. E. Dickinson, Methods for apportioning the cost of a water resource project, 1982",
    promises=frozenset({"efficient", "symmetric", "covariant", "homogeneous"}),
)
