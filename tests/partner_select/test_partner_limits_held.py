"""Limits as rows, as a search sees them and as the checker defines them: three voices that must agree on every subset."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from partner_twin import Case, broken, random_case, subsets

import partner_select as ps
from partner_select.climbing import objectives
from partner_select.model import limits_of
from partner_select.model.differ import away_from

SEEDS = range(16000, 16016)


def positions(case: Case, members: tuple[str, ...]) -> list[int]:
    return [case.names.index(m) for m in members]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_hold_exactly_where_the_checker_says_so(seed: int) -> None:
    case = random_case(seed, most=6, tight=True)
    problem = case.build()
    limits = limits_of(problem)
    for members in subsets(case):
        held = all(limit.holds(positions(case, members)) for limit in limits)
        assert held == ps.check(problem, members).feasible == (not broken(case, members))


@pytest.mark.parametrize("seed", SEEDS)
def test_search_sees_no_violation_exactly_where_a_limit_holds(seed: int) -> None:
    case = random_case(seed, most=6, tight=True)
    every = subsets(case)
    sets = np.array([[name in members for name in case.names] for members in every])
    for limit in limits_of(case.build()):
        beyond = limit.violation(sets)
        assert (beyond >= 0).all()
        for members, missed in zip(every, beyond.tolist(), strict=True):
            assert (missed <= 1e-9) == limit.holds(positions(case, members))


@pytest.mark.parametrize("seed", SEEDS)
def test_checks_say_what_was_used_and_what_was_allowed(seed: int) -> None:
    case = random_case(seed, most=5, tight=True)
    problem = case.build()
    for members in subsets(case):
        for found in ps.check(problem, members).checks:
            if found.used is not None:
                within = (found.low is None or found.used >= found.low) and (found.high is None or found.used <= found.high)
                assert found.ok == within or found.used in (found.low, found.high)
            assert found.limit is not None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_search_values_sets_like_the_checker(seed: int) -> None:
    case = random_case(seed, most=6)
    problem = case.build()
    every = subsets(case)
    sets = np.array([[name in members for name in case.names] for members in every])
    exact = [ps.check(problem, members).objective for members in every]
    assert objectives(problem, sets) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize("differ_by", [1, 2, 4])
def test_keeping_away_counts_whoever_changed_sides(differ_by: int) -> None:
    case = Case(list("ABCDE"))
    here = ("A", "C", "D")
    limit = away_from(5, positions(case, here), differ_by)
    for members in subsets(case):
        changed = len(set(here) ^ set(members))
        assert limit.holds(positions(case, members)) == (changed >= differ_by)


@pytest.mark.parametrize(
    ("limits", "code", "used"),
    [
        ({"budget": 9}, "budget", Fraction("7.3")),
        ({"size": (0, 2)}, "size_max", Fraction(2)),
        ({"roles": {"firm": (0, 2)}}, "role_max", Fraction(1)),
        ({"max_expected_loss": 9}, "expected_loss", Fraction("0.8")),
        ({"needs": {"weave": ps.Need(2, by="sum")}}, "need", Fraction("1.5")),
        ({"needs": {"weave": 1}}, "need", Fraction(1)),
    ],
)
def test_a_limit_measures_the_members_in_its_own_unit(limits: dict[str, object], code: str, used: Fraction) -> None:
    pool = ps.Pool(
        list("AB"),
        cost=[3.1, 4.2],
        roles=["firm", "school"],
        failure=[0.1, 0.5],
        loss=[3, 1],
        capabilities=[[1], [0.5]],
        capability_names=["weave"],
    )
    (limit,) = [x for x in limits_of(ps.Problem(pool, **limits)) if x.code == code]
    assert limit.used([0, 1]) == used


def test_a_measure_without_members_is_nothing() -> None:
    pool = ps.Pool(list("AB"), cost=[1, 2], capabilities=[[1], [2]], failure=[1, 1], loss=[1, 1])
    problem = ps.Problem(pool, budget=1, size=(1, 2), needs={"1": 1}, max_expected_loss=1)
    assert {limit.used([]) for limit in limits_of(problem)} == {Fraction(0)}
    assert [c.name for c in ps.check(problem, []).checks if not c.ok] == ["size", "need 1"]
