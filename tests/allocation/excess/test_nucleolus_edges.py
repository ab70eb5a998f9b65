"""Degenerate, tied, negative, huge and tiny games."""

import numpy as np
import pytest

import allocation as al


@pytest.fixture(params=["prenucleolus", "nucleolus"])
def rule(request):
    return request.param


def certified(game, rule):
    allocation = al.split(game, rule)
    assert allocation.details["certified"]
    assert al.verify(game, allocation).ok
    return allocation.payoffs


@pytest.mark.parametrize("worth", [0.0, 5.0, -3.5, 1e-300, 1e300])
def test_single_player_gets_everything(rule, worth):
    assert certified(al.TableGame([0, worth]), rule).tolist() == [worth]


def test_two_players_share_the_surplus_equally(rule):
    assert certified(al.TableGame([0, 10, 20, 50]), rule).tolist() == [20.0, 30.0]


def test_two_players_share_a_loss_equally():
    assert certified(al.TableGame([0, 10, 20, 20]), "prenucleolus").tolist() == [5.0, 15.0]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 11])
def test_all_zero_game(rule, n):
    assert certified(al.TableGame(np.zeros(2**n)), rule).tolist() == [0.0] * n


@pytest.mark.parametrize("n", [2, 3, 6, 11])
def test_additive_game_gives_everyone_its_own(rule, n):
    own = np.arange(n) * 0.1 - 0.3
    values = (np.arange(2**n)[:, None] >> np.arange(n) & 1) @ own
    np.testing.assert_allclose(certified(al.TableGame(values), rule), own, atol=1e-15)


@pytest.mark.parametrize("n", [3, 7, 10, 12])
def test_symmetric_game_shares_equally(n):
    sizes = np.array([bin(mask).count("1") for mask in range(2**n)])
    values = np.random.default_rng(n).normal(size=n + 1)[sizes]
    values[0] = 0
    payoffs = certified(al.TableGame(values), "prenucleolus")
    np.testing.assert_allclose(payoffs, np.full(n, values[-1] / n), atol=1e-13)


def test_no_imputation_is_refused_and_says_what_to_use():
    with pytest.raises(al.RuleError, match=r"v\(N\) = 3 is 2 less .* use the prenucleolus"):
        al.nucleolus(al.TableGame([0, 2, 3, 3]))


def test_only_one_imputation():
    values = [0, 1, 2, 9, 3, -5, 7, 6]
    assert certified(al.TableGame(values), "nucleolus").tolist() == [1.0, 2.0, 3.0]


def test_sum_of_single_values_equal_to_the_total_up_to_rounding():
    game = al.TableGame([0, 0.1, 0.2, 0, 0.3, 0, 0, 0.6])
    np.testing.assert_allclose(al.nucleolus(game).payoffs, [0.1, 0.2, 0.3], atol=1e-15)


def test_individual_rationality_binds_where_the_prenucleolus_breaks_it():
    game = al.TableGame([0, 0, 0, 0, 3, 0, 9, 6])
    before, after = certified(game, "prenucleolus"), certified(game, "nucleolus")
    assert before[0] < 0
    assert after.min() >= 0


def test_empty_core(rule):
    np.testing.assert_allclose(certified(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1]), rule), [1 / 3] * 3, atol=1e-15)


def test_negative_cost_like_game():
    costs = np.array([0, 5, 6, 9, 7, 11, 10, 13.0])
    assert certified(al.TableGame(-costs), "prenucleolus").sum() == pytest.approx(-13.0)


@pytest.mark.parametrize("scale", [2.0**-900, 1e-200, 1e-9, 3.0, 1e12, 2.0**900])
def test_scale_of_the_values_does_not_matter(rule, scale):
    values = np.array([0, 1, 1, 7, 1, 5, 4, 11.0])
    allocation = al.split(al.TableGame(values * scale), rule)
    np.testing.assert_allclose(allocation.payoffs / scale, [4.75, 3.75, 2.5], rtol=1e-13)


def test_small_synergies_on_large_stand_alone_values():
    own = np.array([1e8, 3e8, 2e8])
    inside = np.arange(8)[:, None] >> np.arange(3) & 1
    values = inside @ own + np.array([0, 0, 0, 4, 0, 3, 2, 8.0])
    small = al.prenucleolus(al.TableGame([0, 0, 0, 4, 0, 3, 2, 8.0])).payoffs
    np.testing.assert_allclose(certified(al.TableGame(values), "prenucleolus") - own, small, atol=1e-6)


def test_decimal_ties_are_ties():
    values = np.array([0, 0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.7])
    allocation = al.prenucleolus(al.TableGame(values))
    assert al.verify(al.TableGame(values), allocation).ok


def test_thirds_are_certified(rule):
    values = np.array([0, 1, 1, 7, 1, 5, 4, 11]) / 3
    certified(al.TableGame(values), rule)


def test_dummy_gets_its_own_value(rule):
    base = [0, 0, 0, 6, 0, 4, 2, 9]
    values = base + [v + 1.5 for v in base]
    assert certified(al.TableGame(values), rule)[3] == 1.5


@pytest.mark.parametrize("n", [9, 10, 13])
def test_random_games_around_the_switch_to_row_generation(rule, n):
    values = np.random.default_rng(n).integers(0, 50, 2**n).astype(float)
    values[0], values[-1] = 0, 400
    certified(al.TableGame(values), rule)


def test_sixteen_players_are_certified():
    values = np.random.default_rng(16).uniform(0, 1, 2**16)
    values[0], values[-1] = 0, 4
    certified(al.TableGame(np.round(values, 3)), "prenucleolus")


def test_eighteen_players_in_threads_are_certified():
    random = np.random.default_rng(18)
    weights = random.integers(1, 20, 18)
    sums = (np.arange(2**18)[:, None] >> np.arange(18) & 1) @ weights
    certified(al.TableGame(np.maximum(0, sums - 60).astype(float)), "nucleolus")


def test_read_only_input_is_accepted_and_unchanged(rule):
    values = np.array([0, 1, 1, 7, 1, 5, 4, 11.0])
    values.setflags(write=False)
    al.split(al.TableGame(values), rule)
    assert values.tolist() == [0, 1, 1, 7, 1, 5, 4, 11]


def test_same_call_twice_gives_the_same_bits(rule):
    values = np.random.default_rng(3).normal(size=2**11)
    values[0], values[-1] = 0, 30
    first, second = (al.split(al.TableGame(values), rule) for _ in range(2))
    assert first.payoffs.tobytes() == second.payoffs.tobytes()
    assert first.to_dict() == second.to_dict()
