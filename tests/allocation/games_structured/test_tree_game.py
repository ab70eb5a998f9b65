"""Spanning tree games: table, Bird's allocation, the folk solution."""

import numpy as np
import pytest
from twins_structured import as_fractions, is_in_core, rows_of, table_of, tree_cost

import allocation as al
from allocation.games.exact_tree import tree_bird, tree_folk

UNIQUE = [[0, 5, 9, 12], [5, 0, 4, 7], [9, 4, 0, 3], [12, 7, 3, 0]]


def random_costs(seed, n, whole=True):
    rng = np.random.default_rng(seed)
    costs = rng.integers(0, 9, (n + 1, n + 1)).astype(float) if whole else rng.random((n + 1, n + 1))
    costs = np.triu(costs, 1)
    return costs + costs.T


def test_reference_numbers(vectors):
    found = 0
    for vector in vectors("structured"):
        if vector["game"]["kind"] != "mcst":
            continue
        game, expected = al.TreeGame(vector["game"]["cost_matrix"]), vector["expect"]
        assert game.cost_table().tolist() == [float(x) for x in as_fractions(expected["cost_table"])]
        assert -game.grand_value == float(expected["tree_cost"])
        assert al.cost_shares(al.shapley(game)) == pytest.approx([float(x) for x in as_fractions(expected["shapley"])], abs=1e-9)
        if "bird" in expected:
            assert al.cost_shares(game.bird()).tolist() == [float(x) for x in as_fractions(expected["bird"])]
        found += 1
    assert found >= 2


@pytest.mark.parametrize("seed", range(6))
def test_the_table_is_that_of_kruskal(seed):
    costs = random_costs(seed, 1 + seed)
    exact = [as_fractions(row) for row in costs.tolist()]
    game = al.TreeGame(costs)
    assert game.cost_table().tolist() == table_of(lambda members: tree_cost(exact, members), game.n).tolist()


def test_decimals_add_up_without_rounding():
    """Three arcs of 0.1 cost 0.3, not 0.30000000000000004."""
    assert al.TreeGame(0.1 * (1 - np.eye(4))).grand_value == -0.3


def test_worths_are_those_of_the_table():
    game = al.TreeGame(random_costs(3, 5))
    assert game.worth(rows_of(5)).tolist() == game.table().tolist()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("point", ["bird", "folk"])
def test_points_are_in_the_core(seed, point):
    game = al.TreeGame(random_costs(seed, 6))
    assert is_in_core(game.table(), getattr(game, point)().payoffs)


@pytest.mark.parametrize("seed", range(8))
def test_the_folk_solution_is_the_shapley_value_of_the_irreducible_game(seed):
    game = al.TreeGame(random_costs(seed, 6))
    assert game.folk().payoffs == pytest.approx(al.shapley(al.TableGame(game.irreducible().table())).payoffs, abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_irreducible_costs_are_lower_and_keep_the_cost_of_all(seed):
    game = al.TreeGame(random_costs(seed, 6))
    assert (game.irreducible().costs <= game.costs).all()
    assert game.irreducible().grand_value == game.grand_value


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("point", ["bird", "folk"])
def test_exact_points_agree(seed, point):
    game = al.TreeGame(random_costs(seed, 5, whole=False))
    assert al.verify(game, getattr(game, point)()).ok


def test_exact_points_of_a_small_tree():
    exact = [as_fractions(row) for row in UNIQUE]
    assert tree_bird(exact) == [5, 4, 3]
    assert sum(tree_folk(exact)) == 12


def test_a_forged_point_is_not_verified():
    game = al.TreeGame(UNIQUE)
    folk = game.folk()
    assert not al.verify(game, al.Allocation(folk.players, folk.payoffs, "bird", folk.method, folk.proof)).ok


def test_the_folk_solution_does_not_depend_on_the_order_of_players():
    costs = random_costs(1, 5)
    order = np.array([0, 3, 1, 5, 2, 4])
    shuffled = al.TreeGame(costs[np.ix_(order, order)]).folk().payoffs
    assert shuffled == pytest.approx(al.TreeGame(costs).folk().payoffs[order[1:] - 1], abs=1e-12)


def test_parents_lead_to_the_source():
    assert al.TreeGame(UNIQUE).parents().tolist() == [0, 1, 2]


def test_ties_prefer_players_that_come_first():
    assert al.TreeGame(1.0 - np.eye(4)).parents().tolist() == [0, 0, 0]


def test_one_player_pays_its_arc():
    game = al.TreeGame([[0, 7], [7, 0]])
    assert al.cost_shares(game.bird()).tolist() == al.cost_shares(game.folk()).tolist() == [7.0]


def test_free_arcs_cost_nothing():
    game = al.TreeGame(np.zeros((4, 4)))
    assert game.table().tolist() == [0.0] * 8
    assert al.cost_shares(game.folk()).tolist() == [0.0] * 3


def test_two_hundred_players_have_points():
    game = al.TreeGame(random_costs(5, 200, whole=False))
    assert game.bird().total == pytest.approx(game.grand_value, rel=1e-12)
    assert game.folk().total == pytest.approx(game.grand_value, rel=1e-12)


def test_everything_wrong_with_the_arcs_is_said_at_once():
    with pytest.raises(al.GameError) as error:
        al.TreeGame([[0, -1, 2], [3, 4, 5], [2, 5, 0]])
    message = str(error.value)
    assert "arc from node 0 to node 1 costs -1" in message
    assert "nodes 0 and 1 has two costs, -1.0 and 3.0" in message
    assert "node 1 has an arc to itself" in message


@pytest.mark.parametrize("costs", [[[0]], [[0, 1, 2], [1, 0, 3]], [0, 1], [[0, np.nan], [np.nan, 0]], [[0, "x"], ["x", 0]]])
def test_costs_that_are_no_arcs_are_refused(costs):
    with pytest.raises(al.GameError):
        al.TreeGame(costs)
