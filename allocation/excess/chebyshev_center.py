"""The Chebyshev centre of the core: the split farthest from every coalition's walking out."""

from __future__ import annotations

from allocation.errors import RuleError
from allocation.excess.definition import RULES
from allocation.excess.lexicographic_split import lexicographic_split
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["CHEBYSHEV_CENTER", "chebyshev_center"]

SLACK = 1e-9  # of the largest payoff: a radius above minus this belongs to a core that is a single point or a lower-dimensional set
NAME = "chebyshev_center"


def chebyshev_center(game: Game) -> Allocation:
    """Split v(N) at the centre of the largest ball, among splits of v(N), that fits in the core.

    Where several balls are largest, the distance to the nearest other coalition is made largest next, and so on: the split is unique.

    Parameters
    ----------
    game
        A game with a core whose table fits in memory.

    Returns
    -------
    Allocation
        ``details["radius"]`` is the radius of the ball in the game's unit; None for a single player. The distances are exact up to 2**-40.

    Raises
    ------
    RuleError
        If the core is empty.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    S. Boyd and L. Vandenberghe, "Convex Optimization", 2004, section 8.5.1.

    Examples
    --------
    >>> import allocation as al
    >>> a = al.chebyshev_center(al.TableGame([0, 0, 0, 0, 0, 0, 0, 6]))
    >>> a.payoffs.round(9).tolist(), round(a.details["radius"], 6)
    ([2.0, 2.0, 2.0], 2.44949)
    """
    found = lexicographic_split(game, NAME, RULES[NAME])
    excess = found.details.get("largest_excess")
    if excess is not None and excess > SLACK * float(abs(found.payoffs).max()):
        raise RuleError("the core is empty, so no ball fits in it: cost_of_stability says what would fill it")
    details = {**found.details, "radius": None if excess is None else max(0.0, -excess)}
    return Allocation(found.players, found.payoffs, NAME, found.method, found.proof, {}, details)


CHEBYSHEV_CENTER = AllocationRule(
    name=NAME,
    compute=chebyshev_center,
    title=Bilingual("核心切比雪夫中心", "Chebyshev centre of the core"),
    meaning=Bilingual(
        "离任何小集体的离开界限最远的分配：收益有误差时最稳妥",
        "the split that stays farthest from any coalition's walking out: the safest one if payoffs are uncertain",
    ),
    formula="max r with x(S) ≥ v(S) + r·√(|S|(n−|S|)/n) for all proper S, x(N) = v(N); then lexicographically",
    reference="S. Boyd and L. Vandenberghe, Convex Optimization, 2004",
    promises=frozenset({"efficient", "symmetric", "dummy", "covariant", "homogeneous", "individually rational", "in the core"}),
)
