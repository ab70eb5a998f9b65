"""Stability of large games of rules, projects and production: a limit of time, and what one split teaches about the next."""

import numpy as np
import pytest
import structured_games as made
import twins_oracles as twin

import allocation as al
from allocation.excess.oracles import search
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.oracles.integer_program import IntegerProgramOracle
from allocation.excess.oracles.search import searched

KINDS = [made.project, made.production, made.rules]


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_the_worst_coalition_of_several_splits_in_a_row(make, seed):
    random = np.random.default_rng([2, seed])
    game = make(random, 6)
    oracle = oracle_for(game)
    near = 2e-6 * oracle.scale
    for _ in range(3):
        split = random.dirichlet(np.ones(6)) * game.grand_value
        found = searched(game, oracle, split, near, True)
        worst = twin.worst_excess(game, split)
        assert game.worth(found.row[None, :])[0] - split[found.row].sum() == pytest.approx(worst, abs=1e-9)
        assert found.in_core is bool(worst <= near)
        assert found.proved


def test_coalitions_are_remembered_while_the_game_lives():
    game = made.rules(np.random.default_rng(0), 6)
    searched(game, oracle_for(game), np.zeros(6), 1e-9, False)
    assert len(search._met[game]) <= search.KEPT
    before = len(search._met)
    del game
    assert len(search._met) < before


def test_a_single_player_has_nobody_to_leave_with():
    game = made.rules(np.random.default_rng(0), 1)
    assert searched(game, oracle_for(game), np.zeros(1), 1e-9, False).row is None


@pytest.fixture(scope="module")
def large():
    return made.rules(np.random.default_rng(3), 40, 160)


def test_the_limit_of_time_is_passed_on(large, monkeypatch):
    asked = []
    honest = IntegerProgramOracle.worst_above

    def worst_above(self, *given):
        asked.append(self.time_limit)
        return honest(self, *given)

    monkeypatch.setattr(IntegerProgramOracle, "worst_above", worst_above)
    al.stability(large, np.full(40, large.grand_value / 40), time_limit=0.5)
    assert asked == [0.5]


def test_no_time_names_a_coalition_but_not_the_worst(large):
    s = al.stability(large, np.zeros(40), time_limit=1e-9)
    assert s.in_core is False
    assert s.max_excess is None
    assert s.coalition
    assert "the worst one is not known" in s.limits


def test_an_owen_point_of_forty_producers_is_stable():
    game = made.production(np.random.default_rng(4), 40)
    s = al.stability(game, game.owen_point().payoffs)
    assert (s.in_core, s.core_empty) == (True, False)
    assert s.method == "mixed-integer program (SCIP)"
    assert s.tolerance <= 1e-5 * game.grand_value


def test_games_of_this_size_are_not_made_a_table(large, monkeypatch):
    monkeypatch.setattr(type(large), "table", lambda self: pytest.fail("a table of 40 players"))
    assert al.stability(large, np.zeros(40), time_limit=1.0).method == "integer program (CP-SAT)"
