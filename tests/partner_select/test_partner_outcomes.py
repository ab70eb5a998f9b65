"""What every selection keeps to, however it ended: bounds, gaps, names in the pool's order, data that survives JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem
from partner_twin import random_case, ranking

import partner_select as ps

SETTINGS: list[tuple[str, Any, str]] = [
    ("time_limit", 0, "a positive number of seconds, got 0"),
    ("time_limit", float("inf"), "a positive number of seconds, got inf"),
    ("time_limit", float("nan"), "a positive number of seconds, got nan"),
    ("time_limit", True, "a positive number of seconds, got True"),
    ("time_limit", "10", "a positive number of seconds, got '10'"),
    ("seed", -1, "from 0 to 2**31 - 1, got -1"),
    ("seed", 2**31, f"from 0 to 2**31 - 1, got {2**31}"),
    ("seed", 1.0, "from 0 to 2**31 - 1, got 1.0"),
    ("workers", 0, "a whole number from 1, got 0"),
    ("workers", 2.5, "a whole number from 1, got 2.5"),
]


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[ps.Problem, ps.Selection]]:
    """Proved, infeasible and unfinished ones of all sizes."""
    problems = [random_case(seed, most=8, tight=seed % 2 == 0).build() for seed in range(15000, 15024)]
    found = [(p, ps.select(p)) for p in problems]
    for seed in range(3):
        large = alliance_problem(60, 0.4, 6, seed=seed)
        found += [(large, ps.select(large, time_limit=0.05)), (large, ps.select(large, time_limit=1e-6))]
    return found


Outcomes = list[tuple[ps.Problem, ps.Selection]]


def test_all_endings_are_among_them(outcomes: Outcomes) -> None:
    assert {"proved", "infeasible"} < {s.status for _, s in outcomes}
    assert {s.status for _, s in outcomes} & {"gap", "no solution yet"}


def test_numbers_are_there_exactly_when_there_is_a_set(outcomes: Outcomes) -> None:
    for _, s in outcomes:
        empty = s.status in ("infeasible", "no solution yet")
        assert (s.objective is None) == (s.bound is None) == (s.gap is None) == empty
        assert not (empty and s.members)
        assert bool(s.terms) != empty


def test_no_bound_is_below_its_objective_and_the_gap_is_their_difference(outcomes: Outcomes) -> None:
    for _, s in outcomes:
        if s.objective is not None:
            worth, bound = Fraction(s.proof["objective"]), Fraction(s.proof["bound"])
            assert bound >= worth
            assert s.gap == float((bound - worth) / max(Fraction(1), abs(worth)))
            assert (s.objective, s.bound) == (float(worth), float(bound))


def test_only_a_closed_gap_is_called_proved(outcomes: Outcomes) -> None:
    for _, s in outcomes:
        if s.status == "proved":
            assert Fraction(s.proof["bound"]) - Fraction(s.proof["objective"]) <= 2 * Fraction(s.proof["scaling_error"])
            assert s.proof["stopped_by"] == "proof"


def test_members_stand_in_the_order_of_the_pool(outcomes: Outcomes) -> None:
    for problem, s in outcomes:
        places = [problem.pool.names.index(m) for m in s.members]
        assert places == sorted(set(places))


def test_terms_add_up_and_every_set_keeps_every_limit(outcomes: Outcomes) -> None:
    for problem, s in outcomes:
        if s.objective is not None:
            assert sum(t.contribution for t in s.terms.values()) == pytest.approx(s.objective)
            assert ps.check(problem, s.members).feasible
            for t in s.terms.values():
                assert t.contribution == pytest.approx(t.weight * t.amount)


def test_everything_survives_json_and_verifies(outcomes: Outcomes) -> None:
    for problem, s in outcomes:
        again = ps.Selection.from_dict(json.loads(json.dumps(s.to_dict())))
        assert again.to_dict() == s.to_dict()
        assert all(c.ok for c in ps.verify(problem, again))
        assert not s.interrupted


def test_a_run_cut_short_is_never_better_than_the_proved_optimum(outcomes: Outcomes) -> None:
    for seed in range(3):
        best = ps.select(alliance_problem(60, 0.4, 6, seed=seed))
        assert best.status == "proved"
        for problem, s in outcomes:
            if problem.pool.n == 60 and np.array_equal(problem.pool.value, alliance_problem(60, 0.4, 6, seed=seed).pool.value):
                assert s.objective is None or s.objective <= best.objective
                assert s.bound is None or s.bound >= best.objective


@pytest.mark.parametrize(("name", "value", "told"), SETTINGS)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: Any, told: str) -> None:
    with pytest.raises(ps.SelectionError) as error:
        ps.select(ps.Problem(ps.Pool(["A"], value=[1])), **{name: value})
    (problem,) = error.value.problems
    assert problem.startswith(f"{name}: must be ")
    assert problem.endswith(told)


def test_all_wrong_settings_come_together() -> None:
    with pytest.raises(ps.SelectionError) as error:
        ps.select(ps.Problem(ps.Pool(["A"])), time_limit=-1, seed=-1, workers=-1)
    assert [p.split(":")[0] for p in error.value.problems] == ["time_limit", "seed", "workers"]


@pytest.mark.parametrize("n", [1, 2, 31])
def test_nobody_worth_having_leaves_the_least_bad(n: int) -> None:
    pool = ps.Pool([f"c{i}" for i in range(n)], value=-np.arange(1, n + 1))
    assert ps.select(ps.Problem(pool)).members == ("c0",)
    assert ps.select(ps.Problem(pool, size=(0, None))).members == ()


@pytest.mark.parametrize("n", [1, 12, 40])
def test_all_alike_is_a_tie_that_is_proved_and_always_broken_alike(n: int) -> None:
    problem = ps.Problem(ps.Pool([f"c{i}" for i in range(n)], value=np.ones(n), cost=np.ones(n)), budget=max(1, n // 2))
    first, second = ps.select(problem, seed=5), ps.select(problem, seed=5)
    assert first.to_dict() == second.to_dict()
    assert (first.status, first.objective) == ("proved", max(1, n // 2))


@pytest.mark.parametrize("zero", ["value", "synergy"])
def test_a_weight_of_zero_makes_its_term_silent(zero: str) -> None:
    pool = ps.Pool(list("ABC"), value=[5, 1, 1], pairs={("B", "C"): 9})
    selection = ps.select(ps.Problem(pool, size=(2, 2), objective=ps.Objective(**{zero: 0})))
    assert selection.terms[zero].contribution == 0.0
    assert selection.objective == (9.0 if zero == "value" else 6.0)


@pytest.mark.parametrize("seed", range(15100, 15110))
def test_a_set_is_as_good_in_any_seed(seed: int) -> None:
    case = random_case(seed, most=8)
    every = ranking(case)
    for chance in (0, 1, 2**31 - 1):
        found = ps.select(case.build(), seed=chance)
        assert found.proof["seed"] == chance
        assert found.objective == (float(every[0][0]) if every else None)


def test_an_objective_of_nothing_is_zero_for_everybody() -> None:
    pool = ps.Pool(list("AB"), value=[5, 1])
    found = ps.select(ps.Problem(pool, objective=ps.Objective(0, 0)))
    assert (found.status, found.objective, found.bound, found.gap) == ("proved", 0.0, 0.0, 0.0)
