"""Sweeps, alternatives, near-optimal sets, comparisons: what their rows must say about each other."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from partner_twin import Case, random_case, ranking

import partner_select as ps

SOLVABLE = [s for s in range(14100, 14140) if len(ranking(random_case(s, most=6))) > 3][:6]


def plain_problem(**limits: object) -> ps.Problem:
    pool = ps.Pool(list("ABCDEF"), value=[9, 7, 5, 4, 2, 1], cost=[6, 5, 3, 3, 1, 1], pairs={("B", "C"): 3, ("A", "B"): -2})
    return ps.Problem(pool, **limits)


def budgeted(case: Case, budget: float) -> Fraction | None:
    return max((w for w, _ in ranking(Case(case.names, case.pool, {**case.problem, "budget": budget}))), default=None)


@pytest.mark.parametrize("seed", SOLVABLE)
def test_a_budget_sweep_is_the_best_of_all_subsets_at_every_level(seed: int) -> None:
    case = random_case(seed, most=6)
    levels = [0.0, 4.5, 9.0, 18.0, 1000.0]
    steps = ps.budget_sweep(case.build(), levels)
    assert [s.level for s in steps] == levels
    for step in steps:
        expected = budgeted(case, step.level)
        assert step.selection.status == ("infeasible" if expected is None else "proved")
        assert step.selection.objective == (None if expected is None else float(expected))


def test_the_price_of_a_unit_is_the_slope_between_neighbours() -> None:
    steps = ps.budget_sweep(plain_problem(), [12, 3, 6, 3])
    assert [s.level for s in steps] == [3, 6, 12]
    for before, after in itertools.pairwise(steps):
        assert after.per_unit == (after.selection.objective - before.selection.objective) / (after.level - before.level)


def test_a_sweep_of_nothing_is_empty_and_of_one_level_a_selection() -> None:
    problem = plain_problem(budget=6)
    assert ps.budget_sweep(problem, []) == ()
    (step,) = ps.budget_sweep(problem, [6])
    assert (step.selection.members, step.selection.objective) == (ps.select(problem).members, ps.select(problem).objective)


def test_more_room_never_brings_less() -> None:
    steps = ps.size_sweep(plain_problem(), [1, 2, 3, 4, 5, 6])
    worths = [s.selection.objective for s in steps]
    assert worths == sorted(worths)
    assert all(len(s.selection.members) <= s.level for s in steps)
    assert worths[-1] == ps.select(plain_problem()).objective


def test_below_the_fewest_asked_smaller_sets_are_allowed() -> None:
    steps = ps.size_sweep(plain_problem(size=(3, 5)), [0, 2, 4])
    assert [len(s.selection.members) for s in steps] == [0, 2, 4]


@pytest.mark.parametrize("sizes", [[1.5], ["two"], [True], [-1]])
def test_sizes_that_are_no_counts_are_refused_before_anything_is_solved(sizes: list[object]) -> None:
    with pytest.raises(ps.SelectionError, match="size: "):
        ps.size_sweep(plain_problem(), sizes)


def test_a_sweep_of_budgets_needs_costs() -> None:
    with pytest.raises(ps.SelectionError, match="budget: the pool has no cost"):
        ps.budget_sweep(ps.Problem(ps.Pool(["A"])), [1])


@pytest.mark.parametrize("seed", SOLVABLE)
def test_alternatives_are_the_head_of_the_ranking(seed: int) -> None:
    case = random_case(seed, most=6)
    worths = [w for w, _ in ranking(case)]
    for k in (1, 3):
        found = ps.alternatives(case.build(), k=k)
        assert [Fraction(s.proof["objective"]) for s in found] == worths[:k]


@pytest.mark.parametrize("seed", SOLVABLE[:4])
@pytest.mark.parametrize("apart", [2, 3])
def test_the_second_is_the_best_of_all_that_are_far_enough(seed: int, apart: int) -> None:
    case = random_case(seed, most=6)
    found = ps.alternatives(case.build(), k=2, differ_by=apart)
    first = set(found[0].members)
    rest = [w for w, s in ranking(case) if len(first ^ set(s)) >= apart]
    assert [Fraction(s.proof["objective"]) for s in found[1:]] == rest[:1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"k": 0}, "k: must be a whole number from 1, got 0"),
        ({"k": 2.0}, "k: must be a whole number from 1, got 2.0"),
        ({"differ_by": True}, "differ_by: must be a whole number from 1, got True"),
        ({"time_limit": -1}, "time_limit"),
        ({"seed": -1}, "seed"),
        ({"workers": 0}, "workers"),
    ],
)
def test_settings_of_alternatives_that_make_no_sense_are_named(options: dict[str, object], told: str) -> None:
    with pytest.raises(ps.SelectionError) as error:
        ps.alternatives(plain_problem(), **options)
    assert told in str(error.value)


def test_both_wrong_counts_come_together() -> None:
    with pytest.raises(ps.SelectionError) as error:
        ps.alternatives(plain_problem(), k=0, differ_by=0)
    assert [p.split(":")[0] for p in error.value.problems] == ["k", "differ_by"]


@pytest.mark.parametrize("seed", SOLVABLE)
def test_wider_shares_hold_narrower_ones(seed: int) -> None:
    problem = random_case(seed, most=6).build()
    narrow, wide = (ps.sets_within(problem, share, limit=200) for share in (0.05, 0.3))
    assert {s.members for s in narrow.sets} <= {s.members for s in wide.sets}
    assert set(wide.core) <= set(narrow.core)
    assert set(wide.outside) <= set(narrow.outside)
    assert narrow.complete
    assert wide.complete


def test_a_share_of_nothing_keeps_the_ties_only() -> None:
    problem = ps.Problem(ps.Pool(list("ABCD"), value=[5, 3, 3, 1]), size=(2, 2))
    found = ps.sets_within(problem, 0)
    assert {s.members for s in found.sets} == {("A", "B"), ("A", "C")}
    assert (found.core, found.borderline, found.outside) == (("A",), ("B", "C"), ("D",))


def test_shares_of_a_negative_best_go_downwards() -> None:
    """The best is -10; a tenth of its size below is -11."""
    problem = ps.Problem(ps.Pool(list("ABC"), value=[-10, -11, -11.5]), size=(1, 1))
    assert {s.members for s in ps.sets_within(problem, 0.1).sets} == {("A",), ("B",)}


@pytest.mark.parametrize("seed", SOLVABLE)
def test_the_order_and_the_labels_of_a_comparison_are_the_callers(seed: int) -> None:
    case = random_case(seed, most=6)
    problem = case.build()
    sets = {f"plan {k}": s for k, (_, s) in enumerate(ranking(case)[:3])}
    rows = ps.compare(problem, sets)
    turned = ps.compare(problem, dict(reversed(sets.items())))
    assert [r.label for r in rows] == list(sets)
    assert {r.label: r for r in turned} == {r.label: r for r in rows}
    assert rows[0].behind == 0.0


def test_terms_of_a_compared_set_add_up_to_its_objective() -> None:
    rows = ps.compare(plain_problem(objective=ps.Objective(cost=0.5)), {"x": ["A", "B", "C"], "y": ["F"], "none": []})
    for row in rows:
        assert sum(t.contribution for t in row.terms.values()) == pytest.approx(row.objective)
        assert row.terms["cost"].weight == -0.5


def test_nothing_feasible_leaves_nobody_behind() -> None:
    rows = ps.compare(plain_problem(budget=1, size=(2, None)), {"x": ["A", "B"], "y": ["A"]})
    assert [r.behind for r in rows] == [None, None]
    assert [sorted(c.name for c in r.broken) for r in rows] == [["budget"], ["budget", "size"]]


def test_a_broken_set_may_be_ahead_of_the_best_allowed_one() -> None:
    rows = ps.compare(plain_problem(budget=6), {"dear": ["B", "C"], "fair": ["A"]})
    assert [(r.feasible, r.behind) for r in rows] == [(False, -6.0), (True, 0.0)]


def test_inputs_of_all_questions_stay_as_they_are() -> None:
    problem = plain_problem(budget=9, size=(1, 3))
    asked = (problem.budget, problem.size, problem.objective)
    before = [x.copy() for x in (problem.pool.value, problem.pool.cost, problem.pool.pairs.values)]
    ps.budget_sweep(problem, [3, 6])
    ps.alternatives(problem, k=2)
    ps.sets_within(problem, 0.1)
    ps.explain(problem, ps.select(problem))
    after = (problem.pool.value, problem.pool.cost, problem.pool.pairs.values)
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    assert (problem.budget, problem.size, problem.objective) == asked
