"""Which oracle finds the worst coalitions of a game that has too many players for a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allocation.excess.oracles.airport import AirportOracle
from allocation.excess.oracles.assignment import AssignmentOracle
from allocation.excess.oracles.claims import ClaimsOracle
from allocation.excess.oracles.oracle import Oracle
from allocation.excess.oracles.pairwise import pairwise_oracle
from allocation.excess.oracles.voting import voting_oracle
from allocation.games.airport import AirportGame
from allocation.games.assignment import AssignmentGame
from allocation.games.base import Game
from allocation.games.claims import ClaimsGame
from allocation.games.pairwise import PairwiseGame
from allocation.games.production import ProductionGame
from allocation.games.project import ProjectGame
from allocation.games.rules import RuleGame
from allocation.games.voting import VotingGame

__all__ = ["TIME_LIMIT", "oracle_for"]

TIME_LIMIT = 10.0  # seconds for one question to a solver; what it has proved by then still counts


def oracle_for(game: Game, time_limit: float = TIME_LIMIT) -> Oracle | None:
    """Return the oracle of a game, or None where its kind has none.

    Parameters
    ----------
    game
        Any game.
    time_limit
        Seconds for one call of an oracle that asks a solver.
    """
    found = next((make for kind, make in _ORACLES if isinstance(game, kind)), None)
    return None if found is None else found(game, time_limit)


def _rules(game: RuleGame, time_limit: float) -> Oracle:
    from allocation.excess.oracles.rules import RulesOracle

    return RulesOracle(game, time_limit)


def _projects(game: ProjectGame, time_limit: float) -> Oracle:
    from allocation.excess.oracles.project import ProjectOracle

    return ProjectOracle(game, time_limit)


def _production(game: ProductionGame, time_limit: float) -> Oracle:
    from allocation.excess.oracles.production import ProductionOracle

    return ProductionOracle(game, time_limit)


_ORACLES: tuple[tuple[type[Game], Callable[[Any, float], Oracle | None]], ...] = (
    (VotingGame, lambda game, _: voting_oracle(game)),
    (PairwiseGame, lambda game, _: pairwise_oracle(game)),
    (AirportGame, lambda game, _: AirportOracle(game.costs)),
    (ClaimsGame, lambda game, _: ClaimsOracle(game.problem.claims, game.problem.estate)),
    (AssignmentGame, lambda game, _: AssignmentOracle(game)),
    (RuleGame, _rules),
    (ProjectGame, _projects),
    (ProductionGame, _production),
)
