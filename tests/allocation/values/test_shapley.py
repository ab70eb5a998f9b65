"""The Shapley value: textbook games and the axioms that single it out."""

from math import comb

import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

WHOLE = st.integers(-20, 20)
TABLES = st.integers(1, 5).flatmap(lambda n: st.lists(WHOLE, min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])
PAIRS_OF_TABLES = st.integers(1, 5).flatmap(
    lambda n: st.tuples(
        st.lists(WHOLE, min_size=2**n - 1, max_size=2**n - 1),
        st.lists(WHOLE, min_size=2**n - 1, max_size=2**n - 1),
    )
)

TEXTBOOK = {
    "one left glove, two right gloves": ([0, 0, 0, 1, 0, 1, 0, 1], [2 / 3, 1 / 6, 1 / 6]),
    "two out of three": ([0, 0, 0, 1, 0, 1, 1, 1], [1 / 3, 1 / 3, 1 / 3]),
    "unanimity": ([0, 0, 0, 0, 0, 0, 0, 6], [2, 2, 2]),
    "dictator": ([0, 1, 0, 1, 0, 1, 0, 1], [1, 0, 0]),
    "one seller, two buyers": ([0, 0, 0, 10, 0, 12, 0, 12], [7 + 2 / 3, 1 + 2 / 3, 2 + 2 / 3]),
    "three traders": ([0, 1, 1, 7, 1, 5, 4, 11], [13 / 3, 23 / 6, 17 / 6]),
    "runway of lengths 1, 2, 4, as costs": ([0, 1, 2, 2, 4, 4, 4, 4], [1 / 3, 5 / 6, 17 / 6]),
    "nothing at all": ([0] * 8, [0, 0, 0]),
    "everybody for itself": ([0, 1, 2, 3, 4, 5, 6, 7], [1, 2, 4]),
    "working together hurts": ([0, 5, 5, 2], [1, 1]),
    "one player": ([0, -3], [-3]),
}


def phi(values):
    return al.shapley(al.TableGame(values)).payoffs


def without(values, player):
    """The subgame that the others play."""
    n = len(values).bit_length() - 1
    return twins.subgame(values, [i for i in range(n) if i != player])


@pytest.mark.parametrize(("values", "expected"), TEXTBOOK.values(), ids=TEXTBOOK.keys())
def test_textbook_games(values, expected):
    assert phi(values) == pytest.approx(expected, abs=1e-14)


@given(TABLES)
def test_all_of_the_total_is_handed_out(values):
    assert phi(values).sum() == pytest.approx(values[-1], abs=1e-11)


@given(PAIRS_OF_TABLES)
def test_the_value_of_a_sum_is_the_sum_of_the_values(pair):
    first, second = (np.array([0, *rest]) for rest in pair)
    assert phi(first + second) == pytest.approx(phi(first) + phi(second), abs=1e-11)


@given(TABLES)
def test_who_adds_nothing_gets_nothing(values):
    assert phi([*values, *values])[-1] == pytest.approx(0, abs=1e-11)


@given(TABLES)
def test_a_game_and_its_dual_have_the_same_value(values):
    dual = [values[-1] - values[len(values) - 1 - mask] for mask in range(len(values))]
    assert phi(dual) == pytest.approx(phi(values), abs=1e-11)


@settings(max_examples=50)
@given(st.lists(WHOLE, min_size=15, max_size=15).map(lambda rest: [0, *rest]))
def test_what_one_loses_by_the_exit_of_another_is_mutual(values):
    """Balanced contributions, which together with efficiency single the value out."""
    whole = phi(values)
    for i in range(4):
        for j in range(4):
            if i != j:
                my_loss = whole[i] - phi(without(values, j))[i - (j < i)]
                your_loss = whole[j] - phi(without(values, i))[j - (i < j)]
                assert my_loss == pytest.approx(your_loss, abs=1e-11)


@given(TABLES, st.data())
def test_more_contribution_never_means_a_smaller_payoff(values, data):
    n = len(values).bit_length() - 1
    player = data.draw(st.integers(0, n - 1))
    bonus = data.draw(st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)))
    raised = [v + b * (mask >> player & 1) for mask, (v, b) in enumerate(zip(values, bonus, strict=True))]
    assert phi(raised)[player] >= phi(values)[player] - 1e-11


@pytest.mark.parametrize("n", [1, 2, 5, 9, 11])
@pytest.mark.parametrize("group", [[0], [0, 1], [0, 2, 4]])
def test_a_carrier_shares_equally(n, group):
    if max(group) < n:
        masks, carrier = np.arange(1 << n), twins.mask_of(group)
        values = np.where(masks & carrier == carrier, 6.0, 0.0)
        expected = [6 / len(group) if i in group else 0 for i in range(n)]
        assert phi(values) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("n", [2, 6, 10, 13])
def test_alike_players_share_alike(n):
    values = np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float) ** 2
    assert phi(values) == pytest.approx(np.full(n, float(n)))


@settings(max_examples=30)
@given(st.integers(0, 10**6))
def test_the_value_of_a_convex_game_lies_in_its_core(seed):
    rng = np.random.default_rng(seed)
    masks, values = np.arange(32), np.zeros(32)
    for _ in range(12):
        carrier = int(rng.integers(1, 32))
        values[masks & carrier == carrier] += int(rng.integers(0, 9))
    payoffs = phi(values)
    assert all(twins.excess(values, payoffs, mask) <= 1e-10 for mask in twins.proper(5))


def test_weights_of_sizes_are_those_of_the_formula():
    from allocation.values.shapley import shapley_weights

    for n in (1, 2, 5, 30, 62):
        weights = shapley_weights(n)
        assert weights[n] == 1 / n
        for s in range(1, n):
            # chance of S∖i before i plus chance of S before an outsider
            assert weights[s] == pytest.approx(1 / (n * comb(n - 1, s - 1)) + 1 / (n * comb(n - 1, s)))


def test_weights_are_computed_once_and_cannot_be_changed():
    from allocation.values.shapley import shapley_weights

    with pytest.raises(ValueError, match="read-only"):
        shapley_weights(5)[0] = 1


def test_the_method_says_where_the_numbers_come_from():
    assert al.shapley(al.TableGame([0, 1])).method == "exact"
    assert al.shapley(al.PairwiseGame([1.0], {})).method == "closed form"


def test_a_table_that_does_not_fit_is_refused_at_once():
    with pytest.raises(al.TableTooLargeError, match="closed form"):
        al.shapley(al.FunctionGame(lambda coalition: 1 / 0, [str(i) for i in range(60)]))
