"""The front of the estimators: budgets, seeds, executors, continuing, tolerances, refusals, verification."""

import json
from fractions import Fraction

import numpy as np
import pytest
import twins_sampling as twins

import allocation as al
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.methods import METHODS, fewest_samples
from allocation.sampling.network import connected_parts_of_rows
from allocation.sampling.permutations import Orders, random_orders

COSTS = np.random.default_rng(1).uniform(1, 9, 12)
TWENTY = al.AirportGame(np.random.default_rng(1).uniform(1, 9, 20))
AIRPORT = al.AirportGame(COSTS)
SHAPLEY_METHODS = sorted(METHODS)


class Recorder:
    """Answers like the game, and remembers what it was asked."""

    def __init__(self, game, cut=None, shuffled=False):
        self.game, self.cut, self.shuffled, self.asked = game, cut, shuffled, []

    def values(self, members):
        self.asked.append(members.copy())
        order = np.random.default_rng(len(self.asked)).permutation(len(members)) if self.shuffled else np.arange(len(members))
        step = self.cut or len(members)
        answer = np.empty(len(members))
        for k in range(0, len(members), step):
            answer[order[k : k + step]] = self.game.worth(members[order[k : k + step]])
        return answer


def function_game(n=12):
    costs = np.random.default_rng(1).uniform(1, 9, n)
    return al.FunctionGame(lambda rows: np.where(rows, costs, 0).max(axis=1), [str(i) for i in range(n)], vectorised=True)


@pytest.mark.parametrize("method", SHAPLEY_METHODS)
def test_no_method_asks_for_more_than_its_samples(method):
    recorder = Recorder(AIRPORT)
    e = al.estimate(AIRPORT, samples=250, method=method, executor=recorder)
    assert sum(map(len, recorder.asked)) == e.evaluations <= 250
    assert e.evaluations > 200


@pytest.mark.parametrize("method", SHAPLEY_METHODS)
def test_shapley_estimates_add_up(method):
    e = al.estimate(AIRPORT, samples=250, method=method)
    assert e.total == pytest.approx(AIRPORT.grand_value, rel=1e-9)
    assert e.method == "estimate"
    assert e.rule == "shapley"


@pytest.mark.parametrize("method", SHAPLEY_METHODS)
def test_the_same_seed_gives_the_same_bits(method):
    one, two = (al.estimate(AIRPORT, samples=200, seed=3, method=method) for _ in range(2))
    assert one.payoffs.tobytes() == two.payoffs.tobytes()
    assert one.standard_error.tobytes() == two.standard_error.tobytes()


@pytest.mark.parametrize("method", ["auto", "permutations", "linear", "leverage"])
def test_another_seed_gives_another_estimate(method):
    one, two = (al.estimate(AIRPORT, samples=200, seed=s, method=method) for s in (3, 4))
    assert not np.array_equal(one.payoffs, two.payoffs)


@pytest.mark.parametrize("method", SHAPLEY_METHODS)
def test_results_do_not_depend_on_how_a_batch_is_evaluated(method):
    game = function_game()
    plain, cut = (al.estimate(game, samples=200, method=method, executor=Recorder(game, c, c is not None)) for c in (None, 7))
    assert plain.payoffs.tobytes() == cut.payoffs.tobytes()
    assert plain.standard_error.tobytes() == cut.standard_error.tobytes()


def test_an_executor_is_asked_the_same_rows_in_the_same_order():
    game = function_game()
    asked = []
    for _ in range(2):
        recorder = Recorder(game)
        al.estimate(game, samples=110, executor=recorder)
        asked.append(np.concatenate(recorder.asked))
    np.testing.assert_array_equal(*asked)


def test_the_grand_coalition_is_asked_first_and_once_and_the_empty_one_never():
    game = function_game()
    recorder = Recorder(game)
    al.estimate(game, samples=110, executor=recorder)
    assert recorder.asked[0].shape == (1, 12)
    rows = np.concatenate(recorder.asked)
    assert rows.all(axis=1).sum() == 1
    assert rows.any(axis=1).all()


def test_a_game_of_its_own_and_an_executor_agree():
    game = function_game()
    assert (
        al.estimate(game, samples=110).payoffs.tobytes() == al.estimate(game, samples=110, executor=al.GameExecutor(game)).payoffs.tobytes()
    )


@pytest.mark.parametrize("batch", [1, 3, 10_000])
def test_batches_are_cut(batch):
    recorder = Recorder(AIRPORT)
    rows = np.random.default_rng(0).random((25, 12)) < 0.5
    rows[3] = False
    evaluations = Evaluations(AIRPORT, recorder, batch)
    values = evaluations.values(rows)
    np.testing.assert_array_equal(values, AIRPORT.worth(rows))
    assert max(map(len, recorder.asked)) <= batch
    assert evaluations.count == 24


def test_no_rows_are_no_question():
    recorder = Recorder(AIRPORT)
    assert Evaluations(AIRPORT, recorder).values(np.zeros((0, 12), dtype=bool)).tolist() == []
    assert recorder.asked == []


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_is_refused_by_name(bad):
    class Broken:
        def values(self, members):
            return np.where(members[:, 2] & ~members[:, 1], bad, 1.0)

    with pytest.raises(al.GameError, match=r"worth of \{.*3.*\} is"):
        al.estimate(AIRPORT, samples=90, executor=Broken())


def test_an_answer_of_the_wrong_length_is_refused():
    class Short:
        def values(self, members):
            return np.zeros(len(members) + 1)

    with pytest.raises(al.GameError, match="one number for each"):
        al.estimate(AIRPORT, samples=90, executor=Short())


def test_what_an_executor_raises_passes_through():
    class Failing:
        def values(self, members):
            raise KeyError("poison")

    with pytest.raises(KeyError, match="poison"):
        al.estimate(AIRPORT, samples=90, executor=Failing())


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"method": "magic", "samples": 100}, "no method of estimation 'magic'"),
        ({"value": "nucleolus", "samples": 100}, "cannot be estimated"),
        ({}, "needs a number of samples, or a tolerance"),
        ({"tolerance": 0.0}, "positive number"),
        ({"tolerance": float("nan")}, "positive number"),
        ({"samples": 10}, "at least 52 samples"),
        ({"samples": 0}, "at least 52 samples"),
        ({"samples": 100, "unions": []}, "does not fit"),
        ({"samples": 100, "value": "owen"}, "does not fit"),
        ({"samples": 100, "value": "owen", "unions": [["1", "1"]]}, "more than once"),
        ({"samples": 100, "value": "myerson", "graph": [("1", "x")]}, "unknown player"),
        ({"samples": 100, "value": "semivalue", "chances": [1.0]}, "must be 20 numbers"),
        ({"samples": 100, "value": "semivalue", "chances": [1.0] * 20}, "must satisfy"),
        ({"samples": 60, "method": "permutations"}, None),
        ({"samples": 60, "method": "antithetic"}, "needs at least 77 samples"),
        ({"samples": 60, "method": "leverage"}, "needs at least 81 samples"),
        ({"samples": 52, "method": "trees"}, "does not suit"),
        ({"samples": 100, "value": "banzhaf", "method": "permutations"}, "orders say nothing"),
        ({"samples": 100, "value": "banzhaf", "method": "leverage"}, "gives a Shapley value"),
        ({"samples": 100, "value": "owen", "unions": [["1", "2"]], "method": "linear"}, "use 'permutations'"),
    ],
)
def test_misuse_is_named(options, says):
    if says is None:
        assert al.estimate(TWENTY, **options).details["estimator"] == "permutations"
        return
    with pytest.raises(al.RuleError, match=says):
        al.estimate(TWENTY, **options)


@pytest.mark.parametrize("n", [2, 3, 10, 40])
@pytest.mark.parametrize("value", ["shapley", "banzhaf"])
def test_the_fewest_samples_are_enough(n, value):
    game = function_game(n)
    e = al.estimate(game, value, samples=fewest_samples(n))
    assert np.isfinite(e.payoffs).all()
    assert (e.standard_error >= 0).all()


def test_additive_games_are_exact_with_few_samples():
    amounts = np.random.default_rng(4).normal(size=20)
    game = al.FunctionGame(lambda rows: rows @ amounts, [str(i) for i in range(20)], vectorised=True)
    for method in ("auto", "linear", "permutations", "antithetic"):
        e = al.estimate(game, samples=110, method=method)
        np.testing.assert_allclose(e.payoffs, amounts, atol=1e-8)
        assert e.standard_error.max() < 1e-6


def test_games_of_pairs_are_exact_in_pairs():
    rng = np.random.default_rng(5)
    pair = np.triu(rng.normal(size=(14, 14)), 1)
    smooth = al.PairwiseGame(rng.normal(size=14), pair + pair.T)
    game = al.FunctionGame(smooth.worth, smooth.players, vectorised=True)
    for method in ("auto", "linear", "antithetic"):
        np.testing.assert_allclose(al.estimate(game, samples=250, method=method).payoffs, al.shapley(smooth).payoffs, atol=1e-6)


@pytest.mark.parametrize("value", ["shapley", "banzhaf"])
def test_a_constant_game(value):
    game = al.FunctionGame(lambda rows: rows.any(axis=1) * 0.0, [str(i) for i in range(20)], vectorised=True)
    e = al.estimate(game, value, samples=90)
    assert e.payoffs.tolist() == [0.0] * 20
    assert e.standard_error.tolist() == [0.0] * 20


@pytest.mark.parametrize("scale", [1e-100, 1e100])
def test_tiny_and_huge_values(scale):
    one, other = (
        al.FunctionGame(lambda rows, k=k: k * function_game().worth(rows), AIRPORT.players, vectorised=True) for k in (1.0, scale)
    )
    for method in ("permutations", "stratified", "linear", "auto"):
        e, scaled = (al.estimate(game, samples=60, method=method) for game in (one, other))
        np.testing.assert_allclose(scaled.payoffs, scale * e.payoffs, rtol=1e-6)
        np.testing.assert_allclose(scaled.standard_error, scale * e.standard_error, rtol=1e-6)


@pytest.mark.parametrize("value", ["shapley", "banzhaf", "owen", "myerson"])
def test_samples_for_every_coalition_leave_nothing_to_chance(value):
    game = al.TableGame(np.concatenate(([0.0], np.random.default_rng(6).normal(size=63))))
    options = {"owen": {"unions": [["1", "3"]]}, "myerson": {"graph": [("1", "2"), ("2", "5")]}}.get(value, {})
    e = al.estimate(game, value, samples=63, **options)
    np.testing.assert_allclose(e.payoffs, al.split(game, value, **options).payoffs, atol=1e-12)
    assert e.standard_error.tolist() == [0.0] * 6
    assert "every coalition" in e.details["why"]
    assert al.verify(game, e).ok


def test_a_single_player_gets_everything():
    assert al.estimate(al.TableGame([0.0, 7.0]), samples=1).payoffs.tolist() == [7.0]


def test_two_players_and_a_big_budget():
    assert al.estimate(al.TableGame([0.0, 1.0, 2.0, 7.0]), tolerance=0.1).payoffs.tolist() == [3.0, 4.0]


def test_a_tolerance_is_reached():
    e = al.estimate(AIRPORT, tolerance=0.05, seed=2)
    assert e.details["reached"] is True
    assert (np.diff(e.interval(0.95), axis=1) <= 0.1 + 1e-12).all()
    assert np.abs(e.payoffs - al.shapley(AIRPORT).payoffs).max() < 0.1


def test_a_tolerance_stops_at_its_samples():
    e = al.estimate(function_game(), tolerance=1e-9, samples=300)
    assert e.details["reached"] is False
    assert e.evaluations <= 300


@pytest.mark.parametrize("method", ["auto", "permutations", "antithetic", "stratified", "linear"])
def test_going_on_adds_samples(method):
    first = al.estimate(function_game(), samples=110, method=method, seed=1)
    more = first.continue_(samples=330)
    assert 390 < more.evaluations <= 440
    assert more.standard_error.mean() < first.standard_error.mean()
    assert more.details["parts"] == 1
    assert first.evaluations <= 110


def test_going_on_is_reproducible():
    runs = [al.estimate(function_game(), samples=90, seed=1).continue_(samples=90).payoffs for _ in range(2)]
    assert runs[0].tobytes() == runs[1].tobytes()


def test_going_on_to_a_tolerance():
    first = al.estimate(AIRPORT, samples=110)
    assert first.continue_(tolerance=0.1).details["reached"] is True


def test_an_estimate_from_a_file_is_averaged_with_a_new_one():
    game = function_game()
    first = al.estimate(game, samples=110, seed=1)
    read = al.Estimate.from_dict(json.loads(json.dumps(first.to_dict())))
    np.testing.assert_array_equal(read.standard_error, first.standard_error)
    more = al.estimate(game, samples=110, seed=1, start=read)
    assert more.details["parts"] == 2
    assert more.evaluations <= 220
    again = al.estimate(game, samples=110, seed=3)  # the second part has luck of its own
    np.testing.assert_allclose(more.payoffs, (first.payoffs + again.payoffs) / 2, rtol=1e-9)
    np.testing.assert_allclose(more.standard_error**2, (first.standard_error**2 + again.standard_error**2) / 4, rtol=1e-9)


def test_an_estimate_from_a_file_does_not_know_its_game():
    first = al.estimate(AIRPORT, samples=90)
    with pytest.raises(al.RuleError, match="start=this"):
        al.Estimate.from_dict(first.to_dict()).continue_(samples=90)


def test_regressions_go_on_by_averaging():
    more = al.estimate(AIRPORT, samples=90, method="leverage").continue_(samples=90)
    assert more.details["parts"] == 2
    assert more.total == pytest.approx(AIRPORT.grand_value)


def test_another_value_cannot_be_gone_on_with():
    first = al.estimate(AIRPORT, "banzhaf", samples=90)
    with pytest.raises(al.RuleError, match="another value"):
        al.estimate(AIRPORT, "shapley", samples=90, start=first)


@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_intervals_are_centred(level):
    e = al.estimate(AIRPORT, samples=90)
    np.testing.assert_allclose(e.interval(level).mean(axis=1), e.payoffs, atol=1e-12)


@pytest.mark.parametrize("level", [0, 1, -0.1, 1.5])
def test_levels_are_checked(level):
    with pytest.raises(al.RuleError, match="between 0 and 1"):
        al.estimate(AIRPORT, samples=90).interval(level)


def test_a_95_percent_interval_reaches_1_96_errors():
    e = al.estimate(AIRPORT, samples=90, method="stratified")
    np.testing.assert_allclose(np.diff(e.interval(), axis=1)[:, 0], 2 * 1.959964 * e.standard_error, rtol=1e-6)


@pytest.mark.parametrize("method", SHAPLEY_METHODS)
def test_verification_makes_an_estimate_again(method):
    e = al.estimate(AIRPORT, samples=200, seed=7, method=method)
    verified = al.verify(AIRPORT, al.Estimate.from_dict(json.loads(json.dumps(e.to_dict()))))
    assert verified.ok, verified.failed
    assert {"efficient", "estimate", "repeated", "against the formula"} <= {check.name for check in verified.checks}
    assert verified.payoffs is None


def forged(e, **changes):
    return al.Estimate.from_dict({**e.to_dict(), **changes})


def test_verification_sees_forged_payoffs():
    e = al.estimate(AIRPORT, samples=110)
    moved = e.payoffs.copy()
    moved[:2] += [0.001, -0.001]
    assert [c.name for c in al.verify(AIRPORT, forged(e, payoffs=moved.tolist())).failed] == ["repeated"]


def test_verification_sees_forged_errors():
    e = al.estimate(AIRPORT, samples=110)
    details = {**e.details, "standard_error": [0.0] * 12}
    assert "repeated" in [c.name for c in al.verify(AIRPORT, forged(e, details=details)).failed]
    details["standard_error"] = [float("nan")] * 12
    assert "standard errors" in [c.name for c in al.verify(AIRPORT, forged(e, details=details)).failed]


def test_verification_sees_a_wrong_game():
    e = al.estimate(AIRPORT, samples=110)
    assert not al.verify(al.AirportGame(COSTS[::-1]), e).ok


def test_values_that_do_not_add_up_are_not_asked_to():
    e = al.estimate(AIRPORT, "banzhaf", samples=110)
    verified = al.verify(AIRPORT, e)
    assert verified.ok
    assert "efficient" not in {check.name for check in verified.checks}


@pytest.mark.parametrize(
    ("value", "options"),
    [("owen", {"unions": [["1", "2"], ["5", "6", "7"]]}), ("myerson", {"graph": [("1", "2"), ("2", "3")]}), ("semivalue", None)],
)
def test_verification_of_other_values(value, options):
    options = {"chances": al.beta_chances(12, 2, 2)} if options is None else options
    e = al.estimate(AIRPORT, value, samples=110, **options)
    verified = al.verify(AIRPORT, e)
    assert verified.ok, verified.failed


def test_auto_says_why():
    e = al.estimate(AIRPORT, samples=110)
    assert e.details["estimator"] in e.details["why"]
    assert "against" in e.details["why"]
    assert e.details["seed"] == 0


def test_auto_takes_pairs_for_a_game_of_pairs_and_single_coalitions_for_a_vote():
    rng = np.random.default_rng(8)
    pair = np.triu(rng.normal(size=(14, 14)), 1)
    pairwise = al.PairwiseGame(rng.normal(size=14), pair + pair.T)
    assert "pairs" in al.estimate(pairwise, samples=300).details["estimator"]
    vote = al.VotingGame(rng.integers(1, 30, 24).tolist(), 200)
    assert "single coalitions" in al.estimate(vote, samples=800).details["estimator"]


def test_auto_beats_plain_orders():
    game = function_game(20)
    exact = -al.shapley(al.AirportGame(np.random.default_rng(1).uniform(1, 9, 20))).payoffs
    errors = {
        method: np.mean([np.mean((al.estimate(game, samples=600, seed=s, method=method).payoffs - exact) ** 2) for s in range(2)])
        for method in ("auto", "permutations")
    }
    assert errors["auto"] < errors["permutations"] / 10


def test_auto_walks_orders_for_many_players():
    n = 400
    rng = np.random.default_rng(9)
    i, j = rng.integers(0, n, (2, 900))
    pairs = {(str(min(a, b) + 1), str(max(a, b) + 1)): float(rng.normal()) for a, b in zip(i, j, strict=True) if a != b}
    game = al.PairwiseGame(rng.normal(size=n), pairs)
    e = al.estimate(game, samples=40_000)
    assert e.details["estimator"] == "antithetic"
    np.testing.assert_allclose(e.payoffs, al.shapley(game).payoffs, atol=1e-9)


@pytest.mark.parametrize("groups", [[[0], [1], [2], [3]], [[0, 2], [1, 3]], [[0, 1, 2], [3]]])
def test_orders_keep_groups_together_and_are_equally_likely(groups):
    orders = random_orders(np.random.default_rng(1), 12_000, groups)
    kinds, counts = np.unique(orders, axis=0, return_counts=True)
    expected = {4: 24, 2: 8 if len(groups[0]) == 2 else 12}[len(groups)]
    assert len(kinds) == expected
    assert ((counts - 12_000 / expected) ** 2 / (12_000 / expected)).sum() < 60


def test_sums_over_orders_join_as_if_walked_at_once():
    rng = np.random.default_rng(3)
    parts = [rng.normal(size=(k, 3)) + 1e6 for k in (4, 1, 7)]
    walks = iter(parts)
    run = Orders.start([[0], [1], [2]], False, 0)
    for part in parts:
        run = run.walked(lambda _: next(walks), len(part))
    everything = np.concatenate(parts)
    np.testing.assert_allclose(run.mean, everything.mean(axis=0))
    np.testing.assert_allclose(run.variance, everything.var(axis=0, ddof=1) / 12, rtol=1e-6)


def test_connected_parts_of_rows():
    edges = [(0, 1), (1, 2), (4, 5), (2, 5)]
    rows = np.random.default_rng(4).random((60, 7)) < 0.6
    labels = connected_parts_of_rows(rows, edges)
    for row, label in zip(rows, labels, strict=True):
        group = frozenset(np.flatnonzero(row).tolist())
        found = {frozenset(np.flatnonzero(label == low).tolist()) for low in set(label[row].tolist())}
        assert found == set(twins.components(group, edges))
        assert (label[~row] == 7).all()


def test_a_network_without_links_leaves_everybody_alone():
    e = al.estimate(AIRPORT, "myerson", samples=110, graph=[])
    np.testing.assert_allclose(e.payoffs, -COSTS, atol=1e-9)


def test_interactions_of_a_game_of_pairs_are_exact():
    rng = np.random.default_rng(11)
    pair = np.triu(rng.normal(size=(10, 10)), 1)
    game = al.PairwiseGame(rng.normal(size=10), pair + pair.T)
    e = al.estimate_interactions(game, samples=200)
    np.testing.assert_allclose(e.values, pair + pair.T, atol=1e-6)
    assert e.evaluations == 200
    np.testing.assert_allclose(e.interval().mean(axis=2), e.values, atol=1e-12)


def test_interactions_of_many_players_have_no_model():
    game = function_game(50)
    e = al.estimate_interactions(game, "banzhaf", samples=500)
    assert e.estimator == "size"
    assert np.allclose(e.values, e.values.T)
    assert (np.diag(e.values) == 0).all()
    assert (np.diag(e.standard_error) == 0).all()


@pytest.mark.parametrize(("index", "samples"), [("owen", 200), ("shapley", 10)])
def test_interactions_refuse(index, samples):
    with pytest.raises(al.RuleError):
        al.estimate_interactions(AIRPORT, index, samples=samples)


def test_interactions_need_two_players():
    with pytest.raises(al.RuleError, match="two players"):
        al.estimate_interactions(al.TableGame([0.0, 1.0]), samples=100)


def test_interactions_of_two_players():
    e = al.estimate_interactions(al.TableGame([0.0, 1.0, 2.0, 7.0]), samples=40)
    assert e.values[0, 1] == pytest.approx(float(Fraction(4)), abs=1e-9)
