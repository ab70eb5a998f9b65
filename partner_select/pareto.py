"""The exact Pareto frontier of two or three objectives, by ε-constraints in exact numbers.

Every point is the best of the first objective among the sets that are strictly better than the last point in another; what is not
strictly better can be left out, because numbers are whole multiples of a known step. Points that a later one dominates are dropped.

Haimes, Y., Lasdon, L. and Wismer, D. (1971). On a bicriterion formulation. IEEE Trans. SMC 1, 296-297; Laumanns, M., Thiele, L. and
Zitzler, E. (2006). An efficient, adaptive parameter variation scheme. European Journal of Operational Research 169, 932-942.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from partner_select.best_set import require_settings
from partner_select.checking import exact_objective
from partner_select.errors import SelectionError
from partner_select.exact import ExactVector
from partner_select.interrupt import Interrupt
from partner_select.model import TERMS, Limit, Term
from partner_select.model.limit import plain
from partner_select.model.term import Held
from partner_select.problem import Objective, Problem
from partner_select.selection import Selection, Status
from partner_select.variants import Asker

__all__ = ["Frontier", "FrontierPoint", "frontier"]

OBJECTIVE = "objective"  # the problem's own objective, as one of the objectives
MOST_OBJECTIVES = 3


@dataclass(frozen=True)
class FrontierPoint:
    """One set that nothing allowed beats in every objective.

    Parameters
    ----------
    members
        Names, in the pool's order.
    values
        Amount of every objective, in its own unit: costs and losses as positive numbers.
    status
        ``"proved"``: nothing allowed dominates the point. ``"gap"``: a limit came before that was known.
    """

    members: tuple[str, ...]
    values: dict[str, float]
    status: Status


@dataclass(frozen=True)
class Frontier:
    """Sets to choose from when objectives pull in different directions.

    Parameters
    ----------
    objectives
        Names, in the order asked.
    points
        Best first in the first objective. Sets that are equal in every objective are represented by one of them.
    complete
        Whether every value combination of the frontier is among the points.
    """

    objectives: tuple[str, ...]
    points: tuple[FrontierPoint, ...]
    complete: bool


@dataclass(frozen=True)
class _Found:
    members: frozenset[int]
    goods: tuple[Fraction, ...]
    proved: bool


@dataclass(frozen=True)
class _Side:
    """An objective that can be held by a limit: Σ numbers over the members, larger is better when ``sign`` is 1."""

    name: str
    numbers: ExactVector
    sign: int

    @property
    def step(self) -> Fraction:
        """Smallest difference between two sets."""
        return Fraction(gcd(*self.numbers.numerators) or self.numbers.denominator, self.numbers.denominator)

    def better_than(self, good: Fraction) -> Limit:
        """The limit "better than this by a step"; goods are larger when better."""
        bound = self.sign * (good + self.step)
        if self.sign > 0:
            return Limit(f"{self.name}_at_least", "at least", self.numbers, bound, self.name, f"{self.name} of {plain(bound)} or more")
        return Limit(f"{self.name}_at_most", "at most", self.numbers, bound, self.name, f"{self.name} of {plain(bound)} or less")


@dataclass(frozen=True)
class _HeldSide:
    """An objective to be made small that a limit of its own kind can hold."""

    held: Held

    def better_than(self, good: Fraction) -> Limit:
        """The limit "less than this by a step"; goods are larger when better."""
        return self.held.at_most(-good - self.held.step)


def _side(problem: Problem, term: Term) -> _Side | _HeldSide | None:
    """The term as something that a limit can hold, None where none can."""
    numbers = _per_member(problem, term)
    if numbers is not None:
        return _Side(term.name, numbers, term.sign)
    return None if term.held is None else _HeldSide(term.held(problem))


def _per_member(problem: Problem, term: Term) -> ExactVector | None:
    """The term as a sum over members, None where it is not one."""
    most = term.majorant(problem)
    pairs = most.pairs is not None and any(most.pairs.numerators)
    if pairs or not most.exact or most.constant:
        return None
    return most.own if most.own is not None else ExactVector((0,) * problem.pool.n, 1)


@dataclass
class _Search:
    problem: Problem
    main: Problem
    goods: tuple[Callable[[frozenset[int]], Fraction], ...]
    sides: tuple[_Side | _HeldSide, ...]
    asker: Asker

    def best(self, limits: Sequence[Limit]) -> _Found | None:
        """Best in the first objective under further limits."""
        found = self.asker.ask(self.main, limits)
        if found is None or found.objective is None:
            return None
        return self.read(found)

    def read(self, found: Selection) -> _Found:
        """Value a set in every objective."""
        members = frozenset(self.problem.pool.positions(found.members))
        return _Found(members, tuple(good(members) for good in self.goods), found.status == Status.PROVED)

    def sweep(self, depth: int, limits: list[Limit]) -> list[_Found]:
        """All points under these limits, by the objectives up to ``depth``."""
        if depth == 0:
            point = self.best(limits)
            return [] if point is None else [point]
        points: list[_Found] = []
        kept = list(limits)
        while level := self.sweep(depth - 1, kept):
            points += level
            kept = [*limits, self.sides[depth - 1].better_than(min(p.goods[depth] for p in level))]
        return points


def _undominated(points: Sequence[_Found]) -> Iterator[_Found]:
    seen: set[tuple[Fraction, ...]] = set()
    for p in sorted(points, key=lambda p: (tuple(-g for g in p.goods), sorted(p.members))):
        beaten = any(q.goods != p.goods and all(b >= a for a, b in zip(p.goods, q.goods, strict=True)) for q in points)
        if not beaten and p.goods not in seen:
            seen.add(p.goods)
            yield p


def _main_objective(problem: Problem, name: str) -> Problem:
    if name == OBJECTIVE:
        return problem
    other = copy.copy(problem)
    weights = dict.fromkeys((t.name for t in TERMS), 0.0)
    other.objective = Objective(**{**weights, name: 1.0})
    return other


def _good(problem: Problem, name: str) -> Callable[[frozenset[int]], Fraction]:
    if name == OBJECTIVE:
        return lambda members: exact_objective(problem, members)
    term = next(t for t in TERMS if t.name == name)
    return lambda members: term.sign * term.amount(problem, members)


def _ordered(problem: Problem, objectives: Sequence[str]) -> tuple[list[str], tuple[_Side | _HeldSide, ...]]:
    """The objectives with the one that no limit can hold first, and the others as sides."""
    terms = {t.name: t for t in TERMS if t.applies(problem)}
    known = [OBJECTIVE, *terms]
    problems = [f"objectives: {name!r} must be one of {', '.join(known)}" for name in objectives if name not in known]
    if not 2 <= len(objectives) <= MOST_OBJECTIVES or len(set(objectives)) != len(objectives):
        problems.append(f"objectives: two or three different ones are needed, got {list(objectives)}")
    if problems:
        raise SelectionError(problems)
    held = {name: None if name == OBJECTIVE else _side(problem, terms[name]) for name in objectives}
    joint = [name for name in objectives if held[name] is None]
    if len(joint) > 1:
        raise SelectionError(f"objectives: only one may depend on more than single members, got {joint}; put the others into limits")
    first = joint[0] if joint else objectives[0]
    others = [name for name in objectives if name != first]
    sides = [side for name in others if (side := held[name]) is not None]
    return [first, *others], tuple(sides)


def frontier(
    problem: Problem, objectives: Sequence[str] = ("objective", "cost"), time_limit: float = 60.0, seed: int = 0, workers: int = 1
) -> Frontier:
    """Return every value combination that no allowed set beats, with a set for each.

    Parameters
    ----------
    problem
        The problem; its limits hold for every point.
    objectives
        Two or three of ``"objective"`` (the problem's own), ``"value"``, ``"synergy"``, ``"coverage"``, ``"joint_value"`` (larger is
        better), ``"cost"``, ``"expected_loss"``, ``"variance"``, ``"cvar"`` (smaller is better), as far as the problem has what they
        are about. At most one of those that are to be large may be more than a sum over single members.
    time_limit
        Seconds for everything; when it is reached, the points found so far are returned with ``complete`` False.
    seed, workers
        As for :func:`select`.

    Returns
    -------
    Frontier
        Exact: points are compared as fractions. One solve per point and, with three objectives, per level of the third.

    Raises
    ------
    SelectionError
        If an objective is unknown, or two of them depend on more than single members.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> found = frontier(Problem(Pool(["A", "B", "C"], value=[3, 2, 1], cost=[4, 2, 2]), size=(1, 1)), ("value", "cost"))
    >>> [(p.members, p.values) for p in found.points], found.complete
    ([(('A',), {'value': 3.0, 'cost': 4.0}), (('B',), {'value': 2.0, 'cost': 2.0})], True)
    """
    require_settings(time_limit, seed, workers)
    order, sides = _ordered(problem, list(objectives))
    goods = tuple(_good(problem, name) for name in order)
    with Interrupt() as interrupt:
        search = _Search(problem, _main_objective(problem, order[0]), goods, sides, Asker(time_limit, seed, workers, interrupt))
        points = search.sweep(len(sides), [])
    signs = {name: 1 if name == OBJECTIVE else next(t.sign for t in TERMS if t.name == name) for name in order}
    rows = []
    for p in _undominated(points):
        values = {name: float(signs[name] * good) for name, good in zip(order, p.goods, strict=True)}
        status = Status.PROVED if p.proved and search.asker.final else Status.GAP
        rows.append(FrontierPoint(problem.pool.names_of(sorted(p.members)), {name: values[name] for name in objectives}, status))
    lead = signs[objectives[0]]
    rows.sort(key=lambda row: -lead * row.values[objectives[0]])
    return Frontier(tuple(objectives), tuple(rows), search.asker.final)
