"""TOML and JSON: text to a plain tree, with syntax errors said as problems."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from alliance.language import Message
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces
from alliance.scenario.problems import Finding, ScenarioError, file_error
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.sources import decode
from alliance.scenario.text_lines import json_lines, toml_lines

__all__ = ["read_json", "read_toml"]

_LONGEST_INT = 400  # digits; float64 ends at 309, and Python refuses to convert more than 4300
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(data: bytes, path: Path) -> Scenario:
    """Read a scenario from the bytes of a TOML file.

    Raises
    ------
    ScenarioError
        With every problem of the file; after a syntax error that one alone.
    """
    text = decode(data, path)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(str(error), text, path) from None
    except RecursionError:
        raise _too_deep(path) from None
    except ValueError:
        raise file_error(path, Message("a number has thousands of digits."), Message("Correct the number.")) from None
    return parse(tree, TextPlaces(lambda: toml_lines(text)), path.name)


def _toml_error(said: str, text: str, path: Path) -> ScenarioError:
    place = _TOML_PLACE.search(said)
    lines = text.splitlines() or [""]
    number = int(place[1]) if place and place[1] else len(lines)
    twice = said.startswith(("Cannot overwrite", "Cannot declare", "Duplicate"))
    what = (
        Message("{given} repeats a name.", {"given": shown(lines[number - 1].strip())}) if twice else _bad_syntax(lines[number - 1], "TOML")
    )
    fix = (
        Message("Keep one of the two entries.")
        if twice
        else Message("Texts need quotes, lists need brackets and commas; see the examples.")
    )
    return file_error(path, what, fix, Message("line {line}", {"line": number}))


def _bad_syntax(line: str, form: str) -> Message:
    return Message("{given} is not valid {form}.", {"given": shown(line.strip()), "form": form})


def _too_deep(path: Path) -> ScenarioError:
    return file_error(path, Message("entries are nested too deeply."), Message("Compare with the description of the file format."))


def read_json(data: bytes, path: Path) -> Scenario:
    """Read a scenario from the bytes of a JSON file.

    Raises
    ------
    ScenarioError
        With every problem of the file; after a syntax error that one alone.
    """
    text = decode(data, path)
    repeated: list[Finding] = []

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            what = Message("{key} stands twice in one table.", {"key": ", ".join(str(shown(key)) for key in twice)})
            repeated.append(Finding((), what, Message("Keep one of the two entries.")))
        return found

    try:
        tree = json.loads(text, object_pairs_hook=table, parse_int=_whole)
    except json.JSONDecodeError as error:
        line = (text.splitlines() or [""])[min(error.lineno, len(text.splitlines())) - 1]
        fix = Message("Texts need double quotes, entries commas between them and none after the last.")
        raise file_error(path, _bad_syntax(line, "JSON"), fix, Message("line {line}", {"line": error.lineno})) from None
    except RecursionError:
        raise _too_deep(path) from None
    return parse(tree, TextPlaces(lambda: json_lines(text)), path.name, repeated)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_INT else float(digits)
