"""The core point nearest to a split: what has to change, at least, so that nobody walks out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.errors import RuleError
from allocation.excess.stability import checked_payoffs
from allocation.games.base import Game
from allocation.proofs.none import unproved
from allocation.proofs.projection import by_projection
from allocation.result import Allocation
from allocation.rule import AllocationRule, Bilingual

__all__ = ["CORE_PROJECTION", "core_projection"]


def core_projection(game: Game, target: str | ArrayLike | Mapping[str, float] = "shapley") -> Allocation:
    """Find the core point nearest to a split, in the sum of squared changes.

    Parameters
    ----------
    game
        A game with a core, whose table fits in memory.
    target
        Name of a rule without options, n payoffs, or name → payoff.

    Returns
    -------
    Allocation
        ``details`` holds ``target``, ``distance`` (Euclidean, in the game's unit) and ``binding``, the coalitions that keep it away.

    Raises
    ------
    RuleError
        If the core is empty, or the target is no rule and no split.
    GameError
        If the target's payoffs are not n finite numbers.
    TableTooLargeError
        If the table does not fit in memory.

    References
    ----------
    D. Goldfarb and A. Idnani, "A numerically stable dual method for solving strictly convex quadratic programs", 1983.

    Examples
    --------
    >>> import allocation as al
    >>> a = al.core_projection(al.TableGame([0, 0, 0, 1, 0, 1, 0, 1]), [1, 1, 1])
    >>> a.payoffs.round(9).tolist(), a.details["binding"]
    ([1.0, 0.0, 0.0], [['1', '2'], ['1', '3']])
    """
    # the solver is loaded when it is needed: checking a proof must not load it
    from allocation.coalition import members_of
    from allocation.excess.projector import project

    goal = _target(game, target)
    found = project(game.stored_table(), game.n, goal)
    if found is None:
        raise RuleError("the core is empty, so it has no nearest point: cost_of_stability says what would fill it")
    binding = [list(game.names_of(members_of(mask))) for mask in found.masks]
    details = {"target": goal.tolist(), "distance": float(np.linalg.norm(found.payoffs - goal)), "binding": binding}
    proof = by_projection(goal, found.masks) if found.doubt is None else unproved(f"not certified: {found.doubt}")
    return Allocation(game.players, found.payoffs, "core_projection", "row generation", proof, {"target": _plain(target)}, details)


def _target(game: Game, target: str | ArrayLike | Mapping[str, float]) -> NDArray[np.float64]:
    if isinstance(target, str):
        from allocation.registry import split

        return split(game, target).payoffs
    if isinstance(target, Mapping):
        missing = [name for name in game.players if name not in target]
        if missing or len(target) != game.n:
            raise RuleError(f"the target must name every player once; missing: {', '.join(missing) or 'none'}")
        return checked_payoffs([target[name] for name in game.players], game.n)
    return checked_payoffs(target, game.n)


def _plain(target: str | ArrayLike | Mapping[str, float]) -> str | Sequence[float] | dict[str, Any]:
    if isinstance(target, str):
        return target
    if isinstance(target, Mapping):
        return {name: float(x) for name, x in target.items()}
    plain: list[float] = np.asarray(target, dtype=np.float64).tolist()
    return plain


CORE_PROJECTION = AllocationRule(
    name="core_projection",
    compute=core_projection,
    title=Bilingual("核心投影", "Nearest core point"),
    meaning=Bilingual(
        "离给定分配（默认沙普利值）最近、且无人会离开的分配",
        "the split nearest to a given one (Shapley unless stated) from which no coalition would walk out",
    ),
    formula="min Σ (x_i − t_i)² over the core, t the target",
    reference="D. Goldfarb and A. Idnani, A numerically stable dual method for solving strictly convex quadratic programs, 1983",
    takes={"target": Bilingual("参照分配：规则名或各成员所得", "the split to stay near to: a rule's name, or payoffs")},
    promises=frozenset({"efficient", "symmetric", "homogeneous", "individually rational", "in the core"}),
)
