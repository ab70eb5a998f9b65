"""Members and groups of members as a reader meets them: full names, short ones for charts, and groups in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from alliance.document import Document
from alliance.language import Language, translate

__all__ = ["Names", "clip", "columns"]

SHORT = 22  # columns of a name beside a chart; a Chinese character takes two
RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"})
ISOLATE, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
CONTROLS = ("Cc", "Cs", "Co", "Cn")


def columns(text: str) -> int:
    """Return how many columns a text takes where a Chinese character takes two.

    Examples
    --------
    >>> columns("联盟 A")
    6
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 0 if unicodedata.combining(letter) else 1 for letter in text)


def clip(text: str, width: int) -> str:
    """Shorten a text to a number of columns.

    Examples
    --------
    >>> clip("Zhejiang Hailide New Materials", 12)
    'Zhejiang Ha…'
    """
    if columns(text) <= width:
        return text
    kept = ""
    for letter in text:
        if columns(kept + letter) >= width:
            break
        kept += letter
    return kept.rstrip() + "…"


def _harmless(name: str) -> str:
    """Drop control characters and keep right-to-left letters from turning the text around them."""
    clean = " ".join("".join(" " if unicodedata.category(letter) in CONTROLS else letter for letter in name).split())
    turning = any(unicodedata.bidirectional(letter) in RIGHT_TO_LEFT for letter in clean)
    return f"{ISOLATE}{clean}{END}" if turning else clean


class Names:
    """Names of a document's members in one language.

    Parameters
    ----------
    document
        The study.
    language
        ``"zh"`` or ``"en"``.
    """

    def __init__(self, document: Document, language: Language) -> None:
        self.language = language
        self._full = {member.id: _harmless(member.name.say(language)) or _harmless(member.id) for member in document.members}
        short = {member.id: clip(self._full[member.id], SHORT) for member in document.members}
        times = list(short.values())
        self._short = {key: text if times.count(text) == 1 else f"{clip(text, SHORT - 5)} {clip(key, 5)}" for key, text in short.items()}

    def full(self, member: str) -> str:
        """Return a member's name, or its id when it has none."""
        return self._full.get(member) or _harmless(member)

    def short(self, member: str) -> str:
        """Return a name short enough to stand beside a chart, still unlike all others."""
        return self._short.get(member) or clip(_harmless(member), SHORT)

    def _join(self, said: Sequence[str]) -> str:
        if len(said) < 2:
            return "".join(said)
        comma = "、" if self.language == "zh" else ", "
        return translate("{first} and {last}", self.language, first=comma.join(said[:-1]), last=said[-1])

    def group(self, members: Sequence[str], players: Sequence[str], short: bool = False) -> str:
        """Say a group in words; a group of nearly everyone is said by whom it leaves out.

        Parameters
        ----------
        members
            Ids of the group.
        players
            Ids of everyone who plays.
        short
            Whether to use short names.
        """
        name = self.short if short else self.full
        inside = set(members)
        outside = [player for player in players if player not in inside]
        if not members:
            return translate("nobody", self.language)
        if not outside and len(members) > 1:
            return translate("everyone", self.language)
        if len(members) > 2 and len(outside) < len(members):
            return translate("everyone except {names}", self.language, names=self._join([name(player) for player in outside]))
        return self._join([name(member) for member in members])
