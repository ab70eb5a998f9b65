"""Disks that are full, folders that are closed, power that goes: the old files stay, and no half file is left."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from study_makers import scenario
from typer.testing import CliRunner

import alliance
from alliance.cli import app
from alliance.files import FILES, write_atomically, write_json
from alliance.scenario import dump, new_workbook
from alliance.study import Study

OLD = "what was here before"


@pytest.fixture(scope="module")
def study() -> Study:
    return alliance.run(scenario("AB", allocation={"rules": ["equal"]}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an older result in it."""
    for name in FILES:
        (tmp_path / name).write_text(OLD, encoding="utf-8")
    return tmp_path


def untouched(folder: Path) -> bool:
    return sorted(p.name for p in folder.iterdir()) == sorted(FILES) and all((folder / name).read_text() == OLD for name in FILES)


def failing(after: int, error: OSError, real: Callable[..., Any]) -> Callable[..., Any]:
    """A call that works some times and then fails."""
    calls = iter(range(10_000))

    def call(*arguments: Any, **options: Any) -> Any:
        if next(calls) >= after:
            raise error
        return real(*arguments, **options)

    return call


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("after", range(5))
def test_a_disk_that_fills_up_while_saving_changes_nothing(after: int, study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(after, FULL, os.fsync))
    with pytest.raises(OSError, match="No space left"):
        study.save(folder)
    assert untouched(folder)


def test_every_file_is_on_the_disk_before_the_first_is_put_in_place(study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is only given to bytes that were flushed: five files, five flushes, whatever their kind."""
    flushed: list[int] = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: flushed.append(os.fstat(handle).st_size) or real(handle))
    study.save(folder)
    assert sorted(flushed) == sorted((folder / name).stat().st_size for name in FILES)


@pytest.mark.parametrize("after", range(3))
def test_a_disk_too_full_for_a_text_changes_nothing(after: int, study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "write_text", failing(after, FULL, Path.write_text))
    with pytest.raises(OSError, match="No space left"):
        study.save(folder)
    monkeypatch.undo()
    assert untouched(folder)


@pytest.mark.parametrize("part", ["alliance.report.html.render_html", "alliance.report.workbook.write_workbook", "alliance.scenario.dump"])
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt(), MemoryError()])
def test_whatever_breaks_while_a_file_is_made_changes_nothing(
    part: str, error: BaseException, study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise error

    monkeypatch.setattr(part, broken)
    with pytest.raises(type(error)):
        study.save(folder)
    assert untouched(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_folder_where_a_file_belongs_changes_no_other_file(name: str, study: Study, folder: Path) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    with pytest.raises(IsADirectoryError, match=name.replace(".", r"\.")):
        study.save(folder)
    assert all((folder / other).read_text() == OLD for other in FILES if other != name)
    assert sorted(p.name for p in folder.iterdir()) == sorted(FILES)


def test_saving_replaces_older_files_and_leaves_others(study: Study, folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    written = study.save(folder)
    assert [p.name for p in written] == list(FILES)
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not any((folder / name).read_bytes() == OLD.encode() for name in FILES)


def test_saving_makes_the_folders_it_needs(study: Study, tmp_path: Path) -> None:
    study.save(tmp_path / "a" / "联盟 b" / "c")
    assert (tmp_path / "a" / "联盟 b" / "c" / "result.json").is_file()


def test_saved_files_may_be_read_by_everybody(study: Study, tmp_path: Path) -> None:
    study.save(tmp_path)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in FILES} == {0o644}


def test_saving_twice_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    study.save(tmp_path / "one")
    study.save(tmp_path / "two")
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_times_are_kept_out_of_the_result(study: Study, tmp_path: Path) -> None:
    slower = Study(study.scenario, study.document, {"alliance": 99.0})
    study.save(tmp_path / "fast")
    slower.save(tmp_path / "slow")
    assert (tmp_path / "fast" / "result.json").read_bytes() == (tmp_path / "slow" / "result.json").read_bytes()
    assert (tmp_path / "fast" / "run.json").read_bytes() != (tmp_path / "slow" / "run.json").read_bytes()


def test_a_file_that_is_not_put_in_place_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text(OLD, encoding="utf-8")
    monkeypatch.setattr(Path, "replace", failing(0, PermissionError(errno.EACCES, "denied"), Path.replace))
    with pytest.raises(PermissionError):
        write_json(tmp_path / "a.json", [1])
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_no_json_with_numbers_that_are_none(number: float, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(tmp_path / "a.json", {"x": [number]})
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_replaced_and_what_it_points_at_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text(OLD, encoding="utf-8")
    link.symlink_to(target)
    write_atomically(link, lambda to: to.write_text("new", encoding="utf-8") and None)
    assert (target.read_text(encoding="utf-8"), link.read_text(encoding="utf-8"), link.is_symlink()) == (OLD, "new", False)


@pytest.mark.parametrize("suffix", ["toml", "json", "xlsx"])
def test_a_scenario_that_cannot_be_written_keeps_the_old_one(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"old.{suffix}"
    path.write_text(OLD, encoding="utf-8")
    monkeypatch.setattr(os, "fsync", failing(0, FULL, os.fsync))
    with pytest.raises(OSError, match="No space left"):
        dump(scenario(), path)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_text(encoding="utf-8") == OLD


def test_a_template_that_cannot_be_written_keeps_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "council.xlsx"
    path.write_text(OLD, encoding="utf-8")
    monkeypatch.setattr(os, "fsync", failing(0, FULL, os.fsync))
    with pytest.raises(OSError, match="No space left"):
        new_workbook(path, "en")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["run", "new", "split", "select"])
def test_commands_say_that_the_disk_is_full(command: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, out = tmp_path / "in.json", tmp_path / "out"
    dump(scenario("AB", selection={"alternatives": 0}, allocation={"rules": ["equal"]}), source)
    words = {
        "run": ["run", str(source), "-o", str(out), "-q"],
        "new": ["new", str(out / "x.xlsx")],
        "split": ["split", str(source), "--json", str(out / "x.json")],
        "select": ["select", str(source), "--json", str(out / "x.json")],
    }[command]
    monkeypatch.setattr(os, "fsync", failing(0, FULL, os.fsync))
    found = CliRunner().invoke(app, [*words, "--lang", language])
    assert found.exit_code == 2
    assert "No space left" in found.stderr
    assert "Traceback" not in found.stderr
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("place", ["file in the way", "name too long", "no such drive"])
def test_folders_that_cannot_be_made_are_a_clear_error(place: str, tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    dump(scenario("AB", allocation={"rules": ["equal"]}), source)
    (tmp_path / "blocked").write_text(OLD, encoding="utf-8")
    out = {
        "file in the way": tmp_path / "blocked" / "out",
        "name too long": tmp_path / ("x" * 300),
        "no such drive": Path("/proc/nowhere/out"),
    }
    found = CliRunner().invoke(app, ["run", str(source), "-o", str(out[place]), "-q", "--lang", "en"])
    assert found.exit_code == 2
    assert found.stderr.startswith("Error: ")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["blocked", "in.json"]
