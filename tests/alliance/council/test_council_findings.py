"""What is said to stand out, and what is not."""

import council_samples as samples
import pytest

import alliance
from alliance.council.findings import BENEFIT_GAP, NAMED, POWER_GAP, findings_of
from alliance.council.outcome import council_outcome
from alliance.council.power import Power
from alliance.document import Block, Voter, Wording
from allocation import VoterRoles

NOBODY = VoterRoles(None, (), (), (), 2, 2, 2)
NAMES = {name: Wording(zh=f"{name}公司", en=f"{name} Ltd") for name in "ABCDEFG"}


def voter(member, vote_share=0.25, power=0.25, benefit=None, investment=None):
    return Voter(
        member=member,
        block=None,
        votes=100 * vote_share,
        vote_share=vote_share,
        power=power,
        banzhaf=power,
        power_in_blocks=None,
        benefit=benefit,
        investment=investment,
    )


def findings(voters, blocks=(), roles=NOBODY):
    return samples.said(findings_of(voters, blocks, Power(roles=roles), NAMES))


def found(votes, council=None, **parts):
    return samples.said(council_outcome(samples.scenario(votes, council or {}, **parts)).findings)


# Roles


def test_a_dictator():
    words = found({"A": 6, "B": 2, "C": 2})
    assert "A decides alone" in words
    assert "Votes without power" not in words, "that the others have none is said already"


def test_a_veto():
    assert "Nothing passes without A." in found({"A": 2, "B": 1, "C": 1}, {"quota": 0.75})


def test_a_veto_of_several():
    assert "Nothing passes without A, B." in found({"A": 3, "B": 3, "C": 1, "D": 1}, {"quota": 0.75})


def test_a_veto_of_everybody():
    words = found({"A": 1, "B": 1}, {"rule": "unanimous"})
    assert "Every member has a veto" in words
    assert "Nothing passes without" not in words


def test_votes_without_power():
    assert "Votes without power, because no decision ever turns on them: L." in found(samples.LUXEMBOURG, {"quota": 0.7})


# Power against votes


def test_more_power_than_votes():
    words = found({"A": 40, "B": 30, "C": 30})
    assert "More power than votes: B (power 33.3%, votes 30.0%), C (power 33.3%, votes 30.0%)." in words
    assert "Less power than votes: A (power 33.3%, votes 40.0%)." in words


@pytest.mark.parametrize(("gap", "seen"), [(POWER_GAP / 2, False), (1.5 * POWER_GAP, True)])
def test_small_gaps_do_not_stand_out(gap, seen):
    words = findings([voter("A", 0.25, 0.25 + gap), voter("B", 0.75, 0.75 - gap)])
    assert ("More power than votes" in words) == seen
    assert ("Less power than votes" in words) == seen


def test_the_widest_gaps_come_first_and_few_are_named():
    gaps = {"A": 0.03, "B": 0.06, "C": 0.04, "D": 0.05}
    words = findings([voter(name, 0.1, 0.1 + gap) for name, gap in gaps.items()])
    assert words.index("B Ltd") < words.index("D Ltd") < words.index("C Ltd")
    assert "A Ltd" not in words
    assert words.count("Ltd") == NAMED


# Benefit


def test_benefit_far_from_power_and_investment():
    words = findings([voter("A", benefit=0.6, investment=0.25), voter("B", benefit=0.1, investment=0.3)])
    assert "Benefit far above power: A Ltd (benefit 60.0%, power 25.0%)." in words
    assert "Benefit far below power: B Ltd (benefit 10.0%, power 25.0%)." in words
    assert "Benefit far above investment: A Ltd (benefit 60.0%, investment 25.0%)." in words
    assert "Benefit far below investment: B Ltd (benefit 10.0%, investment 30.0%)." in words


@pytest.mark.parametrize(("gap", "seen"), [(BENEFIT_GAP / 2, False), (1.5 * BENEFIT_GAP, True)])
def test_benefit_close_to_power_does_not_stand_out(gap, seen):
    assert ("Benefit far above power" in findings([voter("A", benefit=0.25 + gap)])) == seen


def test_who_puts_in_and_gets_nothing_is_far_below():
    assert "Benefit far below investment: A Ltd (benefit 0.0%, investment 40.0%)." in findings([voter("A", benefit=0.0, investment=0.4)])


def test_votes_without_a_stake():
    words = findings([voter("A", benefit=0.5, investment=0.5), voter("B", benefit=0.0, investment=0.0)])
    assert "Votes without a share in what is put in or paid out: B Ltd." in words
    assert "B Ltd (benefit" not in words


def test_without_games_nobody_is_said_to_have_no_stake():
    assert "without a share" not in findings([voter("A", investment=0.0), voter("B", investment=1.0)])


def test_benefit_without_investments_is_compared_with_power_only():
    words = findings([voter("A", benefit=0.6), voter("B", benefit=0.4)])
    assert "Benefit far above power: A Ltd" in words
    assert "investment" not in words


# Blocks


def block(power, votes):
    return Block(name="research", members=["A", "B"], vote_share=votes, power=power)


def test_a_block_that_decides_alone():
    words = findings([voter("A")], [block(1 - 1e-15, 0.6)])
    assert "Voting together, the members of “research” decide alone, with 60.0% of the votes." in words


def test_a_block_with_more_power_than_votes():
    words = findings([voter("A")], [block(0.5, 0.4)])
    assert "Voting together, the members of “research” have 50.0% of the power with 40.0% of the votes." in words


def test_a_block_that_loses_power():
    assert "0.0% of the power with 20.0%" in findings([voter("A")], [block(0.0, 0.2)])


def test_a_block_with_its_share_of_power_is_not_mentioned():
    assert "research" not in findings([voter("A")], [block(0.41, 0.4)])


# Nothing


def test_equal_votes_have_nothing_that_stands_out():
    assert found(dict.fromkeys("ABC", 1)) == "Nothing stands out: power follows the votes."


def test_equal_shares_of_everything_have_nothing_that_stands_out():
    words = findings([voter(name, benefit=0.25, investment=0.25) for name in "ABCD"])
    assert words == "Nothing stands out: power follows the votes, and benefit stays close to power and investment."


def test_nothing_is_said_where_power_is_not_known():
    assert findings_of([voter("A", power=None)], [], Power(), NAMES) == []


# Names and languages


def test_members_are_called_by_name_in_both_languages():
    (finding,) = findings_of([voter("A", 0.2, 0.5)], [], Power(roles=NOBODY), NAMES)
    assert "A Ltd (power 50.0%, votes 20.0%)" in finding.en
    assert "A公司（权力 50.0%，票数 20.0%）" in finding.zh


def test_a_name_with_braces_is_no_placeholder():
    names = {"A": Wording(zh="{甲}", en="{member}")}
    (finding,) = findings_of([voter("A", 0.2, 0.5)], [], Power(roles=NOBODY), names)
    assert "{member} (power 50.0%" in finding.en
    assert "{甲}（权力" in finding.zh


def test_the_standards_alliance_has_a_leader_with_more_power_than_votes():
    document = alliance.run(alliance.load("examples/standards.toml")).document
    words = samples.said(document.council.findings)
    assert "More power than votes: Lenovo (power 35.2%, votes 30.0%)." in words


def test_the_textile_council_has_a_block_that_decides_alone():
    words = samples.said(council_outcome(alliance.load("examples/textile.toml")).findings)
    assert "“industry” decide alone, with 73.1% of the votes" in words
    assert "“research” have 0.0% of the power with 19.2% of the votes" in words
