"""Quorum and majority of those present, as charters have them."""

from fractions import Fraction
from itertools import combinations

import pytest

import allocation as al

SIX = list("ABCDEF")
RULES = al.MEETING_RULES


@pytest.mark.parametrize(
    ("name", "quorum", "least_yes_of_all"),
    [
        ("one_member_one_vote", 4, 4),
        ("two_thirds_present_two_thirds", 4, 4),
        ("two_thirds_present_majority", 4, 4),
        ("majority_present_two_thirds", 4, 4),
    ],
)
def test_presets_of_six(name, quorum, least_yes_of_all):
    found = RULES[name].vote(SIX, present=SIX, yes=SIX[:4])
    assert (found.present_needed, found.yes_needed) == (quorum, least_yes_of_all)
    assert found.passed


@pytest.mark.parametrize(("present", "quorate"), [(3, False), (4, True)])
def test_no_decision_without_a_quorum(present, quorate):
    found = RULES["two_thirds_present_majority"].vote(SIX, present=SIX[:present], yes=SIX[:present])
    assert (found.quorate, found.passed) == (quorate, quorate)


def test_at_least_two_thirds_and_more_than_half_differ_at_the_border():
    assert RULES["two_thirds_present_two_thirds"].vote(SIX, present=SIX, yes=SIX[:4]).passed
    assert not RULES["two_thirds_present_majority"].vote(SIX, present=SIX, yes=SIX[:3]).passed


def test_chair_breaks_a_tie():
    rule = RULES["two_thirds_present_majority"]
    with_chair, without = (rule.vote(SIX, present=SIX[:4], yes=yes, chair="A") for yes in (["A", "B"], ["C", "D"]))
    assert (with_chair.passed, with_chair.by_chair) == (True, True)
    assert (without.passed, without.by_chair) == (False, False)


def test_chair_breaks_nothing_but_a_tie():
    rule = RULES["two_thirds_present_majority"]
    assert not rule.vote(SIX, present=SIX, yes=["A", "B"], chair="A").passed
    assert not rule.vote(SIX, present=SIX[:5], yes=["A", "B"], chair="A").passed


@pytest.mark.parametrize("votes", [None, [3, 2, 2, 1, 1, 1], [0.5, 0.25, 0.25, 1, 0, 2]])
@pytest.mark.parametrize("chair", [None, "A"])
@pytest.mark.parametrize("name", RULES)
def test_meeting_game_agrees_with_every_vote(name, chair, votes):
    present = SIX[:5]
    game = RULES[name].meeting(SIX, present, votes, chair)
    for size in range(6):
        for yes in combinations(present, size):
            assert game.wins(yes) == RULES[name].vote(SIX, present, yes, votes, chair).passed


@pytest.mark.parametrize("votes", [None, [3, 2, 2, 1, 1, 1]])
@pytest.mark.parametrize("name", RULES)
def test_body_wins_just_when_nothing_the_others_do_stops_it(name, votes):
    rule = RULES[name]
    body = rule.body(SIX, votes)
    for size in range(7):
        for yes in combinations(SIX, size):
            others = [m for m in SIX if m not in yes]
            meetings = [(*yes, *extra) for k in range(len(others) + 1) for extra in combinations(others, k)]
            assert body.wins(yes) == all(rule.vote(SIX, present, yes, votes).passed for present in meetings)


def test_absent_members_have_no_power():
    game = RULES["two_thirds_present_majority"].meeting(SIX, present=["A", "B", "C", "D"])
    assert al.roles_of_voters(game).dummies == ("E", "F")


def test_chair_has_more_power_in_an_even_meeting():
    game = RULES["two_thirds_present_majority"].meeting(SIX, present=["A", "B", "C", "D"], chair="A")
    power = al.power(game, "shapley_shubik")
    assert power.fractions[:4] == (Fraction(1, 2), Fraction(1, 6), Fraction(1, 6), Fraction(1, 6))


def test_chair_has_no_more_power_in_an_odd_meeting():
    game = RULES["two_thirds_present_majority"].meeting(SIX, present=list("ABCDE"), chair="A")
    assert al.power(game, "banzhaf_normalised").fractions[:5] == (Fraction(1, 5),) * 5


def test_a_meeting_without_quorum_has_no_game():
    with pytest.raises(al.GameError, match=r"3 of 6 members are no quorum: 1 more"):
        RULES["two_thirds_present_majority"].meeting(SIX, present=["A", "B", "C"])


@pytest.mark.parametrize(
    ("present", "yes", "says"),
    [(["A", "X"], [], "X not among"), (["A", "B"], ["C"], "C not among A, B"), (["A"], ["A", "Y"], "Y not among A")],
)
def test_strangers_are_refused(present, yes, says):
    with pytest.raises(al.GameError, match=says):
        RULES["one_member_one_vote"].vote(SIX, present, yes)


def test_an_absent_chair_is_refused():
    with pytest.raises(al.GameError, match="F not among"):
        RULES["one_member_one_vote"].meeting(SIX, SIX[:4], chair="F")


@pytest.mark.parametrize(("votes", "says"), [([1] * 5, "6 numbers"), ([1] * 7, "6 numbers"), ([1, 1, 1, 1, 1, -1], "negative.*F")])
def test_bad_votes_are_refused(votes, says):
    with pytest.raises(al.GameError, match=says):
        RULES["one_member_one_vote"].body(SIX, votes)


def test_nobody_passes_anything_with_no_votes_at_all():
    assert not RULES["two_thirds_present_two_thirds"].vote(SIX, SIX, SIX, votes=[0] * 6).passed


@pytest.mark.parametrize(
    ("share", "total", "needed"),
    [(al.Share(Fraction(2, 3)), 9, 6), (al.Share(Fraction(2, 3), True), 9, 7), (al.Share(Fraction(1, 2), True), 5, 3)],
)
def test_needed_votes(share, total, needed):
    assert share.needed(Fraction(total), Fraction(1)) == needed
