"""The nucleolus of assignment games from players and pairs alone, its proof, and the worst coalition by a best matching."""

from dataclasses import replace

import numpy as np
import pytest
import structured_games as made
import twins_oracles as twin

import allocation as al
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.oracles.essential import EssentialOracle, essential_rows
from allocation.excess.oracles.least_core import least_core_without_table
from allocation.excess.oracles.structured_split import solve_structured
from allocation.result import Proof

SHAPES = [(1, 1), (1, 4), (3, 1), (2, 2), (2, 3), (3, 3), (4, 3)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus"])
def test_pairs_alone_give_the_nucleolus_of_the_table(shape, seed, rule):
    game = made.assignment(np.random.default_rng(seed), *shape)
    found = solve_structured(game, rule)
    assert found.payoffs == pytest.approx(al.split(al.TableGame(game.table()), rule).payoffs, abs=1e-9)
    assert found.details["certified"]
    assert al.verify(game, found).ok


def test_profits_in_cents_verify_exactly():
    game = al.AssignmentGame(np.round(np.random.default_rng(2).random((3, 4)) * 10, 2))
    found = al.verify(game, solve_structured(game, "nucleolus"))
    assert found.ok
    assert sum(found.payoffs) == pytest.approx(game.grand_value)


def test_a_market_in_which_nobody_trades():
    game = al.AssignmentGame(-np.ones((7, 7)))
    found = al.nucleolus(game)
    assert not found.payoffs.any()
    assert al.verify(game, found).ok


@pytest.fixture(scope="module")
def forty():
    game = al.AssignmentGame(np.random.default_rng(40).integers(0, 100, (20, 20)).astype(float))
    return game, al.nucleolus(game)


def test_forty_traders_are_certified(forty):
    game, found = forty
    assert found.details["oracle"] == "essential coalitions"
    assert found.details["certified"]
    assert al.verify(game, found).ok
    assert al.stability(game, found.payoffs).in_core


def test_the_least_core_of_forty_traders(forty):
    game, found = forty
    least = al.least_core(game)
    assert least.details["epsilon"] == pytest.approx(found.details["largest_excess"], abs=1e-9)
    assert al.verify(game, least).ok
    assert least_core_without_table(game).payoffs.tolist() == least.payoffs.tolist()


def altered(forty, **parts):
    game, found = forty
    return [c.name for c in al.verify(game, replace(found, proof=Proof(found.proof.kind, "", {**found.proof.data, **parts}))).failed]


def test_the_untouched_proof_holds(forty):
    assert altered(forty) == []


def test_levels_that_leave_out_the_last_do_not_determine_the_point(forty):
    assert "tight coalitions" in altered(forty, levels=forty[1].proof.data["levels"][:-1])


def test_a_level_of_another_height_is_noticed(forty):
    levels = [dict(level) for level in forty[1].proof.data["levels"]]
    levels[-1]["excess"] -= 5.0
    assert altered(forty, levels=levels) == ["levels as claimed"]


def test_a_proof_of_another_rule_is_refused(forty):
    game, found = forty
    assert "proof" in [c.name for c in al.verify(game, replace(found, rule="per_capita_nucleolus")).failed]
    assert "proof" in altered(forty, imputations=False)


def test_a_fair_point_is_not_the_nucleolus(forty):
    game, found = forty
    other = replace(found, payoffs=game.fair_point().payoffs)
    assert [c.name for c in al.verify(game, other).failed] == ["payoffs"]


def test_a_pair_above_its_level_is_named():
    # a proof about other profits: seller 1 and buyer 4 now could earn more than the levels allow
    game = al.AssignmentGame([[4.0, 1.0], [1.0, 4.0]])
    found = solve_structured(game, "prenucleolus")
    richer = al.AssignmentGame([[4.0, 9.0], [1.0, 4.0]])
    assert not al.verify(richer, found).ok


def test_levels_without_a_solution_are_refused():
    game = al.AssignmentGame([[4.0, 1.0], [1.0, 4.0]])
    found = solve_structured(game, "prenucleolus")
    levels = [{"excess": 0.0, "coalitions": [[0]], "floors": [1]}]
    failed = al.verify(game, replace(found, proof=Proof(found.proof.kind, "", {**found.proof.data, "levels": levels}))).failed
    assert "x_i ≥ v(i)" in failed[-1].detail


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", range(5))
def test_the_worst_coalition_is_a_best_matching(shape, seed):
    random = np.random.default_rng([5, seed])
    game = made.assignment(random, *shape)
    everyone = (random.integers(-3, 9, game.n), np.zeros(game.n), np.full(game.n, -2), np.full(game.n, 9), al.shapley(game).payoffs)
    for payoffs in everyone:
        found = oracle_for(game).worst(np.asarray(payoffs, dtype=float))
        assert found.excesses[0] == pytest.approx(twin.worst_excess(game, payoffs), abs=1e-9)
        assert found.proved
        assert 0 < found.rows[0].sum() < game.n


def test_essential_coalitions_are_players_and_pairs_that_earn():
    rows = essential_rows(al.AssignmentGame([[3, 0, -1], [0, 2, 0]]))
    assert rows.sum(axis=1).tolist() == [1, 1, 1, 1, 1, 2, 2]


def test_one_pair_alone_is_everybody_and_no_essential_coalition():
    assert essential_rows(al.AssignmentGame([[3.0]])).astype(int).tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("seed", range(4))
def test_listed_coalitions_come_in_falling_order_outside_a_span(seed):
    game = made.assignment(np.random.default_rng(seed), 3, 3)
    oracle = EssentialOracle(game, essential_rows(game))
    payoffs = np.arange(6.0)
    everything = oracle.worst(payoffs)
    assert everything.excesses == pytest.approx(game.worth(everything.rows) - everything.rows @ payoffs)
    assert np.all(np.diff(everything.excesses) <= 0)
    only_last = np.array([0, 0, 0, 0, 0, 1], dtype=np.uint64)
    assert oracle.worst_outside(payoffs, only_last).rows[:, 5].all()
