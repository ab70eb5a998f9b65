"""A small sound scenario, and a way to ask one check what it finds in a changed copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from alliance.scenario.problems import Finding
from alliance.scenario.schema import Scenario

Find = Callable[[Scenario], Iterator[Finding]]


def scenario(**parts: Any) -> Scenario:
    """Build a scenario of three members with some parts replaced; references are taken as they stand."""
    tree: dict[str, Any] = {
        "alliance": {"id": "demo"},
        "capabilities": [{"id": "K1"}, {"id": "K2"}],
        "members": [{"id": "A"}, {"id": "B"}, {"id": "C"}],
        "value": {"kind": "pairs"},
    }
    return Scenario.model_validate(tree | parts)


def steps(find: Find, **parts: Any) -> list[str]:
    """Return where a check finds something, as dotted ways."""
    return [".".join(str(step) for step in finding.steps) for finding in find(scenario(**parts))]


def said(find: Find, **parts: Any) -> list[str]:
    """Return what a check says."""
    return [finding.what.say("en") for finding in find(scenario(**parts))]
