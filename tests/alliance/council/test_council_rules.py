"""What the council part of a scenario means: presets, own quotas, quorum, chair, blocks."""

from fractions import Fraction

import council_samples as samples
import pytest

import allocation as al
from alliance.council.body import body_of
from alliance.council.rules import RULE_NAMES, TITLES, decision_of
from alliance.scenario.schema import Council

SIX = dict.fromkeys("ABCDEF", 1)


def body(votes=SIX, **council):
    return body_of(samples.scenario(votes, council))


# The rule


@pytest.mark.parametrize("name", RULE_NAMES)
def test_every_rule_has_a_title_in_both_languages(name):
    title = TITLES[name]
    assert title.en
    assert any("\u4e00" <= letter <= "\u9fff" for letter in title.zh)
    assert decision_of(Council(rule=name)).title == title


def test_charter_rules_are_those_of_the_voting_library():
    charters = {name: decision_of(Council(rule=name)).meeting for name in al.MEETING_RULES}
    assert charters == al.MEETING_RULES


def test_without_rule_and_quota_more_than_half_decides():
    assert decision_of(Council()) == decision_of(Council(rule="majority"))


@pytest.mark.parametrize(
    ("council", "needed"),
    [
        ({"rule": "majority"}, 4),
        ({"rule": "two_thirds"}, 4),
        ({"rule": "three_quarters"}, 5),
        ({"rule": "unanimous"}, 6),
        ({"quota": 0.5}, 3),
        ({"quota": 0.5, "more_than": True}, 4),
        ({"quota": 0.51}, 4),
        ({"quota": 1}, 6),
        ({"quota": 0.01}, 1),
    ],
)
def test_votes_needed_of_six(council, needed):
    found = body(**council)
    assert found.votes_needed == needed
    assert found.game.wins(list("ABCDEF"[:needed]))
    assert not found.game.wins(list("ABCDEF"[: needed - 1]))


def test_the_quota_counts_as_it_is_written():
    """0.7 of 10 votes is 7, although the nearest float to 0.7 times 10 need not be."""
    found = body({f"M{i}": 1 for i in range(10)}, quota=0.7)
    assert found.votes_needed == 7


@pytest.mark.parametrize(
    ("council", "words"),
    [
        ({"quota": 0.51}, "at least 51% of the votes"),
        ({"quota": 0.5, "more_than": True}, "more than 50% of the votes"),
        ({"quota": 0.6667}, "at least 66.67% of the votes"),
    ],
)
def test_an_own_quota_is_said_in_words(council, words):
    title = decision_of(Council(**council)).title
    assert title.en == words
    assert "票数" in title.zh


# Who votes


def test_members_without_votes_have_no_seat():
    found = body({"A": 2, "B": 0, "C": 1})
    assert found.members == ("A", "C")
    assert found.total == 3


def test_one_member_one_vote_ignores_the_votes():
    found = body({"A": 5, "B": 1, "C": 1}, rule="one_member_one_vote")
    assert found.votes == (1, 1, 1)
    assert found.game.wins(["B", "C"])


def test_fractions_of_votes_are_exact():
    found = body({"A": 0.1, "B": 0.2, "C": 0.3}, quota=0.5)
    assert found.total == Fraction(3, 5)
    assert found.votes_needed == Fraction(3, 10)
    assert found.game.wins(["C"])
    assert found.game.wins(["A", "B"])


def test_a_council_in_which_nobody_votes_is_refused():
    with pytest.raises(al.GameError):
        body({"A": 0, "B": 0})


# The quorum


def test_a_quorum_counts_heads():
    found = body({"A": 10, "B": 1, "C": 1}, quota=0.5, quorum=0.6)
    assert found.present_needed == 2
    assert not found.game.wins(["A"])
    assert found.game.wins(["A", "C"])


def test_without_a_quorum_one_member_may_decide():
    found = body({"A": 10, "B": 1, "C": 1}, quota=0.5)
    assert found.present_needed == 0
    assert found.game.wins(["A"])


def test_two_thirds_present_and_two_thirds_of_them():
    found = body(rule="two_thirds_present_two_thirds")
    assert (found.present_needed, found.votes_needed) == (4, 4)


def test_quorum_and_majority_are_those_of_a_meeting():
    rule = al.MEETING_RULES["two_thirds_present_majority"]
    votes = {"A": 3, "B": 2, "C": 1, "D": 1, "E": 1, "F": 1}
    found = body(votes, rule="two_thirds_present_majority")
    plain = rule.body(list(votes), list(votes.values()))
    assert (found.game.table() == plain.table()).all()


# The chair


def test_the_chair_decides_a_tie():
    found = body(rule="majority", chair="A")
    assert found.game.wins(["A", "B", "C"])
    assert not found.game.wins(["B", "C", "D"])
    assert found.game.wins(["B", "C", "D", "E"])


def test_the_chair_decides_nothing_where_no_tie_can_arise():
    with_chair, without = body(rule="two_thirds", chair="A"), body(rule="two_thirds")
    assert (with_chair.game.table() == without.game.table()).all()


def test_a_chair_without_a_seat_is_none():
    assert body({"A": 1, "B": 1, "C": 0}, chair="C").chair is None


def test_chair_and_quorum_go_together():
    found = body(quota=0.5, more_than=True, quorum=0.5, chair="A")
    assert found.game.wins(["A", "B", "C"])
    assert not found.game.wins(["B", "C", "D"])


# Blocks


def test_blocks_are_members_of_the_same_block():
    scenario = samples.scenario(SIX, {}, blocks={"A": "industry", "C": "industry", "B": "research", "D": "research"})
    assert body_of(scenario).blocks == {"industry": ["A", "C"], "research": ["B", "D"]}


def test_a_block_of_one_and_members_without_one_stand_alone():
    assert body_of(samples.scenario(SIX, {}, blocks={"A": "industry"})).blocks == {}


def test_members_without_votes_are_in_no_block():
    scenario = samples.scenario({"A": 1, "B": 0, "C": 1}, {}, blocks=dict.fromkeys("ABC", "all"))
    assert body_of(scenario).blocks == {"all": ["A", "C"]}


def test_blocks_can_be_left_out():
    assert body_of(samples.scenario(SIX, {"blocks": False}, blocks=dict.fromkeys("AB", "x"))).blocks == {}


def test_a_scenario_without_a_council_decides_by_majority():
    assert body_of(samples.scenario(SIX)).votes_needed == 4
