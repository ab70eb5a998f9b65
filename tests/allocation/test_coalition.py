"""Masks: who is in which coalition, up to 62 players."""

import numpy as np
import pytest
import twins
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation import coalition


@pytest.mark.parametrize("n", [0, 1, 20, 62])
def test_counts_up_to_62_players(n):
    assert coalition.coalition_count(n) == 2**n
    assert coalition.grand_mask(n) == 2**n - 1


@pytest.mark.parametrize("n", [-1, 63, 64, 65, 1000])
def test_more_than_62_players_never_become_masks(n):
    with pytest.raises(al.GameError, match="at most 62"):
        coalition.coalition_count(n)


@pytest.mark.parametrize("player", [62, 63, 64])
def test_high_players_have_no_mask(player):
    with pytest.raises(al.GameError, match="at most 62"):
        coalition.single_mask(player)


@given(st.sets(st.integers(0, 61)))
def test_a_mask_holds_its_members(group):
    assert coalition.members_of(coalition.mask_of(group)) == tuple(sorted(group))


@given(st.lists(st.integers(0, 2**62 - 1), min_size=1, max_size=20))
def test_rows_and_masks_are_inverse_at_high_bits_too(masks):
    rows = coalition.memberships(masks, 62)
    assert coalition.masks_of_rows(rows).tolist() == masks


def test_rows_say_who_is_in():
    rows = coalition.memberships(range(8), 3)
    assert [np.flatnonzero(row).tolist() for row in rows] == [twins.members(mask) for mask in range(8)]


@pytest.mark.parametrize("n", [0, 1, 5, 12])
def test_sizes_count_members(n):
    assert coalition.sizes(n).tolist() == [len(twins.members(mask)) for mask in range(1 << n)]


@pytest.mark.parametrize("length", [0, 3, 7, 9, 1000])
def test_a_table_has_a_power_of_two_of_values(length):
    with pytest.raises(al.GameError, match=rf"2\*\*n values, got {length}"):
        coalition.players_of_table(length)


@pytest.mark.parametrize("n", range(6))
def test_the_length_of_a_table_gives_its_players(n):
    assert coalition.players_of_table(1 << n) == n


@given(st.integers(0, 2**10 - 1))
def test_subsets_of_a_mask_are_all_there_once(mask):
    found = list(coalition.subsets(mask))
    assert sorted(found) == [part for part in range(mask + 1) if part & mask == part]


@pytest.mark.parametrize("n", [1, 2, 4])
def test_proper_coalitions_leave_out_nobody_and_everybody(n):
    assert list(coalition.proper_masks(n)) == list(range(1, 2**n - 1))


def test_unions_of_groups_come_in_table_order():
    assert coalition.submasks([0b001, 0b110]).tolist() == [0, 1, 6, 7]
    assert coalition.submasks([]).tolist() == [0]
