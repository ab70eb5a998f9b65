"""Every allocation rule by name: what it means, its formula, its source, and the function that computes it.

Adding a rule is one file that ends in a :class:`AllocationRule`, and one line in ``RULES`` below.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from allocation.errors import RuleError
from allocation.excess.anti_nucleolus import ANTI_NUCLEOLUS
from allocation.excess.core_projection import CORE_PROJECTION
from allocation.excess.disruption_nucleolus import DISRUPTION_NUCLEOLUS
from allocation.excess.least_core import LEAST_CORE
from allocation.excess.mcrs import MCRS
from allocation.excess.modiclus import MODICLUS, SIMPLIFIED_MODICLUS
from allocation.excess.nucleolus import NUCLEOLUS, PRENUCLEOLUS
from allocation.excess.per_capita_nucleolus import PER_CAPITA_NUCLEOLUS, PER_CAPITA_PRENUCLEOLUS
from allocation.excess.proportional_nucleolus import PROPORTIONAL_NUCLEOLUS
from allocation.excess.weighted_nucleolus import WEIGHTED_NUCLEOLUS, WEIGHTED_PRENUCLEOLUS
from allocation.games.base import Game
from allocation.result import Allocation
from allocation.rule import AllocationRule
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


def rule_names() -> tuple[str, ...]:
    """Return the names of all registered rules."""
    return tuple(RULES)


def rules() -> tuple[AllocationRule, ...]:
    """Return every registered rule with its title and meaning (zh/en), formula, options and reference."""
    return tuple(RULES.values())


def find_rule(name: str) -> AllocationRule:
    """Return one rule by name.

    Raises
    ------
    RuleError
        If there is none of that name; the message names the closest ones.
    """
    if name not in RULES:
        close = get_close_matches(name, RULES, n=3) or sorted(RULES)
        raise RuleError(f"there is no rule {name!r}: did you mean {', '.join(close)}?")
    return RULES[name]


def split(game: Game, rule: str, **options: Any) -> Allocation:
    """Split v(N) by a rule of the registry.

    Parameters
    ----------
    game
        The game to split.
    rule
        A name of :func:`rule_names`.
    **options
        The options of that rule, see :func:`rules`.

    Raises
    ------
    RuleError
        If the rule is unknown, an option is unknown or missing, or the rule is not defined for this game.

    Examples
    --------
    >>> import allocation as al
    >>> al.split(al.TableGame([0, 1, 1, 4]), rule="shapley").payoffs.tolist()
    [2.0, 2.0]
    """
    chosen = find_rule(rule)
    chosen.check_options(options)
    return chosen.compute(game, **options)
