"""One pass over the table: right, accurate, and the same for every size, precision and place of the table."""

from fractions import Fraction
from math import comb, fsum

import numpy as np
import pytest
import twins

import allocation as al
from allocation.coalition import sizes
from allocation.values.onepass import player_sums


def table_of(n, seed, kind="uniform"):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 2**20, 1 << n).astype(float)
    if kind == "growing":
        values = values % 1000 + 1000.0 * sizes(n)
    values[0] = 0
    return values


def exact_shapley(values):
    """From sums of integers by size, which float64 and int64 hold exactly."""
    n = len(values).bit_length() - 1
    size = sizes(n).astype(np.int64)
    every = [int(x) for x in np.bincount(size, values, n + 1)]
    payoffs = []
    for i in range(n):
        with_i = [slice(None), 1, slice(None)]
        inside = values.reshape(-1, 2, 1 << i)[tuple(with_i)].ravel()
        own = [int(x) for x in np.bincount(size.reshape(-1, 2, 1 << i)[tuple(with_i)].ravel(), inside, n + 1)]
        gained = sum(Fraction(own[s], n * comb(n - 1, s - 1)) for s in range(1, n + 1))
        payoffs.append(gained - sum(Fraction(every[s] - own[s], n * comb(n - 1, s)) for s in range(n)))
    return payoffs


@pytest.mark.parametrize("n", range(1, 8))
def test_the_exact_reference_is_the_average_over_orders(n):
    if n <= 6:
        values = table_of(n, n)
        assert exact_shapley(values) == twins.shapley(values.tolist())


@pytest.mark.parametrize("kind", ["uniform", "growing"])
@pytest.mark.parametrize("n", [9, 10, 11, 12, 20, 22])
def test_rounding_stays_below_a_part_in_ten_trillion(n, kind):
    values = table_of(n, n, kind)
    expected = exact_shapley(values)
    found = al.shapley(al.TableGame(values)).payoffs
    worst = max(abs(Fraction(x) - y) for x, y in zip(found.tolist(), expected, strict=True))
    assert worst <= Fraction(1, 10**13) * max(abs(y) for y in expected)


@pytest.mark.parametrize("n", [3, 10, 13])
def test_sums_of_players_are_plain_sums(n):
    rng = np.random.default_rng(n)
    values, weights = rng.normal(size=1 << n), rng.normal(size=n + 1)
    found = player_sums(values, weights)
    weighed = weights[sizes(n)] * values
    masks = np.arange(1 << n)
    for i in range(n):
        assert found.players[i] == pytest.approx(fsum(weighed[masks >> i & 1 == 1]), rel=1e-11, abs=1e-11)
    assert found.total(weights) == pytest.approx(fsum(weighed), rel=1e-11, abs=1e-11)


@pytest.mark.parametrize("n", [4, 12])
def test_single_precision_is_added_up_in_double(n):
    values = table_of(n, 3).astype(np.float32)
    assert al.shapley(al.TableGame(values)).payoffs.tolist() == al.shapley(al.TableGame(values.astype(float))).payoffs.tolist()


def test_a_memory_map_of_several_chunks_gives_the_same_bits(tmp_path):
    values = table_of(21, 5)
    path = tmp_path / "table.bin"
    values.tofile(path)
    mapped = al.shapley(al.TableGame(np.memmap(path, dtype=np.float64, mode="r"))).payoffs
    assert mapped.tobytes() == al.shapley(al.TableGame(values)).payoffs.tobytes()


@pytest.mark.parametrize("n", [1, 3, 6, 10, 12])
def test_batches_give_what_single_calls_give(n):
    tables = np.random.default_rng(n).normal(size=(7, 1 << n))
    tables[:, 0] = 0
    found = al.shapley_batch(tables)
    for row, table in zip(found, tables, strict=True):
        assert row == pytest.approx(al.shapley(al.TableGame(table)).payoffs, rel=1e-12, abs=1e-13)


def test_batches_longer_than_a_chunk_keep_their_order(monkeypatch):
    tables = np.random.default_rng(0).normal(size=(100, 8))
    tables[:, 0] = 0
    whole = al.shapley_batch(tables)
    monkeypatch.setattr("allocation.values.batch.CHUNK_VALUES", 24)
    assert np.array_equal(al.shapley_batch(tables), whole)


def test_a_batch_may_be_empty():
    assert al.shapley_batch(np.zeros((0, 8))).shape == (0, 3)


def test_a_batch_of_single_precision_is_added_up_in_double():
    tables = np.array([[0, 1, 2, 9], [0, 5, 5, 20]], dtype=np.float32)
    assert al.shapley_batch(tables).tolist() == [[4, 5], [10, 10]]


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ([[0, 1, 2]], "got 3"),
        ([0, 1], "shape"),
        ([[0, 1], [0, np.nan]], "table 1, entry 1"),
        ([[0, 1], [3, 1]], "not in table 1"),
        ([[0], [0]], "shape"),
    ],
)
def test_batches_that_do_not_fit_are_refused(tables, message):
    with pytest.raises(al.GameError, match=message):
        al.shapley_batch(tables)


def test_negative_players_and_huge_values_keep_efficiency():
    for scale in (1e-300, 1.0, 1e300):
        values = np.random.default_rng(1).integers(-9, 9, 64) * scale
        values[0] = 0
        assert al.shapley(al.TableGame(values)).total == pytest.approx(values[-1], abs=1e-12 * np.abs(values).max())
