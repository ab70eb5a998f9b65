"""Small councils to look at."""

from __future__ import annotations

from typing import Any

from alliance.scenario import Scenario

LUXEMBOURG = {"D": 4, "F": 4, "I": 4, "N": 2, "B": 2, "L": 1}  # European Economic Community, 1958: 12 of 17 votes


def scenario(votes: dict[str, float], council: dict[str, Any] | None = None, **parts: Any) -> Scenario:
    """Members with votes, a value of nothing, and a council part."""
    blocks, invested = parts.pop("blocks", {}), parts.pop("invested", {})
    members = [
        {"id": name, "votes": count, "block": blocks.get(name), "investment": {"money": invested[name]} if name in invested else {}}
        for name, count in votes.items()
    ]
    tree = {"alliance": {"id": "x"}, "members": members, "value": {"kind": "pairs"}, "council": council, **parts}
    return Scenario.model_validate(tree)


def splitting(votes: dict[str, float], own: dict[str, float], **parts: Any) -> Scenario:
    """Members who split what each is worth."""
    rules = {"rules": ["shapley"]}
    return scenario(votes, value={"kind": "pairs", "own": own}, allocation=rules, **parts)


def said(wordings: list[Any]) -> str:
    return "\n".join(one.en for one in wordings)
