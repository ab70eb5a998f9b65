"""Reading and drawing the tables of uncertain games."""

import numpy as np
import pytest

import allocation as al

GOOD = [[0, 1, 1, 4], [0, 2, 2, 4]]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ([0, 1, 1, 4], "got shape \\(4,\\)"),
        ([[0, 1, 1]], "2\\*\\*n values, got 3"),
        ([], "at least one row"),
        (np.empty((0, 4)), "at least one row"),
        ([[0], [0]], "got shape"),
        ([[0, 1], [0, float("nan")]], "table 1, entry 1 is nan"),
        ([[0, float("-inf")], [0, 1]], "table 0, entry 1 is -inf"),
        ([[0, 1], [0, 1], [2, 1]], "not in table 2"),
        ([["a", "b"]], "must be numbers"),
        ([[0, 1], [0, 1, 2]], "must be numbers"),
    ],
)
def test_broken_tables_are_refused(tables, message):
    with pytest.raises(al.GameError, match=message):
        al.scenario_tables(tables)


@pytest.mark.parametrize(
    ("chances", "message"),
    [
        ([0.5], "2 numbers of at least 0"),
        ([0.5, 0.6], "add up to 1, got 1.1"),
        ([-0.5, 1.5], "at least 0"),
        ([float("nan"), 1.0], "at least 0"),
        ([0.0, 0.0], "add up to 1, got 0"),
        (["x", 1], "must be numbers"),
        ([[0.5, 0.5]], "2 numbers"),
    ],
)
def test_probabilities_that_are_no_distribution_are_refused(chances, message):
    with pytest.raises(al.GameError, match=message):
        al.scenario_tables(GOOD, probabilities=chances)


@pytest.mark.parametrize("samples", [0, -1, 2.5, True, "3"])
def test_numbers_of_samples_that_are_none_are_refused(samples):
    with pytest.raises(al.GameError, match="samples must be a whole number of at least 1"):
        al.scenario_tables(al.IntervalGame([0, 1], [0, 2]), samples=samples)


@pytest.mark.parametrize("seed", [-1, 0.5, None])
def test_seeds_that_are_none_are_refused(seed):
    with pytest.raises(al.GameError, match="seed must be a whole number of at least 0"):
        al.scenario_tables(al.IntervalGame([0, 1], [0, 2]), seed=seed)


def test_names_are_checked():
    with pytest.raises(al.GameError, match="2 players are needed, got 1"):
        al.scenario_tables(GOOD, players=["A"])


def test_equal_chances_without_probabilities():
    found = al.scenario_tables(GOOD)
    assert found.probabilities.tolist() == [0.5, 0.5]
    assert (found.players, found.count, found.n, found.seed) == (("1", "2"), 2, 2, None)


def test_typed_probabilities_are_made_to_add_up():
    found = al.scenario_tables([[0, 1]] * 3, probabilities=[0.3333333333, 0.3333333333, 0.3333333333])
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-15)


def test_the_callers_array_is_neither_changed_nor_locked():
    tables = np.array(GOOD, dtype=float)
    found = al.scenario_tables(tables)
    with pytest.raises(ValueError, match="read-only"):
        found.tables[0, 1] = 5
    tables[0, 1] = 1.0
    assert tables.flags.writeable


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_keep_their_precision(dtype):
    assert al.scenario_tables(np.array(GOOD, dtype=dtype)).tables.dtype == dtype


def test_whole_numbers_become_floats():
    assert al.scenario_tables(np.array(GOOD, dtype=int)).tables.dtype == np.float64


def test_a_drawing_function_gets_generator_and_number():
    def draw(generator, samples):
        assert isinstance(generator, np.random.Generator)
        return np.column_stack([np.zeros(samples), generator.random(samples)])

    found = al.scenario_tables(draw, samples=7, seed=3)
    assert found.tables.shape == (7, 2)
    assert found.seed == 3
    assert np.array_equal(found.tables, al.scenario_tables(draw, samples=7, seed=3).tables)
    assert not np.array_equal(found.tables, al.scenario_tables(draw, samples=7, seed=4).tables)


def test_a_drawing_function_that_draws_too_few_is_refused():
    with pytest.raises(al.GameError, match="asked for 5 tables and returned 2"):
        al.scenario_tables(lambda generator, samples: GOOD, samples=5)


def test_drawn_tables_are_checked_like_given_ones():
    with pytest.raises(al.GameError, match="entry 1 is nan"):
        al.scenario_tables(lambda generator, samples: [[0, float("nan")]], samples=1)


def test_drawn_tables_take_no_probabilities():
    with pytest.raises(al.GameError, match="belong to given tables"):
        al.scenario_tables(al.IntervalGame([0, 1], [0, 2]), probabilities=[1.0])


def test_interval_games_bring_their_names():
    assert al.scenario_tables(al.IntervalGame([0, 1], [0, 2], ["甲"]), samples=2).players == ("甲",)


def test_tables_read_once_are_taken_as_they_are():
    found = al.scenario_tables(GOOD)
    assert al.scenario_tables(found) is found
    with pytest.raises(al.GameError, match="already"):
        al.scenario_tables(found, players=["A", "B"])


def test_draws_that_do_not_fit_are_refused_before_they_are_made():
    table = np.zeros(2**16)
    with pytest.raises(al.TableTooLargeError, match=r"need .* GiB, .* interval_shares"):
        al.scenario_tables(al.IntervalGame(table, table), samples=10**9)
