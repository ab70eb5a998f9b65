"""Every allocation rule by name: what it means, its formula, its source, and the function that computes it.

Adding a rule is one file that ends in a :class:`AllocationRule`, and one line in ``RULES`` below. Rules that only one kind of
game knows come from the registries of those kinds; a name may stand for one rule of each domain.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from allocation.claims.rules import CLAIMS_ENTRIES
from allocation.errors import RuleError
from allocation.excess.anti_nucleolus import ANTI_NUCLEOLUS
from allocation.excess.chebyshev_center import CHEBYSHEV_CENTER
from allocation.excess.coalition_structure_nucleolus import COALITION_STRUCTURE_NUCLEOLUS
from allocation.excess.core_center import CORE_CENTER
from allocation.excess.core_projection import CORE_PROJECTION
from allocation.excess.disruption_nucleolus import DISRUPTION_NUCLEOLUS
from allocation.excess.least_core import LEAST_CORE
from allocation.excess.mcrs import MCRS
from allocation.excess.modiclus import MODICLUS, SIMPLIFIED_MODICLUS
from allocation.excess.nucleolus import NUCLEOLUS, PRENUCLEOLUS
from allocation.excess.per_capita_nucleolus import PER_CAPITA_NUCLEOLUS, PER_CAPITA_PRENUCLEOLUS
from allocation.excess.proportional_nucleolus import PROPORTIONAL_NUCLEOLUS
from allocation.excess.weighted_nucleolus import WEIGHTED_NUCLEOLUS, WEIGHTED_PRENUCLEOLUS
from allocation.games.assignment import AssignmentGame
from allocation.games.base import Game
from allocation.games.claims import ClaimsGame
from allocation.games.own_rules import OWN_RULES
from allocation.games.production import ProductionGame
from allocation.games.sequencing import SequencingGame
from allocation.games.tree import TreeGame
from allocation.games.voting import VotingGame
from allocation.result import Allocation
from allocation.rule import AllocationRule, Domain
from allocation.sharing.centroid import CENTROID
from allocation.sharing.corrected_shapley import CORRECTED_SHAPLEY
from allocation.sharing.enpac import ENPAC
from allocation.sharing.ensc import ENSC
from allocation.sharing.equal import EQUAL
from allocation.sharing.equal_surplus import CIS, EQUAL_SURPLUS
from allocation.sharing.gately import GATELY
from allocation.sharing.nash import ASYMMETRIC_NASH, NASH
from allocation.sharing.proportional import PROPORTIONAL
from allocation.sharing.raiffa import RAIFFA
from allocation.sharing.scrb import SCRB
from allocation.sharing.tau import TAU
from allocation.sharing.topsis_combined import TOPSIS_COMBINED
from allocation.values.aumann_dreze import AUMANN_DREZE
from allocation.values.banzhaf import BANZHAF, BANZHAF_NORMALISED
from allocation.values.banzhaf_owen import BANZHAF_OWEN
from allocation.values.consensus import CONSENSUS
from allocation.values.myerson import MYERSON
from allocation.values.owen import OWEN
from allocation.values.position import POSITION
from allocation.values.semivalue import SEMIVALUE
from allocation.values.shapley import SHAPLEY
from allocation.values.solidarity import SOLIDARITY
from allocation.values.weighted_shapley import WEIGHTED_SHAPLEY
from allocation.voting.rules import VOTING_RULES

__all__ = ["RULES", "find_rule", "rule_names", "rules", "split"]


def _by_name(known: Iterable[AllocationRule]) -> dict[str, AllocationRule]:
    return {one.name: one for one in known}


RULES: dict[str, AllocationRule] = _by_name(
    (
        SHAPLEY,
        OWEN,
        EQUAL,
        PROPORTIONAL,
        EQUAL_SURPLUS,
        CIS,
        ENSC,
        GATELY,
        CORRECTED_SHAPLEY,
        NUCLEOLUS,
        PRENUCLEOLUS,
        PER_CAPITA_NUCLEOLUS,
        PER_CAPITA_PRENUCLEOLUS,
        PROPORTIONAL_NUCLEOLUS,
        DISRUPTION_NUCLEOLUS,
        WEIGHTED_NUCLEOLUS,
        WEIGHTED_PRENUCLEOLUS,
        ANTI_NUCLEOLUS,
        MODICLUS,
        SIMPLIFIED_MODICLUS,
        LEAST_CORE,
        CORE_PROJECTION,
        CORE_CENTER,
        CHEBYSHEV_CENTER,
        COALITION_STRUCTURE_NUCLEOLUS,
        MCRS,
        SEMIVALUE,
        BANZHAF,
        BANZHAF_NORMALISED,
        BANZHAF_OWEN,
        AUMANN_DREZE,
        MYERSON,
        POSITION,
        WEIGHTED_SHAPLEY,
        SOLIDARITY,
        CONSENSUS,
        TAU,
        ENPAC,
        SCRB,
        RAIFFA,
        NASH,
        ASYMMETRIC_NASH,
        CENTROID,
        TOPSIS_COMBINED,
    )
)


_KINDS: dict[Domain, type[Game]] = {
    "voting": VotingGame,
    "claims": ClaimsGame,
    "tree": TreeGame,
    "assignment": AssignmentGame,
    "production": ProductionGame,
    "sequencing": SequencingGame,
}
_OF_DOMAIN: dict[Domain, dict[str, AllocationRule]] = {
    "game": RULES,
    **{domain: _by_name(r for r in (*VOTING_RULES, *CLAIMS_ENTRIES, *OWN_RULES) if r.domain == domain) for domain in _KINDS},
}


def rule_names(domain: Domain | None = None) -> tuple[str, ...]:
    """Return the names of all registered rules, or of those of one domain; a name that two domains share stands once.

    Examples
    --------
    >>> rule_names("claims")[:3]
    ('proportional', 'adjusted_proportional', 'cea')
    """
    return tuple(dict.fromkeys(rule.name for rule in rules(domain)))


def rules(domain: Domain | None = None) -> tuple[AllocationRule, ...]:
    """Return every registered rule with its title and meaning (zh/en), formula, options and reference.

    Parameters
    ----------
    domain
        ``"game"``: rules for any game; ``"voting"``, ``"claims"``, ``"tree"`` …: rules that only those games have; None: all of them.

    Raises
    ------
    RuleError
        If there is no such domain.
    """
    if domain is not None and domain not in _OF_DOMAIN:
        raise RuleError(f"there is no domain of rules {domain!r}: choose among {', '.join(_OF_DOMAIN)}")
    return tuple(rule for name, known in _OF_DOMAIN.items() if domain in (None, name) for rule in known.values())


def find_rule(name: str, domain: Domain | None = None) -> AllocationRule:
    """Return one rule by name; without a domain, the rule for any game comes before those for some games only.

    Raises
    ------
    RuleError
        If there is none of that name, or none in that domain; the message names the closest ones.
    """
    known = {rule.name: rule for rule in reversed(rules(domain))}
    if name in known:
        return known[name]
    elsewhere = [rule for rule in rules() if rule.name == name]
    if elsewhere:
        raise RuleError(f"rule {name!r} is {_meant_for(elsewhere[0])}")
    close = get_close_matches(name, known, n=3) or sorted(known)
    raise RuleError(f"there is no rule {name!r}: did you mean {', '.join(close)}?")


def _meant_for(rule: AllocationRule) -> str:
    kind = _KINDS.get(rule.domain)
    return f"for {rule.domain} games only: give it a {kind.__name__}" if kind else "for any game"


def _domains_of(game: Game) -> list[Domain]:
    """Where to look for a rule for this game, its own kind first."""
    return [*(domain for domain, kind in _KINDS.items() if isinstance(game, kind)), "game"]


def _rule_for(game: Game, name: str, options: Iterable[str]) -> AllocationRule:
    """Return the rule of that name for this kind of game: where there are two, the one that has the options given."""
    known = [_OF_DOMAIN[domain][name] for domain in _domains_of(game) if name in _OF_DOMAIN[domain]]
    if not known:
        rule = find_rule(name)
        raise RuleError(f"rule {name!r} is {_meant_for(rule)}, not a {type(game).__name__}")
    return next((rule for rule in known if set(options) <= {*rule.needs, *rule.takes}), known[-1])


def split(game: Game, rule: str, **options: Any) -> Allocation:
    """Split v(N) by a rule of the registry.

    Parameters
    ----------
    game
        The game to split.
    rule
        A name of :func:`rule_names`: of a rule for any game, of a power index for a :class:`VotingGame`, of a claims rule for a
        :class:`ClaimsGame`, of a point that only trees, markets, production or queues have for such a game. Where a name is both, as
        ``"proportional"`` for claims, options decide: with ``weights`` it is the one for any game.
    **options
        The options of that rule, see :func:`rules`.

    Raises
    ------
    RuleError
        If the rule is unknown or for another kind of game, an option is unknown or missing, or the rule is not defined for this game.

    Examples
    --------
    >>> import allocation as al
    >>> al.split(al.TableGame([0, 1, 1, 4]), rule="shapley").payoffs.tolist()
    [2.0, 2.0]
    >>> al.split(al.ClaimsGame([100, 200, 300], 400), rule="cea").payoffs.tolist()
    [100.0, 150.0, 150.0]
    >>> al.split(al.VotingGame([3, 2, 1], quota=4), rule="coleman_prevent").payoffs.tolist()
    [1.0, 0.3333333333333333, 0.3333333333333333]
    """
    chosen = _rule_for(game, rule, options)
    chosen.check_options(options)
    return chosen.compute(game, **options)
