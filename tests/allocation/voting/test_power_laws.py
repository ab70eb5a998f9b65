"""Power indices when the body is changed: quotas swept, votes without effect added, members merged, rules exchanged for equal ones."""

from fractions import Fraction
from itertools import combinations, permutations
from math import comb, factorial

import numpy as np
import pytest

import allocation as al

BODIES = [((1, 1, 1), 2), ((3, 2, 1, 1), 4), ((4, 4, 4, 2, 2, 1), 12), ((7, 3, 3, 2, 1), 9), ((5, 1, 1, 1, 1), 5), ((2, 2, 2, 2), 5)]
INDICES = [one.name for one in al.power_indices() if not one.needs]
WITHOUT_HELP = [name for name in INDICES if name not in ("rae", "coleman_act", "public_help_theta", "public_help_chi")]
bodies = pytest.mark.parametrize(("weights", "quota"), BODIES, ids=str)
indices = pytest.mark.parametrize("index", INDICES)


def fractions(game, index, **options):
    return list(al.power(game, index=index, **options).fractions)


def coalitions(n):
    return [s for size in range(n + 1) for s in combinations(range(n), size)]


@pytest.mark.parametrize("index", ["shapley_shubik", "banzhaf"])
@pytest.mark.parametrize("weights", [(1, 1, 1), (3, 2, 1), (4, 3, 2, 2), (6, 1, 1, 0)])
def test_over_all_quotas_power_adds_up_to_the_votes(index, weights):
    """In any order, and before any coalition, a voter with w votes is decisive under exactly w of the possible quotas."""
    sums = [Fraction(0)] * len(weights)
    for quota in range(1, sum(weights) + 1):
        sums = [a + b for a, b in zip(sums, fractions(al.VotingGame(weights, quota=quota), index), strict=True)]
    assert sums == list(weights)


@bodies
def test_winning_coalitions_of_a_quota_and_of_its_dual_are_all_there_are(weights, quota):
    dual = sum(weights) + 1 - quota
    counts = [al.power(al.VotingGame(weights, quota=q), index="banzhaf").totals["winning"] for q in (quota, dual)]
    assert sum(counts) == 2 ** len(weights)


@indices
@bodies
def test_votes_in_another_unit_say_the_same(weights, quota, index):
    game = al.VotingGame(weights, quota=quota)
    for factor in (3, Fraction(1, 7)):
        scaled = al.VotingGame([factor * w for w in weights], quota=factor * quota)
        assert fractions(scaled, index) == fractions(game, index)


@indices
@bodies
def test_power_goes_with_the_votes_not_with_the_place(weights, quota, index):
    found = fractions(al.VotingGame(weights, quota=quota), index)
    for order in list(permutations(range(len(weights))))[1:24:5]:
        assert fractions(al.VotingGame([weights[i] for i in order], quota=quota), index) == [found[i] for i in order]


@pytest.mark.parametrize("index", WITHOUT_HELP)
@bodies
def test_a_member_without_votes_changes_nobodys_power(weights, quota, index):
    before = fractions(al.VotingGame(weights, quota=quota), index)
    after = fractions(al.VotingGame((*weights, 0), quota=quota), index)
    assert after == [*before, 0]


@bodies
def test_public_help_gives_a_member_without_votes_its_part_of_the_winning_coalitions(weights, quota):
    game = al.VotingGame((*weights, 0), quota=quota)
    won = [s for s in coalitions(len(weights) + 1) if game.wins([game.players[i] for i in s])]
    held = [sum(i in s for s in won) for i in range(len(weights) + 1)]
    assert fractions(game, "public_help_theta") == [Fraction(h, sum(held)) for h in held]


@indices
@bodies
def test_a_quota_that_no_sum_tells_apart_is_the_same_quota(weights, quota, index):
    """Rounding the quota up to the next reachable sum leaves every coalition where it was."""
    reachable = min(s for s in (sum(weights[i] for i in c) for c in coalitions(len(weights))) if s >= quota)
    assert fractions(al.VotingGame(weights, quota=reachable), index) == fractions(al.VotingGame(weights, quota=quota), index)


@bodies
def test_orders_of_voting_by_counting_them_one_by_one(weights, quota):
    n = len(weights)
    pivots = [0] * n
    for order in permutations(range(n)):
        total = 0
        for i in order:
            total += weights[i]
            if total >= quota:
                pivots[i] += 1
                break
    assert fractions(al.VotingGame(weights, quota=quota), "shapley_shubik") == [Fraction(p, factorial(n)) for p in pivots]


@pytest.mark.parametrize("how", ["exact", "floating"])
@pytest.mark.parametrize("n", [2, 7, 40])
def test_equals_share_equally_under_any_quota(n, how):
    for quota in {1, n // 2 + 1, n}:
        found = al.power(al.VotingGame([1] * n, quota=quota), how=how)
        assert found.values == pytest.approx(np.full(n, 1 / n), abs=max(found.error_bound, 1e-15))


@pytest.mark.parametrize("n", [3, 6, 11])
def test_swings_of_equals_are_binomial(n):
    for quota in (1, n // 2 + 1, n):
        found = al.power(al.VotingGame([1] * n, quota=quota), index="banzhaf")
        assert found.swings == (comb(n - 1, quota - 1),) * n
        assert found.totals["winning"] == sum(comb(n, k) for k in range(quota, n + 1))


@pytest.mark.parametrize("n", [3, 5, 9])
def test_an_apex_and_its_minors(n):
    """The apex wins with any one minor; all minors together win too: its Shapley share is (n - 2)/n."""
    found = fractions(al.VotingGame([n - 2, *[1] * (n - 1)], quota=n - 1), "shapley_shubik")
    assert found == [Fraction(n - 2, n)] + [Fraction(2, n * (n - 1))] * (n - 1)


@pytest.mark.parametrize("index", ["owen", "banzhaf_owen"])
@bodies
def test_a_union_and_its_members_in_any_order_have_the_same_power(weights, quota, index):
    game = al.VotingGame(weights, quota=quota)
    unions = [list(game.players[:2]), list(game.players[2:])]
    found = fractions(game, index, unions=unions)
    assert fractions(game, index, unions=[u[::-1] for u in unions[::-1]]) == found


@bodies
def test_members_of_a_union_share_what_the_union_has_as_one_voter(weights, quota):
    """Owen's value of a union adds up to the power of the union in the body of unions."""
    game = al.VotingGame(weights, quota=quota)
    blocks = [(0, 1), tuple(range(2, len(weights)))]
    found = fractions(game, "owen", unions=[[game.players[i] for i in b] for b in blocks])
    quotient = fractions(al.VotingGame([sum(weights[i] for i in b) for b in blocks], quota=quota), "shapley_shubik")
    assert [sum(found[i] for i in b) for b in blocks] == quotient


@indices
def test_both_of_two_rules_on_the_same_votes_is_the_stricter_one(index):
    low, high = (al.VotingGame([4, 3, 2, 1], quota=q) for q in (5, 8))
    assert fractions(al.VotingGame.all_of([low, high]), index) == fractions(high, index)
    assert fractions(al.VotingGame.any_of([low, high]), index) == fractions(low, index)


@pytest.mark.parametrize("every", [True, False])
@bodies
def test_swings_of_two_rules_by_looking_at_every_coalition(weights, quota, every):
    n = len(weights)
    heads = n // 2 + 1
    rules = [al.VotingGame(weights, quota=quota), al.VotingGame([1] * n, quota=heads)]
    game = (al.VotingGame.all_of if every else al.VotingGame.any_of)(rules)
    meets = all if every else any

    def wins(s):
        return meets([sum(weights[i] for i in s) >= quota, len(s) >= heads])

    swings = tuple(sum(wins((*s, i)) and not wins(s) for s in coalitions(n) if i not in s) for i in range(n))
    assert al.power(game, index="banzhaf").swings == swings


@bodies
def test_transfer_between_both_and_either(weights, quota):
    """Power in both plus power in either is power in one plus power in the other."""
    one = al.VotingGame(weights, quota=quota)
    other = al.VotingGame(weights[::-1], quota=quota)
    for index in ("shapley_shubik", "banzhaf"):
        joined = [fractions(g, index) for g in (al.VotingGame.all_of([one, other]), al.VotingGame.any_of([one, other]))]
        apart = [fractions(g, index) for g in (one, other)]
        assert [sum(x) for x in zip(*joined, strict=True)] == [sum(x) for x in zip(*apart, strict=True)]


@bodies
def test_roles_by_taking_everybody_away_in_turn(weights, quota):
    game = al.VotingGame(weights, quota=quota)
    roles = al.roles_of_voters(game)
    everyone = set(game.players)
    assert set(roles.veto) == {p for p in everyone if not game.wins(everyone - {p})}
    assert set(roles.passers) == {p for p in everyone if game.wins([p])}
    powers = al.power(game, index="banzhaf")
    assert set(roles.dummies) == {p for p in everyone if powers[p] == 0}
    assert roles.winning + roles.losing == 2 ** len(weights)
    assert roles.blocking == sum(game.blocks([game.players[i] for i in s]) for s in coalitions(len(weights)))


@bodies
def test_minimal_winning_coalitions_lose_by_anybodys_leaving(weights, quota):
    game = al.VotingGame(weights, quota=quota)
    found = {frozenset(s) for s in al.minimal_winning_coalitions(game)}
    expected = set()
    for s in coalitions(len(weights)):
        names = frozenset(game.players[i] for i in s)
        if game.wins(names) and not any(game.wins(names - {p}) for p in names):
            expected.add(names)
    assert found == expected


def test_a_new_member_may_give_an_old_one_more_power():
    """Brams' paradox of new members: the third of three gains when a fourth comes in."""
    before = fractions(al.VotingGame([4, 3, 2], quota=6), "banzhaf_normalised")
    after = fractions(al.VotingGame([4, 3, 2, 1], quota=6), "banzhaf_normalised")
    assert after[2] > 0
    assert before == [Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]
    assert after[1] > before[1]


@pytest.mark.parametrize(("weights", "quota"), [((1, 1), 3), ((1, 1), 0), ((1, -1), 1), ((0, 0), 1), ((1, float("nan")), 1)])
def test_a_body_that_cannot_decide_is_refused(weights, quota):
    with pytest.raises(al.GameError):
        al.VotingGame(weights, quota=quota)
