"""Numbers as people write them: digits of either width, thousands commas where they cannot mean anything else."""

from __future__ import annotations

import math
import numbers
import re

from alliance.scenario.refusal import refuse, shown

__all__ = ["MAX_NUMBER", "parse_flag", "parse_number", "parse_whole"]

MAX_NUMBER = 1e15  # money units; float64 still tells 0.125 apart here, so sums of many such numbers stay sound to a cent's order
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: ord("-")}
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", re.ASCII)  # "0,125" is left out: that comma is a decimal one
_YES = frozenset({"yes", "true", "1", "是", "✓", "√"})
_NO = frozenset({"no", "false", "0", "否", "×"})
_DIGITS_ONLY = "Use digits only, e.g. 1200 or 0.25."


def parse_number(given: object) -> float:
    """Read a number: an int, a float, or text such as ``"1200"``, ``"１，２００"`` or ``" 0.5 "``.

    Only full-width forms are folded, not all of NFKC: it would turn ``"10²"`` into 102.

    Parameters
    ----------
    given
        An entry of a file.

    Returns
    -------
    float
        Finite, at most ``MAX_NUMBER`` in size, never -0.0.

    Raises
    ------
    PydanticCustomError
        For anything else: truth values, dates, NaN, infinity, text with units, letters, decimal commas.

    Examples
    --------
    >>> parse_number("１，２００")
    1200.0
    """
    if isinstance(given, str):
        return _sized(_from_text(given), given)
    if isinstance(given, bool) or not isinstance(given, numbers.Real):
        refuse("{given} is not a number.", _DIGITS_ONLY, given=shown(given))
    try:
        return _sized(float(given), given)
    except OverflowError:
        return _sized(math.inf, given)


def _from_text(given: str) -> float:
    text = given.translate(_FULL_WIDTH).strip()
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _PLAIN.fullmatch(text):
        refuse("{given} is not a number.", _DIGITS_ONLY, given=shown(given))
    return float(text)


def _sized(number: float, given: object) -> float:
    if math.isnan(number):
        refuse("{given} is not a number.", _DIGITS_ONLY, given=shown(given))
    if not abs(number) <= MAX_NUMBER:
        refuse("{given} is too large.", "Numbers go up to {limit}; choose a larger money unit.", given=shown(given), limit="10^15")
    return number + 0.0


def parse_whole(given: object) -> int:
    """Read a whole number by the rules of :func:`parse_number`.

    Raises
    ------
    PydanticCustomError
        If it is no number or has a fractional part.

    Examples
    --------
    >>> parse_whole("３")
    3
    """
    number = parse_number(given)
    if not number.is_integer():
        refuse("{given} is not a whole number.", "Use a whole number, e.g. 3.", given=shown(given))
    return int(number)


def parse_flag(given: object) -> bool:
    """Read yes or no, in either language.

    Raises
    ------
    PydanticCustomError
        If it is neither.

    Examples
    --------
    >>> parse_flag("是")
    True
    """
    if isinstance(given, bool):
        return given
    word = str(given).translate(_FULL_WIDTH).strip().casefold() if isinstance(given, str | int) else ""
    if word not in _YES | _NO:
        refuse("{given} is neither yes nor no.", "Write yes or no (true or false in TOML and JSON).", given=shown(given))
    return word in _YES
