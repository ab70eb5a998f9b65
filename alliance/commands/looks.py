"""What ``compare``, ``frontier`` and ``explain`` share: choose the partners, look further, show only that."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from alliance.commands import console, exit_code, refuse, run_with_progress
from alliance.language import preferred_language

if TYPE_CHECKING:
    from alliance.scenario import Scenario

__all__ = ["look", "scenario_with_selection"]


def scenario_with_selection(path: Path, lang: str | None) -> Scenario:
    """Load a scenario whose partners may be chosen; one without a selection part is refused."""
    import alliance

    found = alliance.load(path)
    if found.selection is None:
        text = "{file} has no selection part: say who may be chosen and within which limits."
        raise refuse(text, preferred_language(lang), file=path)
    return found


def look(scenario: Scenario, source: str, chapters: Collection[str], json: Path | None, lang: str | None, **asked: Any) -> None:
    """Ask further questions of a scenario's selection, print the answers, and leave with the exit code that fits.

    Parameters
    ----------
    scenario
        With a ``selection``.
    source
        What an error about the questions should call the place they come from.
    chapters
        Chapters to print.
    json
        Where to write the whole document, if anywhere.
    lang
        As typed.
    **asked
        Entries of the selection part.
    """
    import alliance
    from alliance.files import write_json
    from alliance.partners.asking import with_questions
    from alliance.partners.exhibits import exhibits_of
    from alliance.report.exhibit_terminal import print_exhibits
    from alliance.report.terminal import print_outcome
    from alliance.report.view import View

    language = preferred_language(lang)
    with_questions(scenario, source, asked)  # what is wrong with the questions is said of the place they come from
    study = run_with_progress(lambda report: alliance.run(scenario, split=False, questions=asked, progress=report), language)
    view, screen = View(study.document, language), console()
    print_outcome(view, screen)
    if study.document.selection is not None:
        shown = [one for one in exhibits_of(view, study.document.selection) if one.chapter in chapters and one.key != "repairs"]
        print_exhibits(view, shown, screen)
    if json:
        write_json(json, study.document.model_dump(mode="json"))
    raise typer.Exit(exit_code(study.document.status))
