"""Writing a scenario, or nothing yet, as an Excel workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname

from alliance.cells import MAX_CELL, write_number, write_text
from alliance.language import Language, Message
from alliance.scenario.choices import rule_choices
from alliance.scenario.flatten import Line, flatten
from alliance.scenario.problems import file_error
from alliance.scenario.readme_sheet import fill_readme
from alliance.scenario.schema import Scenario
from alliance.scenario.sheets import LISTS_SHEET, README_SHEET, SHEETS, sheet_of
from alliance.scenario.tables import Choices, Column, Form, Kind, Sheet, say
from alliance.scenario.workbook_style import EXAMPLE_FONT, add_drop_down, add_limits, set_up_page, style_heading, style_input, style_label

__all__ = ["build_workbook", "write_scenario"]

SPARE_ROWS = 10  # empty input rows below what is filled in
_OFFERED_ROWS = 500  # rows of a sheet that drop-downs look at


def write_scenario(scenario: Scenario, path: Path, language: Language) -> None:
    """Write a scenario as a workbook.

    Raises
    ------
    ScenarioError
        If a list of names is too long for a cell.
    """
    lines = flatten(scenario, language)
    longest = max(len(shown) for rows in lines.values() for row in rows for shown in row.values() if isinstance(shown, str))
    if longest > MAX_CELL:
        what = Message("a list of names has {length} characters; a cell holds {most}.", {"length": longest, "most": MAX_CELL})
        raise file_error(path, what, Message("Write the scenario as .toml or .json."))
    build_workbook(lines, language, SPARE_ROWS).save(path)


def build_workbook(lines: dict[str, list[Line]], language: Language, spare: int, *, examples: bool = False) -> Workbook:
    """Lay out all sheets.

    Parameters
    ----------
    lines
        Sheet key -> what its rows show.
    language
        Of headings, notes and choices.
    spare
        Empty input rows below what is filled in.
    examples
        Whether every list begins with an example row, and families of columns with example names.
    """
    book = Workbook()
    book.remove(book.active)
    fill_readme(book.create_sheet(say(README_SHEET, language)), language)
    ranges = _Lists(book, language)
    for sheet in SHEETS:
        page = book.create_sheet(say(sheet.title, language))
        if sheet.layout == "form":
            _fill_form(page, sheet, lines[sheet.key][0] if lines[sheet.key] else {}, language, ranges)
        else:
            _ListPage(page, sheet, lines[sheet.key], language, ranges).fill(spare, examples=examples)
    ranges.place_last()
    return book


class _Lists:
    """The hidden sheet behind the drop-downs: one column per list of choices."""

    def __init__(self, book: Workbook, language: Language) -> None:
        self._page = book.create_sheet(say(LISTS_SHEET, language))
        self._page.sheet_state = "hidden"
        self._book, self._language = book, language
        self._ranges: dict[str, str] = {}

    def range_of(self, column: Column) -> str | None:
        """Return the range a column's drop-down offers, or None without one."""
        if column.source and column.source != "rules":
            return f"{quote_sheetname(say(sheet_of(column.source).title, self._language))}!$A$2:$A${_OFFERED_ROWS}"
        choices = rule_choices() if column.source == "rules" else column.choices
        return self._listed(choices) if choices else None

    def _listed(self, choices: Choices) -> str:
        if choices.name not in self._ranges:
            number = len(self._ranges) + 1
            texts = [say(choices.name, self._language), *(choices.shown(word, self._language) for word in choices.words)]
            for row, text in enumerate(texts, 1):
                write_text(self._page.cell(row, number), text)
            letter = get_column_letter(number)
            self._ranges[choices.name] = f"{quote_sheetname(self._page.title)}!${letter}$2:${letter}${len(texts)}"
        return self._ranges[choices.name]

    def place_last(self) -> None:
        """Move the sheet behind all others."""
        self._book.move_sheet(self._page, len(self._book.sheetnames))


def _write(cell: Any, shown: str | float | int) -> None:
    if isinstance(shown, str):
        write_text(cell, shown)
    else:
        write_number(cell, shown)


def _restrict(page: Any, cells: str, column: Column, language: Language, lists: _Lists) -> None:
    source = lists.range_of(column)
    if source:
        add_drop_down(page, cells, source, language, strict=column.choices is not None)
    else:
        add_limits(page, cells, column.kind, language)


def _fill_form(page: Any, sheet: Sheet, line: Line, language: Language, lists: _Lists) -> None:
    for number, title in enumerate(("Item", "Entry", "Note"), 1):
        write_text(page.cell(1, number), say(title, language))
        style_heading(page.cell(1, number), say(sheet.note, language) if number == 1 else "")
    for row, column in enumerate(sheet.columns, 2):
        write_text(page.cell(row, 1), say(column.title, language))
        style_label(page.cell(row, 1))
        style_input(page.cell(row, 2), needed=column.needed)
        if column.key in line:
            _write(page.cell(row, 2), line[column.key])
        write_text(page.cell(row, 3), say(column.note, language))
        page.cell(row, 3).font = EXAMPLE_FONT
        _restrict(page, f"B{row}", column, language, lists)
    set_up_page(page, [32, 44, 64], frozen="B2")


class _ListPage:
    """A sheet with one heading per column and one item per row."""

    def __init__(self, page: Any, sheet: Sheet, lines: list[Line], language: Language, lists: _Lists) -> None:
        self._page, self._sheet, self._lines, self._language, self._lists = page, sheet, lines, language, lists

    def fill(self, spare: int, *, examples: bool) -> None:
        """Write headings, the example row if wanted, the rows, and empty input rows."""
        columns = self._columns(examples=examples)
        first = 2
        if examples and self._sheet.example:
            self._fill_example()
            first = 3
        for row, line in enumerate([*self._lines, *({} for _ in range(spare))], first):
            for number, column in enumerate(columns, 1):
                cell = self._page.cell(row, number)
                style_input(cell, needed=column.needed)
                if column.key in line:
                    _write(cell, line[column.key])
        last = first + len(self._lines) + spare - 1
        for number, column in enumerate(columns, 1):
            self._head(number, column)
            letter = get_column_letter(number)
            _restrict(self._page, f"{letter}{first}:{letter}{max(last, _OFFERED_ROWS)}", column, self._language, self._lists)
        set_up_page(self._page, [_width(column) for column in columns], frozen="B2")

    def _columns(self, *, examples: bool) -> list[Column]:
        """Return the columns of the sheet, with one of its own for every name of a family."""
        columns = list(self._sheet.columns)
        for spread in self._sheet.spreads:
            used = dict.fromkeys(key[1] for line in self._lines for key in line if len(key) == 2 and key[0] == spread.key)
            names = list(used) or (list(spread.examples) if examples else [])
            title = say(spread.title, self._language)
            columns += [
                Column((spread.key, name), f"{title}{_colon(self._language)}{self._name(spread.key, name)}", spread.note, spread.kind)
                for name in names
            ]
        return columns

    def _name(self, family: str, name: str) -> str:
        """Say the example classes of investment in the language; names that users gave stay."""
        return say(name, self._language) if family == "investment" and not self._lines else name

    def _head(self, number: int, column: Column) -> None:
        cell = self._page.cell(1, number)
        title = column.title if _is_spread(column.key, self._sheet) else say(column.title, self._language)
        write_text(cell, title)
        note = say(column.note, self._language)
        style_heading(cell, f"{say(self._sheet.note, self._language)}\n{note}" if number == 1 else note)

    def _fill_example(self) -> None:
        for number, (column, shown) in enumerate(zip(self._sheet.columns, self._sheet.example, strict=False), 1):
            cell = self._page.cell(2, number)
            _write(cell, _example(column, shown, self._language))
            cell.font = EXAMPLE_FONT
        end = self._page.cell(2, len(self._columns(examples=True)) + 1)
        write_text(end, say("← example; rows that begin with # are ignored", self._language))
        end.font = EXAMPLE_FONT


def _example(column: Column, shown: str | float, language: Language) -> str | float:
    if not isinstance(shown, str):
        return shown
    return column.choices.shown(shown, language) if column.choices and shown else say(shown, language)


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def _is_spread(key: Form, sheet: Sheet) -> bool:
    return any(key[0] == spread.key for spread in sheet.spreads) and len(key) == 2


_CHOICE_WIDTH, _NAME_WIDTH = 10.0, 34.0
_WIDTHS: dict[Kind, float] = {"text": 20, "names": 32, "name": 18, "number": 12, "share": 12, "amount": 12, "whole": 11}


def _width(column: Column) -> float:
    if column.key[0] == "name":
        return _NAME_WIDTH
    return _CHOICE_WIDTH if column.choices and len(column.choices.words) == 2 else _WIDTHS[column.kind]
