"""Claims: problems that are in every textbook, and what tells the rules apart."""

from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.claims.registry import CLAIMS_RULES

every = pytest.mark.parametrize("name", CLAIMS_RULES)
AMOUNTS = st.lists(st.integers(0, 40), min_size=1, max_size=5).filter(any)


@st.composite
def problems(draw):
    claims = draw(AMOUNTS)
    return claims, draw(st.integers(0, sum(claims)))


def exactly(name, claims, estate):
    return CLAIMS_RULES[name].exactly([Fraction(claim) for claim in claims], Fraction(estate))


# Published problems


@pytest.mark.parametrize("name", ["talmud", "adjusted_proportional", "random_arrival", "minimal_overlap"])
def test_the_contested_garment(name):
    """Baba Metzia 2a: one claims all, the other half; he takes three quarters, the other one."""
    assert exactly(name, [100, 50], 100) == [75, 25]


@pytest.mark.parametrize(("estate", "shares"), [(100, ["100/3"] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])])
def test_the_three_wives(estate, shares):
    """Ketubot 93a: marriage contracts of 100, 200 and 300."""
    assert exactly("talmud", [100, 200, 300], estate) == [Fraction(share) for share in shares]


def test_ibn_ezras_inheritance():
    """O'Neill 1982: sons claim 120, 60, 40, 30 of an estate of 120; what k sons claim is split among k."""
    fourth = Fraction(30, 4)
    third = fourth + Fraction(10, 3)
    second = third + Fraction(20, 2)
    assert exactly("minimal_overlap", [30, 40, 60, 120], 120) == [fourth, third, second, second + 60]


def test_rabads_dilemma_of_equal_gains_and_equal_losses():
    """Maimonides and his critics: 100, 200, 300 with 300 to share."""
    assert exactly("cea", [100, 200, 300], 300) == [100, 100, 100]
    assert exactly("cel", [100, 200, 300], 300) == [0, 100, 200]
    assert exactly("proportional", [100, 200, 300], 300) == [50, 100, 150]


def test_two_claimants_concede_and_divide():
    """With two, the Talmud, adjusted proportions, random arrival and minimal overlap all concede what is not claimed and halve the rest."""
    for low, high, estate in [(30, 80, 50), (30, 80, 100), (1, 9, 2), (5, 5, 7)]:
        conceded = max(0, estate - high), max(0, estate - low)
        half = Fraction(estate - sum(conceded), 2)
        for name in ("talmud", "adjusted_proportional", "random_arrival", "minimal_overlap"):
            assert exactly(name, [low, high], estate) == [conceded[0] + half, conceded[1] + half]


# Who is favoured


def lorenz(shares):
    """Sums of the smallest k shares: larger everywhere means more equal."""
    return list(accumulate(sorted(shares)))


@every
@given(problem=problems())
def test_equal_awards_are_the_most_equal_and_equal_losses_the_least(name, problem):
    top, found, bottom = (lorenz(exactly(rule, *problem)) for rule in ("cea", name, "cel"))
    assert all(high >= middle >= low for high, middle, low in zip(top, found, bottom, strict=True))


@every
@given(problem=problems())
def test_equal_awards_spread_awards_least_and_equal_losses_spread_losses_least(name, problem):
    claims, _ = problem
    awards = {rule: exactly(rule, *problem) for rule in ("cea", "cel", name)}

    def spread(numbers):
        return sum((x - sum(numbers) / len(numbers)) ** 2 for x in numbers)

    def losses(shares):
        return [claim - share for claim, share in zip(claims, shares, strict=True)]

    assert spread(awards["cea"]) <= spread(awards[name])
    assert spread(losses(awards["cel"])) <= spread(losses(awards[name]))


@pytest.mark.parametrize("name", ["talmud", "adjusted_proportional", "random_arrival", "proportional", "piniles"])
@given(claims=AMOUNTS)
def test_half_of_all_claims_pays_half_of_every_claim(name, claims):
    assert exactly(name, [2 * claim for claim in claims], sum(claims)) == claims


# Merging, splitting, coming and going


@given(problem=problems(), data=st.data())
def test_only_proportional_shares_cannot_be_gained_by_merging_claims(problem, data):
    claims, estate = problem
    cut = data.draw(st.integers(1, len(claims)))
    merged = [sum(claims[:cut]), *claims[cut:]]
    assert sum(exactly("proportional", claims, estate)[:cut]) == exactly("proportional", merged, estate)[0]


def test_splitting_a_claim_pays_under_equal_awards_and_merging_under_equal_losses():
    assert sum(exactly("cea", [50, 50, 100], 90)[:2]) > exactly("cea", [100, 100], 90)[0]
    assert sum(exactly("cel", [50, 50, 100], 90)[:2]) < exactly("cel", [100, 100], 90)[0]


@pytest.mark.parametrize("name", ["proportional", "cea", "cel", "talmud", "piniles"])
@given(problem=problems(), new=st.integers(0, 40))
def test_a_newcomer_makes_nobody_better_off(name, problem, new):
    claims, estate = problem
    before, after = exactly(name, claims, estate), exactly(name, [*claims, new], estate)
    assert all(b >= a for b, a in zip(before, after, strict=False))


@every
@given(problem=problems())
def test_an_empty_claim_changes_nothing(name, problem):
    claims, estate = problem
    assert exactly(name, [*claims, 0], estate) == [*exactly(name, claims, estate), 0]


@every
@given(problem=problems(), times=st.integers(1, 9))
def test_money_may_be_counted_in_any_unit(name, problem, times):
    claims, estate = problem
    assert exactly(name, [times * claim for claim in claims], times * estate) == [times * x for x in exactly(name, claims, estate)]


@every
@given(problem=problems(), data=st.data())
def test_the_order_of_claimants_does_not_matter(name, problem, data):
    claims, estate = problem
    order = data.draw(st.permutations(range(len(claims))))
    plain, moved = exactly(name, claims, estate), exactly(name, [claims[i] for i in order], estate)
    assert moved == [plain[i] for i in order]


# Values of the game


@pytest.mark.parametrize(("rule", "value"), [("talmud", "nucleolus"), ("adjusted_proportional", "tau"), ("random_arrival", "shapley")])
@given(problem=problems())
def test_rules_that_are_values_of_the_claims_game(rule, value, problem):
    """Compared with the value of its table, which knows nothing of claims."""
    claims, estate = problem
    table = al.TableGame(al.ClaimsGame(claims, estate).table())
    assert al.split(table, rule=value).payoffs == pytest.approx([float(x) for x in exactly(rule, claims, estate)], abs=1e-7)


@given(problem=problems())
def test_claims_games_are_convex_and_worth_minimal_rights_alone(problem):
    claims, estate = problem
    game = al.ClaimsGame(claims, estate)
    assert al.properties(game).convex
    assert game.singles().tolist() == [max(0, estate - sum(claims) + claim) for claim in claims]


@given(problem=problems())
def test_claims_beyond_the_estate_leave_the_game_unchanged(problem):
    claims, estate = problem
    cut = [min(claim, estate) for claim in claims]
    assert np.array_equal(al.ClaimsGame(cut, estate).table(), al.ClaimsGame(claims, estate).table())
