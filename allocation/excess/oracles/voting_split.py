"""The nucleolus of a weighted voting game without a table: solve by the oracle, certify exactly, and say so."""

from __future__ import annotations

from typing import Any

import numpy as np

from allocation.excess.definition import RULES
from allocation.games.base import Game
from allocation.games.voting import VotingGame
from allocation.proofs.none import unproved
from allocation.proofs.row_levels import RowLevel
from allocation.proofs.voting_levels import by_voting_levels, recheck
from allocation.result import Allocation
from allocation.voting.condition import Threshold

__all__ = ["voting_split"]

TABLE_PLAYERS = 14  # up to here all coalitions are looked at in less time than the dynamic programs take


def voting_split(game: Game, rule: str) -> Allocation | None:
    """Return the prenucleolus, nucleolus or a least core point of a weighted voting game of more than 14 players, else None.

    None too where several rules are combined, or where the dynamic program would not fit in memory or have more states than coalitions.

    Returns
    -------
    Allocation
        ``details["oracle"]`` says how coalitions were found, ``details["certified"]`` whether the exact check that follows every solve
        holds.
    """
    if not isinstance(game, VotingGame) or not isinstance(game.condition, Threshold) or game.n <= TABLE_PLAYERS:
        return None
    # the solver is loaded when it is needed: checking a proof must not load it
    from allocation.excess.oracles.voting import states, voting_oracle

    oracle = voting_oracle(game)
    if oracle is None or states(game.condition) >= 2**game.n:
        return None
    return solve_voting(game, game.condition, rule, oracle)


def solve_voting(game: VotingGame, condition: Threshold, rule: str, oracle: Any) -> Allocation:
    """Solve by row generation with an oracle, and certify."""
    from allocation.excess.lexicographic import lexicographic
    from allocation.excess.oracles.separation import OracleSeparation

    definition = RULES[rule]
    # v(S) is 0 or 1, so that it misses the sum of the v(i) by that sum at most
    problem = OracleSeparation(game, oracle, max(1.0, float(game.singles().sum())), definition.imputations)
    found = lexicographic(problem)
    levels = [RowLevel(level.excess, problem.coalitions(level.masks), level.floors) for level in found.levels]
    checks, payoffs = recheck(condition, levels, definition.imputations)
    details: dict[str, Any] = {"certified": False, "oracle": oracle.name, "rounds": found.rounds, "oracle_calls": problem.calls}
    if levels:
        details["largest_excess"] = levels[0].excess
    doubt = next((check.detail for check in checks if not check.ok), None)
    if doubt is not None or payoffs is None:
        return Allocation(game.players, found.payoffs, rule, "row generation", unproved(f"not certified: {doubt}"), {}, details)
    proof = by_voting_levels(rule, levels, definition)
    exact = np.array([float(x) for x in payoffs])
    return Allocation(game.players, exact, rule, "row generation", proof, {}, {**details, "certified": True})
