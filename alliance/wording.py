"""A text in both languages, and the base of every record of an outcome."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from alliance.language import LANGUAGES, Language, Message

__all__ = ["Record", "Wording", "said"]


class Record(BaseModel):
    """Base of every part of the document."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(Record):
    """One text in both languages."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the text in a language, or in the other one where it is missing."""
        first, second = (self.zh, self.en) if language == "zh" else (self.en, self.zh)
        return first or second


def said(text: str, **values: Any) -> Wording:
    """Say an English text in both languages.

    A value may be a :class:`Wording`; it is then said in the same language.
    """

    def fill(language: Language) -> str:
        return Message(text, {k: v.say(language) if isinstance(v, Wording) else v for k, v in values.items()}).say(language)

    return Wording(**{language: fill(language) for language in LANGUAGES})
