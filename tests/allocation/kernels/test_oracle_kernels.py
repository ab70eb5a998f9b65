import networkx as nx
import numpy as np
import pytest
import twins_oracles as twin

from allocation.excess.span import Span, in_span, members_in_span
from allocation.kernels.cheapest_winners import cheapest_winners
from allocation.kernels.minimum_cut import global_minimum_cut, source_side
from allocation.kernels.scan_span import PRIME


def winners(weights, quota, costs, tags):
    return cheapest_winners(np.array(weights), quota, np.array(costs, dtype=float), np.array(tags, dtype=np.uint64))


def random_votes(seed, signed):
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 8))
    weights = random.integers(0, 6, n)
    costs = random.integers(-5 if signed else 0, 9, n).astype(float)
    tags = random.integers(0, 3, n)  # few values, so that many sums cancel
    return weights.tolist(), int(random.integers(1, max(2, weights.sum() + 2))), costs, tags.tolist()


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_the_cheapest_with_and_without_everybody(seed, signed):
    weights, quota, costs, tags = random_votes(seed, signed)
    _, sums = winners(weights, quota, costs, [PRIME - 1 if t == 2 else t for t in tags])
    for i in range(len(weights)):
        for joins in (False, True):
            expected = twin.cheapest(weights, quota, costs, [PRIME - 1 if t == 2 else t for t in tags], PRIME, True, joins, i)
            assert sums[2 * i + joins] == (np.inf if expected is None else float(expected))


@pytest.mark.parametrize("seed", range(15))
def test_the_members_named_are_what_was_added_up(seed):
    weights, quota, costs, tags = random_votes(seed, True)
    rows, sums = winners(weights, quota, costs, tags)
    for k in np.flatnonzero(np.isfinite(sums)):
        assert rows[k] @ costs == sums[k]
        assert rows[k] @ np.array(weights) >= quota
        assert sum(np.array(tags)[rows[k]].tolist()) % PRIME != 0
        assert rows[k, k // 2] == k % 2


def test_where_every_tag_cancels_there_is_no_coalition():
    _, sums = winners([3, 2, 2], 4, [1, 1, 1], [0, 0, 0])
    assert np.all(np.isinf(sums))


def test_an_unreachable_quota_has_no_winner():
    assert np.all(np.isinf(winners([1, 1], 3, [1, 1], [1, 1])[1]))


def test_the_second_best_is_found_when_the_best_cancels():
    rows, sums = winners([1, 1, 1], 2, [1, 2, 4], [5, PRIME - 5, 7])
    assert sums.min() == 5
    assert rows[int(sums.argmin())].tolist() == [True, False, True]


@pytest.mark.parametrize("n", [3, 8, 20])
def test_rows_span_what_masks_span(n):
    random = np.random.default_rng(n)
    masks = random.integers(1, 2**n - 1, 2 * n)
    rows = (masks[:, None] >> np.arange(n) & 1).astype(bool)
    by_mask, by_row = Span(n), Span(n)
    assert by_row.add_members(rows).tolist() == by_mask.add_all(masks).tolist()
    assert by_row.rank == by_mask.rank
    part = Span(n)
    part.add_all(masks[:2])
    y = part.orthogonal(random)
    assert members_in_span(rows, y).tolist() == in_span(masks, y).tolist()


def network(seed, n, share=0.6):
    random = np.random.default_rng(seed)
    weights = np.triu(random.integers(0, 6, (n, n)) * (random.random((n, n)) < share), 1).astype(float)
    return weights + weights.T


@pytest.mark.parametrize("seed", range(12))
def test_the_smallest_cut_of_a_graph(seed):
    weights = network(seed, 2 + seed % 7)
    value, part = global_minimum_cut(weights)
    assert value == twin.smallest_cut(weights) == twin.cut(weights, part)


def test_a_graph_in_two_parts_has_a_cut_of_nothing():
    weights = np.zeros((5, 5))
    weights[0, 1] = weights[1, 0] = weights[2, 3] = weights[3, 2] = weights[3, 4] = weights[4, 3] = 2.0
    value, part = global_minimum_cut(weights)
    assert value == 0
    assert set(np.flatnonzero(part)) in ({0, 1}, {2, 3, 4})


def test_a_dense_graph_agrees_with_networkx():
    weights = network(5, 40, 0.9)
    assert global_minimum_cut(weights)[0] == nx.stoer_wagner(nx.from_numpy_array(weights))[0]


@pytest.mark.parametrize("seed", range(15))
def test_the_cut_between_two_nodes_is_a_maximum_flow(seed):
    random = np.random.default_rng(seed)
    m = int(random.integers(2, 12))
    capacity = random.integers(0, 9, (m, m)) * (random.random((m, m)) < 0.5) * (1 - np.eye(m))
    side = source_side(capacity, 0, m - 1)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(m))
    graph.add_edges_from((i, j, {"capacity": c}) for (i, j), c in np.ndenumerate(capacity) if c)
    assert side[0]
    assert not side[m - 1]
    assert twin.cut(capacity, side) == nx.maximum_flow_value(graph, 0, m - 1)


@pytest.mark.parametrize("seed", range(10))
def test_of_several_cuts_the_largest_source_side_is_returned(seed):
    random = np.random.default_rng(seed)
    m = 6
    capacity = random.integers(0, 3, (m, m)) * (1.0 - np.eye(m))
    side = source_side(capacity, 0, m - 1)
    best = twin.cut(capacity, side)
    for row in twin.proper_rows(m):
        if row[0] and not row[m - 1]:
            assert twin.cut(capacity, row) > best or not np.any(row & ~side)


def test_a_source_without_arcs_keeps_all_that_cannot_reach_the_sink():
    assert source_side(np.zeros((3, 3)), 0, 2).tolist() == [True, True, False]


def test_cuts_with_amounts_that_do_not_add_up_exactly_end():
    capacity = np.random.default_rng(1).random((30, 30)) * (1 - np.eye(30)) / 3
    side = source_side(capacity, 0, 29)
    assert side[0]
    assert not side[29]
