"""``alliance compare``: any sets of partners side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alliance.commands import LanguageOption, here
from alliance.commands.looks import look, scenario_with_selection
from alliance.commands.select import JsonOption

__all__ = ["compare"]

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help=here('A set to compare, such as "A, B, C" or "ours: A, B"; may be repeated.')),
]


def compare(scenario: Path, set: SetOption = None, json: JsonOption = None, lang: LanguageOption = None) -> None:
    """Compare sets of partners on every criterion, with the best set and with how each one's value would be split."""
    from alliance.partners.asking import named_sets

    found = scenario_with_selection(scenario, lang)
    given = {"compare": named_sets(set), "alternatives": 0} if set else {}
    look(found, "--set", ("compare",), json, lang, **given, frontier=[], explain=False, sweep=False, weight_ranges={})
