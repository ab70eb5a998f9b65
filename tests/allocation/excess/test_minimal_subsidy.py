"""The cheapest way to keep everybody, against the linear program in fractions."""

import json
from fractions import Fraction

import numpy as np
import pytest
import twins_excess as twin

import allocation as al


def by_definition(values, payoffs):
    n = len(payoffs)
    masks = range(1, 2**n)
    rows = [twin.row(m, n) for m in masks] + [twin.row(2**i, n) for i in range(n)]
    short = [twin.excess(values, payoffs, m) for m in masks] + [Fraction(0)] * n
    return twin.minimise([Fraction(1)] * n, rows, short)[0]


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize("seed", range(6))
def test_by_definition(n, seed):
    random = np.random.default_rng([n, seed])
    values = [0, *random.integers(-3, 12, 2**n - 1).tolist()]
    payoffs = random.integers(-2, 6, n).tolist()
    found = al.minimal_subsidy(al.TableGame(values), payoffs)
    assert found.proven == by_definition(values, [Fraction(x) for x in payoffs])
    assert found.total == float(found.proven)
    assert found.payments.min() >= 0
    assert found.payments.sum() == pytest.approx(found.total, abs=1e-8)


@pytest.mark.parametrize("n", [4, 8, 11])
def test_with_the_subsidy_nobody_walks_out(n):
    values = np.random.default_rng(n).integers(0, 50, 2**n).astype(float)
    values[0] = 0
    game = al.TableGame(values)
    paid = np.full(n, values[-1] / n)
    found = al.minimal_subsidy(game, paid)
    assert al.stability(game, paid + found.payments).max_excess <= 1e-7
    assert found.total > 0


def test_the_weights_prove_the_bound():
    values = np.random.default_rng(8).integers(0, 50, 2**6).astype(float)
    values[0] = 0
    game = al.TableGame(values)
    found = al.minimal_subsidy(game, np.full(6, 3.0))
    for name in game.players:
        assert sum(w for names, w in found.weights.items() if name in names) <= 1
    assert min(found.weights.values()) > 0
    worths = {names: Fraction(int(game.value(names))) - 3 * len(names) for names in found.weights}
    assert sum(w * worths[names] for names, w in found.weights.items()) == found.proven


def test_it_is_never_below_the_cost_of_stability():
    for seed in range(6):
        values = np.random.default_rng(seed).integers(0, 9, 16).astype(float)
        values[0] = 0
        game = al.TableGame(values)
        for rule in ("shapley", "prenucleolus", "equal"):
            assert al.minimal_subsidy(game, al.split(game, rule).payoffs).total >= al.cost_of_stability(game) - 1e-9


@pytest.mark.parametrize(("values", "payoffs"), [([0, 1, 1, 7, 1, 5, 4, 11], [4.75, 3.75, 2.5]), ([0, 5], [5]), ([0, -3, -2, -1], [9, 9])])
def test_a_stable_split_needs_none(values, payoffs):
    found = al.minimal_subsidy(al.TableGame(values), payoffs)
    assert (found.total, found.proven, dict(found.weights)) == (0.0, 0, {})
    assert not found.payments.any()


def test_what_is_missing_to_the_grand_value_is_part_of_it():
    found = al.minimal_subsidy(al.TableGame([0, 0, 0, 0, 0, 0, 0, 9], ["A", "B", "C"]), [1, 2, 2])
    assert found.proven == 4
    assert found.weights == {("A", "B", "C"): 1}


def test_plain_data():
    found = al.minimal_subsidy(al.TableGame([0, 0, 0, 8, 0, 0, 0, 9], ["A", "B", "C"]), [3, 3, 3])
    plain = json.loads(json.dumps(found.to_dict()))
    assert plain["proven"] == "2"
    assert plain["weights"] == [{"coalition": ["A", "B"], "weight": "1"}]
    assert sum(plain["payments"]) == 2


@pytest.mark.parametrize("payoffs", [[1, 2], [1, 2, np.inf], ["a", 1, 2]])
def test_bad_payoffs_are_refused(payoffs):
    with pytest.raises(al.GameError, match="payoffs"):
        al.minimal_subsidy(al.TableGame(np.zeros(8)), payoffs)
