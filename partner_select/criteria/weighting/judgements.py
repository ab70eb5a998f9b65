"""Reading pairwise judgements: numbers or fractions in text such as "1/3", one of each mirrored pair may be left out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.reading import Findings

__all__ = ["Judgement", "as_text", "read_judgement", "reciprocal_matrix"]

Judgement = float | str | Fraction | None

RECIPROCITY = 1e-6  # relative: 1/3 typed with seven digits passes, 0.33 does not: it is asked for as "1/3"
LARGEST_DENOMINATOR = 100  # for printing: judgements are small whole numbers and their reciprocals


def as_text(value: float) -> str:
    """Return a judgement as people write it.

    Examples
    --------
    >>> as_text(1 / 3), as_text(2.5)
    ('1/3', '5/2')
    """
    near = Fraction(value).limit_denominator(LARGEST_DENOMINATOR)
    return str(near) if near and abs(float(near) / value - 1) < RECIPROCITY else f"{value:.6g}"


def read_judgement(found: Findings, field: str, given: Any) -> float:
    """Return a positive number, 1.0 where the input is wrong (the problem is noted)."""
    value = 0.0
    if not isinstance(given, bool):
        try:
            value = float(Fraction(given.strip())) if isinstance(given, str) else float(given)
        except (TypeError, ValueError, ZeroDivisionError, OverflowError):
            value = 0.0
    if value > 0 and np.isfinite(value):
        return value
    found.add(f"{field}: must be a positive number or a fraction such as '1/3', got {given!r}")
    return 1.0


def _rows(found: Findings, given: Any) -> list[list[Any]] | None:
    rows = [list(row) for row in given] if _is_nested(given) else []
    if not rows or any(len(row) != len(rows) for row in rows):
        found.add(f"judgements: must be a square table with one row and column per criterion, got rows of {[len(r) for r in rows]}")
        return None
    return rows


def _is_nested(given: Any) -> bool:
    if isinstance(given, np.ndarray):
        return given.ndim == 2
    return isinstance(given, Sequence) and all(isinstance(row, Sequence | np.ndarray) and not isinstance(row, str) for row in given)


def _pair(found: Findings, rows: list[list[Any]], i: int, j: int) -> tuple[float, float]:
    """The judgement of i over j and its mirror image; where only one is given, the other follows."""
    here, there = rows[i][j], rows[j][i]
    where, mirrored = f"judgements[{i}][{j}]", f"judgements[{j}][{i}]"
    if here is None and there is None:
        found.add(f"{where}: missing, and so is its mirror image {mirrored}; give one of them")
        return 1.0, 1.0
    if here is None:
        value = read_judgement(found, mirrored, there)
        return 1 / value, value
    value = read_judgement(found, where, here)
    if there is None:
        return value, 1 / value
    mirror = read_judgement(found, mirrored, there)
    if abs(value * mirror - 1) > RECIPROCITY:
        found.add(f"{mirrored}: must be {as_text(1 / value)!r}, the reciprocal of {where}, got {there!r}; or leave one of them out (None)")
    return value, mirror


def reciprocal_matrix(found: Findings, given: Any) -> NDArray[np.float64]:
    """Return float64[n, n] with 1 on the diagonal and ``a[j, i] = 1/a[i, j]``; ones where the input is wrong.

    Parameters
    ----------
    found
        Where every problem is noted: not square, not positive, not reciprocal, missing.
    given
        Rows of judgements: ``given[i][j]`` says how many times as important i is as j.
    """
    rows = _rows(found, given)
    if rows is None:
        return np.ones((1, 1))
    matrix = np.ones((len(rows), len(rows)))
    for i, row in enumerate(rows):
        if row[i] is not None and read_judgement(found, f"judgements[{i}][{i}]", row[i]) != 1:
            found.add(f"judgements[{i}][{i}]: a criterion compared with itself must be 1, got {row[i]!r}")
        for j in range(i + 1, len(rows)):
            matrix[i, j], matrix[j, i] = _pair(found, rows, i, j)
    return matrix
