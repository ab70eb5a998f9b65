"""``alliance rules``: every allocation rule with its meaning, formula and source."""

from __future__ import annotations

from typing import Annotated

import typer

from alliance.commands import LanguageOption, console, here
from alliance.language import preferred_language

__all__ = ["rules"]


MarkdownOption = Annotated[bool, typer.Option("--markdown", help=here("As a Markdown page in both languages."))]


def rules(markdown: MarkdownOption = False, lang: LanguageOption = None) -> None:
    """List the allocation rules with meaning, formula and source."""
    import allocation

    if markdown:
        from alliance.rules_page import rules_page

        typer.echo(rules_page(allocation.rules()), nl=False)
        return
    from alliance.report.terminal import print_rules

    print_rules(allocation.rules(), console(), preferred_language(lang))
