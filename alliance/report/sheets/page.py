"""One sheet being written from top to bottom: headings, lines of text, tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from textwrap import wrap
from typing import Any, Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from alliance.cells import MAX_CELL, write_number, write_text
from alliance.report.names import columns
from alliance.report.view import View

__all__ = ["Area", "Column", "Kind", "Page", "printable"]

Kind = Literal["text", "money", "share", "number"]

INK, SOFT, ACCENT = "1B2733", "566473", "1F5A92"
LINE = Border(bottom=Side(style="thin", color="DFE4E9"))
HEAD = Border(bottom=Side(style="thin", color="8796A5"))
TOTAL = Border(top=Side(style="thin", color="8796A5"))
BEST = PatternFill("solid", fgColor="EDF4FA")
FACE = "Arial"  # every machine has it or a twin of it; Chinese falls back on the machine's own face
NARROW, WIDE = 13, 46  # columns of a sheet's narrowest and widest column
SPAN = 8  # sheet columns that a line of text may take
LINE_HEIGHT = 15  # points
UNPRINTABLE = ("Cc", "Cs", "Cn")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    head
        Its heading.
    kind
        What it holds, which decides how it is written.
    best
        Whether to highlight it.
    """

    head: str
    kind: Kind = "text"
    best: bool = False


@dataclass(frozen=True)
class Area:
    """Where a table stands: the row of its headings, its first and last data row, its number of columns."""

    head: int
    first: int
    last: int
    width: int


class Page:
    """Writes a sheet from top to bottom.

    Parameters
    ----------
    sheet
        An empty openpyxl sheet.
    view
        The document in the workbook's language.
    """

    def __init__(self, sheet: Any, view: View) -> None:
        self.sheet, self.view, self.row = sheet, view, 1
        self._widths: dict[int, int] = {}
        self._looks: dict[tuple[Kind, bool, bool, bool, bool], Any] = {}  # of cells in tables
        self._long: dict[int, int] = {}  # columns taken by the text of a line
        decimals = view.document.decimals
        self._formats: dict[Kind, str] = {
            "money": "#,##0" + ("." + "0" * decimals if decimals else ""),
            "share": "0.0%",
            "number": "General",
            "text": "@",
        }
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def title(self, text: str) -> None:
        """Write the sheet's title."""
        self._text(1, text, _font(16, bold=True))
        self.row += 1

    def heading(self, text: str) -> None:
        """Leave a row free, then write a heading."""
        self.row += 1
        self._text(1, text, _font(12, ACCENT, bold=True))
        self.row += 1

    def lines(self, texts: Iterable[str], soft: bool = False) -> None:
        """Write texts one below the other; empty ones are left out."""
        for text in texts:
            if text:
                cell = self._text(1, text, _font(colour=SOFT if soft else INK))
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                self._long[self.row] = columns(text)
                self.row += 1

    def table(
        self,
        heads: Sequence[Column],
        rows: Iterable[Sequence[object]],
        total: Sequence[object] = (),
        freeze: bool = False,
        kinds: Sequence[Kind | None] = (),
    ) -> Area:
        """Write a table and leave a row free below it.

        Parameters
        ----------
        heads
            The columns.
        rows
            One value per column; None leaves a cell empty.
        total
            A last row set apart.
        freeze
            Whether headings and first column stay in sight.
        kinds
            Per row, what all its cells but the first hold where that differs from their columns.

        Returns
        -------
        Area
            Where the headings and the data stand.
        """
        head = self.row
        for number, column in enumerate(heads, start=1):
            cell = self._text(number, column.head, _font(colour=SOFT, bold=True))
            cell.border = HEAD
            cell.alignment = Alignment(horizontal=_side(column.kind, wrap=True).horizontal, vertical="bottom", wrap_text=True)
            wide = columns(column.head) if column.kind == "text" else max(map(columns, column.head.split()), default=0)
            self._fit(number, wide)
            self._shade(cell, column)
            self._grow(sum(len(wrap(line, max(NARROW, wide) + 5)) for line in column.head.split("\n")))
        self.row += 1
        if freeze:
            self.sheet.freeze_panes = self.sheet.cell(self.row, 2)
        for number, values in enumerate(rows):
            kind = kinds[number] if number < len(kinds) else None
            self._values(heads if kind is None else [heads[0], *(replace(h, kind=kind) for h in heads[1:])], values, LINE, bold=False)
        last = self.row - 1
        if total:
            self._values(heads, total, TOTAL, bold=True)
        self.row += 1
        return Area(head, head + 1, last, len(heads))

    def finish(self) -> None:
        """Set the widths of the columns to what they hold, and let lines of text run over several of them."""
        for number, width in self._widths.items():
            self.sheet.column_dimensions[self.sheet.cell(1, number).column_letter].width = width
        room = sum(self._widths.get(number, NARROW) for number in range(1, SPAN + 1))
        for row, taken in self._long.items():
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=SPAN)
            self.sheet.row_dimensions[row].height = LINE_HEIGHT * max(1, -(-taken * 9 // (10 * room)))

    def _grow(self, lines: int) -> None:
        """Give the present row room for some lines; never less than it has."""
        if lines > 1:
            row = self.sheet.row_dimensions[self.row]
            row.height = max(row.height or 0, LINE_HEIGHT * lines)

    def _text(self, column: int, text: str, font: Font) -> Any:
        cell = self.sheet.cell(self.row, column)
        write_text(cell, printable(text))
        cell.font = font
        return cell

    def _values(self, heads: Sequence[Column], values: Sequence[object], border: Border, bold: bool) -> None:
        for number, (column, value) in enumerate(zip(heads, values, strict=True), start=1):
            cell = self.sheet.cell(self.row, number)
            counts = isinstance(value, int | float)
            self._dress(cell, column, border, bold, counts)
            if isinstance(value, str):
                write_text(cell, printable(value))
            elif isinstance(value, int | float):
                write_number(cell, value)
            self._grow(-(-columns(value) // (WIDE - 1)) if isinstance(value, str) else 1)
            self._fit(number, columns(f"{value:,.2f}" if isinstance(value, float) else str(value or "")))
        self.row += 1

    def _dress(self, cell: Any, column: Column, border: Border, bold: bool, counts: bool) -> None:
        """Give a cell of a table its looks; those of a cell like it are taken over, as looking them up takes longer than writing it."""
        key = (column.kind, column.best, border is TOTAL, bold, counts)
        if key not in self._looks:
            cell.border, cell.font, cell.alignment = border, _font(bold=bold), _side(column.kind, wrap=column.kind == "text")
            if counts:
                cell.number_format = self._formats[column.kind]
            self._shade(cell, column)
            self._looks[key] = copy(cell._style)
        cell._style = copy(self._looks[key])

    def _shade(self, cell: Any, column: Column) -> None:
        if column.best:
            cell.fill = BEST

    def _fit(self, number: int, width: int) -> None:
        self._widths[number] = min(WIDE, max(NARROW, width + 2, self._widths.get(number, 0)))


@cache
def _font(size: int = 10, colour: str = INK, bold: bool = False) -> Font:
    return Font(name=FACE, size=size, color=colour, bold=bold)


@cache
def _side(kind: Kind, wrap: bool) -> Alignment:
    return Alignment(horizontal="left" if kind == "text" else "right", vertical="top" if wrap else None, wrap_text=wrap)


def printable(text: str) -> str:
    """Drop what a workbook cannot hold: control characters, code points that are no characters, and what no cell has room for."""
    if text.isascii() and text.isprintable() and len(text) <= MAX_CELL:
        return text
    kept = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in UNPRINTABLE)
    return kept if len(kept) <= MAX_CELL else kept[: MAX_CELL - 1] + "…"
