"""Limits on members who never worked together: by pairs, and by members who know nobody."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import partner_select as ps
from partner_select.interrupt import Interrupt
from partner_select.model import limits_of
from partner_select.model.strangers import STRANGERS
from partner_select.model.variables import Variables
from partner_select.solve import Settings, solve

PATH = [("A", "B"), ("B", "C"), ("C", "D")]


def problem(value: list[float], **asked: Any) -> ps.Problem:
    names = [chr(65 + i) for i in range(len(value))]
    return ps.Problem(ps.Pool(names, value=value), **({"acquainted": PATH} | asked))


@pytest.mark.parametrize(("most", "members"), [(0, "AB"), (1, "ABC"), (2, "ABC"), (3, "ABCD"), (99, "ABCD")])
def test_pairs_of_strangers_are_counted(most: int, members: str) -> None:
    assert ps.select(problem([4, 3, 2, 1], max_stranger_pairs=most)).members == tuple(members)


@pytest.mark.parametrize(("most", "members"), [(0, "AB"), (1, "ABD"), (2, "ABD")])
def test_members_who_know_nobody_are_counted(most: int, members: str) -> None:
    assert ps.select(problem([4, 3, -9, 1], max_strangers=most)).members == tuple(members)


def test_somebody_alone_is_a_stranger() -> None:
    assert ps.select(problem([5, -9, -9, -9], max_strangers=0)).objective == -4
    assert ps.select(problem([5, -9, -9, -9], max_strangers=1)).members == ("A",)
    assert ps.select(problem([5, -9, -9, -9], max_stranger_pairs=0)).members == ("A",)


def test_nobody_at_all_is_no_stranger() -> None:
    assert ps.select(problem([-1, -1, -1, -1], max_strangers=0, max_stranger_pairs=0, size=(0, None))).members == ()


def test_where_nobody_knows_anybody_only_one_may_come() -> None:
    assert ps.select(problem([1, 2, 3, 4], acquainted=[], max_stranger_pairs=0)).members == ("D",)
    assert ps.select(problem([1, 2, 3, 4], acquainted=[], max_strangers=0)).status == "infeasible"


def test_where_everybody_knows_everybody_all_may_come() -> None:
    everybody = list(itertools.combinations("ABCD", 2))
    assert len(ps.select(problem([1, 2, 3, 4], acquainted=everybody, max_stranger_pairs=0, max_strangers=0)).members) == 4


def test_a_pair_is_a_pair_in_either_order() -> None:
    assert problem([1, 1, 1, 1], acquainted=[("B", "A"), ("A", "B")]).acquainted == ((0, 1),)


def test_the_clash_says_how_many_strangers_there_would_be() -> None:
    clash = ps.why_infeasible(problem([1, 1, 1, 1], max_stranger_pairs=1, size=(4, None)))
    assert {"limit": "stranger_pairs", "allowed": 1, "needed_at_least": 3} in clash["limits"]
    assert "at most 1 pairs who never worked together (at least 3 would be needed)" in clash["sentence"]
    clash = ps.why_infeasible(problem([1, 1, 1, 1], max_strangers=0, include=["A", "D"], exclude=["B"]))
    assert {"limit": "strangers", "allowed": 0, "needed_at_least": 1} in clash["limits"]


def test_the_repair_allows_as_many_as_needed() -> None:
    repairs = ps.cheapest_repairs(problem([1, 1, 1, 1], max_stranger_pairs=1, size=(4, None)))
    assert {(r.changes[0].limit, r.changes[0].granted) for r in repairs} == {("size_min", 3), ("stranger_pairs", 3)}
    assert all(r.proved for r in repairs)


def expressed(asked: ps.Problem, members: frozenset[int]) -> list[int]:
    """What the model's own variables would count for a set."""
    chosen = np.isin(np.arange(asked.pool.n), list(members))
    found = []
    for limit in STRANGERS.limits(asked):
        variables = Variables.of(asked.pool.n, asked.pool.n)
        part = limit.part(variables)
        worth = {id(v): meaning(chosen) for v, meaning in variables.derived}
        found.append(sum(w * worth[id(v)] for v, w in zip(part.variables, part.weights, strict=True)))
    return found


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_model_counts_as_the_check_does_whichever_pairs_are_fewer(share: float) -> None:
    rng = np.random.default_rng(7)
    names = [f"c{i}" for i in range(7)]
    known = [e for e in itertools.combinations(names, 2) if rng.random() < share]
    asked = ps.Problem(ps.Pool(names), acquainted=known, max_stranger_pairs=3, max_strangers=1)
    for size in range(8):
        members = frozenset(rng.choice(7, size, replace=False).tolist())
        assert expressed(asked, members) == [limit.used(members) for limit in STRANGERS.limits(asked)]


@pytest.mark.parametrize("share", [0.2, 0.9])
def test_the_model_cannot_count_fewer_strangers_than_there_are(share: float) -> None:
    """Rows alone, before any set is cut off: with the set fixed, the least value of the model's count is the count."""
    rng = np.random.default_rng(3)
    names = [f"c{i}" for i in range(6)]
    known = [e for e in itertools.combinations(names, 2) if rng.random() < share]
    asked = ps.Problem(ps.Pool(names), acquainted=known, max_stranger_pairs=3, max_strangers=1)
    for members in ({0, 1, 2, 3}, {1, 4}, {0, 2, 3, 4, 5}, set()):
        for limit in STRANGERS.limits(asked):
            variables = Variables.of(6, 6)
            part = limit.part(variables)
            for i, x in enumerate(variables.chosen):
                variables.model.add(x == int(i in members))
            variables.parts.append(replace(part, factor=-part.factor))
            scale = variables.maximise()
            answer = solve(variables, Settings(10.0), Interrupt())
            assert answer.bound is not None
            assert -answer.bound * scale.unit == limit.used(members)


@pytest.mark.parametrize("share", [0.05, 0.6])
def test_larger_pools_are_proved_and_the_search_finds_a_set(share: float) -> None:
    """Above thirty candidates: the compiled search does not know these limits, so the climbing one takes over."""
    rng = np.random.default_rng(1)
    names = [f"c{i}" for i in range(40)]
    known = [e for e in itertools.combinations(names, 2) if rng.random() < share]
    pool = ps.Pool(names, value=rng.integers(1, 50, 40), cost=rng.integers(5, 20, 40))
    asked = ps.Problem(pool, budget=70, size=(1, 6), acquainted=known, max_stranger_pairs=4, max_strangers=1)
    found = ps.select(asked, time_limit=30)
    assert found.status == "proved"
    assert all(c.ok for c in ps.verify(asked, found))


def test_routes_that_count_in_rows_only_say_they_cannot() -> None:
    asked = problem([1, 1, 1, 1], max_strangers=1)
    assert not any(limit.is_row for limit in limits_of(asked) if limit.code == "strangers")
    for route in ("branch-and-bound", "milp"):
        with pytest.raises(ps.SelectionError, match="cannot take this problem"):
            ps.select(asked, route=route)
