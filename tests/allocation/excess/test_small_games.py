"""Few players go from level to level with all coalitions in memory: the same answers as from a pool of rows."""

import numpy as np
import pytest
import twins_excess as twin

import allocation as al
from allocation.coalition import members_of
from allocation.excess import lexicographic as engine
from allocation.excess import small
from allocation.excess.lexicographic import lexicographic
from allocation.excess.members import SMALL, members_of_all
from allocation.excess.problem import Problem

RULES = ["prenucleolus", "per_capita_prenucleolus", "anti_nucleolus", "simplified_modiclus"]


def table(seed, n, high=9):
    values = np.random.default_rng([seed, n]).integers(-4, high, 2**n).astype(float)
    values[0] = 0
    return values


def both_ways(monkeypatch, call):
    short = call()
    monkeypatch.setattr(engine, "SMALL", 0)
    return short, call()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [1, 2, 4, 6])
@pytest.mark.parametrize("seed", range(4))
def test_both_ways_give_one_split(monkeypatch, rule, n, seed):
    game = al.TableGame(table(seed, n))
    short, long = both_ways(monkeypatch, lambda: al.split(game, rule))
    assert short.payoffs == pytest.approx(long.payoffs, abs=1e-9)
    assert short.details["certified"]
    assert al.verify(game, short).ok


@pytest.mark.parametrize("n", [3, 5, 7, SMALL])
@pytest.mark.parametrize("high", [1, 2, 50])
def test_bounds_of_single_players_bind_alike(monkeypatch, n, high):
    values = np.abs(table(3, n, high))
    values[-1] = values[[1 << i for i in range(n)]].sum() + 1
    game = al.TableGame(values)
    short, long = both_ways(monkeypatch, lambda: al.nucleolus(game))
    assert short.payoffs == pytest.approx(long.payoffs, abs=1e-9)
    assert al.verify(game, short).ok


@pytest.mark.parametrize("seed", range(6))
def test_small_tables_against_the_definition(seed):
    values = [int(v) for v in table(seed, 4)]
    expected = [float(x) for x in twin.lexicographic(values)[0]]
    assert al.prenucleolus(al.TableGame(values)).payoffs == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_given_weights(monkeypatch, seed):
    weights = np.random.default_rng(seed).integers(1, 6, 2**5).astype(float)
    game = al.TableGame(table(seed, 5))
    short, long = both_ways(monkeypatch, lambda: al.weighted_prenucleolus(game, weights))
    assert short.payoffs == pytest.approx(long.payoffs, abs=1e-9)


@pytest.mark.parametrize("unions", [[["1", "2"], ["3", "4", "5"]], [["1"], ["2"], ["3", "4", "5"]], [["1", "2", "3", "4", "5"]]])
def test_blocks_keep_what_they_are_worth(monkeypatch, unions):
    values = table(1, 5) + 30 * np.array([len(members_of(mask)) > 1 for mask in range(32)])
    game = al.TableGame(values)
    short, long = both_ways(monkeypatch, lambda: al.coalition_structure_nucleolus(game, unions))
    assert short.payoffs == pytest.approx(long.payoffs, abs=1e-9)
    for union in unions:
        assert sum(short[name] for name in union) == pytest.approx(game.value(union))


def test_coalitions_of_no_weight_that_do_not_decide_are_refused():
    values = np.zeros(8)
    values[-1] = 1.0
    with pytest.raises(al.RuleError, match=r"determine one split|proportional|weight"):
        al.proportional_nucleolus(al.TableGame(values))


def test_a_basis_that_rounding_spoils_takes_the_long_way(monkeypatch):
    game = al.TableGame(table(5, 5))
    expected = al.prenucleolus(game).payoffs
    plain = small.maximise
    monkeypatch.setattr(small, "maximise", lambda *given: (2, *plain(*given)[1:]))
    found = al.prenucleolus(game)
    assert found.payoffs == pytest.approx(expected, abs=1e-9)
    assert found.details["certified"]


def test_a_basis_of_another_size_takes_the_long_way(monkeypatch):
    game = al.TableGame(table(6, 5))
    expected, closed = al.prenucleolus(game).payoffs, small._closed
    monkeypatch.setattr(small, "_closed", lambda *given: (closed(*given)[0], np.empty(0, dtype=np.int64)))
    assert al.prenucleolus(game).payoffs == pytest.approx(expected, abs=1e-9)


def test_one_pass_and_one_program_a_level():
    problem = Problem(table(2, 6), 6)
    found = lexicographic(problem)
    assert (found.rounds, found.passes) == (len(found.levels), 1.0)
    assert found.payoffs.sum() == pytest.approx(problem.table[-1])


@pytest.mark.parametrize("n", [1, 3, SMALL])
def test_members_of_all_coalitions(n):
    rows = members_of_all(n)
    assert rows.shape == (2**n, n)
    assert [tuple(np.flatnonzero(row)) for row in rows] == [tuple(members_of(mask)) for mask in range(2**n)]
    assert not rows.flags.writeable
