"""Exact tables: every operation against plain fractions, at any size of numbers, and landmarks read the same way."""

from fractions import Fraction

import numpy as np
import pytest
import twins
from game_strategies import given, tables
from hypothesis import strategies as st

import allocation as al
from allocation.exact import MAX_EXACT_INTEGER, ExactTable, as_fraction, as_integers, decimal_scale, sums_by_player
from allocation.games.base import whole_numbers
from allocation.landmarks import ExactLandmarks

CENTS = tables(1, 4, st.integers(-5000, 5000).map(lambda cents: cents / 100))
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def exact(values):
    return [as_fraction(v) for v in values]


def table_of(values):
    return ExactTable.of(np.array(values, dtype=float))


@given(CENTS)
def test_every_value_is_what_was_typed(values):
    table = table_of(values)
    assert [table.value(mask) for mask in range(len(values))] == exact(values)
    assert table.grand == as_fraction(values[-1])
    assert table.singles() == twins.singles(exact(values))
    assert table.marginals_to_grand() == twins.utopia(exact(values))


@given(st.lists(FINITE, min_size=3, max_size=3))
def test_values_of_any_magnitude_are_exact(rest):
    table = table_of([0, *rest])
    assert [table.value(mask) for mask in range(4)] == exact([0, *rest])


@given(CENTS)
def test_dividends_add_up_to_the_values_without_any_rounding(values):
    table = table_of(values)
    parts = [Fraction(d, table.denominator) for d in table.dividends()]
    assert parts == twins.dividends(exact(values))
    assert [sum((parts[t] for t in range(len(values)) if t & m == t), Fraction(0)) for m in range(len(values))] == exact(values)


@given(CENTS, st.data())
def test_dividends_are_shared_as_told(values, data):
    n = twins.count_players(values)
    parts = [Fraction(0), *data.draw(st.lists(st.fractions(-2, 2, max_denominator=12), min_size=n, max_size=n))]
    dividends = twins.dividends(exact(values))
    expected = [sum((parts[m.bit_count()] * dividends[m] for m in range(1 << n) if m >> i & 1), Fraction(0)) for i in range(n)]
    assert table_of(values).shared_dividends(parts) == expected


@given(CENTS, st.data())
def test_restrictions_in_any_order(values, data):
    n = twins.count_players(values)
    group = data.draw(st.lists(st.integers(0, n - 1), unique=True, min_size=1))
    table = table_of(values).restricted(group)
    assert [table.value(mask) for mask in range(1 << len(group))] == twins.subgame(exact(values), group)
    assert table.players == tuple(str(i + 1) for i in group)


def test_calculating_does_not_change_the_table():
    table = table_of([0, 0.1, 0.2, 1.5])
    before = list(table.numerators)
    table.dividends()
    table.shared_dividends([Fraction(0), Fraction(1), Fraction(1, 2)])
    table.restricted([1])
    assert table.numerators == before


def test_the_exact_values_of_cents_are_free_of_rounding():
    """Three players, cents: thirds of a cent come out as thirds."""
    table = table_of([0, 0, 0, 0.1, 0, 0.1, 0.1, 0.4])
    assert al.rules("game")[0].exact_payoffs(table, {}) == [Fraction(2, 15)] * 3


@pytest.mark.parametrize(
    ("values", "integers", "denominator"),
    [
        ([0.5, 2.25], [50, 225], 100),
        ([1e-9], [1], 10**9),
        ([1e-10], [1], 10**10),
        ([2.0**53 - 1], [2**53 - 1], 1),
        ([1e22], [10**22], 1),
        ([-0.0, 0.0], [0, 0], 1),
        ([5e-324], [5], 10**324),
        ([1 / 3], [3333333333333333], 10**16),
    ],
)
def test_integers_over_one_denominator(values, integers, denominator):
    found, common = as_integers(np.array(values))
    assert [Fraction(x, common) for x in found] == [Fraction(x, denominator) for x in integers]


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=5), st.integers(0, 9))
def test_short_decimals_become_whole_numbers(numbers, places):
    values = np.array(numbers) / 10**places
    whole, scale = decimal_scale(values)
    assert scale <= 10**places
    assert [Fraction(int(x), scale) for x in whole] == [Fraction(x, 10**places) for x in numbers]


@pytest.mark.parametrize("value", [MAX_EXACT_INTEGER, MAX_EXACT_INTEGER / 100 + 0.01, 1e-10, 0.1 + 0.2])
def test_numbers_that_have_no_such_scale(value):
    assert decimal_scale(np.array([value])) is None


def test_no_numbers_have_the_scale_one():
    assert decimal_scale(np.zeros(0))[1] == 1
    assert as_integers(np.zeros(0)) == ([], 1)


@given(st.lists(st.integers(-100, 100).map(lambda tenths: tenths / 10), max_size=30))
def test_sums_of_whole_numbers_are_those_of_the_decimals(values):
    whole, divisor = whole_numbers(np.array(values))
    assert float(whole.sum()) / divisor == float(sum(exact(values)))


@pytest.mark.parametrize("entries", [[0], [3, 4], [0, 1, 10, 100, 1000, 10**4, 10**5, 10**40]])
def test_sums_by_player_of_integers_of_any_size(entries):
    n = len(entries).bit_length() - 1
    assert sums_by_player(entries) == [sum(e for mask, e in enumerate(entries) if mask >> i & 1) for i in range(n)]


# Landmarks


@given(CENTS)
def test_landmarks_are_those_of_the_exact_table_where_floats_do_not_round(values):
    game = al.TableGame(values)
    found, table = ExactLandmarks.of(game), game.exact_table()
    assert (found.n, found.players, found.grand, found.singles()) == (table.n, table.players, table.grand, table.singles())
    for one, other in zip(found.marginals_to_grand(), table.marginals_to_grand(), strict=True):
        assert abs(one - other) <= Fraction(1, 10**11)


def test_landmarks_give_copies():
    found = ExactLandmarks.of(al.TableGame([0, 1, 2, 4]))
    found.singles().clear()
    found.marginals_to_grand().clear()
    assert found.singles() == [1, 2]
    assert found.marginals_to_grand() == [2, 3]


@pytest.mark.parametrize("n", [1, 62, 63, 200])
def test_landmarks_of_games_of_any_size(n):
    names = [str(i) for i in range(n)]
    pair = {(names[i], names[i + 1]): 0.1 for i in range(n - 1)}
    found = ExactLandmarks.of(al.PairwiseGame([0.3] * n, pair, names))
    assert found.grand == Fraction(3 * n + n - 1, 10)
    assert found.singles() == [Fraction(3, 10)] * n
    assert found.marginals_to_grand()[0] == Fraction(4, 10) if n > 1 else Fraction(3, 10)


@given(CENTS)
def test_definitions_by_landmarks_and_by_the_table_agree(values):
    game = al.TableGame(values)
    for rule in (rule for rule in al.rules("game") if rule.landmarks_only and not rule.needs):
        by_table = rule.exact_payoffs(game.exact_table(), {})
        assert sum(by_table) == as_fraction(values[-1]), rule.name
