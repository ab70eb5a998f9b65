"""One table of a further look at the selection in one language: what page, workbook and terminal all show of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from alliance.language import translate

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["Bars", "Cell", "Exhibit", "Head", "Kind", "Row", "Scatter", "shown_cell"]

Kind = Literal["text", "money", "change", "share", "number", "whole", "verdict"]
Cell = str | float | int | bool | None


@dataclass(frozen=True)
class Head:
    """A column: its heading, what it holds, whether it stands out, and whether a narrow screen may leave it out."""

    text: str
    kind: Kind = "text"
    best: bool = False
    detail: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its cells, whether it stands out, and what it holds where that differs from its columns."""

    cells: tuple[Cell, ...]
    best: bool = False
    kind: Kind | None = None


@dataclass(frozen=True)
class Bars:
    """A bar chart of one column of the table, counted from 0; the first column names the bars."""

    column: int
    title: str
    unit: str


@dataclass(frozen=True)
class Scatter:
    """A chart of points: one column of the table over another, counted from 0; a third one may shade them."""

    across: int
    up: int
    title: str
    shade: int | None = None
    joined: bool = False


@dataclass(frozen=True)
class Exhibit:
    """A table with what has to be said about it.

    Parameters
    ----------
    key
        Names the chart that belongs to it, and its place on a page.
    chapter
        Key of the chapter (and sheet) it stands in.
    title
        Its heading.
    heads, rows
        The table.
    lead, notes
        Said before and after it.
    chart
        How a workbook draws it.
    """

    key: str
    chapter: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    lead: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    chart: Bars | Scatter | None = field(default=None)

    def kinds(self, row: Row) -> Sequence[Kind]:
        """Return what every cell of a row holds."""
        return [head.kind if number == 0 or row.kind is None else row.kind for number, head in enumerate(self.heads)]


def shown_cell(view: View, cell: Cell, kind: Kind) -> str:
    """Write a cell as text.

    Parameters
    ----------
    view
        The document in one language.
    cell
        What it holds; None stays empty.
    kind
        How to write it.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return f"✓ {translate('yes', view.language)}" if cell else f"✗ {translate('no', view.language)}"
    if isinstance(cell, str):
        return cell
    numbers = view.numbers
    if kind == "share":
        return numbers.share(cell)
    if kind == "whole":
        return numbers.count(int(cell))
    return {"money": numbers.money, "change": numbers.change}.get(kind, numbers.plain)(cell)
