"""Products of decisions: right from the side they are held from, made once, and rounded with a stated error."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_select.exact import ExactVector
from partner_select.interrupt import Interrupt
from partner_select.model.products import add_rows_per_candidate, fitted, pair_products, product
from partner_select.model.scaling import Part
from partner_select.model.variables import BuildStopped, Variables
from partner_select.solve import Answer, Settings, solve


def solved(variables: Variables) -> Answer:
    return solve(variables, Settings(30.0), Interrupt())


def value_at(chosen: tuple[int, ...], needs: tuple[int, ...], without: tuple[int, ...], wanted: bool) -> int:
    """What the product becomes when it is pushed away from the side that is held."""
    variables = Variables.of(4, 4)
    for i, x in enumerate(variables.chosen):
        variables.model.add(x == int(i in chosen))
    found = product(variables, needs, without, wanted)
    variables.parts.append(Part("product", [found], [1], Fraction(1 if wanted else -1)))
    variables.maximise()
    answer = solved(variables)
    assert answer.bound is not None
    return abs(answer.bound)


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize(("needs", "without"), [((0, 1), ()), ((0, 1, 2), ()), ((0,), (1,)), ((1,), (0, 3)), ((0, 2), (3,))])
def test_a_product_is_one_where_its_rule_holds(needs: tuple[int, ...], without: tuple[int, ...], wanted: bool) -> None:
    for size in range(5):
        for chosen in itertools.combinations(range(4), size):
            holds = set(chosen) >= set(needs) and not set(chosen) & set(without)
            assert value_at(chosen, needs, without, wanted) == holds


def test_the_same_product_is_made_once() -> None:
    variables = Variables.of(3, 3)
    first = product(variables, (0, 1))
    assert product(variables, (0, 1)) is first
    assert product(variables, (0, 1), wanted=False) is not first
    assert product(variables, (0, 1), (2,)) is not first
    assert len(variables.derived) == 3


def test_products_say_which_are_wanted() -> None:
    variables = Variables.of(4, 4)
    together, weights, wanted = pair_products(variables, [(0, 1), (1, 2), (0, 3)], [5, -2, 0], up=True)
    assert (len(together), weights) == (2, [5, -2])
    assert set(wanted) == {0, 1}
    other = pair_products(variables, [(0, 1), (1, 2)], [5, -2], up=False)
    assert set(other[2]) == {1, 2}


def test_products_of_closed_candidates_are_left_out() -> None:
    variables = Variables.of(3, 3, closed={1})
    assert pair_products(variables, [(0, 1), (0, 2)], [1, 1], up=True)[1] == [1]


def test_building_products_ends_when_time_is_up() -> None:
    variables = Variables.of(3, 3, over=lambda: True)
    with pytest.raises(BuildStopped):
        pair_products(variables, [(0, 1)], [1], up=True)


def test_rows_per_candidate_change_no_answer() -> None:
    best = []
    for strengthened in (False, True):
        variables = Variables.of(5, 2)
        variables.model.add(sum(variables.chosen) <= 2)
        pairs = list(itertools.combinations(range(5), 2))
        together, weights, wanted = pair_products(variables, pairs, range(1, 11), up=True)
        if strengthened:
            add_rows_per_candidate(variables, wanted)
        variables.parts.append(Part("pairs", together, weights, Fraction(1)))
        variables.maximise()
        best.append(solved(variables))
    assert best[0].bound == best[1].bound == 10
    assert best[0].members == best[1].members == frozenset({3, 4})


@settings(max_examples=80, deadline=None)
@given(
    numbers=st.lists(st.integers(-(10**25), 10**25), max_size=12),
    denominator=st.sampled_from([1, 7, 10**6, 10**18]),
    room=st.sampled_from([10**3, 2**48]),
)
def test_rounded_numbers_fit_and_state_what_they_lost(numbers: list[int], denominator: int, room: int) -> None:
    exact = ExactVector(tuple(numbers), denominator)
    whole, unit, error = fitted(exact, room)
    assert sum(abs(x) for x in whole) < room
    for size in (1, len(numbers)):
        true = sum((Fraction(x, denominator) for x in numbers[:size]), Fraction(0))
        assert abs(sum(whole[:size]) * unit - true) <= error
    if sum(abs(x) for x in numbers) < room:
        assert error == 0


def test_no_numbers_fit_anywhere() -> None:
    assert fitted(ExactVector((), 1)) == ([], Fraction(1), Fraction(0))
