"""Games given coalition by coalition."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al

NAMED = {("A",): 10, ("B",): 20, ("C",): 5, ("A", "B"): 50}


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("entry", [1, 3, 5000, 8191])
def test_values_must_be_finite(bad, entry):
    table = np.zeros(8192)
    table[entry] = bad
    with pytest.raises(al.GameError, match=rf"finite numbers: entry {entry} is {bad}"):
        al.TableGame(table)


@given(st.integers(0, 4).flatmap(lambda n: st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=2**n, max_size=2**n)))
def test_whatever_is_given_no_nan_comes_out(values):
    try:
        game = al.TableGame(values)
    except al.GameError:
        return
    assert np.isfinite(game.table()).all()


def test_the_empty_coalition_is_worth_nothing():
    with pytest.raises(al.GameError, match=r"v\(∅\) must be 0, got 3.0"):
        al.TableGame([3, 1])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([0, 1, 2], "got 3"),
        ([], "got 0"),
        ([[0, 1]], "one dimension, got 2"),
        (["a", "b"], "must be numbers"),
        ([0], "at least one player"),
    ],
)
def test_what_is_no_table_is_refused(values, message):
    with pytest.raises(al.GameError, match=message):
        al.TableGame(values)


def test_a_writable_array_is_copied():
    values = np.array([0.0, 1, 2, 3])
    game = al.TableGame(values)
    values[3] = 99
    assert game.grand_value == 3


@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_a_read_only_array_is_kept_without_a_copy(precision):
    values = np.array([0, 1, 2, 3], dtype=precision)
    values.setflags(write=False)
    assert np.shares_memory(al.TableGame(values).stored_table(), values)


def test_a_read_only_array_with_gaps_is_copied():
    values = np.arange(8.0)[::2]
    values.setflags(write=False)
    assert al.TableGame(values).table().tolist() == [0, 2, 4, 6]


def test_a_memory_map_is_read_where_it_is(tmp_path):
    path = tmp_path / "table.bin"
    values = np.random.default_rng(0).random(1 << 12)
    values[0] = 0
    values.tofile(path)
    mapped = np.memmap(path, dtype=np.float64, mode="r")
    game = al.TableGame(mapped)
    assert np.shares_memory(game.stored_table(), mapped)
    assert al.shapley(game).payoffs.tolist() == al.shapley(al.TableGame(values)).payoffs.tolist()


def test_single_precision_is_read_as_what_it_holds():
    values = np.array([0, 0.1, 0.2, 0.5], dtype=np.float32)
    game = al.TableGame(values)
    assert game.table().dtype == np.float64
    assert game.value(["1"]) == float(np.float32(0.1))


def test_named_coalitions_fill_the_table():
    game = al.TableGame.from_coalitions({("A",): 10, "B": 20, ("B", "A"): 50}, players=["A", "B"])
    assert game.table().tolist() == [0, 10, 20, 50]


@pytest.mark.parametrize(
    ("missing", "expected"), [("additive", [0, 10, 20, 50, 5, 15, 25, 35]), ("superadditive", [0, 10, 20, 50, 5, 15, 25, 55])]
)
def test_missing_coalitions_are_filled_as_asked(missing, expected):
    assert al.TableGame.from_coalitions(NAMED, players=["A", "B", "C"], missing=missing).table().tolist() == expected


def test_missing_coalitions_are_named():
    with pytest.raises(al.GameError, match=r"3 coalitions have no value: \{A, C\}; \{B, C\}; \{A, B, C\}"):
        al.TableGame.from_coalitions(NAMED, players=["A", "B", "C"])


def test_single_members_are_never_guessed():
    with pytest.raises(al.GameError, match=r"1 coalitions have no value: \{B\}"):
        al.TableGame.from_coalitions({("A",): 1, ("A", "B"): 3}, players=["A", "B"], missing="additive")


@pytest.mark.parametrize(
    ("worths", "message"),
    [
        ({("A", "X"): 1}, "unknown player 'X'"),
        ({("A", "B"): 1, ("B", "A"): 2}, "listed twice"),
        ({("A",): float("nan")}, "finite number"),
        ({(): 1.0}, "v\\(∅\\) must be 0|listed twice"),
    ],
)
def test_coalitions_that_do_not_fit_are_refused(worths, message):
    with pytest.raises(al.GameError, match=message):
        al.TableGame.from_coalitions({("A",): 1, ("B",): 1} | worths, players=["A", "B"], missing="additive")


def test_an_unknown_way_of_filling_is_refused():
    with pytest.raises(al.GameError, match="missing must be 'error', 'additive' or 'superadditive'"):
        al.TableGame.from_coalitions(NAMED, players=["A", "B", "C"], missing="zero")


def test_the_superadditive_cover_is_refused_where_it_takes_too_long():
    names = [str(i) for i in range(17)]
    with pytest.raises(al.GameError, match="up to 16 players"):
        al.TableGame.from_coalitions({(name,): 1 for name in names}, players=names, missing="superadditive")
