"""Every TOML block of the page on scenario files is what it says: it loads, runs and verifies, or is a part of a larger file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import alliance
from alliance.function_game import function_game, function_named
from alliance.scenario.kinds import KINDS
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

PAGE = (Path(__file__).parents[2] / "docs" / "scenario.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
WHOLE = [block for block in BLOCKS if "[alliance]" in block]
PARTS = [block for block in BLOCKS if "[alliance]" not in block]


@pytest.mark.parametrize("block", WHOLE, ids=lambda block: tomllib.loads(block)["alliance"]["id"])
def test_a_whole_scenario_runs_and_verifies(block: str, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    path.write_text(block, encoding="utf-8")
    scenario = alliance.load(path)
    study = alliance.run(scenario)
    (game,) = study.document.games
    assert game.skipped == []
    assert all(split.verified for split in game.splits)
    assert [check for check in alliance.verify(study.document, scenario) if not check.ok] == []


@pytest.mark.parametrize("block", PARTS, ids=range(len(PARTS)))
def test_a_part_of_a_scenario_fits_into_one(block: str) -> None:
    part = tomllib.loads(block)
    host = tomllib.loads((Path(alliance.__file__).parent / "examples" / "textile.toml").read_text(encoding="utf-8"))
    found = parse(host | part, TextPlaces())
    assert all(getattr(found, name) is not None for name in part)


def test_every_kind_without_an_example_of_its_own_is_shown() -> None:
    shown = {tomllib.loads(block)["value"]["kind"] for block in WHOLE}
    assert shown >= set(KINDS) - {"table", "rules", "projects"}


def test_every_kind_is_described() -> None:
    for kind in KINDS:
        assert f"| `{kind}` |" in PAGE


def test_the_function_of_the_page_gives_a_game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "values_of_the_page.py").write_text(code, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    game = function_game(function_named("values_of_the_page:worth"), list("ABC"))
    assert game.table().tolist() == pytest.approx([0, 0, 0, 10 * 2**1.5, 0, 10 * 2**1.5, 10 * 2**1.5, 10 * 3**1.5])
