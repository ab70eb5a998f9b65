"""The first sheet of the workbook: what to fill in, in the words of those who do."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Font

from alliance.cells import write_text
from alliance.language import Language
from alliance.scenario.kinds import KINDS
from alliance.scenario.kinds.pairs import PairsValue
from alliance.scenario.sheets import SHEETS
from alliance.scenario.tables import say
from alliance.scenario.workbook_style import INPUT, NEEDED

__all__ = ["fill_readme"]

_STEPS = (
    "1. Fill in the yellow cells of the sheets Alliance and Members: one row per member, a short name is enough.",
    "2. On the sheet Alliance choose the kind of value, then fill in the sheet Value:",
    *(kind.hint for kind in sorted(KINDS.values(), key=lambda kind: kind is not PairsValue)),
    "3. All other sheets may stay empty. To have partners chosen, fill in the sheet Selection.",
    "4. Save the file, then run: alliance check FILE and alliance run FILE.",
)
_RULES = (
    "Grey rows that begin with # are examples; they are ignored and may be deleted.",
    "Columns and sheets may be moved. Your own columns and sheets are ignored if their names begin with #.",
    "More columns of a kind, e.g. “Investment: land” on the sheet Members, may be added by hand.",
    "Amounts are in the money unit of the sheet Alliance; probabilities and shares lie between 0 and 1.",
    "Point at a heading to read its note.",
)


def fill_readme(page: Any, language: Language) -> None:
    """Write the sheet.

    Parameters
    ----------
    page
        An empty openpyxl worksheet.
    language
        Of its text.
    """
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 110
    row = _title(page, 1, say("How to fill in this workbook", language))
    for text in _STEPS:
        row = _line(page, row, "", say(text, language))
    row = _title(page, row + 1, say("Colours and rules", language))
    row = _line(page, row, say("must be filled in", language), "")
    page.cell(row - 1, 1).fill = NEEDED
    row = _line(page, row, say("may be filled in", language), "")
    page.cell(row - 1, 1).fill = INPUT
    for text in _RULES:
        row = _line(page, row, "", say(text, language))
    row = _title(page, row + 1, say("Sheets", language))
    for sheet in SHEETS:
        row = _line(page, row, say(sheet.title, language), say(sheet.note, language))
    page.sheet_view.showGridLines = False
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _title(page: Any, row: int, text: str) -> int:
    write_text(page.cell(row, 1), text)
    page.cell(row, 1).font = Font(name="Calibri", bold=True, size=14, color="1F4E79")
    return row + 1


def _line(page: Any, row: int, label: str, text: str) -> int:
    for number, said in enumerate((label, text), 1):
        if said:
            write_text(page.cell(row, number), said)
            page.cell(row, number).alignment = Alignment(wrap_text=True, vertical="top")
    return row + 1
