"""Explanations of a set, sets within a share of the best, sweeps and comparisons, against enumeration."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from partner_instances import alliance_problem
from partner_twin import Case, broken, objective, random_case, ranking, subsets

import partner_select as ps

SOLVABLE = [seed for seed in range(14000, 14040) if ranking(random_case(seed, most=6))][:16]


def best_where(case: Case, name: str, inside: bool) -> Fraction | None:
    return max((worth for worth, s in ranking(case) if (name in s) == inside), default=None)


def number(worth: Fraction | None) -> float | None:
    return None if worth is None else float(worth)


@pytest.mark.parametrize("seed", SOLVABLE)
def test_value_with_and_without_is_that_of_all_subsets(seed: int) -> None:
    case = random_case(seed, most=6)
    problem = case.build()
    explained = ps.explain(problem, ps.select(problem))
    assert explained.complete
    for row in explained.candidates:
        assert row.best_with == number(best_where(case, row.name, True))
        assert row.best_without == number(best_where(case, row.name, False))
        assert row.proved


@pytest.mark.parametrize("seed", SOLVABLE)
def test_swaps_are_all_that_keep_the_limits(seed: int) -> None:
    case = random_case(seed, most=6)
    problem = case.build()
    selection = ps.select(problem)
    here = objective(case, selection.members)
    expected = set()
    for out in selection.members:
        for name in set(case.names) - set(selection.members):
            after = tuple(x for x in case.names if x in (set(selection.members) - {out}) | {name})
            if not broken(case, after):
                expected.add((out, name, float(objective(case, after) - here)))
    found = ps.explain(problem, selection, candidates=[]).swaps
    assert {(s.leaves, s.enters, s.change) for s in found} == expected
    assert [s.change for s in found] == sorted((s.change for s in found), reverse=True)
    assert all(s.change <= 0 for s in found)


def test_a_value_raised_as_said_gets_the_candidate_in() -> None:
    problem = alliance_problem(14, 0.5, 4, seed=2)
    pool, selection = problem.pool, ps.select(problem)
    rows = [r for r in ps.explain(problem, selection).candidates if not r.chosen and r.value_to_get_in is not None]
    assert len(rows) >= 5
    for row in rows[:5]:
        k, raised = pool.names.index(row.name), pool.value.copy()
        raised[k] += (row.value_to_get_in or 0.0) + 1
        other = ps.Pool(pool.names, value=raised, cost=pool.cost, pairs=np.triu(pool.pairs.matrix, 1))
        assert row.name in ps.select(ps.Problem(other, budget=problem.budget, size=problem.size)).members
        raised[k] -= 2
        other = ps.Pool(pool.names, value=raised, cost=pool.cost, pairs=np.triu(pool.pairs.matrix, 1))
        assert row.name not in ps.select(ps.Problem(other, budget=problem.budget, size=problem.size)).members


def test_a_cost_can_fall_to_nothing_at_most() -> None:
    pool = ps.Pool(list("ABC"), value=[9, 5, 1], cost=[1, 2, 3])
    problem = ps.Problem(pool, size=(1, 1), objective=ps.Objective(cost=1))
    rows = {r.name: r for r in ps.explain(problem, ps.select(problem)).candidates}
    assert (rows["B"].value_to_get_in, rows["B"].cost_to_get_in) == (5.0, None)
    pool = ps.Pool(list("AB"), value=[9, 8], cost=[1, 2])
    problem = ps.Problem(pool, size=(1, 1), objective=ps.Objective(cost=1))
    assert ps.explain(problem, ps.select(problem), ["B"]).candidates[0].cost_to_get_in == 2.0


def test_who_cannot_leave_has_no_value_without() -> None:
    problem = ps.Problem(ps.Pool(list("AB"), value=[1, 2]), include=["A"], size=(1, 1))
    row = ps.explain(problem, ps.select(problem), ["A"]).candidates[0]
    assert (row.best_without, row.worth, row.comes, row.goes) == (None, None, (), ())


def test_who_comes_and_goes_is_named() -> None:
    problem = ps.Problem(ps.Pool(list("ABC"), value=[5, 3, 2]), size=(1, 2))
    row = ps.explain(problem, ps.select(problem), ["A"]).candidates[0]
    assert (row.comes, row.goes) == (("C",), ("A",))


def test_time_up_leaves_rows_out() -> None:
    problem = alliance_problem(20, 0.5, 4, seed=2)
    explained = ps.explain(problem, ps.select(problem), time_limit=1e-9)
    assert not explained.complete
    assert len(explained.candidates) < 20


def test_no_set_or_a_broken_set_cannot_be_explained() -> None:
    problem = ps.Problem(ps.Pool(list("AB"), value=[1, 2]), size=(1, 1))
    with pytest.raises(ps.SelectionError, match="why_infeasible"):
        ps.explain(problem, ps.select(ps.Problem(problem.pool, size=(3, None))))
    with pytest.raises(ps.SelectionError, match="breaks a limit"):
        ps.explain(problem, ps.select(ps.Problem(problem.pool)))
    with pytest.raises(ps.SelectionError, match="no such candidate"):
        ps.explain(problem, ps.select(problem), candidates=["Z"])


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("seed", SOLVABLE[:8])
def test_sets_within_a_share_are_exactly_those(seed: int, share: float) -> None:
    case = random_case(seed, most=5)
    every = ranking(case)
    found = ps.sets_within(case.build(), share)
    if not every:
        assert found.sets == ()
        return
    best = every[0][0]
    expected = {s for worth, s in every if worth >= best - Fraction(str(share)) * abs(best)}
    assert {s.members for s in found.sets} == expected
    assert found.complete
    assert set(found.core) == set.intersection(*map(set, expected))
    assert set(found.outside) == set(case.names) - set.union(*map(set, expected))
    assert {*found.core, *found.borderline, *found.outside} == set(case.names)


def test_a_limit_of_sets_is_said_to_be_incomplete() -> None:
    problem = ps.Problem(ps.Pool(list("ABCD"), value=[1, 1, 1, 1]), size=(2, 2))
    assert len(ps.sets_within(problem, limit=4).sets) == 4
    assert not ps.sets_within(problem, limit=4).complete
    assert ps.sets_within(problem, limit=6).complete


def test_sets_within_nothing_feasible() -> None:
    found = ps.sets_within(ps.Problem(ps.Pool(["A"]), size=(2, None)))
    assert (found.sets, found.core, found.outside, found.complete) == ((), (), ("A",), True)


@pytest.mark.parametrize(("share", "limit"), [(-0.1, 5), (float("nan"), 5), (True, 5), (0.1, 0)])
def test_shares_and_limits_that_make_no_sense_are_refused(share: float, limit: int) -> None:
    with pytest.raises(ps.SelectionError, match=r"share|limit"):
        ps.sets_within(ps.Problem(ps.Pool(["A"])), share, limit)


def test_a_budget_sweep_never_loses_by_more_money() -> None:
    problem = alliance_problem(16, 0.4, 4, seed=1)
    steps = ps.budget_sweep(problem, [50, 100, 150, 100, 200])
    worths = [s.selection.objective or 0.0 for s in steps]
    assert [s.level for s in steps] == [50, 100, 150, 200]
    assert worths == sorted(worths)
    assert [s.per_unit for s in steps[1:]] == pytest.approx([(b - a) / 50 for a, b in itertools.pairwise(worths)])
    assert steps[0].per_unit is None


def test_a_sweep_leaves_the_problem_as_it_was() -> None:
    problem = ps.Problem(ps.Pool(list("AB"), value=[1, 2], cost=[1, 2]), budget=3, size=(1, 2))
    ps.budget_sweep(problem, [1])
    ps.size_sweep(problem, [1])
    assert (problem.budget, problem.size) == (3.0, (1, 2))


def test_a_size_sweep_finds_the_best_of_each_size() -> None:
    case = random_case(14002, most=6)
    case.problem["size"] = (1, None)
    for step in ps.size_sweep(case.build(), [1, 2, 3]):
        worths = [worth for worth, s in ranking(case) if len(s) <= step.level]
        assert step.selection.objective == number(max(worths, default=None))


def test_levels_without_a_set_have_no_price() -> None:
    problem = ps.Problem(ps.Pool(list("AB"), value=[1, 2], cost=[5, 9]), size=(1, 2))
    steps = ps.budget_sweep(problem, [1, 5, 9])
    assert [str(s.selection.status) for s in steps] == ["infeasible", "proved", "proved"]
    assert [s.per_unit for s in steps] == [None, None, 0.25]


@pytest.mark.parametrize("budget", [-1, float("nan"), "much"])
def test_budgets_that_make_no_sense_are_refused(budget: object) -> None:
    with pytest.raises(ps.SelectionError, match="budget"):
        ps.budget_sweep(ps.Problem(ps.Pool(["A"], cost=[1])), [budget])
    with pytest.raises(ps.SelectionError, match="size"):
        ps.size_sweep(ps.Problem(ps.Pool(["A"])), [-1])


@pytest.mark.parametrize("seed", SOLVABLE[:6])
def test_a_comparison_says_what_the_definition_says(seed: int) -> None:
    case = random_case(seed, most=6, tight=True)
    sets = {str(k): s for k, s in enumerate(subsets(case)[:20])}
    rows = ps.compare(case.build(), sets)
    feasible = [objective(case, s) for s in sets.values() if not broken(case, s)]
    for row, members in zip(rows, sets.values(), strict=True):
        assert row.objective == float(objective(case, members))
        assert row.feasible == (not broken(case, members))
        assert (row.broken == ()) == row.feasible
        assert row.behind == (float(max(feasible) - objective(case, members)) if feasible else None)


def test_members_that_only_one_set_has_are_named() -> None:
    rows = ps.compare(ps.Problem(ps.Pool(list("ABC"))), {"x": ["A", "B"], "y": ["B", "C"]})
    assert [r.only_here for r in rows] == [("A",), ("C",)]
    assert ps.compare(ps.Problem(ps.Pool(["A"])), {}) == ()
    with pytest.raises(ps.SelectionError, match="no such candidate"):
        ps.compare(ps.Problem(ps.Pool(["A"])), {"x": ["B"]})
