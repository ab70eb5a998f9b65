"""Acceptability of the partner sets of a selection problem."""

import itertools

import numpy as np
import pytest

import partner_select as ps
from partner_select import SelectionError
from partner_select.criteria import Dirichlet, Ranges, acceptability
from partner_select.criteria.linear_program import reaches


def small(**objective):
    pool = ps.Pool(["A", "B", "C", "D"], value=[9, 6, 4, 1], cost=[8, 3, 2, 5], pairs={("B", "C"): 2.0, ("A", "D"): 1.0})
    return ps.Problem(pool, size=(2, 2), objective=ps.Objective(**({"cost": 1} | objective)))


def best_by_definition(problem, weights):
    """Enumerate every feasible set."""
    sets = itertools.combinations(problem.pool.names, 2)
    verdicts = [ps.check(problem, members) for members in sets]

    def worth(verdict):
        t = verdict.terms
        return weights["value"] * t["value"].amount + weights["synergy"] * t["synergy"].amount - weights["cost"] * t["cost"].amount

    return max(verdicts, key=worth).members


def test_every_draw_goes_to_the_set_that_is_best_under_it():
    problem, uncertainty = small(), Dirichlet.uniform(["value", "synergy", "cost"])
    found = acceptability(problem, uncertainty=uncertainty, samples=60, seed=5)
    draws = uncertainty.draw(np.random.default_rng(5), 60)
    expected: dict[tuple[str, ...], float] = {}
    for draw in draws.tolist():
        members = best_by_definition(problem, dict(zip(uncertainty.terms, draw, strict=True)))
        expected[members] = expected.get(members, 0) + 1 / 60
    assert dict(zip(found.sets, found.scores, strict=True)) == pytest.approx(expected)


def test_draws_between_draws_with_the_same_best_set_need_no_solver():
    found = acceptability(small(), uncertainty=Ranges({"value": (0.5, 1.5), "cost": (0.5, 1.5)}), samples=150, seed=5)
    assert found.details["solved"] + found.details["inherited"] == found.samples == 150
    assert found.details["inherited"] > 2 * found.details["solved"]
    assert found.details["unproved"] == 0


def test_given_sets_agree_with_the_search_where_it_finds_them_all():
    searched = acceptability(small(), samples=50, seed=1)
    listed = acceptability(small(), sets=searched.sets, samples=50, seed=1)
    assert listed.scores == pytest.approx(searched.scores)
    assert listed.candidates == pytest.approx(searched.candidates)


def test_default_uncertainty_is_over_the_terms_that_count():
    found = acceptability(small(synergy=0), samples=5)
    assert set(found.details["uncertainty"]["concentration"]) == {"value", "cost"}


def test_terms_that_are_not_uncertain_keep_their_weight():
    problem = small(value=0, synergy=0, cost=0.5)
    found = acceptability(problem, uncertainty=Ranges({"value": (1, 1)}), samples=3)
    assert found.sets == (ps.select(small(value=1, synergy=0, cost=0.5)).members,)
    assert found.scores == (1.0,)


def test_central_weights_are_in_the_terms_of_the_question():
    found = acceptability(small(), uncertainty=Ranges({"value": (1, 1), "cost": (2, 2)}), units={"cost": 4}, samples=4)
    assert found.central_weights[0] == pytest.approx({"value": 1, "cost": 2})
    assert found.sets == (ps.select(small(cost=0.5)).members,)


def test_nothing_feasible():
    pool = ps.Pool(["A", "B"], value=[1, 2], cost=[5, 5])
    found = acceptability(ps.Problem(pool, budget=4), samples=3)
    assert found.sets == ()
    assert found.samples == 0
    assert found.ranking == ()


def test_no_time():
    found = acceptability(small(), samples=5, time_limit=1e-9)
    assert found.samples == 0
    assert found.details["asked"] == 5


def test_given_sets_that_break_a_limit_are_named():
    found = acceptability(small(), sets=[("A", "B"), ("A", "B", "C")], samples=10)
    assert found.details["breaking_limits"] == [["A", "B", "C"]]


def test_the_problem_stays_as_it_is():
    problem = small()
    acceptability(problem, samples=3)
    assert problem.objective == ps.Objective(cost=1.0)


def test_the_same_seed_gives_identical_bits():
    assert acceptability(small(), samples=20, seed=2) == acceptability(small(), samples=20, seed=2)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"sets": [("A", "Z")]}, "no such candidate"),
        ({"sets": [("A", "B"), ("B", "A")]}, "a set stands twice"),
        ({"samples": 0}, "samples"),
        ({"units": {"cost": -1}}, "units"),
        ({"units": {"time": 1}}, "units: no such term"),
        ({"uncertainty": Dirichlet({"beauty": 1})}, "no such term"),
        ({"time_limit": -1}, "time_limit"),
        ({"seed": "x"}, "seed"),
    ],
)
def test_misuse(options, problem):
    with pytest.raises(SelectionError, match=problem):
        acceptability(small(), **options)


@pytest.mark.parametrize(
    ("target", "inside"), [([0.5, 0.5], True), ([0.0, 0.0], True), ([0.9, 0.9], False), ([2.0, 0.0], False), ([0.0, 1.0], True)]
)
def test_inside_a_triangle(target, inside):
    triangle = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    assert reaches(triangle, np.array(target)) is inside
