"""Lines of entries in TOML and JSON texts."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from alliance.scenario.text_lines import json_lines, toml_lines

TOML = '''# a comment with [brackets] and "quotes
title = "not [[a]] header # nor a comment"

[alliance]
id = 'x = 1'
name.zh = """
[[members]]
id = 3
"""

[[members]]
id = "A"
capabilities = { K1 = 3, "K 2" = 1.5 }

[[members]]
id = "B"
since = 2010-01-02 07:32:00

[value]
pairs = [
    # first
    { a = "A", b = "B" },
    [1, [2,
      3]],
]
[[allocation.factors]]
id = "f"
[[allocation.factors]]
id = "g"
[allocation.factors.shares]
A = 1
'''


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        (("title",), 2),
        (("alliance", "id"), 5),
        (("alliance", "name", "zh"), 6),
        (("members",), 11),
        (("members", 0), 11),
        (("members", 0, "capabilities", "K 2"), 13),
        (("members", 1, "id"), 16),
        (("members", 1, "since"), 17),
        (("value", "pairs"), 20),
        (("value", "pairs", 0, "b"), 22),
        (("value", "pairs", 1, 1, 1), 24),
        (("allocation", "factors"), 26),
        (("allocation", "factors", 1, "id"), 29),
        (("allocation", "factors", 1, "shares", "A"), 31),
    ],
)
def test_lines_of_a_toml_text(steps: tuple[str | int, ...], line: int) -> None:
    assert toml_lines(TOML)[steps] == line


def _ways(node: Any, so_far: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    for step, inner in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*so_far, step)
        yield from _ways(inner, (*so_far, step))


@pytest.mark.parametrize("name", ["textile", "sematech", "standards", "starter", "pilot_line"])
def test_every_entry_of_the_examples_has_a_line(name: str) -> None:
    text = (files("alliance") / "examples" / f"{name}.toml").read_text(encoding="utf-8")
    lines = toml_lines(text)
    for steps in _ways(tomllib.loads(text)):
        key = next((step for step in reversed(steps) if isinstance(step, str)), "")
        assert steps in lines
        assert str(key).split(".")[-1] in text.splitlines()[lines[steps] - 1] or isinstance(steps[-1], int)


def test_every_entry_of_a_json_text_has_a_line() -> None:
    tree = {"alliance": {"id": 'a "b" {c'}, "members": [{"id": "A", "cost": -1.5e3}, {"id": "B"}], "none": None, "empty": [{}, []]}
    text = json.dumps(tree, indent=1)
    lines = json_lines(text)
    assert set(_ways(tree)) <= set(lines)
    assert lines[("members", 1, "id")] == next(number for number, line in enumerate(text.splitlines(), 1) if '"B"' in line)


def test_a_json_text_on_one_line() -> None:
    assert json_lines('{"a": [1, {"b": 2}]}')[("a", 1, "b")] == 1
