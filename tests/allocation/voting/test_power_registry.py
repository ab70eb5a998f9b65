"""Asking for power by name, and what comes back."""

import json
from fractions import Fraction

import numpy as np
import pytest

import allocation as al

GAME = al.VotingGame([4, 4, 4, 2, 2, 1], quota=12, players=list("DFINBL"))


@pytest.mark.parametrize("description", al.power_indices(), ids=lambda d: d.name)
def test_every_index_is_described_in_both_languages(description):
    for text in (description.title, description.meaning):
        assert any("\u4e00" <= c <= "\u9fff" for c in text.zh)
        assert text.en
    assert description.formula
    assert description.reference


@pytest.mark.parametrize("description", al.power_indices(), ids=lambda d: d.name)
def test_every_index_relabels_with_its_players(description):
    options = {"unions": [["D", "N"], ["F", "L"]]} if description.needs else {}
    order = [3, 0, 5, 1, 4, 2]
    weights = [4, 4, 4, 2, 2, 1]
    shuffled = al.VotingGame([weights[i] for i in order], 12, [GAME.players[i] for i in order])
    plain, moved = al.power(GAME, description.name, **options), al.power(shuffled, description.name, **options)
    assert moved.fractions == tuple(plain.fractions[i] for i in order)


def test_result_is_named_after_the_index_asked():
    names = [d.name for d in al.power_indices() if not d.needs]
    assert [al.power(GAME, name).index for name in names] == names


def test_unknown_index_names_close_ones():
    with pytest.raises(al.RuleError, match=r"did you mean.*banzhaf"):
        al.power(GAME, "banzaf")


def test_unknown_option_is_refused():
    with pytest.raises(al.RuleError, match="no option colour"):
        al.power(GAME, "banzhaf", colour="red")


def test_missing_unions_are_asked_for():
    with pytest.raises(al.RuleError, match="needs the option unions"):
        al.power(GAME, "owen")


@pytest.mark.parametrize("unions", [[["D", "F"], ["F"]], [["D", "X"]], [[]], "DF"])
def test_unions_must_be_disjoint_groups_of_voters(unions):
    with pytest.raises(al.RuleError, match="unions"):
        al.power(GAME, "banzhaf_owen", unions=unions)


@pytest.mark.parametrize(
    "function", [al.shapley_shubik, al.johnston, al.penrose, al.roles_of_voters, al.public_good, al.minimal_winning_coalitions]
)
def test_other_kinds_of_games_are_refused(function):
    with pytest.raises(al.GameError, match="need a VotingGame, got TableGame"):
        function(al.TableGame([0, 1, 1, 1]))


def test_unknown_way_of_computing_is_refused():
    with pytest.raises(al.RuleError, match="how must be"):
        al.shapley_shubik(GAME, how="quick")


def test_result_is_read_only():
    with pytest.raises(ValueError, match="read-only"):
        al.power(GAME).values[0] = 1.0


def test_one_voter_by_name():
    assert al.power(GAME, "banzhaf_normalised")["N"] == pytest.approx(1 / 7)


def test_frame_has_a_row_per_voter():
    frame = al.power(GAME, "johnston").to_frame()
    assert list(frame.index) == list("DFINBL")
    assert list(frame.columns) == ["johnston"]


def test_plain_data_survives_json_with_long_integers():
    found = al.power(al.VotingGame([1] * 90, 46), "banzhaf")
    data = json.loads(json.dumps(found.to_dict()))
    assert [int(s) for s in data["swings"]] == list(found.swings)
    assert [Fraction(f) for f in data["fractions"]] == list(found.fractions)
    assert int(data["totals"]["winning"]) + int(data["totals"]["losing"]) == 2**90


def test_plain_data_of_a_floating_result():
    data = al.shapley_shubik(GAME, how="floating").to_dict()
    assert data["fractions"] is None
    assert data["swings"] is None
    assert 0 < data["error_bound"] < 1e-12


def test_exact_results_state_the_rounding_of_the_last_bit():
    found = al.power(GAME, "shapley_shubik")
    off = max(abs(Fraction(x) - f) for x, f in zip(found.values.tolist(), found.fractions, strict=True))
    assert found.method == "exact integers"
    assert off <= found.error_bound <= 2**-53


def test_same_call_twice_gives_the_same_bits():
    first, second = (al.shapley_shubik(GAME, how="floating").values for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.parametrize("limit", [0, 1, 3])
def test_listing_minimal_winning_coalitions_stops_at_the_limit(limit):
    assert len(al.minimal_winning_coalitions(GAME, limit=limit)) == limit


def test_heaviest_voters_come_first_in_the_list():
    assert al.minimal_winning_coalitions(GAME)[0] == ("D", "F", "I")
