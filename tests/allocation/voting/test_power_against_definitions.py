"""Every index of random games against its definition over all coalitions."""

from fractions import Fraction

import numpy as np
import pytest
import twins_voting as twin
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

examples = settings(deadline=None, max_examples=40)


@st.composite
def rules(draw, n=None):
    """Weights and a quota: ties, zeros, dictators, quotas from the least to the total."""
    n = n or draw(st.integers(1, 7))
    weights = draw(st.lists(st.integers(0, 12), min_size=n, max_size=n).filter(any))
    return weights, draw(st.integers(1, sum(weights)))


@st.composite
def combined(draw):
    """A game of two or three rules, nested, and its twin."""
    n = draw(st.integers(1, 6))
    parts = [draw(rules(n)) for _ in range(draw(st.integers(2, 3)))]
    if draw(st.booleans()):
        parts[-1] = ([1] * n, draw(st.integers(1, n)))
    games = [al.VotingGame(*part) for part in parts]
    twins = [twin.weighted(*part) for part in parts]
    inner = (al.VotingGame.all_of, twin.both) if draw(st.booleans()) else (al.VotingGame.any_of, twin.either)
    outer = (al.VotingGame.all_of, twin.both) if draw(st.booleans()) else (al.VotingGame.any_of, twin.either)
    first, first_twin = inner[0](games[:2]), inner[1](*twins[:2])
    return outer[0]([first, *games[2:]]), outer[1](first_twin, *twins[2:]), n


INDICES = {
    "shapley_shubik": twin.shapley_shubik_by_swings,
    "banzhaf": lambda wins, n: [Fraction(s, 2 ** (n - 1)) for s in twin.swings(wins, n)],
    "penrose": lambda wins, n: [Fraction(s, 2 ** (n - 1)) for s in twin.swings(wins, n)],
    "banzhaf_normalised": lambda wins, n: twin.normalised(twin.swings(wins, n)),
    "rae": lambda wins, n: [Fraction(sum((i in s) == wins(s) for s in twin.coalitions(n)), 2**n) for i in range(n)],
    "coleman_prevent": lambda wins, n: [Fraction(s, len(twin.winning(wins, n))) for s in twin.swings(wins, n)],
    "coleman_initiate": lambda wins, n: [Fraction(s, 2**n - len(twin.winning(wins, n))) for s in twin.swings(wins, n)],
    "coleman_act": lambda wins, n: [Fraction(len(twin.winning(wins, n)), 2**n)] * n,
    "johnston": twin.johnston,
    "deegan_packel": twin.deegan_packel,
    "public_good": twin.public_good,
    "public_help_theta": lambda wins, n: twin.public_help(wins, n, 0),
    "public_help_chi": lambda wins, n: twin.public_help(wins, n, 2),
}


def test_every_index_of_the_registry_has_a_definition_here():
    assert {one.name for one in al.power_indices()} == {*INDICES, "owen", "banzhaf_owen"}


@pytest.mark.parametrize("index", INDICES)
@examples
@given(rule=rules())
def test_one_rule(index, rule):
    found = al.power(al.VotingGame(*rule), index=index)
    assert list(found.fractions) == INDICES[index](twin.weighted(*rule), len(rule[0]))


@pytest.mark.parametrize("index", INDICES)
@examples
@given(case=combined())
def test_combined_rules(index, case):
    game, wins, n = case
    assert list(al.power(game, index=index).fractions) == INDICES[index](wins, n)


@examples
@given(rule=rules(4))
def test_shapley_shubik_over_all_orders(rule):
    assert list(al.shapley_shubik(al.VotingGame(*rule)).fractions) == twin.shapley_shubik(twin.weighted(*rule), 4)


@examples
@given(case=combined())
def test_floating_shapley_shubik_keeps_its_bound_on_combined_rules(case):
    game, wins, n = case
    found = al.shapley_shubik(game, how="floating")
    assert np.abs(found.values - [float(f) for f in twin.shapley_shubik_by_swings(wins, n)]).max() <= found.error_bound < 1e-12


@pytest.mark.parametrize("index", ["owen", "banzhaf_owen"])
@examples
@given(case=combined(), data=st.data())
def test_unions_of_combined_rules(index, case, data):
    game, wins, n = case
    labels = data.draw(st.lists(st.integers(0, 2), min_size=n, max_size=n))
    partition = [[i for i in range(n) if labels[i] == k] for k in sorted(set(labels))]
    found = al.power(game, index=index, unions=[game.names_of(union) for union in partition])
    assert list(found.fractions) == getattr(twin, index)(wins, n, partition)


@examples
@given(rule=rules())
def test_one_union_of_all_and_unions_of_one_are_shapley_shubik(rule):
    game = al.VotingGame(*rule)
    plain = al.shapley_shubik(game).fractions
    assert al.power(game, index="owen", unions=[game.players]).fractions == plain
    assert al.power(game, index="owen", unions=[]).fractions == plain


@examples
@given(case=combined())
def test_worth_follows_the_definition(case):
    game, wins, n = case
    rows = np.array([[i in s for i in range(n)] for s in twin.coalitions(n)])
    assert game.worth(rows).tolist() == [float(wins(s)) for s in twin.coalitions(n)]


@examples
@given(case=combined())
def test_minimal_winning_coalitions_are_listed_once_each(case):
    game, wins, n = case
    listed = [frozenset(game.positions(names)) for names in al.minimal_winning_coalitions(game)]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(twin.minimal(wins, n))


@examples
@given(case=combined())
def test_roles(case):
    game, wins, n = case
    roles = al.roles_of_voters(game)
    everybody = frozenset(range(n))
    blocking = [s for s in twin.coalitions(n) if not wins(everybody - s)]
    assert roles.veto == game.names_of([i for i in range(n) if not wins(everybody - {i})])
    assert roles.passers == game.names_of([i for i in range(n) if wins({i})])
    assert roles.dummies == game.names_of([i for i, s in enumerate(twin.swings(wins, n)) if s == 0])
    assert (roles.winning, roles.losing) == (len(twin.winning(wins, n)), 2**n - len(twin.winning(wins, n)))
    assert roles.blocking == len(blocking)
    assert all(game.blocks(game.names_of(sorted(s))) for s in blocking)


@examples
@given(case=combined())
def test_allocation_rules_need_no_table(case):
    game, wins, n = case
    assert game.closed_form("shapley").tolist() == [float(f) for f in twin.shapley_shubik_by_swings(wins, n)]
    assert game.closed_form("banzhaf").tolist() == [float(Fraction(s, 2 ** (n - 1))) for s in twin.swings(wins, n)]
    assert game.exact_closed_form("banzhaf_normalised") == twin.normalised(twin.swings(wins, n))
