"""When the samples pay for every coalition, an estimate is the value itself."""

from math import comb

import numpy as np
import pytest
import twins_sampling as twins
from sampling_games import Counting, every_row, names, scaled, table_game

import allocation as al
from allocation.sampling.every import payable

KINDS = ["random", "negative", "zero", "tied", "additive", "unanimity", "tiny", "huge"]


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12 * max(1.0, float(np.abs(expected).max())))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_shapley_is_exact(n, kind):
    game = table_game(kind, n)
    e = al.estimate(game, samples=2**n - 1)
    close(e.payoffs, al.shapley(game).payoffs)
    assert e.standard_error.tolist() == [0.0] * n


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_banzhaf_is_exact(n, kind):
    game = table_game(kind, n)
    close(al.estimate(game, "banzhaf", samples=2**n - 1).payoffs, al.banzhaf(game).payoffs)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [2, 4, 5])
def test_owen_is_exact(n, kind):
    game, unions = table_game(kind, n), [["1", "2"]]
    close(al.estimate(game, "owen", samples=2**n - 1, unions=unions).payoffs, al.owen(game, unions).payoffs)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("graph", [[], [("1", "2")], [("1", "2"), ("2", "3"), ("3", "4")]], ids=["none", "one", "line"])
def test_myerson_is_exact(graph, kind):
    game = table_game(kind, 4)
    close(al.estimate(game, "myerson", samples=15, graph=graph).payoffs, al.myerson(game, graph).payoffs)


@pytest.mark.parametrize(("alpha", "beta"), [(1.0, 1.0), (4.0, 1.0), (1.0, 16.0), (2.0, 2.0)])
@pytest.mark.parametrize("n", [2, 3, 5])
def test_semivalues_are_exact(n, alpha, beta):
    game = table_game("random", n)
    chances = al.beta_chances(n, alpha, beta)
    close(al.estimate(game, "semivalue", samples=2**n - 1, chances=chances).payoffs, al.semivalue(game, chances).payoffs)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_shapley_is_the_definition(n):
    game = table_game("random", n, 5)
    table = dict(zip((frozenset(np.flatnonzero(row).tolist()) for row in every_row(n)), game.table().tolist(), strict=True))
    close(al.estimate(game, samples=2**n - 1).payoffs, np.array(twins.semivalue_of(n, table.get, twins.shapley_chances(n)), dtype=float))


def test_owen_of_singletons_and_of_one_union_are_shapley():
    game = table_game("random", 5)
    exact = al.shapley(game).payoffs
    for unions in ([[name] for name in names(5)], [names(5)]):
        close(al.estimate(game, "owen", samples=31, unions=unions).payoffs, exact)


def test_myerson_of_the_complete_graph_is_shapley():
    game = table_game("random", 4)
    graph = [(a, b) for a in names(4) for b in names(4) if a < b]
    close(al.estimate(game, "myerson", samples=15, graph=graph).payoffs, al.shapley(game).payoffs)


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [1, 0, 2, 4, 3], [2, 3, 4, 0, 1]])
@pytest.mark.parametrize("value", ["shapley", "banzhaf"])
def test_relabelled_players_take_their_payoffs_along(value, order):
    game = table_game("random", 5)
    renamed = al.FunctionGame(lambda rows: game.worth(rows[:, np.argsort(order)]), [names(5)[i] for i in order], vectorised=True)
    before, after = (al.estimate(g, value, samples=31).payoffs for g in (game, renamed))
    close(after, before[order])


@pytest.mark.parametrize("power", [-40, -1, 3, 60])
def test_powers_of_two_scale_exactly(power):
    game = table_game("random", 5)
    one, other = (al.estimate(scaled(game, k), samples=31).payoffs for k in (1.0, 2.0**power))
    assert (one * 2.0**power).tobytes() == other.tobytes()


def test_an_additive_game_on_top_is_added():
    game, extra = table_game("random", 5), np.array([3.0, -1.0, 0.0, 7.5, 100.0])
    for value in ("shapley", "banzhaf"):
        close(al.estimate(scaled(game, 1.0, extra), value, samples=31).payoffs, al.estimate(game, value, samples=31).payoffs + extra)


def test_every_coalition_is_asked_exactly_once():
    game = table_game("random", 5)
    counting = Counting(game)
    e = al.estimate(game, samples=31, executor=counting)
    assert len(counting.rows) == len(set(counting.rows)) == e.evaluations == 31
    assert counting.rows[0] == (True,) * 5
    assert (False,) * 5 not in counting.rows


def test_seed_and_method_do_not_matter_when_nothing_is_left_to_chance():
    game = table_game("random", 4)
    found = {al.estimate(game, samples=15, seed=s, method=m).payoffs.tobytes() for s in (0, 9) for m in ("auto", "linear", "permutations")}
    assert len(found) == 1


@pytest.mark.parametrize("n", [1, 4, 10])
def test_payable_from_the_number_of_coalitions_on(n):
    assert payable(n, 2**n - 1)
    assert not payable(n, 2**n - 2)


def test_many_players_are_never_payable():
    assert not payable(25, 2**62)


def test_a_tolerance_is_met_by_every_coalition():
    e = al.estimate(table_game("random", 5), tolerance=1e-300)
    assert e.details["reached"] is True
    assert e.evaluations == 31


def test_null_players_get_nothing_and_equal_players_the_same():
    rows = every_row(4)
    game = al.TableGame((rows[:, 0] & rows[:, 1]) * 6.0, names(4))
    assert al.estimate(game, samples=15).payoffs.tolist() == pytest.approx([3.0, 3.0, 0.0, 0.0])


@pytest.mark.parametrize("n", [2, 4, 6])
def test_a_majority_gives_its_banzhaf_power(n):
    game = al.TableGame((every_row(n).sum(axis=1) > n / 2) * 1.0, names(n))
    swings = comb(n - 1, n // 2) / 2 ** (n - 1)
    close(al.estimate(game, "banzhaf", samples=2**n - 1).payoffs, np.full(n, swings))
