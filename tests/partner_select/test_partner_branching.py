"""Branch and bound on arrays, stopped and taken up again, against every subset; and the subset programme of coalition structures."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem

import partner_select as ps
from partner_select.kernels.branching import Form, Levels, explore
from partner_select.kernels.coalition_structure import best_part, best_totals

BIG = 10**9


def form_of(seed: int, m: int = 8, rows: int = 2) -> Form:
    """A quadratic problem in whole numbers; later rows have negative entries, as "at least" limits do."""
    rng = np.random.default_rng(seed)
    pair = np.triu(rng.integers(-9, 14, (m, m)) * (rng.random((m, m)) < 0.7), 1).astype(float)
    numbers = rng.integers(0, 9, (rows, m)).astype(float)
    room = rng.integers(8, 20, rows).astype(float)
    for r in range(1, rows):
        numbers[r] = -numbers[r]
        room[r] = -float(rng.integers(0, 7))
    knapsack = 0 if rows else -1
    return Form(rng.integers(-9, 20, m).astype(float), pair + pair.T, numbers, room, rows, knapsack, int(rng.integers(1, 5)), 1024.0)


def levels_of(form: Form) -> Levels:
    m, depths = len(form.own), form.most + 2
    start = np.zeros((depths, m, m))
    upper = np.triu(form.pair / 2, 1)
    start[0] = upper + np.tril(form.pair - upper.T, -1)
    own, room = np.zeros((depths, m)), np.zeros((depths, len(form.room)))
    own[0], room[0] = form.own, form.room
    return Levels(
        np.zeros((depths, m), np.int8),
        own,
        start,
        np.zeros((depths, m)),
        np.zeros((depths, form.priced)),
        room,
        np.zeros(depths),
        np.full(depths, np.inf),
        np.ones(depths),
        np.zeros(depths, np.int64),
        np.zeros(depths, np.int64),
    )


def worth(form: Form, s: tuple[int, ...]) -> float:
    return float(form.own[list(s)].sum() + sum(form.pair[i, j] for i, j in itertools.combinations(s, 2)))


def best_by_force(form: Form) -> float:
    best = -np.inf
    for size in range(form.most + 1):
        for s in itertools.combinations(range(len(form.own)), size):
            if (form.rows[:, list(s)].sum(axis=1) <= form.room).all():
                best = max(best, worth(form, s))
    return best


def explored(form: Form, burst: int = BIG, known: float = -np.inf) -> tuple[float, tuple[int, ...], int, Levels]:
    levels, best, members = levels_of(form), np.array([known]), np.zeros(len(form.own), np.bool_)
    work, depth, calls = np.zeros(2, np.int64), 0, 0
    while depth >= 0:
        work[0] = burst
        depth = explore(form, levels, depth, 8, best, members, work)
        calls += 1
        assert calls < 10_000
    return float(best[0]), tuple(np.flatnonzero(members).tolist()), int(work[1]), levels


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
@pytest.mark.parametrize("seed", range(12))
def test_the_tree_ends_at_the_best_of_all_subsets(seed: int, rows: int) -> None:
    form = form_of(seed, rows=rows)
    best, members, _, _ = explored(form)
    assert best == best_by_force(form)
    if best > -np.inf:
        assert worth(form, members) == best
        assert len(members) <= form.most
        assert (form.rows[:, list(members)].sum(axis=1) <= form.room).all()


@pytest.mark.parametrize("seed", range(12))
def test_stopping_after_every_node_changes_nothing(seed: int) -> None:
    form = form_of(seed)
    whole, members, nodes, _ = explored(form)
    again, same, steps, _ = explored(form, burst=1)
    assert (again, same, steps) == (whole, members, nodes)


@pytest.mark.parametrize("seed", range(12))
def test_a_known_best_value_leaves_no_better_set(seed: int) -> None:
    form = form_of(seed)
    best = best_by_force(form)
    found, members, nodes, _ = explored(form, known=best)
    assert (found, members) == (best, ())
    assert nodes <= explored(form)[2]


@pytest.mark.parametrize("seed", range(12))
def test_whenever_it_is_stopped_nothing_exceeds_the_first_level_and_the_best(seed: int) -> None:
    """What an interrupted proof tells as its bound."""
    form = form_of(seed)
    expected, levels = best_by_force(form), levels_of(form)
    best, members, work, depth = np.array([-np.inf]), np.zeros(len(form.own), np.bool_), np.zeros(2, np.int64), 0
    while depth >= 0:
        work[0] = 1
        depth = explore(form, levels, depth, 8, best, members, work)
        assert max(levels.bound[0], best[0]) >= expected


def test_limits_that_nobody_can_keep_close_the_tree_at_once() -> None:
    """More members asked than there are candidates."""
    form = form_of(1)._replace(rows=-np.ones((1, 8)), room=np.array([-9.0]), priced=1, knapsack=-1, most=4)
    best, members, nodes, _ = explored(form)
    assert (best, members, nodes) == (-np.inf, (), 1)


def test_a_set_that_the_size_forbids_is_not_found_by_a_limit_that_asks_for_it() -> None:
    """At least five of eight, at most four members."""
    form = form_of(1)._replace(rows=-np.ones((1, 8)), room=np.array([-5.0]), priced=1, knapsack=-1, most=4)
    assert explored(form)[:2] == (-np.inf, ())


def test_the_empty_set_is_the_best_of_losses() -> None:
    form = form_of(2, rows=0)._replace(own=np.full(8, -1.0), pair=np.full((8, 8), -1.0) + np.eye(8))
    assert explored(form)[:2] == (0.0, ())


def totals_by_force(joined: list[float]) -> list[float]:
    """The best total of every subset over all its partitions, part by part without a rule about the first member."""
    best = [0.0] * len(joined)
    for mask in range(1, len(joined)):
        parts, part = [], mask
        while part:
            parts.append(joined[part] + best[mask ^ part])
            part = (part - 1) & mask
        best[mask] = max(parts)
    return best


@pytest.mark.parametrize("k", range(7))
def test_totals_of_all_subsets_are_those_of_all_partitions(k: int) -> None:
    joined = np.random.default_rng(k).integers(-9, 20, 2**k).astype(float)
    joined[0] = 0.0
    assert best_totals(joined).tolist() == totals_by_force(joined.tolist())


@pytest.mark.parametrize("seed", range(5))
def test_who_joins_the_first_member_gives_its_total(seed: int) -> None:
    joined = np.random.default_rng(seed).integers(-9, 20, 32).astype(float)
    joined[0] = 0.0
    totals = best_totals(joined)
    for mask in range(1, 32):
        first = mask & -mask
        best, part = best_part(joined, totals, first, mask ^ first)
        assert best == totals[mask] == joined[part | first] + totals[mask ^ first ^ part]
        assert part & ~(mask ^ first) == 0


def test_groups_that_may_not_be_formed_are_never_chosen() -> None:
    joined = np.array([0, 1, 1, -np.inf, 1, 9, -np.inf, -np.inf])
    totals = best_totals(joined)
    assert totals.tolist() == [0, 1, 1, 2, 1, 9, 2, 10]


@pytest.mark.parametrize("limits", [{}, {"roles": {"university": (1, 2)}}, {"include": ["c3"]}, {"exclude": ["c1", "c2"]}])
def test_the_route_on_top_agrees_with_the_solver_and_says_who_proved_it(limits: dict[str, Any]) -> None:
    problem = alliance_problem(31, 0.3, 3, seed=12, **limits)
    ours, theirs = ps.select(problem, route="branch-and-bound"), ps.select(problem, route="cp-sat")
    assert ours.proof["objective"] == theirs.proof["objective"]
    assert (ours.proof["solver"], ours.proof["version"].split()[0]) == ("branch and bound", "numba")
    assert theirs.proof["solver"] == "OR-Tools CP-SAT"
