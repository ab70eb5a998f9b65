"""Tables in chunks: the same values as from the whole table, whoever reads them."""

import engine_games
import numpy as np
import pytest

import allocation as al


def random_table(n, seed):
    values = np.random.default_rng(seed).normal(size=2**n)
    values[0] = 0
    return values


def chunked(values, inner):
    n = len(values).bit_length() - 1
    return al.ChunkedTable(lambda c: values[c * 2**inner : (c + 1) * 2**inner], inner, map(str, range(n)))


@pytest.mark.parametrize(("n", "inner"), [(1, 1), (2, 1), (5, 1), (5, 4), (5, 5), (12, 3), (13, 11)])
def test_shapley_of_chunks_is_that_of_the_table(n, inner):
    values = random_table(n, 10 * n + inner)
    whole = al.shapley(al.TableGame(values)).payoffs
    found = al.shapley_of_chunks(chunked(values, inner))
    np.testing.assert_allclose(found.payoffs, whole, rtol=0, atol=1e-14 * 2**n)
    assert abs(found.payoffs.sum() - values[-1]) <= 1e-12
    assert (found.rule, found.method) == ("shapley", "exact")


@pytest.mark.parametrize(("n", "inner"), [(3, 1), (6, 2), (11, 10)])
def test_semivalue_of_chunks_is_that_of_the_table(n, inner):
    values = random_table(n, n)
    chances = np.full(n, 0.5 ** (n - 1))
    whole = al.semivalue(al.TableGame(values), chances=chances).payoffs
    found = al.semivalue_of_chunks(chunked(values, inner), chances)
    np.testing.assert_allclose(found.payoffs, whole, atol=1e-12)
    assert found.rule == "semivalue"


def test_files_are_read_in_the_order_of_their_masks(tmp_path):
    values = random_table(6, 1)
    paths = []
    for k in range(4):
        paths.append(tmp_path / f"part{k}.npy")
        np.save(paths[-1], values[16 * k : 16 * k + 16].astype(np.float32))
    found = al.shapley_of_chunks(al.ChunkedTable.of_files(paths, "ABCDEF"))
    whole = al.shapley(al.TableGame(values.astype(np.float32), players="ABCDEF"))
    assert found.players == whole.players
    np.testing.assert_allclose(found.payoffs, whole.payoffs, atol=1e-6)


def test_a_number_of_files_that_is_no_power_of_two_is_refused():
    with pytest.raises(al.GameError):
        al.ChunkedTable.of_files(["a.npy", "b.npy", "c.npy"], "ABC")


def test_processes_give_the_same_bits_as_threads():
    table = al.ChunkedTable(engine_games.half_table, 3, "ABCDEF")
    with al.ProcessEngine(workers=2) as engine:
        shared = al.shapley_of_chunks(table, engine)
    assert shared.payoffs.tolist() == al.shapley_of_chunks(table).payoffs.tolist()
    np.testing.assert_allclose(shared.payoffs, 6.0, atol=1e-12)


def test_a_chunk_that_cannot_be_read_is_named():
    with pytest.raises(al.EvaluationError) as caught:
        al.shapley_of_chunks(al.ChunkedTable(engine_games.broken_table, 3, "ABCDEF"))
    assert caught.value.reasons == {("chunk 2",): "OSError: disk gone"}


@pytest.mark.parametrize(
    ("chunk", "message"),
    [
        (np.zeros(3), "must be float64 or float32"),
        (np.zeros(4, dtype=np.int64), "must be float64 or float32"),
        (np.array([0.0, 1.0, np.nan, 2.0]), "holds nan at 2"),
        (np.array([0.0, 1.0, 1.0, np.inf]), "holds inf at 3"),
        (np.array([1.0, 1.0, 1.0, 1.0]), "the empty coalition must be worth 0"),
    ],
)
def test_a_malformed_chunk_is_refused(chunk, message):
    table = al.ChunkedTable(lambda number: chunk, 2, "ABC")
    with pytest.raises(al.GameError, match=message):
        table.chunk(0)
    with pytest.raises(al.EvaluationError, match=message):
        al.shapley_of_chunks(table)


@pytest.mark.parametrize("inner", [0, 4, -1])
def test_more_players_in_a_chunk_than_there_are_is_refused(inner):
    with pytest.raises(al.GameError, match="chunk_players must lie between"):
        al.ChunkedTable(engine_games.half_table, inner, "ABC")


def test_chances_of_another_size_are_refused():
    with pytest.raises(al.GameError, match="chances must be 6 numbers"):
        al.semivalue_of_chunks(al.ChunkedTable(engine_games.half_table, 3, "ABCDEF"), [1.0])
