"""Numbers on their way in: decimals as fractions, pairs in every form, checks that name the field, integers for the solver."""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
import pytest
from scipy import sparse

import partner_select as ps
from partner_select.exact import ExactVector, as_fraction
from partner_select.model.scaling import MAX_TOTAL, Part, scale_parts, scale_row
from partner_select.pairs import read_groups, read_pairs
from partner_select.reading import Findings, identity

KNOWN = {"a": 0, "b": 1, "c": 2}


def read(method: str, *arguments: Any, **options: Any) -> tuple[Any, list[str]]:
    found = Findings()
    return getattr(found, method)(*arguments, **options), found.problems


@pytest.mark.parametrize("value", [0.1, -0.3, 1e22, 1e-22, 123456789.123456, 2.0**60, 5e-324, 1 / 7])
def test_a_float_means_the_decimal_it_prints_as(value: float) -> None:
    assert as_fraction(value) == Fraction(Decimal(repr(value)))


@pytest.mark.parametrize(
    "values", [[0.1, 0.2, 0.3], [1, 2, 3], [1e-9, 1e9], [1 / 3, -2 / 3], [0.0, -0.0], [1e300, 1e-300], [123.456789, 0.000001]]
)
def test_a_vector_is_its_decimals_over_one_denominator(values: list[float]) -> None:
    vector = ExactVector.of(np.array(values))
    assert [vector[i] for i in range(len(values))] == [Fraction(Decimal(repr(float(x)))) for x in values]
    assert vector.floats.tolist() == [x + 0.0 for x in values]
    assert vector.sum(range(len(values))) == sum(Fraction(Decimal(repr(float(x)))) for x in values)


def test_a_product_of_vectors_is_exact_and_keeps_its_length() -> None:
    a, b = ExactVector.of(np.array([0.1, 0.7, 3])), ExactVector.of(np.array([0.3, 1e-8, 7]))
    assert [(a * b)[i] for i in range(3)] == [Fraction(3, 100), Fraction(7, 10**9), Fraction(21)]
    with pytest.raises(ValueError, match="zip"):
        _ = a * ExactVector.of(np.array([1.0]))


def test_fractions_are_brought_over_one_denominator() -> None:
    values = [Fraction(1, 6), Fraction(-3, 4), Fraction(0)]
    vector = ExactVector.of_fractions(values)
    assert (vector.numerators, vector.denominator) == ((2, -9, 0), 12)


@pytest.mark.parametrize(
    ("given", "options", "told"),
    [
        ([1, 2], {}, "f: must have shape (3,), got (2,)"),
        ([1, float("nan"), 3], {}, "f: must be finite; look at position 1"),
        ([1, -2, 3], {"low": 0}, "f: must be at least 0, got -2.0"),
        ([1, 2, 3], {"high": 2}, "f: must be at most 2, got 3.0"),
        (["x", 1, 2], {}, "f: must be numbers"),
        ([2**60 + 1, 0, 0], {}, "f: holds whole numbers above 2**53 that float64 would change; use a larger unit"),
        ([[1], [2], [3]], {}, "f: must have shape (3,), got (3, 1)"),
        (object(), {}, "f: must be numbers"),
        ([10**400, 0, 0], {}, "f: must be numbers"),
    ],
)
def test_wrong_arrays_are_named_and_read_as_zeros(given: Any, options: dict[str, float], told: str) -> None:
    array, problems = read("numbers", "f", given, (3,), **options)
    assert problems == [told]
    assert array.tolist() == [0.0, 0.0, 0.0]
    assert not array.flags.writeable


def test_many_wrong_places_are_counted_not_listed() -> None:
    _, problems = read("numbers", "f", [float("inf")] * 9, (9,))
    assert problems == ["f: must be finite; look at position 0, 1, 2, 3, 4 and 4 more"]


def test_good_arrays_are_copied_frozen_and_lose_their_minus_zeros() -> None:
    source = np.array([1.0, -0.0])
    array, problems = read("numbers", "f", source, (2,), low=0)
    source[0] = 9
    assert problems == []
    assert [str(x) for x in array] == ["1.0", "0.0"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (True, "f: must be a number, got True"),
        ("much", "f: must be a number, got 'much'"),
        (None, "f: must be a number, got None"),
        (float("-inf"), "f: must be finite, got -inf"),
        (-1, "f: must be at least 0, got -1.0"),
        (10**400, f"f: must be a number, got {10**400!r}"),
    ],
)
def test_wrong_numbers_are_named_and_read_as_zero(given: Any, told: str) -> None:
    assert read("number", "f", given, low=0) == (0.0, [told])


@pytest.mark.parametrize(("given", "value"), [(" 2.5 ", 2.5), (np.float32(0.5), 0.5), (Fraction(1, 4), 0.25), (np.int64(3), 3.0)])
def test_numbers_of_any_kind_are_read(given: Any, value: float) -> None:
    assert read("number", "f", given) == (value, [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [((1, 3), (1, 3)), ((0, None), (0, None)), ((None, 2), (0, 2)), ([np.int64(2), np.int64(2)], (2, 2))],
)
def test_spans_of_counts(given: Any, expected: tuple[int, int | None]) -> None:
    assert read("span", "f", given) == (expected, [])


@pytest.mark.parametrize("given", [3, (1,), (1, 2, 3), (1.0, 2), (True, 2), (-1, 2), ("1", 2), None])
def test_what_is_no_span_is_named(given: Any) -> None:
    assert read("span", "f", given) == ((0, None), [f"f: must be (low, high) with whole numbers, high may be None, got {given!r}"])


@pytest.mark.parametrize(
    ("name", "same"),
    [("ＡＢＣ", "abc"), ("  a   b ", "A B"), ("a\u00a0b", "a b"), ("ﬁrm", "FIRM"), ("Straße", "STRASSE"), ("甲　乙", "甲 乙")],
)
def test_names_are_the_same_whatever_their_width_case_and_blanks(name: str, same: str) -> None:
    assert identity(name) == identity(same)


def test_unknown_and_repeated_names_are_told_and_left_out() -> None:
    assert read("positions", "f", ["B", "x", "b", 3, "a"], KNOWN) == (
        (1, 0),
        ["f: no such candidate: 'x', 3", "f: a name stands twice: 'B', 'x', 'b', 3, 'a'"],
    )
    assert read("positions", "f", "C", KNOWN) == ((2,), [])


PAIRS = {("a", "b"): 2.0, ("c", "a"): -1.5, ("b", "c"): 0.0}
UPPER = np.array([[0, 2.0, -1.5], [0, 0, 0], [0, 0, 0]])


@pytest.mark.parametrize(
    "given",
    [PAIRS, UPPER, UPPER.T, UPPER + UPPER.T, sparse.csr_matrix(UPPER), sparse.coo_matrix(UPPER + UPPER.T), UPPER.tolist()],
    ids=["mapping", "upper", "lower", "symmetric", "sparse", "sparse symmetric", "lists"],
)
def test_pairs_are_the_same_in_every_form(given: Any) -> None:
    found = Findings()
    pairs = read_pairs(found, given, KNOWN)
    assert found.problems == []
    assert (pairs.first.tolist(), pairs.second.tolist(), pairs.values.tolist()) == ([0, 0], [1, 2], [2.0, -1.5])
    assert np.array_equal(pairs.matrix, UPPER + UPPER.T)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({("a", "x"): 1}, "pairs[('a', 'x')]: no such candidate: 'x'"),
        ({("a", "a"): 1}, "pairs[('a', 'a')]: a name stands twice"),
        ({"ab": 1}, "pairs['ab']: the key must be a tuple of names"),
        ({("a", "b", "c"): 1}, "pairs[('a', 'b', 'c')]: a pair has two names"),
        ({("a", "b"): 1, ("b", "a"): 2}, "pairs[('b', 'a')]: this set of names was given before, in another order"),
        ({("a", "b"): "x"}, "pairs[('a', 'b')]: must be a number, got 'x'"),
        (np.eye(3), "pairs: the diagonal must be zero"),
        (np.array([[0, 1, 0], [2, 0, 0], [0, 0, 0]]), "pairs: the matrix must be symmetric, or have one triangle zero"),
        (np.zeros((2, 2)), "pairs: must have shape (3, 3), got (2, 2)"),
        (sparse.csr_matrix((2, 3)), "pairs: must have shape (3, 3), got (2, 3)"),
        (sparse.csr_matrix(np.diag([0, np.nan, 0])), "pairs: must be finite"),
    ],
)
def test_wrong_pairs_are_named(given: Any, told: str) -> None:
    found = Findings()
    read_pairs(found, given, KNOWN)
    assert len(found.problems) == 1
    assert told in found.problems[0]


def test_groups_are_sorted_sets_of_any_size_without_zeros() -> None:
    found = Findings()
    groups = read_groups(found, {("c", "a", "b"): 1.0, frozenset({"b"}): -2.0, ("a", "c"): 0.0}, KNOWN)
    assert (groups.members, groups.values.tolist(), found.problems) == (((0, 1, 2), (1,)), [1.0, -2.0], [])


@pytest.mark.parametrize(("given", "told"), [([("a", "b")], "groups: must be a mapping"), ({(): 1}, "groups[()]: a group needs a name")])
def test_wrong_groups_are_named(given: Any, told: str) -> None:
    found = Findings()
    read_groups(found, given, KNOWN)
    assert told in found.problems[0]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("at_most", [True, False])
def test_an_exact_row_holds_for_the_same_sets(seed: int, at_most: bool) -> None:
    rng = np.random.default_rng(seed)
    row = ExactVector.of(np.round(rng.uniform(-3, 9, 6), int(rng.integers(0, 4))))
    bound = as_fraction(round(float(rng.uniform(-3, 20)), 3))
    scaled = scale_row(row, bound, at_most, "cost")
    assert scaled.exact
    assert gcd(scaled.bound, *scaled.coefficients) in (0, 1)
    for members in itertools.product((0, 1), repeat=6):
        used = sum((row[i] for i in range(6) if members[i]), Fraction(0))
        counted = sum(c for c, x in zip(scaled.coefficients, members, strict=True) if x)
        assert (used <= bound if at_most else used >= bound) == (counted <= scaled.bound if at_most else counted >= scaled.bound)


def test_the_objective_in_integers_is_the_objective() -> None:
    parts = [Part("value", range(3), [15, -20, 5], Fraction(1, 10)), Part("cost", range(2), [7, 3], Fraction(-1, 4), reach=2)]
    scale = scale_parts(parts)
    assert scale.error == 0
    for values in itertools.product((0, 1), (0, 1), (0, 1), (0, 2), (0, 1)):
        true = sum(
            p.factor * w * x for p, xs in zip(parts, (values[:3], values[3:]), strict=True) for w, x in zip(p.weights, xs, strict=True)
        )
        flat = [c for row in scale.coefficients for c in row]
        assert scale.unit * sum(c * x for c, x in zip(flat, values, strict=True)) == true


def test_rounded_objectives_are_off_by_no_more_than_they_say() -> None:
    weights = [10**15 // 7, 10**15 // 11, -(10**15) // 13]
    factors = [Fraction(1, 3 * 10**9 + 1), Fraction(-1, 7 * 10**9)]
    scale = scale_parts([Part("value", range(3), weights, factor) for factor in factors])
    assert 0 < scale.error < 1
    flat = [c for row in scale.coefficients for c in row]
    assert all(abs(factors[k // 3] * weights[k % 3] / scale.unit - c) <= Fraction(1, 2) for k, c in enumerate(flat))
    for values in itertools.product((0, 1), repeat=6):
        true = sum(factors[k // 3] * weights[k % 3] * x for k, x in enumerate(values))
        assert abs(true - scale.unit * sum(c * x for c, x in zip(flat, values, strict=True))) <= scale.error


def test_a_part_knows_its_size_and_its_largest_value() -> None:
    part = Part("x", range(3), [4, -6, 1], Fraction(-1, 2), reach=3)
    assert (part.total, part.ceiling) == (Fraction(33, 2), Fraction(9))


def test_what_cannot_be_counted_names_its_field() -> None:
    with pytest.raises(ps.ScaleError) as error:
        scale_parts([Part("small", [0], [1], Fraction(1)), Part("huge", [0], [3], Fraction(MAX_TOTAL, 7))] * 4)
    assert error.value.field == "huge"
    with pytest.raises(ps.ScaleError, match="state cost in a larger unit"):
        scale_row(ExactVector((2**55, 2**55 - 1), 1), Fraction(2**55), True, "cost")
