"""Writing a scenario, and the canonical bytes by which two scenarios are the same."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli_w

from alliance.files import write_atomically
from alliance.language import Language, Message
from alliance.scenario.problems import file_error
from alliance.scenario.schema import Scenario

__all__ = ["canonical", "digest", "dump", "plain"]


def plain(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as a tree fit for every form: defaults and empty entries left out, whole numbers without a point."""
    tree = scenario.model_dump(mode="json", exclude_defaults=True)
    return {"schema_version": scenario.schema_version, **_tidy(tree)}


def _tidy(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _tidy(value) for key, value in node.items() if value is not None}
    if isinstance(node, list):
        return [_tidy(value) for value in node if value is not None]
    return int(node) if isinstance(node, float) and node.is_integer() else node


def canonical(scenario: Scenario) -> bytes:
    """Return the bytes that two scenarios share if and only if they are equal, whatever file they came from.

    Every entry is written, defaults included; tables are sorted, lists keep their order.
    """
    tree = scenario.model_dump(mode="json")
    return json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest(scenario: Scenario) -> str:
    """Return ``sha256:…`` of :func:`canonical`."""
    return "sha256:" + hashlib.sha256(canonical(scenario)).hexdigest()


def _write_toml(scenario: Scenario, path: Path, _: Language) -> None:
    path.write_text(tomli_w.dumps(plain(scenario)), encoding="utf-8", newline="\n")


def _write_json(scenario: Scenario, path: Path, _: Language) -> None:
    path.write_text(json.dumps(plain(scenario), ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8", newline="\n")


def _write_workbook(scenario: Scenario, path: Path, language: Language) -> None:
    from alliance.scenario.workbook_write import write_scenario  # late: openpyxl is slow to import and most files are text

    write_scenario(scenario, path, language)


_WRITERS: dict[str, Callable[[Scenario, Path, Language], None]] = {".toml": _write_toml, ".json": _write_json, ".xlsx": _write_workbook}


def dump(scenario: Scenario, path: str | os.PathLike[str], language: Language = "zh") -> Path:
    """Write a scenario as TOML, JSON or a workbook; ``load`` gives back an equal one.

    The file is written beside its place under a temporary name, flushed to disk, then put in place.

    Parameters
    ----------
    scenario
        The scenario.
    path
        Where to; the suffix tells the form.
    language
        Of the workbook's headings.

    Raises
    ------
    ScenarioError
        If the suffix is none of the three, or a list of names does not fit into a workbook cell.
    OSError
        If the file cannot be written; an older one is untouched.
    """
    file = Path(path)
    writer = _WRITERS.get(file.suffix.lower())
    if writer is None:
        what = Message("scenarios are not written to {suffix} files.", {"suffix": file.suffix or Message("such")})
        raise file_error(file, what, Message("Give a .toml, .json or .xlsx file."))
    return write_atomically(file, lambda to: writer(scenario, to, language))
