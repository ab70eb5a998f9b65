"""``alliance new``: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import LanguageOption, here, refuse, say
from alliance.language import preferred_language

__all__ = ["new"]


def new(
    workbook: Path,
    lang: LanguageOption = None,
    force: Annotated[bool, typer.Option("--force", help=here("Replace an existing file."))] = False,
) -> None:
    """Write an Excel workbook to fill in, with drop-downs and notes."""
    from alliance.scenario import new_workbook

    language = preferred_language(lang)
    if workbook.suffix.lower() != ".xlsx":
        raise refuse("{file}: the name of a workbook must end in .xlsx.", language, file=workbook)
    if workbook.exists() and not force:
        raise refuse("{file} exists already. Give another name, or --force to replace it.", language, file=workbook)
    new_workbook(workbook, language)
    say("{file} is ready. Fill in the coloured cells, then run: alliance run {file} -o out", language, file=workbook)
