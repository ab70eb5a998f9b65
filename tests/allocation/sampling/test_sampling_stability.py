"""Sampled least core, search for blocking coalitions, and what a sample guarantees."""

import json
from fractions import Fraction
from math import comb

import numpy as np
import pytest

import allocation as al
from allocation.sampling.blocking import climb, worst_first
from allocation.sampling.evaluation import Evaluations
from allocation.sampling.guarantee import share_of_scenarios, share_of_trials
from allocation.sampling.least_core import any_size

CONVEX = al.FunctionGame(lambda rows: rows.sum(axis=1) ** 2.0, [str(i) for i in range(30)], vectorised=True)


def tail(trials, hits, share):
    """Chance of at most so many hits, exactly."""
    p = Fraction(share)
    return float(sum(comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(hits + 1)))


@pytest.mark.parametrize(("trials", "hits"), [(10, 0), (50, 3), (200, 100), (7, 6)])
def test_share_of_trials_is_where_the_tail_is_small(trials, hits):
    assert tail(trials, hits, share_of_trials(trials, hits, 0.95)) == pytest.approx(0.05, abs=1e-9)


@pytest.mark.parametrize(("samples", "unknowns"), [(20, 3), (100, 10), (400, 40)])
def test_share_of_scenarios_is_where_the_tail_is_small(samples, unknowns):
    assert tail(samples, unknowns - 1, share_of_scenarios(samples, unknowns, 0.95)) == pytest.approx(0.05, abs=1e-9)


def test_too_few_scenarios_guarantee_nothing():
    assert share_of_scenarios(10, 10, 0.95) == 1.0
    assert share_of_trials(5, 5, 0.95) == 1.0


def test_shares_fall_with_more_samples():
    shares = [share_of_scenarios(m, 10, 0.95) for m in (20, 50, 200, 10_000)]
    assert shares == sorted(shares, reverse=True)
    assert shares[-1] < 0.002


@pytest.mark.parametrize("n", [2, 3, 40])
def test_any_size_is_uniform_over_sizes(n):
    sizes = any_size(n, 20_000, 1).sum(axis=1)
    counts = np.bincount(sizes, minlength=n + 1)[1:-1]
    assert counts.sum() == 20_000
    assert ((counts - 20_000 / (n - 1)) ** 2 / (20_000 / (n - 1))).sum() < 100


def test_a_sample_of_everything_is_the_least_core():
    game = al.TableGame(np.concatenate(([0.0], np.random.default_rng(1).random(15))))
    sampled = al.sampled_least_core(game, samples=2_000)
    assert sampled.details["epsilon"] == pytest.approx(al.least_core(game).details["epsilon"], abs=1e-8)
    assert sampled.total == pytest.approx(game.grand_value)


def test_a_sampled_least_core_satisfies_its_sample():
    a = al.sampled_least_core(CONVEX, samples=400, seed=2)
    rows = any_size(30, 399, 2)
    assert (CONVEX.worth(rows) - rows @ a.payoffs).max() <= a.details["epsilon"] + 1e-7
    assert a.details["epsilon"] < 0
    assert a.method == "estimate"


def test_the_guarantee_holds_for_fresh_coalitions():
    rng = np.random.default_rng(3)
    pair = np.triu(rng.normal(size=(20, 20)), 1)
    game = al.PairwiseGame(rng.random(20), pair + pair.T)
    broken = []
    for seed in range(10):
        a = al.sampled_least_core(game, samples=300, seed=seed)
        fresh = any_size(20, 4_000, 1_000 + seed)
        broken.append(np.mean(game.worth(fresh) - fresh @ a.payoffs > a.details["epsilon"] + 1e-9) <= a.details["share"])
    assert sum(broken) >= 9


def test_a_sampled_least_core_is_verified_by_drawing_again():
    game = al.AirportGame(np.arange(1.0, 13.0))
    a = al.sampled_least_core(game, samples=200, seed=4)
    read = al.Allocation.from_dict(json.loads(json.dumps(a.to_dict())))
    assert al.verify(game, read).ok
    moved = a.payoffs.copy()
    moved[:2] += [5.0, -5.0]
    assert not al.verify(game, al.Allocation.from_dict({**a.to_dict(), "payoffs": moved.tolist()})).ok


def test_a_claimed_guarantee_that_is_too_good_is_seen():
    game = al.AirportGame(np.arange(1.0, 13.0))
    plain = al.sampled_least_core(game, samples=200).to_dict()
    plain["proof"]["data"]["share"] /= 2
    assert [c.name for c in al.verify(game, al.Allocation.from_dict(plain)).failed] == ["guarantee"]


@pytest.mark.parametrize(("n", "samples"), [(1, 100), (5, 6)])
def test_a_sampled_least_core_refuses(n, samples):
    with pytest.raises(al.RuleError):
        al.sampled_least_core(al.AirportGame(np.ones(n)), samples=samples)


def test_the_same_seed_gives_the_same_least_core():
    one, two = (al.sampled_least_core(CONVEX, samples=200, seed=9).payoffs for _ in range(2))
    assert one.tobytes() == two.tobytes()


def test_climbing_finds_a_hidden_coalition():
    wanted = np.arange(12) < 5

    def worth(rows):
        return 10.0 - (rows ^ wanted).sum(axis=1)

    game = al.FunctionGame(worth, [str(i) for i in range(12)], vectorised=True)
    start = np.eye(12, dtype=bool)[11:]
    found = climb(Evaluations(game), np.zeros(12), start, game.worth(start), 1_000)
    np.testing.assert_array_equal(found.rows[0], wanted)
    assert found.excesses[0] == 10.0


def test_climbing_stops_when_the_budget_is_spent():
    evaluations = Evaluations(CONVEX)
    start = np.eye(30, dtype=bool)
    climb(evaluations, np.zeros(30), start, CONVEX.worth(start), 95)
    assert evaluations.count <= 95


def test_worst_first_names_each_once():
    rows = np.array([[True, False], [False, True], [True, False]])
    found = worst_first(rows, np.array([1.0, 5.0, 1.0]), np.zeros(2))
    assert found.rows.tolist() == [[False, True], [True, False]]
    assert found.excesses.tolist() == [5.0, 1.0]


@pytest.mark.parametrize("seed", range(4))
def test_the_worst_coalition_of_small_games_is_found(seed):
    game = al.TableGame(np.concatenate(([0.0], np.random.default_rng(seed).random(255))))
    split = np.full(8, game.grand_value / 8)
    exact = al.stability(game, split)
    found = al.estimated_stability(game, split, samples=600, seed=seed)
    assert found.max_excess == pytest.approx(exact.max_excess)
    assert set(found.coalition) == set(exact.coalition)
    assert found.stable is False


def test_an_equal_split_of_a_symmetric_convex_game_has_no_blocker():
    found = al.estimated_stability(CONVEX, [30.0] * 30, samples=2_000)
    assert found.stable is None
    assert found.efficient
    assert found.max_excess == pytest.approx(-29.0)
    assert 0 < found.share < 0.01


def test_an_oracle_proves_what_a_search_cannot():
    game = al.AirportGame(np.random.default_rng(2).uniform(1, 9, 40))
    found = al.estimated_stability(game, al.shapley(game).payoffs, samples=400)
    assert found.stable is True
    assert found.method.count(";") == 1


def test_an_executor_is_asked_instead_of_an_oracle():
    game = al.AirportGame(np.random.default_rng(2).uniform(1, 9, 40))
    found = al.estimated_stability(game, al.shapley(game).payoffs, samples=400, executor=al.GameExecutor(game))
    assert found.stable is None


def test_an_estimated_split_gets_an_answer():
    game = al.FunctionGame(lambda rows: np.minimum(rows.sum(axis=1), 5.0), [str(i) for i in range(25)], vectorised=True)
    split = al.estimate(game, samples=500)
    found = al.estimated_stability(game, split.payoffs, samples=1_000)
    assert found.stable is False
    assert found.max_excess == pytest.approx(4.0, abs=0.05)
    assert len(found.coalition) == 5
    assert found.share > 0.9


def test_stability_never_spends_more_than_its_samples():
    recorded = Evaluations(CONVEX)

    class Counting:
        def values(self, members):
            return recorded.values(members)

    found = al.estimated_stability(CONVEX, [30.0] * 30, samples=333, executor=Counting())
    assert recorded.count == found.evaluations <= 333


@pytest.mark.parametrize("payoffs", [[1.0] * 3, [float("nan")] * 30, "no"])
def test_stability_refuses_payoffs(payoffs):
    with pytest.raises(al.GameError):
        al.estimated_stability(CONVEX, payoffs)


def test_stability_refuses_few_samples_and_single_players():
    with pytest.raises(al.RuleError, match="at least 62 samples"):
        al.estimated_stability(CONVEX, [30.0] * 30, samples=61)
    with pytest.raises(al.RuleError, match="two players"):
        al.estimated_stability(al.TableGame([0.0, 1.0]), [1.0])


def test_stability_writes_plain_data():
    found = al.estimated_stability(CONVEX, [30.0] * 30, samples=200)
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["coalition"] == list(found.coalition)
    assert plain["worst"][0]["excess"] == found.max_excess
