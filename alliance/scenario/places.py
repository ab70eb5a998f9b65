"""Where in a file an entry stands: a path and a line in TOML and JSON, a sheet and a cell in a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol

from alliance.language import Message
from alliance.scenario.problems import Finding, Problem, Steps
from alliance.scenario.sheets import heading_of
from alliance.scenario.tables import Title

__all__ = ["CellPlace", "CellPlaces", "Places", "TextPlaces", "dotted", "locate"]


class Places(Protocol):
    """Knows where every entry of a tree came from."""

    def where(self, steps: Steps) -> str | Message:
        """Return the place of an entry, or of the closest thing around it."""

    def rank(self, steps: Steps) -> int:
        """Return how far down in the file that is."""


def dotted(steps: Steps) -> str:
    """Write the way to an entry.

    Examples
    --------
    >>> dotted(("members", 3, "cost"))
    'members[3].cost'
    """
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{_key(step)}" if text else _key(step)
    return text


def _key(step: str) -> str:
    printable = "".join(char if char.isprintable() else "�" for char in step[:60])
    return printable if printable and not set(printable) & set('.[]" ') else f'"{printable}"'


class TextPlaces:
    """Places of a text file; its lines are counted only when there is something to report.

    Parameters
    ----------
    find_lines
        Returns the line of every entry it can find.
    """

    def __init__(self, find_lines: Callable[[], Mapping[Steps, int]] = dict) -> None:
        self._find_lines = find_lines

    @cached_property
    def _lines(self) -> Mapping[Steps, int]:
        return self._find_lines()

    def where(self, steps: Steps) -> str | Message:
        """Return ``line 12, members[3].cost``, without the line where it is not known."""
        path: str | Message = dotted(steps) if steps else Message("the file as a whole")
        line = self.rank(steps)
        return Message("line {line}, {path}", {"line": line, "path": path}) if line else path

    def rank(self, steps: Steps) -> int:
        """Return the line, 0 where it is not known."""
        return next((self._lines[steps[:length]] for length in range(len(steps), 0, -1) if steps[:length] in self._lines), 0)


class CellPlace(NamedTuple):
    """A cell, or a whole sheet where ``cell`` is empty."""

    sheet: str
    cell: str = ""

    def say(self) -> Message:
        """Return the place as a text."""
        return Message("Sheet {sheet}, cell {cell}" if self.cell else "Sheet {sheet}", {"sheet": self.sheet, "cell": self.cell})


class CellPlaces:
    """Places of a workbook.

    Parameters
    ----------
    cells
        The place of every entry that came from one.
    """

    def __init__(self, cells: Mapping[Steps, CellPlace]) -> None:
        self._cells = cells

    def where(self, steps: Steps) -> str | Message:
        """Return the cell an entry came from; for what is missing, the row or sheet where it belongs and its heading."""
        if steps in self._cells:
            return self._cells[steps].say()
        sheet, column = heading_of(steps)
        around = next((steps[:length] for length in range(len(steps) - 1, 0, -1) if steps[:length] in self._cells), None)
        if around is None and not sheet:
            return Message("the workbook as a whole")
        if around and heading_of(around) == (sheet, column):
            return self._cells[around].say()
        place = self._cells[around].say() if around else Message("Sheet {sheet}", {"sheet": Title(sheet)})
        return Message("{place}, “{column}”", {"place": place, "column": Title(column)}) if column else place

    def rank(self, steps: Steps) -> int:
        """Return the number of the cell, in the order of reading; 0 for what has none."""
        return self._ranks.get(steps, 0)

    @cached_property
    def _ranks(self) -> Mapping[Steps, int]:
        return {steps: number for number, steps in enumerate(self._cells, 1)}


def locate(findings: list[Finding], places: Places) -> list[Problem]:
    """Turn findings into problems with a place, from the top of the file to its end."""
    ordered = sorted(findings, key=lambda one: places.rank(one.steps))
    return [Problem(places.where(one.steps), one.what, one.fix) for one in ordered]
