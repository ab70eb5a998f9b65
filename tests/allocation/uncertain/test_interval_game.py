"""Games of intervals: what is accepted, what is refused, what is drawn."""

import numpy as np
import pytest

import allocation as al


@pytest.mark.parametrize(
    ("lower", "upper", "message"),
    [
        ([0, 2, 1, 4], [0, 1, 1, 4], "the interval of {A} is empty: its lower end 2.0 is above its upper end 1.0"),
        ([0, 1, 1, 4], [0, 1, 1, 3], "the interval of {A, B} is empty"),
        ([0, 1, 1, float("nan")], [0, 1, 1, 4], "finite"),
        ([0, 1, 1, 4], [0, 1, 1, float("inf")], "finite"),
        ([1, 1, 1, 4], [1, 1, 1, 4], "must be 0"),
        ([0, 1, 1], [0, 1, 1], "2\\*\\*n values"),
        ([0, 1, 1, 4], [0, 1], "1 players are needed, got 2 names"),
        (["a", 1, 1, 4], [0, 1, 1, 4], "numbers"),
    ],
)
def test_broken_boxes_are_refused(lower, upper, message):
    with pytest.raises(al.GameError, match=message):
        al.IntervalGame(lower, upper, ["A", "B"] if len(lower) == 4 else None)


@pytest.mark.parametrize("spread", [-0.1, float("nan"), float("inf")])
def test_a_spread_that_is_no_part_is_refused(spread):
    with pytest.raises(al.GameError, match="spread"):
        al.IntervalGame.around(al.TableGame([0, 1]), spread)


def test_negative_worths_get_an_interval_too():
    game = al.IntervalGame.around(al.TableGame([0, -10]), 0.5)
    assert (game.lower.table()[1], game.upper.table()[1]) == (-15.0, -5.0)


def test_names_are_shared_by_both_ends():
    game = al.IntervalGame([0, 1, 1, 4], [0, 2, 2, 4], ["甲", "乙"])
    assert game.players == game.lower.players == game.upper.players == ("甲", "乙")
    assert game.n == 2


def test_the_callers_arrays_stay_as_they_are():
    lower, upper = np.array([0.0, 1.0]), np.array([0.0, 2.0])
    game = al.IntervalGame(lower, upper)
    lower[1] = 99
    assert game.lower.table()[1] == 1.0
    upper.setflags(write=False)
    assert al.IntervalGame([0, 1], upper).upper.table()[1] == 2.0


def test_draws_fill_the_box_evenly():
    game = al.IntervalGame([0, 1, -4, 5], [0, 3, 4, 5])
    drawn = game.draw(np.random.default_rng(2), 20_000)
    assert np.all((drawn >= game.lower.table()) & (drawn <= game.upper.table()))
    assert drawn[:, 1].mean() == pytest.approx(2, abs=5 * 2 / np.sqrt(12 * 20_000))
    assert drawn[:, 2].mean() == pytest.approx(0, abs=5 * 8 / np.sqrt(12 * 20_000))
    assert np.all(drawn[:, 3] == 5)
    assert abs(np.corrcoef(drawn[:, 1], drawn[:, 2])[0, 1]) < 0.04


def test_the_same_generator_state_draws_the_same_games():
    game = al.IntervalGame([0, 1], [0, 3])
    first, second = (game.draw(np.random.default_rng(9), 4) for _ in range(2))
    assert np.array_equal(first, second)
    assert not np.array_equal(first, game.draw(np.random.default_rng(10), 4))
