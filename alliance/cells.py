"""Text in workbook cells that stays text whatever it begins with, and numbers that keep their last digit."""

from __future__ import annotations

from typing import Any

__all__ = ["MAX_CELL", "write_number", "write_text"]

MAX_CELL = 32_767  # characters a cell holds; openpyxl would cut the rest off silently
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheet programs may take for the start of a formula (CWE-1236)


def write_text(cell: Any, text: str) -> None:
    """Write a text into an openpyxl cell as text, never as a formula or an error value.

    Parameters
    ----------
    cell
        The cell.
    text
        Without control characters; up to ``MAX_CELL`` characters.

    Raises
    ------
    ValueError
        If the text is too long for a cell.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> cell = Workbook().active["A1"]
    >>> write_text(cell, "=1+1")
    >>> cell.data_type, cell.quotePrefix
    ('s', True)
    """
    if len(text) > MAX_CELL:
        raise ValueError(f"a text of {len(text)} characters does not fit into a cell: at most {MAX_CELL}")
    cell.value = text
    cell.data_type = "s"
    if text.startswith(_TRIGGERS):
        cell.quotePrefix = True


def write_number(cell: Any, number: float) -> None:
    """Write a number into an openpyxl cell so that it is read back exactly.

    openpyxl writes 16 significant digits, of which float64 may need 17; a text in a cell of numeric type is written as it stands.

    Parameters
    ----------
    cell
        The cell.
    number
        Finite.

    Examples
    --------
    >>> from openpyxl import Workbook
    >>> cell = Workbook().active["A1"]
    >>> write_number(cell, 0.1)
    >>> cell.data_type, cell.value
    ('n', '0.1')
    """
    cell.value = str(int(number)) if float(number).is_integer() and abs(number) < 2**53 else repr(float(number))
    cell.data_type = "n"
