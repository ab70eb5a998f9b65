"""Scripts and styles that a page carries inside itself, and the policy that lets nothing else run."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from markupsafe import Markup

__all__ = ["Script", "content_policy", "data_block", "own_script", "plotly_script", "style"]


@dataclass(frozen=True)
class Script:
    """A script of ours, ready to stand inside a page.

    Parameters
    ----------
    text
        Its source; never built from a user's data.
    digest
        What the content policy knows it by.
    """

    text: Markup
    digest: str


def _script(text: str) -> Script:
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if "</script" in clean.lower():
        raise ValueError("a script that contains '</script' cannot stand inside a page")
    return Script(Markup(clean), "sha256-" + b64encode(sha256(clean.encode("utf-8")).digest()).decode("ascii"))


@cache
def plotly_script() -> Script:
    """Return the charting library."""
    from plotly.offline import get_plotlyjs

    return _script(get_plotlyjs())


@cache
def own_script() -> Script:
    """Return the page's own script: language switch and charts."""
    return _script((files(__package__) / "templates" / "report.js").read_text(encoding="utf-8"))


@cache
def _sheet() -> str:
    return (files(__package__) / "templates" / "report.css").read_text(encoding="utf-8")


def style(faces: str) -> Markup:
    """Return the style sheet with the font faces; both are ours, no user text is in them."""
    return Markup(_sheet() + faces)


def data_block(data: Any) -> Markup:
    """Write data as JSON that cannot end its script block or open a comment in it."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)


def content_policy(*scripts: Script) -> str:
    """Return the policy: these scripts, inline styles and embedded fonts and pictures only; nothing is ever fetched or sent."""
    allowed = " ".join(f"'{script.digest}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
