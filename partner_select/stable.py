"""Stable by design: how a set would split its joint value, and whether the split would hold.

The limits that ask for stability are in :mod:`partner_select.model.outside` and :mod:`partner_select.model.core`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from partner_select.errors import SelectionError
from partner_select.exact_split import core_has_margin
from partner_select.joint import split_basis
from partner_select.problem import Problem

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["MOST_PREVIEWED", "SplitPreview", "split_preview"]

MOST_PREVIEWED = 20  # members: all coalitions are looked at, a million for each rule
ROUNDING = 1e-9  # share of the largest worth by which a payoff may be off: the rules' own promise


@dataclass(frozen=True)
class SplitPreview:
    """How a set would split its joint value.

    Parameters
    ----------
    members
        Names, in the pool's order.
    total
        The joint value v of the set.
    payoffs
        Rule to payoffs, in the order of the members; same unit as the total.
    in_core
        Rule to whether no group of members would earn more by itself.
    core_empty
        Whether some group would leave whatever the split.
    margin
        The largest amount by which every smaller group can at once be kept above its own worth: negative where the core is empty; None for
        a single member.
    below_outside
        Rule to members who get less than their outside option.
    skipped
        Rule to the reason why it has no split here.

    Examples
    --------
    >>> import partner_select as ps
    >>> problem = ps.Problem(ps.Pool(["A", "B", "C"], value=[1, 2, 3], pairs={("A", "B"): 4}), outside={"A": 3.5})
    >>> preview = ps.split_preview(problem, ["A", "B"])
    >>> preview.payoffs["shapley"], preview.in_core["shapley"], preview.below_outside["shapley"]
    ((3.0, 4.0), True, ('A',))
    """

    members: tuple[str, ...]
    total: float
    payoffs: Mapping[str, tuple[float, ...]]
    in_core: Mapping[str, bool]
    core_empty: bool
    margin: float | None
    below_outside: Mapping[str, tuple[str, ...]]
    skipped: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def split_preview(problem: Problem, members: Iterable[str], rules: Iterable[str] = ("shapley", "nucleolus")) -> SplitPreview:
    """Return how any set of candidates would split its joint value by several rules.

    Parameters
    ----------
    problem
        Its game, or the value, pairs and groups of its pool, is what is split; limits do not matter.
    members
        Names of candidates, at least one and at most 20.
    rules
        Names of :func:`allocation.rules`.

    Returns
    -------
    SplitPreview
        Every rule on the game of these members alone. O(2**k) per rule for k members.

    Raises
    ------
    SelectionError
        If a name or a rule is unknown, nobody or too many are named.

    Examples
    --------
    >>> import partner_select as ps
    >>> problem = ps.Problem(ps.Pool(["A", "B", "C"], value=[1, 2, 3], groups={("A", "B", "C"): 6}))
    >>> ps.split_preview(problem, ["A", "B", "C"], rules=["shapley"]).payoffs
    {'shapley': (3.0, 4.0, 5.0)}
    """
    import allocation as al

    chosen = frozenset(problem.pool.positions(members))
    if not 1 <= len(chosen) <= MOST_PREVIEWED:
        raise SelectionError(f"members: a split needs 1 to {MOST_PREVIEWED} members, got {len(chosen)}")
    names, asked = problem.pool.names_of(sorted(chosen)), tuple(rules)
    known = {rule.name for rule in al.rules()}
    unknown = [rule for rule in asked if rule not in known]
    if unknown:
        raise SelectionError(f"rules: unknown {', '.join(map(repr, unknown))}; allocation.rules() lists all")
    joint = split_basis(problem)
    game = joint.among(chosen)
    payoffs, skipped = _payoffs(game, asked)
    wanted = {problem.pool.names[i]: least for i, least in problem.risk.outside.items()}
    short = {
        rule: tuple(name for name, paid in zip(names, found, strict=True) if name in wanted and paid < wanted[name] - _slack(game))
        for rule, found in payoffs.items()
    }
    return SplitPreview(
        members=names,
        total=float(joint.exact(chosen)),
        payoffs=payoffs,
        in_core={rule: bool(al.in_core(game, found)) for rule, found in payoffs.items()},
        core_empty=not core_has_margin(joint, chosen, 0.0),
        margin=None if game.n == 1 else _margin(game),
        below_outside=short,
        skipped=skipped,
    )


def _margin(game: Game) -> float:
    from allocation.excess.least_core import least_core_value

    return 0.0 - least_core_value(game)


def _slack(game: Game) -> float:
    return ROUNDING * max(1.0, float(abs(game.table()).max()))


def _payoffs(game: Game, rules: Iterable[str]) -> tuple[dict[str, tuple[float, ...]], dict[str, str]]:
    """Splits by every rule that has one; why the others have none."""
    import allocation as al

    found: dict[str, tuple[float, ...]] = {}
    skipped: dict[str, str] = {}
    for rule in rules:
        try:
            found[rule] = tuple(al.split(game, rule=rule).payoffs.tolist())
        except (al.GameError, al.RuleError) as error:
            skipped[rule] = str(error)
    return found, skipped
