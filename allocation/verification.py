"""Re-checking a result against its game in exact rational arithmetic, without the solver that made it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from allocation.errors import AllocationError, TableTooLargeError
from allocation.exact import ExactTable, as_fraction
from allocation.games.base import Game
from allocation.landmarks import ExactLandmarks
from allocation.proofs.agreement import AGREES, agreement, size_of
from allocation.proofs.analytic_center import ANALYTIC_CENTER, check_newton_step
from allocation.proofs.bracket import BRACKET, check_bracket
from allocation.proofs.check import Check, Verification
from allocation.proofs.claims import CLAIMS, check_claims
from allocation.proofs.closed_form import CLOSED_FORM
from allocation.proofs.definition import DEFINITION
from allocation.proofs.excess_levels import check_excess_levels
from allocation.proofs.kohlberg import KOHLBERG
from allocation.proofs.none import NONE
from allocation.proofs.power import POWER, check_power
from allocation.proofs.projection import PROJECTION, check_projection
from allocation.proofs.ranges import RANGES, check_ranges
from allocation.proofs.sampled_rows import SAMPLED_ROWS, check_sampled_rows
from allocation.proofs.searched_levels import SEARCHED_LEVELS, check_searched_levels
from allocation.proofs.shadow_prices import SHADOW_PRICES, check_shadow_prices
from allocation.proofs.standard_error import STANDARD_ERROR, check_standard_error
from allocation.proofs.surpluses import SURPLUSES, check_surpluses
from allocation.proofs.voting_levels import VOTING_LEVELS, check_voting_levels
from allocation.result import Allocation

__all__ = ["verify"]

Outcome = tuple[list[Check], Sequence[Fraction] | None]


def verify(game: Game, allocation: Allocation) -> Verification:
    """Re-check a result against its game.

    Numbers are read exactly as they print (0.1 is one tenth). The payoffs must add up to v(N); what the proof claims is re-derived in
    rational arithmetic from the
    game alone; and the payoffs must agree with the exact ones.

    Parameters
    ----------
    game
        The game that was split.
    allocation
        What a rule returned for it, or read back from a file.

    Returns
    -------
    Verification
        ``ok``, the single checks, and the exact payoffs where the proof determines them. A proof that does not hold, or does not fit
        the game, is an outcome,
        not an error. Same order of time as one pass over the table, plus O(n**3) exact operations.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.TableGame([0, 0, 0, 1, 0, 1, 0, 1])
    >>> v = al.verify(g, al.shapley(g))
    >>> v.ok, v.payoffs
    (True, (Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)))
    """
    if allocation.players != game.players or allocation.payoffs.shape != (game.n,) or not np.all(np.isfinite(allocation.payoffs)):
        return Verification((Check("players", False, "the result is not a finite payoff for each of the game's players"),))
    checker = _CHECKERS.get(allocation.proof.kind)
    checks = [_efficient(game, allocation)] if _hands_out_everything(allocation.rule) else []
    if checker is None:
        return Verification((*checks, Check("proof", False, f"there is no checker for proofs of kind {allocation.proof.kind!r}")))
    try:
        found, exact = checker(game, allocation)
    except (AllocationError, ArithmeticError, KeyError, TypeError, ValueError) as error:
        return Verification((*checks, Check("proof", False, f"the proof cannot be checked: {error}")))
    checks += found
    if exact is None:
        return Verification(tuple(checks))
    return Verification((*checks, agreement(game, allocation, exact)), tuple(exact))


def _efficient(game: Game, allocation: Allocation) -> Check:
    total = sum((as_fraction(x) for x in allocation.payoffs.tolist()), Fraction(0))
    off = abs(total - as_fraction(game.grand_value))
    return Check("efficient", off <= AGREES * size_of(game, allocation), f"the payoffs miss v(N) by {float(off):.3g}")


def _hands_out_everything(rule: str) -> bool:
    """Whether the payoffs have to add up to v(N): some rules, such as the Banzhaf value, do not promise it."""
    from allocation.registry import rules

    return all("efficient" in one.promises for one in rules() if one.name == rule)


def _by_closed_form(game: Game, allocation: Allocation) -> Outcome:
    # a closed form of the least core is that of the prenucleolus, which lies in it
    exact = game.exact_closed_form("prenucleolus" if allocation.rule == "least_core" else allocation.rule)
    if exact is None:
        return [Check("closed form", False, f"this kind of game has no exact formula for {allocation.rule!r}")], None
    return [Check("closed form", True, "the game's own formula was evaluated in rational numbers")], exact


def _by_definition(game: Game, allocation: Allocation) -> Outcome:
    from allocation.registry import find_rule

    rule = find_rule(allocation.rule)
    if allocation.method == "closed form" and game.exact_closed_form(allocation.rule) is not None:
        return _by_closed_form(game, allocation)
    try:
        table = ExactLandmarks.of(game) if rule.landmarks_only else ExactTable.of(game.table(), game.players)
    except TableTooLargeError:
        return _by_closed_form(game, allocation)
    return [Check("definition", True, "the rule was evaluated by its definition in rational numbers")], rule.exact_payoffs(
        table, dict(allocation.options)
    )


def _unproved(game: Game, allocation: Allocation) -> Outcome:
    return [Check("proof", False, allocation.proof.claim)], None


_CHECKERS: dict[str, Callable[[Game, Allocation], Outcome]] = {
    ANALYTIC_CENTER: check_newton_step,
    CLAIMS: check_claims,
    CLOSED_FORM: _by_closed_form,
    DEFINITION: _by_definition,
    KOHLBERG: check_excess_levels,
    NONE: _unproved,
    POWER: check_power,
    PROJECTION: check_projection,
    RANGES: check_ranges,
    SEARCHED_LEVELS: check_searched_levels,
    SAMPLED_ROWS: check_sampled_rows,
    SHADOW_PRICES: check_shadow_prices,
    STANDARD_ERROR: check_standard_error,
    SURPLUSES: check_surpluses,
    BRACKET: check_bracket,
    VOTING_LEVELS: check_voting_levels,
}
