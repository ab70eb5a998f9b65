"""``alliance rules``: every allocation rule with its meaning, formula and source."""

from __future__ import annotations

from alliance.commands import LanguageOption, console
from alliance.language import preferred_language

__all__ = ["rules"]


def rules(lang: LanguageOption = None) -> None:
    """List the allocation rules: name, title, meaning, formula, options, reference."""
    import allocation
    from alliance.report.terminal import print_rules

    print_rules(allocation.rules(), console(), preferred_language(lang))
