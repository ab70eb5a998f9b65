"""Markets, networks and workshops: published examples and what the literature proves, on random whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from twins_structured import is_in_core

import allocation as al

PROFITS = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(lambda shape: arrays(np.int64, shape, elements=st.integers(0, 12)))


@st.composite
def networks(draw, most=5, least=2):
    n = draw(st.integers(least, most))
    upper = np.triu(draw(arrays(np.int64, (n, n), elements=st.integers(1, 12))), 1)
    return (upper + upper.T).astype(float)


@st.composite
def workshops(draw):
    resources, players, products = draw(st.integers(1, 3)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    own = draw(arrays(np.int64, (resources, players), elements=st.integers(0, 9)))
    use = draw(arrays(np.int64, (resources, products), elements=st.integers(1, 5)))
    return own.astype(float), use.astype(float), np.array(draw(st.lists(st.integers(1, 9), min_size=products, max_size=products)), float)


# The horse market of Böhm-Bawerk, as Shapley and Shubik (1971) treat it

SELLERS = np.array([10, 11, 15, 17, 20, 21.5, 25, 26])
BUYERS = np.array([30, 28, 26, 24, 22, 21, 20, 18, 17, 15])


@pytest.fixture(scope="module")
def horses():
    return al.AssignmentGame(np.maximum(0.0, BUYERS[None, :] - SELLERS[:, None]))


def test_five_horses_are_sold(horses):
    assert horses.grand_value == BUYERS[:5].sum() - SELLERS[:5].sum()
    assert {seller for seller, _ in horses.matching()} == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize(("point", "price"), [("seller_optimal", 21.5), ("buyer_optimal", 21.0), ("fair_point", 21.25)])
def test_the_price_lies_between_21_and_21_and_a_half(horses, point, price):
    payoffs = getattr(horses, point)().payoffs
    assert payoffs[:8] == pytest.approx(np.maximum(0, price - SELLERS) * (np.arange(8) < 5))
    assert payoffs[8:] == pytest.approx(np.maximum(0, BUYERS - price) * (np.arange(10) < 5))


# Assignment


@given(profits=PROFITS)
def test_what_is_best_for_one_side_is_worst_for_the_other(profits):
    game, sellers = al.AssignmentGame(profits), len(profits)
    high, low = game.seller_optimal().payoffs, game.buyer_optimal().payoffs
    assert np.all(high[:sellers] >= low[:sellers] - 1e-9)
    assert np.all(high[sellers:] <= low[sellers:] + 1e-9)


@given(profits=PROFITS)
def test_sides_may_be_exchanged(profits):
    game, turned = al.AssignmentGame(profits), al.AssignmentGame(profits.T)
    assert turned.grand_value == game.grand_value
    assert np.roll(turned.buyer_optimal().payoffs, len(profits)) == pytest.approx(game.seller_optimal().payoffs, abs=1e-9)


@given(profits=PROFITS, seed=st.integers(0, 9))
def test_one_more_seller_does_no_buyer_harm_and_no_seller_good(profits, seed):
    row = np.random.default_rng(seed).integers(0, 13, (1, profits.shape[1]))
    before, after = al.AssignmentGame(profits), al.AssignmentGame(np.vstack([profits, row]))
    n = len(profits)
    for point in ("seller_optimal", "buyer_optimal"):
        old, new = getattr(before, point)().payoffs, getattr(after, point)().payoffs
        assert np.all(new[n + 1 :] >= old[n:] - 1e-9)
        assert np.all(new[:n] <= old[:n] + 1e-9)


@given(profits=PROFITS)
def test_whoever_does_not_trade_gets_nothing(profits):
    game = al.AssignmentGame(profits)
    trading = {name for pair in game.matching() for name in pair}
    for point in ("seller_optimal", "buyer_optimal", "fair_point"):
        found = getattr(game, point)()
        assert all(found[name] == pytest.approx(0, abs=1e-9) for name in game.players if name not in trading)


@given(profits=PROFITS)
def test_partners_share_just_what_they_earn_together(profits):
    game = al.AssignmentGame(profits)
    found = game.fair_point()
    for seller, buyer in game.matching():
        worth = profits[game.sellers.index(seller), game.buyers.index(buyer)]
        assert found[seller] + found[buyer] == pytest.approx(worth, abs=1e-9)


@pytest.mark.parametrize(("left", "right"), [(1, 2), (2, 3), (3, 2)])
def test_gloves_go_to_the_short_side(left, right):
    game = al.AssignmentGame(np.ones((left, right)))
    short = [1.0] * left + [0.0] * right if left < right else [0.0] * left + [1.0] * right
    assert game.fair_point().payoffs.tolist() == short
    assert al.nucleolus(game).payoffs == pytest.approx(short, abs=1e-9)


def test_one_left_glove_and_two_right_ones_by_shapley():
    assert al.shapley(al.AssignmentGame([[1, 1]])).payoffs == pytest.approx([2 / 3, 1 / 6, 1 / 6])


# Networks


def folk(costs):
    return al.cost_shares(al.TreeGame(costs).folk())


@given(costs=networks())
def test_the_cheapest_tree_is_paid_in_full(costs):
    game = al.TreeGame(costs)
    assert al.cost_shares(game.bird()).sum() == pytest.approx(-game.grand_value)
    assert folk(costs).sum() == pytest.approx(-game.grand_value)


@given(costs=networks())
def test_nobody_pays_more_than_its_own_arc_to_the_source(costs):
    for shares in (folk(costs), al.cost_shares(al.TreeGame(costs).bird())):
        assert np.all(shares <= costs[0, 1:] + 1e-9)
        assert np.all(shares >= -1e-9)


@given(costs=networks(), data=st.data())
def test_the_folk_solution_rises_with_every_arc(costs, data):
    """Cost monotonicity of all: a dearer arc makes nobody pay less."""
    i, j = data.draw(st.sampled_from([(i, j) for i in range(len(costs)) for j in range(i)]))
    dearer = costs.copy()
    dearer[i, j] = dearer[j, i] = costs[i, j] + data.draw(st.integers(1, 9))
    assert np.all(folk(dearer) >= folk(costs) - 1e-9)


@given(costs=networks(least=3))
def test_a_newcomer_makes_nobody_pay_more_by_the_folk_solution(costs):
    """Population monotonicity."""
    assert np.all(folk(costs)[:-1] <= folk(costs[:-1, :-1]) + 1e-9)


def test_birds_rule_is_not_cost_monotonic():
    """A dearer arc of one's own may lower one's share: the reason for the folk solution."""
    cheap = np.array([[0, 4, 4.5], [4, 0, 3], [4.5, 3, 0]])
    dear = np.array([[0, 5, 4.5], [5, 0, 3], [4.5, 3, 0]])
    first, second = (al.cost_shares(al.TreeGame(costs).bird()) for costs in (cheap, dear))
    assert first.tolist() == [4, 3]
    assert second.tolist() == [3, 4.5]


@given(costs=networks())
def test_a_twin_at_no_distance_is_free_and_shares_alike(costs):
    twin = np.zeros((len(costs) + 1,) * 2)
    twin[:-1, :-1] = costs
    twin[-1, :-1] = twin[:-1, -1] = costs[-1]
    shares = folk(twin)
    assert shares[-1] == pytest.approx(shares[-2])
    assert al.TreeGame(twin).grand_value == al.TreeGame(costs).grand_value


@given(costs=networks())
def test_reducing_twice_is_reducing_once(costs):
    once = al.TreeGame(costs).irreducible()
    assert once.irreducible().costs.tolist() == once.costs.tolist()
    assert al.properties(once).convex


# Workshops


@given(workshop=workshops())
def test_the_owen_point_pays_out_all_and_satisfies_every_group(workshop):
    game = al.ProductionGame(*workshop)
    found = game.owen_point()
    assert found.total == pytest.approx(game.grand_value, abs=1e-7)
    assert is_in_core(game.table(), found.payoffs, 1e-6)


@given(workshop=workshops())
def test_workshops_never_gain_by_splitting_up(workshop):
    game = al.ProductionGame(*workshop)
    rounded = al.TableGame(np.round(game.table(), 6), game.players)
    assert al.properties(rounded).monotone
    table = game.table()
    full = len(table) - 1
    assert all(table[mask] + table[full - mask] <= table[full] + 1e-6 for mask in range(len(table)))


@given(workshop=workshops(), times=st.integers(2, 9))
def test_prices_scale_everything(workshop, times):
    own, use, price = workshop
    plain, dear = al.ProductionGame(own, use, price), al.ProductionGame(own, use, times * price)
    assert dear.table() == pytest.approx(times * plain.table(), rel=1e-7, abs=1e-7)


@given(workshop=workshops(), times=st.integers(2, 5))
def test_returns_to_scale_are_constant(workshop, times):
    own, use, price = workshop
    assert al.ProductionGame(times * own, use, price).table() == pytest.approx(times * al.ProductionGame(own, use, price).table(), abs=1e-6)


@given(workshop=workshops())
def test_more_of_anything_is_worth_its_shadow_price_at_most(workshop):
    own, use, price = workshop
    game = al.ProductionGame(own, use, price)
    prices = game.shadow_prices()
    for k in range(len(own)):
        more = own.copy()
        more[k, 0] += 1
        gain = al.ProductionGame(more, use, price).grand_value - game.grand_value
        assert -1e-7 <= gain <= prices[k] + 1e-7


@given(workshop=workshops())
def test_a_player_without_resources_gets_nothing(workshop):
    own, use, price = workshop
    idle = al.ProductionGame(np.hstack([own, np.zeros((len(own), 1))]), use, price)
    assert idle.owen_point().payoffs[-1] == 0
    assert idle.grand_value == pytest.approx(al.ProductionGame(own, use, price).grand_value)
