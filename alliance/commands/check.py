"""``alliance check``: is this file a scenario?"""

from __future__ import annotations

from pathlib import Path

from alliance.commands import LanguageOption, say
from alliance.language import preferred_language

__all__ = ["check"]


def check(scenario: Path, lang: LanguageOption = None) -> None:
    """Check a scenario file and list everything that is wrong with it."""
    from alliance.scenario import load

    found = load(scenario)
    say(
        "{file}: a complete scenario with {members} members and {projects} projects.",
        preferred_language(lang),
        file=scenario,
        members=len(found.members),
        projects=len(found.projects),
    )
