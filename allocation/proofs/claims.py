"""Proof of a division among claimants: the rule's definition in rational numbers, applied to the claims of the game."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["CLAIMS", "by_claims", "check_claims"]

CLAIMS = "claims"


def by_claims(rule: str) -> Proof:
    """Return the proof of a division, which is checked by recomputing it from a :class:`ClaimsGame` exactly."""
    return Proof(
        CLAIMS, f"the shares equal the definition of the claims rule {rule!r} in rational arithmetic, up to rounding of the last bits"
    )


def check_claims(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Recompute the division by the rule's definition in rational numbers."""
    from allocation.claims.registry import find_claims_rule
    from allocation.games.claims import ClaimsGame

    if not isinstance(game, ClaimsGame):
        return [Check("claims", False, "a division among claimants is checked against its claims: give ClaimsGame(claims, estate)")], None
    rule = find_claims_rule(allocation.rule)
    return [Check("claims", True, "the rule was evaluated by its definition in rational numbers")], rule.exactly(*game.problem.exactly())
