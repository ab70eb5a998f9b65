"""Votes as they are written, meetings played through vote by vote, and indices as integrals of a polynomial in fractions."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

import allocation as al
from allocation.voting.condition import Threshold, combined, losing_boxes
from allocation.voting.weights import as_exact, whole_rule

BODIES = [((3, 2, 1, 1), 4), ((4, 4, 4, 2, 2, 1), 12), ((7, 3, 3, 2, 1), 9), ((1, 1, 1, 1, 1), 3), ((9, 5, 1, 1, 1), 10)]
bodies = pytest.mark.parametrize(("weights", "quota"), BODIES, ids=str)


def subsets(n):
    return [s for size in range(n + 1) for s in combinations(range(n), size)]


def times(a, b):
    """Product of two polynomials, lowest power first."""
    product = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            product[i + j] += x * y
    return product


def carrying_polynomial(weights, quota, i):
    """The chance that i carries the decision when every other joins with chance t, as a polynomial in t."""
    n, total = len(weights), [Fraction(0)]
    for s in subsets(n):
        if i in s or not quota - weights[i] <= sum(weights[j] for j in s) < quota:
            continue
        term = [Fraction(1)]
        for j in range(n):
            if j != i:
                term = times(term, [Fraction(0), Fraction(1)] if j in s else [Fraction(1), Fraction(-1)])
        total = [a + b for a, b in zip(total + [Fraction(0)] * len(term), term + [Fraction(0)] * len(total), strict=False)]
    return total


@bodies
def test_shapley_and_shubik_integrate_the_chance_of_carrying(weights, quota):
    expected = [sum(c / (k + 1) for k, c in enumerate(carrying_polynomial(weights, quota, i))) for i in range(len(weights))]
    exact = al.power(al.VotingGame(weights, quota=quota))
    floating = al.power(al.VotingGame(weights, quota=quota), how="floating")
    assert list(exact.fractions) == expected
    assert all(abs(Fraction(x) - e) <= Fraction(floating.error_bound) for x, e in zip(floating.values.tolist(), expected, strict=True))


@bodies
def test_banzhaf_is_the_chance_at_one_half(weights, quota):
    expected = [sum(c / 2**k for k, c in enumerate(carrying_polynomial(weights, quota, i))) for i in range(len(weights))]
    assert list(al.power(al.VotingGame(weights, quota=quota), index="banzhaf").fractions) == expected


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (0.1, Fraction(1, 10)),
        (Decimal("0.10"), Fraction(1, 10)),
        (7, 7),
        (Fraction(2, 3), Fraction(2, 3)),
        (np.int64(4), 4),
        (2**70, 2**70),
    ],
)
def test_numbers_are_what_was_written(number, exact):
    assert as_exact(number, "x") == exact


@pytest.mark.parametrize("number", [True, "3", None, float("nan"), float("inf"), Decimal("NaN"), 1 + 2j])
def test_what_is_no_number_of_votes_is_named(number):
    with pytest.raises(al.GameError, match="the votes of A must be"):
        as_exact(number, "the votes of A")


@pytest.mark.parametrize(
    ("weights", "quota"), [((0.3, 0.3, 0.4), 0.6), ((1.5, 1, 0.5), 1.6), ((10, 20, 30), 35), ((Fraction(1, 3), Fraction(1, 6)), 0.4)]
)
def test_whole_votes_decide_like_the_written_ones(weights, quota):
    whole, needed = whole_rule(weights, quota)
    exact, least = [as_exact(w, "w") for w in weights], as_exact(quota, "q")
    assert np.gcd.reduce(whole) == 1
    for s in subsets(len(weights)):
        assert (sum((exact[i] for i in s), Fraction(0)) >= least) == (sum(whole[i] for i in s) >= needed)


def members(n):
    return [f"M{i}" for i in range(n)]


def outcome(rule, n, present, yes, votes, chair):
    """A charter's words in fractions: enough heads, then enough of the votes present; the chair settles an exact tie."""
    heads = Fraction(len(present), n)
    quorate = heads > rule.quorum.of if rule.quorum.exceeded else heads >= rule.quorum.of
    total, got = sum(votes[i] for i in present), sum(votes[i] for i in yes)
    enough = got > rule.majority.of * total if rule.majority.exceeded else got >= rule.majority.of * total
    tie = rule.majority.exceeded and got == rule.majority.of * total and chair in yes
    return bool(quorate and total > 0 and (enough or tie))


@pytest.mark.parametrize("chair", [None, 0])
@pytest.mark.parametrize("votes", [(1, 1, 1, 1), (3, 1, 1, 1), (2, 2, 1, 1)])
@pytest.mark.parametrize("name", al.MEETING_RULES)
def test_every_vote_of_every_meeting_of_four_comes_out_as_the_charter_says(name, votes, chair):
    rule, names = al.MEETING_RULES[name], members(4)
    for present in subsets(4):
        if chair is not None and chair not in present:
            continue
        for yes in (tuple(present[k] for k in s) for s in subsets(len(present))):
            found = rule.vote(
                names,
                present=[names[i] for i in present],
                yes=[names[i] for i in yes],
                votes=votes,
                chair=None if chair is None else names[chair],
            )
            assert found.passed == outcome(rule, 4, present, yes, votes, chair)
            assert (found.present, found.yes) == (len(present), sum(votes[i] for i in yes))


@pytest.mark.parametrize("name", al.MEETING_RULES)
def test_one_more_yes_never_turns_a_vote_down(name):
    rule, names = al.MEETING_RULES[name], members(5)
    for count in range(1, 6):
        passed = [rule.vote(names, present=names[:count], yes=names[:k]).passed for k in range(count + 1)]
        assert passed == sorted(passed)


def loses(rules, every, s):
    missed = [sum(t.weights[i] for i in s) < t.quota for t in rules]
    return any(missed) if every else all(missed)


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize(
    "rules",
    [
        [Threshold((3, 2, 1), 4), Threshold((1, 1, 1), 2)],
        [Threshold((3, 2, 1), 4), Threshold((1, 1, 1), 2), Threshold((1, 5, 1), 5)],
        [Threshold((3, 2, 1), 4), Threshold((3, 2, 1), 2)],
    ],
)
def test_boxes_count_every_losing_coalition_once(rules, every):
    boxes = losing_boxes(combined(every, rules))
    for s in subsets(3):
        counted = sum(times_ for box, times_ in boxes.items() if all(sum(t.weights[i] for i in s) < t.quota for t in box))
        assert counted == int(loses(rules, every, s))


@pytest.mark.parametrize("every", [True, False])
def test_the_dual_of_a_combination_wins_when_its_opponents_lose(every):
    condition = combined(every, [Threshold((3, 2, 1), 4), Threshold((1, 1, 1), 2)])
    rows = np.array([[i in s for i in range(3)] for s in subsets(3)])
    assert np.array_equal(condition.dual().wins(rows), ~condition.wins(~rows))
    assert np.array_equal(condition.dual().dual().wins(rows), condition.wins(rows))
