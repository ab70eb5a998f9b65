"""Oracles that ask a solver: the worst coalition, of all and outside a span, against a look at every coalition."""

import numpy as np
import pytest
import structured_games as made
import twins_oracles as twin

import allocation as al
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.oracles.mixed_integer import Program
from allocation.excess.oracles.oracle import SolverOracle
from allocation.proofs.elimination import null_space

KINDS = [made.project, made.coordinated, made.production, made.rules]


def near(oracle):
    return 2e-6 * oracle.scale


def shares(random, game):
    parts = random.random(game.n)
    return parts / parts.sum() * (game.grand_value or 1.0)


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_the_worst_of_all_coalitions(make, seed):
    random = np.random.default_rng(seed)
    game = make(random, 1 + seed)
    oracle = oracle_for(game)
    assert isinstance(oracle, SolverOracle)
    for payoffs in (shares(random, game), np.zeros(game.n), random.integers(-9, 90, game.n).astype(float)):
        found, expected = oracle.worst(payoffs), twin.worst_excess(game, payoffs)
        if game.n == 1:
            assert not found.rows.size
            continue
        assert found.excesses[0] == pytest.approx(expected, abs=1e-9)
        assert expected - 1e-9 <= found.bound <= expected + near(oracle)
        assert 0 < found.rows[0].sum() < game.n


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_the_worst_outside_a_span(make, seed):
    random = np.random.default_rng([7, seed])
    game = make(random, 5)
    oracle, rows = oracle_for(game), twin.proper_rows(5)
    payoffs = shares(random, game)
    excesses = game.worth(rows) - rows @ payoffs
    settled = rows[np.argsort(-excesses)[:2]]
    planes = np.array(null_space([[1] * 5, *settled.astype(int).tolist()]))
    outside = (rows @ planes.T != 0).any(axis=1)
    found = oracle.worst_above(payoffs, None, planes)
    assert found.excesses[0] == pytest.approx(excesses[outside].max(), abs=1e-9)
    assert (found.rows @ planes.T != 0).any(axis=1).all()


@pytest.mark.parametrize("make", KINDS)
def test_a_floor_above_all_excesses_leaves_nothing(make):
    random = np.random.default_rng(3)
    game = make(random, 5)
    oracle, payoffs = oracle_for(game), shares(random, game)
    worst = twin.worst_excess(game, payoffs)
    above = oracle.worst_above(payoffs, worst + near(oracle))
    assert not above.excesses.size
    assert worst < above.bound <= worst + 3 * near(oracle)


@pytest.mark.parametrize("make", KINDS)
def test_a_floor_below_the_worst_still_finds_it(make):
    random = np.random.default_rng(4)
    game = make(random, 5)
    oracle, payoffs = oracle_for(game), shares(random, game)
    worst = twin.worst_excess(game, payoffs)
    assert oracle.worst_above(payoffs, worst - 3 * near(oracle)).excesses[0] == pytest.approx(worst, abs=1e-9)


@pytest.mark.parametrize("make", KINDS)
def test_the_scale_bounds_every_coalition(make):
    for seed in range(8):
        game = make(np.random.default_rng(seed), 6)
        rows = twin.all_rows(6)
        assert np.abs(game.worth(rows) - rows @ game.singles()).max() <= oracle_for(game).scale + 1e-9


@pytest.mark.parametrize("make", [made.project, made.production])
def test_a_bound_holds_when_there_is_no_time(make):
    random = np.random.default_rng(1)
    game = make(random, 14)
    payoffs = np.zeros(14)
    assert oracle_for(game, 0.0).worst(payoffs).bound >= twin.worst_excess(game, payoffs) - 1e-9


def test_projects_that_nobody_can_run():
    game = al.ProjectGame(["A", "B"], [[0], [0]], [5], [1.0], 0.5, 100, 1000, [50], 0, [0.5, 0.5])
    found = oracle_for(game).worst(np.array([1.0, 2.0]))
    assert (found.rows.tolist(), found.excesses.tolist()) == ([[True, False]], [-1.0])


def test_a_resource_that_nobody_owns_makes_nothing():
    game = al.ProductionGame([[0, 0, 0], [1, 2, 3]], [[1, 0], [1, 1]], [10, 1])
    found = oracle_for(game).worst(np.zeros(3))
    assert found.excesses[0] == pytest.approx(5.0)
    assert found.rows[0].tolist() == [False, True, True]


def test_production_that_sells_nothing():
    game = al.ProductionGame([[1, 2]], [[1]], [0])
    assert oracle_for(game).worst(np.array([0.0, 3.0])).excesses[0] == 0.0


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
def test_the_unit_of_money_does_not_matter(scale):
    stock, use, price = np.array([[4, 6, 60], [33, 39, 0]]), [[4, 5], [6, 2]], np.array([68, 52])
    game = al.ProductionGame(stock, use, price * scale)
    payoffs = np.array([300.0, 300.0, 392.0]) * scale
    assert oracle_for(game).worst(payoffs).excesses[0] == pytest.approx(twin.worst_excess(game, payoffs), rel=1e-6)


def test_a_program_is_solved():
    program = Program()
    one, two = program.variable(3.0, whole=True), program.variable(1.0)
    program.row({one: 2.0, two: 2.0}, high=3.0)
    found = program.solve(10.0)
    assert found.values == pytest.approx([1.0, 0.5])
    assert found.bound == pytest.approx(3.5)


def test_an_impossible_program_has_no_values():
    program = Program()
    program.row({program.variable(1.0, whole=True): 1.0}, low=2.0)
    found = program.solve(10.0)
    assert found.values is None
    assert found.bound == -np.inf
