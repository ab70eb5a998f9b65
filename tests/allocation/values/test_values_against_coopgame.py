"""Values of an independent package, where it is installed: the same game, the same payoffs."""

from itertools import pairwise

import numpy as np
import pytest

import allocation as al

coopgame = pytest.importorskip("coopgame", reason="coopgame-py is not installed")

CLOSE = {"abs": 1e-8}
SIZES = [2, 3, 5, 8, 10]


def random_values(n, seed):
    values = np.random.default_rng(100 * n + seed).integers(-20, 40, 1 << n) / 4
    values[0] = 0
    return values


def convex_values(n, seed):
    sizes = np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float)
    own = np.random.default_rng(seed).integers(0, 9, n)
    return sizes**2 + (np.arange(1 << n)[:, None] >> np.arange(n) & 1) @ own


KINDS = {"random": random_values, "convex": convex_values}
kinds = pytest.mark.parametrize("kind", KINDS)
sizes = pytest.mark.parametrize("n", SIZES)


def both(kind, n, seed=0):
    values = KINDS[kind](n, seed)
    return al.TableGame(values), coopgame.Game(values[1:].tolist())


def peer(answer):
    return np.array(answer["allocation"] if isinstance(answer, dict) else answer)


@kinds
@sizes
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "solidarity"])
def test_values_of_marginal_contributions(kind, n, seed, rule):
    game, other = both(kind, n, seed)
    assert al.split(game, rule=rule).payoffs == pytest.approx(peer(getattr(coopgame, rule)(other)), **CLOSE)


@kinds
@sizes
@pytest.mark.parametrize("width", [1, 2, 3])
def test_owen_values(kind, n, width):
    game, other = both(kind, n)
    unions = [list(range(k, min(k + width, n))) for k in range(0, n, width)]
    found = al.owen(game, [[game.players[i] for i in union] for union in unions]).payoffs
    assert found == pytest.approx(peer(coopgame.owen(other, unions)), **CLOSE)


@kinds
@sizes
@pytest.mark.parametrize("width", [1, 2, 3])
def test_aumann_dreze_values(kind, n, width):
    game, other = both(kind, n)
    blocks = [list(range(k, min(k + width, n))) for k in range(0, n, width)]
    found = al.aumann_dreze(game, [[game.players[i] for i in block] for block in blocks]).payoffs
    assert found == pytest.approx(peer(coopgame.aumann_dreze(other, blocks)), **CLOSE)


@kinds
@sizes
@pytest.mark.parametrize("shape", ["line", "star", "empty", "cycle"])
def test_myerson_values(kind, n, shape):
    game, other = both(kind, n)
    edges = {
        "line": list(pairwise(range(n))),
        "star": [(0, i) for i in range(1, n)],
        "empty": [],
        "cycle": [*pairwise(range(n)), *([(0, n - 1)] if n > 2 else [])],
    }[shape]
    found = al.myerson(game, [(game.players[a], game.players[b]) for a, b in edges]).payoffs
    assert found == pytest.approx(peer(coopgame.myerson(other, edges)), **CLOSE)


@sizes
@pytest.mark.parametrize("seed", range(3))
def test_tau_and_gately_of_convex_games(n, seed):
    game, other = both("convex", n, seed)
    assert al.tau(game).payoffs == pytest.approx(peer(coopgame.tau_value(other)), **CLOSE)
    assert al.gately(game).payoffs == pytest.approx(peer(coopgame.gately_point(other)), **CLOSE)


@sizes
@pytest.mark.parametrize("seed", range(4))
def test_both_packages_agree_on_where_the_tau_value_exists(n, seed):
    game, other = both("random", n, seed)
    try:
        expected = peer(coopgame.tau_value(other))
    except ValueError:
        with pytest.raises(al.RuleError, match="not quasi-balanced"):
            al.tau(game)
    else:
        assert al.tau(game).payoffs == pytest.approx(expected, **CLOSE)


@kinds
@sizes
def test_rights_and_utopia(kind, n):
    game, other = both(kind, n)
    found = coopgame.utopia_payoffs(other)
    assert game.marginals_to_grand() == pytest.approx(found["utopia"], **CLOSE)
    assert al.minimal_rights(game) == pytest.approx(found["minimal_rights"], **CLOSE)


@kinds
@sizes
def test_dual_games(kind, n):
    game, other = both(kind, n)
    dual = coopgame.dual(other)
    assert al.DualGame(game).table()[1:] == pytest.approx(list(dual.values() if callable(dual.values) else dual.values), **CLOSE)


@kinds
@sizes
def test_properties(kind, n):
    game, other = both(kind, n)
    found = al.properties(game)
    for name in ("convex", "superadditive"):
        answer = getattr(other, f"is_{name}")
        assert getattr(found, name) == (answer() if callable(answer) else answer)


@pytest.mark.parametrize("costs", [[1, 2, 4], [3, 3, 3], [5, 1, 4, 2, 8], list(range(1, 30))])
def test_runways(costs):
    found = coopgame.airport(costs)
    shares = found["shapley"] if isinstance(found, dict) else found[0]
    assert al.cost_shares(al.shapley(al.AirportGame(costs))) == pytest.approx(shares, **CLOSE)
