"""Games given by a function."""

import numba
import numpy as np
import pytest

import allocation as al

NAMES = ["A", "B", "C"]
SQUARES = [0, 1, 1, 4, 1, 4, 4, 9]


@numba.njit
def squares_of_mask(mask):
    size = 0
    while mask:
        mask &= mask - np.uint64(1)
        size += 1
    return float(size * size)


WAYS = {
    "names": al.FunctionGame(lambda coalition: len(coalition) ** 2, NAMES),
    "rows": al.FunctionGame(lambda rows: rows.sum(axis=1) ** 2, NAMES, vectorised=True),
    "mask": al.FunctionGame(squares_of_mask, NAMES),
}
every_way = pytest.mark.parametrize("game", WAYS.values(), ids=WAYS.keys())


@every_way
def test_the_table_holds_what_the_function_says(game):
    assert game.table().tolist() == SQUARES


@every_way
def test_single_coalitions_are_asked_for_one_by_one(game):
    assert game.value(["A", "C"]) == 4
    assert game.value([]) == 0


def test_the_function_gets_names_in_the_order_of_the_players():
    asked = []
    al.FunctionGame(lambda coalition: asked.append(coalition) or 1.0, NAMES).value(["C", "A"])
    assert asked == [("A", "C")]


def test_the_empty_coalition_is_never_asked_for():
    assert al.FunctionGame(lambda coalition: max(map(ord, coalition)), NAMES).table()[0] == 0


def test_masks_reach_the_high_players():
    names = [str(i) for i in range(62)]
    high = numba.njit(lambda mask: float(mask >> np.uint64(61)))
    assert al.FunctionGame(high, names).value(["61"]) == 1
    assert al.FunctionGame(high, names).value(["0", "60"]) == 0


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_a_value_that_is_not_finite_names_its_coalition(bad):
    game = al.FunctionGame(lambda coalition: bad if coalition == ("B", "C") else 1.0, NAMES)
    with pytest.raises(al.GameError, match=r"for \{B, C\}"):
        game.table()


@pytest.mark.parametrize(
    ("function", "vectorised", "message"),
    [
        (lambda rows: np.ones(2), True, "one number per coalition"),
        (lambda rows: np.ones((len(rows), 2)), True, "one number per coalition"),
        (lambda coalition: "many", False, "must return numbers"),
    ],
)
def test_a_function_that_returns_something_else_is_refused(function, vectorised, message):
    with pytest.raises(al.GameError, match=message):
        al.FunctionGame(function, NAMES, vectorised=vectorised).table()


def test_a_game_needs_a_function():
    with pytest.raises(al.GameError, match="needs a function"):
        al.FunctionGame(3, NAMES)


def test_an_error_of_the_function_reaches_the_caller():
    with pytest.raises(ZeroDivisionError):
        al.FunctionGame(lambda coalition: 1 / 0, NAMES).table()


def test_progress_is_told_block_by_block(monkeypatch):
    monkeypatch.setattr("allocation.games.function.BLOCK", 4)
    told = []
    al.FunctionGame(lambda coalition: 1.0, NAMES).tabulate(progress=lambda done, total: told.append((done, total)))
    assert told == [(4, 8), (8, 8)]


@every_way
def test_a_table_is_written_once_and_read_afterwards(game, tmp_path):
    path = tmp_path / "table.npz"
    al.FunctionGame(lambda coalition: len(coalition) ** 2, NAMES).tabulate(cache=path)
    again = al.FunctionGame(lambda coalition: 1 / 0, NAMES)
    assert again.tabulate(cache=path).tolist() == SQUARES
    assert again.table().tolist() == SQUARES
    assert [file.name for file in tmp_path.iterdir()] == ["table.npz"]


def test_a_table_of_other_players_is_refused(tmp_path):
    path = tmp_path / "table.npz"
    al.FunctionGame(lambda coalition: 1.0, NAMES).tabulate(cache=path)
    with pytest.raises(al.GameError, match="other players"):
        al.FunctionGame(lambda coalition: 1.0, ["A", "B", "D"]).tabulate(cache=path)


def test_a_function_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(ZeroDivisionError):
        al.FunctionGame(lambda coalition: 1 / 0, NAMES).tabulate(cache=tmp_path / "table.npz")
    assert list(tmp_path.iterdir()) == []


def test_too_many_players_are_refused_before_the_function_is_asked():
    with pytest.raises(al.TableTooLargeError):
        al.FunctionGame(lambda coalition: 1 / 0, [str(i) for i in range(50)]).table()
