"""The least core of games that have too many players for a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from allocation.excess.oracles.choice import TIME_LIMIT, oracle_for
from allocation.excess.oracles.oracle import Oracle
from allocation.games.assignment import AssignmentGame
from allocation.games.base import Game
from allocation.proofs.bracket import by_bracket
from allocation.proofs.closed_form import by_closed_form
from allocation.result import Allocation

__all__ = ["least_core_without_table"]


def least_core_without_table(game: Game, time_limit: float = TIME_LIMIT) -> Allocation | None:
    """Return a split of the least core, or what is known about it; None where the game's kind has no way without a table.

    Parameters
    ----------
    game
        Any game.
    time_limit
        Seconds for one call of an oracle that asks a solver.

    Returns
    -------
    Allocation
        ``details["epsilon"]``, or None with the proven bounds in ``details["epsilon_bounds"]`` where an oracle stopped at its limit: then
        the payoffs are the best split found, no point of the least core.
    """
    if isinstance(game, AssignmentGame):
        return _by_pairs(game)
    oracle, point = oracle_for(game, time_limit), game.closed_form("prenucleolus")
    if oracle is not None and point is not None:
        found = oracle.worst(point)
        details: dict[str, Any] = {"oracle": oracle.name, "epsilon": float(found.excesses[0]) if found.proved else None}
        return Allocation(game.players, point, "least_core", "closed form", by_closed_form("least_core"), {}, details)
    return None if oracle is None else _by_solver(game, oracle)


def _by_pairs(game: AssignmentGame) -> Allocation | None:
    from allocation.excess.oracles.structured_split import solve_structured

    found = solve_structured(game, "least_core")
    return None if found is None else replace(found, details={**found.details, "epsilon": found.details.get("largest_excess")})


def _by_solver(game: Game, oracle: Oracle) -> Allocation | None:
    # the solver is loaded when it is needed: checking a proof must not load it
    from allocation.excess.oracles.bracket import least_core_bracket
    from allocation.excess.oracles.oracle import SolverOracle

    if not isinstance(oracle, SolverOracle):
        return None
    found = least_core_bracket(game, oracle)
    details = {
        "certified": False,
        "oracle": oracle.name,
        "oracle_calls": found.calls,
        "epsilon": found.upper if found.closed else None,
        "epsilon_bounds": [found.lower, found.upper],
    }
    proof = by_bracket(found.coalitions, found.lower, found.upper)
    return Allocation(game.players, found.payoffs, "least_core", "row generation", proof, {}, details)
