"""Tables on disk and in single precision: read where they lie, with the results of a table in memory."""

import numpy as np
import pytest

import allocation as al

N = 12
RULES = ["nucleolus", "prenucleolus", "least_core", "per_capita_prenucleolus", "chebyshev_center", "core_projection", "shapley"]


@pytest.fixture
def values():
    sizes = np.bitwise_count(np.arange(2**N)).astype(float)
    table = np.random.default_rng(3).integers(0, 40, 2**N) + 10 * sizes**2
    table[0] = 0
    return table


def mapped(values, folder, dtype):
    path = folder / "table"
    values.astype(dtype).tofile(path)
    return np.memmap(path, dtype=dtype, mode="r")


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("rule", RULES)
def test_same_split_and_same_proof(values, tmp_path, dtype, rule):
    on_disk, in_memory = al.TableGame(mapped(values, tmp_path, dtype)), al.TableGame(values)
    found, expected = al.split(on_disk, rule), al.split(in_memory, rule)
    np.testing.assert_allclose(found.payoffs, expected.payoffs, rtol=1e-12)
    assert al.verify(on_disk, found).ok
    assert al.verify(in_memory, found).ok


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_nothing_is_copied(values, tmp_path, dtype, monkeypatch):
    table = mapped(values, tmp_path, dtype)
    game = al.TableGame(table)
    assert np.shares_memory(game.stored_table(), table)

    def refuse(self):
        raise AssertionError("a table in memory was asked for")

    monkeypatch.setattr(al.TableGame, "table", refuse)
    found = al.nucleolus(game)
    split = found.payoffs
    assert al.verify(game, found).ok
    assert al.stability(game, split).in_core
    assert al.in_core(game, split)
    assert not al.core_emptiness(game).empty
    assert al.core_range(game).least is not None
    assert al.sensitivity(game, found).rates
    al.shapley(game)


def test_a_read_only_array_is_kept_and_a_writable_one_is_not(values):
    kept = values.copy()
    kept.setflags(write=False)
    assert np.shares_memory(al.TableGame(kept).stored_table(), kept)
    assert not np.shares_memory(al.TableGame(values).stored_table(), values)


def test_stability_of_single_precision(values, tmp_path):
    game = al.TableGame(mapped(values, tmp_path, np.float32))
    equal = np.full(N, game.grand_value / N)
    assert al.stability(game, equal).to_dict() == al.stability(al.TableGame(values), equal).to_dict()


def test_a_bad_value_on_disk_is_found(values, tmp_path):
    values[77] = np.inf
    with pytest.raises(al.GameError, match="entry 77"):
        al.TableGame(mapped(values, tmp_path, np.float64))


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_nothing(threads, monkeypatch):
    from allocation.excess import scanner

    monkeypatch.setattr(scanner, "THREADED", 1)
    sizes = np.bitwise_count(np.arange(2**N)).astype(float)
    game = al.TableGame(np.random.default_rng(5).integers(0, 9, 2**N) * np.minimum(sizes, 1.0))
    al.set_thread_count(threads)
    try:
        found = al.prenucleolus(game)
        assert al.verify(game, found).ok
    finally:
        al.set_thread_count(None)
    monkeypatch.undo()
    assert found.payoffs.tolist() == al.prenucleolus(game).payoffs.tolist()
