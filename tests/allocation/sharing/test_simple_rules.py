"""Rules that need few numbers: equal, proportional, surplus, separable, bargaining."""

import numpy as np
import pytest

import allocation as al

GAME = al.TableGame([0, 10, 10, 70, 10, 50, 40, 100], players=["A", "B", "C"])


def test_equal_asks_for_nothing_but_the_total():
    game = al.FunctionGame(lambda coalition: 12.0 if len(coalition) == 40 else 1 / 0, [str(i) for i in range(40)])
    assert al.equal(game).payoffs == pytest.approx(np.full(40, 0.3))


@pytest.mark.parametrize("rule", ["cis", "equal_surplus", "ensc", "gately", "raiffa", "nash", "enpac", "scrb"])
def test_rules_of_few_numbers_need_no_table(rule):
    game = al.PairwiseGame(np.arange(100.0), {("1", "2"): 50.0, ("3", "4"): -8.0})
    found = al.split(game, rule=rule)
    assert found.method == "closed form"
    assert found.total == pytest.approx(game.grand_value)


def test_proportional_follows_the_weights():
    assert al.proportional(GAME, weights={"C": 1, "A": 3, "B": 0}).payoffs.tolist() == [75, 0, 25]


def test_proportional_splits_a_loss_too():
    assert al.proportional(al.TableGame([0, 0, 0, -8]), weights=[1, 3]).payoffs.tolist() == [-2, -6]


@pytest.mark.parametrize(("weights", "message"), [([1, 2], "3 players"), ([1, -1, 1], "B"), ([0, 0, 0], "positive, finite sum")])
def test_proportional_refuses_what_are_no_weights(weights, message):
    with pytest.raises(al.RuleError, match=message):
        al.proportional(GAME, weights=weights)


def test_ensc_is_the_nearest_efficient_split_to_the_contributions():
    found = al.ensc(GAME)
    assert found.payoffs == pytest.approx(GAME.marginals_to_grand() - 40 / 3)


def test_ensc_may_fall_below_what_one_earns_alone():
    assert al.ensc(al.TableGame([0, 5, 0, 5, 0, 5, 5, 5]))["1"] == pytest.approx(5 / 3)


def test_gately_makes_all_equally_tempted_to_leave():
    payoffs, alone, contributions = al.gately(GAME).payoffs, GAME.singles(), GAME.marginals_to_grand()
    tempted = (contributions - payoffs) / (payoffs - alone)
    assert tempted == pytest.approx(np.full(3, tempted[0]))


def test_gately_without_proportions_splits_the_surplus_equally_and_says_so():
    found = al.gately(al.TableGame([0, 1, 2, 3]))
    assert found.payoffs.tolist() == [1, 2]
    assert found.details["surplus"] == "equal"


def test_gately_with_ranges_that_cancel_says_so():
    game = al.TableGame([0, 4, 0, 6, 0, 0, 0, 6])
    assert al.gately(game).total == pytest.approx(6)


def test_scrb_without_limits_is_the_gately_point():
    assert al.scrb(GAME).payoffs == pytest.approx(al.gately(GAME).payoffs)


COSTS = al.TableGame([0, -120, -150, -210, -90, -180, -200, -260], players=["A", "B", "C"])


def test_nobody_pays_more_than_the_project_is_worth_to_it():
    found = al.scrb(COSTS, benefits={"A": 100, "B": 1000, "C": 1000})
    # separable costs 60, 80, 50; remaining benefits 100−60, 150−80, 90−50; 70 are left to pay
    assert found.payoffs == pytest.approx([-60 - 70 * 40 / 150, -80 - 70 * 70 / 150, -50 - 70 * 40 / 150])
    assert found.options["benefits"] == {"A": 100, "B": 1000, "C": 1000}


def test_scrb_with_nothing_remaining_splits_the_rest_equally_and_says_so():
    found = al.scrb(al.TableGame([0, -1, -2, -3]))
    assert found.payoffs.tolist() == [-1, -2]
    assert found.details["rest"] == "equal"


def test_nash_gives_everybody_the_same_gain():
    found = al.nash(GAME, disagreement=[30, 10, 0])
    assert (found.payoffs - [30, 10, 0]).tolist() == [20, 20, 20]
    assert found.details["gain"] == 60


def test_nash_over_what_each_earns_alone_is_the_equal_surplus_split():
    assert al.nash(GAME).payoffs == pytest.approx(al.equal_surplus(GAME).payoffs)


def test_asymmetric_nash_follows_bargaining_power():
    assert al.asymmetric_nash(GAME, weights=[2, 1, 0], disagreement=[10, 20, 10]).payoffs == pytest.approx([50, 40, 10])


@pytest.mark.parametrize("rule", [al.nash, lambda game, disagreement: al.asymmetric_nash(game, [1, 1, 1], disagreement)])
def test_without_anything_to_gain_there_is_no_agreement(rule):
    with pytest.raises(al.RuleError, match="20 more than v"):
        rule(GAME, disagreement=[40, 40, 40])


def test_a_gain_of_nothing_is_an_agreement():
    assert al.nash(al.TableGame([0, 0.1, 0.2, 0.3])).payoffs == pytest.approx([0.1, 0.2])


def test_enpac_with_two_players_is_the_standard_solution():
    assert al.enpac(al.TableGame([0, 1, 3, 10])).payoffs.tolist() == [4, 6]


def test_tau_says_what_it_compromises_between():
    found = al.tau(GAME)
    assert found.details["utopia"] == [60, 50, 30]
    assert found.details["minimal_rights"] == [20, 10, 10]


def test_tau_of_a_game_with_one_core_point_is_that_point():
    assert al.tau(al.TableGame([0, 0, 0, 1, 0, 1, 0, 1])).payoffs.tolist() == [1, 0, 0]


def test_tau_passes_over_rounding():
    assert al.tau(al.TableGame([0, 0.1, 0.2, 0.1 + 0.2])).payoffs == pytest.approx([0.1, 0.2])
