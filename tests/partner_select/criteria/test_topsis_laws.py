"""TOPSIS: closeness in exact arithmetic, and what a change of the question must or must not do."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from partner_select import SelectionError
from partner_select.criteria import Weights, decision_table, topsis

RANDOM = np.random.default_rng(20)
TABLES = [RANDOM.integers(1, 30, (m, k)).tolist() for m, k in ((2, 2), (3, 1), (4, 3), (5, 4), (6, 2), (3, 5))]
DIRECTIONS = [RANDOM.choice([1, -1], len(table[0])).tolist() for table in TABLES]
CASES = list(zip(TABLES, DIRECTIONS, strict=True))


def squared_distances(table, weights, directions):
    """Exact squared distances to the best and to the worst after min-max normalisation."""
    columns = []
    for column, w, d in zip(zip(*table, strict=True), weights, directions, strict=True):
        low, high = min(column), max(column)
        scaled = [Fraction(1)] * len(column) if low == high else [Fraction(x - low if d > 0 else high - x, high - low) for x in column]
        columns.append([w * x for x in scaled])
    rows = list(zip(*columns, strict=True))
    best, worst = [max(c) for c in columns], [min(c) for c in columns]
    return [tuple(sum((x - y) ** 2 for x, y in zip(row, ideal, strict=True)) for ideal in (best, worst)) for row in rows]


def equal_parts(k):
    return [Fraction(1, k)] * k


@pytest.mark.parametrize(("table", "directions"), CASES)
def test_distances_square_to_fractions(table, directions):
    found = topsis(table, None, directions, normalisation="minmax")
    expected = squared_distances(table, equal_parts(len(directions)), directions)
    for plus, minus, (p, m) in zip(found.details["d_plus"], found.details["d_minus"], expected, strict=True):
        assert (plus**2, minus**2) == (pytest.approx(float(p), abs=1e-12), pytest.approx(float(m), abs=1e-12))


@pytest.mark.parametrize(("table", "directions"), CASES)
def test_the_order_is_that_of_exact_quotients(table, directions):
    """D⁻/(D⁺ + D⁻) grows with D⁻²/D⁺², which needs no roots."""
    found = topsis(table, None, directions, normalisation="minmax", reversals=False)
    exact = squared_distances(table, equal_parts(len(directions)), directions)
    for (a, (pa, ma)), (b, (pb, mb)) in itertools.combinations(enumerate(exact), 2):
        if ma * pb > mb * pa:
            assert found.ranking[a] < found.ranking[b]
        elif ma * pb == mb * pa:
            assert found.ranking[a] == found.ranking[b]
        else:
            assert found.ranking[a] > found.ranking[b]


@pytest.mark.parametrize("how", ["vector", "minmax", "max"])
@pytest.mark.parametrize(("table", "directions"), CASES)
def test_good_and_bad_exchanged_turn_closeness_round(table, directions, how):
    found = topsis(table, None, directions, normalisation=how, reversals=False)
    turned = topsis(table, None, [-d for d in directions], normalisation=how, reversals=False)
    assert turned.scores == pytest.approx([1 - s for s in found.scores], abs=1e-12)
    assert turned.details["d_plus"] == pytest.approx(found.details["d_minus"], abs=1e-12)


@pytest.mark.parametrize("how", ["vector", "minmax", "sum", "max"])
@pytest.mark.parametrize("factor", [0.001, 7, 1e6])
def test_units_of_every_criterion_do_not_matter(how, factor):
    table = np.array(TABLES[3], dtype=float)
    units = factor ** np.arange(table.shape[1])
    scaled = topsis(table * units, None, DIRECTIONS[3], normalisation=how, reversals=False)
    assert scaled.scores == pytest.approx(topsis(table, None, DIRECTIONS[3], normalisation=how, reversals=False).scores, abs=1e-9)


@pytest.mark.parametrize("factor", [1e-300, 0.5, 3, 1e300])
def test_weights_count_by_their_ratios(factor):
    base = [3, 1, 2]
    given = topsis(TABLES[2], [factor * w for w in base], DIRECTIONS[2])
    assert given.scores == pytest.approx(topsis(TABLES[2], base, DIRECTIONS[2]).scores, abs=1e-12)


def test_a_criterion_of_weight_zero_may_as_well_be_missing():
    table = TABLES[2]
    with_zero = topsis(table, [1, 0, 2], DIRECTIONS[2])
    without = topsis([[row[0], row[2]] for row in table], [1, 2], [DIRECTIONS[2][0], DIRECTIONS[2][2]])
    assert with_zero.scores == pytest.approx(without.scores, abs=1e-12)


def test_a_dominating_newcomer_is_the_ideal():
    newcomer = [31 if d > 0 else 0.5 for d in DIRECTIONS[3]]
    found = topsis([*TABLES[3], newcomer], None, DIRECTIONS[3])
    assert found.scores[-1] == 1.0
    assert found.details["d_plus"][-1] == 0.0
    assert found.best == (str(len(TABLES[3]) + 1),)


def test_one_alternative_is_as_close_as_can_be():
    found = topsis([[3, 4]])
    assert (found.scores, found.ranking, found.reversals) == ((1.0,), (1,), ())


def test_all_equal_alternatives_share_the_first_place():
    found = topsis([[2, 7]] * 4, [1, 3], [1, -1])
    assert (found.scores, found.ranking) == ((1.0,) * 4, (1,) * 4)
    assert found.groups == (("1", "2", "3", "4"),)


def test_weights_of_a_weighting_method_find_their_criteria_by_name():
    table = decision_table(TABLES[2], criteria=["a", "b", "c"])
    other_order = Weights("judged", ("c", "a", "b"), (0.5, 0.3, 0.2))
    assert topsis(table, other_order).scores == topsis(table, {"a": 0.3, "b": 0.2, "c": 0.5}).scores


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"weights": [1, 2]}, "weights: must have shape (3,), got (2,)"),
        ({"weights": [1, -1, 1]}, "weights: must be at least 0"),
        ({"weights": [0, 0, 0]}, "weights: at least one must be above 0"),
        ({"weights": [1, float("nan"), 1]}, "weights: must be finite; look at position 1"),
        ({"directions": [1, 1]}, "directions: 3 are needed"),
        ({"directions": [1, 0, 1]}, "directions: must be 1 or 'benefit'"),
        ({"alternatives": "ABCD"}, "alternatives: must be a list of names"),
        ({"alternatives": ["A", "B"]}, "alternatives: 4 names are needed, got 2"),
        ({"criteria": ["a", "a", "b"]}, "criteria: 'a' and 'a' are the same name"),
        ({"normalisation": "log"}, "normalisation: must be one of vector, minmax, sum, max, got 'log'"),
    ],
)
def test_what_is_wrong_is_named(options, told):
    with pytest.raises(SelectionError) as error:
        topsis(TABLES[2], **options)
    assert told in str(error.value)


def test_everything_wrong_comes_in_one_message():
    with pytest.raises(SelectionError) as error:
        topsis(TABLES[2], [1, 2], [1, 1], ["A"], normalisation="log")
    assert [p.split(":")[0] for p in error.value.problems] == ["alternatives", "directions", "weights", "normalisation"]


def test_the_table_given_is_left_alone():
    table = np.array(TABLES[3], dtype=float)
    before = table.copy()
    first, second = topsis(table, None, DIRECTIONS[3]), topsis(table, None, DIRECTIONS[3])
    assert first == second
    assert np.array_equal(table, before)
