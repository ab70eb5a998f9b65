"""The Shapley value by everything the literature says it is the only one to be."""

from fractions import Fraction
from math import comb, factorial

import numpy as np
import pytest
import twins
from game_strategies import WHOLE, additive, carrier, given, pairs_of_tables, pay, tables, without
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}


def phi(values):
    return pay("shapley", values)


def potential(values):
    """Hart and Mas-Colell, 1989: the potential of the empty game is 0, and its marginals add up to v(N) in every subgame."""
    known = [Fraction(0)] * len(values)
    for mask in range(1, len(values)):
        inside = twins.members(mask)
        known[mask] = (Fraction(values[mask]) + sum(known[mask & ~(1 << i)] for i in inside)) / len(inside)
    return known


@given(tables(1, 5))
def test_it_is_the_marginal_of_the_potential(values):
    known, everyone = potential(values), len(values) - 1
    expected = [float(known[everyone] - known[everyone & ~(1 << i)]) for i in range(twins.count_players(values))]
    assert phi(values) == pytest.approx(expected, **CLOSE)


@given(pairs_of_tables(2, 4), st.data())
def test_strong_monotonicity(pair, data):
    """Young, 1985: who contributes at least as much to everybody, in whatever other game, gets at least as much."""
    first, second = pair
    n = len(first).bit_length() - 1
    player = data.draw(st.integers(0, n - 1))
    masks = np.arange(len(first))
    with_it = masks[masks >> player & 1 == 1]
    gap = first[with_it] - first[with_it ^ 1 << player] - second[with_it] + second[with_it ^ 1 << player]
    better = first.copy()
    better[with_it] -= np.minimum(gap.min(), 0)
    assert phi(better)[player] >= phi(second)[player] - 1e-9


@given(tables(2, 4), st.data())
def test_only_own_contributions_count(values, data):
    """Marginality: what is added to all coalitions of others, with and without the player, does not move its payoff."""
    n = twins.count_players(values)
    player = data.draw(st.integers(0, n - 1))
    bonus = data.draw(st.lists(WHOLE, min_size=len(values), max_size=len(values)))
    others = [mask & ~(1 << player) for mask in range(len(values))]
    moved = [v + bonus[rest] * (rest > 0) for v, rest in zip(values, others, strict=True)]
    assert phi(moved)[player] == pytest.approx(phi(values)[player], **CLOSE)


@given(tables(2, 4))
def test_weighted_least_squares(values):
    """Charnes et al., 1988: the efficient point nearest to the game, a coalition of s weighing 1/C(n−2, s−1)."""
    n = twins.count_players(values)
    rows = np.array([[mask >> i & 1 for i in range(n)] for mask in twins.proper(n)], dtype=float)
    weights = np.array([1 / comb(n - 2, int(row.sum()) - 1) for row in rows])
    target = np.array(values[1:-1], dtype=float)
    normal = np.block([[rows.T @ (rows * weights[:, None]), np.ones((n, 1))], [np.ones((1, n)), np.zeros((1, 1))]])
    right = np.append(rows.T @ (weights * target), values[-1])
    assert phi(values) == pytest.approx(np.linalg.solve(normal, right)[:n], abs=1e-8)


@given(tables(1, 4))
def test_the_diagonal_of_the_multilinear_extension(values):
    """Owen, 1972: ∫ ∂f/∂x_i along the diagonal; the integrand is a polynomial that five Gauss points integrate exactly."""
    n = twins.count_players(values)
    points, weights = np.polynomial.legendre.leggauss(5)
    expected = np.zeros(n)
    for t, weight in zip((points + 1) / 2, weights / 2, strict=True):
        for i in range(n):
            for mask in range(len(values)):
                if not mask >> i & 1:
                    size = mask.bit_count()
                    expected[i] += weight * t**size * (1 - t) ** (n - 1 - size) * (values[mask | 1 << i] - values[mask])
    assert phi(values) == pytest.approx(expected, **CLOSE)


@given(tables(2, 4))
def test_reduced_games_confirm_it(values):
    """Hart and Mas-Colell consistency: when one leaves with its share in every subgame, the others still get the same."""
    n = twins.count_players(values)
    whole = phi(values)
    for leaver in range(n):
        others = [i for i in range(n) if i != leaver]
        reduced = [0.0]
        for t in range(1, 1 << (n - 1)):
            group = sorted([leaver, *(others[k] for k in twins.members(t))])
            reduced.append(values[twins.mask_of(group)] - phi(twins.subgame(values, group))[group.index(leaver)])
        assert phi(reduced) == pytest.approx(np.delete(whole, leaver), **CLOSE)


@given(tables(2, 4))
def test_the_average_loss_by_exits_is_what_others_inflict(values):
    """Balanced cycle contributions, summed: what i loses by all exits equals what all lose by the exit of i."""
    n, whole = twins.count_players(values), phi(values)
    loss = np.zeros((n, n))
    for leaver in range(n):
        loss[np.arange(n) != leaver, leaver] = np.delete(whole, leaver) - phi(without(values, leaver))
    assert loss.sum(axis=0) == pytest.approx(loss.sum(axis=1), **CLOSE)


@given(tables(2, 4), st.data())
def test_a_bonus_for_one_coalition_helps_its_members_and_hurts_the_others(values, data):
    n = twins.count_players(values)
    group = data.draw(st.integers(1, (1 << n) - 1))
    raised = list(values)
    raised[group] += 6
    change, size = phi(raised) - phi(values), group.bit_count()
    gain = 6 * factorial(size - 1) * factorial(n - size) / factorial(n)
    loss = 6 * factorial(size) * factorial(n - size - 1) / factorial(n) if size < n else 0
    assert change == pytest.approx([gain if group >> i & 1 else -loss for i in range(n)], **CLOSE)


@given(tables(1, 4))
def test_it_is_the_mean_of_the_vectors_of_marginal_contributions(values):
    assert phi(values) == pytest.approx([float(x) for x in twins.shapley(values)], **CLOSE)


@given(tables(1, 3), tables(1, 3))
def test_two_games_apart_are_split_apart(left, right):
    """Side by side, without any gain between the two groups, each group splits its own game."""
    n = twins.count_players(left)
    both = [left[mask & (1 << n) - 1] + right[mask >> n] for mask in range(len(left) * len(right))]
    assert phi(both) == pytest.approx([*phi(left), *phi(right)], **CLOSE)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=5))
def test_additive_games_leave_no_choice(own):
    assert phi(additive(own)) == pytest.approx(own, **CLOSE)


@pytest.mark.parametrize("n", [2, 3, 6, 9, 10, 11, 13])
def test_all_but_one_share_what_needs_all_but_one(n):
    """v(S) = 1 from n − 1 members on: by symmetry 1/n each, although nobody is needed."""
    table = (np.bitwise_count(np.arange(1 << n, dtype=np.uint64)) >= n - 1).astype(float)
    assert phi(table) == pytest.approx([1 / n] * n, abs=1e-13)


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 2), (2, 2), (1, 3), (2, 3), (3, 5)])
def test_glove_markets(left, right):
    """Shapley and Shubik, 1969: the scarce side gains, yet the long side keeps something; by counting orders."""
    n = left + right
    masks = np.arange(1 << n)
    count = np.bitwise_count(masks & ((1 << left) - 1)), np.bitwise_count(masks >> left)
    values = np.minimum(*count).astype(float)
    found = phi(values)
    one = sum(
        Fraction(comb(left - 1, a) * comb(right, b) * factorial(a + b) * factorial(n - 1 - a - b), factorial(n))
        for a in range(left)
        for b in range(right + 1)
        if a < b
    )
    other = (min(left, right) - left * one) / right
    assert found == pytest.approx([float(one)] * left + [float(other)] * right, **CLOSE)


def test_the_market_of_three_with_one_landowner():
    """Shapley and Shubik, 1967: a landowner and m workers, output f(workers) = workers²: the owner gets Σ f(k)/(m+1)."""
    m = 5
    masks = np.arange(1 << (m + 1))
    values = np.where(masks & 1, np.bitwise_count(masks >> 1).astype(float) ** 2, 0.0)
    assert phi(values)[0] == pytest.approx(sum(k**2 for k in range(m + 1)) / (m + 1), abs=1e-12)


@pytest.mark.parametrize("n", [12, 16, 18])
def test_a_large_carrier_game_mix_is_split_by_its_dividends(n):
    """Dividends known by construction, table of several chunks: the payoffs must be the shares of the dividends."""
    random = np.random.default_rng(n)
    table, expected = np.zeros(1 << n), np.zeros(n)
    for _ in range(12):
        group = random.choice(n, size=int(random.integers(1, n + 1)), replace=False)
        worth = float(random.integers(-50, 50))
        table += carrier(n, group.tolist(), worth)
        expected[group] += worth / len(group)
    assert al.shapley(al.TableGame(table)).payoffs == pytest.approx(expected, abs=1e-9)
