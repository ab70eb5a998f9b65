"""Files that are either the old one or the whole new one, never half of it."""

from __future__ import annotations

import errno
import json
import os
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliance.document import Document
from alliance.language import Language

if TYPE_CHECKING:
    from alliance.study import Study

FILES = ("report.html", "report.xlsx", "result.json", "scenario.json", "run.json")

__all__ = ["read_document", "save_study", "write_atomically", "write_json"]


def write_atomically(path: Path, fill: Callable[[Path], None]) -> Path:
    """Let ``fill`` write a temporary file beside ``path``, flush it to disk, then put it in place.

    Parameters
    ----------
    path
        Where the file shall be.
    fill
        Writes the file it is given the path of.

    Raises
    ------
    OSError
        If the folder cannot be written; an older file is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        fill(temporary)
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return path


def write_text(path: Path, text: str) -> Path:
    """Write a UTF-8 text file atomically."""

    def fill(to: Path) -> None:
        to.write_text(text, encoding="utf-8", newline="\n")

    return write_atomically(path, fill)


def write_json(path: Path, data: Any) -> Path:
    """Write JSON atomically, the same bytes for the same data."""
    return write_text(path, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def read_document(path: Path) -> Document:
    """Read a ``result.json``.

    Raises
    ------
    ScenarioError
        If it is not a result of this program.
    """
    from pydantic import ValidationError

    from alliance.language import Message
    from alliance.scenario import Problem, ScenarioError

    try:
        return Document.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error.strerror)
        problem = Problem(
            str(path), Message("this is not a result file: {why}", {"why": why}), Message("Give the result.json that “alliance run” wrote.")
        )
        raise ScenarioError([problem]) from None


def save_study(study: Study, folder: Path, language: Language) -> list[Path]:
    """Write all files of a study: everything is written aside first, and only then put in place, so that a failure changes nothing."""
    from alliance.report.html import render_html
    from alliance.report.workbook import write_workbook
    from alliance.scenario import dump

    document = study.document
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".saving-") as aside:
        new = Path(aside)
        write_text(new / "report.html", render_html(document, language))
        write_atomically(new / "report.xlsx", lambda to: write_workbook(document, to, language))
        write_json(new / "result.json", document.model_dump(mode="json"))
        dump(study.scenario, new / "scenario.json")
        write_json(new / "run.json", {"status": document.status, "seconds": study.seconds, "python": platform.python_version()})
        _require_places(folder)
        return [(new / name).replace(folder / name) for name in FILES]


def _require_places(folder: Path) -> None:
    """Find out before the first file is put in place whether a folder stands where the last one belongs."""
    blocked = next((folder / name for name in FILES if (folder / name).is_dir()), None)
    if blocked is not None:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(blocked))
