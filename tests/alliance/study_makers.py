"""Small scenarios, built in a line, and what running them gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

import alliance
from alliance.document import Document, GameOutcome, SplitOutcome
from alliance.scenario import Scenario
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

Member = str | dict[str, Any]


def scenario(members: Iterable[Member] = ("A", "B", "C"), **parts: Any) -> Scenario:
    """A scenario that went through every check a file goes through."""
    listed = [{"id": one} if isinstance(one, str) else one for one in members]
    return parse({"alliance": {"id": "demo"}, "members": listed, "value": {"kind": "pairs"}, **parts}, TextPlaces())


def table(players: Sequence[str], worth: Callable[[tuple[str, ...]], float]) -> dict[str, Any]:
    """The value part that lists what every coalition is worth."""
    groups = [group for size in range(1, len(players) + 1) for group in combinations(players, size)]
    return {"kind": "table", "coalitions": [{"members": list(group), "value": worth(group)} for group in groups]}


def by_size(players: Sequence[str], *worths: float) -> dict[str, Any]:
    """A table in which only the number of members counts."""
    return table(players, lambda group: worths[len(group) - 1])


def given(players: Sequence[str], **worths: float) -> dict[str, Any]:
    """A table written as ``AB=8``; what is not written is worth nothing."""
    return table(players, lambda group: worths.get("".join(group), 0.0))


def document(*arguments: Any, **parts: Any) -> Document:
    """What running a scenario gives."""
    return alliance.run(scenario(*arguments, **parts)).document


def game(*arguments: Any, **parts: Any) -> GameOutcome:
    """The only game of a scenario, played."""
    (only,) = document(*arguments, **parts).games
    return only


def split(outcome: GameOutcome, rule: str) -> SplitOutcome:
    """One rule's split."""
    return next(one for one in outcome.splits if one.rule == rule)


def payoffs(value: dict[str, Any], rule: str, members: Iterable[Member] = ("A", "B", "C"), **parts: Any) -> list[float]:
    """What a rule pays in a game."""
    return split(game(members, value=value, allocation={"rules": [rule], **parts}), rule).payoffs
