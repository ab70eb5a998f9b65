"""Compiled walks: what each player adds in an order, against evaluating every coalition along the way."""

import numpy as np
import pytest
import twins_sampling as twins

import allocation as al
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.walks import compiled_walk, evaluated_walk

RNG = np.random.default_rng(3)
NAMES = ["A", "B", "C", "D", "E", "F"]


def project(**changes):
    numbers = {
        "players": NAMES,
        "capabilities": RNG.uniform(0, 5, (6, 3)),
        "requirement": [4.0, 0.0, 3.0],
        "weights": [0.5, 0.2, 0.3],
        "base_success": 0.9,
        "benefit": 500,
        "cost": 40,
        "outsourcing": [30, 20, 10],
        "subsidy": 25,
        "market_access": RNG.uniform(0, 0.5, 6),
        "stand_alone": RNG.uniform(0, 9, 6),
        "subsidy_needs": [["A", "B"], ["F"]],
        "coordination_cost": 3.0,
    }
    return al.ProjectGame(**{**numbers, **changes})


def two_projects():
    one, other = project(), project(subsidy_needs=[], cost=900)
    return al.ProjectGame.of_projects(NAMES, [*one.projects, *other.projects], np.arange(6.0))


GAMES = {
    "voting": al.VotingGame([5, 4, 3, 2, 1, 1], 9, NAMES),
    "dictator": al.VotingGame([9, 1, 1, 1, 1, 1], 9, NAMES),
    "unanimous": al.VotingGame([1] * 6, 6, NAMES),
    "airport": al.AirportGame([3, 1, 4, 1, 5, 9], NAMES),
    "free airport": al.AirportGame([0] * 6, NAMES),
    "pairs": al.PairwiseGame([1, -2, 3, 0, 0, 5], {("A", "B"): 2.5, ("C", "F"): -7.0, ("A", "F"): 1.0}, NAMES),
    "no pairs": al.PairwiseGame([1, -2, 3, 0, 0, 5], {}, NAMES),
    "rules": al.RuleGame(
        [al.Rule(10, ("A", "B"), ("C",)), al.Rule(-3.5, ("F",)), al.Rule(2, ("B",), ("A", "D", "E")), al.Rule(0.1, tuple(NAMES))], NAMES
    ),
    "no rules": al.RuleGame([], NAMES),
    "project": project(),
    "project without groups": project(subsidy_needs=[], stand_alone=None),
    "hopeless project": project(cost=10_000),
    "two projects": two_projects(),
}
ORDERS = np.array([RNG.permutation(6) for _ in range(40)])


@pytest.mark.parametrize("name", GAMES)
def test_a_compiled_walk_adds_what_coalitions_are_worth(name):
    game = GAMES[name]
    slow = evaluated_walk(Evaluations(game), game.grand_value)(ORDERS)
    np.testing.assert_allclose(compiled_walk(game)(ORDERS), slow, atol=1e-9 * max(1.0, abs(game.grand_value)))


@pytest.mark.parametrize("name", ["voting", "pairs", "project"])
def test_an_evaluated_walk_by_definition(name):
    game = GAMES[name]
    slow = evaluated_walk(Evaluations(game), game.grand_value)(ORDERS)
    for order, added in zip(ORDERS.tolist(), slow, strict=True):
        expected = twins.marginals(order, lambda s: game.value([NAMES[i] for i in s]))
        np.testing.assert_allclose(added, expected, atol=1e-9)


@pytest.mark.parametrize("name", GAMES)
def test_walks_of_an_order_add_up(name):
    game = GAMES[name]
    np.testing.assert_allclose(compiled_walk(game)(ORDERS).sum(axis=1), game.grand_value, atol=1e-9)


def test_an_evaluated_walk_asks_for_all_but_the_ends():
    game = GAMES["airport"]
    evaluations = Evaluations(game)
    evaluated_walk(evaluations, game.grand_value)(ORDERS)
    assert evaluations.count == 40 * 5


@pytest.mark.parametrize(
    "game",
    [
        al.TableGame([0, 1, 1, 4]),
        al.ClaimsGame([1, 2, 3], 4),
        al.VotingGame.all_of([al.VotingGame([2, 1, 1], 3), al.VotingGame([1, 1, 1], 2)]),
        al.FunctionGame(len, ["A", "B"]),
    ],
)
def test_games_without_a_walk(game):
    assert compiled_walk(game) is None


def test_votes_beyond_64_bits_are_evaluated():
    assert compiled_walk(al.VotingGame([2**70, 2**70 + 1, 3], 2**71)) is None


@pytest.mark.parametrize("name", ["voting", "airport", "pairs", "rules", "project"])
def test_an_executor_is_asked_although_there_is_a_walk(name):
    game = GAMES[name]
    e = al.estimate(game, samples=50, method="permutations", executor=al.GameExecutor(game))
    walked = al.estimate(game, samples=50, method="permutations")
    np.testing.assert_allclose(e.payoffs, walked.payoffs, atol=1e-9)


@pytest.mark.parametrize("method", ["permutations", "antithetic"])
@pytest.mark.parametrize("name", ["pairs", "rules", "project", "airport"])
def test_walked_estimates_are_near(name, method):
    game = GAMES[name]
    exact = al.shapley(al.TableGame(game.table(), game.players)).payoffs
    e = al.estimate(game, tolerance=1e-9 + 0.02 * abs(game.grand_value), samples=62 * 10**4, method=method, seed=5)
    assert (np.abs(e.payoffs - exact) <= 5 * e.standard_error + 1e-9).all()
