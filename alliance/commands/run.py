"""``alliance run``: the whole way from a scenario file to the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import LanguageOption, console, exit_code, here, run_with_progress, say
from alliance.language import preferred_language

__all__ = ["run", "run_and_report"]

OutOption = Annotated[Path, typer.Option("--out", "-o", help=here("Folder for the report and the results."))]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=here("Print nothing but the names of the files."))]


def run(scenario: Path, out: OutOption = Path("out"), lang: LanguageOption = None, quiet: QuietOption = False) -> None:
    """Run a scenario: choose partners, split the value, write the report."""
    run_and_report(scenario, out, lang, quiet)


def run_and_report(path: Path, out: Path, lang: str | None, quiet: bool) -> None:
    """Run a scenario file, print the outcome, write the files, and leave with the exit code that fits."""
    import alliance

    language = preferred_language(lang)
    scenario = alliance.load(path)
    study = run_with_progress(lambda report: alliance.run(scenario, progress=report), language)
    if not quiet:
        from alliance.report.terminal import print_document

        print_document(study.document, console(), language)
    for file in study.save(out, language):
        say("wrote {file}", language, file=file)
    raise typer.Exit(exit_code(study.document.status))
