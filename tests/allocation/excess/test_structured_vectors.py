"""The nucleolus of structured games: reference numbers, by their tables and by their own formulas."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al


def assignment(given):
    return al.AssignmentGame(given["matrix"])


def rules(given):
    names = [str(i + 1) for i in range(given["n"])]
    return al.RuleGame([al.Rule(r["value"], [names[i] for i in r["pos"]], [names[i] for i in r["neg"]]) for r in given["rules"]], names)


def pairs(given, n, own, pair):
    names = [str(i + 1) for i in range(n)]
    return al.PairwiseGame(own, {(names[i], names[j]): value for i, j, value in pair}, names)


MAKERS = {
    "airport": lambda given: al.AirportGame(given["costs"]),
    "assignment": assignment,
    "linear_production": lambda given: al.ProductionGame(np.array(given["endowments"]), given["A"], given["prices"]),
    "mcnet": rules,
    "induced_subgraph": lambda given: pairs(given, given["n"], [0.0] * given["n"], given["edges"]),
    "two_additive": lambda given: pairs(given, len(given["a"]), given["a"], given["b"]),
}


def cases(vectors, rule):
    for vector in vectors("structured"):
        if vector["game"]["kind"] in MAKERS and rule in vector["expect"] and len(vector["players"]) <= 12:
            game = MAKERS[vector["game"]["kind"]](vector["game"])
            yield vector["id"], game, [Fraction(x) for x in vector["expect"][rule]]


@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus"])
def test_from_the_table(vectors, rule):
    seen = 0
    for name, game, expected in cases(vectors, rule):
        sign = -1 if game.sense == "cost" else 1
        table = al.TableGame(game.table(), game.players)
        found = al.split(table, rule)
        assert found.method == "row generation"
        assert [sign * x for x in al.verify(table, found).payoffs] == expected, name
        seen += 1
    assert seen >= (6 if rule == "nucleolus" else 1)


@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus"])
def test_from_the_game_itself(vectors, rule):
    for name, game, expected in cases(vectors, rule):
        sign = -1.0 if game.sense == "cost" else 1.0
        found = al.split(game, rule)
        np.testing.assert_allclose(sign * found.payoffs, [float(x) for x in expected], atol=1e-9, err_msg=name)
        assert al.verify(game, found).ok, name


def test_least_core_values(vectors):
    for name, game, epsilon in ((n, g, e) for n, g, e in cases_of_levels(vectors)):
        assert al.least_core(al.TableGame(game.table())).details["epsilon"] == pytest.approx(float(epsilon), abs=1e-9), name


def cases_of_levels(vectors):
    for vector in vectors("structured"):
        if vector["game"]["kind"] in MAKERS and "least_core_epsilon" in vector["expect"]:
            yield vector["id"], MAKERS[vector["game"]["kind"]](vector["game"]), Fraction(vector["expect"]["least_core_epsilon"])
