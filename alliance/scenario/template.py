"""The empty workbook that a council fills in."""

from __future__ import annotations

from pathlib import Path

from alliance.files import write_atomically
from alliance.language import Language, Message
from alliance.scenario.flatten import Line
from alliance.scenario.problems import file_error
from alliance.scenario.sheets import SHEETS
from alliance.scenario.tables import Sheet
from alliance.scenario.workbook_write import build_workbook

__all__ = ["write_template"]

EMPTY_ROWS = 30


def _defaults(sheet: Sheet) -> list[Line]:
    return [{column.key: column.default for column in sheet.columns if column.default != ""}] if sheet.layout == "form" else []


def write_template(path: Path, language: Language) -> Path:
    """Write the template, see :func:`alliance.scenario.new_workbook`."""
    if path.suffix.lower() != ".xlsx":
        what = Message("a workbook is not written to {suffix} files.", {"suffix": path.suffix or Message("such")})
        raise file_error(path, what, Message("Give a name that ends in .xlsx."))
    defaults = {sheet.key: _defaults(sheet) for sheet in SHEETS}

    def fill(to: Path) -> None:
        build_workbook(defaults, language, EMPTY_ROWS, examples=True).save(to)

    return write_atomically(path, fill)
