"""Rates of change against the split of the changed game."""

import json
from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.excess.sensitivity import sensitivity

FERGUSON = [0, 1, 1, 7, 1, 5, 4, 11]
RULES = ["prenucleolus", "nucleolus", "least_core", "per_capita_prenucleolus", "per_capita_nucleolus"]


def loose(n, seed):
    """A game without ties: three decimals at random, superadditive enough for imputations."""
    random = np.random.default_rng([seed, n])
    sizes = np.bitwise_count(np.arange(2**n))
    values = np.round(random.uniform(0, 1, 2**n) + sizes**1.5, 3)
    values[0] = 0
    return values


def moved(values, mask, step, rule, n):
    changed = values.copy()
    changed[mask] += step
    return al.split(al.TableGame(changed), rule).payoffs


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [2, 3, 4, 6])
def test_agrees_with_finite_differences(rule, n):
    values = loose(n, 1)
    game = al.TableGame(values)
    found = sensitivity(game, al.split(game, rule))
    assert found.tied is None
    step = 1e-6
    masks = {sum(1 << game.players.index(name) for name in names): row for names, row in zip(found.coalitions, found.matrix, strict=True)}
    for mask in range(1, 2**n) if n < 6 else [*masks, 1, 5, 40]:
        slope = (moved(values, mask, step, rule, n) - moved(values, mask, -step, rule, n)) / (2 * step)
        np.testing.assert_allclose(slope, masks.get(mask, np.zeros(n)), atol=1e-6, err_msg=str(mask))


def test_floors_move_with_the_stand_alone_value():
    values = np.array([0, 0, 0, 0, 3, 0, 9, 6.0])
    game = al.TableGame(values, ["A", "B", "C"])
    allocation = al.nucleolus(game)
    found = sensitivity(game, allocation)
    assert allocation["A"] == 0.0
    assert found.of(["A"])["A"] == 1
    raised = values.copy()
    raised[1] = 0.5
    assert al.nucleolus(al.TableGame(raised)).payoffs[0] == 0.5


@pytest.mark.parametrize("rule", RULES)
def test_more_for_everybody_together_is_handed_out(rule):
    game = al.TableGame(loose(5, 3))
    found = sensitivity(game, al.split(game, rule))
    assert sum(found.of(game.players).values()) == 1
    for names, row in zip(found.coalitions, found.rates, strict=True):
        assert sum(row) == (len(names) == 5)


def test_a_per_capita_split_shares_the_grand_value_equally_where_single_players_bind():
    game = al.TableGame([0, 0, 0, 1, 0, 1, 1, 9])
    found = sensitivity(game, al.per_capita_prenucleolus(game))
    assert list(found.of(["1", "2", "3"]).values()) == [Fraction(1, 3)] * 3


def test_a_coalition_that_does_not_bind_moves_nobody():
    game = al.TableGame(FERGUSON, ["A", "B", "C"])
    found = sensitivity(game, al.nucleolus(game))
    assert ("A",) not in found.coalitions
    assert found.of(["A"]) == {"A": 0, "B": 0, "C": 0}


@pytest.mark.parametrize("values", [[0, 0, 0, 1, 0, 1, 1, 1], [0, 0, 0, 1, 0, 1, 0, 1], [0, 0, 0, 0]])
def test_ties_are_told(values):
    game = al.TableGame(values)
    bent = any(
        not np.allclose(
            moved(np.array(values, float), mask, 1e-4, "prenucleolus", game.n) - al.prenucleolus(game).payoffs,
            al.prenucleolus(game).payoffs - moved(np.array(values, float), mask, -1e-4, "prenucleolus", game.n),
            atol=1e-7,
        )
        for mask in range(1, len(values))
    )
    found = sensitivity(game, al.prenucleolus(game))
    assert found.tied is not None or not bent


def test_a_tie_is_named():
    game = al.TableGame([0, 0, 0, 1, 0, 1, 0, 1], ["A", "B", "C"])
    found = sensitivity(game, al.nucleolus(game))
    assert found.tied is not None
    assert set(found.tied) <= {"A", "B", "C"}


def test_one_player():
    game = al.TableGame([0, 5])
    assert sensitivity(game, al.prenucleolus(game)).rates == ((1,),)


def test_sentences_and_plain_data():
    game = al.TableGame(FERGUSON, ["A", "B", "C"])
    found = sensitivity(game, al.nucleolus(game))
    assert "If {A, B} were worth 1 more, A gains 1/4, B gains 1/4, C loses 1/2." in found.sentences()
    plain = json.loads(json.dumps(found.to_dict()))
    assert {"coalition": ["A", "B"], "rates": ["1/4", "1/4", "-1/2"]} in plain["binding"]
    assert plain["tied"] is None


@pytest.mark.parametrize("rule", ["shapley", "modiclus", "disruption_nucleolus"])
def test_rules_without_fixed_levels_are_refused(rule):
    game = al.TableGame(FERGUSON)
    with pytest.raises(al.RuleError, match="rates"):
        sensitivity(game, al.split(game, rule))


def test_a_split_of_another_game_is_refused():
    with pytest.raises(al.RuleError, match="does not hold"):
        sensitivity(al.TableGame([0, 3, 1, 7, 9, 5, 4, 11]), al.nucleolus(al.TableGame(FERGUSON)))


def test_unknown_players_are_refused():
    game = al.TableGame(FERGUSON)
    with pytest.raises(al.RuleError, match="unknown player X"):
        sensitivity(game, al.nucleolus(game)).of(["X"])


def test_two_levels_that_are_equally_dissatisfied_are_a_bend():
    values = [0, 0, 0, 7, 0, 5, 4, 11]
    game = al.TableGame(values, players=["A", "B", "C"])
    found = al.sensitivity(game, al.nucleolus(game))
    assert found.tied in found.coalitions
    values[6] += 0.001  # {B, C} is the more dissatisfied one now, and moves others than the rates said
    moved = (al.nucleolus(al.TableGame(values, players=["A", "B", "C"])).payoffs - al.nucleolus(game).payoffs) / 0.001
    assert moved != pytest.approx([float(found.of(["B", "C"])[name]) for name in "ABC"])
