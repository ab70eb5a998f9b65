"""Says the report's own texts in one language."""

from __future__ import annotations

from typing import Any

from alliance.language import Language, translate

__all__ = ["Speech"]


class Speech:
    """Callable that says an English text in a language.

    Parameters
    ----------
    language
        ``"zh"`` or ``"en"``.

    Examples
    --------
    >>> Speech("en")("{first} and {last}", first="A", last="B")
    'A and B'
    """

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, text: str, /, **values: Any) -> str:
        """Say a text and fill its ``{named}`` places."""
        return translate(text, self.language, **values)
