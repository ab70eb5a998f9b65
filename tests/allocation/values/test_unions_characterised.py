"""Values with a priori unions: the quotient game, symmetry between and inside unions, exits, and null unions."""

from itertools import pairwise

import numpy as np
import pytest
import twins
from game_strategies import WHOLE, alike, carrier, given, named, partitions, pay, tables
from hypothesis import assume
from hypothesis import strategies as st

import allocation as al

CLOSE = {"abs": 1e-9}
FOUR = tables(4, 4)
PARTITIONS = partitions(4)
RULES = ["owen", "banzhaf_owen", "aumann_dreze"]


def quotient(values, unions):
    return [values[twins.mask_of(i for k in twins.members(t) for i in unions[k])] for t in range(1 << len(unions))]


def restricted(values, unions, leaver):
    """The game and the unions after one player has left."""
    n = twins.count_players(values)
    others = [i for i in range(n) if i != leaver]
    left = [[others.index(i) for i in union if i != leaver] for union in unions]
    return twins.subgame(values, others), named([union for union in left if union])


@given(FOUR, PARTITIONS)
def test_quotient_game_property(values, unions):
    """Owen, 1977: a union gets what it would get if it were one player between the others."""
    found = pay("owen", values, unions=named(unions))
    assert [found[union].sum() for union in unions] == pytest.approx(pay("shapley", quotient(values, unions)), **CLOSE)


@given(FOUR, PARTITIONS)
def test_the_quotient_game_of_the_package_is_the_one_of_the_property(values, unions):
    game = al.QuotientGame(al.TableGame(values), named(unions))
    assert game.table().tolist() == quotient(values, unions)


@given(FOUR, PARTITIONS)
def test_single_unions_have_the_banzhaf_value_of_the_quotient(values, unions):
    """The 1-quotient game property, Alonso-Meijide et al., 2007."""
    found = pay("banzhaf_owen", values, unions=named(unions))
    between = pay("banzhaf", quotient(values, unions))
    for k, union in enumerate(unions):
        if len(union) == 1:
            assert found[union[0]] == pytest.approx(between[k], **CLOSE)


@pytest.mark.parametrize("rule", ["owen", "banzhaf_owen", "aumann_dreze"])
@given(values=FOUR)
def test_alike_members_of_a_union_get_alike(rule, values):
    found = pay(rule, alike(values, 0, 1), unions=named([[0, 1], [2, 3]]))
    assert found[0] == pytest.approx(found[1], **CLOSE)


@given(FOUR)
def test_alike_unions_get_alike(values):
    """Symmetry in the quotient game: equal blocs get equal totals, however different their members are."""
    unions = [[0, 1], [2], [3]]
    table = list(values)
    for rest in (0, 8):
        table[3 | rest] = table[4 | rest] = values[4 | rest]
    found = pay("owen", table, unions=named(unions))
    assert found[0] + found[1] == pytest.approx(found[2], **CLOSE)


@given(FOUR, PARTITIONS)
def test_members_of_a_union_lose_alike_by_each_others_exit(values, unions):
    """Intracoalitional balanced contributions, Calvo, Lasaga and Winter, 1996."""
    whole = pay("owen", values, unions=named(unions))
    for union in unions:
        for i in union:
            for j in union:
                if i < j:
                    table, left = restricted(values, unions, j)
                    mine = whole[i] - pay("owen", table, unions=left)[i - (i > j)]
                    table, left = restricted(values, unions, i)
                    yours = whole[j] - pay("owen", table, unions=left)[j - (j > i)]
                    assert mine == pytest.approx(yours, **CLOSE)


@given(FOUR, st.data())
def test_unions_lose_alike_by_each_others_exit(values, data):
    """Intercoalitional balanced contributions: the Shapley value between unions has them."""
    unions = data.draw(PARTITIONS.filter(lambda given: len(given) > 1))
    whole = pay("owen", values, unions=named(unions))

    def loss(stayer, leaver):
        others = [i for i in range(4) if i not in leaver]
        left = [[others.index(i) for i in union] for union in unions if union is not leaver]
        after = pay("owen", twins.subgame(values, others), unions=named(left))
        return whole[stayer].sum() - after[[others.index(i) for i in stayer]].sum()

    assert loss(unions[0], unions[1]) == pytest.approx(loss(unions[1], unions[0]), **CLOSE)


@pytest.mark.parametrize("rule", RULES)
@given(values=tables(3, 3), unions=partitions(3))
def test_who_adds_nothing_gets_nothing_in_whatever_union(rule, values, unions):
    for host in range(len(unions)):
        joined = [[*union, 3] if k == host else union for k, union in enumerate(unions)]
        assert pay(rule, [*values, *values], unions=named(joined))[3] == pytest.approx(0, **CLOSE)


@given(tables(3, 3), partitions(3))
def test_a_union_of_nobodies_changes_nothing_for_the_others(values, unions):
    found = pay("owen", [*values, *values], unions=named([*unions, [3]]))
    assert found[:3] == pytest.approx(pay("owen", values, unions=named(unions)), **CLOSE)


@pytest.mark.parametrize(
    ("group", "unions", "owen", "banzhaf_owen"),
    [
        ([0, 1, 2], [[0, 1], [2], [3]], [1 / 4, 1 / 4, 1 / 2, 0], [1 / 4, 1 / 4, 1 / 2, 0]),
        ([0, 1, 2, 3], [[0, 1, 2], [3]], [1 / 6, 1 / 6, 1 / 6, 1 / 2], [1 / 8, 1 / 8, 1 / 8, 1 / 2]),
        ([0, 2], [[0, 1], [2, 3]], [1 / 2, 0, 1 / 2, 0], [1 / 2, 0, 1 / 2, 0]),
        ([0, 1], [[0, 1], [2, 3]], [1 / 2, 1 / 2, 0, 0], [1 / 2, 1 / 2, 0, 0]),
        ([0, 1, 2, 3], [[0, 1], [2, 3]], [1 / 4] * 4, [1 / 4] * 4),
        ([0, 1, 2, 3], [[0], [1], [2], [3]], [1 / 4] * 4, [1 / 8] * 4),
    ],
)
def test_a_carrier_is_shared_between_unions_and_then_inside(group, unions, owen, banzhaf_owen):
    table = carrier(4, group)
    assert pay("owen", table, unions=named(unions)) == pytest.approx(owen, abs=1e-15)
    assert pay("banzhaf_owen", table, unions=named(unions)) == pytest.approx(banzhaf_owen, abs=1e-15)


@pytest.mark.parametrize(
    ("unions", "expected"),
    [([], [1 / 3, 1 / 3, 1 / 6, 1 / 6]), ([["3", "4"]], [1 / 3, 1 / 3, 1 / 6, 1 / 6]), ([["1", "2"]], [1 / 2, 1 / 2, 0, 0])],
)
def test_the_blocs_of_a_parliament(unions, expected):
    """Seats 2, 2, 1, 1 of which 4 pass: the small ones gain nothing by a bloc (2, 2, 2), the large ones take everything by theirs."""
    values = [float(sum([2, 2, 1, 1][i] for i in twins.members(mask)) >= 4) for mask in range(16)]
    assert pay("owen", values, unions=unions) == pytest.approx(expected, abs=1e-15)


@given(FOUR, PARTITIONS, st.lists(WHOLE, min_size=16, max_size=16))
def test_alone_together_a_union_does_not_care_about_the_rest(values, unions, noise):
    """Aumann and Drèze, 1974: only what a union can do by itself decides its split."""
    inside = {twins.mask_of(part) for union in unions for part in twins.subsets(union)}
    changed = [v if mask in inside else noise[mask] for mask, v in enumerate(values)]
    options = {"unions": named(unions)}
    assert pay("aumann_dreze", changed, **options) == pytest.approx(pay("aumann_dreze", values, **options), **CLOSE)


@given(FOUR, PARTITIONS)
def test_inside_a_union_exits_are_balanced_under_aumann_dreze(values, unions):
    whole = pay("aumann_dreze", values, unions=named(unions))
    for union in unions:
        for i, j in pairwise(union):
            table, left = restricted(values, unions, j)
            mine = whole[i] - pay("aumann_dreze", table, unions=left)[i - (i > j)]
            table, left = restricted(values, unions, i)
            assert mine == pytest.approx(whole[j] - pay("aumann_dreze", table, unions=left)[j - (j > i)], **CLOSE)


@given(FOUR, PARTITIONS)
def test_splitting_what_unions_earn_apart_is_splitting_the_game_of_parts(values, unions):
    """The Owen and the Aumann–Drèze value agree where nothing is gained between unions."""
    masks = [twins.mask_of(union) for union in unions]
    apart = [sum(values[mask & union] for union in masks) for mask in range(16)]
    options = {"unions": named(unions)}
    assert pay("owen", apart, **options) == pytest.approx(pay("aumann_dreze", values, **options), **CLOSE)


def test_unions_of_many_players_are_split_without_the_table_of_all():
    """Forty players in eight unions of five: only their own coalitions are ever asked for."""
    game = al.FunctionGame(lambda rows: rows.sum(axis=1) ** 2.0, [f"m{i}" for i in range(40)], vectorised=True)
    unions = [[f"m{i}" for i in range(k, k + 5)] for k in range(0, 40, 5)]
    assert al.aumann_dreze(game, unions).payoffs == pytest.approx([5.0] * 40, abs=1e-12)


def test_a_large_union_is_asked_for_in_blocks():
    """No more than a block of rows exists at a time, whatever the number of outsiders."""
    seen = []

    def worth(rows):
        seen.append(rows.shape)
        return rows.sum(axis=1).astype(float)

    game = al.FunctionGame(worth, [f"m{i}" for i in range(30)], vectorised=True)
    found = al.aumann_dreze(game, [[f"m{i}" for i in range(17)]])
    assert found.payoffs == pytest.approx([1.0] * 30, abs=1e-12)
    assert max(rows for rows, _ in seen) <= 2**16


@pytest.mark.parametrize("rule", ["owen", "banzhaf_owen"])
@pytest.mark.parametrize("n", [9, 12])
def test_games_of_several_blocks_follow_the_dividends(rule, n):
    """An independent route: dividends met by unions, in rational numbers."""
    values = np.random.default_rng(n).integers(-9, 9, 1 << n).astype(float)
    values[0] = 0
    game = al.TableGame(values)
    unions = [[str(i + 1) for i in range(k, min(k + 3, n))] for k in range(0, n, 3)]
    found = al.split(game, rule=rule, unions=unions)
    from allocation.registry import RULES

    exact = RULES[rule].exact_payoffs(game.exact_table(), found.options)
    assert found.payoffs == pytest.approx([float(x) for x in exact], abs=1e-9)


@given(FOUR, PARTITIONS)
def test_recorded_unions_are_a_partition(values, unions):
    assume(len(unions) > 1)
    recorded = al.owen(al.TableGame(values), named(unions[:1])).options["unions"]
    assert sorted(name for union in recorded for name in union) == ["1", "2", "3", "4"]
