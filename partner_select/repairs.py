"""When nothing is allowed: the least change of one limit, or of as few limits as possible, that lets a set pass."""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from partner_select.best_set import require_settings
from partner_select.errors import SelectionError
from partner_select.exact import as_fraction
from partner_select.interrupt import Interrupt
from partner_select.model import Limit, Variables, limits_of
from partner_select.model.limit import plain
from partner_select.model.scaling import Part
from partner_select.problem import Problem
from partner_select.questions import Question
from partner_select.solve import Answer

__all__ = ["Change", "Repair", "cheapest_repairs"]


@dataclass(frozen=True)
class Change:
    """How one limit gives way.

    Parameters
    ----------
    limit
        Its stable code, as :func:`why_infeasible` names it.
    about
        Its parameters: ``role``, ``capability``, ``member``, ``members`` …
    asked, granted
        The bound as it is and as it would have to be; for a capability that single members must reach, its level. ``granted`` is None
        where the limit has to be given up.
    """

    limit: str
    about: Mapping[str, Any]
    asked: float | None
    granted: float | None

    @property
    def size(self) -> float:
        """The change in shares of what was asked; infinite where the limit is given up."""
        if self.asked is None or self.granted is None:
            return float("inf")
        return abs(self.granted - self.asked) / (abs(self.asked) or 1.0)


@dataclass(frozen=True)
class Repair:
    """One way out.

    Parameters
    ----------
    changes
        The limits that give way; all others stay.
    members
        A set that is then allowed.
    proved
        Whether no smaller change of these limits would do; with several, each after the ones before it.
    """

    changes: tuple[Change, ...]
    members: tuple[str, ...]
    proved: bool


@dataclass
class _Workshop:
    """Tries repairs of one problem until time is up."""

    problem: Problem
    question: Question
    limits: list[Limit] = field(default_factory=list)

    def without(self, given_up: Sequence[Limit]) -> list[Limit]:
        """All limits but these."""
        return [limit for limit in self.limits if not any(limit is other for other in given_up)]

    def passes(self, limits: Sequence[Limit]) -> Answer:
        """Some set that keeps these limits."""
        return self.question.ask(self.question.model(limits), limits)

    def repair(self, broken: Sequence[Limit]) -> Repair | None:
        """Let these limits give way as little as possible, one after the other; None where that is not enough or time is up."""
        kept, changes, proved = self.without(broken), list[Change](), True
        answer = self.passes(kept)
        if answer.members is None:
            return None
        for limit in broken:
            eased, change, settled = self.ease(limit, kept, answer.members)
            kept = kept if eased is None else [*kept, eased]
            changes.append(change)
            proved = proved and settled
        final = self.passes(kept)
        members = final.members if final.members is not None else answer.members
        exact = proved and final.members is not None
        return Repair(tuple(changes), self.problem.pool.names_of(sorted(members)), exact)

    def ease(self, limit: Limit, others: Sequence[Limit], known: frozenset[int]) -> tuple[Limit | None, Change, bool]:
        """The limit as little eased as the others allow, what that changes, and whether less is known not to do."""
        if limit.code == "need" and limit.about.get("by") == "best":
            return self._lower_level(limit, others)
        if not limit.measured:
            return None, Change(limit.code, dict(limit.about), None, None), True
        nearest = self.question.reachable(limit, others)
        granted = limit.used(known) if nearest is None else nearest
        change = Change(limit.code, dict(limit.about), plain(limit.target), plain(granted))
        return limit.moved(granted), change, nearest is not None

    def _lower_level(self, limit: Limit, others: Sequence[Limit]) -> tuple[Limit | None, Change, bool]:
        """The highest level of a capability that single members can still reach, by halving: a lower one is never harder."""
        asked = as_fraction(limit.about["amount"])
        steps = list(_lower(self.problem, limit))
        low, high, best, settled = 0, len(steps) - 1, None, True
        while low <= high:
            middle = (low + high) // 2
            answer = self.passes([*others, steps[middle][1]])
            settled = settled and answer.status != "unknown"
            if answer.members is not None:
                best, high = middle, middle - 1
            else:
                low = middle + 1
        granted = None if best is None else plain(steps[best][0])
        change = Change(limit.code, dict(limit.about), plain(asked), granted)
        return (None if best is None else steps[best][1]), change, settled


def _lower(problem: Problem, limit: Limit) -> Iterator[tuple[Fraction, Limit]]:
    """The need at every lower level that some candidate has, highest first."""
    name = limit.about["capability"]
    k = problem.pool.capability_names.index(name)
    for level in sorted({float(x) for x in problem.pool.capabilities[:, k] if 0 < x < problem.needs[k].amount}, reverse=True):
        other = copy.copy(problem)
        other.needs = {**problem.needs, k: replace(problem.needs[k], amount=level)}
        same = (one for one in limits_of(other) if one.code == limit.code and one.about.get("capability") == name)
        yield as_fraction(level), next(same)


def _fewest(shop: _Workshop, found: Sequence[Sequence[int]]) -> list[int] | None:
    """Positions of as few limits as possible whose loss lets a set pass, none of the combinations found before; None when none is left."""
    variables = Variables.of(shop.problem.pool.n, shop.problem.pool.n)
    guards = [variables.model.new_bool_var(f"limit{k}") for k in range(len(shop.limits))]
    for limit, guard in zip(shop.limits, guards, strict=True):
        limit.add(variables, guard)
    for combination in found:
        variables.model.add_bool_or([guards[k] for k in combination])
    variables.parts.append(Part("limits", guards, [1] * len(guards), Fraction(1)))
    variables.maximise()
    answer = shop.question.once(variables)
    if answer.status != "optimal" or answer.members is None:
        return None
    return [k for k, limit in enumerate(shop.limits) if not limit.holds(answer.members)]


def _combined(shop: _Workshop, most: int) -> list[Repair]:
    """Repairs of the fewest limits that suffice together."""
    found: list[list[int]] = []
    repairs: list[Repair] = []
    while len(repairs) < most:
        combination = _fewest(shop, found)
        if not combination or (found and len(combination) > len(found[0])):
            break
        found.append(combination)
        repair = shop.repair([shop.limits[k] for k in combination])
        if repair is None:
            break
        repairs.append(repair)
    return repairs


def cheapest_repairs(problem: Problem, most: int = 5, time_limit: float = 60.0, seed: int = 0) -> tuple[Repair, ...]:
    """Return the least changes of the limits that would let some set pass.

    Parameters
    ----------
    problem
        An infeasible problem.
    most
        Most repairs to return.
    time_limit
        Seconds for everything; what was found by then is returned.
    seed
        Seed of the solver.

    Returns
    -------
    tuple of Repair
        One limit each where that is enough, smallest relative change first; otherwise combinations of the fewest limits that are.
        Empty when the problem is feasible, or time was up. A limit alone is eased to the exact bound that a relaxed model proves.

    Raises
    ------
    SelectionError
        If a setting makes no sense.

    Notes
    -----
    A repair by one limit has to break every clash, so only limits of one clash are tried: one feasibility question and one
    optimisation each. Combinations are minimum correction sets: the fewest limits switched off in one model.

    References
    ----------
    Chinneck, J. W. (2008). Feasibility and Infeasibility in Optimization. Springer, chapter 7.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> pool = Pool(["A", "B"], cost=[8, 9.5])
    >>> [(r.changes[0].limit, r.changes[0].granted) for r in cheapest_repairs(Problem(pool, budget=10, size=(2, None)))]
    [('size_min', 1), ('budget', 17.5)]
    """
    require_settings(time_limit, seed, 1)
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise SelectionError(f"most: must be a whole number from 1, got {most!r}")
    with Interrupt() as interrupt:
        question = Question(problem, seed, time.monotonic() + time_limit, interrupt)
        shop = _Workshop(problem, question, limits_of(problem))
        answer, core = question.core(shop.limits)
        if answer.status != "infeasible":
            return ()
        single = [repair for limit in core if (repair := shop.repair([limit])) is not None]
        single.sort(key=lambda repair: repair.changes[0].size)
        return tuple(single[:most]) if single else tuple(_combined(shop, most))
