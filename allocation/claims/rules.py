"""The claims rules as allocation rules of claims games: the estate split by name, like any other value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from allocation.claims.registry import claims_rules
from allocation.claims.rule import ClaimsRule
from allocation.proofs.claims import by_claims
from allocation.result import Allocation
from allocation.rule import AllocationRule, Promise

if TYPE_CHECKING:
    from allocation.games.claims import ClaimsGame

__all__ = ["CLAIMS_ENTRIES"]

# shares between nothing and the claim that add up to the estate are just the core of the claims game, where dummies get what is theirs
_PROMISES: frozenset[Promise] = frozenset({"efficient", "symmetric", "dummy", "homogeneous", "individually rational", "in the core"})


def _computed(rule: ClaimsRule) -> Callable[..., Allocation]:
    def compute(game: ClaimsGame) -> Allocation:
        return Allocation(game.players, game.problem.apply(rule.shares), rule.name, rule.method, by_claims(rule.name))

    return compute


def _entry(rule: ClaimsRule) -> AllocationRule:
    return AllocationRule(
        name=rule.name,
        compute=_computed(rule),
        title=rule.title,
        meaning=rule.meaning,
        formula=rule.formula,
        reference=rule.reference,
        promises=_PROMISES,
        domain="claims",
    )


CLAIMS_ENTRIES: tuple[AllocationRule, ...] = tuple(_entry(rule) for rule in claims_rules())
