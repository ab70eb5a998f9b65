"""Levels whose coalitions are lists: reading them, the point they determine, and their balance."""

from fractions import Fraction

import pytest

from allocation.errors import AllocationError
from allocation.proofs.row_levels import RowLevel, as_claimed, balanced, falling, read_row_levels, spans_before, tight_point
from allocation.proofs.voting_levels import recheck
from allocation.voting.condition import Threshold

PAIRS = RowLevel(1 / 3, ((0, 1), (0, 2), (1, 2)))
MAJORITY = Threshold((1, 1, 1), 2)


def plain(**parts):
    return {"levels": [{"excess": 0.5, "coalitions": [[0], [1, 2]], "floors": [], **parts}]}


def failed(rule, levels, floors=False):
    return [check.name for check in recheck(rule, levels, floors)[0] if not check.ok]


def test_levels_survive_writing_and_reading():
    level = RowLevel(0.25, ((0, 2), (1,)), (2,))
    assert read_row_levels({"levels": [level.to_dict()]}, 3) == [level]


def test_rows_are_zeros_and_ones():
    assert PAIRS.rows(4) == [[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 1, 0]]


@pytest.mark.parametrize(
    "parts",
    [
        {"coalitions": []},
        {"coalitions": [[]]},
        {"coalitions": [[0, 1, 2]]},
        {"coalitions": [[3]]},
        {"coalitions": [[-1]]},
        {"coalitions": [[1, 1]]},
        {"coalitions": [5]},
        {"coalitions": [["A"]]},
        {"floors": [3]},
        {"floors": [-1]},
        {"excess": "much"},
        {"excess": None},
    ],
)
def test_what_is_no_level_is_refused(parts):
    with pytest.raises(AllocationError, match="level"):
        read_row_levels(plain(**parts), 3)


@pytest.mark.parametrize("data", [{}, {"levels": [{}]}, {"levels": None}, {"levels": [7]}])
def test_what_is_no_list_of_levels_is_refused(data):
    with pytest.raises(AllocationError, match="does not list levels"):
        read_row_levels(data, 3)


def test_the_point_of_the_majority_of_three():
    third = Fraction(1, 3)
    assert tight_point([PAIRS], [[1, 1, 1]], [0, 0, 0], 1) == ([third, third, third], [third])


def test_players_held_at_their_own_value_are_rows_too():
    point = tight_point([RowLevel(0.0, ((0,),), (1, 2))], [[0]], [0, 2, 3], 9)
    assert point == ([4, 2, 3], [-4])


def test_too_few_coalitions_determine_no_point():
    assert tight_point([RowLevel(0.0, ((0, 1),))], [[1]], [0, 0, 0], 1) is None


def test_contradicting_coalitions_determine_no_point():
    assert tight_point([RowLevel(0.0, ((0,), (1,), (0, 1)))], [[0, 0, 5]], [0, 0], 1) is None


def test_spans_grow_level_by_level():
    spans = spans_before([RowLevel(0.0, ((0,), (1, 2, 3))), RowLevel(0.0, ((1,), (2, 3)))], 4)
    assert [span.rank for span in spans] == [1, 2, 3]


def test_pairs_of_three_are_balanced():
    assert balanced([PAIRS], spans_before([PAIRS], 3), 3).ok


def test_a_single_coalition_is_not_balanced():
    lonely = [RowLevel(0.0, ((0, 1),))]
    assert "level 1 has no unique positive weights" in balanced(lonely, spans_before(lonely, 3), 3).detail


def test_weights_that_are_not_the_only_ones_are_refused():
    many = [RowLevel(0.0, ((0,), (1, 2), (1,), (0, 2)))]
    assert not balanced(many, spans_before(many, 3), 3).ok


def test_balanced_levels_must_span_everything():
    part = [RowLevel(0.0, ((0,), (1, 2)))]
    check = balanced(part, spans_before(part, 3), 3)
    assert not check.ok
    assert "2 of 3 dimensions" in check.detail


def test_levels_must_fall():
    assert falling([Fraction(1), Fraction(1), Fraction(0)]).ok
    assert not falling([Fraction(0), Fraction(1)]).ok


def test_no_levels_fall_and_are_as_claimed():
    assert falling([]).ok
    assert as_claimed([], []).ok


@pytest.mark.parametrize("claimed", [0.34, float("nan"), float("inf")])
def test_a_level_that_is_not_as_claimed(claimed):
    assert not as_claimed([RowLevel(claimed, ((0,),))], [Fraction(1, 3)]).ok


def test_the_majority_of_three_is_proved():
    checks, payoffs = recheck(MAJORITY, [PAIRS], False)
    assert all(check.ok for check in checks)
    assert payoffs == [Fraction(1, 3)] * 3


def test_losing_coalitions_above_their_level_are_seen():
    # winning pairs share a level; in this vote nobody wins without player 0, so the singles are what is wronged
    veto = Threshold((2, 1, 1), 3)
    level = RowLevel(1 / 3, ((0, 1), (0, 2), (1, 2)))
    assert "levels as claimed" in failed(veto, [level])


def test_a_veto_player_is_proved_to_get_all():
    veto = Threshold((2, 1, 1), 3)
    levels = [RowLevel(0.0, ((0, 1), (2,))), RowLevel(0.0, ((0, 2), (1,)))]
    checks, payoffs = recheck(veto, levels, True)
    assert [check.name for check in checks if not check.ok] == []
    assert payoffs == [1, 0, 0]


def test_equal_shares_with_a_veto_player_are_refuted():
    veto = Threshold((2, 1, 1), 3)
    singles = RowLevel(-1 / 3, ((0,), (1,), (2,)))
    assert failed(veto, [singles]) == ["all coalitions"]


def test_a_player_below_its_own_value_is_seen():
    # both win alone: the prenucleolus pays half of one each, no imputation exists
    both = Threshold((1, 1), 1)
    assert failed(both, [RowLevel(0.5, ((0,), (1,)))]) == []
    assert failed(both, [RowLevel(0.5, ((0,), (1,)))], floors=True) == ["imputation"]


def test_floors_need_the_rule_to_have_them():
    assert failed(MAJORITY, [RowLevel(0.0, ((0, 1),), (2,))]) == ["tight coalitions"]


def test_a_single_voter_needs_no_level():
    checks, payoffs = recheck(Threshold((1,), 1), [], False)
    assert all(check.ok for check in checks)
    assert payoffs == [1]
