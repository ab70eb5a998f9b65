"""A Python function as a game: named on the command line, evaluated once, refused in words, never from a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import alliance
import allocation as al
from alliance.cli import app
from alliance.function_game import function_game, function_named, scenario_of
from alliance.scenario import ScenarioError, load

CODE = """
import numpy as np

calls = []
number = 7

def worth(members):
    calls.append(len(members))
    return 10.0 * members.sum(axis=1) ** 2

def short(members):
    return [1.0]

def words(members):
    return ["a"] * len(members)

def missing(members):
    return np.full(len(members), np.nan)

def broken(members):
    raise RuntimeError("no such price")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "my_values.py").write_text(CODE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "my_values", raising=False)
    return tmp_path


def call(*words: object) -> Any:
    found = CliRunner().invoke(app, [str(word) for word in words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def refusal(function: str, members: str = "3", *more: object, lang: str = "en") -> str:
    found = call("split", "--function", function, "--members", members, *more, "--lang", lang)
    assert found.exit_code == 2
    assert "Traceback" not in found.output
    return found.output


def test_the_split_of_a_function(folder: Path) -> None:
    found = call("split", "--function", "my_values:worth", "--members", "4", "--rule", "shapley", "--lang", "en")
    assert found.exit_code == 0, found.output
    assert found.output.count("40.00") == 4
    assert "160.00" in found.output
    assert "nobody leaves" in found.output


def test_names_of_members(folder: Path) -> None:
    found = call("split", "-f", "my_values:worth", "-m", "海利得、东华大学", "-r", "equal", "--lang", "zh")
    assert found.exit_code == 0
    assert "海利得" in found.output
    assert "20.00" in found.output


def test_the_json_says_that_it_is_a_function(folder: Path) -> None:
    call("split", "-f", "my_values:worth", "-m", "3", "-r", "shapley", "--json", folder / "x.json")
    (game,) = json.loads((folder / "x.json").read_text(encoding="utf-8"))["games"]
    assert game["kind"] == "function"
    assert game["players"] == ["M1", "M2", "M3"]
    assert game["splits"][0]["verified"]


def test_the_table_is_kept(folder: Path) -> None:
    words = ("split", "-f", "my_values:worth", "-m", "3", "-r", "shapley", "--cache", folder / "t.npz")
    assert call(*words).exit_code == 0
    assert (folder / "t.npz").is_file()
    calls = sys.modules["my_values"].calls
    calls.clear()
    assert call(*words).exit_code == 0
    assert calls == []


def test_the_table_of_other_members_is_refused(folder: Path) -> None:
    words = ("--rule", "shapley", "--cache", folder / "t.npz")
    call("split", "-f", "my_values:worth", "-m", "3", *words)
    assert "other players" in refusal("my_values:worth", "4", *words)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("my_values", "names no function"),
        (":worth", "names no function"),
        ("my_values:", "names no function"),
        ("no_such_module:worth", "cannot be imported"),
        ("my_values:wort", "has no function wort"),
        ("my_values:number", "has no function number"),
        ("my_values:short", "one number per coalition"),
        ("my_values:words", "must return numbers"),
        ("my_values:missing", "finite numbers"),
        ("my_values:broken", "the function failed: RuntimeError: no such price"),
    ],
)
def test_what_is_no_game_is_refused_in_words(function: str, said: str, folder: Path) -> None:
    assert said in refusal(function)


@pytest.mark.parametrize(
    ("function", "said"), [("my_values:wort", "没有函数 wort"), ("x", "没有指明函数"), ("my_values:broken", "函数出错")]
)
def test_refusals_are_said_in_chinese(function: str, said: str, folder: Path) -> None:
    assert said in refusal(function, lang="zh")


@pytest.mark.parametrize(
    ("members", "said"), [("0", "does not give 1 to 30"), ("31", "1 to 30"), ("", "1 to 30"), ("A、A", "listed twice")]
)
def test_members_that_are_none(members: str, said: str, folder: Path) -> None:
    text = refusal("my_values:worth", members)
    assert said in text or "same id" in text


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--function", "my_values:worth"),
        ("--members", "3"),
        ("in.toml", "--function", "my_values:worth", "--members", "3"),
        ("in.toml", "--cache", "t.npz"),
        ("in.toml", "--members", "3"),
    ],
)
def test_either_a_scenario_or_a_function(words: tuple[str, ...], folder: Path) -> None:
    found = call("split", *words, "--lang", "en")
    assert found.exit_code == 2
    assert "Give a scenario, or --function together with --members." in found.output


def test_the_search_path_is_left_as_it_was(folder: Path) -> None:
    before = list(sys.path)
    function_named("my_values:worth")
    with pytest.raises(ScenarioError):
        function_named("no_such_module:worth")
    assert sys.path == before


# From Python


def squares(members: Any) -> Any:
    return members.sum(axis=1) ** 2.0


def test_progress_reaches_the_end() -> None:
    seen: list[tuple[int, int]] = []
    function_game(squares, [f"M{k}" for k in range(17)], lambda done, of: seen.append((done, of)))
    assert seen[-1] == (2**17, 2**17)
    assert seen == sorted(seen)


def test_a_compiled_function_of_masks() -> None:
    from numba import njit, uint64

    @njit
    def lowest(mask: int) -> float:
        return 5.0 if mask & uint64(1) else 0.0

    game = function_game(lowest, ["A", "B"])
    assert game.table().tolist() == [0, 5, 0, 5]


def test_a_scenario_of_members_only() -> None:
    assert [one.id for one in scenario_of(" 2 ").members] == ["M1", "M2"]
    assert [one.id for one in scenario_of("B, A").members] == ["B", "A"]


def test_a_game_of_ones_own_is_split_and_verified() -> None:
    scenario, game = scenario_of("A,B,C"), al.FunctionGame(squares, ["A", "B", "C"], vectorised=True)
    study = alliance.run(scenario, game=game, rules=["shapley", "nucleolus"])
    assert [split.payoffs for split in study.document.games[0].splits] == [pytest.approx([3, 3, 3])] * 2
    assert [check for check in alliance.verify(study.document, scenario, game=game) if not check.ok] == []


def test_another_game_is_noticed() -> None:
    scenario = scenario_of("3")
    players = [one.id for one in scenario.members]
    study = alliance.run(scenario, game=al.TableGame(np.arange(8.0), players), rules=["shapley"])
    wrong = [
        check.name for check in alliance.verify(study.document, scenario, game=al.TableGame(2 * np.arange(8.0), players)) if not check.ok
    ]
    assert "alliance: v(N)" in wrong
    assert [check for check in alliance.verify(study.document, scenario) if not check.ok] != []


def test_no_file_can_name_a_function(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text('[alliance]\nid = "x"\n[[members]]\nid = "A"\n[value]\nkind = "function"\nfunction = "os:getcwd"\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match="no kind of value"):
        load(path)
