"""``alliance new``: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import Exit, LanguageOption, fail, say
from alliance.language import preferred_language, translate

__all__ = ["new"]


def new(
    workbook: Path,
    lang: LanguageOption = None,
    force: Annotated[bool, typer.Option("--force", help=translate("Replace an existing file.", preferred_language()))] = False,
) -> None:
    """Write an Excel workbook to fill in, with drop-downs and notes."""
    from alliance.scenario import new_workbook

    language = preferred_language(lang)
    if workbook.suffix.lower() != ".xlsx":
        raise fail(translate("{file}: the name of a workbook must end in .xlsx.", language, file=workbook), Exit.BAD_INPUT)
    if workbook.exists() and not force:
        raise fail(
            translate("{file} exists already. Give another name, or --force to replace it.", language, file=workbook), Exit.BAD_INPUT
        )
    new_workbook(workbook, language)
    say("{file} is ready. Fill in the coloured cells, then run: alliance run {file} -o out", language, file=workbook)
