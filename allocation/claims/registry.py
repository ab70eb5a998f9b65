"""Every claims rule by name, and the function that divides an estate by one of them.

Adding a rule is one file that ends in a :class:`ClaimsRule`, and one line in ``CLAIMS_RULES`` below.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from numpy.typing import ArrayLike

from allocation.claims.adjusted_proportional import ADJUSTED_PROPORTIONAL
from allocation.claims.cea import CEA
from allocation.claims.cel import CEL
from allocation.claims.minimal_overlap import MINIMAL_OVERLAP
from allocation.claims.piniles import PINILES
from allocation.claims.problem import ClaimsProblem
from allocation.claims.proportional import PROPORTIONAL
from allocation.claims.random_arrival import RANDOM_ARRIVAL
from allocation.claims.rule import ClaimsRule
from allocation.claims.talmud import TALMUD
from allocation.errors import RuleError
from allocation.proofs.claims import by_claims
from allocation.result import Allocation

__all__ = ["CLAIMS_RULES", "claims_rules", "divide", "find_claims_rule"]

_ALL = (PROPORTIONAL, ADJUSTED_PROPORTIONAL, CEA, CEL, TALMUD, PINILES, RANDOM_ARRIVAL, MINIMAL_OVERLAP)
CLAIMS_RULES: dict[str, ClaimsRule] = {rule.name: rule for rule in _ALL}


def claims_rules() -> tuple[ClaimsRule, ...]:
    """Return every claims rule with its title and meaning (zh/en), formula and reference.

    Examples
    --------
    >>> [rule.name for rule in claims_rules()][:3]
    ['proportional', 'adjusted_proportional', 'cea']
    """
    return tuple(CLAIMS_RULES.values())


def find_claims_rule(name: str) -> ClaimsRule:
    """Return one claims rule by name.

    Raises
    ------
    RuleError
        If there is none of that name; the message names the closest ones.
    """
    if name not in CLAIMS_RULES:
        close = get_close_matches(name, CLAIMS_RULES, n=3) or sorted(CLAIMS_RULES)
        raise RuleError(f"there is no claims rule {name!r}: did you mean {', '.join(close)}?")
    return CLAIMS_RULES[name]


def divide(
    claims: ArrayLike | Mapping[str, float], estate: float, rule: str = "talmud", players: Iterable[str] | None = None
) -> Allocation:
    """Divide an estate that is too small for all claims on it.

    Parameters
    ----------
    claims
        n amounts, each at least 0, or name → claim.
    estate
        What there is, in the unit of the claims: between 0 and their sum.
    rule
        A name of :func:`claims_rules`.
    players
        Names of the claimants; ``"1"`` to ``"n"`` when left out and ``claims`` has none.

    Returns
    -------
    Allocation
        Shares between 0 and the claim that add up to the estate. O(n log n); for random arrival see its own description.

    Raises
    ------
    GameError
        Listing everything that is wrong with claims and estate.
    RuleError
        If there is no such rule, or random arrival is asked for many claimants with amounts too fine.

    References
    ----------
    W. Thomson, "Axiomatic and game-theoretic analysis of bankruptcy and taxation problems: a survey", 2003.

    Examples
    --------
    >>> import allocation as al
    >>> al.divide({"A": 100, "B": 200, "C": 300}, 200, rule="talmud").payoffs.tolist()
    [50.0, 75.0, 75.0]
    """
    chosen = find_claims_rule(rule)
    problem = ClaimsProblem.of(claims, estate, players)
    return Allocation(problem.players, problem.apply(chosen.shares), chosen.name, chosen.method, by_claims(chosen.name))
