"""Proof of a power index: its definition over all coalitions, or, for more voters than can be listed, counted again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["POWER", "by_power", "check_power"]

POWER = "power"
LISTED = 14  # voters: going through 16 384 coalitions in plain Python takes a quarter of a second
FLOATING_SLACK = 4  # error bounds: two counts with an error each, and their rounding

Outcome = tuple[list[Check], Sequence[Fraction] | None]


def by_power(index: str) -> Proof:
    """Return the proof of a power index, which is checked by listing all coalitions of few voters, and by counting again for many."""
    return Proof(POWER, f"the payoffs equal the power index {index!r}, up to the error bound stated")


def check_power(game: Game, allocation: Allocation) -> Outcome:
    """Find the index again: by its definition in rational numbers up to 14 voters, by counting beyond."""
    from allocation.exact import ExactTable
    from allocation.games.voting import VotingGame
    from allocation.registry import find_rule
    from allocation.voting.registry import power

    if not isinstance(game, VotingGame):
        return [Check("power", False, "a power index is checked against the rules of voting: give the VotingGame")], None
    rule, options = find_rule(allocation.rule, "voting"), dict(allocation.options)
    if game.n <= LISTED:
        exact = rule.exact_payoffs(ExactTable.of(game.table(), game.players), options)
        return [Check("power", True, "the index was evaluated by its definition over all coalitions")], exact
    again = power(game, allocation.rule, **options)
    if again.fractions is not None:
        return [Check("power", True, "the index was counted again in whole numbers")], again.fractions
    off = float(np.max(np.abs(again.values - allocation.payoffs)))
    return [Check("power", off <= FLOATING_SLACK * again.error_bound, f"counted again, the payoffs differ by at most {off:.3g}")], None
