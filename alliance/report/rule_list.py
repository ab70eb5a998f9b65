"""The list of allocation rules in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from rich.padding import Padding
from rich.text import Text

from alliance.language import Language, translate

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["DescribedRule", "print_rules"]


class Bilingual(Protocol):
    """A text in Chinese and English."""

    @property
    def zh(self) -> str:
        """Chinese."""

    @property
    def en(self) -> str:
        """English."""


class DescribedRule(Protocol):
    """What the list needs to know of a rule; the rules of :func:`allocation.rules` fit."""

    @property
    def name(self) -> str:
        """Name in files and on the command line."""

    @property
    def title(self) -> Bilingual:
        """What people call it."""

    @property
    def meaning(self) -> Bilingual:
        """One sentence."""

    @property
    def formula(self) -> str:
        """In plain text."""

    @property
    def reference(self) -> str:
        """Author, title, year."""

    @property
    def needs(self) -> Mapping[str, Bilingual]:
        """Options that must be given."""

    @property
    def takes(self) -> Mapping[str, Bilingual]:
        """Options that may be given."""


def print_rules(rules: Iterable[DescribedRule], console: Console, language: Language = "zh") -> None:
    """Print every rule with its meaning, formula, options and source.

    Parameters
    ----------
    rules
        From :func:`allocation.rules`.
    console
        A rich console.
    language
        ``"zh"`` or ``"en"``.
    """
    for rule in rules:
        console.print(Text.assemble((_said(rule.title, language), "bold"), "  ", (rule.name, "cyan")))
        lines = [(_said(rule.meaning, language), ""), (rule.formula, "italic"), *_options(rule, language), (rule.reference, "dim")]
        for text, style in lines:
            if text:
                console.print(Padding(Text(text, style), (0, 0, 0, 2)))
        console.print()


def _options(rule: DescribedRule, language: Language) -> list[tuple[str, str]]:
    """One line per option, saying whether it must or may be given."""
    needs = [(key, _said(text, language)) for key, text in rule.needs.items()]
    takes = [(key, _said(text, language)) for key, text in rule.takes.items()]
    must = [(translate("needs {option}: {meaning}", language, option=key, meaning=meaning), "") for key, meaning in needs]
    may = [(translate("takes {option}: {meaning}", language, option=key, meaning=meaning), "") for key, meaning in takes]
    return must + may


def _said(text: Bilingual, language: Language) -> str:
    return text.zh if language == "zh" else text.en
