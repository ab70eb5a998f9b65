"""The Lagrangian bound: above every set, checked without a solver, and refused when it is tampered with."""

from __future__ import annotations

import itertools
import time
from fractions import Fraction

import numpy as np
import pytest
from partner_instances import alliance_problem, quadratic_knapsack
from partner_twin import random_case, ranking

import partner_select as ps
from partner_select.certificate import Multipliers, certified_bound, pack_certificate, unpack_certificate
from partner_select.interrupt import Interrupt
from partner_select.lagrangian import Relaxation, even_split, relax
from partner_select.model import ceiling, limits_of
from partner_select.quadratic import Quadratic


def quadratic_of(problem: ps.Problem) -> Quadratic:
    return Quadratic.of(problem, limits_of(problem))


def relaxed(problem: ps.Problem, known: Fraction | None = None) -> Relaxation:
    return relax(quadratic_of(problem), known, time.monotonic() + 60, Interrupt(), lambda bound: None)


def twin_bound(q: Quadratic, multipliers: Multipliers) -> Fraction:
    """The relaxed problem by definition: every choice of members and partners, in fractions."""
    split, inner, outer = (np.vectorize(Fraction)(x) if x.size else x for x in (multipliers.split, multipliers.inner, multipliers.outer))
    m, budget = len(q.own), Fraction(q.room[q.knapsack]) if q.knapsack >= 0 else Fraction(0)
    cost = [Fraction(x) for x in q.rows[q.knapsack]] if q.knapsack >= 0 else [Fraction(0)] * m
    worth = []
    for i in range(m):
        others = [j for j in range(m) if j != i]
        sets = (s for k in range(max(0, q.most - 1) + 1) for s in itertools.combinations(others, k))
        best = max(sum((split[i, j] - inner[i] * cost[j] for j in s), Fraction(0)) for s in sets)
        paid = sum((outer[r] * Fraction(q.rows[r, i]) for r in range(q.priced)), Fraction(0))
        worth.append(Fraction(q.own[i]) + best + inner[i] * max(Fraction(0), budget - cost[i]) - paid)
    sets = (s for k in range(q.most + 1) for s in itertools.combinations(range(m), k))
    best = max(sum((worth[i] for i in s), Fraction(0)) for s in sets)
    return q.worth(best + sum((outer[r] * Fraction(q.room[r]) for r in range(q.priced)), Fraction(0)))


@pytest.mark.parametrize("seed", range(11000, 11060))
def test_the_bound_of_the_first_multipliers_is_above_every_set(seed: int) -> None:
    case = random_case(seed, most=8, tight=seed % 3 == 0)
    found = ranking(case)
    problem = case.build()
    bound = certified_bound(quadratic_of(problem), even_split(quadratic_of(problem)))
    assert not found or bound >= found[0][0]


@pytest.mark.parametrize("seed", range(11100, 11130))
def test_the_tightened_bound_is_above_every_set(seed: int) -> None:
    case = random_case(seed, most=8)
    found, problem = ranking(case), case.build()
    if not found or quadratic_of(problem).most == 0 or not len(quadratic_of(problem).own):
        return
    q = quadratic_of(problem)
    relaxation = relaxed(problem, found[0][0])
    assert relaxation.bound >= found[0][0]
    assert relaxation.bound <= max(certified_bound(q, even_split(q)), relaxation.bound)
    assert not relaxation.hopeless & {problem.pool.names.index(name) for name in found[0][1]}


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_that_of_the_definition(seed: int) -> None:
    problem = alliance_problem(7, 0.8, 3, seed=seed, roles={"university": (1, 2)})
    relaxation = relaxed(problem, Fraction(0))
    assert relaxation.bound == twin_bound(quadratic_of(problem), relaxation.multipliers)


def test_steps_make_the_bound_smaller() -> None:
    problem = alliance_problem(60, 0.2, 5, seed=4)
    q = quadratic_of(problem)
    assert relaxed(problem, Fraction(500)).bound < 0.8 * certified_bound(q, even_split(q)) < 0.8 * ceiling(problem)


def test_steps_are_the_same_every_time() -> None:
    problem = alliance_problem(40, 0.3, 5, seed=4)
    first, second = relaxed(problem, Fraction(300)), relaxed(problem, Fraction(300))
    assert first.bound == second.bound
    assert np.array_equal(first.multipliers.split, second.multipliers.split)


def test_a_passed_deadline_still_gives_a_bound() -> None:
    problem = alliance_problem(40, 0.3, 5, seed=4)
    found = relax(quadratic_of(problem), None, time.monotonic() - 1, Interrupt(), lambda bound: None)
    assert found.bound >= Fraction(ps.select(problem).proof["objective"])


def test_multipliers_survive_packing() -> None:
    problem = quadratic_knapsack(20, 0.5, seed=2)
    q, relaxation = quadratic_of(problem), relaxed(problem, Fraction(1))
    data = pack_certificate(q, relaxation.multipliers, relaxation.bound)
    again = unpack_certificate(q, data)
    assert again is not None
    assert certified_bound(q, again) == relaxation.bound == Fraction(data["bound"])


def test_too_many_multipliers_leave_a_digest() -> None:
    problem = alliance_problem(210, 1.0, 4, seed=1)
    q = quadratic_of(problem)
    data = pack_certificate(q, even_split(q), Fraction(1))
    assert "split" not in data
    assert len(data["digest"]) == 64
    assert unpack_certificate(q, data) is None


def selected() -> tuple[ps.Problem, ps.Selection]:
    problem = alliance_problem(34, 0.3, 4, seed=5)
    return problem, ps.select(problem)


def tampered(selection: ps.Selection, **changes: object) -> ps.Selection:
    given = selection.to_dict()
    given["proof"] = {**given["proof"], "certificate": {**given["proof"]["certificate"], **changes}}
    return ps.Selection.from_dict(given)


def failed(problem: ps.Problem, selection: ps.Selection) -> list[str]:
    return [c.name for c in ps.verify(problem, selection) if not c.ok]


def test_a_selection_carries_a_certificate_that_verifies() -> None:
    problem, selection = selected()
    assert failed(problem, selection) == []
    assert any(c.name == "certificate" and "computed from the multipliers" in c.detail for c in ps.verify(problem, selection))


def test_a_lower_bound_than_the_multipliers_give_is_caught() -> None:
    problem, selection = selected()
    assert failed(problem, tampered(selection, bound=selection.proof["objective"])) == ["certificate"]


@pytest.mark.parametrize("name", ["split", "inner", "outer"])
def test_other_multipliers_are_caught(name: str) -> None:
    problem, selection = selected()
    other = pack_certificate(quadratic_of(problem), even_split(quadratic_of(problem)), Fraction(1))
    assert failed(problem, tampered(selection, **{name: other[name]})) == ["certificate"]


@pytest.mark.parametrize("text", ["", "no base64!", "AAAA", None, "eJwDAAAAAAE="])
def test_multipliers_that_cannot_be_read_are_caught(text: object) -> None:
    problem, selection = selected()
    assert failed(problem, tampered(selection, split=text)) == ["certificate"]


def test_a_certificate_of_another_problem_is_caught() -> None:
    _, selection = selected()
    other = alliance_problem(34, 0.3, 4, seed=6)
    data = {**ps.select(other).to_dict()}
    data["proof"] = {**data["proof"], "certificate": selection.proof["certificate"]}
    assert failed(other, ps.Selection.from_dict(data)) == ["certificate"]


@pytest.mark.parametrize("change", ["negative price", "off the grid", "too large", "wrong sum", "wrong shape"])
def test_multipliers_that_prove_nothing_are_refused(change: str) -> None:
    q = quadratic_of(alliance_problem(8, 0.5, 3, seed=0))
    good = even_split(q)
    split, inner, outer = good.split.copy(), good.inner.copy(), good.outer.copy()
    if change == "negative price":
        inner[0] = -1.0
    elif change == "off the grid":
        inner[0] = 1 / 3
    elif change == "too large":
        inner[0] = 2.0**50
    elif change == "wrong sum":
        split[0, 1] -= 1.0
    else:
        outer = np.zeros(0)
    with pytest.raises(ps.SelectionError, match="certificate"):
        certified_bound(q, Multipliers(split, inner, outer))


@pytest.mark.parametrize("seed", range(11200, 11230))
def test_nothing_exceeds_the_ceiling(seed: int) -> None:
    case = random_case(seed, most=7)
    assert all(worth <= ceiling(case.build()) for worth, _ in ranking(case))


@pytest.mark.parametrize("size", [1.0, 2.0**20, 2.0**40])
def test_large_numbers_get_a_coarser_grid_and_a_valid_bound(size: float) -> None:
    rng = np.random.default_rng(1)
    pairs = np.triu(rng.integers(-2, 9, (9, 9)), 1) * size + np.triu(rng.integers(0, 2, (9, 9)), 1)
    problem = ps.Problem(ps.Pool([f"c{i}" for i in range(9)], pairs=pairs), size=(0, 4))
    q = quadratic_of(problem)
    best = max(ps.check(problem, s).exact_objective for k in range(5) for s in itertools.combinations(problem.pool.names, k))
    assert relaxed(problem, best).bound >= best
    assert q.grid * np.abs(q.pair).sum() < 2.0**52
    assert ps.select(problem, route="branch-and-bound").proof["objective"] == str(best)
