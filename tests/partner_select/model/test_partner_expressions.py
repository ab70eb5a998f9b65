"""What the solver counts is what is meant: every expression and every hint, set by set, and every estimate against the amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from risk_twin import random_risk

import partner_select as ps
from partner_select.interrupt import Interrupt
from partner_select.model import TERMS, Limit, Variables, limits_of
from partner_select.model.scaling import Part
from partner_select.model.term import Term
from partner_select.solve import Answer, Settings, solve

RISKY = ("variance", "cvar", "joint_value")
EXPRESSED = ("variance", "cvar", "robust_budget", "outside")


def sets_of(n: int) -> Iterator[frozenset[int]]:
    return (frozenset(i for i in range(n) if s // 2**i % 2) for s in range(2**n))


def row(n: int, members: frozenset[int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return np.isin(np.arange(n), list(members))


def problem(seed: int, game: str | None = None) -> ps.Problem:
    case = random_risk(seed, most=4, game=game, often=1.0 if game is None else 0.0)
    if game is None:
        case.game = {}
        case.problem |= {"budget": 30.0, "gamma": seed % 3, "outside": dict.fromkeys(case.names, 4.0)}
    return case.build()


def at(asked: ps.Problem, members: frozenset[int]) -> Variables:
    variables = Variables.of(asked.pool.n, asked.pool.n)
    for i, chosen in enumerate(variables.chosen):
        variables.model.add(chosen == int(i in members))
    return variables


def solved(variables: Variables) -> Answer:
    return solve(variables, Settings(30.0), Interrupt())


def best_value(variables: Variables, parts: Sequence[Part]) -> tuple[Fraction, Fraction]:
    """The most that parts can be, and how far that may be off."""
    variables.parts.extend(parts)
    scale = variables.maximise()
    answer = solved(variables)
    assert answer.status == "optimal"
    assert answer.bound is not None
    return answer.bound * scale.unit, scale.error


def expressed(asked: ps.Problem) -> list[Limit]:
    return [
        limit for limit in limits_of(asked) if limit.code in EXPRESSED and limit.measure is not None and limit.measure.express is not None
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_limit_counts_what_it_says(seed: int) -> None:
    asked = problem(seed)
    limits = expressed(asked)
    assert {limit.code for limit in limits} >= {"variance", "cvar", "robust_budget"}
    for limit in limits:
        assert limit.measure is not None
        for members in sets_of(asked.pool.n):
            variables = at(asked, members)
            part = limit.part(variables)
            pushed = replace(part, factor=-part.factor) if limit.sense == "at most" else part
            value, error = best_value(variables, [pushed])
            used = limit.measure.amount(members)
            if limit.code == "outside":  # its slack makes the number of a set without the candidate any number that is not negative
                assert (value >= -error) == (used >= 0)
            else:
                assert abs(-value - used) <= error


@pytest.mark.parametrize("seed", range(4))
def test_a_limit_lets_the_right_sets_through(seed: int) -> None:
    asked = problem(seed)
    for limit in limits_of(asked):
        for members in sets_of(asked.pool.n):
            variables = at(asked, members)
            limit.add(variables)
            passed = solved(variables).status != "infeasible"
            assert passed or not limit.holds(members)
            if limit.measure is not None and limit.measure.express is not None:
                assert passed == limit.holds(members)


@pytest.mark.parametrize("seed", range(4))
def test_a_rows_estimate_loses_no_set(seed: int) -> None:
    asked = problem(seed)
    for limit in limits_of(asked):
        for members in sets_of(asked.pool.n):
            if limit.holds(members):
                used = limit.coefficients.sum(members)
                assert used <= limit.bound if limit.sense == "at most" else used >= limit.bound


@pytest.mark.parametrize("seed", range(6))
def test_floats_and_fractions_measure_the_same(seed: int) -> None:
    asked = problem(seed)
    every = list(sets_of(asked.pool.n))
    sets = np.array([row(asked.pool.n, members) for members in every])
    for limit in limits_of(asked):
        if limit.measure is not None and limit.code not in ("core",):
            exact = [float(limit.measure.amount(members)) for members in every]
            assert limit.measure.amounts(sets) == pytest.approx(exact, rel=1e-9, abs=1e-9)
        beyond = limit.violation(sets) > 1e-9
        assert not np.any(beyond & np.array([limit.holds(members) for members in every]))


@pytest.mark.parametrize("seed", range(8))
def test_a_cut_loses_its_set_and_no_set_that_keeps_the_limit(seed: int) -> None:
    asked = problem(seed)
    tight = [limit.moved(limit.target / 3 if limit.sense == "at most" else Fraction(9, 10)) for limit in limits_of(asked) if limit.is_cut]
    assert {limit.code for limit in tight} >= {"variance", "success", "robust_budget"}
    for limit in tight:
        kept = [members for members in sets_of(asked.pool.n) if limit.holds(members)]
        for members in sets_of(asked.pool.n):
            cuts = limit.cuts(members)
            assert bool(cuts) == (members not in kept)
            for cut in cuts:
                assert not cut.holds(members)
                assert all(cut.holds(other) for other in kept)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_what_is_taken_off_the_diagonal_leaves_a_covariance(size: float) -> None:
    rng = np.random.default_rng(2)
    for rank in (0, 1, 3, 6):
        factor = rng.normal(size=(5, rank)) * size
        risk = ps.Pool(list("ABCDE"), covariance=factor @ factor.T).risk
        assert risk.covariance is not None
        rest = risk.covariance - float(risk.spare_diagonal) * np.eye(5)
        assert np.linalg.eigvalsh(rest)[0] >= -1e-15 * np.abs(rest).max()
        assert risk.spare_diagonal == 0 or rank > 0


def terms() -> list[Term]:
    return [term for term in TERMS if term.name in RISKY]


GAMES = [None, "pairs", "rules", "projects"]


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("seed", range(3))
def test_a_term_counts_what_it_says(seed: int, game: str | None) -> None:
    asked = problem(seed, game)
    for term in terms():
        if not term.applies(asked):
            continue
        for members in sets_of(asked.pool.n):
            variables = at(asked, members)
            term.add(asked, variables, term.sign * Fraction(3, 2))
            found, error = best_value(variables, ())
            while variables.sharpened(members):
                assert found + error >= term.sign * Fraction(3, 2) * term.amount(asked, members)
                found, error = best_value(variables, ())
            assert abs(found - term.sign * Fraction(3, 2) * term.amount(asked, members)) <= error + Fraction(1, 10**9)


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("seed", range(5))
def test_an_estimate_is_on_the_safe_side_and_exact_where_it_says_so(seed: int, game: str | None) -> None:
    asked = problem(seed, game)
    for term in terms():
        most = term.majorant(asked)
        for members in sets_of(asked.pool.n):
            estimate = most.constant + (Fraction(0) if most.own is None else most.own.sum(members))
            if most.pairs is not None:
                assert most.ends is not None
                inside = [k for k, (i, j) in enumerate(zip(*most.ends, strict=True)) if i in members and j in members]
                estimate += most.pairs.sum(inside)
            amount = term.amount(asked, members)
            assert term.sign * estimate >= term.sign * amount
            assert not most.exact or estimate == amount


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("seed", range(5))
def test_many_sets_at_once_have_the_same_amounts(seed: int, game: str | None) -> None:
    asked = problem(seed, game)
    every = list(sets_of(asked.pool.n))
    sets = np.array([row(asked.pool.n, members) for members in every])
    for term in terms():
        assert term.amounts(asked, sets) == pytest.approx([float(term.amount(asked, members)) for members in every], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("game", [None, "pairs", "rules"])
@pytest.mark.parametrize("seed", range(3))
def test_a_hint_is_a_solution(seed: int, game: str | None) -> None:
    asked = problem(seed, game)
    limits = expressed(asked)
    for members in sets_of(asked.pool.n):
        variables = at(asked, members)
        for term in terms():
            term.add(asked, variables, Fraction(term.sign))
        for limit in limits:
            if limit.holds(members):
                limit.add(variables)
        for variable, meaning in variables.derived:
            variables.model.add(variable == meaning(row(asked.pool.n, members)))
        assert solved(variables).status == "optimal"


@pytest.mark.parametrize("seed", range(3))
def test_hinted_values_reach_the_amount(seed: int) -> None:
    asked = problem(seed)
    for term in terms()[:2]:
        for members in sets_of(asked.pool.n):
            variables = at(asked, members)
            term.add(asked, variables, Fraction(-1))
            for variable, meaning in variables.derived:
                variables.model.add(variable == meaning(row(asked.pool.n, members)))
            found, error = best_value(variables, ())
            assert abs(found + term.amount(asked, members)) <= error


def test_a_moved_limit_holds_another_bound() -> None:
    asked = ps.Problem(
        ps.Pool(
            list("AB"), cost=[3, 4], failure=[0.1, 0.3], covariance=[[1, 0], [0, 4]], loss_scenarios=[[2, 0], [0, 6]], cost_deviation=[1, 1]
        ),
        budget=1,
        gamma=1,
        min_success=0.99,
        max_variance=0.5,
        max_cvar=0.5,
    )
    enough = {"success": Fraction(63, 100), "variance": Fraction(5), "cvar": Fraction(6), "robust_budget": Fraction(8)}
    for limit in limits_of(asked):
        if limit.code not in enough:
            continue
        assert not limit.holds([0, 1])
        moved = limit.moved(enough[limit.code])
        assert moved.holds([0, 1])
        assert moved.target == enough[limit.code]
        variables = at(asked, frozenset([0, 1]))
        moved.add(variables)
        assert solved(variables).status == "optimal"


def test_no_chance_at_all_can_be_asked_of_a_moved_limit() -> None:
    asked = ps.Problem(ps.Pool(["A"], failure=[1.0]), min_success=0.5)
    limit = next(x for x in limits_of(asked) if x.code == "success")
    assert limit.moved(Fraction(0)).target > 0
