"""The further looks at the selection: one sheet per chapter, its tables one below the other, native charts beside them."""

from __future__ import annotations

from collections.abc import Sequence

from alliance.language import translate
from alliance.partners.exhibits import Bars, Cell, Exhibit, Kind, Row, Scatter
from alliance.report.sheets.charts import CHART_ROWS, add_bars, add_points
from alliance.report.sheets.page import Area, Column, Page
from alliance.report.sheets.page import Kind as SheetKind
from alliance.report.view import View

__all__ = ["fill_exhibits"]

KINDS: dict[Kind, SheetKind] = {
    "text": "text",
    "money": "money",
    "change": "money",
    "share": "share",
    "number": "number",
    "whole": "number",
    "verdict": "text",
}
MOST_BARS = 40  # a chart of more would be unreadable


def fill_exhibits(page: Page, view: View, title: str, exhibits: Sequence[Exhibit]) -> None:
    """Write one chapter.

    Parameters
    ----------
    page
        The sheet.
    view
        The document in the workbook's language.
    title
        Of the sheet.
    exhibits
        Its tables.
    """
    page.title(title)
    for exhibit in exhibits:
        page.heading(exhibit.title)
        page.lines(exhibit.lead, soft=True)
        if exhibit.rows:
            top = page.row
            area = page.table(_heads(exhibit), [_values(view, row) for row in exhibit.rows], kinds=[_kind(row) for row in exhibit.rows])
            _chart(page, exhibit, area, top)
        page.lines(exhibit.notes)


def _heads(exhibit: Exhibit) -> list[Column]:
    return [Column(head.text, KINDS[head.kind], head.best) for head in exhibit.heads]


def _kind(row: Row) -> SheetKind | None:
    return None if row.kind is None else KINDS[row.kind]


def _values(view: View, row: Row) -> list[object]:
    return [_value(view, cell) for cell in row.cells]


def _value(view: View, cell: Cell) -> object:
    if isinstance(cell, bool):
        return translate("yes" if cell else "no", view.language)
    return cell


def _chart(page: Page, exhibit: Exhibit, area: Area, top: int) -> None:
    """Put the chart right of its table, and leave room below it."""
    asked, side = exhibit.chart, page.sheet.cell(1, area.width + 2).column_letter
    count = area.last - area.first + 1
    if isinstance(asked, Bars) and count <= MOST_BARS:
        add_bars(page.sheet, area, [asked.column + 1], asked.title, f"{side}{top}", unit=asked.unit)
        page.row = max(page.row, top + 12 + 2 * count)
    if isinstance(asked, Scatter):
        add_points(page.sheet, area, asked.across + 1, asked.up + 1, asked.title, f"{side}{top}", joined=asked.joined)
        page.row = max(page.row, top + CHART_ROWS)
