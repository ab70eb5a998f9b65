"""The nucleolus of rules, projects and production without a table, against the one of the table."""

import numpy as np
import pytest
import structured_games as made

import allocation as al
from allocation.excess.oracles import structured_split as module
from allocation.excess.oracles.book import Book, BookSpan
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.oracles.least_core import least_core_without_table
from allocation.excess.oracles.local_search import climb
from allocation.excess.oracles.solver_separation import LimitReachedError, SolverSeparation
from allocation.excess.oracles.structured_split import has_structure, solve_structured, structured_split

KINDS = [made.project, made.coordinated, made.production, made.rules]


def by_table(game, rule):
    return al.split(al.TableGame(game.table()), rule).payoffs


def size(game):
    return float(np.abs(game.table()).max()) or 1.0


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_the_prenucleolus_is_the_one_of_the_table(make, seed):
    game = make(np.random.default_rng(seed), 2 + seed)
    found = solve_structured(game, "prenucleolus")
    assert found.payoffs == pytest.approx(by_table(game, "prenucleolus"), abs=1e-8 * size(game))
    assert found.method == "row generation"


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_the_nucleolus_keeps_everybody_at_what_it_earns_alone(make, seed):
    game = make(np.random.default_rng([1, seed]), 5)
    if game.grand_value < game.singles().sum():
        pytest.skip("no imputation")
    found = solve_structured(game, "nucleolus")
    assert found.payoffs == pytest.approx(by_table(game, "nucleolus"), abs=1e-8 * size(game))
    assert np.all(found.payoffs >= game.singles() - 1e-8 * size(game))


@pytest.mark.parametrize("make", KINDS)
def test_few_players_are_verified_by_their_table(make):
    game = make(np.random.default_rng(2), 6)
    found = solve_structured(game, "prenucleolus")
    assert found.proof.kind == "kohlberg by search"
    assert al.verify(game, found).ok


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("seed", range(2))
def test_the_least_core_is_the_one_of_the_table(make, seed):
    game = make(np.random.default_rng([3, seed]), 6)
    low, high = least_core_without_table(game).details["epsilon_bounds"]
    epsilon = al.least_core(al.TableGame(game.table())).details["epsilon"]
    assert low - 1e-8 * size(game) <= epsilon <= high + 1e-8 * size(game)
    assert high - low <= 1e-5 * size(game)


@pytest.fixture(scope="module")
def thirty():
    game = made.production(np.random.default_rng(5), 30)
    return game, al.prenucleolus(game)


def test_thirty_producers_without_a_table(thirty):
    game, found = thirty
    assert found.total == pytest.approx(game.grand_value)
    assert found.details["oracle"] == "mixed-integer program (SCIP)"
    assert not found.details["certified"]
    assert al.stability(game, found.payoffs).in_core


def test_what_rests_on_a_solver_is_said(thirty):
    game, found = thirty
    checked = al.verify(game, found)
    assert [check.name for check in checked.failed] == ["all coalitions"]
    assert "rests on the search (mixed-integer program (SCIP))" in checked.failed[0].detail


def test_a_tampered_share_is_noticed_beyond_the_table(thirty):
    from dataclasses import replace

    game, found = thirty
    moved = found.payoffs + np.array([1.0, -1.0, *[0.0] * 28])
    assert "payoffs" in [check.name for check in al.verify(game, replace(found, payoffs=moved)).failed]


def test_thirty_players_under_rules():
    game = made.rules(np.random.default_rng(6), 30, 40)
    found = al.prenucleolus(game)
    assert found.details["oracle"] == "integer program (CP-SAT)"
    assert found.total == pytest.approx(game.grand_value)
    worst = al.stability(game, found.payoffs).max_excess
    assert worst == pytest.approx(found.details["largest_excess"], abs=1e-6)
    low, high = al.least_core(game).details["epsilon_bounds"]
    assert low - 1e-6 <= worst <= high + 1e-6


@pytest.mark.parametrize("make", [made.rules, made.production])
def test_no_time_leaves_a_bracket_and_no_point(make):
    game = make(np.random.default_rng(8), 7)
    found = solve_structured(game, "prenucleolus", seconds=0.0)
    low, high = found.details["epsilon_bounds"]
    epsilon = al.least_core(al.TableGame(game.table())).details["epsilon"]
    assert low - 1e-6 * size(game) <= epsilon <= high + 1e-6 * size(game)
    assert found.proof.kind == "least core bracket"
    assert not found.details["certified"]
    assert "time" in found.details["limit"]


def test_a_solver_that_proves_nothing_is_a_limit(monkeypatch):
    from allocation.excess.oracles.integer_program import IntegerProgramOracle
    from allocation.excess.oracles.oracle import Worst

    game = made.rules(np.random.default_rng(9), 5)
    silent = Worst(np.zeros((0, 5), dtype=bool), np.empty(0), 100.0)
    monkeypatch.setattr(IntegerProgramOracle, "worst_above", lambda *_: silent)
    problem = SolverSeparation(game, oracle_for(game), False, 10.0)
    problem.span().add(problem.everyone)
    problem.span().add_all(np.array([problem.everyone]))
    with pytest.raises(LimitReachedError, match="up to 100"):
        problem.most_violated(np.full(5, 1e6), 0.0, 1e-9, problem.span().orthogonal(np.random.default_rng(0)), 5)


def test_tables_are_preferred_while_they_are_small():
    random = np.random.default_rng(0)
    assert not has_structure(made.rules(random, 24))
    assert has_structure(made.rules(random, 25))
    assert not has_structure(al.TableGame([0, 1, 1, 4]))
    assert structured_split(made.project(random, 5), "nucleolus") is None
    assert solve_structured(al.TableGame([0, 1, 1, 4]), "nucleolus") is None


def test_every_kind_with_a_bound_of_players_has_a_way():
    for kind in module.TABLE_PLAYERS:
        assert issubclass(kind, al.ProjectGame | al.ProductionGame | al.RuleGame | al.AssignmentGame)


def test_the_span_of_a_separation_is_known_to_the_solver():
    game = made.rules(np.random.default_rng(1), 4)
    problem = SolverSeparation(game, oracle_for(game), False, 10.0)
    settled = problem.span()
    settled.add_all(np.array([problem.everyone, problem.single(2)]))
    planes = problem.complement()
    assert planes.shape == (2, 4)
    assert not planes.sum(axis=1).any()
    assert not planes[:, 2].any()
    settled.copy().add_all(np.array([problem.single(0)]))
    assert problem.complement().shape == (2, 4)


def test_a_span_of_a_book_remembers_independent_coalitions():
    book = Book(3)
    span = BookSpan(book)
    span.add_all(book.numbers(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [1, 1, 1]], dtype=bool)))
    assert span.given.astype(int).tolist() == [[1, 1, 0], [0, 0, 1]]
    assert book.recent(1).astype(int).tolist() == [[1, 1, 0]]


@pytest.mark.parametrize("seed", range(6))
def test_climbing_ends_where_no_single_change_helps(seed):
    random = np.random.default_rng(seed)
    game = made.rules(random, 7)
    payoffs = random.integers(-2, 5, 7).astype(float)
    planes = np.array([[1, -1, 0, 0, 0, 0, 0], [0, 1, -1, 0, 0, 0, 0]])
    found = climb(game, payoffs, random.random((6, 7)) < 0.5, planes)
    assert found.bound == np.inf
    assert np.all(np.diff(found.excesses) <= 0)
    for row, excess in zip(found.rows, found.excesses, strict=True):
        assert (planes @ row).any()
        around = row ^ np.eye(7, dtype=bool)
        around = around[(around @ planes.T != 0).any(axis=1)]
        assert np.all(game.worth(around) - around @ payoffs <= excess + 1e-12)


def test_climbing_inside_the_span_only_finds_nothing():
    game = made.rules(np.random.default_rng(0), 3)
    found = climb(game, np.zeros(3), np.ones((1, 3), dtype=bool), np.zeros((0, 3), dtype=np.int64))
    assert not found.rows.size
