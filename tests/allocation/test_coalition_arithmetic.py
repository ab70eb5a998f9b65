"""Masks as sets: union, overlap and difference, up to the last of 62 players, and the refusals beyond."""

from math import comb

import numpy as np
import pytest
from game_strategies import given
from hypothesis import strategies as st

import allocation as al
from allocation.coalition import (
    MAX_MASK_PLAYERS,
    coalition_count,
    grand_mask,
    mask_of,
    masks_of_rows,
    members_of,
    memberships,
    players_of_table,
    proper_masks,
    single_mask,
    sizes,
    submasks,
    subsets,
)

GROUPS = st.sets(st.integers(0, MAX_MASK_PLAYERS - 1))


@given(GROUPS, GROUPS)
def test_masks_are_sets(first, second):
    one, other = mask_of(first), mask_of(second)
    assert members_of(one | other) == tuple(sorted(first | second))
    assert members_of(one & other) == tuple(sorted(first & second))
    assert members_of(one & ~other) == tuple(sorted(first - second))
    assert (one & other == one) == (first <= second)


@given(st.lists(GROUPS, min_size=1, max_size=6))
def test_rows_and_masks_are_the_same_groups(groups):
    rows = memberships([mask_of(group) for group in groups], MAX_MASK_PLAYERS)
    assert [set(np.flatnonzero(row)) for row in rows] == groups
    assert masks_of_rows(rows).tolist() == [mask_of(group) for group in groups]


@given(st.sets(st.integers(0, 61), max_size=7))
def test_subsets_ascend_and_are_all(group):
    found = list(subsets(mask_of(group)))
    assert len(found) == 2 ** len(group) == len(set(found))
    assert found == sorted(found)
    assert all(set(members_of(part)) <= group for part in found)
    assert (found[0], found[-1]) == (0, mask_of(group))


@given(st.lists(st.sets(st.integers(0, 20), min_size=1), min_size=1, max_size=5))
def test_unions_of_groups_are_indexed_like_coalitions(groups):
    disjoint, seen = [], set()
    for group in groups:
        disjoint.append(group - seen)
        seen |= group
    found = submasks(mask_of(group) for group in disjoint)
    for t, union in enumerate(found.tolist()):
        assert set(members_of(union)) == set().union(*(disjoint[k] for k in members_of(t)))


def test_no_groups_have_one_union():
    assert submasks([]).tolist() == [0]


@pytest.mark.parametrize("n", range(13))
def test_sizes_follow_the_binomial_coefficients(n):
    assert np.bincount(sizes(n), minlength=n + 1).tolist() == [comb(n, k) for k in range(n + 1)]


@pytest.mark.parametrize("n", [0, 1, 5, 61, 62])
def test_counts_and_grand_masks(n):
    assert coalition_count(n) == 2**n
    assert members_of(grand_mask(n)) == tuple(range(n))
    if n:
        assert len(proper_masks(n)) == 2**n - 2


@pytest.mark.parametrize("n", [63, 64, 65, 128, -1])
def test_beyond_the_masks_everything_refuses(n):
    for ask in (
        coalition_count,
        grand_mask,
        proper_masks,
        lambda k: memberships([1], k),
        lambda k: masks_of_rows(np.ones((1, abs(k) + 62), dtype=bool)),
    ):
        with pytest.raises(al.GameError, match="at most 62"):
            ask(n)


@pytest.mark.parametrize("player", [62, 63, 64, 1000])
def test_high_players_are_refused_one_by_one_and_in_groups(player):
    with pytest.raises(al.GameError, match="at most 62"):
        single_mask(player)
    with pytest.raises(al.GameError, match="at most 62"):
        mask_of([0, player])


@pytest.mark.parametrize("length", [0, 3, 5, 6, 7, 9, 1000, 2**20 + 1])
def test_lengths_between_powers_of_two_say_what_is_needed(length):
    with pytest.raises(al.GameError, match=f"2\\*\\*n values, got {length}"):
        players_of_table(length)


@pytest.mark.parametrize("kind", [list, tuple, np.array, lambda masks: np.array(masks, dtype=np.uint64), iter])
def test_masks_come_in_any_container(kind):
    assert memberships(kind([1, 6]), 3).astype(int).tolist() == [[1, 0, 0], [0, 1, 1]]
