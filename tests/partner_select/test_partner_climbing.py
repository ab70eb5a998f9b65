"""The climb of small problems: it ends where no single step is better, keeps limits before worth, and counts its work."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from partner_instances import alliance_problem
from partner_twin import random_case

import partner_select as ps
from partner_select.climbing import BLOCK, STEP_SLACK, _flips, _Search, _starts, _swaps, climbed, objectives
from partner_select.interrupt import Interrupt
from partner_select.model import limits_of

Sets = NDArray[np.bool_]


def search_of(problem: ps.Problem, work: float = 1e9) -> _Search:
    return _Search(problem, limits_of(problem), time.monotonic() + 60, Interrupt(), work)


def row(n: int, members: list[int]) -> Sets:
    found = np.zeros(n, np.bool_)
    found[members] = True
    return found


def every(blocks: Iterator[Sets]) -> set[tuple[bool, ...]]:
    return {tuple(s) for block in blocks for s in block.tolist()}


def neighbours(members: Sets) -> Iterator[Sets]:
    n = len(members)
    for size in (1, 2):
        for places in itertools.combinations(range(n), size):
            other = members.copy()
            other[list(places)] ^= True
            if size == 1 or members[list(places)].sum() == 1:
                yield other


@pytest.mark.parametrize("members", [[], [0], [1, 3], [0, 1, 2, 3, 4]])
def test_single_changes_are_all_sets_one_candidate_away(members: list[int]) -> None:
    here = row(5, members)
    expected = {tuple(h ^ (k == i) for k, h in enumerate(here.tolist())) for i in range(5)}
    assert every(_flips(here)) == expected


@pytest.mark.parametrize("members", [[], [0], [1, 3], [0, 1, 2, 3, 4]])
def test_swaps_exchange_one_member_for_one_outsider(members: list[int]) -> None:
    here = row(5, members)
    found = every(_swaps(here))
    assert len(found) == len(members) * (5 - len(members))
    for other in found:
        changed = here ^ np.array(other)
        assert changed.sum() == 2
        assert sum(other) == len(members)


def test_neighbours_come_in_blocks_that_leave_nobody_out() -> None:
    n = 100
    here = row(n, list(range(40)))
    sizes = [len(block) for block in _swaps(here)]
    assert sum(sizes) == 40 * 60
    assert max(sizes) <= BLOCK
    assert len(sizes) == 2


@pytest.mark.parametrize("seed", range(8300, 8320))
def test_the_climb_ends_where_no_neighbour_is_better(seed: int) -> None:
    problem = random_case(seed, most=8).build()
    search = search_of(problem)
    top = search.climb(row(problem.pool.n, list(problem.include)))
    missed, worth = (x[0] for x in search.score(top[None, :]))
    for other in neighbours(top):
        misses, worths = (x[0] for x in search.score(other[None, :]))
        assert misses >= missed - STEP_SLACK
        if misses <= missed:
            assert worths <= worth + STEP_SLACK * max(1.0, abs(worth)) + 1e-12


@pytest.mark.parametrize("seed", range(8300, 8320))
def test_no_start_ends_below_where_it_began(seed: int) -> None:
    problem = random_case(seed, most=8).build()
    search, rng = search_of(problem), np.random.default_rng(seed)
    for _ in range(4):
        start = rng.random(problem.pool.n) < 0.5
        top = search.climb(start.copy())
        (m0, m1), (w0, w1) = search.score(np.array([start, top]))
        assert m1 < m0 or (m1 == m0 and w1 >= w0)


def test_limits_are_mended_before_worth_is_sought() -> None:
    """From an overspent start the climb gives up value to come within the budget."""
    problem = ps.Problem(ps.Pool(list("ABC"), value=[10, 9, 1], cost=[6, 6, 1]), budget=6)
    search = search_of(problem)
    top = search.climb(row(3, [0, 1]))
    assert all(limit.holds(np.flatnonzero(top).tolist()) for limit in search.limits)


def test_every_look_is_counted_and_the_work_runs_out() -> None:
    problem = alliance_problem(20, 0.5, 4, seed=1)
    search = search_of(problem)
    before = search.work
    search.score(np.zeros((10, 20), np.bool_))
    assert before - search.work == pytest.approx(200 * search.passes)
    idle = search_of(problem, work=0)
    start = row(20, [3])
    assert idle.over()
    assert idle.climb(start) is start


def test_starts_hold_whoever_must_be_in_and_are_a_dozen_at_most() -> None:
    problem = alliance_problem(200, 0.1, 6, seed=1, include=["c7", "c9"])
    starts = list(_starts(problem, np.random.default_rng(0)))
    assert len(starts) == 12
    assert np.flatnonzero(starts[0]).tolist() == [7, 9]
    assert all(s[[7, 9]].all() and s.sum() <= 8 for s in starts)
    few = list(_starts(alliance_problem(4, 1, 2, seed=1), np.random.default_rng(0)))
    assert len(few) == 2


def test_an_interruption_leaves_what_was_found_so_far() -> None:
    problem = alliance_problem(20, 0.5, 4, seed=1)
    interrupt = Interrupt()
    interrupt.wanted = True
    assert climbed(problem, limits_of(problem), 0, time.monotonic() + 60, interrupt) is None


def test_what_comes_back_is_worth_what_its_set_is_worth() -> None:
    problem = alliance_problem(18, 0.5, 4, seed=3)
    found = climbed(problem, limits_of(problem), 0, time.monotonic() + 60, Interrupt())
    assert found is not None
    members = problem.pool.names_of(np.flatnonzero(found).tolist())
    assert objectives(problem, found[None, :])[0] == pytest.approx(ps.check(problem, members).objective)
