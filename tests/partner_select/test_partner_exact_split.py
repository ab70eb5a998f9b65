"""Splits of a set's joint value: exact Shapley values and the core's margin, against the allocation package and against definitions."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from risk_twin import RiskCase, has_core, random_game, shapley, worth

import allocation as al
import partner_select as ps
from partner_select.exact_split import core_has_margin, shapley_among
from partner_select.joint import JointValue, split_basis

NAMES = list("ABCDE")


def case_of(seed: int, kind: str) -> RiskCase:
    return RiskCase(NAMES, {}, {}, random_game(np.random.default_rng(seed), NAMES, kind))


def joint_of(case: RiskCase) -> JointValue:
    return split_basis(case.build())


def subsets(least: int = 1) -> list[tuple[int, ...]]:
    return [s for size in range(least, 6) for s in itertools.combinations(range(5), size)]


@pytest.mark.parametrize("kind", ["pairs", "rules", "table"])
@pytest.mark.parametrize("seed", range(3))
def test_shares_are_exactly_those_of_the_definition(seed: int, kind: str) -> None:
    case = case_of(seed, kind)
    joint = joint_of(case)
    for members in subsets():
        named = tuple(NAMES[i] for i in members)
        by_name = shapley(case, named)
        assert shapley_among(joint, frozenset(members)) == {i: by_name[NAMES[i]] for i in members}


@pytest.mark.parametrize("seed", range(4))
def test_shares_of_projects_are_those_of_the_allocation_package(seed: int) -> None:
    case = case_of(seed, "projects")
    joint = joint_of(case)
    for members in subsets(3):
        named = [NAMES[i] for i in members]
        table = al.TableGame(
            [float(worth(case, tuple(n for k, n in enumerate(named) if s // 2**k % 2))) for s in range(2 ** len(named))], named
        )
        found = shapley_among(joint, frozenset(members))
        assert [float(found[i]) for i in members] == pytest.approx(al.shapley(table).payoffs.tolist(), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("kind", ["pairs", "rules", "table", "projects"])
@pytest.mark.parametrize("seed", range(3))
def test_shares_add_up_to_the_worth(seed: int, kind: str) -> None:
    joint = joint_of(case_of(seed, kind))
    for members in subsets():
        together = sum(shapley_among(joint, frozenset(members)).values())
        assert abs(together - joint.exact(frozenset(members))) <= (Fraction(1, 10**9) if kind == "projects" else 0)


def test_nobody_shares_nothing() -> None:
    joint = joint_of(case_of(0, "table"))
    assert shapley_among(joint, frozenset()) == {}
    assert core_has_margin(joint, frozenset(), 5.0)


@pytest.mark.parametrize("margin", [0.0, 0.3, 2.0])
@pytest.mark.parametrize("kind", ["pairs", "rules", "table", "projects"])
@pytest.mark.parametrize("seed", range(3))
def test_the_core_is_there_where_a_linear_program_finds_a_point(seed: int, kind: str, margin: float) -> None:
    case = case_of(seed, kind)
    joint = joint_of(case)
    for members in subsets():
        assert core_has_margin(joint, frozenset(members), margin) == has_core(case, tuple(NAMES[i] for i in members), margin)


@pytest.mark.parametrize(("total", "stable"), [(9.0, True), (8.9999, False), (9.0001, True)])
def test_a_core_of_one_point_is_a_core(total: float, stable: bool) -> None:
    game = al.TableGame([0, 0, 0, 6, 0, 6, 6, total], list("ABC"))
    joint = split_basis(ps.Problem(ps.Pool(list("ABC")), game=game))
    assert core_has_margin(joint, frozenset(range(3)), 0.0) == stable


@pytest.mark.parametrize(("margin", "stable"), [(0.1, True), (0.10001, False)])
def test_a_margin_is_kept_to_the_last_decimal(margin: float, stable: bool) -> None:
    game = al.TableGame([0, 0.1, 0.2, 0.5], list("AB"))
    joint = split_basis(ps.Problem(ps.Pool(list("AB")), game=game))
    assert core_has_margin(joint, frozenset(range(2)), margin) == stable


def test_what_was_found_is_kept() -> None:
    joint = joint_of(case_of(1, "table"))
    first = shapley_among(joint, frozenset({0, 1, 2}))
    assert shapley_among(joint, frozenset({2, 1, 0})) is first
    core_has_margin(joint, frozenset({0, 1}), 0.0)
    core_has_margin(joint, frozenset({0, 1}), 1.0)
    assert len(joint.memory) == 3


@pytest.mark.parametrize("kind", ["pairs", "rules", "table", "projects"])
def test_a_form_says_what_the_game_says(kind: str) -> None:
    case = case_of(4, kind)
    joint = joint_of(case)
    assert (joint.form is None) == (kind in ("table", "projects"))
    for members in [(), *subsets()]:
        named = tuple(NAMES[i] for i in members)
        assert float(joint.exact(frozenset(members))) == pytest.approx(joint.game.value(named) if named else 0.0, abs=1e-9)
        assert float(worth(case, named)) == pytest.approx(float(joint.exact(frozenset(members))), abs=1e-9)


def test_the_pool_itself_is_a_game() -> None:
    pool = ps.Pool(list("ABC"), value=[1, 2, 3], pairs={("A", "C"): 0.5}, groups={("A", "B", "C"): -1.25, ("B",): 4})
    joint = split_basis(ps.Problem(pool))
    assert isinstance(joint.game, al.RuleGame)
    assert joint.exact(frozenset({0, 1, 2})) == Fraction(925, 100)
    assert joint.game.value(["A", "B", "C"]) == 9.25
    without_groups = ps.Pool(list("ABC"), value=[1, 2, 3], pairs={("A", "C"): 0.5})
    assert isinstance(ps.joint_game(ps.Problem(without_groups)), al.PairwiseGame)


def test_a_pool_without_values_is_a_game_of_nothing() -> None:
    assert ps.joint_game(ps.Problem(ps.Pool(["A", "B"]))).grand_value == 0.0


def test_rules_of_the_same_players_add_up() -> None:
    game = al.RuleGame([al.Rule(2.0, ("B", "A")), al.Rule(3.5, ("A", "B")), al.Rule(1.0, ("A",)), al.Rule(-1.0, ("A",))], ["A", "B"])
    joint = split_basis(ps.Problem(ps.Pool(["A", "B"]), game=game))
    assert joint.form is not None
    assert joint.form.pairs.numerators == (11,)
    assert joint.exact(frozenset({0})) == 0
    assert joint.exact(frozenset({0, 1})) == Fraction(11, 2)


def test_a_game_among_members_keeps_their_order() -> None:
    joint = joint_of(case_of(2, "table"))
    small = joint.among(frozenset({3, 1}))
    assert small.players == ("B", "D")
    assert small.value(["D"]) == joint.game.value(["D"])
    assert small.grand_value == joint.game.value(["B", "D"])


def test_the_largest_worth_is_that_of_all_sets() -> None:
    game = al.TableGame([0, -1, -2, -3], ["A", "B"])
    assert split_basis(ps.Problem(ps.Pool(["A", "B"]), game=game)).largest == 0
    other = al.TableGame([0, 1, 7.25, 3], ["A", "B"])
    assert split_basis(ps.Problem(ps.Pool(["A", "B"]), game=other)).largest == Fraction(29, 4)
