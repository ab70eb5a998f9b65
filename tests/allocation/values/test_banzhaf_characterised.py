"""The Banzhaf value and the other semivalues: merging, least squares, multilinear extensions and limits."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
import twins
from game_strategies import given, pairs_of_tables, pay, tables
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}


def beta(values):
    return pay("banzhaf", values)


def merged(values, i, j):
    """Players i < j act as one, who takes the place of i."""
    n = twins.count_players(values)
    kept = [k for k in range(n) if k != j]
    return [
        values[twins.mask_of([kept[k] for k in twins.members(t)] + ([j] if i in [kept[k] for k in twins.members(t)] else []))]
        for t in range(1 << (n - 1))
    ]


@given(tables(2, 4), st.data())
def test_two_efficiency(values, data):
    """Lehrer, 1988: any two who merge get what they got apart."""
    n = twins.count_players(values)
    i, j = sorted(data.draw(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True)))
    assert beta(merged(values, i, j))[i] == pytest.approx(beta(values)[i] + beta(values)[j], **CLOSE)


@given(tables(1, 4))
def test_the_best_linear_approximation(values):
    """Hammer and Holzman, 1992: the slopes of the plain least squares fit over all coalitions."""
    n = twins.count_players(values)
    rows = np.array([[1, *(mask >> i & 1 for i in range(n))] for mask in range(1 << n)], dtype=float)
    slopes = np.linalg.lstsq(rows, np.array(values, dtype=float), rcond=None)[0][1:]
    assert beta(values) == pytest.approx(slopes, abs=1e-8)


@given(tables(1, 4))
def test_total_power(values):
    """Dubey and Shapley, 1979: Σ β = 2^{1−n} Σ_S (2|S| − n) v(S)."""
    n = twins.count_players(values)
    total = sum((2 * mask.bit_count() - n) * v for mask, v in enumerate(values))
    assert beta(values).sum() == pytest.approx(total / 2 ** (n - 1), **CLOSE)


@given(tables(2, 4), st.data())
def test_alike_players_get_alike(values, data):
    n = twins.count_players(values)
    own = [sum(values[mask] for mask in range(1 << n) if mask.bit_count() == size) for size in range(n + 1)]
    by_size = [0, *(own[mask.bit_count()] for mask in range(1, 1 << n))]
    assert np.ptp(beta(by_size)) == pytest.approx(0, **CLOSE)


@given(pairs_of_tables(1, 4), st.integers(-3, 3))
def test_it_is_linear(pair, factor):
    first, second = pair
    assert beta(factor * first + second) == pytest.approx(factor * beta(first) + beta(second), **CLOSE)


@given(tables(1, 3), tables(1, 3))
def test_side_by_side_games_stay_apart(left, right):
    n = twins.count_players(left)
    both = [left[mask & (1 << n) - 1] + right[mask >> n] for mask in range(len(left) * len(right))]
    assert beta(both) == pytest.approx([*beta(left), *beta(right)], **CLOSE)


@pytest.mark.parametrize("n", [1, 3, 5, 9, 11])
def test_majorities_swing_as_often_as_the_others_tie(n):
    values = (np.bitwise_count(np.arange(1 << n, dtype=np.uint64)) > n // 2).astype(float)
    assert beta(values) == pytest.approx([comb(n - 1, n // 2) / 2 ** (n - 1)] * n, abs=1e-13)


def test_the_council_of_1958():
    """Six founders of the EEC, weights 4 4 4 2 2 1, 12 to pass: swings 10 10 10 6 6 0 of 32 (Felsenthal and Machover, 1998)."""
    weights = np.array([4, 4, 4, 2, 2, 1])
    values = [float(sum(weights[twins.members(mask)]) >= 12) for mask in range(64)]
    assert beta(values) == pytest.approx(np.array([10, 10, 10, 6, 6, 0]) / 32, abs=1e-15)
    assert pay("banzhaf_normalised", values) == pytest.approx(np.array([5, 5, 5, 3, 3, 0]) / 21, abs=1e-15)


@given(tables(2, 4))
def test_the_scaled_value_is_the_banzhaf_value_where_that_hands_out_everything(values):
    raw = beta(values)
    if abs(raw.sum()) > 1e-6:
        assert pay("banzhaf_normalised", values) == pytest.approx(raw * values[-1] / raw.sum(), abs=1e-7 * max(1, *map(abs, values)) * 100)


# Semivalues


@given(tables(1, 4), st.sampled_from([0.0, 0.25, 0.5, 0.9, 1.0]))
def test_binomial_semivalues_are_slopes_of_the_multilinear_extension(values, p):
    n = twins.count_players(values)

    def extension(x):
        return sum(v * np.prod([x[i] if mask >> i & 1 else 1 - x[i] for i in range(n)]) for mask, v in enumerate(values))

    slopes = []
    for i in range(n):
        high, low = np.full(n, p), np.full(n, p)
        high[i], low[i] = 1.0, 0.0
        slopes.append(extension(high) - extension(low))
    found = pay("semivalue", values, chances=al.binomial_chances(n, p))
    assert found == pytest.approx(slopes, **CLOSE)


@given(tables(1, 4))
def test_the_ends_of_the_scale_are_stand_alone_worths_and_contributions_to_the_whole(values):
    n = twins.count_players(values)
    assert pay("semivalue", values, chances=al.binomial_chances(n, 0.0)) == pytest.approx(
        [float(x) for x in twins.singles(values)], **CLOSE
    )
    assert pay("semivalue", values, chances=al.binomial_chances(n, 1.0)) == pytest.approx([float(x) for x in twins.utopia(values)], **CLOSE)


@pytest.mark.parametrize("n", [1, 2, 4, 7])
@pytest.mark.parametrize(("a", "b"), [(1.0, 1.0), (2.0, 1.0), (0.5, 3.0), (16.0, 16.0)])
def test_chances_of_any_kind_add_up_over_all_coalitions(n, a, b):
    for chances in (al.beta_chances(n, a, b), al.binomial_chances(n, a / (a + b))):
        assert sum(comb(n - 1, s) * chances[s] for s in range(n)) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("n", [2, 4, 7])
def test_chances_with_one_player_fewer_are_sums_of_neighbours(n):
    """Dubey, Neyman and Weber, 1981: p^{n−1}_s = p^n_s + p^n_{s+1}, so that a null player may leave unnoticed."""
    for more, fewer in (
        (al.beta_chances(n, 2, 3), al.beta_chances(n - 1, 2, 3)),
        (al.binomial_chances(n, 0.3), al.binomial_chances(n - 1, 0.3)),
    ):
        assert fewer == pytest.approx(more[:-1] + more[1:], abs=1e-14)


def test_concentrated_beta_chances_tend_to_binomial_ones():
    assert al.beta_chances(6, 1e9, 1e9) == pytest.approx(al.binomial_chances(6), rel=1e-6)


@given(tables(1, 4))
def test_beta_chances_of_one_and_one_are_the_shapley_value(values):
    n = twins.count_players(values)
    assert pay("semivalue", values, chances=al.beta_chances(n)) == pytest.approx(pay("shapley", values), **CLOSE)


@given(tables(2, 4), st.integers(0, 3))
def test_one_size_only_is_the_mean_contribution_to_groups_of_that_size(values, size):
    n = twins.count_players(values)
    size = min(size, n - 1)
    chances = [0.0] * n
    chances[size] = 1 / comb(n - 1, size)
    gain = twins.marginal(values)
    expected = [
        float(sum((gain(s, i) for s in range(1 << n) if not s >> i & 1 and s.bit_count() == size), Fraction(0)) / comb(n - 1, size))
        for i in range(n)
    ]
    assert pay("semivalue", values, chances=chances) == pytest.approx(expected, **CLOSE)


@given(tables(2, 4), st.floats(0, 1))
def test_a_mixture_of_semivalues_is_the_semivalue_of_the_mixture(values, share):
    n = twins.count_players(values)
    first, second = al.beta_chances(n), al.binomial_chances(n, 0.2)
    mixed = pay("semivalue", values, chances=share * first + (1 - share) * second)
    parts = share * pay("semivalue", values, chances=first) + (1 - share) * pay("semivalue", values, chances=second)
    assert mixed == pytest.approx(parts, **CLOSE)


def test_gaining_from_everybody_is_paid_by_every_semivalue():
    """Monotone games: nobody is ever charged, whatever the chances."""
    values = [0, 1, 0, 1, 2, 4, 2, 5]
    for p in (0.0, 0.1, 0.5, 1.0):
        assert np.all(pay("semivalue", values, chances=al.binomial_chances(3, p)) >= 0)


@pytest.mark.parametrize("chances", [["x", "y"], [[0.5], [0.5, 1]], [None, {}]])
def test_chances_that_are_no_numbers_are_refused_as_options(chances):
    with pytest.raises(al.RuleError, match="option chances must be numbers"):
        al.semivalue(al.TableGame([0, 1, 1, 4]), chances=chances)


def test_chances_of_a_game_without_a_table_are_not_even_added_up():
    """Binomial coefficients of two thousand players are no floats any more."""
    with pytest.raises(al.TableTooLargeError, match="2000 players"):
        al.semivalue(al.PairwiseGame(np.zeros(2000), {}), chances=al.binomial_chances(2000))
