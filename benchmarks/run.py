"""Runs as JSON lines: the first line is the machine, then one line per row, the last one how it ended."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from benchmarks.machine import describe_machine, load_average
from benchmarks.registry import Row

__all__ = ["NotARunError", "Run", "first_line", "last_line", "read_run", "row_line"]

TEXTS = {"what", "size", "beside", "unit", "note", "fault", "name", "group"}


class NotARunError(ValueError):
    """A text is not the JSON lines of a run; ``line`` is the first that is wrong."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not that of a run")
        self.line = line


@dataclass(frozen=True)
class Run:
    """What was measured, on what, and by which command."""

    machine: dict[str, Any]
    command: str
    rows: tuple[Row, ...]
    load_after: list[float] | None = None


def _line(kind: str, data: dict[str, Any]) -> str:
    return json.dumps({"kind": kind, **data}, ensure_ascii=False, allow_nan=False) + "\n"


def first_line(command: str) -> str:
    """Describe the machine as it is now."""
    return _line("machine", {"command": command, **describe_machine()})


def row_line(row: Row) -> str:
    """Write a row, with its ratio and whether it reaches its mark for other readers."""
    return _line("row", {**asdict(row), "ratio": row.ratio, "met": row.met})


def last_line() -> str:
    """Say that the run came to its end, and how busy the machine was."""
    return _line("end", {"load": load_average()})


def _row(data: dict[str, Any]) -> Row:
    """Take the fields of a row; ratio and mark are computed again."""
    row = Row(**{field.name: data[field.name] for field in fields(Row)})
    numbers = [x for x in (row.ours, row.theirs, row.allowed) if x is not None]
    if not all(isinstance(x, int | float) and math.isfinite(x) for x in numbers) or not isinstance(row.n, int):
        raise ValueError("not a number")
    if not all(isinstance(getattr(row, name), str) for name in TEXTS):
        raise ValueError("not a text")
    return row


def _parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        try:
            data = json.loads(line)
            if data["kind"] == "row":
                data["row"] = _row(data)
            elif data["kind"] == "machine":
                data["versions"], data["command"] = dict(data["versions"]), str(data["command"])
        except (ValueError, KeyError, TypeError):
            raise NotARunError(number) from None
        yield data


def read_run(text: str) -> Run:
    """Read the JSON lines of a run.

    Raises
    ------
    NotARunError
        If a line is no JSON, lacks a field, or the machine is missing.
    """
    found = list(_parsed(text.splitlines()))
    if not found or found[0]["kind"] != "machine":
        raise NotARunError(1)
    ends = [data for data in found if data["kind"] == "end"]
    rows = tuple(data["row"] for data in found if data["kind"] == "row")
    return Run(found[0], found[0]["command"], rows, ends[-1].get("load") if ends else None)
