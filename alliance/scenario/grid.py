"""Cells of a workbook as plain values: openpyxl read-only, within row and column limits, formulas by their stored results."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alliance.language import Message
from alliance.scenario.guard import GuardError, require_harmless
from alliance.scenario.places import CellPlace

__all__ = ["Entry", "Grid", "open_grids"]

MAX_ROWS = 70_000  # filled rows of a sheet; a table of all coalitions of 16 members has 65,535
MAX_COLUMNS = 500
MAX_CELLS = 10_000_000  # blank ones before a filled one included; walking over more would take minutes
_NO_RESULT = "=?"


@dataclass(frozen=True)
class Entry:
    """A filled cell: what it holds and where it stands; ``fault`` where it holds nothing usable."""

    value: object
    place: CellPlace
    fault: tuple[Message, Message] | None = None


@dataclass
class Grid:
    """The filled cells of a sheet: rows by number, cells by column number; blank rows are left out."""

    title: str
    rows: dict[int, dict[int, Entry]] = field(default_factory=dict)


def open_grids(data: bytes) -> list[Grid]:
    """Read every sheet of a workbook.

    Parameters
    ----------
    data
        The whole file; it is looked through before it is opened.

    Raises
    ------
    GuardError
        If it is not a harmless workbook.
    """
    require_harmless(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of extensions it drops; none of them holds data
            return _read(data)
    except GuardError:
        raise
    except Exception:  # a damaged workbook makes openpyxl raise almost anything
        raise GuardError(
            Message("this workbook is damaged, or is no workbook."), Message("Open it in Excel and save it again as .xlsx.")
        ) from None


def _read(data: bytes) -> list[Grid]:
    written = _open(data, results=False)
    grids = [_grid(sheet) for sheet in written.worksheets]
    if any(entry.value == _NO_RESULT for grid in grids for row in grid.rows.values() for entry in row.values()):
        calculated = _open(data, results=True)
        for grid, sheet in zip(grids, calculated.worksheets, strict=True):
            _fill_results(grid, sheet)
    return grids


def _open(data: bytes, *, results: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=results, keep_links=False)


def _cells(sheet: Any) -> Iterator[tuple[int, int, Any]]:
    sheet.reset_dimensions()  # the declared size of a sheet may be wrong
    left = MAX_CELLS
    for row in sheet.iter_rows():
        left -= len(row)
        if left < 0:
            raise _too_large(sheet)
        for cell in row:
            if cell.value is not None and not (isinstance(cell.value, str) and not cell.value.strip()):
                yield cell.row, cell.column, cell


def _too_large(sheet: Any) -> GuardError:
    what = Message(
        "sheet {sheet} has more than {rows} rows or {columns} columns.", {"sheet": sheet.title, "rows": MAX_ROWS, "columns": MAX_COLUMNS}
    )
    return GuardError(what, Message("Move what does not belong to the scenario into another workbook."))


def _grid(sheet: Any) -> Grid:
    grid = Grid(sheet.title)
    for row, column, cell in _cells(sheet):
        if column > MAX_COLUMNS or (len(grid.rows) >= MAX_ROWS and row not in grid.rows):
            raise _too_large(sheet)
        grid.rows.setdefault(row, {})[column] = _entry(cell, CellPlace(sheet.title, cell.coordinate))
    return grid


def _entry(cell: Any, place: CellPlace) -> Entry:
    if cell.data_type == "f":
        what = Message("this formula has no stored result.")
        return Entry(_NO_RESULT, place, (what, Message("Open the workbook in Excel and save it, or type the number instead.")))
    if cell.data_type == "e":
        return Entry(
            cell.value,
            place,
            (Message("the cell holds the error {error}.", {"error": cell.value}), Message("Correct the formula, or type the number.")),
        )
    return Entry(cell.value, place)


def _fill_results(grid: Grid, sheet: Any) -> None:
    for row, column, cell in _cells(sheet):
        if column <= MAX_COLUMNS and row in grid.rows and column in grid.rows[row] and grid.rows[row][column].value == _NO_RESULT:
            grid.rows[row][column] = _entry(cell, grid.rows[row][column].place)
