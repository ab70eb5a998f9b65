"""Solidarity and consensus values by the axioms and procedures of their papers."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
import twins
from game_strategies import alike, carrier, given, pay, tables
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}
FOUR = tables(4, 4)


def mean_contribution(values, mask):
    """A^v(S): what the members of S contribute to it on average."""
    inside = twins.members(mask)
    return Fraction(sum(Fraction(values[mask]) - Fraction(values[mask & ~(1 << k)]) for k in inside), len(inside))


def without_mean_contribution(values, player):
    """A game in which every coalition with this player has no mean contribution: v(S) is the mean of its own subgames."""
    table = list(map(Fraction, values))
    for mask in range(1, len(table)):
        if mask >> player & 1:
            inside = twins.members(mask)
            table[mask] = Fraction(sum(table[mask & ~(1 << k)] for k in inside), len(inside))
    return table


@given(FOUR, st.integers(0, 3))
def test_a_null_players_get_nothing(values, player):
    """Nowak and Radzik, 1994: who belongs only to coalitions without mean contribution."""
    table = without_mean_contribution(values, player)
    assert all(mean_contribution(table, mask) == 0 for mask in range(1, 16) if mask >> player & 1)
    assert pay("solidarity", [float(x) for x in table])[player] == pytest.approx(0, **CLOSE)


@given(FOUR)
def test_it_averages_mean_contributions(values):
    expected = [float(x) for x in twins.average_over_orders(4, lambda before, i: mean_contribution(values, before | 1 << i))]
    assert pay("solidarity", values) == pytest.approx(expected, **CLOSE)


def test_the_three_brothers():
    """Nowak and Radzik, 1994: 1 and 2 can earn one unit together, 3 is disabled: Shapley leaves it nothing, solidarity 2/9."""
    values = [0, 0, 0, 1, 0, 0, 0, 1]
    assert pay("solidarity", values) == pytest.approx([7 / 18, 7 / 18, 2 / 9], abs=1e-15)
    assert pay("shapley", values) == pytest.approx([1 / 2, 1 / 2, 0], abs=1e-15)


@pytest.mark.parametrize("rule", ["solidarity", "consensus"])
@given(values=FOUR)
def test_alike_players_get_alike(rule, values):
    found = pay(rule, alike(values, 1, 3))
    assert found[1] == pytest.approx(found[3], **CLOSE)


@given(FOUR)
def test_solidarity_keeps_the_order_of_shapley_for_one_coalition(values):
    """A bonus for one coalition helps its members more than the others, under both values."""
    group = max(range(1, 15), key=lambda mask: (values[mask], mask))
    raised = list(values)
    raised[group] += 10
    for rule in ("solidarity", "shapley"):
        change = pay(rule, raised) - pay(rule, values)
        inside = [i for i in range(4) if group >> i & 1]
        outside = [i for i in range(4) if not group >> i & 1]
        assert change[inside].min() > change[outside].max()


@pytest.mark.parametrize("n", [2, 3, 5, 10, 11])
def test_who_carries_nobody_still_shares(n):
    """A dictator's unit: the dictator gets Σ 1/s over its coalitions, 1/n · Σ_{s=1}^n 1/s, and the others share the rest."""
    found = pay("solidarity", carrier(n, [0]))
    assert found[0] == pytest.approx(sum(1 / s for s in range(1, n + 1)) / n, abs=1e-13)
    assert np.ptp(found[1:]) == pytest.approx(0, abs=1e-13)


# Consensus


def standardised_remainder(values, order):
    """Ju, Borm and Ruys, 2007: from the grand coalition down, who leaves and who stays share the surplus of that step equally."""
    payoffs, left = [Fraction(0)] * len(order), Fraction(values[-1])
    inside = len(values) - 1
    for i in reversed(order[1:]):
        rest = inside & ~(1 << i)
        surplus = left - values[rest] - values[1 << i]
        payoffs[i] = values[1 << i] + surplus / 2
        left = values[rest] + surplus / 2
        inside = rest
    payoffs[order[0]] = left
    return payoffs


@given(tables(1, 4))
def test_it_is_the_mean_of_the_standardised_remainders(values):
    n = twins.count_players(values)
    vectors = [standardised_remainder(values, order) for order in permutations(range(n))]
    expected = [float(sum(column) / len(vectors)) for column in zip(*vectors, strict=True)]
    assert pay("consensus", values) == pytest.approx(expected, **CLOSE)


@given(tables(3, 3), st.integers(-9, 9))
def test_the_neutral_dummy_property(values, own):
    """A dummy gets the mean of what Shapley and the equal surplus give it: its own worth and half an equal part of the surplus."""
    table = [*values, *(v + own for v in values)]
    surplus = table[-1] - sum(table[1 << i] for i in range(4))
    assert pay("consensus", table)[3] == pytest.approx(own + surplus / 8, **CLOSE)


@given(tables(2, 2))
def test_two_players_share_the_surplus_equally_under_every_value(values):
    extra = (values[3] - values[1] - values[2]) / 2
    for rule in ("consensus", "shapley", "ensc", "cis", "nash", "enpac", "prenucleolus"):
        if rule != "nash" or extra >= 0:
            assert pay(rule, values) == pytest.approx([values[1] + extra, values[2] + extra], **CLOSE)


@given(FOUR)
def test_consensus_is_covariant_and_solidarity_is_not(values):
    shift = [3, -2, 0, 7]
    moved = [v + sum(shift[i] for i in twins.members(mask)) for mask, v in enumerate(values)]
    assert pay("consensus", moved) == pytest.approx(pay("consensus", values) + shift, **CLOSE)
    change = pay("solidarity", moved) - pay("solidarity", values)
    assert change.sum() == pytest.approx(8, **CLOSE)
    assert np.ptp(change - shift) > 1


def test_the_promises_say_so():
    promised = {rule.name: rule.promises for rule in al.rules("game")}
    assert "covariant" not in promised["solidarity"]
    assert "dummy" not in promised["solidarity"] | promised["consensus"]
