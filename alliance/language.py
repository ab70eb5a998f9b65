"""Two languages, one source: English texts are the message ids, Chinese comes from gettext catalogues.

Every catalogue ``locale/zh/LC_MESSAGES/<domain>.po`` covers one part of the product; all of them are read together.
"""

from __future__ import annotations

import gettext
import os
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

__all__ = ["LANGUAGES", "Language", "Message", "marked", "preferred_language", "translate"]


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """All catalogues of a language, chained; English needs none."""
    chain = gettext.NullTranslations()
    if language == "en":
        return chain
    with as_file(files("alliance") / "locale" / language / "LC_MESSAGES") as folder:
        for path in sorted(folder.glob("*.mo")):
            with path.open("rb") as stream:
                chain.add_fallback(gettext.GNUTranslations(stream))
    return chain


def translate(text: str, language: Language, **values: Any) -> str:
    """Say an English text in a language, then fill its ``{named}`` places.

    Parameters
    ----------
    text
        The English text, which is also the key of the catalogues.
    language
        ``"zh"`` or ``"en"``.
    **values
        What the places of the text stand for.

    Examples
    --------
    >>> translate("{n} members", "en", n=5)
    '5 members'
    """
    said = _catalogue(language).gettext(text) if text else ""
    return said.format(**values) if values else said


def marked(text: str) -> str:
    """Return an English text as it is; the mark tells that the catalogues must have it, because it is said elsewhere."""
    return text


@dataclass(frozen=True)
class Message:
    """A text that is said later, in the language of whoever reads it.

    Parameters
    ----------
    text
        English, with ``{named}`` places; the key of the catalogues.
    values
        What the places stand for. A value that is itself a :class:`Message` is said in the same language.

    Examples
    --------
    >>> Message("{n} members", {"n": 5}).say("en")
    '5 members'
    """

    text: str
    values: dict[str, Any] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Return the text in the language asked for."""
        said = {key: value.say(language) if isinstance(value, Message) else value for key, value in self.values.items()}
        return translate(self.text, language, **said)


def preferred_language(asked: str | None = None) -> Language:
    """Choose the language: what was asked for, else ``ALLIANCE_LANG``, else the system's locale, else English.

    Examples
    --------
    >>> preferred_language("zh")
    'zh'
    """
    for said in (asked, *(os.environ.get(name) for name in ("ALLIANCE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))):
        if said:
            return "zh" if said.lower().startswith("zh") else "en"
    return "en"
