"""The few values that many rules look at."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al
from allocation.landmarks import ExactLandmarks
from allocation.registry import RULES

FEW = [rule for rule in RULES.values() if rule.landmarks_only]
OPTIONS = {"weights": lambda game: {name: 1.0 + k for k, name in enumerate(game.players)}, "schemes": lambda game: ["equal", "ensc"]}
GAME = al.TableGame([0, 0.1, 0.2, 0.7, 0.1, 0.5, 0.4, 1.1], players=["A", "B", "C"])


def test_landmarks_are_those_of_the_table():
    table, few = GAME.exact_table(), ExactLandmarks.of(GAME)
    assert (few.n, few.players, few.grand, few.singles()) == (3, table.players, table.grand, table.singles())
    assert few.grand == Fraction(11, 10)
    assert [float(x) for x in few.marginals_to_grand()] == pytest.approx([float(x) for x in table.marginals_to_grand()])


@pytest.mark.parametrize("rule", FEW, ids=lambda rule: rule.name)
def test_a_definition_by_landmarks_is_that_by_the_table(rule):
    found = al.split(GAME, rule=rule.name, **{name: OPTIONS[name](GAME) for name in rule.needs})
    by_table = rule.exact_payoffs(GAME.exact_table(), found.options)
    by_landmarks = rule.exact_payoffs(ExactLandmarks.of(GAME), found.options)
    assert [float(x) for x in by_landmarks] == pytest.approx([float(x) for x in by_table], rel=1e-12)


@pytest.mark.parametrize("rule", FEW, ids=lambda rule: rule.name)
def test_results_for_a_thousand_players_can_be_rechecked(rule):
    game = al.PairwiseGame(np.arange(1000.0), {("1", "2"): 8.0, ("5", "999"): -1.0})
    found = al.split(game, rule=rule.name, **{name: OPTIONS[name](game) for name in rule.needs})
    assert al.verify(game, found).ok


def test_the_rules_of_few_values_are_known():
    assert {"equal", "equal_surplus", "cis", "ensc", "gately", "scrb", "raiffa", "nash", "proportional"} <= {rule.name for rule in FEW}


@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "tau", "solidarity"])
def test_rules_of_all_values_are_not_among_them(rule):
    assert not RULES[rule].landmarks_only
