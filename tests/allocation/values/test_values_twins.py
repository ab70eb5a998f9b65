"""Every value against its textbook definition, on games of all kinds."""

from fractions import Fraction
from math import comb, factorial

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al
from allocation.exact import as_fraction

WHOLE = st.integers(-20, 20)
MONEY = st.integers(-(10**6), 10**6).map(lambda cents: cents / 100)
HUGE = st.integers(-9, 9).map(lambda k: k * 1e200)
TINY = st.integers(-9, 9).map(lambda k: k * 1e-200)
TIED = st.sampled_from([0, 0, 1])


def games(most, kinds=(WHOLE, MONEY, HUGE, TINY, TIED)):
    """Tables of one to so many players, negative, tied, huge, tiny, superadditive or not."""
    return st.tuples(st.integers(1, most), st.sampled_from(kinds)).flatmap(
        lambda drawn: st.lists(drawn[1], min_size=2 ** drawn[0] - 1, max_size=2 ** drawn[0] - 1).map(lambda rest: [0, *rest])
    )


def fractions(values):
    return [as_fraction(x) for x in values]


def agree(found, expected, values):
    return np.allclose(found, [float(x) for x in expected], rtol=0, atol=1e-12 * max(abs(float(x)) for x in values) + 1e-300)


PLAIN = {
    "shapley": twins.shapley,
    "banzhaf": twins.banzhaf,
    "solidarity": twins.solidarity,
    "consensus": twins.consensus,
    "enpac": twins.enpac,
    "raiffa": twins.raiffa,
    "cis": lambda v: twins.spread(v, twins.singles(v)),
    "equal_surplus": lambda v: twins.spread(v, twins.singles(v)),
    "ensc": lambda v: twins.spread(v, twins.utopia(v)),
    "equal": lambda v: [v[-1] / len(twins.singles(v))] * len(twins.singles(v)),
}


@pytest.mark.parametrize("rule", list(PLAIN))
@settings(max_examples=60)
@given(values=games(5))
def test_rules_follow_their_definition(rule, values):
    exact = fractions(values)
    assert agree(al.split(al.TableGame(values), rule=rule).payoffs, PLAIN[rule](exact), values)


@pytest.mark.parametrize("rule", list(PLAIN))
@settings(max_examples=30)
@given(values=games(4, (WHOLE, MONEY)))
def test_definitions_in_fractions_are_the_textbook_ones(rule, values):
    table = al.TableGame(values).exact_table()
    assert list(al.registry.find_rule(rule).exact_payoffs(table, {})) == PLAIN[rule](fractions(values))


@settings(max_examples=60)
@given(values=games(4, (WHOLE, MONEY)))
def test_the_gately_point_follows_its_definition(values):
    exact = fractions(values)
    expected = twins.gately(exact)
    found = al.gately(al.TableGame(values))
    scale = max(map(abs, values)) * max(1.0, float(max(map(abs, expected)) / (max(map(abs, exact)) or 1)))
    assert np.allclose(found.payoffs, [float(x) for x in expected], rtol=0, atol=1e-9 * scale)
    assert list(al.registry.find_rule("gately").exact_payoffs(al.TableGame(values).exact_table(), {})) == expected


@settings(max_examples=80)
@given(values=games(4, (WHOLE, TIED)))
def test_the_tau_value_follows_its_definition_or_is_refused(values):
    expected = twins.tau(fractions(values))
    if expected is None:
        with pytest.raises(al.RuleError, match="not defined"):
            al.tau(al.TableGame(values))
    else:
        assert agree(al.tau(al.TableGame(values)).payoffs, expected, values)


UNIONS = [[[0], [1], [2], [3]], [[0, 1], [2, 3]], [[0, 1, 2, 3]], [[0, 3], [1], [2]], [[2], [0, 1, 3]]]


@pytest.mark.parametrize("unions", UNIONS, ids=str)
@pytest.mark.parametrize("rule", ["owen", "banzhaf_owen", "aumann_dreze"])
@settings(max_examples=15)
@given(values=st.lists(WHOLE, min_size=15, max_size=15).map(lambda rest: [0, *rest]))
def test_values_with_unions_follow_their_definition(rule, unions, values):
    game = al.TableGame(values, players=list("ABCD"))
    named = [["ABCD"[i] for i in union] for union in unions]
    expected = getattr(twins, rule)(values, unions)
    found = al.split(game, rule=rule, unions=named)
    assert agree(found.payoffs, expected, values)
    assert list(al.registry.find_rule(rule).exact_payoffs(game.exact_table(), found.options)) == expected


GRAPHS = [[], [(0, 1)], [(0, 1), (1, 2), (2, 3)], [(0, 1), (2, 3)], [(0, 1), (0, 2), (0, 3), (1, 2)], [(0, 3), (1, 3), (2, 3)]]


@pytest.mark.parametrize("edges", GRAPHS, ids=str)
@pytest.mark.parametrize("rule", ["myerson", "position"])
@settings(max_examples=15)
@given(values=st.lists(WHOLE, min_size=15, max_size=15).map(lambda rest: [0, *rest]))
def test_values_with_networks_follow_their_definition(rule, edges, values):
    game = al.TableGame(values, players=list("ABCD"))
    expected = getattr(twins, rule)(values, edges)
    found = al.split(game, rule=rule, graph=[("ABCD"[i], "ABCD"[j]) for i, j in edges])
    assert agree(found.payoffs, expected, values)
    assert list(al.registry.find_rule(rule).exact_payoffs(game.exact_table(), found.options)) == expected


@settings(max_examples=40)
@given(values=games(4, (WHOLE, MONEY)), seed=st.integers(0, 999))
def test_the_weighted_shapley_value_follows_its_definition(values, seed):
    game = al.TableGame(values)
    weights = np.random.default_rng(seed).integers(1, 9, game.n).tolist()
    assert agree(al.weighted_shapley(game, weights=weights).payoffs, twins.weighted_shapley(fractions(values), weights), values)


def test_equal_weights_give_the_shapley_value():
    values = [0, 3, 1, 8, 2, 9, 4, 20]
    assert al.weighted_shapley(al.TableGame(values), weights=[5, 5, 5]).payoffs == pytest.approx(al.shapley(al.TableGame(values)).payoffs)


def test_weights_of_any_size_count_by_their_proportion():
    game = al.TableGame([0, 3, 1, 8])
    assert al.weighted_shapley(game, weights=[1e300, 2e300]).payoffs == pytest.approx(al.weighted_shapley(game, weights=[1, 2]).payoffs)


@settings(max_examples=40)
@given(values=games(5, (WHOLE,)), seed=st.integers(0, 999))
def test_semivalues_follow_their_definition(values, seed):
    game = al.TableGame(values)
    raw = np.random.default_rng(seed).integers(1, 9, game.n)
    total = sum(comb(game.n - 1, s) * int(x) for s, x in enumerate(raw))
    chances = [Fraction(int(x), total) for x in raw]
    assert agree(al.semivalue(game, chances=[float(x) for x in chances]).payoffs, twins.semivalue(values, chances), values)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_well_known_chances(n):
    shapley = [factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)]
    assert al.beta_chances(n) == pytest.approx(shapley)
    assert al.binomial_chances(n, 0.5) == pytest.approx([0.5 ** (n - 1)] * n)
    for chances in (al.beta_chances(n, 2.0, 5.0), al.binomial_chances(n, 0.3), al.binomial_chances(n, 0.0), al.binomial_chances(n, 1.0)):
        assert sum(comb(n - 1, s) * x for s, x in enumerate(chances)) == pytest.approx(1)


def test_meeting_nobody_pays_what_each_earns_alone():
    assert al.semivalue(al.TableGame([0, 3, 1, 8]), chances=al.binomial_chances(2, 0.0)).payoffs.tolist() == [3, 1]


@pytest.mark.parametrize("chances", [[0.5], [0.5, 0.4], [1.5, -0.5], [np.nan, 1]])
def test_chances_must_be_a_distribution(chances):
    with pytest.raises(al.RuleError, match="option chances"):
        al.semivalue(al.TableGame([0, 3, 1, 8]), chances=chances)


@pytest.mark.parametrize(
    "call", [lambda: al.binomial_chances(3, 1.5), lambda: al.beta_chances(3, 0), lambda: al.beta_chances(3, 1, np.inf)]
)
def test_parameters_of_chances_are_checked(call):
    with pytest.raises(al.RuleError, match="must"):
        call()


def test_banzhaf_values_that_add_up_to_nothing_cannot_be_scaled():
    with pytest.raises(al.RuleError, match="add up to zero"):
        al.banzhaf_normalised(al.TableGame([0, 1, -1, 0]))


def test_the_aumann_dreze_value_needs_only_the_tables_of_the_unions():
    names = [f"p{i}" for i in range(200)]
    game = al.FunctionGame(lambda coalition: len(coalition) ** 2, names)
    assert al.aumann_dreze(game, unions=[names[:3], names[3:5]]).payoffs[:6] == pytest.approx([3, 3, 3, 2, 2, 1])


def test_one_player_gets_everything():
    for rule in ("shapley", "banzhaf", "solidarity", "consensus", "enpac", "raiffa", "gately", "tau", "nash"):
        assert al.split(al.TableGame([0, 7.0]), rule=rule).payoffs.tolist() == [7]


def test_games_too_large_for_a_table_are_refused_at_once():
    game = al.FunctionGame(lambda coalition: 1 / 0, [str(i) for i in range(63)])
    for rule in ("shapley", "banzhaf", "solidarity", "tau"):
        with pytest.raises(al.TableTooLargeError, match="63 players"):
            al.split(game, rule=rule)
