"""Who is worth more together than apart."""

from itertools import combinations, permutations

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

INDICES = {"shapley": (al.shapley_interaction, twins.shapley_interaction), "banzhaf": (al.banzhaf_interaction, twins.banzhaf_interaction)}
TABLES = (
    st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-20, 20), min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])
)


@pytest.mark.parametrize("kind", INDICES)
@pytest.mark.parametrize("order", [1, 2, 3])
@settings(max_examples=25)
@given(values=TABLES)
def test_indices_follow_their_definition(kind, order, values):
    fast, slow = INDICES[kind]
    index = fast(al.TableGame(values), order)
    for group in combinations(range(index.shape[0]), order):
        expected = pytest.approx(float(slow(values, group)), abs=1e-12 * max(map(abs, values)) + 1e-300)
        for order_of_group in permutations(group):
            assert index[order_of_group] == expected


@pytest.mark.parametrize("n", [10, 11, 12])
def test_tables_of_several_blocks_agree_with_the_definition(n):
    values = np.random.default_rng(n).integers(-50, 50, 1 << n).astype(float)
    values[0] = 0
    index = al.shapley_interaction(al.TableGame(values))
    masks = np.arange(1 << n)
    sizes = np.bitwise_count(masks.astype(np.uint64)).astype(int)
    weight = 1 / np.array([(n - 1) * max(1, _choose(n - 2, s)) for s in range(n + 1)])
    for i, j in [(0, 1), (0, n - 1), (n - 2, n - 1), (3, 9)]:
        outside = masks[(masks >> i & 1 == 0) & (masks >> j & 1 == 0)]
        both = 1 << i | 1 << j
        change = values[outside | both] - values[outside | 1 << i] - values[outside | 1 << j] + values[outside]
        assert index[i, j] == pytest.approx((weight[sizes[outside]] * change).sum(), abs=1e-10)


def _choose(n, k):
    return 0 if k > n else np.prod([(n - t) / (t + 1) for t in range(k)])


@pytest.mark.parametrize("kind", INDICES)
def test_indices_where_someone_appears_twice_are_zero(kind):
    index = INDICES[kind][0](al.TableGame(np.arange(16.0)), 3)
    assert not np.any(index[[0, 1, 2], [0, 1, 2], :])
    assert not np.any(np.diagonal(INDICES[kind][0](al.TableGame(np.arange(16.0)))))


def test_two_players_of_a_pairwise_game_interact_by_their_pair_value():
    pair = {("A", "B"): 4.0, ("B", "C"): -1.0}
    index = al.shapley_interaction(al.PairwiseGame([1, 2, 3], pair, players=list("ABC")))
    assert index == pytest.approx(np.array([[0, 4, 0], [4, 0, -1], [0, -1, 0]]))


def test_more_partners_than_players_have_no_interaction():
    assert al.shapley_interaction(al.TableGame([0, 5]), 2).tolist() == [[0]]


@pytest.mark.parametrize("order", [0, 4, -1])
def test_only_pairs_and_triples_are_offered(order):
    with pytest.raises(al.RuleError, match="must be 1, 2 or 3"):
        al.shapley_interaction(al.TableGame([0, 1, 1, 2]), order)


def test_single_precision_tables_are_read_as_they_are():
    values = np.random.default_rng(0).integers(0, 9, 1 << 11).astype(np.float32)
    values[0] = 0
    assert al.shapley_interaction(al.TableGame(values)) == pytest.approx(al.shapley_interaction(al.TableGame(values.astype(float))))
