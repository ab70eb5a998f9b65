"""The parts of the one pass, each against plain sums."""

import numpy as np
import pytest
import twins

from allocation.kernels.semivalue import fold_blocks, sums_of_tables
from allocation.values import onepass
from allocation.values.onepass import block_weights, player_sums


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
    chunks, blocks = np.zeros((1, *rows.shape)), np.zeros(1 << (n - low))
    fold_blocks(table, rows, 0, len(blocks), len(blocks), chunks, blocks)
    places = chunks[0]
    by_block = table.reshape(len(blocks), -1).astype(float)
    counts = [len(twins.members(block)) for block in range(len(blocks))]
    for block, count in enumerate(counts):
        assert blocks[block] == (rows[count] * by_block[block]).sum()
    for count in range(n - low + 1):
        assert places[count].tolist() == by_block[[k for k, c in enumerate(counts) if c == count]].sum(axis=0).tolist()


def test_a_stretch_of_blocks_leaves_the_others_alone():
    table, rows = random_table(6), block_weights(np.ones(7), 3, 6)
    places, blocks = np.zeros((1, *rows.shape)), np.full(8, -1.0)
    fold_blocks(table, rows, 3, 5, 8, places, blocks)
    assert blocks[3:5].tolist() == table.reshape(8, 8).sum(axis=1)[3:5].tolist()
    assert np.delete(blocks, [3, 4]).tolist() == [-1] * 6
    assert places.sum() == table.reshape(8, 8)[3:5].sum()


def test_every_chunk_has_sums_of_its_own():
    table, rows = random_table(6), block_weights(np.ones(7), 3, 6)
    places = np.zeros((4, *rows.shape))
    fold_blocks(table, rows, 0, 8, 2, places, np.zeros(8))
    assert places.sum(axis=(1, 2)).tolist() == table.reshape(4, 16).sum(axis=1).tolist()


def weighed_sums(table, weights, n):
    masks = np.arange(1 << n)
    weighed = weights[np.bitwise_count(masks.astype(np.uint64))] * table
    return [weighed[masks >> i & 1 == 1].sum() for i in range(n)], weighed.sum()


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("n", [1, 3, 10, 11, 13])
def test_sums_of_players_are_plain_sums(n, precision):
    table, weights = random_table(n, n, precision), np.random.default_rng(1).integers(-5, 6, n + 1).astype(float)
    found = player_sums(table, weights)
    assert found.players.tolist() == weighed_sums(table, weights, n)[0]
    others = np.arange(n + 1.0)
    assert found.total(others) == weighed_sums(table, others, n)[1]


@pytest.mark.parametrize("threads", [1, 2, 5])
@pytest.mark.parametrize("blocks", [1, 3, 8, 64])
def test_sums_do_not_depend_on_chunks_and_threads(monkeypatch, blocks, threads):
    """Thirty-two blocks, cut in chunks that fit and in some that do not."""
    monkeypatch.setattr(onepass, "CHUNK_BLOCKS", blocks)
    monkeypatch.setenv("ALLOCATION_THREADS", str(threads))
    table, weights = random_table(13), np.arange(14.0)
    assert player_sums(table, weights).players.tolist() == weighed_sums(table, weights, 13)[0]


def test_the_table_is_left_as_it_was():
    for n in (4, 12):
        table = random_table(n)
        player_sums(table, np.ones(n + 1))
        assert table.tolist() == random_table(n).tolist()
        assert table.flags.writeable


@pytest.mark.parametrize("precision", [np.float32, np.float64])
@pytest.mark.parametrize("n", [1, 2, 5])
def test_many_tables_are_added_up_one_by_one(n, precision):
    tables = np.stack([random_table(n, seed, precision) for seed in range(4)])
    row = np.arange(1.0, 2**n + 1)
    masks = np.arange(1 << n)
    for table, sums in zip(tables, sums_of_tables(tables, row, n), strict=True):
        assert sums.tolist() == [(row * table)[masks >> i & 1 == 1].sum() for i in range(n)]
