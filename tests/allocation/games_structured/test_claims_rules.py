"""Every claims rule: reference numbers, definitions, axioms, degenerate and extreme amounts."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins_structured import arrivals, as_fractions

import allocation as al
from allocation.claims.registry import CLAIMS_RULES

NAMES = {
    "PRO": "proportional",
    "APRO": "adjusted_proportional",
    "CEA": "cea",
    "CEL": "cel",
    "TAL": "talmud",
    "PIN": "piniles",
    "RA": "random_arrival",
    "MO": "minimal_overlap",
}
RULES = sorted(CLAIMS_RULES)


def keeping(promise):
    return [name for name in RULES if promise in CLAIMS_RULES[name].promises]


def shares(rule, claims, estate):
    return al.divide(claims, estate, rule).payoffs


def exact(rule, claims, estate):
    return CLAIMS_RULES[rule].exactly(list(claims), estate)


@st.composite
def problems(draw, most=6):
    """Integer claims with ties and zeros, and an estate in quarters up to their sum."""
    claims = [Fraction(x) for x in draw(st.lists(st.integers(0, 30), min_size=1, max_size=most))]
    return claims, Fraction(draw(st.integers(0, int(4 * sum(claims)))), 4)


def test_all_rules_of_the_design_are_there():
    assert {rule.name for rule in al.claims_rules()} == set(NAMES.values())


@pytest.mark.parametrize("code", sorted(NAMES))
def test_reference_numbers(code, vectors):
    rule = NAMES[code]
    for vector in vectors("claims"):
        claims, estate = vector["game"]["claims"], vector["game"]["estate"]
        expected = as_fractions(vector["expect"][code])
        assert exact(rule, as_fractions(claims), Fraction(estate)) == expected, vector["id"]
        assert shares(rule, claims, estate) == pytest.approx([float(x) for x in expected], abs=1e-9), vector["id"]


def test_every_reference_rule_is_tested(vectors):
    assert {code for vector in vectors("claims") for code in vector["expect"]} == set(NAMES)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_shares_agree_with_the_definition(rule, problem):
    claims, estate = problem
    found = shares(rule, [float(d) for d in claims], float(estate))
    assert found == pytest.approx([float(x) for x in exact(rule, claims, estate)], abs=1e-9)


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_definitions_stay_within_claims_and_add_up(rule, problem):
    claims, estate = problem
    found = exact(rule, claims, estate)
    assert sum(found) == estate
    assert all(0 <= share <= claim for share, claim in zip(found, claims, strict=True))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_larger_claims_get_and_lose_no_less(rule, problem):
    claims, estate = problem
    pairs = sorted(zip(claims, exact(rule, claims, estate), strict=True))
    for (low, little), (high, much) in pairwise(pairs):
        assert little <= much
        assert low - little <= high - much


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(problem=problems(), part=st.fractions(0, 1, max_denominator=8))
def test_nobody_gets_less_of_a_larger_estate(rule, problem, part):
    claims, estate = problem
    before, after = exact(rule, claims, estate * part), exact(rule, claims, estate)
    assert all(a <= b for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=60, deadline=None)
@given(problem=problems(), more=st.integers(0, 20))
def test_nobody_gets_less_for_a_larger_claim(rule, problem, more):
    claims, estate = problem
    larger = [claims[0] + more, *claims[1:]]
    assert exact(rule, larger, estate)[0] >= exact(rule, claims, estate)[0]


@pytest.mark.parametrize("rule", keeping("self-dual"))
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_self_dual_rules_divide_the_loss_like_the_estate(rule, problem):
    claims, estate = problem
    losses = exact(rule, claims, sum(claims) - estate)
    assert exact(rule, claims, estate) == [claim - loss for claim, loss in zip(claims, losses, strict=True)]


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_equal_awards_and_equal_losses_are_dual(problem):
    claims, estate = problem
    losses = shares("cea", [float(d) for d in claims], float(sum(claims) - estate))
    assert shares("cel", [float(d) for d in claims], float(estate)) == pytest.approx([float(d) for d in claims] - losses, abs=1e-9)


@pytest.mark.parametrize("rule", keeping("truncation"))
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_what_is_asked_beyond_the_estate_does_not_count(rule, problem):
    claims, estate = problem
    assert exact(rule, claims, estate) == exact(rule, [min(claim, estate) for claim in claims], estate)


@pytest.mark.parametrize("rule", keeping("minimal rights first"))
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_minimal_rights_may_be_paid_first(rule, problem):
    claims, estate = problem
    rights = [max(Fraction(0), estate - sum(claims) + claim) for claim in claims]
    rest = exact(rule, [claim - right for claim, right in zip(claims, rights, strict=True)], estate - sum(rights))
    assert exact(rule, claims, estate) == [right + share for right, share in zip(rights, rest, strict=True)]


@pytest.mark.parametrize("rule", keeping("composition"))
@settings(max_examples=60, deadline=None)
@given(problem=problems(), part=st.fractions(0, 1, max_denominator=8))
def test_an_estate_may_be_divided_in_two_instalments(rule, problem, part):
    claims, estate = problem
    first = exact(rule, claims, estate * part)
    second = exact(rule, [claim - paid for claim, paid in zip(claims, first, strict=True)], estate - estate * part)
    assert exact(rule, claims, estate) == [a + b for a, b in zip(first, second, strict=True)]


@pytest.mark.parametrize("rule", keeping("consistent"))
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_who_stays_divides_the_same_when_one_leaves_with_its_share(rule, problem):
    claims, estate = problem
    first, *others = exact(rule, claims, estate)
    if others:
        assert exact(rule, claims[1:], estate - first) == others


@pytest.mark.parametrize("rule", keeping("minimal share"))
@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_everybody_gets_an_nth_of_its_claim_or_of_the_estate(rule, problem):
    claims, estate = problem
    assert all(share >= min(claim, estate) / len(claims) for share, claim in zip(exact(rule, claims, estate), claims, strict=True))


@pytest.mark.parametrize(
    ("rule", "promise", "claims", "estate"),
    [
        ("cea", "self-dual", [1, 9], 4),
        ("proportional", "truncation", [1, 9], 2),
        ("cel", "truncation", [1, 9], 2),
        ("piniles", "truncation", [2, 9], 3),
    ],
)
def test_promises_not_made_are_really_broken(rule, promise, claims, estate):
    assert promise not in CLAIMS_RULES[rule].promises
    claims, estate = as_fractions(claims), Fraction(estate)
    other = {
        "self-dual": lambda: [d - x for d, x in zip(claims, exact(rule, claims, sum(claims) - estate), strict=True)],
        "truncation": lambda: exact(rule, [min(d, estate) for d in claims], estate),
    }[promise]()
    assert exact(rule, claims, estate) != other


@pytest.mark.parametrize("rule", RULES)
def test_nothing_to_divide_gives_nothing(rule):
    assert shares(rule, [3, 0, 5], 0).tolist() == [0, 0, 0]


@pytest.mark.parametrize("rule", RULES)
def test_enough_for_all_pays_every_claim(rule):
    assert shares(rule, [3, 0, 5, 0.1], 8.1) == pytest.approx([3, 0, 5, 0.1], abs=1e-14)


@pytest.mark.parametrize("rule", RULES)
def test_no_claims_at_all(rule):
    assert shares(rule, [0, 0], 0).tolist() == [0, 0]


@pytest.mark.parametrize("rule", RULES)
def test_one_claimant_gets_the_estate(rule):
    assert shares(rule, [7], 4).tolist() == [4]


@pytest.mark.parametrize("rule", RULES)
def test_equal_claims_get_equal_shares(rule):
    assert shares(rule, [6, 6, 6, 6], 9) == pytest.approx([2.25] * 4, abs=1e-14)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("scale", [2.0**-1060, 2.0**-200, 2.0**200, 2.0**1015])
def test_scaling_by_a_power_of_two_is_exact(rule, scale):
    """Up to the smallest and the largest floats, where plain sums would vanish or overflow."""
    claims, estate = np.array([100.0, 200.0, 300.0, 40.0]), 416.0
    plain, scaled = shares(rule, claims, estate), shares(rule, claims * scale, estate * scale)
    if scale > 2.0**-1000:
        assert (plain * scale).tolist() == scaled.tolist()
    else:
        assert (plain * scale).tolist() == pytest.approx(scaled.tolist(), abs=5e-324)


@pytest.mark.parametrize("rule", RULES)
def test_a_small_estate_under_large_claims_is_divided_in_full(rule):
    found = shares(rule, [1e15, 1e15 + 1, 3.0], 1.0)
    assert found.sum() == pytest.approx(1.0, abs=1e-9)
    assert (found >= 0).all()


@pytest.mark.parametrize("rule", RULES)
def test_a_tiny_claim_beside_a_huge_one_keeps_its_digits(rule):
    """Sums of claims must not be subtracted from each other: the tiny claim would be lost in the rounding of the huge one."""
    claims, estate = [1.12171097e-05, 6.41504899e05], 0.9844930830691945
    expected = exact(rule, as_fractions(claims), Fraction(str(estate)))
    assert shares(rule, claims, estate) == pytest.approx([float(x) for x in expected], rel=1e-11)


@pytest.mark.parametrize("rule", RULES)
def test_names_follow_the_claims(rule):
    """Players in another order get the same shares."""
    claims = np.array([13.0, 5.0, 8.0, 21.0, 1.0])
    order = np.array([3, 0, 4, 1, 2])
    assert shares(rule, claims[order], 17) == pytest.approx(shares(rule, claims, 17)[order], abs=1e-12)


@pytest.mark.parametrize("rule", RULES)
def test_the_same_call_gives_the_same_bits(rule):
    claims = [13.7, 5.1, 8.9, 21.3]
    assert shares(rule, claims, 17.9).tobytes() == shares(rule, claims, 17.9).tobytes()


@pytest.mark.parametrize("rule", [name for name in RULES if name != "random_arrival"])
def test_ten_thousand_claimants_add_up(rule):
    claims = np.random.default_rng(5).pareto(1.5, 10_000)
    for part in (1e-6, 0.3, 0.5, 0.9):
        estate = float(claims.sum() * part)
        found = shares(rule, claims, estate)
        assert found.sum() == pytest.approx(estate, rel=1e-11)
        assert (found >= 0).all()
        assert (found <= claims * (1 + 1e-12)).all()


@pytest.mark.parametrize("rule", RULES)
def test_titles_and_meanings_are_in_both_languages(rule):
    described = CLAIMS_RULES[rule]
    for text in (described.title, described.meaning):
        assert any("一" <= letter <= "鿿" for letter in text.zh)
        assert text.en.isascii()
    assert described.formula
    assert described.reference


def test_divide_returns_a_described_allocation():
    a = al.divide({"A": 100, "B": 200, "C": 300}, 200, rule="talmud")
    assert (a.players, a.rule, a.method) == (("A", "B", "C"), "talmud", "closed form")
    assert a["B"] == 75.0


def test_divide_uses_the_talmud_when_no_rule_is_named():
    assert al.divide([50, 100], 100).payoffs.tolist() == [25.0, 75.0]


def test_an_unknown_rule_names_the_closest():
    with pytest.raises(al.RuleError, match="did you mean talmud"):
        al.divide([1, 2], 1, rule="talmut")


def test_orders_of_arrival_are_the_definition_of_random_arrival():
    claims = as_fractions([3, 3, 0, 7, "2.5"])
    for estate in as_fractions([0, 1, 4, "7.25", 15, "15.5"]):
        assert exact("random_arrival", claims, estate) == arrivals(claims, estate)
