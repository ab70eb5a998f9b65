"""How the parsers of single entries refuse one: what is wrong and what to do, ready to be said in either language."""

from __future__ import annotations

import datetime
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from alliance.language import Message

__all__ = ["REFUSED", "refuse", "shown"]

REFUSED = "refused"
SHOWN_LENGTH = 60  # characters of an entry repeated in a message; enough to recognise it, short enough for one line


def refuse(what: str, fix: str, **values: Any) -> NoReturn:
    """Refuse an entry while pydantic validates it.

    Parameters
    ----------
    what, fix
        What is wrong, and what to do about it: English texts with ``{named}`` places.
    **values
        What the places stand for.

    Raises
    ------
    PydanticCustomError
        Always; it is a ``ValueError`` whose text is the English one.
    """
    said = f"{Message(what, values).say('en')} {Message(fix, values).say('en')}"
    raise PydanticCustomError(REFUSED, "{said}", {"said": said, "what": what, "fix": fix, "values": values})


def shown(given: object) -> str | Message:
    """Repeat an entry in a message: quoted, shortened, with invisible characters made visible.

    Examples
    --------
    >>> shown("1,2O0")
    '"1,2O0"'
    >>> shown("a" + chr(0x200B))
    '"a\\\\u200b"'
    """
    if isinstance(given, str):
        cut = given if len(given) <= SHOWN_LENGTH else given[: SHOWN_LENGTH - 1] + "…"
        return '"' + "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in cut) + '"'
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, dict):
        return Message("a table")
    if isinstance(given, list | tuple):
        return Message("a list")
    if given is None:
        return Message("nothing")
    if isinstance(given, datetime.date | datetime.time):
        return Message("the date or time {given}", {"given": str(given)})
    return _plain(given)


def _plain(given: object) -> str:
    if isinstance(given, int) and given.bit_length() > 200:  # str() of a huge integer is slow, and refused beyond 4300 digits
        return "10^" + str(int(given.bit_length() * 0.30103))
    return str(given)[:SHOWN_LENGTH]
