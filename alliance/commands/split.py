"""``alliance split``: only the split, by the rules asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alliance.commands import LanguageOption, console, exit_code, here, run_with_progress
from alliance.commands.select import JsonOption
from alliance.language import preferred_language

if TYPE_CHECKING:
    from alliance.scenario import Scenario

__all__ = ["split"]

RuleOption = Annotated[
    list[str] | None,
    typer.Option("--rule", "-r", help=here("Rule to compute; may be repeated. Default: the scenario's.")),
]


def split(scenario: Path, rule: RuleOption = None, json: JsonOption = None, lang: LanguageOption = None) -> None:
    """Only split the value, and show who would walk out."""
    import alliance
    from alliance.files import write_json
    from alliance.report.terminal import print_document

    language = preferred_language(lang)
    asked = _with_rules(alliance.load(scenario), rule or [])
    document = run_with_progress(lambda report: alliance.run(asked, progress=report), language).document
    print_document(document, console(), language)
    if json:
        write_json(json, document.model_dump(mode="json"))
    raise typer.Exit(exit_code(document.status))


def _with_rules(scenario: Scenario, names: list[str]) -> Scenario:
    """Return the scenario with other rules; unknown names are refused."""
    from alliance.scenario.schema import RuleRequest
    from allocation.registry import find_rule

    if not names:
        return scenario
    asked = dict.fromkeys(find_rule(name, "game").name for name in names)  # a rule named twice is computed once
    requests = [RuleRequest(rule=name) for name in asked]
    return scenario.model_copy(update={"allocation": scenario.allocation.model_copy(update={"rules": requests})})
