"""Laws every estimator keeps, whatever it draws: scale, shift, order of answering, budgets, sums, seeds."""

import numpy as np
import pytest
from sampling_games import Counting, names, scaled, smooth_game

import allocation as al

GAME = smooth_game(8)
LIGHT = ["permutations", "antithetic", "reuse", "stratified", "linear", "linear_by_size", "leverage", "kernel"]
OPTIONS = {
    "shapley": {},
    "banzhaf": {},
    "semivalue": {"chances": al.beta_chances(8, 1.0, 3.0)},
    "owen": {"unions": [["1", "2", "3"], ["5", "6"]]},
    "myerson": {"graph": [("1", "2"), ("2", "3"), ("5", "6")]},
}
METHOD = {"shapley": "linear", "banzhaf": "stratified", "semivalue": "reuse", "owen": "antithetic", "myerson": "linear"}


@pytest.fixture(scope="module")
def plain():
    return {method: al.estimate(GAME, samples=60, seed=1, method=method) for method in LIGHT}


@pytest.fixture(scope="module")
def others():
    return {value: al.estimate(GAME, value, samples=60, seed=2, method=METHOD[value], **o) for value, o in OPTIONS.items()}


@pytest.mark.parametrize("power", [-30, 1, 40])
@pytest.mark.parametrize("method", LIGHT)
def test_powers_of_two_scale_payoffs_and_errors_exactly(plain, method, power):
    e = al.estimate(scaled(GAME, 2.0**power), samples=60, seed=1, method=method)
    assert e.payoffs.tobytes() == (plain[method].payoffs * 2.0**power).tobytes()
    assert e.standard_error.tobytes() == (plain[method].standard_error * 2.0**power).tobytes()


@pytest.mark.parametrize("method", LIGHT)
def test_the_opposite_game_has_opposite_payoffs_and_the_same_errors(plain, method):
    e = al.estimate(scaled(GAME, -1.0), samples=60, seed=1, method=method)
    np.testing.assert_array_equal(e.payoffs, -plain[method].payoffs)
    np.testing.assert_array_equal(e.standard_error, plain[method].standard_error)


@pytest.mark.parametrize("method", ["permutations", "antithetic", "leverage", "kernel"])
def test_an_additive_game_on_top_shifts_and_leaves_errors(plain, method):
    extra = np.array([3.0, -1.0, 0.0, 7.5, 2.0, 2.0, -4.0, 1.0])
    e = al.estimate(scaled(GAME, 1.0, extra), samples=60, seed=1, method=method)
    np.testing.assert_allclose(e.payoffs, plain[method].payoffs + extra, atol=1e-9)
    np.testing.assert_allclose(e.standard_error, plain[method].standard_error, atol=1e-9)


@pytest.mark.parametrize("method", ["permutations", "antithetic", "linear", "leverage", "kernel"])
@pytest.mark.parametrize("seed", [0, 5])
def test_additive_games_are_exact(method, seed):
    amounts = np.array([3.0, -1.0, 0.0, 7.5, 2.0, 2.0, -4.0, 1.0])
    game = al.FunctionGame(lambda rows: rows @ amounts, names(8), vectorised=True)
    e = al.estimate(game, samples=60, seed=seed, method=method)
    np.testing.assert_allclose(e.payoffs, amounts, atol=1e-7)
    assert e.standard_error.max() < 1e-6


@pytest.mark.parametrize("method", LIGHT)
def test_a_zero_game_gives_exact_zeros(method):
    e = al.estimate(scaled(GAME, 0.0), samples=60, method=method)
    assert not e.payoffs.any()
    assert not e.standard_error.any()


@pytest.mark.parametrize("method", LIGHT)
def test_everything_is_given_away(plain, method):
    assert plain[method].payoffs.sum() == pytest.approx(GAME.grand_value, rel=1e-12)


@pytest.mark.parametrize("value", ["owen", "myerson"])
def test_owen_gives_everything_and_myerson_what_parts_are_worth(others, value):
    parts = [[0, 1, 2], [4, 5], [3], [6], [7]] if value == "myerson" else [list(range(8))]
    rows = np.array([[i in part for i in range(8)] for part in parts])
    assert others[value].payoffs.sum() == pytest.approx(GAME.worth(rows).sum(), rel=1e-9)


def test_each_part_of_a_network_shares_its_own_worth():
    e = al.estimate(GAME, "myerson", samples=200, method="permutations", graph=OPTIONS["myerson"]["graph"])
    assert e.payoffs[:3].sum() == pytest.approx(float(GAME.worth(np.arange(8)[None, :] < 3)[0]))
    assert e.payoffs[3] == pytest.approx(float(GAME.worth(np.arange(8)[None, :] == 3)[0]))


@pytest.mark.parametrize("value", OPTIONS)
def test_answers_one_by_one_and_from_the_end_change_nothing(others, value):
    e = al.estimate(GAME, value, samples=60, seed=2, method=METHOD[value], executor=Counting(GAME, backwards=True), **OPTIONS[value])
    np.testing.assert_allclose(e.payoffs, others[value].payoffs, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(e.standard_error, others[value].standard_error, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("value", OPTIONS)
def test_what_is_said_to_be_asked_was_asked(value):
    counting = Counting(GAME)
    e = al.estimate(GAME, value, samples=60, method=METHOD[value], executor=counting, **OPTIONS[value])
    assert e.evaluations == len(counting.rows)
    assert counting.rows[0] == (True,) * 8 or value == "myerson"
    assert not any(not any(row) for row in counting.rows)


@pytest.mark.parametrize("method", ["reuse", "stratified", "linear"])
def test_small_sizes_are_never_asked_twice(method):
    counting = Counting(GAME)
    al.estimate(GAME, samples=120, method=method, executor=counting)
    small = [row for row in counting.rows if sum(row) in (1, 7)]
    assert len(small) == len(set(small))


@pytest.mark.parametrize("method", ["linear", "leverage", "linear_by_size"])
def test_pairs_bring_their_complements(method):
    counting = Counting(GAME)
    al.estimate(GAME, samples=61, method=method, executor=counting)
    rows = [row for row in counting.rows if not all(row)]
    assert sorted(rows) == sorted(tuple(not x for x in row) for row in rows)


@pytest.mark.parametrize("method", LIGHT)
def test_seeds_are_written_down_and_matter(plain, method):
    assert plain[method].details["seed"] == 1
    assert plain[method].details["method"] == method
    other = al.estimate(GAME, samples=60, seed=2, method=method)
    assert not np.array_equal(other.payoffs, plain[method].payoffs)


@pytest.mark.parametrize("method", LIGHT)
def test_the_truth_is_within_eight_errors(plain, method):
    exact = al.shapley(GAME).payoffs
    assert np.abs(plain[method].payoffs - exact).max() <= 8 * plain[method].standard_error.max() + 1e-9


@pytest.mark.parametrize("method", ["permutations", "antithetic"])
def test_owen_of_single_players_is_shapley(plain, method):
    e = al.estimate(GAME, "owen", samples=60, seed=1, method=method, unions=[])
    np.testing.assert_allclose(e.payoffs, plain[method].payoffs, rtol=1e-12)
    np.testing.assert_allclose(e.standard_error, plain[method].standard_error, rtol=1e-9)


def test_a_semivalue_with_equal_chances_is_banzhaf_to_the_bit():
    chances = np.full(8, 1 / 128)
    one = al.estimate(GAME, "semivalue", samples=60, method="stratified", chances=chances)
    assert one.payoffs.tobytes() == al.estimate(GAME, "banzhaf", samples=60, method="stratified").payoffs.tobytes()


def test_myerson_of_a_complete_graph_is_shapley():
    graph = [(a, b) for a in names(8) for b in names(8) if a < b]
    e = al.estimate(GAME, "myerson", samples=60, seed=1, method="stratified", graph=graph)
    same = al.estimate(GAME, samples=60, seed=1, method="stratified")
    np.testing.assert_allclose(e.payoffs, same.payoffs, atol=1e-12)
