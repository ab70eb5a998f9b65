"""Games of rules: these together, unless those."""

from fractions import Fraction

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

NAMES = ["A", "B", "C", "D", "E"]


@st.composite
def rules(draw):
    kinds = draw(st.lists(st.sampled_from("+-0"), min_size=5, max_size=5).filter(lambda kinds: "+" in kinds))
    value = draw(st.integers(-20, 20)) / draw(st.sampled_from([1, 2, 10]))
    chosen = {sign: tuple(n for n, kind in zip(NAMES, kinds, strict=True) if kind == sign) for sign in "+-"}
    return al.Rule(value, needs=chosen["+"], without=chosen["-"])


def slow_table(given_rules):
    """v(S) rule by rule, in fractions."""
    table = []
    for mask in range(32):
        inside = {NAMES[i] for i in twins.members(mask)}
        holding = [r for r in given_rules if set(r.needs) <= inside and not set(r.without) & inside]
        table.append(sum((Fraction(str(r.value)) for r in holding), Fraction(0)))
    return table


@settings(max_examples=60)
@given(st.lists(rules(), max_size=6))
def test_the_table_is_the_sum_of_the_rules_that_hold(given_rules):
    game = al.RuleGame(given_rules, NAMES)
    expected = [float(x) for x in slow_table(given_rules)]
    assert game.table().tolist() == expected
    assert game.worth(np.array([[mask >> i & 1 for i in range(5)] for mask in range(32)], dtype=bool)).tolist() == expected


@settings(max_examples=60)
@given(st.lists(rules(), max_size=6))
def test_closed_forms_are_those_of_the_table(given_rules):
    game, table = al.RuleGame(given_rules, NAMES), slow_table(given_rules)
    assert game.exact_closed_form("shapley") == twins.shapley(table)
    assert game.exact_closed_form("banzhaf") == twins.banzhaf(table)
    assert np.allclose(game.closed_form("shapley"), [float(x) for x in twins.shapley(table)], rtol=0, atol=1e-12)
    assert np.allclose(game.closed_form("banzhaf"), [float(x) for x in twins.banzhaf(table)], rtol=0, atol=1e-12)


def test_ten_dimes_are_one():
    game = al.RuleGame([al.Rule(0.1, needs=("A",))] * 10, ["A"])
    assert game.grand_value == 1


def test_without_rules_nothing_is_worth_anything():
    game = al.RuleGame([], ["A", "B"])
    assert game.table().tolist() == [0, 0, 0, 0]
    assert al.shapley(game).payoffs.tolist() == [0, 0]


def test_a_rule_with_many_excluded_players_is_built_coalition_by_coalition():
    names = [str(i) for i in range(18)]
    game = al.RuleGame([al.Rule(5.0, needs=("0",), without=tuple(names[1:]))], names)
    assert np.flatnonzero(game.table()).tolist() == [1]


def test_thousands_of_rules_over_thousands_of_players_are_split_without_a_table():
    rng = np.random.default_rng(0)
    names = [f"p{i}" for i in range(3000)]
    picks = [rng.choice(3000, 6, replace=False) for _ in range(5000)]
    game = al.RuleGame([al.Rule(float(k % 7), [names[i] for i in p[:4]], [names[i] for i in p[4:]]) for k, p in enumerate(picks)], names)
    found = al.shapley(game)
    assert found.method == "closed form"
    assert found.total == pytest.approx(game.grand_value, abs=1e-8)


def test_a_rule_over_a_thousand_players_shares_equally():
    names = [str(i) for i in range(1000)]
    payoffs = al.shapley(al.RuleGame([al.Rule(1000.0, needs=names)], names)).payoffs
    assert payoffs == pytest.approx(np.ones(1000))


def test_the_method_says_closed_form():
    assert al.shapley(al.RuleGame([al.Rule(1.0, ("A",))], ["A"])).method == "closed form"


def test_other_rules_fall_back_to_the_table():
    game = al.RuleGame([al.Rule(6.0, needs=("A", "B"))], NAMES[:3])
    assert game.closed_form("owen") is None
    assert al.owen(game, unions=[["A", "B"]]).payoffs == pytest.approx([3, 3, 0])


def test_every_bad_rule_is_listed():
    bad = [
        al.Rule(float("nan"), needs=("A",)),
        al.Rule(1.0, needs=()),
        al.Rule(1.0, needs=("X",), without=("Y",)),
        al.Rule(1.0, needs=("A",), without=("A",)),
        al.Rule(1.0, needs="AB"),
    ]
    with pytest.raises(al.GameError) as refused:
        al.RuleGame(bad, NAMES)
    for part in (
        "rule 1 is worth nan",
        "rule 2 needs nobody",
        "rule 3 names unknown player 'X', 'Y'",
        "rule 4 names a player twice",
        "rule 5",
    ):
        assert part in str(refused.value)


def test_a_long_list_of_bad_rules_is_cut():
    with pytest.raises(al.GameError, match="and 15 more"):
        al.RuleGame([al.Rule(1.0, needs=())] * 35, NAMES)
