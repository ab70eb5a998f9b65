"""The power indices as allocation rules of voting games: a power of 1 split by name, like any other value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from allocation.options import partition_of
from allocation.proofs.power import by_power
from allocation.result import Allocation
from allocation.rule import AllocationRule, Promise
from allocation.values.banzhaf_owen import BANZHAF_OWEN
from allocation.values.owen import OWEN
from allocation.voting.definitions import DEFINITIONS, exact_definition
from allocation.voting.description import IndexDescription
from allocation.voting.registry import power, power_indices

if TYPE_CHECKING:
    from allocation.games.voting import VotingGame

__all__ = ["VOTING_RULES"]

_VALUES = ("banzhaf", "banzhaf_normalised")  # values of any game, which a voting game answers by counting
_BY_UNIONS = {rule.name: rule.exact for rule in (OWEN, BANZHAF_OWEN)}
_POWER: frozenset[Promise] = frozenset({"symmetric", "dummy"})
_SHARED_POWER: frozenset[Promise] = _POWER | {"efficient"}
_PROMISES: Mapping[str, frozenset[Promise]] = {
    "shapley_shubik": _SHARED_POWER,
    "johnston": _SHARED_POWER,
    "deegan_packel": _SHARED_POWER,
    "public_good": _SHARED_POWER,
    # whoever sits in a winning coalition enjoys the decision, powerless or not
    "public_help_theta": frozenset({"efficient", "symmetric"}),
    "public_help_chi": frozenset({"efficient", "symmetric"}),
    "penrose": _POWER,
    "coleman_prevent": _POWER,
    "coleman_initiate": _POWER,
    "rae": frozenset({"symmetric"}),
    "coleman_act": frozenset({"symmetric"}),
    "owen": frozenset({"efficient", "dummy"}),
    "banzhaf_owen": frozenset({"dummy"}),
}


def _plain(game: VotingGame, name: str, given: Any) -> Any:
    """An option as it is recorded: unions as a whole partition into groups of names."""
    return [list(game.names_of(group)) for group in partition_of(game, given)] if name == "unions" else given


def _computed(index: str) -> Callable[..., Allocation]:
    def compute(game: VotingGame, **options: Any) -> Allocation:
        plain = {name: _plain(game, name, given) for name, given in options.items()}
        found = power(game, index, **plain)
        return Allocation(game.players, found.values, index, "exact", by_power(index), plain, {"error_bound": found.error_bound})

    return compute


def _rule(index: IndexDescription) -> AllocationRule:
    return AllocationRule(
        name=index.name,
        compute=_computed(index.name),
        title=index.title,
        meaning=index.meaning,
        formula=index.formula,
        reference=index.reference,
        exact=exact_definition(index.name) if index.name in DEFINITIONS else _BY_UNIONS[index.name],
        needs=index.needs,
        takes=index.takes,
        promises=_PROMISES[index.name],
        domain="voting",
    )


VOTING_RULES: tuple[AllocationRule, ...] = tuple(_rule(index) for index in power_indices() if index.name not in _VALUES)
