"""Prenucleolus and nucleolus against their definitions in rational numbers."""

import numpy as np
import pytest
import twins_excess as twin

import allocation as al


def integer_games(count, n, low=-4, high=6, seed=0):
    random = np.random.default_rng([seed, n])
    for _ in range(count):
        values = random.integers(low, high, 2**n)
        values[0] = 0
        yield [int(v) for v in values]


def exact(game, allocation):
    found = al.verify(game, allocation)
    assert found.ok, found.failed
    return list(found.payoffs)


@pytest.mark.parametrize(("n", "count"), [(1, 3), (2, 30), (3, 100), (4, 40), (5, 8)])
def test_prenucleolus_of_random_integer_games_is_lexicographically_smallest(n, count):
    for values in integer_games(count, n):
        game = al.TableGame(values)
        ours = exact(game, al.prenucleolus(game))
        reference, _ = twin.lexicographic(values)
        assert twin.excesses(values, ours) == twin.excesses(values, reference), values
        assert ours == reference, values


@pytest.mark.parametrize(("n", "count"), [(2, 30), (3, 100), (4, 40), (5, 8)])
def test_nucleolus_of_random_integer_games_is_lexicographically_smallest_imputation(n, count):
    for values in integer_games(count, n, seed=1):
        reference = twin.lexicographic(values, floors=True)
        game = al.TableGame(values)
        if reference is None:
            with pytest.raises(al.RuleError, match="use the prenucleolus"):
                al.nucleolus(game)
        else:
            assert exact(game, al.nucleolus(game)) == reference[0], values


@pytest.mark.parametrize("floors", [False, True])
@pytest.mark.parametrize("n", [3, 4, 5])
def test_games_with_many_ties_satisfy_kohlbergs_criterion(n, floors):
    for values in integer_games(25, n, 0, 3, seed=2):
        values[-1] = 4
        game = al.TableGame(values)
        if floors and sum(values[2**i] for i in range(n)) > values[-1]:
            continue
        allocation = al.nucleolus(game) if floors else al.prenucleolus(game)
        assert twin.kohlberg(values, exact(game, allocation), floors), values


def test_the_twin_criterion_refuses_another_point():
    values = [0, 1, 1, 7, 1, 5, 4, 11]
    assert twin.kohlberg(values, [twin.Fraction(19, 4), twin.Fraction(15, 4), twin.Fraction(5, 2)])
    assert not twin.kohlberg(values, [twin.Fraction(5), twin.Fraction(7, 2), twin.Fraction(5, 2)])


def test_levels_are_the_values_of_the_sequence_of_linear_programs():
    for values in integer_games(20, 4, seed=3):
        game = al.TableGame(values)
        ours = al.prenucleolus(game).proof.data["levels"]
        _, reference = twin.lexicographic(values)
        assert {round(x["excess"], 9) for x in ours} >= {round(float(x), 9) for x in reference[:1]}
        assert ours[0]["excess"] == pytest.approx(float(reference[0]), abs=1e-12)


def test_simple_games_with_a_veto_player_give_it_everything():
    winning = [float(mask & 1 and mask != 1) for mask in range(16)]
    assert al.nucleolus(al.TableGame(winning)).payoffs.tolist() == [1.0, 0.0, 0.0, 0.0]


def test_weighted_majority_with_equal_weights_shares_equally():
    winning = [float(bin(mask).count("1") >= 4) for mask in range(2**7)]
    np.testing.assert_allclose(al.nucleolus(al.TableGame(winning)).payoffs, np.full(7, 1 / 7), atol=1e-14)


def test_bankruptcy_games_follow_the_talmud():
    claims, estate = [100, 200, 300], 200
    values = [max(0, estate - sum(claims[i] for i in range(3) if not mask >> i & 1)) for mask in range(8)]
    values[0] = 0
    assert al.nucleolus(al.TableGame(values)).payoffs.tolist() == [50.0, 75.0, 75.0]
