"""Rules of few numbers: duality, disruption, coincidence with the nucleolus, nullifying players, and what each depends on."""

from itertools import combinations

import numpy as np
import pytest
import twins
from game_strategies import WHOLE, additive, alike, carrier, given, pairs_of_tables, pay, tables
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}
FOUR = tables(4, 4)
FEW = ["equal", "equal_surplus", "cis", "ensc", "enpac", "raiffa", "gately", "scrb"]


def propensity(values, payoffs):
    """Gately, 1974: what the others lose by an exit, per unit that who leaves loses."""
    low, high = (np.array([float(x) for x in end(values)]) for end in (twins.singles, twins.utopia))
    return (high - payoffs) / (payoffs - low)


@given(st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_gately_everybody_is_as_ready_to_disrupt(parts):
    """In an essential convex game every propensity is (Σ M − v(N)) / (v(N) − Σ v(i))."""
    values = sum(carrier(3, twins.members(mask + 1), float(parts[mask])) for mask in range(7))
    low, high = values[[1, 2, 4]].sum(), sum(float(x) for x in twins.utopia(values))
    expected = (high - values[-1]) / (values[-1] - low)
    assert propensity(values, pay("gately", values)) == pytest.approx([expected] * 3, rel=1e-9)


def test_regional_electric_power():
    """Gately, 1974: together 1530, pairs 1170, 770 and 210; the point is (827.7, 476.6, 225.7)."""
    values = [0, 0, 0, 1170, 0, 770, 210, 1530]
    found = pay("gately", values)
    assert found == pytest.approx([827.7049, 476.5574, 225.7377], abs=1e-4)
    assert np.ptp(propensity(values, found)) == pytest.approx(0, **CLOSE)


@given(FOUR)
def test_ensc_and_cis_are_dual(values):
    """Driessen and Funaki, 1991: what one does with single players, the other does with what all lose without them."""
    game = al.TableGame(values)
    assert al.ensc(al.DualGame(game)).payoffs == pytest.approx(al.cis(game).payoffs, **CLOSE)
    assert al.cis(al.DualGame(game)).payoffs == pytest.approx(al.ensc(game).payoffs, **CLOSE)


@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "equal", "gately", "raiffa"])
@given(values=FOUR)
def test_who_is_its_own_dual(rule, values):
    """Rules that read the game and its dual alike; Raiffa reads only what is lost and is not among them."""
    game = al.TableGame(values)
    try:
        first, second = (al.split(one, rule=rule).payoffs for one in (game, al.DualGame(game)))
    except al.RuleError:
        return
    low, high = (np.array([float(x) for x in end(values)]) for end in (twins.singles, twins.utopia))
    if rule == "gately":
        if abs((high - low).sum()) > 0.5:
            share = (values[-1] - low.sum()) / (high - low).sum()
            assert second == pytest.approx(high + (low - high) * (values[-1] - high.sum()) / (low - high).sum(), abs=1e-8)
            assert first == pytest.approx(low + (high - low) * share, abs=1e-8)
            assert first == pytest.approx(second, abs=1e-7)
    elif rule != "raiffa":
        assert first == pytest.approx(second, **CLOSE)


@given(pairs_of_tables(3, 4), st.integers(-3, 3))
def test_linear_rules_are_linear(pair, factor):
    first, second = pair
    for rule in ("equal", "equal_surplus", "cis", "ensc", "enpac", "raiffa", "shapley", "solidarity", "consensus", "banzhaf"):
        assert pay(rule, factor * first + second) == pytest.approx(factor * pay(rule, first) + pay(rule, second), **CLOSE), rule


@given(FOUR)
def test_alike_players_get_alike(values):
    table = alike(values, 0, 2)
    for rule in FEW:
        found = pay(rule, table)
        assert found[0] == pytest.approx(found[2], abs=1e-6 * max(1.0, np.abs(found).max())), rule


@given(st.lists(WHOLE, min_size=3, max_size=5))
def test_covariant_rules_leave_additive_games_alone(own):
    """For the pair averages this fixes the normalisation: Σ_{j≠i}(a_i + a_j)/(n−2) differs from a_i by the same for all."""
    for rule in ("equal_surplus", "cis", "ensc", "enpac", "gately", "scrb", "consensus", "tau", "nash"):
        assert pay(rule, additive(own)) == pytest.approx(own, **CLOSE), rule


@pytest.mark.parametrize("n", [3, 4, 6])
@pytest.mark.parametrize("seed", range(3))
def test_enpac_makes_coalitions_without_two_complain_alike_where_any_rule_can(n, seed):
    """Driessen and Funaki, 1997: the condition under which the value is the prenucleolus."""
    own = np.random.default_rng(seed).integers(1, 20, n).astype(float)
    masks = np.arange(1 << n)
    values = np.where(np.bitwise_count(masks) == n - 2, 500 - (own.sum() - additive(own)), additive(own) - 1000.0)
    values[0], values[-1] = 0.0, 700.0
    found = pay("enpac", values)
    excess = [values[-1 - (1 << i) - (1 << j)] - (found.sum() - found[i] - found[j]) for i, j in combinations(range(n), 2)]
    assert np.ptp(excess) == pytest.approx(0, abs=1e-8)
    assert found == pytest.approx(own + (700 - own.sum()) / n, abs=1e-8)
    if n > 3:
        assert found == pytest.approx(pay("prenucleolus", values), abs=1e-6)


@given(tables(3, 3))
def test_with_three_players_pair_averages_are_the_equal_surplus(values):
    """Without two players one is left: what pairs contribute is v(N) less a stand-alone worth."""
    assert pay("enpac", values) == pytest.approx(pay("cis", values), **CLOSE)


@pytest.mark.parametrize("seed", range(4))
def test_ensc_is_the_prenucleolus_of_one_convex_games(seed):
    """Driessen, 1985: where Σ M ≥ v(N) and every other coalition is below what is left for it."""
    random = np.random.default_rng(seed)
    top = random.integers(5, 15, 4).astype(float)
    gap = 6.0
    values = additive(top) - gap
    values[[mask for mask in range(1, 15) if mask.bit_count() < 3]] -= 20
    values[0], values[-1] = 0.0, top.sum() - gap
    assert pay("ensc", values) == pytest.approx(pay("prenucleolus", values), abs=1e-7)
    assert pay("ensc", values) == pytest.approx(top - gap / 4, **CLOSE)


@given(FOUR, st.lists(WHOLE, min_size=16, max_size=16))
def test_rules_of_landmarks_read_nothing_else(values, noise):
    """Only v(i), v(N∖i) and v(N) count, whatever the pairs are worth."""
    moved = [noise[mask] if mask.bit_count() == 2 else v for mask, v in enumerate(values)]
    for rule in ("equal", "cis", "equal_surplus", "ensc", "raiffa", "gately", "scrb"):
        assert pay(rule, moved).tolist() == pay(rule, values).tolist(), rule


@given(tables(3, 3), st.integers(0, 2))
def test_a_nullifying_player_gets_nothing_from_the_equal_split_of_what_all_have(values, player):
    """van den Brink, 2007: where every coalition with it is worthless, equal division gives nothing to anybody."""
    table = [0 if mask >> player & 1 else v for mask, v in enumerate(values)]
    assert pay("equal", table).tolist() == [0, 0, 0]


@given(FOUR)
def test_scrb_is_the_point_of_gately_whatever_the_signs(values):
    low, high = (np.array([float(x) for x in end(values)]) for end in (twins.singles, twins.utopia))
    if abs((high - low).sum()) > 0.5:
        assert pay("scrb", values) == pytest.approx(pay("gately", values), abs=1e-8)


@pytest.mark.parametrize("benefits", [[1, 2], "abc", [1, float("nan"), 2], {"1": 3}])
def test_benefits_that_do_not_fit_are_refused(benefits):
    with pytest.raises(al.RuleError, match="option benefits"):
        al.scrb(al.TableGame([0, -120, -150, -210, -90, -180, -200, -260]), benefits=benefits)


def test_three_towns_share_a_pipe():
    """By hand, on costs: the separable part first, the rest by what a town alone would pay beyond it."""
    costs = [0, 21.95, 17.08, 34.69, 10.91, 32.86, 27.99, 40.0]
    separable = np.array([40 - 27.99, 40 - 32.86, 40 - 34.69])
    remaining = np.array([21.95, 17.08, 10.91]) - separable
    expected = separable + remaining * (40 - separable.sum()) / remaining.sum()
    assert al.cost_shares(al.scrb(al.TableGame(0.0 - np.array(costs)))) == pytest.approx(expected, **CLOSE)


@given(FOUR)
def test_raiffa_hands_out_everything_and_follows_contributions(values):
    found, high = pay("raiffa", values), np.array([float(x) for x in twins.utopia(values)])
    assert found.sum() == pytest.approx(values[-1], **CLOSE)
    for i, j in combinations(range(4), 2):
        assert (found[i] - found[j]) * (high[i] - high[j]) >= -1e-9


@pytest.mark.parametrize("n", [63, 200])
@pytest.mark.parametrize("rule", FEW)
def test_players_beyond_the_masks_are_split_all_the_same(rule, n):
    """Symmetric but for one who brings 1 more: rules of few values need no masks."""
    own = np.zeros(n)
    own[-1] = 1.0
    pair = np.ones((n, n)) - np.eye(n)
    game = al.PairwiseGame(own, pair)
    found = al.split(game, rule=rule)
    assert found.total == pytest.approx(game.grand_value, rel=1e-12)
    assert np.ptp(found.payoffs[:-1]) == pytest.approx(0, abs=1e-9)
    if rule not in ("equal", "raiffa"):
        assert found.payoffs[-1] - found.payoffs[0] == pytest.approx(1, abs=1e-9)
