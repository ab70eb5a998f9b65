"""Optima found by others: an integer program written down anew for SciPy, cliques and matchings by networkx."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

import partner_select as ps

NAMES = [f"m{i}" for i in range(16)]


def instance(seed: int) -> dict[str, Any]:
    """Whole numbers: values, costs, pairs of either sign, roles, one capability, conflicts."""
    rng = np.random.default_rng(seed)
    n = len(NAMES)
    pairs = {(i, j): int(rng.integers(-8, 10)) for i, j in itertools.combinations(range(n), 2) if rng.random() < 0.3}
    return {
        "value": rng.integers(-5, 20, n),
        "cost": rng.integers(1, 12, n),
        "pairs": {k: v for k, v in pairs.items() if v},
        "roles": rng.choice(["firm", "school"], n).tolist(),
        "skill": rng.integers(0, 4, n),
        "conflicts": [(int(a), int(b)) for a, b in (rng.choice(n, 2, replace=False) for _ in range(3))],
    }


def problem_of(data: dict[str, Any]) -> ps.Problem:
    pool = ps.Pool(
        NAMES,
        value=data["value"],
        cost=data["cost"],
        roles=data["roles"],
        capabilities=data["skill"][:, None],
        capability_names=["skill"],
        pairs={(NAMES[i], NAMES[j]): v for (i, j), v in data["pairs"].items()},
    )
    return ps.Problem(
        pool,
        budget=30,
        size=(3, 6),
        roles={"school": (1, 3)},
        needs={"skill": ps.Need(7, by="sum")},
        conflicts=[(NAMES[i], NAMES[j]) for i, j in data["conflicts"]],
        objective=ps.Objective(cost=1),
    )


def by_scipy(data: dict[str, Any]) -> float | None:
    """The whole problem as McCormick rows over candidates and pairs."""
    n, pairs = len(NAMES), list(data["pairs"].items())
    width = n + len(pairs)
    rows: list[tuple[dict[int, float], float, float]] = []

    def row(entries: dict[int, float], low: float, high: float) -> None:
        rows.append((entries, low, high))

    everyone = range(n)
    row({i: float(data["cost"][i]) for i in everyone}, -np.inf, 30)
    row(dict.fromkeys(everyone, 1.0), 3, 6)
    row({i: float(data["roles"][i] == "school") for i in everyone}, 1, 3)
    row({i: float(data["skill"][i]) for i in everyone}, 7, np.inf)
    for i, j in data["conflicts"]:
        row({i: 1.0, j: 1.0}, -np.inf, 1)
    for k, ((i, j), _) in enumerate(pairs, start=n):
        row({k: 1.0, i: -1.0}, -np.inf, 0)
        row({k: 1.0, j: -1.0}, -np.inf, 0)
        row({k: 1.0, i: -1.0, j: -1.0}, -1, np.inf)
    matrix = np.zeros((len(rows), width))
    for r, (entries, _, _) in enumerate(rows):
        for column, x in entries.items():
            matrix[r, column] = x
    worth = np.concatenate([data["value"] - data["cost"], [v for _, v in pairs]]).astype(float)
    found = milp(
        -worth,
        integrality=np.ones(width),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows]),
    )
    return None if found.status == 2 else -found.fun


@pytest.mark.parametrize("route", ["cp-sat", "branch-and-bound", "milp"])
@pytest.mark.parametrize("seed", range(6))
def test_every_route_agrees_with_an_integer_program_written_anew(seed: int, route: str) -> None:
    data = instance(seed)
    expected, found = by_scipy(data), ps.select(problem_of(data), route=route)
    assert expected is not None
    assert found.status == "proved"
    assert found.objective == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_conflicts_alone_leave_the_heaviest_clique_of_the_rest(seed: int) -> None:
    graph = nx.gnp_random_graph(14, 0.5, seed=seed)
    weights = np.random.default_rng(seed).integers(1, 20, 14)
    for i in graph:
        graph.nodes[i]["weight"] = int(weights[i])
    _, heaviest = nx.max_weight_clique(graph)
    names = [f"v{i}" for i in range(14)]
    strangers = [(names[i], names[j]) for i, j in nx.complement(graph).edges]
    found = ps.select(ps.Problem(ps.Pool(names, value=weights), conflicts=strangers))
    assert found.objective == heaviest
    inside = [names.index(m) for m in found.members]
    assert all(graph.has_edge(i, j) for i, j in itertools.combinations(inside, 2))


@pytest.mark.parametrize("seed", range(4))
def test_the_smallest_cover_of_all_edges(seed: int) -> None:
    """Needs "one who can" per edge, members cost one each: what is left out is a largest independent set."""
    graph = nx.gnp_random_graph(11, 0.3, seed=seed)
    edges = list(graph.edges)
    capabilities = np.array([[float(i in edge) for edge in edges] for i in graph])
    pool = ps.Pool(
        [f"v{i}" for i in graph], cost=np.ones(11), capabilities=capabilities, capability_names=[f"e{k}" for k in range(len(edges))]
    )
    problem = ps.Problem(pool, size=(0, None), needs={f"e{k}": 1 for k in range(len(edges))}, objective=ps.Objective(cost=1))
    found = ps.select(problem)
    independent, _ = nx.max_weight_clique(nx.complement(graph), weight=None)
    assert len(found.members) == 11 - len(independent)


@pytest.mark.parametrize("seed", range(4))
def test_the_densest_pairs_by_closure(seed: int) -> None:
    """Only good pairs and only costs: a closure problem, whose optimum is a minimum cut."""
    rng = np.random.default_rng(seed)
    n = 12
    cost = rng.integers(2, 15, n)
    pairs = {(i, j): int(rng.integers(1, 9)) for i, j in itertools.combinations(range(n), 2) if rng.random() < 0.4}
    network = nx.DiGraph()
    for (i, j), v in pairs.items():
        network.add_edge("source", (i, j), capacity=v)
        for end in (i, j):
            network.add_edge((i, j), end)
    for i in range(n):
        network.add_edge(i, "sink", capacity=int(cost[i]))
    cut = nx.minimum_cut_value(network, "source", "sink")
    names = [f"v{i}" for i in range(n)]
    pool = ps.Pool(names, cost=cost, pairs={(names[i], names[j]): v for (i, j), v in pairs.items()})
    found = ps.select(ps.Problem(pool, size=(0, None), objective=ps.Objective(cost=1)))
    assert found.objective == sum(pairs.values()) - cut


@pytest.mark.parametrize("seed", range(4))
def test_a_plain_knapsack_by_its_table(seed: int) -> None:
    rng = np.random.default_rng(seed)
    value, cost, budget = rng.integers(1, 60, 20), rng.integers(1, 30, 20), 90
    table = [0] * (budget + 1)
    for v, c in zip(value.tolist(), cost.tolist(), strict=True):
        for left in range(budget, c - 1, -1):
            table[left] = max(table[left], table[left - c] + v)
    found = ps.select(ps.Problem(ps.Pool([f"v{i}" for i in range(20)], value=value, cost=cost), budget=budget))
    assert (found.status, found.objective) == ("proved", table[budget])


@pytest.mark.parametrize("seed", range(3))
def test_pairs_of_a_partition_by_the_heaviest_matching(seed: int) -> None:
    graph = nx.gnp_random_graph(10, 0.6, seed=seed)
    rng = np.random.default_rng(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = int(rng.integers(1, 50))
    heaviest = sum(graph.edges[e]["weight"] for e in nx.max_weight_matching(graph))
    names = [f"v{i}" for i in graph]
    worths: dict[tuple[str, ...], float] = {(name,): 0.0 for name in names}
    worths |= {(names[i], names[j]): float(d["weight"]) for i, j, d in graph.edges(data=True)}
    assert ps.partition(worths).total == heaviest
