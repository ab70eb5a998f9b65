"""Several names in one cell: ``M1、M2`` or ``M1 + M2``; names that hold such a mark themselves stand in double quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["join_names", "split_names"]

_MARKS = "、，,+＋;；\n"
_PIECE = re.compile(f'\\s*"((?:[^"]|"")*)"\\s*(?=[{_MARKS}]|$)|([^{_MARKS}]*)')


def split_names(text: str) -> list[str]:
    """Cut a cell into names; blanks belong to names, empty pieces do not count.

    Examples
    --------
    >>> split_names('海利得、东华大学 + "Smith, Inc."')
    ['海利得', '东华大学', 'Smith, Inc.']
    """
    names, position = [], 0
    while position <= len(text):
        match = _PIECE.match(text, position)
        if match is None:
            break
        name = match[1].replace('""', '"') if match[1] is not None else match[2].strip()
        names += [name] if name else []
        position = match.end() + 1
    return names


def join_names(names: Iterable[str]) -> str:
    """Write names into one cell, so that :func:`split_names` gives them back.

    Examples
    --------
    >>> join_names(["M1", "Smith, Inc."])
    'M1、"Smith, Inc."'
    """
    return "、".join(f'"{name.replace(chr(34), chr(34) * 2)}"' if set(name) & {*_MARKS, '"'} else name for name in names)
