"""Tables of function games kept in a file: written, read, damaged, and left alone."""

import numpy as np
import pytest

import allocation as al


@pytest.fixture
def game():
    return al.FunctionGame(lambda coalition: float(len(coalition)), ["A", "B"])


def test_a_table_that_is_known_already_is_written_all_the_same(game, tmp_path):
    game.table()
    game.tabulate(cache=tmp_path / "table.npz")
    other = al.FunctionGame(lambda coalition: 1 / 0, ["A", "B"])
    assert other.tabulate(cache=tmp_path / "table.npz").tolist() == [0, 1, 1, 2]


def test_a_known_table_does_not_overwrite_a_file(game, tmp_path):
    path = tmp_path / "table.npz"
    game.tabulate(cache=path)
    before = path.read_bytes()
    later = al.FunctionGame(lambda coalition: 7.0, ["A", "B"])
    later.table()
    assert later.tabulate(cache=path).tolist() == [0, 7, 7, 7]
    assert path.read_bytes() == before


def test_the_table_read_cannot_be_changed(game, tmp_path):
    game.tabulate(cache=tmp_path / "table.npz")
    again = al.FunctionGame(lambda coalition: 0.0, ["A", "B"]).tabulate(cache=str(tmp_path / "table.npz"))
    with pytest.raises(ValueError, match="read-only"):
        again[1] = 5


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x03\x04 cut short", b"\x93NUMPY\x01\x00"])
def test_a_file_that_is_no_table_is_refused_by_name(game, tmp_path, content):
    path = tmp_path / "table.npz"
    path.write_bytes(content)
    with pytest.raises(al.GameError, match=r"table\.npz holds no table of a game"):
        game.tabulate(cache=path)
    assert path.read_bytes() == content


def test_a_plain_array_is_no_table_of_a_game(game, tmp_path):
    np.save(tmp_path / "plain.npy", np.zeros(4))
    with pytest.raises(al.GameError, match="holds no table of a game"):
        game.tabulate(cache=tmp_path / "plain.npy")


@pytest.mark.parametrize(
    "arrays",
    [{"table": np.zeros(4)}, {"players": np.array(["A", "B"])}, {"players": np.array(["A", "B"]), "table": np.array(["x"] * 4)}],
    ids=["no players", "no table", "no numbers"],
)
def test_a_file_that_lacks_something_is_refused(game, tmp_path, arrays):
    np.savez(tmp_path / "table.npz", **arrays)
    with pytest.raises(al.GameError, match="holds no table of a game"):
        game.tabulate(cache=tmp_path / "table.npz")


@pytest.mark.parametrize("table", [np.zeros(2), np.zeros(8), np.zeros((2, 2)), [0, np.nan, 1, 1], [0, 1, np.inf, 1]])
def test_a_damaged_table_is_refused(game, tmp_path, table):
    np.savez(tmp_path / "table.npz", players=np.array(["A", "B"]), table=np.array(table))
    with pytest.raises(al.GameError, match="holds a damaged table"):
        game.tabulate(cache=tmp_path / "table.npz")


def test_a_folder_that_is_not_there_is_an_error_of_the_system(game, tmp_path):
    with pytest.raises(FileNotFoundError):
        game.tabulate(cache=tmp_path / "nowhere" / "table.npz")


def test_a_write_that_fails_leaves_nothing_behind(game, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError("no space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="no space"):
        game.tabulate(cache=tmp_path / "table.npz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_blocks_on_any_number_of_threads_give_the_same_table(threads):
    game = al.FunctionGame(lambda rows: rows @ np.arange(17.0) ** 2, [str(i) for i in range(17)], vectorised=True)
    al.set_thread_count(threads)
    try:
        steps = []
        table = game.tabulate(progress=lambda done, total: steps.append((done, total)))
    finally:
        al.set_thread_count(None)
    assert table[-1] == sum(i**2 for i in range(17))
    assert table[1 << 16] == 256
    assert steps == [(2**16, 2**17), (2**17, 2**17)]
