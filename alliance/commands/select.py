"""``alliance select``: only the partner selection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import LanguageOption, console, exit_code, here
from alliance.language import preferred_language

__all__ = ["select"]

JsonOption = Annotated[Path | None, typer.Option("--json", help=here("Also write the outcome to this JSON file."))]


def select(scenario: Path, json: JsonOption = None, lang: LanguageOption = None) -> None:
    """Only choose partners, and show how good the choice provably is."""
    import alliance
    from alliance.commands.looks import scenario_with_selection
    from alliance.files import write_json
    from alliance.report.terminal import print_document

    language = preferred_language(lang)
    document = alliance.run(scenario_with_selection(scenario, lang), split=False).document
    print_document(document, console(), language)
    if json:
        write_json(json, document.model_dump(mode="json"))
    raise typer.Exit(exit_code(document.status))
