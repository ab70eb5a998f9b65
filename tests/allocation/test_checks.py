"""Properties of games, each no with its witness."""

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

TABLES = (
    st.integers(1, 4).flatmap(lambda n: st.lists(st.integers(-6, 12), min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])
)


def mask(game, names):
    return twins.mask_of(game.positions(names))


@settings(max_examples=150)
@given(TABLES)
def test_answers_are_those_of_the_definitions(values):
    found = al.properties(al.TableGame(values))
    assert found.superadditive is twins.superadditive(values)
    assert found.convex is twins.convex(values)
    assert found.monotone is twins.monotone(values)
    assert found.essential is (values[-1] > sum(twins.singles(values)))


@settings(max_examples=100)
@given(TABLES)
def test_witnesses_prove_their_answer(values):
    game = al.TableGame(values)
    found = al.properties(game)
    for name, witness in found.witnesses.items():
        assert getattr(found, name) is False
        groups = [mask(game, group) for group in witness.coalitions]
        if name == "superadditive":
            assert values[groups[0]] + values[groups[1]] - values[groups[0] | groups[1]] == witness.by > 0
        elif name == "convex":
            assert values[groups[0]] + values[groups[1]] - values[groups[0] | groups[1]] - values[groups[0] & groups[1]] == witness.by > 0
        elif name == "monotone":
            assert values[groups[0]] - values[groups[1]] == witness.by > 0
            assert groups[0] & groups[1] == groups[0]


@settings(max_examples=100)
@given(TABLES)
def test_alike_and_idle_players_are_found(values):
    game = al.TableGame(values)
    found, n = al.properties(game), game.n

    def marginals(i):
        return {values[s | 1 << i] - values[s] for s in range(1 << n) if not s >> i & 1}

    assert found.null == tuple(game.players[i] for i in range(n) if marginals(i) == {0})
    assert found.dummies == tuple(game.players[i] for i in range(n) if marginals(i) == {values[1 << i]})
    for group in found.symmetric:
        i, j = game.positions(group[:2])
        assert all(values[s | 1 << i] == values[s | 1 << j] for s in range(1 << n) if not s >> i & 1 and not s >> j & 1)


def test_every_property_that_fails_has_its_witness():
    found = al.properties(al.TableGame([0, 4, 4, 6], players=["A", "B"]))
    assert set(found.witnesses) == {"superadditive", "convex", "essential", "balanced"}


def test_a_witness_says_who_and_how_much():
    found = al.properties(al.TableGame([0, 4, 4, 6], players=["A", "B"]))
    assert str(found.witnesses["superadditive"]) == "{A} and {B} earn 2 more apart than together"


def test_rounding_is_no_violation():
    values = [0, 0.1, 0.2, 0.1 + 0.2 - 1e-17, 0.3, 0.4, 0.5, 0.6]
    found = al.properties(al.TableGame(values))
    assert found.superadditive
    assert found.convex


def test_a_violation_well_above_rounding_is_seen_at_any_scale():
    for scale in (1e-200, 1.0, 1e200):
        assert al.properties(al.TableGame(np.array([0, 4, 4, 7]) * scale)).superadditive is False


def test_a_convex_game_is_balanced_and_superadditive():
    found = al.properties(al.TableGame([0, 1, 1, 4]))
    assert (found.convex, found.superadditive, found.balanced) == (True, True, True)


def test_majority_voting_is_not_balanced():
    found = al.properties(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]))
    assert found.balanced is False
    assert found.witnesses["balanced"].by == pytest.approx(0.5)
    assert found.symmetric == (("1", "2", "3"),)


def test_the_glove_game_has_alike_right_gloves():
    found = al.properties(al.TableGame([0, 0, 0, 1, 0, 1, 0, 1], players=["left", "right", "other right"]))
    assert found.symmetric == (("right", "other right"),)
    assert found.balanced is True


def test_the_zero_game_has_null_players_only():
    found = al.properties(al.TableGame(np.zeros(8)))
    assert found.null == found.dummies == ("1", "2", "3")
    assert found.essential is False


def test_one_player_alone_is_convex_and_not_essential():
    found = al.properties(al.TableGame([0, 5]))
    assert (found.convex, found.monotone, found.essential) == (True, True, False)


def test_superadditivity_is_left_open_where_it_would_take_too_long(monkeypatch):
    monkeypatch.setattr("allocation.checks.SPLIT_PLAYERS", 2)
    values = [0, 0, 0, 4, 0, 4, 4, 4]
    assert al.properties(al.TableGame(values)).superadditive is None


def test_the_core_is_left_open_where_it_would_take_too_long(monkeypatch):
    monkeypatch.setattr("allocation.checks.BALANCED_PLAYERS", 2)
    assert al.properties(al.TableGame([0, 0, 0, 4, 0, 4, 4, 4])).balanced is None
