"""Checker of the nucleolus family: sets up in whole numbers what was minimised, and checks the levels."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from allocation.coalition import mask_of
from allocation.errors import AllocationError
from allocation.excess.definition import RULES, Definition
from allocation.excess.weighting import DISTANCE_UNIT, PER_CAPITA, UNIT, Weighting, disruption_weights, distance_weights
from allocation.games.base import Game
from allocation.options import partition_of
from allocation.proofs.agreement import agreement
from allocation.proofs.check import Check
from allocation.proofs.exact_excess import ExactExcess
from allocation.proofs.integer_table import IntegerTable, reading
from allocation.proofs.kohlberg import check_levels, read_levels
from allocation.result import Allocation

__all__ = ["check_excess_levels"]


def check_excess_levels(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check a proof of the nucleolus family against the game's table."""
    data = allocation.proof.data
    definition = RULES.get(allocation.rule)
    if definition is None or any(data[key] != value for key, value in definition.to_dict().items()):
        raise AllocationError(f"it is not about the rule {allocation.rule!r}")
    values = IntegerTable.of(game.stored_table())
    if definition.view != "the game":
        values = IntegerTable.of_integers(definition.seen(values.numerators()), values.unit / definition.multiple, values.exact)
    weighting, scale = _weights(definition, values, allocation)
    excess = ExactExcess(values, weighting, scale, definition.imputations)
    players = values.players
    checks, payoffs = check_levels(excess, read_levels(data, players), players, _blocks(game, allocation))
    checks.insert(0, reading(values))
    if payoffs is None:
        return checks, None
    exact = payoffs[: game.n]
    return (checks, exact) if values.exact else ([*checks, agreement(game, allocation, exact)], None)


def _blocks(game: Game, allocation: Allocation) -> list[int]:
    """The unions that keep what they are worth, where the result was given any."""
    return [mask_of(group) for group in partition_of(game, allocation.options["unions"])] if "unions" in allocation.options else []


def _weights(definition: Definition, values: IntegerTable, allocation: Allocation) -> tuple[Weighting, Fraction]:
    if definition.divisor in ("one", "size"):
        return (UNIT if definition.divisor == "one" else PER_CAPITA), Fraction(1)
    if definition.divisor == "value":
        return Weighting(table=values.numerators()), 1 / values.unit
    if definition.divisor == "disruption":
        return Weighting(table=disruption_weights(values.numerators())), 1 / values.unit
    if definition.divisor == "distance":
        return Weighting(table=distance_weights(values.players)), Fraction(DISTANCE_UNIT)
    given = IntegerTable.of(np.array(allocation.options["weights"], dtype=np.float64))
    weights = given.numerators()
    if len(weights) != len(values.entries) or weights[1:-1].min(initial=1) <= 0:
        raise AllocationError("the weights of the result are not one positive number for each coalition")
    return Weighting(table=weights), 1 / given.unit
