"""Games restricted by a network."""

import numpy as np
import pytest
import twins

from allocation.kernels.network import link_table, restricted_table

GRAPHS = [[], [(0, 4)], [(0, 1), (1, 2), (3, 4)], [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)], [(2, k) for k in (0, 1, 3, 4)]]


@pytest.mark.parametrize("edges", GRAPHS, ids=str)
def test_a_coalition_earns_what_its_connected_parts_earn(edges):
    table = np.random.default_rng(0).integers(0, 99, 32).astype(float)
    table[0] = 0
    neighbours = np.array([twins.mask_of({j for edge in edges if i in edge for j in edge} - {i}) for i in range(5)])
    expected = [float(x) for x in twins.graph_restricted(table.tolist(), edges)]
    assert restricted_table(table, neighbours).tolist() == expected


@pytest.mark.parametrize("edges", GRAPHS, ids=str)
def test_links_earn_what_they_connect(edges):
    table = np.random.default_rng(1).integers(0, 99, 32).astype(float)
    table[0] = 0
    first, second = (np.array([edge[end] for edge in edges], dtype=np.int64) for end in (0, 1))
    found = link_table(table, 5, first, second)
    for links in range(1 << len(edges)):
        parts = twins.components(range(5), [edges[k] for k in twins.members(links)])
        assert found[links] == sum(table[twins.mask_of(part)] for part in parts)
