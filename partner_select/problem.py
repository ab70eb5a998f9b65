"""What is asked of a partner set: limits it must keep and the objective it should make large."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from partner_select.pool import Pool
from partner_select.reading import Findings, identity

__all__ = ["Need", "Objective", "Problem"]


@dataclass(frozen=True)
class Need:
    """How much of a capability the chosen members must have.

    Parameters
    ----------
    amount
        The level needed, in the unit of the capability; above 0.
    by
        ``"best"``: single members must reach it; ``"sum"``: the members' levels are added.
    at_least
        With ``"best"``: how many members must reach it, so that the set survives the exit of any ``at_least - 1``.
    hard
        False: not a limit, only the objective's coverage term rewards it.
    worth
        What covering it fully is worth in the coverage term, at least 0; a part of it is worth that part.

    Examples
    --------
    >>> Need(0.5, at_least=2)
    Need(amount=0.5, by='best', at_least=2, hard=True, worth=1.0)
    """

    amount: float
    by: Literal["best", "sum"] = "best"
    at_least: int = 1
    hard: bool = True
    worth: float = 1.0


@dataclass(frozen=True)
class Objective:
    """Weights of the terms, all at least 0.

    Maximised is ``value·Σ value + synergy·(Σ pairs + Σ groups) + coverage·Σ worth·covered fraction - cost·Σ cost
    - expected_loss·Σ failure·loss``.

    Parameters
    ----------
    value, synergy, cost, expected_loss
        Weight of one unit of each.
    coverage
        Weight of Σ worth · covered fraction over the needs.

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
        Weights of the objective.
    max_expected_loss
        Largest Σ failure·loss; None for no limit.

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
    ) -> None:
        found = Findings()
        self.pool = pool
        where = {identity(name): i for i, name in enumerate(pool.names)}
        self.budget = None if budget is None else found.number("budget", budget, low=0)
        self.max_expected_loss = None if max_expected_loss is None else found.number("max_expected_loss", max_expected_loss, low=0)
        if budget is not None and not pool.has_cost:
            found.add("budget: the pool has no cost to hold it against")
        if max_expected_loss is not None and not pool.has_loss:
            found.add("max_expected_loss: the pool has no failure and loss to hold it against")
        self.size = found.span("size", size)
        self.roles = {role: found.span(f"roles[{role!r}]", span) for role, span in (roles or {}).items()}
        self.needs = self._needs(found, needs or {})
        self.include = tuple(sorted(found.positions("include", include, where)))
        self.exclude = tuple(sorted(found.positions("exclude", exclude, where)))
        self.conflicts = self._conflicts(found, conflicts, where)
        self.objective = self._weights(found, objective or Objective())
        found.stop()

    def _needs(self, found: Findings, given: Mapping[str, float | Need]) -> dict[int, Need]:
        needs: dict[int, Need] = {}
        for name, need in given.items():
            label = f"needs[{name!r}]"
            where = found.positions(label, [name], self.pool.capability_where, kind="capability")
            read = _need(found, label, need)
            if where and where[0] in needs:
                found.add(f"{label}: this capability stands twice")
            needs.update(dict.fromkeys(where, read))
        return dict(sorted(needs.items()))

    @staticmethod
    def _conflicts(found: Findings, given: Iterable[Any], where: dict[str, int]) -> tuple[tuple[int, int], ...]:
        pairs: set[tuple[int, int]] = set()
        for number, pair in enumerate(given):
            label = f"conflicts[{number}]"
            if isinstance(pair, str) or not hasattr(pair, "__len__") or len(pair) != 2:
                found.add(f"{label}: must be two names, got {pair!r}")
                continue
            ends = sorted(found.positions(label, pair, where))
            if len(ends) == 2:
                pairs.add((ends[0], ends[1]))
        return tuple(sorted(pairs))

    @staticmethod
    def _weights(found: Findings, given: Objective) -> Objective:
        return Objective(**{f.name: found.number(f"objective.{f.name}", getattr(given, f.name), low=0) for f in fields(Objective)})


def _need(found: Findings, label: str, given: float | Need) -> Need:
    need = given if isinstance(given, Need) else Need(given)
    amount = found.number(f"{label}.amount", need.amount)
    if amount <= 0:
        found.add(f"{label}.amount: must be above 0, got {need.amount!r}; leave out what is not needed")
    if need.by not in ("best", "sum"):
        found.add(f"{label}.by: must be 'best' or 'sum', got {need.by!r}")
    if not isinstance(need.at_least, int) or isinstance(need.at_least, bool) or need.at_least < 1:
        found.add(f"{label}.at_least: must be a whole number from 1, got {need.at_least!r}")
    elif need.by == "sum" and need.at_least != 1:
        found.add(f"{label}.at_least: counts single members, so it needs by='best'")
    return Need(amount, need.by, need.at_least, bool(need.hard), found.number(f"{label}.worth", need.worth, low=0))
