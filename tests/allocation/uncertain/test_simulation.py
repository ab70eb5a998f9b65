"""Distributions of shares over scenarios."""

import json
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import twins
import twins_uncertain
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.registry import RULES
from allocation.uncertain.distribution import quantiles_of
from allocation.uncertain.linear import rule_matrix
from allocation.uncertain.scenarios import scenario_tables
from allocation.uncertain.splitting import split_tables

LEVELS = [Fraction(0), Fraction(1, 20), Fraction(1, 3), Fraction(1, 2), Fraction(19, 20), Fraction(1)]


@st.composite
def futures(draw, n=3):
    count = draw(st.integers(1, 5))
    tables = [[0, *draw(st.lists(st.integers(-9, 9), min_size=2**n - 1, max_size=2**n - 1))] for _ in range(count)]
    parts = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count).filter(any))
    return tables, [Fraction(part, sum(parts)) for part in parts]


def convex_tables(n, count, seed):
    """Strictly convex games: every rule has an answer."""
    rng = np.random.default_rng(seed)
    masks = np.arange(2**n)
    tables = np.bitwise_count(masks.astype(np.uint64)).astype(float) ** 2 + np.zeros((count, 1))
    for row in tables:
        for group in rng.integers(1, 2**n, 2 * n):
            row[(masks & group) == group] += rng.integers(1, 9)
    return tables


@given(case=futures())
def test_figures_are_those_of_the_definition(case):
    tables, chances = case
    shares = [twins.shapley(v) for v in tables]
    found = al.simulate(tables, probabilities=[float(p) for p in chances], quantiles=[float(level) for level in LEVELS])
    for i, column in enumerate(zip(*shares, strict=True)):
        assert found.mean[i] == pytest.approx(float(twins_uncertain.mean(column, chances)), abs=1e-12)
        assert found.deviation[i] ** 2 == pytest.approx(float(twins_uncertain.variance(column, chances)), abs=1e-11)
        lost = sum(p for v, x, p in zip(tables, column, chances, strict=True) if x < v[1 << i])
        assert found.loss_chance[i] == pytest.approx(float(lost), abs=1e-12)
    assert found.standard_error is None
    assert (found.undefined, found.why) == (0.0, "")


@given(values=st.lists(st.integers(-3, 3), min_size=1, max_size=8), data=st.data())
def test_quantiles_are_those_of_the_definition(values, data):
    parts = data.draw(st.lists(st.integers(0, 3), min_size=len(values), max_size=len(values)).filter(any))
    chances = [Fraction(part, sum(parts)) for part in parts]
    found = quantiles_of(np.array(values, dtype=float)[:, None], np.array([float(p) for p in chances]), [float(x) for x in LEVELS])
    assert found.ravel().tolist() == [float(twins_uncertain.quantile(values, chances, level)) for level in LEVELS]


def test_quantiles_of_a_thousand_equal_chances_meet_their_level_exactly():
    values = np.arange(1000.0)[::-1, None]
    assert quantiles_of(values, np.full(1000, 1 / 1000), [0.05, 0.5, 0.95]).ravel().tolist() == [49.0, 499.0, 949.0]


def test_a_scenario_without_probability_does_not_count():
    found = al.simulate([[0, 5], [0, 1e6]], probabilities=[1, 0], quantiles=[0, 1])
    assert found.quantiles.ravel().tolist() == [5.0, 5.0]


def options_of(rule, n):
    names = [str(i + 1) for i in range(n)]
    every = {
        "weights": [1.0 + i for i in range(n)],
        "unions": [names[:2], *[[name] for name in names[2:]]],
        "graph": list(pairwise(names)),
        "chances": [0.5 ** (n - 1)] * n,
        "factors": [1 / n] * n,
        "schemes": ["shapley", "equal_surplus"],
    }
    if rule.name.startswith("weighted_") and rule.name.endswith("nucleolus"):
        every["weights"] = [1.0] * 2**n  # of the coalitions
    return {name: every[name] for name in rule.needs}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_gives_in_a_batch_what_it_gives_alone(name):
    """With more tables than coalitions, so that linear rules take their product."""
    rule, n, count = RULES[name], 3, 9
    tables, options = convex_tables(n, count, 4), options_of(RULES[name], n)
    shares, why = split_tables(scenario_tables(tables), name, options)
    assert why == ""
    for row, table in zip(shares, tables, strict=True):
        assert np.allclose(row, rule.compute(al.TableGame(table), **options).payoffs, rtol=0, atol=1e-9 * table[-1])


def test_the_matrix_of_a_rule_is_its_coefficients():
    found = rule_matrix("banzhaf", ("a", "b", "c"), {})
    expected = [[(1 if mask >> i & 1 else -1) / 4 if mask else 0 for mask in range(8)] for i in range(3)]
    expected = [[x if mask else 0.0 for mask, x in enumerate(row)] for row in expected]
    assert np.allclose(found[:, 1:], np.array(expected)[:, 1:])
    assert not found[:, 0].any()


@pytest.mark.parametrize("rule", ["solidarity", "nucleolus"])
def test_few_or_large_tables_are_split_one_by_one(rule):
    tables = convex_tables(5, 2, 1)
    found = al.simulate(tables, rule)
    for row, table in zip(found.shares, tables, strict=True):
        assert np.allclose(row, al.split(al.TableGame(table), rule=rule).payoffs, rtol=1e-12)


def test_figures_follow_from_the_shares():
    found = al.simulate(convex_tables(4, 50, 2), "nucleolus", quantiles=[0.1])
    assert np.allclose(found.mean, found.shares.mean(axis=0))
    assert np.allclose(found.deviation, found.shares.std(axis=0))
    assert np.array_equal(found.quantiles[0], np.sort(found.shares, axis=0)[4])


def test_equal_shares_lose_where_somebody_is_worth_more_alone():
    found = al.simulate([[0, 5, 0, 6], [0, 1, 0, 6], [0, 3, 0, 6]], "equal", probabilities=[0.2, 0.3, 0.5])
    assert found.loss_chance.tolist() == pytest.approx([0.2, 0.0])


def test_rounding_is_no_loss():
    """A dummy gets v(i) but for rounding, in each of many games."""
    rng = np.random.default_rng(8)
    with_out = rng.normal(size=(500, 4)) * 1e6
    with_out[:, 0] = 0
    tables = np.hstack([with_out, with_out + 0.1])
    assert al.simulate(tables).loss_chance[2] == 0.0


def test_scenarios_without_an_answer_are_left_out_and_counted():
    """The imputations of the second game are empty."""
    tables = [[0, 0, 0, 4], [0, 3, 3, 4]]
    found = al.simulate(tables, "nucleolus", probabilities=[0.75, 0.25])
    assert found.mean.tolist() == [2.0, 2.0]
    assert found.undefined == pytest.approx(0.25)
    assert found.why
    assert np.isnan(found.shares[1]).all()


def test_a_rule_without_any_answer_is_refused_with_its_reason():
    with pytest.raises(al.RuleError, match="no answer in any scenario"):
        al.simulate([[0, 3, 3, 4]], "nucleolus")


@pytest.mark.parametrize(("rule", "options"), [("shaply", {}), ("shapley", {"weights": [1, 2]}), ("owen", {})])
def test_unknown_rules_and_wrong_options_are_refused(rule, options):
    with pytest.raises(al.RuleError):
        al.simulate([[0, 1, 1, 4]], rule, **options)


@pytest.mark.parametrize("levels", [[-0.1], [1.5], [float("nan")], ["x"], None])
def test_levels_that_are_none_are_refused(levels):
    with pytest.raises(al.GameError, match="quantiles"):
        al.simulate([[0, 1]], quantiles=levels)


def test_drawn_scenarios_carry_seed_and_standard_error():
    game = al.IntervalGame([0, 0, 0, 10], [0, 4, 2, 10])
    found = al.simulate(game, samples=5000, seed=11)
    assert (found.seed, found.count) == (11, 5000)
    assert np.allclose(found.standard_error, found.deviation / np.sqrt(5000))
    assert np.all(np.abs(found.mean - [5.5, 4.5]) < 5 * found.standard_error)


def test_the_same_seed_gives_the_same_figures():
    game = al.IntervalGame([0, 0, 0, 10], [0, 4, 2, 12])
    first, second, other = (al.simulate(game, samples=100, seed=seed) for seed in (1, 1, 2))
    assert first.to_dict() == second.to_dict()
    assert first.to_dict() != other.to_dict()


@pytest.mark.parametrize("scale", [2.0**-500, 2.0**400])
def test_figures_scale_with_the_money(scale):
    tables = convex_tables(4, 20, 3)
    plain, scaled = al.simulate(tables), al.simulate(tables * scale)
    assert np.array_equal(scaled.mean, plain.mean * scale)
    assert np.array_equal(scaled.quantiles, plain.quantiles * scale)
    assert np.array_equal(scaled.loss_chance, plain.loss_chance)


def test_single_precision_tables_do():
    tables = convex_tables(3, 10, 5)
    assert np.allclose(al.simulate(tables.astype(np.float32)).mean, al.simulate(tables).mean, rtol=1e-6)


def test_plain_data_survives_json():
    plain = al.simulate([[0, 1, 1, 4]], players=["甲", "乙"]).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["quantiles"] == {"0.05": [2.0, 2.0], "0.5": [2.0, 2.0], "0.95": [2.0, 2.0]}
    assert plain["seed"] is None
