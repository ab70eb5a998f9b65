"""From a definition to an allocation with its proof: solve, certify, and say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import players_of_table
from allocation.exact import decimal_scale
from allocation.excess.definition import Definition
from allocation.excess.weighting import DISTANCE_UNIT, PER_CAPITA, UNIT, Weighting, disruption_weights, distance_weights
from allocation.games.base import Game
from allocation.proofs.kohlberg import LevelClaim, by_levels
from allocation.proofs.none import unproved
from allocation.result import Allocation

__all__ = ["lexicographic_split"]

SAMPLE = 2**12  # values looked at to see how different in size they are
SPREAD = 1e-11  # of the largest value: the solver tells apart what differs by some 1e-12 of it
TINY = 1e-290  # payoffs are parts of such values, and below 1e-308 float64 has fewer and fewer digits


def lexicographic_split(
    game: Game,
    rule: str,
    definition: Definition,
    weights: NDArray[np.float64] | None = None,
    options: Mapping[str, Any] | None = None,
    blocks: Sequence[int] = (),
) -> Allocation:
    """Split v(N) by lexicographic minimisation of weighted excesses over the game's table, and certify the result.

    Parameters
    ----------
    game
        Any game whose table fits in memory.
    rule
        Name of the rule, for the result.
    definition
        What is minimised.
    weights
        float64[2**n], if the definition asks for given ones.
    options
        What the caller was given, for the result.
    blocks
        Masks of a partition whose blocks keep what they are worth; all players as one block when left out.

    Returns
    -------
    Allocation
        ``details["certified"]`` says whether the levels passed the check that follows every solve; if not, ``proof`` gives the reason.
    """
    # the solver is loaded when it is needed: checking a proof must not load it
    from allocation.excess.certify import certify
    from allocation.excess.lexicographic import lexicographic
    from allocation.excess.problem import Problem

    table = _table(game, definition)
    problem = Problem(table, players_of_table(len(table)), _weighting(definition, table, weights), definition.imputations)
    found = lexicographic(problem, blocks)
    certified = certify(problem, found, blocks)
    details = {"certified": certified.doubt is None, "rounds": found.rounds, "passes": found.passes}
    if found.levels:
        details["largest_excess"] = found.levels[0].excess
    levels = [LevelClaim(level.excess, level.masks, level.floors) for level in found.levels]
    proof = by_levels(f"the {rule}: every level of excesses is balanced", levels, definition)
    split = Allocation(game.players, certified.payoffs[: game.n], rule, "row generation", proof, options or {}, details)
    doubt = certified.doubt or (_exact_doubt(game, split) if _beyond_float64(table) else None)
    if doubt is None:
        return split
    return replace(split, proof=unproved(f"not certified: {doubt}"), details={**details, "certified": False})


def _beyond_float64(table: NDArray[Any]) -> bool:
    """Whether values are so different in size, or so small, that a check in float64 may not see what decides; from a sample of them."""
    sample = table[:: max(1, len(table) // SAMPLE)].astype(np.float64)
    sizes = np.abs(sample)
    largest = float(sizes.max())
    smallest = float(np.min(sizes, where=sizes > 0, initial=np.inf))
    whole = decimal_scale(sample)
    long = whole is not None and float(np.abs(whole[0]).max()) > 1.0 / SPREAD
    return largest > 0 and (long or largest < TINY or smallest < SPREAD * largest)


def _exact_doubt(game: Game, split: Allocation) -> str | None:
    """What the exact check of the proof objects to, or None."""
    from allocation.verification import verify

    return next((check.detail for check in verify(game, split).failed), None)


def _table(game: Game, definition: Definition) -> NDArray[Any]:
    """The values to be scanned: as they are stored, in memory or on disk, unless they are calculated with."""
    if definition.view == "the game" and definition.divisor in ("one", "size", "distance", "given"):
        return game.stored_table()
    seen = definition.seen(game.table())
    return seen / definition.multiple if definition.multiple > 1 else seen


def _weighting(definition: Definition, table: NDArray[Any], weights: NDArray[np.float64] | None) -> Weighting:
    if definition.divisor == "one":
        return UNIT
    if definition.divisor == "size":
        return PER_CAPITA
    if definition.divisor == "value":
        return Weighting.normalised(table)
    if definition.divisor == "distance":
        return Weighting.normalised(distance_weights(players_of_table(len(table))) / DISTANCE_UNIT)
    if definition.divisor == "disruption":
        return Weighting.normalised(disruption_weights(table))
    return Weighting.normalised(np.ones(len(table)) if weights is None else weights)
