"""Files as the world hands them over: missing, folders, other encodings, other kinds; and writing that never leaves half a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from alliance.scenario import Scenario, ScenarioError, canonical, digest, dump, load
from alliance.scenario.dump import plain

TEXT = (files("alliance") / "examples" / "starter.toml").read_text(encoding="utf-8")


@pytest.fixture
def scenario() -> Scenario:
    return load(str(files("alliance") / "examples" / "starter.toml"))


def _error(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return caught.value.say("en")


def test_a_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in _error(tmp_path / "none.toml")


def test_a_missing_folder(tmp_path: Path) -> None:
    assert "there is no such file" in _error(tmp_path / "no" / "none.xlsx")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    assert "this is a folder" in _error(tmp_path / "a.toml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.json")
    assert "not an ordinary file" in _error(tmp_path / "a.json")


def test_a_name_with_a_nul(tmp_path: Path) -> None:
    assert "cannot be read" in _error(Path("a\0b.toml"))


def test_a_name_that_is_too_long() -> None:
    assert "problem(s)" in _error(Path("x" * 5000 + ".toml"))


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.toml").write_text(TEXT, encoding="utf-8")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    assert "cannot be read: Permission denied" in _error(tmp_path / "a.toml")


@pytest.mark.parametrize("name", ["a", "a.txt", "a.xls", "a.xlsm", "a.yaml", ".toml"])
def test_other_kinds_of_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert "scenarios are not read from" in _error(tmp_path / name)


def test_names_that_break_a_terminal_are_shown_harmlessly(tmp_path: Path) -> None:
    assert "\x1b" not in _error(tmp_path / "\x1b[31mred.toml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_that_are_certain(tmp_path: Path, scenario: Scenario, encoding: str) -> None:
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    (tmp_path / "a.toml").write_bytes(marks.get(encoding, b"") + TEXT.encode(encoding))
    assert load(tmp_path / "a.toml") == scenario


def test_windows_line_ends(tmp_path: Path, scenario: Scenario) -> None:
    (tmp_path / "a.toml").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert load(tmp_path / "a.toml") == scenario


def test_the_suffix_may_be_written_large(tmp_path: Path, scenario: Scenario) -> None:
    (tmp_path / "A.TOML").write_text(TEXT, encoding="utf-8")
    assert load(tmp_path / "A.TOML") == scenario


@pytest.mark.parametrize("form", [".toml", ".json", ".xlsx"])
def test_the_digest_does_not_depend_on_the_form(tmp_path: Path, scenario: Scenario, form: str) -> None:
    assert digest(load(dump(scenario, tmp_path / f"a{form}"))) == digest(scenario)


def test_the_digest_sees_every_change(scenario: Scenario) -> None:
    other = scenario.model_copy(update={"seed": 1})
    assert digest(other) != digest(scenario)
    assert digest(scenario).startswith("sha256:")
    assert len(digest(scenario)) == 7 + 64


def test_the_digest_is_the_same_in_another_process(scenario: Scenario) -> None:
    code = "from importlib.resources import files; from alliance.scenario import digest, load; print(digest(load(str(files('alliance') / 'examples' / 'starter.toml'))))"
    env = {**os.environ, "PYTHONHASHSEED": "7"}
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env).stdout.strip() == digest(
        scenario
    )


def test_canonical_bytes_are_json_with_sorted_keys(scenario: Scenario) -> None:
    tree = json.loads(canonical(scenario))
    assert list(tree) == sorted(tree)
    assert Scenario.model_validate(tree) == scenario


def test_the_plain_tree_is_tidy(scenario: Scenario) -> None:
    tree = plain(scenario)
    assert tree["members"][0]["stand_alone"] == 10
    assert isinstance(tree["members"][0]["stand_alone"], int)
    assert "cost" not in tree["members"][0]
    assert tree["schema_version"] == 1


def test_an_open_range_is_written_without_its_end(scenario: Scenario) -> None:
    asked = Scenario.model_validate({**scenario.model_dump(), "selection": {"size": [2]}})
    assert plain(asked)["selection"]["size"] == [2]
    assert asked.selection is not None
    assert asked.selection.size == (2, None)


@pytest.mark.parametrize("name", ["a.txt", "a", "a.xls"])
def test_other_kinds_are_not_written(tmp_path: Path, scenario: Scenario, name: str) -> None:
    with pytest.raises(ScenarioError, match="scenarios are not written to"):
        dump(scenario, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", [".toml", ".json", ".xlsx"])
def test_a_failing_write_leaves_the_old_file(tmp_path: Path, scenario: Scenario, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"a{form}"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        dump(scenario, path)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_list_of_names_that_no_cell_holds(tmp_path: Path) -> None:
    members = [{"id": f"{number:04}" + "x" * 190} for number in range(200)]
    scenario = Scenario.model_validate(
        {
            "alliance": {"id": "x"},
            "members": members,
            "value": {"kind": "pairs"},
            "selection": {"candidates": [one["id"] for one in members]},
        }
    )
    with pytest.raises(ScenarioError, match="a cell holds 32767"):
        dump(scenario, tmp_path / "a.xlsx")
    assert load(dump(scenario, tmp_path / "a.json")) == scenario


def test_reading_and_writing_text_imports_no_openpyxl() -> None:
    code = """
import sys
from importlib.resources import files
from alliance.scenario import dump, load, json_schema
load(str(files("alliance") / "examples" / "sematech.toml").replace("sematech", "standards"))
assert "openpyxl" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
