"""Games of own values and pair values."""

import numpy as np
import pytest
import scipy.sparse
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al


def symmetric(n, seed, low=-9, high=10):
    upper = np.triu(np.random.default_rng(seed).integers(low, high, (n, n)), 1).astype(float)
    return upper + upper.T


def slow_table(own, pair):
    n = len(own)
    return [
        sum(own[i] for i in twins.members(s)) + sum(pair[i][j] for i in twins.members(s) for j in twins.members(s) if i < j)
        for s in range(1 << n)
    ]


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("seed", range(3))
def test_the_table_adds_own_and_pair_values(n, seed):
    own, pair = np.arange(n) - 1.5, symmetric(n, seed)
    game = al.PairwiseGame(own, pair)
    assert game.table().tolist() == slow_table(own, pair)
    rows = np.array([[s >> i & 1 for i in range(n)] for s in range(1 << n)], dtype=bool)
    assert game.worth(rows).tolist() == slow_table(own, pair)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_half_of_each_pair_value_is_the_shapley_the_banzhaf_and_the_owen_value(seed):
    own, pair = np.array([3.0, -1, 0, 2]), symmetric(4, seed)
    game, table = al.PairwiseGame(own, pair), slow_table(own, pair)
    for rule, twin in (
        ("shapley", twins.shapley(table)),
        ("banzhaf", twins.banzhaf(table)),
        ("owen", twins.owen(table, [[0, 2], [1], [3]])),
        ("banzhaf_owen", twins.banzhaf_owen(table, [[0, 2], [1], [3]])),
    ):
        assert game.closed_form(rule).tolist() == [float(x) for x in twin]
        assert game.exact_closed_form(rule) == twin


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_at_the_prenucleolus_a_coalition_and_its_complement_complain_alike(seed):
    own, pair = np.array([3.0, -1, 0, 2, 7]), symmetric(5, seed)
    table = slow_table(own, pair)
    x = al.PairwiseGame(own, pair).closed_form("prenucleolus")
    assert all(twins.excess(table, x, s) == twins.excess(table, x, 31 - s) for s in range(32))


def test_the_tau_value_is_claimed_only_without_negative_pairs():
    own = np.array([1.0, 2, 0, 4])
    pair = symmetric(4, 5, low=0)
    assert al.PairwiseGame(own, pair).closed_form("tau").tolist() == [float(x) for x in twins.tau(slow_table(own, pair))]
    assert al.PairwiseGame(own, -pair).closed_form("tau") is None


def test_the_nucleolus_is_claimed_only_where_nobody_falls_below_its_own_value():
    game = al.PairwiseGame([0, 0, 0], {("1", "2"): 6.0, ("2", "3"): -8.0})
    assert game.closed_form("nucleolus") is None
    assert al.PairwiseGame([0, 0, 0], {("1", "2"): 6.0, ("2", "3"): 4.0}).closed_form("nucleolus").tolist() == [3, 5, 2]


def test_rules_without_a_theorem_have_no_closed_form():
    assert al.PairwiseGame([1, 2], {}).closed_form("solidarity") is None
    assert al.PairwiseGame([1, 2], {}).exact_closed_form("solidarity") is None


@pytest.mark.parametrize("kind", [np.asarray, scipy.sparse.csr_array, scipy.sparse.coo_matrix, scipy.sparse.csc_matrix])
def test_pair_values_come_dense_or_sparse(kind):
    pair = symmetric(6, 1)
    game = al.PairwiseGame(np.ones(6), kind(pair))
    assert game.table().tolist() == slow_table(np.ones(6), pair)


def test_sparse_entries_given_twice_are_added():
    pair = scipy.sparse.coo_array(([1.0, 2.0, 3.0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    assert al.PairwiseGame([0, 0], pair).grand_value == 3


def test_landmarks_need_no_table():
    pair = symmetric(4, 2)
    game, table = al.PairwiseGame([1, 2, 3, 4], pair), al.TableGame(slow_table([1, 2, 3, 4], pair))
    assert game.grand_value == table.grand_value
    assert game.singles().tolist() == table.singles().tolist()
    assert game.marginals_to_grand().tolist() == table.marginals_to_grand().tolist()


def test_ten_thousand_players_are_split_without_a_table():
    rng = np.random.default_rng(0)
    rows, columns = rng.integers(0, 10_000, (2, 200_000))
    upper = scipy.sparse.coo_array((rng.integers(1, 9, 200_000).astype(float), (rows, columns)), shape=(10_000, 10_000)).tocsr()
    upper.setdiag(0)
    game = al.PairwiseGame(np.zeros(10_000), upper + upper.T)
    found = al.shapley(game)
    assert found.method == "closed form"
    assert found.total == pytest.approx(game.grand_value)
    assert al.ensc(game).total == pytest.approx(game.grand_value)


@pytest.mark.parametrize(
    ("own", "pair", "message"),
    [
        ([1, 2], [[0, 1], [2, 0]], "symmetric"),
        ([1, 2], [[0, 1], [0, 0]], "pair \\+ pair.T"),
        ([1, 2], [[3, 1], [1, 0]], "diagonal"),
        ([1, 2], [[0, 1, 1]] * 3, "table of 2 × 2, got 3 × 3"),
        ([1, 2], [0, 1], "table of 2 × 2, got 2"),
        ([1, 2], [["a", "b"]] * 2, "must be numbers"),
        ([1, 2], [[0, np.nan], [np.nan, 0]], "finite"),
        ([1, np.inf], [[0, 1], [1, 0]], "finite"),
        ([1, 2], {("1", "9"): 1.0}, "two of the players"),
        ([1, 2], {("1", "1"): 1.0}, "twice"),
        ([1, 2], {("1", "2"): 1.0, ("2", "1"): 1.0}, "given twice"),
        ([1, 2], {"12": 1.0}, "two of the players"),
        ([1, 2], {("1", "2"): np.inf}, "finite"),
    ],
)
def test_what_does_not_fit_is_refused(own, pair, message):
    with pytest.raises(al.GameError, match=message):
        al.PairwiseGame(own, pair)


def test_pairs_named_in_any_order_are_shared_alike():
    """Sums run over stretches of pairs with the same first player, so pairs must have been brought in order."""
    pairs = {("C", "D"): 1.0, ("A", "D"): 2.0, ("C", "B"): 4.0, ("B", "A"): 8.0, ("A", "C"): 16.0}
    game = al.PairwiseGame(np.zeros(4), pairs, players=["A", "B", "C", "D"])
    assert game.closed_form("shapley").tolist() == [13.0, 6.0, 10.5, 1.5]
    assert al.PairwiseGame(np.zeros(4), game.pair_matrix()).closed_form("shapley").tolist() == [13.0, 6.0, 10.5, 1.5]


@pytest.mark.parametrize("own", [[1.5, 2.0, -3.25], [1 / 3, 2 / 7, 5.0], [0.1, 0.25, 1e300], [2.0**60, 1.0, 2.0]])
def test_the_formula_in_fractions_is_half_of_each_pair(own):
    from fractions import Fraction

    pairs = {("1", "2"): own[0], ("2", "3"): -own[1]}
    game = al.PairwiseGame(own, pairs)
    half = [Fraction(repr(x)) / 2 for x in pairs.values()]
    alone = [Fraction(repr(float(x))) for x in own]
    expected = [alone[0] + half[0], alone[1] + half[0] + half[1], alone[2] + half[1]]
    assert game.exact_closed_form("prenucleolus") == expected
    assert al.verify(game, al.prenucleolus(game)).ok


def test_a_million_pairs_are_verified_without_a_wait():
    random = np.random.default_rng(0)
    pairs = np.triu(random.integers(-5, 20, (1000, 1000)), 1) / 10
    game = al.PairwiseGame(random.integers(0, 50, 1000) / 100, pairs + pairs.T)
    assert al.verify(game, al.prenucleolus(game)).ok
