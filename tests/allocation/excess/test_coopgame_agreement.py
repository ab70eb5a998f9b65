"""Agreement with an independent package, where it is installed."""

import numpy as np
import pytest

import allocation as al

coopgame = pytest.importorskip("coopgame")


def peer(values, domain):
    answer = coopgame.nucleolus(coopgame.Game(values[1:].tolist()), domain)
    return np.array(answer["allocation"])


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
@pytest.mark.parametrize("n", [5, 8, 10])
def test_nucleolus_of_benedek_games(kind, n):
    values = np.concatenate(([0.0], coopgame.Game.bnf(kind, n, 3).values()))
    np.testing.assert_allclose(al.nucleolus(al.TableGame(values)).payoffs, peer(values, "imputation"), atol=1e-7)


@pytest.mark.parametrize("seed", range(12))
def test_prenucleolus_of_games_with_ties(seed):
    random = np.random.default_rng(seed)
    n = int(random.integers(3, 8))
    values = random.integers(-2, 4, 2**n).astype(float)
    values[0] = 0
    np.testing.assert_allclose(al.prenucleolus(al.TableGame(values)).payoffs, peer(values, "preimputation"), atol=1e-7)
