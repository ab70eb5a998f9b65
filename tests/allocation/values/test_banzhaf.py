"""The Banzhaf value, raw and scaled to v(N)."""

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

WHOLE = st.integers(-20, 20)
TABLES = st.integers(1, 5).flatmap(lambda n: st.lists(WHOLE, min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])
FOUR = st.lists(WHOLE, min_size=15, max_size=15).map(lambda rest: [0, *rest])

TEXTBOOK = {
    "one left glove, two right gloves": ([0, 0, 0, 1, 0, 1, 0, 1], [3 / 4, 1 / 4, 1 / 4]),
    "two out of three": ([0, 0, 0, 1, 0, 1, 1, 1], [1 / 2, 1 / 2, 1 / 2]),
    "unanimity": ([0, 0, 0, 0, 0, 0, 0, 8], [2, 2, 2]),
    "dictator": ([0, 1, 0, 1, 0, 1, 0, 1], [1, 0, 0]),
    "nothing at all": ([0] * 8, [0, 0, 0]),
    "everybody for itself": ([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 4]),
    "one player": ([0, -3], [-3]),
}


def beta(values):
    return al.banzhaf(al.TableGame(values)).payoffs


def merged(values, i, j):
    """The game in which i and j act as one player, who takes the place of i."""
    n = len(values).bit_length() - 1
    rest = [k for k in range(n) if k != j]
    table = []
    for mask in range(1 << len(rest)):
        inside = twins.mask_of([rest[k] for k in twins.members(mask)])
        table.append(values[inside | (1 << j if inside >> i & 1 else 0)])
    return table, rest.index(i)


@pytest.mark.parametrize(("values", "expected"), TEXTBOOK.values(), ids=TEXTBOOK.keys())
def test_textbook_games(values, expected):
    assert beta(values) == pytest.approx(expected, abs=1e-14)


@settings(max_examples=50)
@given(FOUR)
def test_two_who_merge_get_what_they_got_apart(values):
    """The axiom that sets the value apart from Shapley's."""
    apart = beta(values)
    for i, j in [(0, 1), (2, 0), (3, 1)]:
        table, place = merged(values, i, j)
        assert beta(table)[place] == pytest.approx(apart[i] + apart[j], abs=1e-11)


@given(TABLES)
def test_a_game_and_its_dual_have_the_same_value(values):
    dual = [values[-1] - values[len(values) - 1 - mask] for mask in range(len(values))]
    assert beta(dual) == pytest.approx(beta(values), abs=1e-11)


@given(TABLES)
def test_who_adds_nothing_gets_nothing_and_changes_nothing(values):
    with_idler = beta([*values, *values])
    assert with_idler[-1] == pytest.approx(0, abs=1e-11)
    assert with_idler[:-1] == pytest.approx(beta(values), abs=1e-11)


@pytest.mark.parametrize("n", [1, 4, 10, 12])
@pytest.mark.parametrize("size", [1, 2, 4])
def test_a_carrier_of_so_many_pays_each_a_power_of_two_less(n, size):
    if size <= n:
        masks, carrier = np.arange(1 << n), (1 << size) - 1
        values = np.where(masks & carrier == carrier, 64.0, 0.0)
        assert beta(values)[:size] == pytest.approx(np.full(size, 64 / 2 ** (size - 1)))


@given(TABLES)
def test_the_scaled_value_hands_out_everything(values):
    raw = beta(values)
    if abs(raw.sum()) > 1e-9:
        scaled = al.banzhaf_normalised(al.TableGame(values)).payoffs
        assert scaled.sum() == pytest.approx(values[-1], abs=1e-9)
        assert scaled * raw.sum() == pytest.approx(raw * values[-1], abs=1e-8)


def test_the_scaled_value_of_nothing_to_split_is_nothing():
    found = al.banzhaf_normalised(al.TableGame([0, 3, 1, 0, 5, 2, 4, 0]))
    assert found.payoffs.tolist() == [0, 0, 0]


def test_closed_forms_are_used_where_there_are_any():
    game = al.PairwiseGame([1, 2, 3], {("1", "2"): 4.0})
    found = al.banzhaf(game)
    assert (found.method, found.payoffs.tolist()) == ("closed form", [3, 4, 3])


def test_the_scaled_value_of_a_closed_form_needs_no_table():
    game = al.PairwiseGame(np.ones(100), {("1", "2"): 4.0})
    assert al.banzhaf_normalised(game).payoffs[:3] == pytest.approx([3, 3, 1])


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_binomial_chances_of_one_half_are_the_banzhaf_value(seed):
    values = np.random.default_rng(seed).normal(size=64)
    values[0] = 0
    game = al.TableGame(values)
    assert al.semivalue(game, chances=al.binomial_chances(6)).payoffs.tolist() == al.banzhaf(game).payoffs.tolist()
