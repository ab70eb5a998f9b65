"""The design view: shares, roles, power, and what is said about them."""

import time
from math import comb

import council_samples as samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import alliance
import allocation as al
from alliance.council.body import body_of
from alliance.council.outcome import council_outcome
from alliance.council.power import MINIMAL_SHOWN
from alliance.council.shares import benefit_shares, investment_shares
from alliance.document import CouncilOutcome


def outcome(votes, council=None, **parts):
    return council_outcome(samples.scenario(votes, council or {}, **parts))


@pytest.fixture(scope="module")
def luxembourg():
    return outcome(samples.LUXEMBOURG, {"quota": 0.7})


# Power


def test_shares_of_votes_add_up(luxembourg):
    assert sum(one.vote_share for one in luxembourg.voters) == pytest.approx(1, abs=1e-15)
    assert [one.votes for one in luxembourg.voters] == list(samples.LUXEMBOURG.values())


def test_power_of_the_community_of_1958(luxembourg):
    """12 of 17 votes: Shapley–Shubik 14/60, 9/60, 0; Banzhaf 5/21, 3/21, 0."""
    assert [one.power for one in luxembourg.voters] == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0])
    assert [one.banzhaf for one in luxembourg.voters] == pytest.approx([5 / 21] * 3 + [3 / 21] * 2 + [0])


def test_roles_of_the_community_of_1958(luxembourg):
    assert (luxembourg.dictator, luxembourg.veto, luxembourg.dummies) == (None, [], ["L"])
    assert luxembourg.chance_to_pass == 14 / 64


def test_smallest_groups_of_the_community_of_1958(luxembourg):
    assert luxembourg.minimal_total == "4"
    assert {frozenset(group) for group in luxembourg.minimal_winning} == {frozenset(g) for g in ("DFI", "DFNB", "DINB", "FINB")}


def test_a_dictator_is_named():
    found = outcome({"A": 6, "B": 2, "C": 2})
    assert found.dictator == "A"
    assert found.dummies == ["B", "C"]
    assert found.veto == ["A"]


def test_unanimity_gives_everybody_a_veto_and_the_same_power():
    found = outcome({"A": 6, "B": 2, "C": 2}, {"rule": "unanimous"})
    assert found.veto == ["A", "B", "C"]
    assert [one.power for one in found.voters] == pytest.approx([1 / 3] * 3)


def test_a_single_member_decides_alone():
    found = outcome({"A": 1})
    assert (found.dictator, found.voters[0].power, found.voters[0].vote_share) == ("A", 1.0, 1.0)


def test_only_the_first_smallest_groups_are_listed():
    found = outcome(dict.fromkeys("ABCDEFG", 1))
    assert len(found.minimal_winning) == MINIMAL_SHOWN
    assert found.minimal_total == "35"


def test_smallest_groups_of_many_members_with_a_quorum_are_not_listed():
    found = outcome({f"M{i}": 1 + i % 3 for i in range(30)}, {"rule": "two_thirds_present_two_thirds"})
    assert found.minimal_winning == []
    assert found.minimal_total is None
    assert "up to 16 members" in samples.said(found.notes)
    assert sum(one.power for one in found.voters) == pytest.approx(1)


def test_votes_too_large_to_count_are_said_to_be(monkeypatch):
    import alliance.council.power as counted

    def too_large(*_, **__):
        raise al.TableTooLargeError("too large")

    monkeypatch.setattr(counted, "power", too_large)
    found = outcome({"A": 2, "B": 1})
    assert [one.power for one in found.voters] == [None, None]
    assert found.chance_to_pass is None
    assert found.findings == []
    assert "larger units" in samples.said(found.notes)


def test_hundreds_of_members_with_one_vote_each_are_quick():
    start = time.perf_counter()
    found = outcome({f"M{i}": 1 for i in range(300)}, {"quota": 0.5})
    assert found.voters[7].power == pytest.approx(1 / 300, rel=1e-9)
    assert found.minimal_total == str(comb(300, 150))
    assert found.chance_to_pass == pytest.approx(0.5 + comb(300, 150) / 2**301, rel=1e-12)
    assert time.perf_counter() - start < 20


@settings(max_examples=25)
@given(votes=st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any), quota=st.integers(1, 100))
def test_the_figures_are_those_of_the_game(votes, quota):
    named = {f"M{i}": count for i, count in enumerate(votes)}
    found = outcome(named, {"quota": quota / 100})
    game = body_of(samples.scenario(named, {"quota": quota / 100})).game
    seated = [name for name, count in named.items() if count]
    assert [one.member for one in found.voters] == seated == list(game.players)
    assert [one.power for one in found.voters] == pytest.approx(al.shapley(game).payoffs.tolist(), abs=1e-12)
    assert found.dummies == [name for name, power in zip(seated, al.banzhaf(game).payoffs, strict=True) if power == 0]
    assert all(game.wins(group) for group in found.minimal_winning)


# Blocks


def test_power_in_blocks_is_the_owen_index():
    blocks = {"B": "ally", "C": "ally"}
    found = outcome({"A": 2, "B": 1, "C": 1}, {"quota": 0.75}, blocks=blocks)
    assert [one.power_in_blocks for one in found.voters] == pytest.approx([1 / 2, 1 / 4, 1 / 4])
    assert [one.block for one in found.voters] == [None, "ally", "ally"]
    assert found.blocks[0].model_dump() == {"name": "ally", "members": ["B", "C"], "vote_share": 0.5, "power": pytest.approx(0.5)}


def test_without_blocks_there_is_no_power_in_blocks(luxembourg):
    assert luxembourg.blocks == []
    assert {one.power_in_blocks for one in luxembourg.voters} == {None}


def test_a_block_of_everybody_shares_like_no_block():
    votes = {"A": 3, "B": 2, "C": 2}
    found = outcome(votes, {}, blocks=dict.fromkeys("ABC", "all"))
    assert found.blocks[0].power == pytest.approx(1)
    assert [one.power_in_blocks for one in found.voters] == pytest.approx([one.power for one in found.voters])


# Benefit and investment


def games_of(scenario):
    return alliance.run(scenario).document.games


def test_benefit_is_what_the_recommended_split_pays():
    scenario = samples.splitting({"A": 1, "B": 1, "C": 2}, {"A": 10, "B": 30, "C": 60})
    assert benefit_shares(games_of(scenario)) == pytest.approx({"A": 0.1, "B": 0.3, "C": 0.6})


def test_without_games_there_is_no_benefit_and_investment_is_the_scenarios():
    scenario = samples.scenario({"A": 1, "B": 1}, {}, invested={"A": 30, "B": 10})
    found = council_outcome(scenario)
    assert [one.benefit for one in found.voters] == [None, None]
    assert [one.investment for one in found.voters] == [0.75, 0.25]


def test_nothing_put_in_is_no_share_at_all():
    scenario = samples.scenario({"A": 1, "B": 1}, {})
    assert investment_shares(scenario, []) == {}
    assert council_outcome(scenario).voters[0].investment is None


@pytest.mark.parametrize("own", [{"A": 0, "B": 0}, {"A": -5, "B": 2}])
def test_nothing_to_split_is_no_benefit(own):
    scenario = samples.splitting({"A": 1, "B": 1}, own, council={})
    assert benefit_shares(games_of(scenario)) == {}


def test_benefit_adds_up_over_all_games_and_those_who_play_none_get_nothing():
    scenario = alliance.load("examples/textile.toml")
    document = alliance.run(scenario, select=False).document
    paid = {}
    for game in document.games:
        split = next(s for s in game.splits if s.title == game.recommendation.title)
        for player, payoff in zip(game.players, split.payoffs, strict=True):
            paid[player] = paid.get(player, 0) + payoff
    found = {one.member: one.benefit for one in document.council.voters}
    total = sum(paid.values())
    assert {name: share for name, share in found.items() if share} == pytest.approx({k: v / total for k, v in paid.items() if v})
    assert sum(found.values()) == pytest.approx(1)
    assert found["M22"] == 0


def test_investment_of_a_study_is_that_of_its_games():
    """What is put into a project that is not split here counts for nothing."""
    document = alliance.run(alliance.load("examples/textile.toml"), select=False).document
    invested = {one.member: one.investment for one in document.council.voters}
    put_in = {p: sum(g.investment[g.players.index(p)] for g in document.games if p in g.players) for p in invested}
    assert invested == pytest.approx({name: amount / sum(put_in.values()) for name, amount in put_in.items()})


def test_members_without_votes_keep_their_benefit_outside_the_council():
    scenario = samples.splitting({"A": 1, "B": 0}, {"A": 25, "B": 75}, council={})
    found = council_outcome(scenario, games_of(scenario))
    assert [(one.member, one.benefit) for one in found.voters] == [("A", 0.25)]


# The whole


def test_terms_say_what_it_takes():
    found = outcome(dict.fromkeys("ABCDEF", 1), {"rule": "two_thirds_present_majority", "chair": "A"})
    words = samples.said(found.terms)
    assert "At least 4 of the 6 members" in words
    assert "at least 4 of the 6 votes" in words
    assert "In a tie the side of A wins" in words


def test_terms_without_quorum_speak_of_votes_only(luxembourg):
    assert samples.said(luxembourg.terms) == "At least 12 of the 17 votes must say yes."


def test_a_chair_with_nothing_to_break_is_told_so():
    assert "no tie can arise" in samples.said(outcome({"A": 1, "B": 1}, {"rule": "two_thirds", "chair": "B"}).terms)


def test_everything_is_said_in_both_languages(luxembourg):
    for text in (luxembourg.rule, *luxembourg.terms, *luxembourg.findings):
        assert text.en
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text.zh)


def test_the_outcome_survives_json(luxembourg):
    assert CouncilOutcome.model_validate_json(luxembourg.model_dump_json()) == luxembourg


def test_the_same_scenario_gives_the_same_outcome(luxembourg):
    assert outcome(samples.LUXEMBOURG, {"quota": 0.7}) == luxembourg
