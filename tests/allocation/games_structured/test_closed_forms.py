"""Closed forms against the rules that work from a table, on random games of every structured kind."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al


def airport(rng, n):
    return al.AirportGame(rng.integers(0, 30, n))


def claims(rng, n):
    owed = rng.integers(0, 30, n)
    return al.ClaimsGame(owed, float(owed.sum()) * rng.choice([0.1, 0.45, 0.5, 0.8]))


def sequencing(rng, n):
    return al.SequencingGame(rng.integers(0, 9, n), rng.integers(0, 9, n))


def induced(rng, n):
    names = [str(i + 1) for i in range(n)]
    links = [(a, b, int(rng.integers(0, 9))) for k, a in enumerate(names) for b in names[:k]]
    return al.InducedSubgraphGame(links, names)


KINDS = {"airport": airport, "claims": claims, "sequencing": sequencing, "induced": induced}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 12])
def test_shapley_agrees_with_the_table(kind, n):
    game = KINDS[kind](np.random.default_rng(n), n)
    closed, table = al.shapley(game), al.shapley(al.TableGame(game.table()))
    assert (closed.method, table.method) == ("closed form", "exact")
    assert closed.payoffs == pytest.approx(table.payoffs, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("kind", ["sequencing", "induced"])
def test_banzhaf_agrees_with_the_table(kind):
    game = KINDS[kind](np.random.default_rng(21), 7)
    assert al.split(game, "banzhaf").payoffs == pytest.approx(al.split(al.TableGame(game.table()), "banzhaf").payoffs, abs=1e-10)


@pytest.mark.parametrize("kind", ["airport", "claims", "induced"])
@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus"])
@pytest.mark.parametrize("n", [2, 3, 5, 8, 12])
def test_nucleoli_agree_with_the_table(kind, rule, n):
    game = KINDS[kind](np.random.default_rng(100 + n), n)
    found = al.split(al.TableGame(game.table()), rule)
    assert game.closed_form(rule) == pytest.approx(found.payoffs, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "prenucleolus"])
def test_results_of_the_registry_are_verified(kind, rule):
    game = KINDS[kind](np.random.default_rng(7), 5)
    assert al.verify(game, al.split(game, rule)).ok


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "prenucleolus"])
def test_thousands_of_players_need_no_table(rule):
    game = al.AirportGame(np.arange(3000) % 17)
    found = al.split(game, rule)
    assert found.method == "closed form"
    assert found.total == pytest.approx(-16.0, rel=1e-11)


@pytest.mark.parametrize(
    "vector_id", ["str-airport-1234", "str-mcst-unique", "str-mcst-mattugames", "str-linprod", "str-assignment", "str-induced-4"]
)
def test_nucleolus_of_structured_games_has_the_reference_numbers(vector_id, vectors):
    vector = next(v for v in vectors("structured") if v["id"] == vector_id)
    given = vector["game"]
    game = {
        "airport": lambda: al.AirportGame(given["costs"]),
        "mcst": lambda: al.TreeGame(given["cost_matrix"]),
        "linear_production": lambda: al.ProductionGame(given["endowments"], given["A"], given["prices"]),
        "assignment": lambda: al.AssignmentGame(given["matrix"]),
        "induced_subgraph": lambda: al.InducedSubgraphGame([(str(a), str(b), w) for a, b, w in given["edges"]], ["0", "1", "2", "3"]),
    }[given["kind"]]()
    found = al.nucleolus(game)
    shares = al.cost_shares(found) if game.sense == "cost" else found.payoffs
    assert shares == pytest.approx([float(Fraction(x)) for x in vector["expect"]["nucleolus"]], abs=1e-9)
