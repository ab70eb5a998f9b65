"""From decimals to integers: exact where it fits, outwards or with a stated error where not, refused where it would overflow."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_select as ps
from partner_select.exact import ExactVector
from partner_select.model.scaling import MAX_TOTAL, Part, scale_parts, scale_row


def part(values: list[float], field: str = "value", factor: Fraction = Fraction(1)) -> Part:
    exact = ExactVector.of(np.array(values))
    return Part(field, values, exact.numerators, factor / exact.denominator)


def test_money_becomes_integers_without_error() -> None:
    scale = scale_parts([part([1.25, 0.5]), part([0.000001])])
    assert scale.error == 0
    assert scale.unit == Fraction(1, 10**6)
    assert scale.coefficients == [[1250000, 500000], [1]]


def test_a_common_factor_is_taken_out() -> None:
    scale = scale_parts([part([2e17, 4e17])])
    assert (scale.coefficients, scale.unit, scale.error) == ([[1, 2]], Fraction(2 * 10**17), 0)


def test_too_many_decimals_are_rounded_with_a_true_error() -> None:
    values = [1e9 / 3, 1e9 / 7, 1e-7 / 3]
    scale = scale_parts([part(values)])
    assert scale.error > 0
    exact = [Fraction(repr(v)) for v in values]
    for chosen in range(8):
        true = sum((v for k, v in enumerate(exact) if chosen >> k & 1), Fraction(0))
        counted = sum(c for k, c in enumerate(scale.coefficients[0]) if chosen >> k & 1) * scale.unit
        assert abs(true - counted) <= scale.error


def test_the_guard_counts_the_reach_of_variables() -> None:
    narrow = Part("capabilities", ["t"], [1], Fraction(1), reach=MAX_TOTAL - 1)
    assert scale_parts([narrow]).error == 0
    wide = Part("capabilities", ["t", "u"], [3, 5], Fraction(1), reach=MAX_TOTAL)
    with pytest.raises(ps.ScaleError):
        scale_parts([wide])


def test_an_overflow_names_the_largest_field() -> None:
    with pytest.raises(ps.ScaleError, match="pairs") as caught:
        scale_parts([part([1.0]), part([1e18 + 2**10, 3.0], "pairs")])
    assert caught.value.field == "pairs"
    assert "larger unit" in str(caught.value)


def test_no_parts_are_an_objective_of_nothing() -> None:
    assert scale_parts([]).coefficients == []


def test_errors_known_before_are_added() -> None:
    rough = Part("capabilities", ["t"], [1], Fraction(1, 3), error=Fraction(1, 100))
    assert scale_parts([rough]).error == Fraction(1, 100)


@pytest.mark.parametrize(("at_most", "keeps"), [(True, lambda total, bound: total <= bound), (False, lambda total, bound: total >= bound)])
def test_a_rounded_row_never_cuts_off_a_set_that_keeps_the_limit(at_most: bool, keeps: Callable[[Fraction, Fraction], bool]) -> None:
    rng = np.random.default_rng(1)
    for _ in range(30):
        row = ExactVector.of(rng.uniform(0, 1e6, 5) / 3)
        sets = rng.random((20, 5)) < 0.5
        bound = row.sum(np.flatnonzero(sets[0]).tolist())
        scaled = scale_row(row, bound, at_most, "cost")
        assert not scaled.exact
        for chosen in (np.flatnonzero(s).tolist() for s in sets):
            if keeps(row.sum(chosen), bound):
                assert keeps(sum(scaled.coefficients[i] for i in chosen), scaled.bound)


def test_a_bound_out_of_reach_is_drawn_in() -> None:
    row = ExactVector((1, 2), 1)
    assert scale_row(row, Fraction(10**30), True, "cost").bound <= 4
    assert scale_row(row, Fraction(10**30), False, "cost").bound == 4


def test_drawing_a_bound_in_keeps_the_common_unit() -> None:
    row = ExactVector((10**17, 2 * 10**17), 1)
    assert scale_row(row, Fraction(10**30), True, "cost").coefficients == [1, 2]


def test_a_row_of_zeros_keeps_its_bound() -> None:
    assert scale_row(ExactVector((0, 0), 1), Fraction(0), True, "cost").bound == 0


def countable(numbers: list[Fraction]) -> bool:
    whole = [int(x) for x in numbers]
    shared = gcd(*whole) or 1
    return sum(abs(x) for x in whole) // shared < 2**50


magnitudes = st.integers(0, 18).flatmap(lambda digits: st.integers(-(10**digits), 10**digits))


@settings(max_examples=40, deadline=None)
@given(st.lists(magnitudes.map(float), min_size=1, max_size=4), st.integers(0, 18))
def test_magnitudes_up_to_1e18_are_solved_exactly_or_refused_by_name(values: list[float], digits: int) -> None:
    names = [f"c{i}" for i in range(len(values))]
    problem = ps.Problem(ps.Pool(names, value=values, cost=[10.0**digits] * len(values)), budget=2 * 10.0**digits)
    exact = sorted((Fraction(repr(v)) for v in values), reverse=True)
    if not countable(exact):
        with pytest.raises(ps.ScaleError, match=r"^value"):
            ps.select(problem)
        return
    selection = ps.select(problem)
    expected = exact[0] + (max(exact[1], Fraction(0)) if len(exact) > 1 else 0)
    assert selection.status == "proved"
    assert Fraction(selection.proof["objective"]) == expected
    assert Fraction(selection.proof["scaling_error"]) == 0


def test_costs_that_cannot_be_counted_name_the_column() -> None:
    pool = ps.Pool(["A", "B"], cost=[1e18 + 2**10, 3.0])
    with pytest.raises(ps.ScaleError) as caught:
        ps.select(ps.Problem(pool, budget=1e18))
    assert caught.value.field == "cost"


def test_the_overflow_that_or_tools_5293_is_about_never_reaches_the_solver() -> None:
    """Four times 2**60 in an objective is refused by name instead of being answered wrongly."""
    pool = ps.Pool(list("ABCDE"), value=[2.0**60] * 4 + [1.0])
    with pytest.raises(ps.ScaleError, match="value"):
        ps.select(ps.Problem(pool))


def test_the_objective_is_exact_where_a_double_would_not_be() -> None:
    """The solver reports objectives as float64; ours is added again in fractions."""
    pool = ps.Pool(["A", "B"], value=[1e9 + 0.1, 1e-6])
    selection = ps.select(ps.Problem(pool))
    assert selection.proof["objective"] == str(Fraction("1000000000.1") + Fraction("0.000001"))
