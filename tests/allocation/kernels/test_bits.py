"""Counting members, up to the highest player a mask holds."""

import pytest

from allocation.coalition import MAX_MASK_PLAYERS, grand_mask, mask_of, single_mask
from allocation.kernels.bits import popcount


@pytest.mark.parametrize("n", [0, 1, 31, 32, 33, 53, 54, MAX_MASK_PLAYERS])
def test_all_members_are_counted(n):
    assert popcount(grand_mask(n)) == n


@pytest.mark.parametrize("player", [0, 31, 32, 52, 53, 61])
def test_one_member_counts_one_wherever_it_is(player):
    assert popcount(single_mask(player)) == 1


def test_low_and_high_members_count_alike():
    assert popcount(mask_of([0, 5, 60, 61])) == 4
