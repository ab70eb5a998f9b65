"""Every broken file of the corpus is refused with the problems written down for it, in both languages, all at once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from alliance.scenario import ScenarioError, load

BROKEN = Path(__file__).parent / "broken"
INDEX: list[dict[str, Any]] = json.loads((BROKEN / "index.json").read_text(encoding="utf-8"))


@cache
def _problems(name: str) -> ScenarioError:
    with pytest.raises(ScenarioError) as caught:
        load(BROKEN / name)
    return caught.value


@pytest.mark.parametrize("entry", INDEX, ids=[one["file"] for one in INDEX])
def test_every_problem_is_found_at_its_place(entry: dict[str, Any]) -> None:
    found = _problems(entry["file"])
    said = [
        (
            p.where if isinstance(p.where, str) else p.where.say("en"),
            p.what.say("en") + " " + p.fix.say("en"),
            p.what.say("zh") + p.fix.say("zh"),
        )
        for p in found.problems
    ]
    assert len(said) == len(entry["problems"]), found.say("en")
    for expected in entry["problems"]:
        assert any(where == expected["where"] and expected["en"] in en and expected["zh"] in zh for where, en, zh in said), found.say("en")


@pytest.mark.parametrize("entry", INDEX, ids=[one["file"] for one in INDEX])
def test_the_chinese_text_is_chinese(entry: dict[str, Any]) -> None:
    for problem in _problems(entry["file"]).problems:
        assert any("一" <= char <= "鿿" for char in problem.what.say("zh")), problem.what.text
        assert any("一" <= char <= "鿿" for char in problem.fix.say("zh")), problem.fix.text


def test_the_corpus_is_complete() -> None:
    assert {one["file"] for one in INDEX} == {path.name for path in BROKEN.iterdir()} - {"index.json"}
    assert len(INDEX) >= 45
    assert {Path(one["file"]).suffix for one in INDEX} >= {".toml", ".json", ".xlsx"}


def test_problems_come_in_the_order_of_the_file() -> None:
    lines = [problem.where.values["line"] for problem in _problems("many_at_once.toml").problems]
    assert lines == sorted(lines)
    assert len(lines) == 6


def test_the_text_counts_and_lists_the_problems() -> None:
    text = _problems("many_at_once.toml").say("zh").splitlines()
    assert text[0] == "many_at_once.toml：6 处问题"
    assert text[1] == '  1. 第 6 行，members[0].cost："ten" 不是数字。请只用数字，例如 1200 或 0.25。'
