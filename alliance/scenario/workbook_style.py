"""How the scenario workbook looks: headings, input cells, drop-downs, notes, print setup."""

from __future__ import annotations

from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from alliance.language import Language
from alliance.scenario.tables import Kind, say

__all__ = ["EXAMPLE_FONT", "INPUT", "NEEDED", "add_drop_down", "add_limits", "set_up_page", "style_heading", "style_input", "style_label"]

NEEDED = PatternFill("solid", fgColor="FFF2CC")
INPUT = PatternFill("solid", fgColor="EAF3FA")
_FACE = "Calibri"
_HEADING_HEIGHT = 32  # points; two lines
_COLUMNS_PER_PAGE = 14
EXAMPLE_FONT = Font(name=_FACE, italic=True, color="7F7F7F")
_HEADING = PatternFill("solid", fgColor="1F4E79")
_THIN = Side(style="thin", color="C9D3DC")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_LIMITS: dict[Kind, dict[str, Any]] = {
    "share": {"type": "decimal", "operator": "between", "formula1": "0", "formula2": "1"},
    "amount": {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"},
    "whole": {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"},
    "number": {"type": "decimal", "operator": "between", "formula1": "-1000000000000000", "formula2": "1000000000000000"},
}


def style_heading(cell: Any, note: str) -> None:
    """Make a cell a heading, with a note that opens under the mouse."""
    cell.fill, cell.border = _HEADING, _GRID
    cell.font = Font(name=_FACE, bold=True, color="FFFFFF")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if note:
        cell.comment = Comment(note, "alliance", height=90, width=260)


def style_label(cell: Any) -> None:
    """Make a cell the title of a line of a form."""
    cell.border, cell.font = _GRID, Font(name=_FACE, bold=True)
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def style_input(cell: Any, *, needed: bool) -> None:
    """Colour a cell that is to be filled in: yellow if it must be, blue if it may be."""
    cell.fill, cell.border = NEEDED if needed else INPUT, _GRID
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def add_drop_down(sheet: Any, cells: str, source: str, language: Language, *, strict: bool) -> None:
    """Offer the texts of a range as a drop-down; a lenient one lets other entries pass."""
    rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict)
    rule.error = say("Choose an entry of the list.", language)
    rule.errorTitle = say("Not in the list", language)
    sheet.add_data_validation(rule)
    rule.add(cells)


def add_limits(sheet: Any, cells: str, kind: Kind, language: Language) -> None:
    """Let cells take only numbers of a kind."""
    if kind in _LIMITS:
        rule = DataValidation(allow_blank=True, showErrorMessage=True, **_LIMITS[kind])
        rule.error = say("A number is expected here; see the note of the heading.", language)
        rule.errorTitle = say("Not such a number", language)
        sheet.add_data_validation(rule)
        rule.add(cells)


def set_up_page(sheet: Any, widths: list[float], *, frozen: str) -> None:
    """Set column widths, freeze the heading and fit the sheet to landscape pages, about 14 columns each."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.row_dimensions[1].height = _HEADING_HEIGHT
    sheet.freeze_panes = frozen
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, round(len(widths) / _COLUMNS_PER_PAGE)), 0
    sheet.print_title_cols = "A:A"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A  &P / &N"
