"""The Chinese typeface a report carries along, cut down to the slices whose characters occur.

The slices are subsets of Noto Sans CJK SC (SIL Open Font License, see ``fonts/OFL.txt``); ``docs/cut_font.py`` makes them.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

__all__ = ["FAMILY", "font_faces"]

FAMILY = "Alliance Han"


@cache
def _slices() -> dict[str, str]:
    """Which characters each slice has."""
    index: dict[str, str] = json.loads((files(__package__) / "fonts" / "slices.json").read_text(encoding="utf-8"))
    return index


@cache
def _face(name: str) -> str:
    """One slice as a font face that a browser loads from the page itself, and only when one of its characters is shown."""
    data = b64encode((files(__package__) / "fonts" / name).read_bytes()).decode("ascii")
    return (
        f'@font-face{{font-family:"{FAMILY}";font-weight:400 700;font-display:block;'
        f"src:url(data:font/woff2;base64,{data})format('woff2');unicode-range:{_ranges(_slices()[name])}}}"
    )


def _ranges(letters: Iterable[str]) -> str:
    """Write characters as a CSS unicode-range, neighbours joined."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, letters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def font_faces(text: str) -> str:
    """Return the font faces that a text needs.

    Parameters
    ----------
    text
        Everything a reader will see.

    Returns
    -------
    str
        CSS; empty when the text has no Chinese character.
    """
    letters = set(text)
    return "\n".join(_face(name) for name, known in _slices().items() if not letters.isdisjoint(known))
