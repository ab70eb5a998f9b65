"""Coalitions as bit masks: the only file, with the kernels, that knows that bit i stands for player i.

Masks are unsigned 64-bit integers and hold at most 62 players, so that no shift can overflow silently.
Larger player sets are handled as rows of Booleans, never as masks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError

__all__ = [
    "MAX_MASK_PLAYERS",
    "coalition_count",
    "grand_mask",
    "mask_of",
    "masks_of_rows",
    "members_of",
    "memberships",
    "players_of_table",
    "proper_masks",
    "single_mask",
    "sizes",
    "submasks",
    "subsets",
]

MAX_MASK_PLAYERS = 62  # players; bit 62 and 63 stay free so that 2**n and its sums fit a signed 64-bit integer

Masks = NDArray[np.uint64]
Memberships = NDArray[np.bool_]


def _require_mask_players(n: int) -> None:
    if not 0 <= n <= MAX_MASK_PLAYERS:
        raise GameError(f"coalitions of {n} players cannot be numbered: bit masks hold at most {MAX_MASK_PLAYERS} players")


def coalition_count(n: int) -> int:
    """Return 2**n, the number of coalitions of n players, the empty one included.

    Raises
    ------
    GameError
        If n is negative or above 62.

    Examples
    --------
    >>> coalition_count(3)
    8
    """
    _require_mask_players(n)
    return 1 << n


def grand_mask(n: int) -> int:
    """Return the mask of all n players.

    Examples
    --------
    >>> grand_mask(3)
    7
    """
    return coalition_count(n) - 1


def single_mask(player: int) -> int:
    """Return the mask of one player.

    Examples
    --------
    >>> single_mask(2)
    4
    """
    _require_mask_players(player + 1)
    return 1 << player


def mask_of(members: Iterable[int]) -> int:
    """Return the mask of a group of player indices.

    Examples
    --------
    >>> mask_of([0, 2])
    5
    """
    mask = 0
    for player in members:
        mask |= single_mask(player)
    return mask


def members_of(mask: int) -> tuple[int, ...]:
    """Return the player indices of a mask, in ascending order.

    Examples
    --------
    >>> members_of(5)
    (0, 2)
    """
    mask = int(mask)
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)


def players_of_table(length: int) -> int:
    """Return n for a table of 2**n values.

    Raises
    ------
    GameError
        If the length is not a power of two.

    Examples
    --------
    >>> players_of_table(8)
    3
    """
    n = length.bit_length() - 1
    if length < 1 or length != 1 << n:
        raise GameError(f"a table of all coalitions has 2**n values, got {length}: give one value per coalition, v(∅) = 0 first")
    _require_mask_players(n)
    return n


def memberships(masks: NDArray[np.uint64] | Iterable[int], n: int) -> Memberships:
    """Unpack masks into rows of Booleans.

    Parameters
    ----------
    masks
        m masks.
    n
        Number of players.

    Returns
    -------
    bool[m, n]
        Row r holds who is in coalition r.

    Examples
    --------
    >>> memberships([1, 6], 3).astype(int).tolist()
    [[1, 0, 0], [0, 1, 1]]
    """
    _require_mask_players(n)
    rows = np.asarray(masks if isinstance(masks, np.ndarray) else list(masks), dtype=np.uint64)
    inside: Memberships = (rows[:, None] >> np.arange(n, dtype=np.uint64)) & np.uint64(1) != 0
    return inside


def sizes(n: int) -> NDArray[np.uint8]:
    """Return the number of members of every coalition, in table order.

    Examples
    --------
    >>> sizes(2).tolist()
    [0, 1, 1, 2]
    """
    return np.bitwise_count(np.arange(coalition_count(n), dtype=np.uint64))


def proper_masks(n: int) -> range:
    """Return the masks of all coalitions but the empty and the grand one.

    Examples
    --------
    >>> list(proper_masks(2))
    [1, 2]
    """
    return range(1, grand_mask(n))


def subsets(mask: int) -> Iterator[int]:
    """Yield every subset of a mask, the empty one first and the mask itself last.

    Examples
    --------
    >>> list(subsets(5))
    [0, 1, 4, 5]
    """
    part = 0
    while True:
        yield part
        if part == mask:
            return
        part = (part - mask) & mask


def submasks(masks: Iterable[int]) -> NDArray[np.int64]:
    """Return the masks of all unions of disjoint groups, in table order of the groups.

    Parameters
    ----------
    masks
        k disjoint masks: single players, or whole groups that move together.

    Returns
    -------
    int64[2**k]
        Entry t is the union of the groups whose bit is set in t.

    Examples
    --------
    >>> submasks([1, 4]).tolist()
    [0, 1, 4, 5]
    """
    unions = np.zeros(1, dtype=np.int64)
    for mask in masks:
        unions = np.concatenate((unions, unions | mask))
    return unions


def masks_of_rows(rows: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Pack rows of Booleans into masks: the inverse of :func:`memberships`.

    Examples
    --------
    >>> masks_of_rows(np.array([[True, False, True]])).tolist()
    [5]
    """
    n = rows.shape[1]
    _require_mask_players(n)
    weights = np.uint64(1) << np.arange(n, dtype=np.uint64)
    masks: NDArray[np.uint64] = rows.astype(np.uint64) @ weights
    return masks
