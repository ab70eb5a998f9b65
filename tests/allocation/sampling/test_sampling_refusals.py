"""What estimators refuse, and the words they use."""

import numpy as np
import pytest
from sampling_games import names, smooth_game, table_game

import allocation as al
from allocation.sampling.methods import METHODS, fewest_samples
from allocation.sampling.problem import VALUES

GAME = smooth_game(8)
LEAST = "an estimate for 8 players needs at least 28 samples, got {}"


def message(error, call, *args, **options):
    with pytest.raises(error) as caught:
        call(*args, **options)
    return str(caught.value)


@pytest.mark.parametrize("method", ["", "AUTO", "Auto", "shapley", "none"])
def test_unknown_methods_are_answered_with_the_known_ones(method):
    said = message(al.RuleError, al.estimate, GAME, samples=60, method=method)
    assert said == f"there is no method of estimation {method!r}: choose among {', '.join(METHODS)}"


@pytest.mark.parametrize("value", ["", "Shapley", "core", "least_core"])
def test_unknown_values_are_answered_with_the_known_ones(value):
    said = message(al.RuleError, al.estimate, GAME, value, samples=60)
    assert said == f"{value!r} cannot be estimated: choose among {', '.join(VALUES)}"


@pytest.mark.parametrize("samples", [27, 1, 0, -5])
def test_too_few_samples_are_counted(samples):
    assert message(al.RuleError, al.estimate, GAME, samples=samples) == LEAST.format(samples)


@pytest.mark.parametrize("n", [5, 8, 13])
def test_the_fewest_samples_are_the_limit(n):
    assert fewest_samples(n) == 2 * n + 12
    assert f"at least {2 * n + 12} samples" in message(al.RuleError, al.estimate, smooth_game(n), samples=2 * n + 11 if n > 5 else 21)


def test_neither_samples_nor_tolerance():
    assert message(al.RuleError, al.estimate, GAME) == "an estimate needs a number of samples, or a tolerance"


@pytest.mark.parametrize("tolerance", [0, -1, -1e-300, float("nan"), float("inf"), float("-inf")])
def test_tolerances_are_positive_and_finite(tolerance):
    said = message(al.RuleError, al.estimate, GAME, tolerance=tolerance)
    assert said == f"the tolerance must be a positive number in the game's unit, got {tolerance}"


@pytest.mark.parametrize(
    ("value", "options", "wrong"),
    [
        ("shapley", {"unions": []}, "unions"),
        ("shapley", {"colour": 3}, "colour"),
        ("banzhaf", {"chances": [1.0]}, "chances"),
        ("owen", {}, "unions"),
        ("owen", {"unions": None}, "unions"),
        ("owen", {"graph": [], "unions": []}, "graph"),
        ("myerson", {}, "graph"),
        ("semivalue", {}, "chances"),
        ("semivalue", {"graph": []}, "graph, chances"),
    ],
)
def test_options_that_do_not_fit_are_named(value, options, wrong):
    said = message(al.RuleError, al.estimate, GAME, value, samples=60, **options)
    assert said == f"the estimate of {value!r} takes the options ({', '.join(VALUES[value])}), which {wrong} does not fit"


@pytest.mark.parametrize("unions", [[["1", "2"], ["2", "3"]], [["1", "9"]], [["1", "1"]]])
def test_unions_must_be_a_partition_of_known_players(unions):
    with pytest.raises(al.RuleError):
        al.estimate(GAME, "owen", samples=60, unions=unions)


@pytest.mark.parametrize("graph", [[("1", "9")], [("1", "x"), ("1", "2")]])
def test_links_join_known_players(graph):
    with pytest.raises(al.RuleError):
        al.estimate(GAME, "myerson", samples=60, graph=graph)


@pytest.mark.parametrize("chances", [[1.0], [0.1] * 9, [-1.0, *[0.3] * 7], [[0.1] * 8]])
def test_chances_are_one_per_size(chances):
    with pytest.raises((al.RuleError, al.GameError), match="chances"):
        al.estimate(GAME, "semivalue", samples=60, chances=chances)


@pytest.mark.parametrize("factor", [0.0, 0.5, 2.0, 1 + 1e-6])
def test_chances_add_up_to_one(factor):
    said = message(al.RuleError, al.estimate, GAME, "semivalue", samples=60, chances=factor * np.full(8, 1 / 128))
    assert said == f"option chances must satisfy Σ C(n−1, s)·chances[s] = 1, got {factor:.12g}"


@pytest.mark.parametrize("method", ["reuse", "stratified", "linear", "linear_by_size", "link", "trees", "leverage", "kernel"])
def test_owen_values_are_for_orders_only(method):
    said = message(al.RuleError, al.estimate, GAME, "owen", samples=60, method=method, unions=[["1", "2"]])
    assert said == f"method {method!r} cannot estimate 'owen': use 'permutations' or 'antithetic'"


@pytest.mark.parametrize("value", ["banzhaf", "semivalue"])
@pytest.mark.parametrize("method", ["permutations", "antithetic"])
def test_orders_say_nothing_about_other_semivalues(value, method):
    options = {"chances": al.beta_chances(8, 1.0, 2.0)} if value == "semivalue" else {}
    said = message(al.RuleError, al.estimate, GAME, value, samples=60, method=method, **options)
    assert said == f"method {method!r} cannot estimate {value!r}: orders say nothing about it"


@pytest.mark.parametrize("method", ["leverage", "kernel"])
def test_regressions_give_shapley_values_only(method):
    said = message(al.RuleError, al.estimate, GAME, "banzhaf", samples=60, method=method)
    assert said == f"method {method!r} cannot estimate 'banzhaf': its regression gives a Shapley value"


@pytest.mark.parametrize(("method", "least"), [("leverage", 49), ("kernel", 25)])
def test_regressions_need_two_rows_a_player(method, least):
    game = smooth_game(12) if method == "leverage" else GAME
    if method == "leverage":
        assert f"needs at least {least} samples, got 40" in message(al.RuleError, al.estimate, game, samples=40, method=method)
    else:
        assert np.isfinite(al.estimate(game, samples=28, method=method).payoffs).all()


@pytest.mark.parametrize("samples", [28, 32])
def test_link_needs_four_rows_a_player(samples):
    said = message(al.RuleError, al.estimate, GAME, samples=samples, method="link")
    assert said == f"method 'link' does not suit 8 players and {samples} samples: use 'auto', or more samples"


@pytest.mark.parametrize("answer", [np.zeros(0), np.zeros((1, 1)), np.float64(3.0), np.zeros(5)])
def test_answers_have_one_number_a_row(answer):
    class Wrong:
        def values(self, members):
            return answer

    said = message(al.GameError, al.estimate, GAME, samples=60, executor=Wrong())
    assert said == f"1 coalitions were asked, the answer has shape {answer.shape}: give one number for each, in order"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("value", ["shapley", "banzhaf"])
def test_a_grand_coalition_without_a_finite_worth_is_named(bad, value):
    class Broken:
        def values(self, members):
            return np.where(members.all(axis=1), bad, 1.0)

    said = message(al.GameError, al.estimate, GAME, value, samples=60, executor=Broken())
    assert said == f"the worth of {{{', '.join(names(8))}}} is {bad}: a coalition must be worth a finite number"


@pytest.mark.parametrize("call", [al.estimate, al.estimate_interactions, al.sampled_least_core])
def test_every_front_names_a_value_that_is_not_finite(call):
    class Broken:
        def values(self, members):
            return np.full(len(members), np.nan)

    assert "is nan: a coalition" in message(al.GameError, call, GAME, samples=60, executor=Broken())


@pytest.mark.parametrize("call", [al.estimate, al.estimate_interactions, al.sampled_least_core])
def test_every_front_lets_errors_of_an_executor_through(call):
    class Failing:
        def values(self, members):
            raise OSError("the line is dead")

    assert message(OSError, call, GAME, samples=60, executor=Failing()) == "the line is dead"


@pytest.mark.parametrize("index", ["", "owen", "Shapley", None])
def test_interactions_know_two_indices(index):
    said = message(al.RuleError, al.estimate_interactions, GAME, index, samples=60)
    assert said == f"there is no index of interactions {index!r}: choose among shapley, banzhaf"


@pytest.mark.parametrize(("n", "samples", "least"), [(1, 100, 14), (8, 27, 28), (8, -1, 28)])
def test_interactions_need_players_and_samples(n, samples, least):
    said = message(al.RuleError, al.estimate_interactions, smooth_game(n), samples=samples)
    assert said == f"interactions of {n} players need two players and at least {least} samples, got {samples}"


@pytest.mark.parametrize("samples", [9, 1, 0, -3])
def test_a_sampled_least_core_needs_more_rows_than_unknowns(samples):
    said = message(al.RuleError, al.sampled_least_core, GAME, samples=samples)
    assert said == f"a sampled least core of 8 players needs more than 9 samples, got {samples}"


def test_a_least_core_needs_two_players():
    assert message(al.RuleError, al.sampled_least_core, table_game("random", 1), samples=50) == "a least core needs at least two players"


@pytest.mark.parametrize("samples", [17, 0])
def test_a_search_needs_twice_the_players(samples):
    said = message(al.RuleError, al.estimated_stability, GAME, np.zeros(8), samples=samples)
    assert said == f"a search among 8 players needs two players and at least 18 samples, got {samples}"


@pytest.mark.parametrize("start", ["banzhaf", "owen", "other players", "other unions"])
def test_a_start_must_be_the_same_question(start):
    options = {"unions": [["1", "2"]]} if start in ("owen", "other unions") else {}
    other = smooth_game(9) if start == "other players" else GAME
    value = {"banzhaf": "banzhaf", "owen": "owen", "other unions": "owen"}.get(start, "shapley")
    before = al.estimate(other, value, samples=60, **options, method="stratified" if not options else "permutations")
    asked = ("owen", {"unions": [["1", "3"]]}) if start == "other unions" else ("shapley", {})
    said = message(al.RuleError, al.estimate, GAME, asked[0], samples=60, start=before, **asked[1])
    assert said == f"start is an estimate of another value: {value!r} of {other.n} players"


@pytest.mark.parametrize("level", [0, 1, -1, 2, float("nan"), float("inf")])
def test_levels_lie_strictly_between_zero_and_one(level):
    e = al.estimate(GAME, samples=60, method="stratified")
    assert message(al.RuleError, e.interval, level) == f"the level of an interval must lie between 0 and 1, got {level}"
    i = al.estimate_interactions(GAME, samples=60)
    assert message(al.RuleError, i.interval, level) == f"the level of an interval must lie between 0 and 1, got {level}"
