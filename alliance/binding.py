"""What a split of the nucleolus family rests on: the groups that bind, and how it moves when one of them becomes worth more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import allocation as al
from alliance.document import BindingGroup, BindingGroups, Wording

__all__ = ["MOST_PLAYERS", "binding_groups", "preferred"]

FAMILY = ("prenucleolus", "nucleolus", "per_capita_prenucleolus", "per_capita_nucleolus")  # the first one that was asked for is explained
MOST_PLAYERS = 16  # exact rates of larger games take longer than all splits together


def preferred(rules: Sequence[str]) -> str | None:
    """Return which of the asked rules is explained, if any.

    Examples
    --------
    >>> preferred(["shapley", "nucleolus"])
    'nucleolus'
    """
    return next((rule for rule in FAMILY if rule in rules), None)


def binding_groups(game: al.Game, splits: Mapping[str, al.Allocation], titles: Mapping[str, Wording]) -> BindingGroups | None:
    """Return the binding groups of a split that was computed, with exact rates.

    Parameters
    ----------
    game
        The game.
    splits
        By rule.
    titles
        By rule.

    Returns
    -------
    BindingGroups or None
        None where no rule of the family was computed, or the game is too large.
    """
    rule = preferred(list(splits))
    if rule is None or not 1 < game.n <= MOST_PLAYERS:
        return None
    try:
        found = al.sensitivity(game, splits[rule])
    except al.AllocationError:  # a split without levels, or one whose proof does not hold: nothing is claimed
        return None
    everybody = set(game.players)
    groups = [
        BindingGroup(members=list(group), rates=row.tolist())
        for group, row in zip(found.coalitions, found.matrix, strict=True)
        if set(group) != everybody
    ]
    return BindingGroups(rule=rule, title=titles[rule], groups=groups, tied=None if found.tied is None else list(found.tied))
