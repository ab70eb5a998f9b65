"""Interaction indices and dividends: recursion, Möbius inversion, dummies, and sums that must agree."""

from itertools import combinations

import numpy as np
import pytest
import twins
from game_strategies import carrier, given, pairs_of_tables, tables, without
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}
FOUR = tables(4, 4)
KINDS = {"shapley": (al.shapley_interaction, al.shapley), "banzhaf": (al.banzhaf_interaction, al.banzhaf)}
kinds = pytest.mark.parametrize("kind", KINDS)


def index(kind, values, order=2):
    return KINDS[kind][0](al.TableGame(values), order)


def value(kind, values):
    return KINDS[kind][1](al.TableGame(values)).payoffs


def merged(values, i, j):
    """i and j only act together, as the last player."""
    others = [k for k in range(twins.count_players(values)) if k not in (i, j)]
    groups = [
        [others[k] for k in twins.members(t & (1 << len(others)) - 1)] + ([i, j] if t >> len(others) else [])
        for t in range(2 << len(others))
    ]
    return [values[twins.mask_of(group)] for group in groups]


@kinds
@given(values=FOUR)
def test_the_recursive_axiom(kind, values):
    """Grabisch and Roubens, 1999: I(ij) is what the pair is worth as one, less what each is worth in the absence of the other."""
    found = index(kind, values)
    for i, j in combinations(range(4), 2):
        alone = value(kind, without(values, j))[i] + value(kind, without(values, i))[j - 1]
        assert found[i, j] == pytest.approx(value(kind, merged(values, i, j))[-1] - alone, **CLOSE)


@kinds
@given(values=FOUR)
def test_the_second_recursive_axiom(kind, values):
    """I(S ∪ k) is I(S) in the presence of k less I(S) in its absence, also for triples."""
    pairs, triples = index(kind, values), index(kind, values, 3)
    for k in range(4):
        present = [values[m | 1 << k] - values[1 << k] for m in (twins.mask_of(j + (j >= k) for j in twins.members(t)) for t in range(8))]
        absent = without(values, k)
        others = [i for i in range(4) if i != k]
        assert pairs[others, k] == pytest.approx(value(kind, present) - value(kind, absent), **CLOSE)
        assert triples[np.ix_(others, others, [k])][:, :, 0] == pytest.approx(index(kind, present) - index(kind, absent), **CLOSE)


@kinds
@pytest.mark.parametrize("order", [1, 2, 3])
@given(values=FOUR)
def test_moebius_inversion(kind, order, values):
    """I(S) = Σ_{T ⊇ S} Δ(T)/(t−s+1) for Shapley, Σ Δ(T)/2^{t−s} for Banzhaf."""
    found, parts = index(kind, values, order), twins.dividends(values)
    for group in combinations(range(4), order):
        mask = twins.mask_of(group)
        more = [(parts[t], t.bit_count() - order) for t in range(16) if t & mask == mask]
        expected = sum(d / (k + 1) if kind == "shapley" else d / 2**k for d, k in more)
        assert found[group] == pytest.approx(float(expected), **CLOSE)


@kinds
@given(values=tables(3, 3))
def test_a_dummy_interacts_with_nobody(kind, values):
    found = index(kind, [*values, *(v + 4 for v in values)])
    assert found[3] == pytest.approx(np.zeros(4), **CLOSE)
    assert found[:3, :3] == pytest.approx(index(kind, values), **CLOSE)


@kinds
@given(values=FOUR)
def test_indices_are_symmetric_in_their_players(kind, values):
    pairs, triples = index(kind, values), index(kind, values, 3)
    assert pairs == pytest.approx(pairs.T, **CLOSE)
    for axes in ((0, 2, 1), (2, 1, 0), (1, 2, 0)):
        assert triples == pytest.approx(triples.transpose(axes), **CLOSE)


@kinds
@given(pair=pairs_of_tables(3, 4), factor=st.integers(-3, 3))
def test_indices_are_linear(kind, pair, factor):
    first, second = pair
    assert index(kind, factor * first + second) == pytest.approx(factor * index(kind, first) + index(kind, second), **CLOSE)


@kinds
@given(values=FOUR)
def test_a_game_and_its_dual_have_opposite_interactions_of_pairs(kind, values):
    dual = al.DualGame(al.TableGame(values))
    assert KINDS[kind][0](dual) == pytest.approx(-index(kind, values), **CLOSE)
    assert KINDS[kind][0](dual, 3) == pytest.approx(index(kind, values, 3), **CLOSE)


@kinds
@pytest.mark.parametrize("seed", range(4))
def test_players_of_a_convex_game_are_complements(kind, seed):
    random = np.random.default_rng(seed)
    table = sum(carrier(5, random.choice(5, size=int(random.integers(2, 6)), replace=False).tolist(), 1.0 + k) for k in range(8))
    assert index(kind, table).min() >= -1e-9


@kinds
@pytest.mark.parametrize("n", [2, 5, 9, 10, 11, 12])
def test_all_needed_together(kind, n):
    """Unanimity: every pair interacts by 1/(n−1) under Shapley, by 2^{2−n} under Banzhaf, whatever the blocks of the table."""
    expected = np.full((n, n), 1 / (n - 1) if kind == "shapley" else 2.0 ** (2 - n))
    np.fill_diagonal(expected, 0)
    assert index(kind, carrier(n, range(n))) == pytest.approx(expected, abs=1e-13)


@kinds
@pytest.mark.parametrize("n", [11, 12])
def test_dividends_known_by_construction(kind, n):
    random = np.random.default_rng(n)
    table, expected = np.zeros(1 << n), np.zeros((n, n))
    for _ in range(10):
        group = random.choice(n, size=int(random.integers(2, n)), replace=False)
        worth = float(random.integers(-30, 30))
        table += carrier(n, group.tolist(), worth)
        expected[np.ix_(group, group)] += worth / (len(group) - 1) if kind == "shapley" else worth / 2 ** (len(group) - 2)
    np.fill_diagonal(expected, 0)
    assert index(kind, table) == pytest.approx(expected, abs=1e-8)


@kinds
@pytest.mark.parametrize("power", [-1000, -300, 300, 900])
def test_scale_does_not_matter(kind, power):
    values = np.array([0, 1, 3, 10, 2, 8, 9, 30.0])
    assert np.ldexp(index(kind, np.ldexp(values, power)), -power) == pytest.approx(index(kind, values), rel=1e-12)


@kinds
def test_one_and_two_players(kind):
    assert index(kind, [0, 5]).tolist() == [[0]]
    assert index(kind, [0, 5], 1).tolist() == [5]
    assert index(kind, [0, 5, 1, 9]).tolist() == [[0, 3], [3, 0]]
    assert index(kind, [0, 5, 1, 9], 3).shape == (2, 2, 2)


# Dividends


@given(tables(1, 5))
def test_dividends_add_up_to_the_values(values):
    found = al.dividends(al.TableGame(values))
    for mask in range(len(values)):
        assert sum(found[t] for t in range(len(values)) if t & mask == t) == pytest.approx(values[mask], **CLOSE)


@given(pairs_of_tables(1, 5), st.integers(-3, 3))
def test_dividends_are_linear(pair, factor):
    first, second = pair
    left, right = (al.dividends(al.TableGame(table)) for table in pair)
    assert al.dividends(al.TableGame(factor * first + second)).tolist() == (factor * left + right).tolist()


@pytest.mark.parametrize("n", [1, 3, 8, 12, 13, 14])
def test_a_carrier_has_one_dividend(n):
    """At the sizes where the transform changes its stride."""
    for group in ([0], [n - 1], list(range(n)), list(range(0, n, 2))):
        found = al.dividends(al.TableGame(carrier(n, group, 3.0)))
        assert np.flatnonzero(found).tolist() == [twins.mask_of(group)]
        assert found[twins.mask_of(group)] == 3


@given(tables(2, 4))
def test_a_null_player_has_no_dividends(values):
    assert not al.dividends(al.TableGame([*values, *values]))[len(values) :].any()


def test_dividends_can_be_changed_without_changing_the_game():
    game = al.TableGame([0, 1, 3, 10])
    al.dividends(game)[:] = 0
    assert al.dividends(game).tolist() == [0, 1, 3, 6]
