"""The vocabulary in which the workbook's sheets are described; reader, writer and template all follow the description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from alliance.language import LANGUAGES, Language, Message, translate
from alliance.scenario.words import identity

__all__ = ["NAMED", "Choices", "Column", "Form", "Kind", "Layout", "Sheet", "Spread", "Title", "say", "titles"]

Kind = Literal["text", "number", "share", "amount", "whole", "names", "name"]
Layout = Literal["form", "list", "keyed", "requirements", "value"]
Form = tuple[str, ...]  # the way to an entry inside a row: ("name", "zh")


_CONTEXT = "workbook\x04"  # gettext's own mark: headings are part of the file format and must not follow other uses of a word


def say(text: str, language: Language) -> str:
    """Say a text of the workbook in a language.

    Examples
    --------
    >>> say("Members", "en")
    'Members'
    """
    return translate(_CONTEXT + text, language).removeprefix(_CONTEXT)


class Title(Message):
    """A title of a sheet or column inside a message."""

    def say(self, language: Language) -> str:
        """Return the title as the workbook of that language shows it."""
        return say(self.text, language)


@dataclass(frozen=True)
class Choices:
    """A closed list of words behind a drop-down.

    Parameters
    ----------
    name
        Heading of its column on the sheet of lists.
    words
        Word of the schema -> what people read: English, key of the catalogues, or one text per language.
    """

    name: str
    words: Mapping[str, str | Mapping[Language, str]]

    def shown(self, word: object, language: Language) -> str:
        """Return what people read for a word of the schema."""
        said = self.words.get(_word(word), str(word))
        return say(said, language) if isinstance(said, str) else said[language]

    def meant(self, given: object) -> object:
        """Return the word of the schema for what was typed in either language, else what was typed."""
        key = identity(_word(given))
        return next((word for word in self.words if key in self._spellings(word)), given)

    def _spellings(self, word: str) -> set[str]:
        return {identity(word), *(identity(self.shown(word, language)) for language in LANGUAGES)}


def _word(given: object) -> str:
    return str(given).lower() if isinstance(given, bool) else str(given)


@dataclass(frozen=True)
class Column:
    """A column of a list, or a line of a form.

    Parameters
    ----------
    key
        The entry it fills.
    title, note
        English, keys of the catalogues.
    kind
        What is typed there; ``names`` are several members, ``name`` is one thing listed on the sheet ``source``.
    choices
        The drop-down, if there is one.
    source
        Sheet whose first column is offered as a drop-down.
    needed
        Whether it must be filled in.
    default
        What an empty template starts with.
    """

    key: Form
    title: str
    note: str = ""
    kind: Kind = "text"
    choices: Choices | None = None
    source: str = ""
    needed: bool = False
    default: str | int = ""


NAMED = (  # how things with an id and a name are called, on every sheet that lists such things
    Column(("id",), "Name or code", "Short and unique; the other sheets call it by this name.", needed=True),
    Column(("name", "zh"), "Chinese name", "May be left out."),
    Column(("name", "en"), "English name", "May be left out."),
)


@dataclass(frozen=True)
class Spread:
    """A family of columns, one per name, headed ``title: name``.

    Parameters
    ----------
    key
        The table of the row that the columns fill.
    examples
        Names that the template starts with.
    """

    key: str
    title: str
    note: str
    kind: Kind = "amount"
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    key
        Its name in the code.
    title, note
        English, keys of the catalogues.
    layout
        ``form``: title and entry per line. ``list``: an item per row. ``keyed``: a row per key of a table. The other two are
        one of a kind.
    at
        The part of the scenario it fills.
    example
        Cells of the row that shows how it is done; it begins with ``#`` and is ignored.
    """

    key: str
    title: str
    note: str
    layout: Layout
    at: Form
    columns: tuple[Column, ...]
    spreads: tuple[Spread, ...] = ()
    example: tuple[str | float, ...] = ()


def titles(text: str) -> frozenset[str]:
    """Return the identities of a title in every language.

    Examples
    --------
    >>> "members" in titles("Members")
    True
    """
    return frozenset(identity(say(text, language)) for language in LANGUAGES)
