"""``alliance explain``: why this set, and what would change it."""

from __future__ import annotations

from pathlib import Path

from alliance.commands import LanguageOption
from alliance.commands.looks import look, scenario_with_selection
from alliance.commands.select import JsonOption

__all__ = ["explain"]


def explain(scenario: Path, json: JsonOption = None, lang: LanguageOption = None) -> None:
    """Explain the chosen partners: what each is worth, who could replace whom, what another budget or size would bring."""
    chapters = ("reasons", "trade-offs", "acceptability")
    look(scenario_with_selection(scenario, lang), "explain", chapters, json, lang, explain=True, sweep=True, frontier=[], alternatives=0)
