"""The nucleolus without a table: of assignment games by their pairs, of rules, projects and production by a solver."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from allocation.excess.definition import RULES
from allocation.games.assignment import AssignmentGame
from allocation.games.base import Game
from allocation.games.production import ProductionGame
from allocation.games.project import ProjectGame
from allocation.games.rules import RuleGame
from allocation.proofs.bracket import by_bracket
from allocation.proofs.none import unproved
from allocation.proofs.row_levels import RowLevel
from allocation.proofs.searched_levels import by_searched_levels, recheck
from allocation.result import Allocation

if TYPE_CHECKING:
    from allocation.excess.oracles.oracle import SolverOracle
    from allocation.excess.oracles.separation import OracleSeparation

__all__ = ["TOTAL_SECONDS", "has_structure", "solve_structured", "structured_split"]

TOTAL_SECONDS = 300.0  # for all questions to a solver; games of 60 players take a minute
# up to here the table is looked at faster, or makes the proof complete
TABLE_PLAYERS = {
    AssignmentGame: 12,
    RuleGame: 24,
    ProjectGame: 24,
    ProductionGame: 24,
}


def structured_split(game: Game, rule: str, seconds: float = TOTAL_SECONDS) -> Allocation | None:
    """Return the prenucleolus, nucleolus or a least core point of a large structured game; None where its table is the better way.

    Parameters
    ----------
    game
        Any game.
    rule
        Name of the rule.
    seconds
        For all questions to a solver together.

    Returns
    -------
    Allocation
        ``details["oracle"]`` says how coalitions were found. Where the solver stops at its limit, the payoffs are only the best split
        found, and ``details["epsilon_bounds"]`` has the proven bounds of the least core.
    """
    return solve_structured(game, rule, seconds) if has_structure(game) else None


def has_structure(game: Game) -> bool:
    """Whether the structure of a game beats its table: a kind of game that has some, and enough players."""
    return any(isinstance(game, kind) and game.n > most for kind, most in TABLE_PLAYERS.items())


def solve_structured(game: Game, rule: str, seconds: float = TOTAL_SECONDS) -> Allocation | None:
    """Solve by row generation with the oracle of the game's kind, whatever its size, and re-check what can be; None without an oracle."""
    # the solver is loaded when it is needed: checking a proof must not load it
    from allocation.excess.oracles.choice import oracle_for
    from allocation.excess.oracles.essential import EssentialOracle, EssentialSeparation, essential_rows
    from allocation.excess.oracles.oracle import SolverOracle
    from allocation.excess.oracles.solver_separation import LimitReachedError, SolverSeparation

    floors = RULES[rule].imputations
    if isinstance(game, AssignmentGame):
        pairs = EssentialSeparation(game, EssentialOracle(game, essential_rows(game)), game.grand_value or 1.0, floors)
        return _solved(game, rule, pairs, certified=True)
    oracle = oracle_for(game)
    if not isinstance(oracle, SolverOracle):
        return None
    try:
        return _solved(game, rule, SolverSeparation(game, oracle, floors, seconds), certified=False)
    except LimitReachedError as limit:
        return _bracket(game, rule, oracle, seconds, str(limit))


def _solved(game: Game, rule: str, problem: OracleSeparation, certified: bool) -> Allocation:
    """Solve, and re-check the levels; ``certified`` says whether that check is complete."""
    from allocation.excess.lexicographic import lexicographic

    found, definition = lexicographic(problem), RULES[rule]
    levels = [RowLevel(level.excess, problem.coalitions(level.masks), level.floors) for level in found.levels]
    checks, payoffs = recheck(game, levels, definition.imputations)
    details: dict[str, Any] = {"certified": False, "oracle": problem.oracle.name, "rounds": found.rounds, "oracle_calls": problem.calls}
    if levels:
        details["largest_excess"] = levels[0].excess
    doubt = next((check.detail for check in checks if not check.ok), None)
    if doubt is not None or payoffs is None:
        return Allocation(game.players, found.payoffs, rule, "row generation", unproved(f"not certified: {doubt}"), {}, details)
    proof = by_searched_levels(rule, levels, definition, problem.oracle.name)
    exact = np.array([float(x) for x in payoffs])
    return Allocation(game.players, exact, rule, "row generation", proof, {}, {**details, "certified": certified})


def _bracket(game: Game, rule: str, oracle: SolverOracle, seconds: float, why: str) -> Allocation:
    """What is proved about the least core where no point of the nucleolus was reached."""
    from allocation.excess.oracles.bracket import least_core_bracket

    found = least_core_bracket(game, oracle, seconds)
    details = {
        "certified": False,
        "oracle": oracle.name,
        "oracle_calls": found.calls,
        "epsilon": found.upper if found.closed else None,
        "epsilon_bounds": [found.lower, found.upper],
        "limit": why,
    }
    proof = by_bracket(found.coalitions, found.lower, found.upper)
    return Allocation(game.players, found.payoffs, rule, "row generation", proof, {}, details)
