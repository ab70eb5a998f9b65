"""Vertices of the core against published ones and against every set of tight coalitions."""

import json
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
import twins_excess as twin

import allocation as al


def by_brute_force(values):
    """Every n - 1 tight proper coalitions with the grand one that determine a point no coalition objects to."""
    n = len(values).bit_length() - 1
    found = set()
    for masks in combinations(range(1, 2**n - 1), n - 1):
        rows = [[*twin.row(m, n), Fraction(values[m])] for m in (2**n - 1, *masks)]
        point = solved(rows, n)
        if point is not None and all(twin.excess(values, point, m) <= 0 for m in range(1, 2**n)):
            found.add(tuple(point))
    return sorted(found)


def solved(rows, n):
    for c in range(n):
        pivot = next((r for r in range(c, n) if rows[r][c]), None)
        if pivot is None:
            return None
        rows[c], rows[pivot] = rows[pivot], rows[c]
        rows[c] = [a / rows[c][c] for a in rows[c]]
        rows = [row if r == c else [a - row[c] * b for a, b in zip(row, rows[c], strict=True)] for r, row in enumerate(rows)]
    return [row[n] for row in rows]


def test_published_vertices(vectors):
    seen = 0
    for vector in (*vectors("values"), *vectors("alliance")):
        if "core_vertices" not in vector["expect"]:
            continue
        sign = -1 if vector["game"].get("sense") == "cost" else 1
        game = al.TableGame(sign * np.array(vector["game"]["values"], dtype=float))
        found = sorted(tuple(sign * x for x in vertex) for vertex in al.core_vertices(game).vertices)
        assert found == sorted(tuple(Fraction(x) for x in vertex) for vertex in vector["expect"]["core_vertices"]), vector["id"]
        seen += 1
    assert seen >= 25


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_every_set_of_tight_coalitions(n, seed):
    random = np.random.default_rng([n, seed])
    values = random.integers(0, 5, 2**n)
    values[0], values[-1] = 0, 4 + 2 * n
    found = al.core_vertices(al.TableGame(values.astype(float)))
    assert list(found.vertices) == by_brute_force([int(v) for v in values])
    for vertex, tight in zip(found.vertices, found.tight, strict=True):
        assert set(tight) == {m for m in range(1, 2**n - 1) if twin.excess([int(v) for v in values], vertex, m) == 0}


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_a_strictly_convex_game_has_a_vertex_for_every_order(n):
    sizes = np.bitwise_count(np.arange(2**n)).astype(float)
    found = al.core_vertices(al.TableGame(sizes**2))
    assert sorted(found.points[0]) == [2 * k + 1 for k in range(n)]
    assert len(found.vertices) == np.prod(range(1, n + 1))


def test_extremes_are_those_of_the_core_range():
    values = np.random.default_rng(4).integers(0, 9, 2**5).astype(float)
    values[0], values[-1] = 0, 60
    game = al.TableGame(values)
    points, reach = al.core_vertices(game).points, al.core_range(game)
    np.testing.assert_allclose(points.min(axis=0), reach.least, atol=1e-9)
    np.testing.assert_allclose(points.max(axis=0), reach.most, atol=1e-9)


@pytest.mark.parametrize("values", [[0, 0, 0, 1, 0, 1, 1, 1], [0, 2, 2, 3], [0, 1, 1, 2, 1, 2, 3, 3]])
def test_empty_cores_have_no_vertices(values):
    found = al.core_vertices(al.TableGame(values))
    assert found.vertices == ()
    assert found.points.shape == (0, len(values).bit_length() - 1)


@pytest.mark.parametrize(
    ("values", "vertex"), [([0, 5], (5,)), ([0, 1, 2, 3], (1, 2)), ([0, -1, 2, 1, 3, 2, 5, 4], (-1, 2, 3)), ([0, 0, 0, 0], (0, 0))]
)
def test_additive_games_have_one(values, vertex):
    assert al.core_vertices(al.TableGame(values)).vertices == (vertex,)


def test_decimals_are_read_as_they_print():
    found = al.core_vertices(al.TableGame([0, 0.1, 0.2, 0.7]))
    assert found.vertices == ((Fraction(1, 10), Fraction(3, 5)), (Fraction(1, 2), Fraction(1, 5)))


def test_plain_data():
    plain = json.loads(json.dumps(al.core_vertices(al.TableGame([0, 0, 0, 1], ["A", "B"])).to_dict()))
    assert plain == {"players": ["A", "B"], "vertices": [["0", "1"], ["1", "0"]]}


def test_too_many_players_are_refused():
    with pytest.raises(al.RuleError, match="at most 8 players, got 9"):
        al.core_vertices(al.TableGame(np.zeros(2**9)))


def test_too_many_vertices_are_refused(monkeypatch):
    from allocation.excess import core_vertices

    monkeypatch.setattr(core_vertices, "MOST", 20)
    with pytest.raises(al.RuleError, match="more than 20 vertices"):
        al.core_vertices(al.TableGame(np.bitwise_count(np.arange(2**4)).astype(float) ** 2))


@pytest.mark.parametrize("n", [4, 5])
@pytest.mark.parametrize("seed", range(8))
def test_every_point_of_a_tied_game_is_a_vertex(n, seed):
    """Many coalitions meet in one point: what lies between two vertices must not be listed."""
    random = np.random.default_rng([n, seed, 5])
    values = random.integers(0, 2, 2**n)
    values[0], values[-1] = 0, 3
    found = al.core_vertices(al.TableGame(values.astype(float)))
    assert len(set(found.vertices)) == len(found.vertices)
    for vertex, tight in zip(found.vertices, found.tight, strict=True):
        assert twin._rank([twin.row(m, n) for m in (2**n - 1, *tight)]) == n
        assert all(twin.excess([int(v) for v in values], vertex, m) <= 0 for m in range(1, 2**n))


def test_tied_games_have_vertices_at_all():
    values = np.zeros(32)
    values[[7, 28, 21, 14]], values[31] = 1, 2
    assert len(al.core_vertices(al.TableGame(values)).vertices) >= 5


def test_crossings_of_what_is_no_edge_are_left_out():
    """Here two vertices share as many tight coalitions as the ends of an edge without being joined by one."""
    worths = [0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 0, 2, 0, 2, 1, 2, 1, 1, 1, 2, 0, 2, 2, 2, 1, 2, 0, 0, 2, 2, 0, 7]
    found = al.core_vertices(al.TableGame(worths))
    assert len(found.vertices) == 26
    for tight in found.tight:
        assert twin._rank([twin.row(m, 5) for m in (31, *tight)]) == 5
