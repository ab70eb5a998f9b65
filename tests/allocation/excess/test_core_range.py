import json

import numpy as np
import pytest
import twins_excess as twin

import allocation as al


def random_games(count, n, seed):
    random = np.random.default_rng(seed)
    for _ in range(count):
        values = random.integers(0, 6, 2**n)
        values[0], values[-1] = 0, random.integers(5, 14)
        yield [int(v) for v in values]


@pytest.mark.parametrize(("n", "count"), [(2, 10), (3, 25), (4, 12)])
def test_extremes_are_exact_optima(n, count):
    for values in random_games(count, n, n):
        found = al.core_range(al.TableGame(values))
        expected = [twin.core_extreme(values, i, 1) for i in range(n)]
        if expected[0] is None:
            assert found.empty
            continue
        np.testing.assert_allclose(found.least, [float(x) for x in expected], atol=1e-12)
        np.testing.assert_allclose(found.most, [float(twin.core_extreme(values, i, -1)) for i in range(n)], atol=1e-12)


def test_empty_exactly_if_the_core_is_empty():
    seen = set()
    for values in random_games(60, 4, 77):
        game = al.TableGame(values)
        empty = al.core_emptiness(game).empty
        assert al.core_range(game).empty == empty, values
        seen.add(empty)
    assert seen == {True, False}


@pytest.mark.parametrize("epsilon", [-0.5, 0.5, 2.0])
def test_epsilon_core(epsilon):
    values = [0, 1, 1, 7, 1, 5, 4, 11]
    found = al.core_range(al.TableGame(values), epsilon)
    assert found.epsilon == epsilon
    np.testing.assert_allclose(found.least, [float(twin.core_extreme(values, i, 1, twin.Fraction(epsilon))) for i in range(3)], atol=1e-12)


def test_below_the_least_core_there_is_nothing():
    assert al.core_range(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11]), -1.6).empty


@pytest.mark.parametrize("epsilon", [float("nan"), float("inf")])
def test_epsilon_must_be_finite(epsilon):
    with pytest.raises(al.RuleError, match="epsilon"):
        al.core_range(al.TableGame([0, 1, 1, 3]), epsilon)


def test_single_player():
    found = al.core_range(al.TableGame([0, 4]))
    assert (found.least.tolist(), found.most.tolist()) == ([4.0], [4.0])


def test_negative_values():
    found = al.core_range(al.TableGame([0, -5, -6, -9, -7, -11, -10, -13]))
    np.testing.assert_allclose(
        found.least, [float(twin.core_extreme([0, -5, -6, -9, -7, -11, -10, -13], i, 1)) for i in range(3)], atol=1e-12
    )


def test_convex_game_reaches_marginals_at_both_ends():
    sizes = np.array([bin(mask).count("1") for mask in range(2**10)], dtype=float)
    found = al.core_range(al.TableGame(sizes**2))
    np.testing.assert_allclose(found.least, np.ones(10), atol=1e-10)
    np.testing.assert_allclose(found.most, np.full(10, 19.0), atol=1e-10)


def test_plain_data_goes_through_json():
    plain = al.core_range(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])).to_dict()
    assert json.loads(json.dumps(plain)) == {"players": ["A", "B", "C"], "epsilon": 0.0, "least": [1, 1, 1], "most": [7, 6, 4]}


def test_plain_data_of_an_empty_core():
    plain = al.core_range(al.TableGame([0, 0, 0, 1, 0, 1, 1, 1])).to_dict()
    assert plain["least"] is None
    assert plain["most"] is None
