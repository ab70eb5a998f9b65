"""What is asked of a partner set: limits it must keep and the objective it should make large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from partner_select.joint import read_game
from partner_select.labels import read_counts, read_cover
from partner_select.need import Need, read_need
from partner_select.pool import Pool
from partner_select.reading import Findings, identity
from partner_select.relations import read_arrows, read_most, read_pairs_of_names, read_tuples
from partner_select.risk_limits import read_risk_limits

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["Need", "Objective", "Problem"]


@dataclass(frozen=True)
class Objective:
    """Weights of the terms, all at least 0.

    Maximised is ``value·Σ value + synergy·(Σ pairs + Σ groups) + coverage·Σ worth·covered fraction + joint_value·v(set) - cost·Σ cost
    - expected_loss·Σ failure·loss - variance·Var - cvar·CVaR``.

    Parameters
    ----------
    value, synergy, cost, expected_loss
        Weight of one unit of each.
    coverage
        Weight of Σ worth · covered fraction over the needs.
    variance
        Weight of the variance of the members' total, by the pool's covariance; money squared.
    cvar
        Weight of the mean loss in the worst scenarios, at the problem's ``cvar_level``.
    joint_value
        Weight of the worth of the set in the problem's game; without effect where it has none.

    Examples
    --------
    >>> Objective(cost=1).cost
    1
    """

    value: float = 1
    synergy: float = 1
    cost: float = 0
    expected_loss: float = 0
    coverage: float = 0
    variance: float = 0
    cvar: float = 0
    joint_value: float = 1


class Problem:
    """A partner selection problem.

    Parameters
    ----------
    pool
        The candidates.
    budget
        Largest total cost; None for no limit.
    size
        Fewest and most members; ``(1, None)`` means at least one.
    needs
        Capability name to :class:`Need`, or to a number for "the best member reaches it".
    roles
        Role to (fewest, most) members of it.
    include, exclude
        Names that must and must not be chosen.
    conflicts
        Pairs of names of which at most one may be chosen.
    objective
        Weights of the objective. Without one: each 1 for value and synergy; with a game, the game's value alone.
    max_expected_loss
        Largest Σ failure·loss; None for no limit.
    counts
        Label (of ``Pool(labels=...)``) to value to (fewest, most) members with it.
    cover
        Labels of which every value that occurs in the pool must occur among the members, for instance every stage of a chain.
    budgets
        Class of cost (of ``Pool(cost_classes=...)``) to its largest total.
    either, one_of
        Tuples of names of which at least one, or exactly one, must be chosen.
    implies
        Pairs of names: if the first is chosen, so is the second.
    acquainted
        Pairs of names that have worked together; all other pairs are strangers. See :func:`partner_select.acquainted`.
    max_stranger_pairs
        Most pairs of members that are strangers; None for no limit.
    max_strangers
        Most members that are strangers to every other member; None for no limit. Somebody alone is a stranger.
    min_success
        Least chance that no member fails, Π (1 - failure): a probability above 0; None for no limit.
    max_variance
        Largest variance of the members' total, by the pool's covariance.
    max_cvar, cvar_level
        Largest mean loss of the worst ``1 - cvar_level`` of the pool's scenarios.
    max_share
        ``"cost"``, ``"value"`` or ``"expected_loss"`` to the largest share of the members' total that one member may have.
    gamma
        The budget holds even if this many members' costs hit their upper end, whichever they are.
    game
        A game of :mod:`allocation` whose players are the candidates: what a set is worth together, and what it would split.
    outside
        What each candidate gets elsewhere, float[n] or name to number (None: nothing is asked): every member's Shapley value in the game
        of the chosen set must be at least that. Without a game it is the pool's value, pairs and groups that are split.
    core_margin
        The game of the chosen set must have a split that gives every smaller coalition its own worth and this much more; 0 asks for a
        core that is not empty.

    Raises
    ------
    SelectionError
        Listing every problem: unknown names, contradictory counts, negative weights, a budget without costs.

    Notes
    -----
    Limits that clash with each other are not an error: the outcome of :func:`select` is then ``"infeasible"``, and
    :func:`why_infeasible` says why.

    Examples
    --------
    >>> pool = Pool(["A", "B", "C"], value=[3, 2, 1], cost=[5, 3, 1])
    >>> Problem(pool, budget=6, size=(1, 2)).budget
    6.0
    """

    def __init__(
        self,
        pool: Pool,
        budget: float | None = None,
        size: tuple[int, int | None] = (1, None),
        needs: Mapping[str, float | Need] | None = None,
        roles: Mapping[str, tuple[int, int | None]] | None = None,
        include: Iterable[str] = (),
        exclude: Iterable[str] = (),
        conflicts: Iterable[tuple[str, str]] = (),
        objective: Objective | None = None,
        max_expected_loss: float | None = None,
        *,
        counts: Mapping[str, Mapping[str, tuple[int, int | None]]] | None = None,
        cover: Iterable[str] = (),
        budgets: Mapping[str, float] | None = None,
        either: Iterable[tuple[str, ...]] = (),
        one_of: Iterable[tuple[str, ...]] = (),
        implies: Iterable[tuple[str, str]] = (),
        acquainted: Iterable[tuple[str, str]] | None = None,
        max_stranger_pairs: int | None = None,
        max_strangers: int | None = None,
        min_success: float | None = None,
        max_variance: float | None = None,
        max_cvar: float | None = None,
        cvar_level: float = 0.95,
        max_share: Mapping[str, float] | None = None,
        gamma: int | None = None,
        game: Game | None = None,
        outside: Mapping[str, float] | Sequence[float | None] | None = None,
        core_margin: float | None = None,
    ) -> None:
        found = Findings()
        self.pool = pool
        where = {identity(name): i for i, name in enumerate(pool.names)}
        self._totals(found, budget, max_expected_loss)
        self.size = found.span("size", size)
        self.roles = {role: found.span(f"roles[{role!r}]", span) for role, span in (roles or {}).items()}
        self.needs = self._needs(found, needs or {})
        self.include = tuple(sorted(found.positions("include", include, where)))
        self.exclude = tuple(sorted(found.positions("exclude", exclude, where)))
        self._relations(found, where, conflicts, either, one_of, implies)
        self.counts = read_counts(found, counts or {}, pool.labels)
        self.cover = read_cover(found, cover, pool.labels)
        self.budgets = self._budgets(found, budgets or {})
        self._strangers(found, where, acquainted, max_stranger_pairs, max_strangers)
        asked: dict[str, Any] = {"min_success": min_success, "max_variance": max_variance, "max_cvar": max_cvar, "cvar_level": cvar_level}
        asked |= {"max_share": max_share, "gamma": gamma, "core_margin": core_margin, "outside": outside}
        self.risk = read_risk_limits(found, pool, self.budget, self.size, asked)
        self.joint = read_game(found, pool, game)
        self.objective = self._weights(found, objective or (Objective() if game is None else Objective(value=0, synergy=0)))
        found.stop()

    def _totals(self, found: Findings, budget: float | None, loss: float | None) -> None:
        self.budget = None if budget is None else found.number("budget", budget, low=0)
        self.max_expected_loss = None if loss is None else found.number("max_expected_loss", loss, low=0)
        if budget is not None and not self.pool.has_cost:
            found.add("budget: the pool has no cost to hold it against")
        if loss is not None and not self.pool.has_loss:
            found.add("max_expected_loss: the pool has no failure and loss to hold it against")

    def _relations(
        self, found: Findings, where: dict[str, int], conflicts: Iterable[Any], either: Iterable[Any], one_of: Iterable[Any], implies: Any
    ) -> None:
        self.conflicts = read_pairs_of_names(found, "conflicts", conflicts, where)
        self.either = read_tuples(found, "either", either, where)
        self.one_of = read_tuples(found, "one_of", one_of, where)
        self.implies = read_arrows(found, "implies", implies, where)

    def _strangers(self, found: Findings, where: dict[str, int], acquainted: Any, pairs: int | None, members: int | None) -> None:
        self.acquainted = read_pairs_of_names(found, "acquainted", acquainted or (), where)
        self.max_stranger_pairs = read_most(found, "max_stranger_pairs", pairs)
        self.max_strangers = read_most(found, "max_strangers", members)
        if acquainted is None and (pairs is not None or members is not None):
            found.add("acquainted: missing, so everybody would be a stranger; give the pairs that have worked together")

    def _budgets(self, found: Findings, given: Mapping[str, float]) -> dict[str, float]:
        if not isinstance(given, Mapping):
            found.add(f"budgets: must be a mapping from classes of cost to numbers, got {given!r}")
            return {}
        known = {identity(name): name for name in self.pool.cost_classes}
        unknown = [repr(name) for name in given if not isinstance(name, str) or identity(name) not in known]
        if unknown:
            found.add(f"budgets: the pool has no such class of cost: {', '.join(unknown)}")
        names = [name for name in found.distinct("budgets", given) if identity(name) in known]
        return {known[identity(name)]: found.number(f"budgets[{name!r}]", given[name], low=0) for name in names}

    def _needs(self, found: Findings, given: Mapping[str, float | Need]) -> dict[int, Need]:
        needs: dict[int, Need] = {}
        for name, need in given.items():
            label = f"needs[{name!r}]"
            where = found.positions(label, [name], self.pool.capability_where, kind="capability")
            read = read_need(found, label, need, self.pool.capabilities[:, where[0]] if where else None)
            if where and where[0] in needs:
                found.add(f"{label}: this capability stands twice")
            needs.update(dict.fromkeys(where, read))
        return dict(sorted(needs.items()))

    def _weights(self, found: Findings, given: Objective) -> Objective:
        read = {f.name: found.number(f"objective.{f.name}", getattr(given, f.name), low=0) for f in fields(Objective)}
        if read["variance"] and self.pool.risk.covariance is None:
            found.add("objective.variance: the pool has no covariance")
        if read["cvar"] and self.pool.risk.loss_scenarios is None:
            found.add("objective.cvar: the pool has no loss_scenarios")
        return Objective(**read)
