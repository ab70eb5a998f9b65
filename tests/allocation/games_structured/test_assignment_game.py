"""Assignment games: table, best matchings, the two ends of the core and the point between."""

import numpy as np
import pytest
from twins_structured import as_fractions, best_matching_worth, is_in_core, rows_of, table_of, tau_of_table

import allocation as al
from allocation.games.exact_assignment import best_matching, rows_best_point

POINTS = ["seller_optimal", "buyer_optimal", "fair_point"]


def random_profits(seed):
    rng = np.random.default_rng(seed)
    return rng.integers(-2, 9, rng.integers(1, 4, 2))


def test_reference_numbers(vectors):
    found = 0
    for vector in vectors("structured"):
        if vector["game"]["kind"] != "assignment":
            continue
        game, expected = al.AssignmentGame(vector["game"]["matrix"]), vector["expect"]
        assert game.grand_value == float(expected["value"])
        assert game.closed_form("tau") == pytest.approx([float(x) for x in as_fractions(expected["tau"])], abs=1e-9)
        assert al.shapley(game).payoffs == pytest.approx([float(x) for x in as_fractions(expected["shapley"])], abs=1e-9)
        assert game.exact_closed_form("tau") == as_fractions(expected["tau"])
        found += 1
    assert found


@pytest.mark.parametrize("seed", range(8))
def test_the_table_is_that_of_all_seatings(seed):
    profits = random_profits(seed)
    exact = [as_fractions(row) for row in profits.tolist()]
    game = al.AssignmentGame(profits)
    assert game.table().tolist() == table_of(lambda members: best_matching_worth(exact, members), game.n).tolist()


@pytest.mark.parametrize("seed", range(8))
def test_worths_are_those_of_the_table(seed):
    game = al.AssignmentGame(random_profits(seed))
    assert game.worth(rows_of(game.n)).tolist() == game.table().tolist()


def test_a_larger_table_agrees_with_single_assignment_problems():
    rng = np.random.default_rng(4)
    game = al.AssignmentGame(rng.random((5, 7)))
    masks = rng.integers(0, 2**12, 200)
    rows = (masks[:, None] >> np.arange(12) & 1).astype(bool)
    assert game.worth(rows) == pytest.approx(game.table()[masks], abs=1e-12)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("seed", range(10))
def test_points_are_in_the_core(seed, point):
    game = al.AssignmentGame(random_profits(seed))
    assert is_in_core(game.table(), getattr(game, point)().payoffs)


@pytest.mark.parametrize("seed", range(10))
def test_sellers_get_their_marginal_contribution_at_their_best_point(seed):
    """No point of the core gives anybody more."""
    game = al.AssignmentGame(random_profits(seed))
    sellers = len(game.sellers)
    marginals = al.TableGame(game.table()).marginals_to_grand()
    assert game.seller_optimal().payoffs[:sellers] == pytest.approx(marginals[:sellers], abs=1e-12)
    assert game.buyer_optimal().payoffs[sellers:] == pytest.approx(marginals[sellers:], abs=1e-12)


@pytest.mark.parametrize("seed", range(10))
def test_the_fair_point_is_the_tau_value(seed):
    game = al.AssignmentGame(random_profits(seed))
    assert game.fair_point().payoffs == pytest.approx(tau_of_table(game.table()), abs=1e-12)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (5, 3), (6, 6)])
def test_points_are_verified_without_a_solver(shape, point):
    game = al.AssignmentGame(np.random.default_rng(7).random(shape).round(3))
    assert al.verify(game, getattr(game, point)()).ok


def test_the_other_end_of_the_core_is_not_verified():
    game = al.AssignmentGame([[5, 8], [7, 9]])
    a, b = game.seller_optimal(), game.buyer_optimal()
    assert not al.verify(game, al.Allocation(a.players, b.payoffs, a.rule, a.method, a.proof)).ok


def test_the_exact_matching_is_a_best_one():
    profits = [as_fractions(row) for row in [[5, 8, 2], [7, 9, 6], [2, 3, 0]]]
    assert sum(profits[i][j] for i, j in best_matching(profits)) == 16


def test_the_exact_matching_of_nobody_is_empty():
    assert best_matching([]) == []


def test_the_exact_best_point_of_a_monopolist():
    assert rows_best_point([as_fractions([3, 5])]) == ([5], [0, 0])


def test_names_and_pairs():
    game = al.AssignmentGame([[5, 8], [7, 9]], players=["S1", "S2", "B1", "B2"])
    assert (game.sellers, game.buyers) == (("S1", "S2"), ("B1", "B2"))
    assert sorted(game.matching()) == [("S1", "B2"), ("S2", "B1")]


def test_a_pair_that_loses_does_not_trade():
    game = al.AssignmentGame([[-4, -1]])
    assert game.table().tolist() == [0.0] * 8
    assert game.matching() == []
    assert game.fair_point().payoffs.tolist() == [0.0] * 3


def test_a_loss_elsewhere_does_not_keep_a_good_pair_apart():
    """Matching everybody would give 2, the first pair alone 5."""
    assert al.AssignmentGame([[5, 1], [1, -10]]).grand_value == 5.0


def test_nobody_falls_below_zero_by_rounding():
    """Where nobody competes, sellers take all, and total minus the rest exceeds it by a last bit."""
    profits = np.diag(np.random.default_rng(0).random((40, 6))[:, :4].ravel()[:12])
    assert al.AssignmentGame(profits).seller_optimal().payoffs.min() >= 0


def test_decimals_add_up_without_rounding():
    assert al.AssignmentGame(np.diag([0.1, 0.2])).grand_value == 0.3


def test_many_traders_have_a_fair_point():
    game = al.AssignmentGame(np.random.default_rng(3).random((40, 30)))
    fair = game.fair_point()
    assert fair.total == pytest.approx(game.grand_value, rel=1e-12)
    assert fair.payoffs.min() >= 0


def test_other_rules_have_no_closed_form():
    assert al.AssignmentGame([[1]]).closed_form("shapley") is None
    assert al.AssignmentGame([[1]]).exact_closed_form("shapley") is None


@pytest.mark.parametrize("profits", [[[]], [1, 2], [[np.nan]], [["x"]], np.zeros((0, 3))])
def test_profits_that_are_no_table_are_refused(profits):
    with pytest.raises(al.GameError):
        al.AssignmentGame(profits)
