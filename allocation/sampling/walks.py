"""Who can walk along orders without evaluating coalitions one by one: games whose marginal contributions are cheap."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.games.airport import AirportGame
from allocation.games.base import Game
from allocation.games.pairwise import PairwiseGame
from allocation.games.project import CheckedProject, ProjectGame
from allocation.games.rules import RuleGame
from allocation.games.voting import VotingGame
from allocation.kernels.sampling_walks import walk_largest, walk_pairs, walk_project, walk_rules, walk_threshold
from allocation.sampling.evaluation import Evaluations

__all__ = ["Walk", "compiled_walk", "evaluated_walk"]

BLOCK_ENTRIES = 2**24  # Booleans of coalitions along orders that are kept at a time: 16 MB

Floats = NDArray[np.float64]
Walk = Callable[[NDArray[np.int64]], Floats]


def evaluated_walk(evaluations: Evaluations, grand: float) -> Walk:
    """Return the walk that evaluates every coalition along the way but the empty and the grand one: n - 1 for each order."""

    def walk(orders: NDArray[np.int64]) -> Floats:
        """Return what every player adds in every order, float64[k, n]."""
        block = max(1, BLOCK_ENTRIES // orders.shape[1] ** 2)
        return np.concatenate([part(orders[k : k + block]) for k in range(0, len(orders), block)])

    def part(orders: NDArray[np.int64]) -> Floats:
        """Walk some of the orders."""
        k, n = orders.shape
        place = np.empty_like(orders)
        np.put_along_axis(place, orders, np.broadcast_to(np.arange(n), (k, n)), axis=1)
        rows = place[:, None, :] <= np.arange(n - 1)[None, :, None]
        worths = np.zeros((k, n + 1))
        worths[:, 1:n] = evaluations.values(rows.reshape(-1, n)).reshape(k, n - 1)
        worths[:, n] = grand
        added = np.empty((k, n))
        np.put_along_axis(added, orders, np.diff(worths, axis=1), axis=1)
        return added

    return walk


def compiled_walk(game: Game) -> Walk | None:
    """Return the compiled walk of a game, or None where its kind has none."""
    return next((make(game) for kind, make in _WALKS if isinstance(game, kind)), None)


def _voting(game: VotingGame) -> Walk | None:
    if len(game.rules) != 1 or max(game.rules[0].total, game.rules[0].quota) >= np.iinfo(np.int64).max:
        return None
    weights, quota = np.array(game.rules[0].weights, dtype=np.int64), int(game.rules[0].quota)
    return lambda orders: walk_threshold(orders, weights, quota)


def _airport(game: AirportGame) -> Walk:
    costs = np.ascontiguousarray(game.costs)
    return lambda orders: 0.0 - walk_largest(orders, costs)


def _pairs(game: PairwiseGame) -> Walk:
    own, (first, second, values) = game.singles(), game.pair_list()
    return lambda orders: walk_pairs(orders, own, first, second, values)


def _rules(game: RuleGame) -> Walk:
    where = {name: i for i, name in enumerate(game.players)}
    values = np.array([rule.value for rule in game.rules], dtype=np.float64)
    needs = _lists([[where[name] for name in rule.needs] for rule in game.rules])
    without = _lists([[where[name] for name in rule.without] for rule in game.rules])
    return lambda orders: walk_rules(orders, values, *needs, *without)


def _lists(groups: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    start = np.cumsum([0, *map(len, groups)], dtype=np.int64)
    return np.array([i for group in groups for i in group], dtype=np.int64), start


def _project(game: ProjectGame) -> Walk:
    parts = [_part(project) for project in game.checked_projects]

    def walk(orders: NDArray[np.int64]) -> Floats:
        """Add up the projects and what every player earns alone."""
        return np.asarray(game.stand_alone + sum(walk_project(orders, *part) for part in parts), dtype=np.float64)

    return walk


def _part(project: CheckedProject) -> tuple[Any, ...]:
    needed = project.requirement > 0
    levels = np.where(needed, np.minimum(1.0, project.capabilities / np.where(needed, project.requirement, 1.0)), 1.0)
    member = np.array(project.groups, dtype=np.bool_).reshape(len(project.groups), len(project.capabilities))
    amounts = np.array([project.base_success, project.benefit, project.cost, project.subsidy, project.coordination_cost])
    return levels, project.weights.copy(), project.outsourcing.copy(), project.market_access.copy(), member, amounts


_WALKS: tuple[tuple[type[Game], Callable[[Any], Walk | None]], ...] = (
    (VotingGame, _voting),
    (AirportGame, _airport),
    (PairwiseGame, _pairs),
    (RuleGame, _rules),
    (ProjectGame, _project),
)
