"""``alliance verify``: re-check a finished result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import Exit, LanguageOption, here, say
from alliance.language import preferred_language

__all__ = ["verify"]

ScenarioArgument = Annotated[
    Path | None,
    typer.Argument(help=here("The scenario it was computed from; default: scenario.json beside the result.")),
]


def verify(result: Path, scenario: ScenarioArgument = None, lang: LanguageOption = None) -> None:
    """Re-check a result exactly, without the solvers that made it."""
    import alliance
    from alliance.files import read_document

    language = preferred_language(lang)
    document = read_document(result)
    checks = alliance.verify(document, alliance.load(scenario or result.with_name("scenario.json")))
    for check in checks:
        typer.echo(f"{'✓' if check.ok else '✗'} {check.name}{f' — {check.detail}' if check.detail else ''}")
    wrong = sum(not check.ok for check in checks)
    if wrong:
        say("{wrong} of {all} checks failed.", language, wrong=wrong, all=len(checks))
        raise typer.Exit(Exit.NOT_VERIFIED)
    say("All {all} checks hold.", language, all=len(checks))
