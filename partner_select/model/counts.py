"""Counts of members by what they are: role, region, stage of the chain, block, or any other label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from partner_select.labels import carries, values_of
from partner_select.model.limit import Check, Constraint, Limit, counting
from partner_select.problem import Problem

__all__ = ["COUNTS", "COVER", "ROLES"]


@dataclass(frozen=True)
class _Count:
    """Members of one kind: what the kind is called, who is of it (from the raw pool), how many there must be."""

    code: str
    source: str
    kind: str
    about: Mapping[str, Any]
    member: Callable[[int], bool]
    low: int
    high: int | None


def _of_roles(problem: Problem) -> Iterator[_Count]:
    roles = problem.pool.roles
    for role, (low, high) in problem.roles.items():
        holders = {i for i, own in enumerate(roles) if own == role}
        yield _Count("role", "roles", f"role {role}", {"role": role}, holders.__contains__, low, high)


def _of_label(problem: Problem, code: str, source: str, label: str, value: str, low: int, high: int | None) -> _Count:
    labels, about = problem.pool.labels, {"label": label, "is": value}
    return _Count(code, source, f"{label} {value}", about, lambda i: carries(labels, label, value, i), low, high)


def _of_labels(problem: Problem) -> Iterator[_Count]:
    for label, spans in problem.counts.items():
        for value, (low, high) in spans.items():
            yield _of_label(problem, "count", "counts", label, value, low, high)


def _to_cover(problem: Problem) -> Iterator[_Count]:
    for label in problem.cover:
        for value in values_of(problem.pool.labels, label):
            yield _of_label(problem, "cover", "cover", label, value, 1, None)


def _rows(problem: Problem, count: _Count) -> Iterator[Limit]:
    n = problem.pool.n
    kind = counting(n, filter(count.member, range(n)))
    if count.code == "cover":
        yield Limit("cover", "at least", kind, Fraction(1), count.source, f"somebody with {count.kind}", count.about)
        return
    if count.low > 0:
        words = f"at least {count.low} with {count.kind}"
        yield Limit(f"{count.code}_min", "at least", kind, Fraction(count.low), count.source, words, count.about)
    if count.high is not None:
        words = f"at most {count.high} with {count.kind}"
        yield Limit(f"{count.code}_max", "at most", kind, Fraction(count.high), count.source, words, count.about)


def _constraint(name: str, counts: Callable[[Problem], Iterator[_Count]]) -> Constraint:
    def limits(problem: Problem) -> Iterator[Limit]:
        for count in counts(problem):
            yield from _rows(problem, count)

    def check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
        for count in counts(problem):
            found = Fraction(sum(map(count.member, members)))
            yield Check.between(count.kind, count.code, found, Fraction(count.low), None if count.high is None else Fraction(count.high))

    return Constraint(name, limits, check)


ROLES = _constraint("roles", _of_roles)
COUNTS = _constraint("counts", _of_labels)
COVER = _constraint("cover", _to_cover)
