"""``alliance frontier``: what more of one objective costs in another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import LanguageOption, here
from alliance.commands.looks import look, scenario_with_selection
from alliance.commands.select import JsonOption

__all__ = ["frontier"]

USUAL = "objective,cost"

ObjectivesOption = Annotated[
    str | None,
    typer.Option(
        "--objectives",
        "-o",
        help=here(
            "Two or three of objective, value, synergy, coverage, cost, expected_loss. Default: the scenario's, else objective,cost."
        ),
    ),
]


def frontier(scenario: Path, objectives: ObjectivesOption = None, json: JsonOption = None, lang: LanguageOption = None) -> None:
    """Show every set of partners that no allowed set beats in all of several objectives."""
    from alliance.scenario.name_lists import split_names

    found = scenario_with_selection(scenario, lang)
    asked = list(found.selection.frontier) if found.selection else []
    given = split_names(objectives) if objectives else asked or split_names(USUAL)
    look(found, "--objectives", ("trade-offs",), json, lang, frontier=given, alternatives=0, sweep=False, explain=False, weight_ranges={})
