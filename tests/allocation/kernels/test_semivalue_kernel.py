"""The parts of the one pass, each against plain sums."""

import numpy as np
import pytest
import twins

from allocation.kernels.semivalue import block_weights, fold_blocks, sums_of_players, sums_of_tables


def random_table(n, seed=0, precision=np.float64):
    return np.random.default_rng(seed).integers(-99, 99, 1 << n).astype(precision)


@pytest.mark.parametrize(("n", "low"), [(1, 1), (3, 0), (3, 2), (6, 3), (6, 6), (9, 4)])
def test_a_place_weighs_by_the_size_it_completes(n, low):
    weights = np.arange(n + 1.0) ** 2
    rows = block_weights(weights, low, n)
    assert rows.shape == (n - low + 1, 1 << low)
    for count in range(n - low + 1):
        for place in range(1 << low):
            assert rows[count, place] == weights[count + len(twins.members(place))]


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize(("n", "low"), [(3, 0), (3, 2), (6, 3), (6, 6), (9, 4)])
def test_blocks_and_places_are_plain_sums(n, low, precision):
    table, weights = random_table(n, n, precision), np.arange(n + 1.0)
    rows = block_weights(weights, low, n)
    places, blocks = np.zeros(rows.shape), np.zeros(1 << (n - low))
    fold_blocks(table, rows, 0, len(blocks), places, blocks)
    by_block = table.reshape(len(blocks), -1).astype(float)
    counts = [len(twins.members(block)) for block in range(len(blocks))]
    for block, count in enumerate(counts):
        assert blocks[block] == (rows[count] * by_block[block]).sum()
    for count in range(n - low + 1):
        assert places[count].tolist() == by_block[[k for k, c in enumerate(counts) if c == count]].sum(axis=0).tolist()


def test_a_stretch_of_blocks_leaves_the_others_alone():
    table, rows = random_table(6), block_weights(np.ones(7), 3, 6)
    places, blocks = np.zeros(rows.shape), np.zeros(2)
    fold_blocks(table, rows, 3, 5, places, blocks)
    assert blocks.tolist() == table.reshape(8, 8).sum(axis=1)[3:5].tolist()
    assert places.sum() == table.reshape(8, 8)[3:5].sum()


@pytest.mark.parametrize(("n", "low"), [(1, 1), (3, 1), (6, 3), (6, 6), (9, 4), (12, 10)])
def test_sums_of_players_follow(n, low):
    table, weights = random_table(n, n), np.random.default_rng(1).integers(-5, 6, n + 1).astype(float)
    rows = block_weights(weights, low, n)
    places, blocks = np.zeros(rows.shape), np.zeros(1 << (n - low))
    fold_blocks(table, rows, 0, len(blocks), places, blocks)
    masks = np.arange(1 << n)
    weighed = weights[[len(twins.members(mask)) for mask in range(1 << n)]] * table
    expected = [weighed[masks >> i & 1 == 1].sum() for i in range(n)]
    assert sums_of_players(places, blocks, rows, low, n).tolist() == expected


def test_the_sums_of_blocks_are_left_as_they_were():
    rows, blocks = block_weights(np.ones(7), 3, 6), np.arange(8.0)
    sums_of_players(np.zeros(rows.shape), blocks, rows, 3, 6)
    assert blocks.tolist() == list(range(8))


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("n", [1, 2, 5])
def test_many_tables_are_added_up_one_by_one(n, precision):
    tables = np.stack([random_table(n, seed, precision) for seed in range(4)])
    row = np.arange(1.0, 2**n + 1)
    masks = np.arange(1 << n)
    for table, sums in zip(tables, sums_of_tables(tables, row, n), strict=True):
        assert sums.tolist() == [(row * table)[masks >> i & 1 == 1].sum() for i in range(n)]
