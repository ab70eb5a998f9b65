"""Published and exactly computed reference numbers."""

import json
from fractions import Fraction

import numpy as np
import pytest

import allocation as al

RULES = {
    "nucleolus": "nucleolus",
    "prenucleolus": "prenucleolus",
    "mcrs_core": "mcrs",
    "percapita_nucleolus": "per_capita_nucleolus",
    "percapita_prenucleolus": "per_capita_prenucleolus",
    "modiclus": "modiclus",
}


def table_vectors(vectors):
    for family in ("values", "alliance"):
        yield from (v for v in vectors(family) if v["game"]["kind"] == "table")


def read(vector):
    """The game, and the sign that turns its payoffs into what the vector states (cost shares of cost games)."""
    sign = -1.0 if vector["game"].get("sense") == "cost" else 1.0
    return al.TableGame(sign * np.array(vector["game"]["values"], dtype=float), vector["players"]), sign


def numbers(strings):
    return np.array([float(Fraction(x)) for x in strings])


@pytest.mark.parametrize("name", RULES)
def test_splits(vectors, name):
    seen = 0
    for vector in table_vectors(vectors):
        if name not in vector["expect"]:
            continue
        game, sign = read(vector)
        expected = numbers(vector["expect"][name])
        np.testing.assert_allclose(sign * al.split(game, RULES[name]).payoffs, expected, rtol=1e-9, atol=1e-9, err_msg=vector["id"])
        seen += 1
    assert seen >= 20


@pytest.mark.parametrize(
    "rule", ["nucleolus", "prenucleolus", "least_core", "mcrs", "per_capita_prenucleolus", "modiclus", "simplified_modiclus"]
)
def test_every_split_verifies_after_a_round_trip_through_json(vectors, rule):
    for vector in table_vectors(vectors):
        if rule == "nucleolus" and vector["expect"].get("imputation_set_empty"):
            continue
        game, _ = read(vector)
        stored = json.loads(json.dumps(al.split(game, rule).to_dict()))
        found = al.verify(game, al.Allocation.from_dict(stored))
        assert found.ok, (vector["id"], found.failed)


def test_exact_payoffs_are_the_published_fractions(vectors):
    for vector in table_vectors(vectors):
        if "prenucleolus" in vector["expect"]:
            game, sign = read(vector)
            exact = al.verify(game, al.prenucleolus(game)).payoffs
            assert [int(sign) * x for x in exact] == [Fraction(x) for x in vector["expect"]["prenucleolus"]], vector["id"]


def test_games_without_imputations_are_refused(vectors):
    empty = [v for v in table_vectors(vectors) if v["expect"].get("imputation_set_empty")]
    assert empty
    for vector in empty:
        with pytest.raises(al.RuleError, match="prenucleolus"):
            al.nucleolus(read(vector)[0])


def test_least_core_value(vectors):
    for vector in table_vectors(vectors):
        if "least_core_epsilon" in vector["expect"]:
            epsilon = al.least_core(read(vector)[0]).details["epsilon"]
            assert epsilon == pytest.approx(float(Fraction(vector["expect"]["least_core_epsilon"])), abs=1e-9), vector["id"]


def test_cost_of_stability_exactly(vectors):
    for vector in table_vectors(vectors):
        if "cost_of_stability" in vector["expect"]:
            found = al.core_emptiness(read(vector)[0])
            assert found.cost == Fraction(vector["expect"]["cost_of_stability"]), vector["id"]
            assert found.empty == vector["expect"]["core_empty"], vector["id"]


def test_core_ranges(vectors):
    seen = 0
    for vector in table_vectors(vectors):
        if vector["expect"].get("core_min") is None:
            continue
        game, sign = read(vector)
        found = al.core_range(game)
        low, high = (found.least, found.most) if sign > 0 else (-found.most, -found.least)
        np.testing.assert_allclose(low, numbers(vector["expect"]["core_min"]), atol=1e-9, err_msg=vector["id"])
        np.testing.assert_allclose(high, numbers(vector["expect"]["core_max"]), atol=1e-9, err_msg=vector["id"])
        seen += 1
    assert seen >= 15


@pytest.mark.parametrize("prefix", ["shapley", "nucleolus", "equal_split"])
def test_largest_excess_and_worst_coalitions(vectors, prefix):
    seen = 0
    for vector in table_vectors(vectors):
        expect = vector["expect"]
        if f"{prefix}_worst_coalitions" not in expect:
            continue
        game, _ = read(vector)
        payoffs = game.table()[-1] / game.n * np.ones(game.n) if prefix == "equal_split" else al.split(game, prefix).payoffs
        s = al.stability(game, payoffs)
        assert s.max_excess == pytest.approx(float(Fraction(expect[f"{prefix}_max_excess"])), abs=1e-9), vector["id"]
        worst = expect[f"{prefix}_worst_coalitions"]
        listed = {sum(1 << game.players.index(name) for name in t.members) for t in s.tightest(len(worst))}
        assert listed == set(worst), vector["id"]
        seen += 1
    assert seen >= 20


def test_simplified_modiclus(vectors):
    seen = [v for v in table_vectors(vectors) if "simplified_modiclus" in v["expect"]]
    assert seen
    for vector in seen:
        game, sign = read(vector)
        np.testing.assert_allclose(sign * al.simplified_modiclus(game).payoffs, numbers(vector["expect"]["simplified_modiclus"]), atol=1e-9)
