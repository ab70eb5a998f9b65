"""What every game offers."""

import numpy as np
import pytest

import allocation as al
from allocation.games.base import player_names, whole_numbers

GAME = al.TableGame([0, 1, 2, 5, 3, 7, 8, 20], players=["A", "B", "C"])


def test_the_worth_of_named_coalitions():
    assert GAME.value(["C", "A"]) == 7
    assert GAME.value([]) == 0


def test_one_name_may_stand_for_a_coalition_of_one():
    assert GAME.value("B") == 2


def test_unknown_players_are_all_named():
    with pytest.raises(al.GameError, match="'X', 'Y': the players are A, B, C"):
        GAME.value(["A", "X", "Y"])


def test_landmarks():
    assert GAME.grand_value == 20
    assert GAME.singles().tolist() == [1, 2, 3]
    assert GAME.marginals_to_grand().tolist() == [12, 13, 15]


def test_the_table_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        GAME.table()[1] = 9


@pytest.mark.parametrize(
    ("players", "message"),
    [
        ([], "at least one player"),
        (["A", ""], "non-empty string"),
        (["A", 3], "non-empty string"),
        (["A", "A"], "same name"),
        (["A", "a "], "same name"),
        (["ＡＢ", "ab"], "same name"),
        (["A\u00a0B", "a b"], "same name"),
    ],
)
def test_names_must_tell_players_apart(players, message):
    with pytest.raises(al.GameError, match=message):
        player_names(players, len(players))


def test_the_number_of_names_must_fit():
    with pytest.raises(al.GameError, match="2 players are needed, got 1 names"):
        al.TableGame([0, 1, 1, 2], players=["A"])


def test_players_without_names_are_numbered():
    assert al.TableGame([0, 1, 1, 2]).players == ("1", "2")


def test_whole_numbers_add_up_without_rounding():
    whole, divisor = whole_numbers(np.array([0.1] * 10))
    assert whole.sum() / divisor == 1


@pytest.mark.parametrize("values", [[1 / 3, 0.5], [2.0**53, 1.0]])
def test_numbers_that_would_not_stay_whole_are_left_alone(values):
    whole, divisor = whole_numbers(np.array(values))
    assert (whole.tolist(), divisor) == (values, 1)


def test_a_game_without_closed_forms_has_none():
    assert GAME.closed_form("shapley") is None
    assert GAME.exact_closed_form("shapley") is None
