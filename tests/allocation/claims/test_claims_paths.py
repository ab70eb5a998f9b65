"""Claims rules followed along the whole path of estates, in fractions, and the programs that they solve."""

from fractions import Fraction
from itertools import combinations, pairwise, permutations

import numpy as np
import pytest
from scipy.optimize import linprog

import allocation as al
from allocation.claims.registry import CLAIMS_RULES

every = pytest.mark.parametrize("name", CLAIMS_RULES)
CLAIMS = [(1, 1), (10, 20, 30), (5, 5, 9), (1, 2, 3, 60), (4, 0, 7), (12,), (3, 8, 8, 15, 21)]
along = pytest.mark.parametrize("claims", CLAIMS, ids=str)


def exactly(name, claims, estate):
    return CLAIMS_RULES[name].exactly([Fraction(claim) for claim in claims], Fraction(estate))


def path(name, claims, steps=24):
    total = sum(claims)
    return [exactly(name, claims, Fraction(total * k, steps)) for k in range(steps + 1)]


@along
@every
def test_every_further_coin_is_handed_out_and_nobody_pays_for_it(name, claims):
    step = Fraction(sum(claims), 24)
    for before, after in pairwise(path(name, claims)):
        gains = [b - a for a, b in zip(before, after, strict=True)]
        assert sum(gains) == step
        assert all(0 <= gain <= step for gain in gains)


@along
@every
def test_the_path_starts_at_nothing_and_ends_at_the_claims(name, claims):
    awards = path(name, claims)
    assert awards[0] == [0] * len(claims)
    assert awards[-1] == list(claims)


@along
@every
def test_floats_follow_the_fractions_along_the_path(name, claims):
    for k in range(9):
        estate = sum(claims) * k / 8
        found = al.divide(list(claims), estate, rule=name)
        assert found.payoffs.tolist() == pytest.approx([float(x) for x in exactly(name, claims, estate)], abs=1e-12 * max(claims))


@along
def test_equal_awards_level_whoever_is_not_paid_in_full(claims):
    for awards in path("cea", claims):
        short = {award for award, claim in zip(awards, claims, strict=True) if award < claim}
        assert len(short) <= 1
        assert all(award <= level for award in awards for level in short)


@along
def test_equal_losses_level_whoever_gets_anything(claims):
    for awards in path("cel", claims):
        losses = [claim - award for award, claim in zip(awards, claims, strict=True)]
        paid = {loss for loss, award in zip(losses, awards, strict=True) if award > 0}
        assert len(paid) <= 1
        assert all(loss <= level for loss in losses for level in paid)


def misfit(awards, targets):
    return sum((x - t) ** 2 for x, t in zip(awards, targets, strict=True))


@pytest.mark.parametrize(("name", "nearest"), [("cea", 0), ("cel", 1)])
@along
def test_no_small_exchange_brings_the_awards_nearer_to_their_target(name, nearest, claims):
    """Of all divisions, equal awards lie nearest to nothing and equal losses nearest to the claims."""
    targets, move = [nearest * claim for claim in claims], Fraction(1, 1000)
    for awards in path(name, claims, steps=12):
        for giver, taker in permutations(range(len(claims)), 2):
            changed = list(awards)
            changed[giver] -= move
            changed[taker] += move
            if changed[giver] >= 0 and changed[taker] <= claims[taker]:
                assert misfit(changed, targets) > misfit(awards, targets)


@pytest.mark.parametrize("claims", [c for c in CLAIMS if len(c) > 1], ids=str)
def test_equal_awards_are_the_largest_smallest_part(claims):
    """A linear program that knows nothing of levels: whoever gets least cannot get more."""
    estate, n = Fraction(sum(claims), 3), len(claims)
    rows = np.hstack((-np.eye(n), np.ones((n, 1))))
    everything = np.append(np.ones(n), 0.0)[None, :]
    limits = [*((0, c) for c in claims), (0, None)]
    found = linprog(np.append(np.zeros(n), -1.0), A_ub=rows, b_ub=np.zeros(n), A_eq=everything, b_eq=[float(estate)], bounds=limits)
    assert -found.fun == pytest.approx(float(min(exactly("cea", claims, estate))))


def unit_by_unit(claims, estate):
    """O'Neill: stack the claims from the bottom of the estate; every unit is shared by all who claim it."""
    awards = [Fraction(0)] * len(claims)
    for unit in range(estate):
        sharing = [i for i, claim in enumerate(claims) if claim > unit]
        for i in sharing:
            awards[i] += Fraction(1, len(sharing))
    return awards


@pytest.mark.parametrize("claims", [(1, 4), (2, 3, 9), (30, 40, 60, 120), (5, 5, 5)])
def test_minimal_overlap_shares_every_unit_among_its_claimants(claims):
    for estate in {1, max(claims) // 2, max(claims)}:
        capped = [min(c, estate) for c in claims]
        assert exactly("minimal_overlap", claims, estate) == unit_by_unit(capped, estate)


@along
def test_piniles_is_equal_awards_on_halves_twice(claims):
    halves, total = [Fraction(c, 2) for c in claims], Fraction(sum(claims))
    for k in range(13):
        estate = total * k / 12
        first = CLAIMS_RULES["cea"].exactly(halves, min(estate, total / 2))
        second = CLAIMS_RULES["cea"].exactly(halves, max(Fraction(0), estate - total / 2))
        assert exactly("piniles", claims, estate) == [a + b for a, b in zip(first, second, strict=True)]


@along
def test_below_half_of_all_claims_piniles_is_the_talmud(claims):
    for k in range(5):
        estate = Fraction(sum(claims) * k, 8)
        assert exactly("piniles", claims, estate) == exactly("talmud", claims, estate)


@along
def test_any_two_share_what_the_talmud_gives_them_like_the_garment(claims):
    """Aumann and Maschler: the only rule under which every pair divides its part by concede and divide."""
    for awards in path("talmud", claims, steps=12):
        for i, j in combinations(range(len(claims)), 2):
            part = awards[i] + awards[j]
            conceded = [max(Fraction(0), part - claims[j]), max(Fraction(0), part - claims[i])]
            half = (part - sum(conceded)) / 2
            assert [awards[i], awards[j]] == [conceded[0] + half, conceded[1] + half]


@along
def test_random_arrival_two_by_two_differs_from_the_talmud_only_with_more_than_two(claims):
    same = [
        exactly("random_arrival", claims, e) == exactly("talmud", claims, e) for e in (Fraction(sum(claims) * k, 12) for k in range(13))
    ]
    assert all(same) or len(set(claims) - {0}) > 1
    if len([c for c in claims if c]) <= 2:
        assert all(same)


@every
def test_claims_far_apart_keep_their_digits(name):
    found = al.divide([1e-3, 1e9], 5e8, rule=name)
    assert found.payoffs.sum() == pytest.approx(5e8, rel=1e-12)
    assert (found.payoffs >= 0).all()
    assert found.payoffs[0] <= 1e-3


@every
def test_a_huge_family_of_equal_claims_is_paid_equally(name):
    n = 16 if name == "random_arrival" else 1000
    found = al.divide(np.full(n, 3.0), 1.5 * n, rule=name)
    assert found.payoffs == pytest.approx(np.full(n, 1.5), rel=1e-12)


@pytest.mark.parametrize(
    ("claims", "estate", "told"),
    [
        ([1, -2], 0.5, "the claim of '2' is -2.0: a claim is at least 0"),
        ([-1] * 7, 0, "2 more claims are negative"),
        ([1, 2], -1, "the estate is -1.0: it must be at least 0"),
        ([1, 2], 3.5, "the estate 3.5 exceeds the sum of the claims 3.0"),
        ([1, 2], float("nan"), "the estate must be a finite number, got nan"),
        ([1, 2], "much", "the estate must be a number, got 'much'"),
        ([1, float("inf")], 1, "the claims"),
        ([], 0, ""),
    ],
)
def test_a_problem_that_is_none_says_why(claims, estate, told):
    with pytest.raises(al.GameError) as error:
        al.divide(claims, estate)
    assert told in str(error.value)


def test_negative_claims_and_a_wrong_estate_are_told_together():
    with pytest.raises(al.GameError) as error:
        al.divide([-1, 2], -5)
    assert "the claim of '1' is -1.0" in str(error.value)
    assert "the estate is -5.0" in str(error.value)


def test_claims_by_name_must_be_those_of_the_players():
    with pytest.raises(al.GameError, match="are not the players"):
        al.divide({"A": 1, "B": 2}, 1, players=["A", "C"])
    found = al.divide({"A": 1, "B": 3}, 2, rule="proportional", players=["B", "A"])
    assert (found.players, found.payoffs.tolist()) == (("B", "A"), [1.5, 0.5])
