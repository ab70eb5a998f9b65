"""``alliance council``: votes against power, benefit and investment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.commands import LanguageOption, console, exit_code, here, run_with_progress
from alliance.commands.select import JsonOption
from alliance.language import preferred_language

if TYPE_CHECKING:
    from alliance.scenario import Scenario

__all__ = ["council"]

VotingRuleOption = Annotated[
    str | None,
    typer.Option("--rule", "-r", help=here("Voting rule, such as two_thirds. Default: the scenario's.")),
]
SplitOption = Annotated[bool, typer.Option("--split", help=here("Also compare with the benefit: choose partners and split, if need be."))]


def council(
    scenario: Path, rule: VotingRuleOption = None, split: SplitOption = False, json: JsonOption = None, lang: LanguageOption = None
) -> None:
    """Show what votes in the council are worth: power, benefit and investment side by side."""
    import alliance
    from alliance.council.labels import words_of
    from alliance.council.study import benefit_is_cheap, with_rule
    from alliance.files import write_json
    from alliance.report.council_terminal import print_council
    from alliance.report.view import View

    language = preferred_language(lang)
    asked: Scenario = with_rule(alliance.load(scenario), rule)
    splits = split or benefit_is_cheap(asked)
    document = run_with_progress(lambda report: alliance.run(asked, select=split, split=splits, progress=report), language).document
    if document.council is not None:
        print_council(View(document, language), document.council, console())
    if not splits:
        typer.echo(words_of(language)["without_benefit"])
    if json:
        write_json(json, document.model_dump(mode="json"))
    raise typer.Exit(exit_code(document.status))
