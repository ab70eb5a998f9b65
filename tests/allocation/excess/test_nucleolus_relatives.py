"""Per-capita, proportional, disruption, weighted and anti-nucleolus, and the modicluses, against their definitions in rational numbers."""

from fractions import Fraction

import numpy as np
import pytest
import twins_excess as twin

import allocation as al


def games(count, n, low=0, high=8, seed=0, total=None):
    random = np.random.default_rng([seed, n])
    for _ in range(count):
        values = random.integers(low, high, 2**n)
        values[0] = 0
        if total is not None:
            values[-1] = total
        yield [int(v) for v in values]


def exact(game, allocation):
    found = al.verify(game, allocation)
    assert found.ok, found.failed
    return list(found.payoffs)


def size(mask):
    return bin(mask).count("1")


def dual(values):
    return [values[-1] - values[len(values) - 1 - mask] for mask in range(len(values))]


@pytest.mark.parametrize(("n", "count"), [(2, 15), (3, 30), (4, 10)])
def test_per_capita_prenucleolus(n, count):
    for values in games(count, n, -4, 6):
        game = al.TableGame(values)
        assert exact(game, al.per_capita_prenucleolus(game)) == twin.lexicographic(values, weight=size)[0]


@pytest.mark.parametrize(("n", "count"), [(2, 15), (3, 30), (4, 8)])
def test_per_capita_nucleolus(n, count):
    for values in games(count, n, 0, 6, total=12):
        game = al.TableGame(values)
        reference = twin.lexicographic(values, weight=size, floors=True)
        if reference is None:
            with pytest.raises(al.RuleError, match="per_capita_prenucleolus"):
                al.per_capita_nucleolus(game)
        else:
            assert exact(game, al.per_capita_nucleolus(game)) == reference[0]


@pytest.mark.parametrize(("n", "count"), [(2, 15), (3, 30), (4, 8)])
def test_proportional_nucleolus(n, count):
    for values in games(count, n, 1, 8, total=24):
        game = al.TableGame(values)
        reference = twin.lexicographic(values, weight=lambda mask, v=values: v[mask], floors=True)
        if reference is not None:
            assert exact(game, al.proportional_nucleolus(game)) == reference[0]


def test_proportional_nucleolus_with_worthless_coalitions():
    game = al.TableGame([0, 0, 4, 6, 0, 0, 4, 12])
    allocation = al.proportional_nucleolus(game)
    assert min(exact(game, allocation)) >= 0


def test_proportional_nucleolus_refuses_negative_values():
    with pytest.raises(al.RuleError, match="divides by"):
        al.proportional_nucleolus(al.TableGame([0, -1, 2, 7]))


@pytest.mark.parametrize("values", [[0, 0, 0, 5], [0, 0, 0, 4, 0, 0, 0, 9]])
def test_proportional_nucleolus_that_is_not_unique_is_refused(values):
    with pytest.raises(al.RuleError, match="do not determine one split"):
        al.proportional_nucleolus(al.TableGame(values))


@pytest.mark.parametrize(("n", "count"), [(3, 25), (4, 8)])
def test_disruption_nucleolus(n, count):
    seen = 0
    for values in games(count, n, 0, 5, total=11):
        lost = [values[-1] - values[mask] - values[len(values) - 1 - mask] for mask in range(len(values))]
        if min(lost[1:-1]) <= 0:
            continue
        game = al.TableGame(values)
        assert exact(game, al.disruption_nucleolus(game)) == twin.lexicographic(values, weight=lambda mask, w=lost: w[mask])[0]
        seen += 1
    assert seen >= 4


def test_disruption_nucleolus_equalises_the_propensities_of_two_players():
    payoffs = al.disruption_nucleolus(al.TableGame([0, 1, 3, 10])).payoffs
    assert payoffs.tolist() == [4.0, 6.0]


def test_disruption_nucleolus_holds_coalitions_that_lose_nothing_at_their_value():
    values = [0, 2, 1, 6, 3, 5, 4, 9]
    payoffs = al.disruption_nucleolus(al.TableGame(values)).payoffs
    assert payoffs[2] == pytest.approx(3.0)
    assert payoffs[:2].sum() == pytest.approx(6.0)


def test_disruption_nucleolus_names_parts_that_are_worth_more_apart():
    with pytest.raises(al.RuleError, match=r"\{A\} and the others are worth 3 more apart"):
        al.disruption_nucleolus(al.TableGame([0, 5, 3, 5], players=["A", "B"]))


@pytest.mark.parametrize(("n", "count"), [(2, 10), (3, 25), (4, 8)])
def test_weighted_prenucleolus(n, count):
    random = np.random.default_rng(n)
    for values in games(count, n, -3, 6):
        weights = random.integers(1, 6, 2**n)
        game = al.TableGame(values)
        reference = twin.lexicographic(values, weight=lambda mask, w=weights: int(w[mask]))[0]
        assert exact(game, al.weighted_prenucleolus(game, weights)) == reference


def test_weighted_nucleolus_gives_everyone_its_own():
    game = al.TableGame([0, 0, 0, 0, 3, 0, 9, 6])
    weights = np.arange(1, 9)
    payoffs = exact(game, al.weighted_nucleolus(game, weights))
    assert payoffs == twin.lexicographic([0, 0, 0, 0, 3, 0, 9, 6], weight=lambda mask: mask + 1, floors=True)[0]
    assert min(payoffs) >= 0


def test_weights_of_one_give_the_prenucleolus():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    np.testing.assert_allclose(al.weighted_prenucleolus(game, np.ones(8)).payoffs, [4.75, 3.75, 2.5], atol=1e-14)


def test_weights_by_name():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])
    by_name = al.weighted_prenucleolus(game, {("A", "B"): 3.0, ("C",): 2.0})
    by_table = al.weighted_prenucleolus(game, [1, 1, 1, 3, 2, 1, 1, 1])
    assert by_name.payoffs.tolist() == by_table.payoffs.tolist()
    assert by_name.options == by_table.options


@pytest.mark.parametrize(
    "weights", [[1, 2], np.zeros(8), [1, 1, 1, -1, 1, 1, 1, 1], [1, 1, 1, np.nan, 1, 1, 1, 1], [1, 1, 1, np.inf, 1, 1, 1, 1], {("A",): 0}]
)
def test_weights_must_be_positive_numbers(weights):
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])
    with pytest.raises(al.RuleError, match="8 positive numbers"):
        al.weighted_prenucleolus(game, weights)


def test_weights_of_unknown_players():
    with pytest.raises(al.GameError, match="unknown player"):
        al.weighted_prenucleolus(al.TableGame([0, 1, 1, 7]), {("X",): 1})


def test_proof_with_other_weights_is_refused():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    stored = al.weighted_prenucleolus(game, [1, 1, 2, 3, 2, 1, 1, 1]).to_dict()
    stored["options"]["weights"] = [1.0] * 8
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


def test_proof_with_impossible_weights_is_refused():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    stored = al.weighted_prenucleolus(game, [1, 1, 2, 3, 2, 1, 1, 1]).to_dict()
    stored["options"]["weights"] = [1.0, -1.0]
    assert not al.verify(game, al.Allocation.from_dict(stored)).ok


@pytest.mark.parametrize(("n", "count"), [(2, 10), (3, 25), (4, 8)])
def test_anti_nucleolus_is_the_prenucleolus_of_the_dual_game(n, count):
    for values in games(count, n, -3, 6):
        game = al.TableGame(values)
        assert exact(game, al.anti_nucleolus(game)) == twin.lexicographic(dual(values))[0]


def test_anti_nucleolus_is_minus_the_prenucleolus_of_the_negative_game():
    values = np.array([0, 3, 5, 9, 2, 8, 6, 14.0])
    np.testing.assert_allclose(al.anti_nucleolus(al.TableGame(values)).payoffs, -al.prenucleolus(al.TableGame(-values)).payoffs, atol=1e-13)


def differences(values, x):
    """All e(S, x) - e(T, x) of ordered pairs, the empty and the grand coalition among them, falling."""
    e = [Fraction(values[mask]) - twin.payoff(mask, x) for mask in range(len(values))]
    return sorted((a - b for a in e for b in e), reverse=True)


def test_modiclus_is_lexicographically_better_than_its_neighbours():
    random = np.random.default_rng(0)
    for values in games(12, 3, -3, 7):
        game = al.TableGame(values)
        x = exact(game, al.modiclus(game))
        best = differences(values, x)
        for _ in range(20):
            a, b, c = (Fraction(int(k), 12) for k in random.integers(-6, 7, 3))
            other = [x[0] + a - b, x[1] + b - c, x[2] + c - a]
            assert differences(values, other) >= best


def test_modiclus_of_a_game_and_its_dual_are_the_same():
    for values in games(10, 4, 0, 9):
        one, other = al.modiclus(al.TableGame(values)), al.modiclus(al.TableGame(dual(values)))
        np.testing.assert_allclose(one.payoffs, other.payoffs, atol=1e-12)


def test_modiclus_of_too_many_players_names_the_alternative():
    with pytest.raises(al.TableTooLargeError, match="simplified_modiclus"):
        al.modiclus(al.TableGame(np.zeros(2**14)))


@pytest.mark.parametrize(("n", "count"), [(2, 10), (3, 25), (4, 8)])
def test_simplified_modiclus(n, count):
    for values in games(count, n, -3, 6):
        game = al.TableGame(values)
        average = [Fraction(a + b, 2) for a, b in zip(values, dual(values), strict=True)]
        assert exact(game, al.simplified_modiclus(game)) == twin.lexicographic(average)[0]


RULES = ["per_capita_prenucleolus", "per_capita_nucleolus", "disruption_nucleolus", "anti_nucleolus", "modiclus", "simplified_modiclus"]


@pytest.mark.parametrize("rule", RULES)
def test_two_players_share_the_surplus_equally(rule):
    assert al.split(al.TableGame([0, 10, 20, 50]), rule).payoffs.tolist() == [20.0, 30.0]


@pytest.mark.parametrize("rule", [*RULES, "proportional_nucleolus"])
@pytest.mark.parametrize("worth", [0.0, 4.5])
def test_single_player_gets_everything(rule, worth):
    game = al.TableGame([0, worth])
    allocation = al.split(game, rule)
    assert allocation.payoffs.tolist() == [worth]
    assert al.verify(game, allocation).ok


@pytest.mark.parametrize("rule", ["per_capita_nucleolus", "anti_nucleolus", "simplified_modiclus"])
def test_twelve_players_are_certified(rule):
    values = np.random.default_rng(12).integers(0, 100, 2**12).astype(float)
    values[0], values[-1] = 0, 900
    game = al.TableGame(values)
    allocation = al.split(game, rule)
    assert allocation.details["certified"]
    assert al.verify(game, allocation).ok
