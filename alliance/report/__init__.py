"""The outcome of a study as people read it: a page, a workbook, a terminal.

Everything here reads one thing only, :class:`alliance.document.Document`. The parts are imported when they are first used, so that
printing in a terminal loads neither charts nor workbooks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from alliance.report.html import render_html
    from alliance.report.terminal import print_document, print_rules
    from alliance.report.workbook import write_workbook

__all__ = ["print_document", "print_rules", "render_html", "write_workbook"]

_HOME = {"render_html": "html", "write_workbook": "workbook", "print_document": "terminal", "print_rules": "terminal"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
