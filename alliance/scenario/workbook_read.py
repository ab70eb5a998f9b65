"""Reading a scenario from an Excel workbook: sheets and headings in either language and any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from alliance.language import LANGUAGES, Message
from alliance.scenario.gather import Row, gather
from alliance.scenario.grid import Entry, Grid, open_grids
from alliance.scenario.guard import GuardError
from alliance.scenario.parse import parse
from alliance.scenario.places import CellPlace, CellPlaces, locate
from alliance.scenario.problems import Finding, Problem, ScenarioError, file_error
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Scenario
from alliance.scenario.sheets import IGNORED_SHEETS, SHEETS
from alliance.scenario.tables import Form, Sheet, say, titles
from alliance.scenario.words import COMMENT_MARK, identity

__all__ = ["read_workbook"]

_COLON = re.compile("[:：]")
Fault = tuple[CellPlace, Message, Message]


def read_workbook(data: bytes, path: Path) -> Scenario:
    """Read a scenario from the bytes of a workbook.

    Parameters
    ----------
    data
        The whole file.
    path
        Its name, for the error.

    Raises
    ------
    ScenarioError
        With every problem of the workbook.
    """
    try:
        grids = open_grids(data)
    except GuardError as error:
        raise file_error(path, error.what, error.fix) from None
    faults: list[Fault] = []
    found = _known_sheets(grids, faults)
    rows = {sheet.key: _rows(sheet, found[sheet.key], faults) for sheet in SHEETS if sheet.key in found}
    if not rows:
        raise _nothing_known(path, faults)
    gathering = gather(rows)
    for place, what, fix in faults:
        gathering.fault(Entry(None, place), what, fix)
    return parse(gathering.tree, CellPlaces(gathering.cells), path.name, gathering.findings)


def _nothing_known(path: Path, faults: list[Fault]) -> ScenarioError:
    nothing = Finding((), Message("no sheet of this workbook is known."), Message("Start from a workbook that “alliance new” wrote."))
    problems = [*locate([nothing], CellPlaces({})), *(Problem(place.say(), what, fix) for place, what, fix in faults)]
    return ScenarioError(problems, path.name)


def _known_sheets(grids: list[Grid], faults: list[Fault]) -> dict[str, Grid]:
    by_title = {title: sheet for sheet in SHEETS for title in titles(sheet.title)}
    ignored = {title for name in IGNORED_SHEETS for title in titles(name)}
    found: dict[str, Grid] = {}
    for grid in grids:
        title = identity(grid.title)
        if title in ignored or title.startswith(COMMENT_MARK) or not grid.rows:
            continue
        sheet = by_title.get(title)
        if sheet is None:
            faults.append(
                (
                    CellPlace(grid.title),
                    Message("there is no sheet of this name in a scenario."),
                    _advice(grid.title, [one.title for one in SHEETS]),
                )
            )
        elif sheet.key in found:
            what = Message("this sheet is there twice, also as {other}.", {"other": found[sheet.key].title})
            faults.append((CellPlace(grid.title), what, Message("Put all rows into one of the two.")))
        else:
            found[sheet.key] = grid
    return found


def _advice(given: str, known: list[str]) -> Message:
    """Suggest the closest known title, or how to have the thing ignored."""
    close = [
        title
        for text in known
        for title in (say(text, language) for language in LANGUAGES)
        if get_close_matches(identity(given), [identity(title)])
    ]
    if close:
        return Message("Did you mean {title}?", {"title": close[0]})
    return Message("Correct the name, or put # in front of it to have it ignored.")


def _rows(sheet: Sheet, grid: Grid, faults: list[Fault]) -> list[Row]:
    return [_form_row(sheet, grid, faults)] if sheet.layout == "form" else _list_rows(sheet, grid, faults)


def _is_comment(entry: Entry) -> bool:
    return isinstance(entry.value, str) and identity(entry.value).startswith(COMMENT_MARK)


def _form_row(sheet: Sheet, grid: Grid, faults: list[Fault]) -> Row:
    """Read a form: titles in the first column, entries in the second; the heading is the first row."""
    by_title = {title: column.key for column in sheet.columns for title in titles(column.title)}
    row: Row = {}
    for cells in list(grid.rows.values())[1:]:
        label, entry = cells.get(1), cells.get(2)
        if entry is None or (label is not None and _is_comment(label)):
            continue
        key = by_title.get(identity(str(label.value))) if label else None
        if key is None:
            what = Message("there is no line {title} on this sheet.", {"title": shown(label.value if label else "")})
            faults.append(
                ((label or entry).place, what, _advice(str(label.value if label else ""), [column.title for column in sheet.columns]))
            )
        elif key in row:
            faults.append(
                (
                    entry.place,
                    Message("this is given in cell {cell} already.", {"cell": row[key].place.cell}),
                    Message("Keep one of the two."),
                )
            )
        else:
            row[key] = entry
    return row


def _list_rows(sheet: Sheet, grid: Grid, faults: list[Fault]) -> list[Row]:
    """Read a list: headings in the first filled row, an item in each row below; rows that begin with # are ignored."""
    head, *body = grid.rows.values()
    filled = {column for cells in body if not _is_comment(cells[min(cells)]) for column in cells}
    keys = _headings(sheet, {column: entry for column, entry in head.items() if column in filled}, faults)
    rows = []
    for cells in body:
        if _is_comment(cells[min(cells)]):
            continue
        faults.extend(_without_heading(cells, head))
        row = {keys[column]: entry for column, entry in cells.items() if column in keys}
        if row:
            rows.append(row)
    return rows


def _headings(sheet: Sheet, head: dict[int, Entry], faults: list[Fault]) -> dict[int, Form]:
    by_title = {title: column.key for column in sheet.columns for title in titles(column.title)}
    by_family = {title: spread.key for spread in sheet.spreads for title in titles(spread.title)}
    keys: dict[int, Form] = {}
    for column, entry in head.items():
        if _is_comment(entry):
            continue
        key = by_title.get(identity(str(entry.value))) or _spread_key(str(entry.value), by_family)
        if key is None:
            what = Message("there is no column {title} on this sheet.", {"title": shown(entry.value)})
            faults.append(
                (
                    entry.place,
                    what,
                    _advice(str(entry.value), [*(one.title for one in sheet.columns), *(one.title for one in sheet.spreads)]),
                )
            )
        elif key in keys.values():
            faults.append(
                (entry.place, Message("the column {title} is there twice.", {"title": shown(entry.value)}), Message("Keep one of the two."))
            )
        else:
            keys[column] = key
    return keys


def _spread_key(title: str, by_family: dict[str, str]) -> Form | None:
    family, *name = _COLON.split(title, maxsplit=1)
    key = by_family.get(identity(family))
    return (key, name[0].strip()) if key and name and name[0].strip() else None


def _without_heading(cells: dict[int, Entry], head: dict[int, Entry]) -> Iterator[Fault]:
    for column, entry in cells.items():
        if column not in head:
            yield entry.place, Message("this cell stands under no heading."), Message("Move it under a heading, or delete it.")
