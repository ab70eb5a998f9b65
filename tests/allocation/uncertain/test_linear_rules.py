"""Rules as matrices, and the batches that use them."""

from itertools import pairwise

import numpy as np
import pytest
import twins

import allocation as al
from allocation.registry import RULES
from allocation.uncertain import splitting
from allocation.uncertain.linear import MAX_MATRIX_PLAYERS, is_linear, rule_matrix
from allocation.uncertain.scenarios import scenario_tables
from allocation.uncertain.splitting import split_tables

NAMES = ("1", "2", "3")
OPTIONS = {
    "weights": [1.0, 2.0, 3.0],
    "unions": [["1", "2"], ["3"]],
    "graph": list(pairwise("123")),
    "chances": [0.25, 0.25, 0.25],
}
ADDITIVE = [name for name, rule in RULES.items() if "additive" in rule.promises]


def options_of(name):
    return {option: OPTIONS[option] for option in RULES[name].needs}


def random_tables(m, n, seed):
    tables = np.random.default_rng(seed).normal(0, 10, (m, 2**n))
    tables[:, 0] = 0
    return tables


@pytest.mark.parametrize("name", ADDITIVE)
def test_every_additive_rule_is_its_matrix(name):
    """On games that are neither superadditive nor positive."""
    matrix = rule_matrix(name, NAMES, options_of(name))
    for table in random_tables(20, 3, 1):
        assert np.allclose(matrix @ table, al.split(al.TableGame(table), rule=name, **options_of(name)).payoffs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ADDITIVE)
def test_columns_of_efficient_rules_share_out_the_total(name):
    matrix = rule_matrix(name, NAMES, options_of(name))
    assert not matrix[:, 0].any()
    if "efficient" in RULES[name].promises:
        assert np.allclose(matrix.sum(axis=0), [0] * 7 + [1], rtol=0, atol=1e-12)


@pytest.mark.parametrize(("name", "slow"), [("shapley", twins.shapley), ("banzhaf", twins.banzhaf), ("solidarity", twins.solidarity)])
def test_the_matrix_is_made_of_splits_of_unit_games(name, slow):
    matrix = rule_matrix(name, NAMES, {})
    for mask in range(1, 8):
        assert np.allclose(matrix[:, mask], [float(x) for x in slow([int(k == mask) for k in range(8)])], rtol=0, atol=1e-15)


@pytest.mark.parametrize("name", ["nucleolus", "tau", "gately", "banzhaf_normalised", "least_core", "corrected_shapley"])
def test_other_rules_are_not_taken_for_linear(name):
    assert not is_linear(name)


def test_unknown_rules_are_refused():
    with pytest.raises(al.RuleError, match="there is no rule 'shaply'"):
        is_linear("shaply")


@pytest.mark.parametrize(("name", "options"), [("owen", {}), ("banzhaf", {"weights": [1, 2, 3]})])
def test_wrong_options_of_a_matrix_are_refused(name, options):
    with pytest.raises(al.RuleError, match="option"):
        rule_matrix(name, NAMES, options)


def counting(monkeypatch):
    """Count how many tables are split one by one."""
    calls = []
    plain = splitting._one_by_one

    def counted(scenarios, rule, options):
        calls.append(scenarios.count)
        return plain(scenarios, rule, options)

    monkeypatch.setattr(splitting, "_one_by_one", counted)
    return calls


@pytest.mark.parametrize(
    ("name", "m", "n", "alone"),
    [
        ("shapley", 2, 3, False),
        ("solidarity", 8, 3, False),
        ("solidarity", 7, 3, True),
        ("nucleolus", 9, 3, True),
        ("banzhaf", 3, MAX_MATRIX_PLAYERS + 1, True),
    ],
)
def test_the_cheapest_way_is_taken_and_all_ways_agree(name, m, n, alone, monkeypatch):
    calls = counting(monkeypatch)
    size = np.bitwise_count(np.arange(2**n, dtype=np.uint64)).astype(float)
    tables = size**2 + np.abs(random_tables(m, n, 2)) / 100 * (size > 0)
    shares, why = split_tables(scenario_tables(tables), name, {})
    assert bool(calls) is alone
    assert why == ""
    for row, table in zip(shares, tables, strict=True):
        assert np.allclose(row, al.split(al.TableGame(table), rule=name).payoffs, rtol=1e-9, atol=1e-9)


def test_single_precision_tables_take_the_product_too():
    tables = random_tables(40, 3, 3)
    rough, _ = split_tables(scenario_tables(tables.astype(np.float32)), "solidarity", {})
    fine, _ = split_tables(scenario_tables(tables), "solidarity", {})
    assert rough.dtype == np.float64
    assert np.allclose(rough, fine, rtol=1e-4, atol=1e-4)


def test_names_of_players_reach_the_options():
    tables = random_tables(20, 3, 4)
    named = scenario_tables(tables, players=["甲", "乙", "丙"])
    shares, _ = split_tables(named, "owen", {"unions": [["甲", "丙"], ["乙"]]})
    plain, _ = split_tables(scenario_tables(tables), "owen", {"unions": [["1", "3"], ["2"]]})
    assert np.array_equal(shares, plain)


def test_only_refusals_of_the_rule_are_left_out():
    """A wrong option is a mistake of the caller, not a future without an answer."""
    with pytest.raises(al.RuleError, match="unknown player"):
        split_tables(scenario_tables(random_tables(20, 3, 5)), "owen", {"unions": [["9"], ["1"], ["2", "3"]]})


def test_rows_without_an_answer_are_marked_and_the_first_reason_kept():
    tables = [[0, 0, 0, 4], [0, 3, 3, 4], [0, 1, 1, 4], [0, 9, 9, 4]]
    shares, why = split_tables(scenario_tables(tables), "nucleolus", {})
    assert np.isnan(shares).any(axis=1).tolist() == [False, True, False, True]
    assert why == split_tables(scenario_tables(tables[1:2]), "nucleolus", {})[1]
