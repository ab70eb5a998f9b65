"""Games of intervals: endpoint games, the exact range over the box, and games that reach it."""

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

LINEAR = {
    "shapley": (twins.shapley, {}),
    "banzhaf": (twins.banzhaf, {}),
    "semivalue": (lambda v: twins.semivalue(v, [Fraction(1, 2), Fraction(1, 8), Fraction(1, 4)]), {"chances": [0.5, 0.125, 0.25]}),
    "solidarity": (twins.solidarity, {}),
    "owen": (lambda v: twins.owen(v, [[0, 1], [2]]), {"unions": [["1", "2"], ["3"]]}),
}


def box(ends):
    low, high = zip(*[sorted(pair) for pair in ends], strict=True)
    return [0, *low], [0, *high]


def boxes(n, numbers):
    return st.lists(st.tuples(numbers, numbers), min_size=2**n - 1, max_size=2**n - 1).map(box)


def close(found, expected, scale):
    return np.allclose(found, [float(x) for x in expected], rtol=0, atol=1e-12 * max(1.0, scale))


def reference(vectors):
    vector = next(v for v in vectors("alliance") if v["game"]["kind"] == "interval")
    expect = {key: [Fraction(x) for x in values] for key, values in vector["expect"].items()}
    return al.IntervalGame(vector["game"]["lower"], vector["game"]["upper"], vector["players"]), expect


def test_reference_numbers_of_both_senses(vectors):
    game, expect = reference(vectors)
    found = al.interval_shares(game)
    assert close(found.at_lower, expect["shapley_lower_game"], 100)
    assert close(found.at_upper, expect["shapley_upper_game"], 100)
    assert close(found.least, expect["box_min"], 100)
    assert close(found.most, expect["box_max"], 100)


def test_the_reference_box_is_ten_per_cent_around_the_game(vectors):
    game, _ = reference(vectors)
    around = al.IntervalGame.around(al.TableGame([0, 10, 10, 70, 10, 50, 40, 100]), 0.1)
    assert np.allclose(around.lower.table(), game.lower.table())
    assert np.allclose(around.upper.table(), game.upper.table())


def test_the_box_is_wider_than_the_endpoint_games(vectors):
    found = al.interval_shares(reference(vectors)[0])
    ratio = (found.most - found.least) / (found.at_upper - found.at_lower)
    assert ratio.tolist() == pytest.approx([11 / 6, 15 / 7, 47 / 15])


def test_plain_data_says_which_sense_is_which(vectors):
    plain = al.interval_shares(reference(vectors)[0]).to_dict()
    assert plain["endpoint_games"]["lower"] == pytest.approx([36, 31.5, 22.5])
    assert plain["box"]["least"] == pytest.approx([98 / 3, 55 / 2, 103 / 6])
    assert plain["rule"] == "shapley"


@pytest.mark.parametrize("rule", LINEAR)
@given(ends=boxes(3, st.integers(-9, 9)))
def test_ranges_are_those_of_the_definition(rule, ends):
    """All corners of the box are tried: negative, tied and empty-width intervals among them."""
    slow, options = LINEAR[rule]
    least, most = twins_uncertain.range_over_box(slow, *ends)
    found = al.interval_shares(al.IntervalGame(*ends), rule, **options)
    assert close(found.least, least, 20)
    assert close(found.most, most, 20)


@pytest.mark.parametrize("factor", [2.0**-900, 2.0**900])
def test_huge_and_tiny_values_are_ranged_alike(factor):
    lower, upper = np.array([0, 9, 9, 63, 9, 45, 36, 90.0]), np.array([0, 11, 11, 77, 11, 55, 44, 110.0])
    plain = al.interval_shares(al.IntervalGame(lower, upper))
    scaled = al.interval_shares(al.IntervalGame(lower * factor, upper * factor))
    assert np.array_equal(scaled.least, plain.least * factor)
    assert np.array_equal(scaled.most, plain.most * factor)


@pytest.mark.parametrize("rule", LINEAR)
@pytest.mark.parametrize("most", [False, True])
def test_witnesses_lie_in_the_box_and_reach_the_bound(rule, most):
    options = LINEAR[rule][1]
    rng = np.random.default_rng(3)
    lower, upper = box(rng.integers(-20, 20, (7, 2)).tolist())
    found = al.interval_shares(al.IntervalGame(lower, upper), rule, **options)
    for place, player in enumerate(found.players):
        game = found.witness(player, most=most)
        assert np.all((game.table() >= lower) & (game.table() <= upper))
        bound = (found.most if most else found.least)[place]
        assert al.split(game, rule=rule, **options).payoffs[place] == pytest.approx(bound, abs=1e-12)


def test_games_drawn_from_the_box_stay_within_the_range():
    rng = np.random.default_rng(5)
    lower, upper = box(rng.normal(size=(31, 2)).tolist())
    game = al.IntervalGame(lower, upper)
    found, drawn = al.interval_shares(game), al.simulate(game, samples=2000, seed=1)
    assert np.all(drawn.shares >= found.least - 1e-12)
    assert np.all(drawn.shares <= found.most + 1e-12)


@pytest.mark.parametrize("n", [11, 13])
def test_large_tables_are_ranged_in_passes(n):
    """Against the coefficients of the definition, coalition by coalition."""
    rng = np.random.default_rng(n)
    lower = np.append(0, rng.normal(size=2**n - 1))
    upper = np.append(0, lower[1:] + rng.random(2**n - 1))
    found = al.interval_shares(al.IntervalGame(lower, upper), "banzhaf")
    inside = np.arange(2**n) & 1 << 4 != 0
    half = 2.0 ** (1 - n)
    assert found.least[4] == pytest.approx(half * (lower[inside].sum() - upper[~inside].sum()), abs=1e-12)
    assert found.most[4] == pytest.approx(half * (upper[inside].sum() - lower[~inside].sum()), abs=1e-12)


def test_without_uncertainty_all_four_are_the_split():
    table = [0, 1, 1, 7, 1, 5, 4, 11]
    found = al.interval_shares(al.IntervalGame(table, table))
    expected = al.shapley(al.TableGame(table)).payoffs
    for one in (found.at_lower, found.at_upper, found.least, found.most):
        assert np.allclose(one, expected, rtol=0, atol=1e-13)


def test_one_player_gets_its_interval():
    found = al.interval_shares(al.IntervalGame([0, -3], [0, 5]))
    assert (found.least.tolist(), found.most.tolist()) == ([-3.0], [5.0])


def test_every_additive_rule_has_a_range():
    examples = {
        "weights": [1.0, 2.0, 3.0],
        "unions": [["1", "2"], ["3"]],
        "graph": list(pairwise("123")),
        "chances": [0.25] * 3,
    }
    game = al.IntervalGame.around(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11]), 0.2)
    additive = [rule for rule in RULES.values() if "additive" in rule.promises]
    assert len(additive) >= 12
    for rule in additive:
        found = al.interval_shares(game, rule.name, **{name: examples[name] for name in rule.needs})
        for one in (found.at_lower, found.at_upper):
            assert np.all((found.least <= one + 1e-12) & (one <= found.most + 1e-12)), rule.name


@pytest.mark.parametrize("rule", ["nucleolus", "gately", "banzhaf_normalised"])
def test_rules_that_are_not_linear_are_refused(rule):
    with pytest.raises(al.RuleError, match="not linear"):
        al.interval_shares(al.IntervalGame([0, 1], [0, 2]), rule)


def test_an_unknown_rule_is_refused_with_a_hint():
    with pytest.raises(al.RuleError, match="did you mean shapley"):
        al.interval_shares(al.IntervalGame([0, 1], [0, 2]), "shaply")


def test_an_unknown_option_is_refused():
    with pytest.raises(al.RuleError, match="no option weights"):
        al.interval_shares(al.IntervalGame([0, 1], [0, 2]), weights=[1])


def test_other_linear_rules_stop_at_ten_players():
    table = np.zeros(2**11)
    with pytest.raises(al.RuleError, match="up to 10 players, got 11"):
        al.interval_shares(al.IntervalGame(table, table), "solidarity")


def test_an_unknown_player_has_no_witness():
    with pytest.raises(al.GameError, match="unknown player 'Z'"):
        al.interval_shares(al.IntervalGame([0, 1], [0, 2], ["A"])).witness("Z")
