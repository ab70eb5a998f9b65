"""One interface for whoever works on many items: what is done once, in any order, and what to say when an item cannot be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

__all__ = ["Engine", "Failed", "tried"]


@dataclass(frozen=True)
class Failed:
    """An item that could not be done: it raised an exception, or took its worker down with it again and again.

    Parameters
    ----------
    reason
        What happened, for people.
    """

    reason: str


class Engine(Protocol):
    """Does the same work on many items, wherever its workers are.

    The work must depend on nothing but the item, so that it does not matter who does it, when, or how often.
    """

    @property
    def workers(self) -> int:
        """How many items are worked on at a time."""
        ...

    def run(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Yield (place of the item, its result or :class:`Failed`) for every item once, as they are done."""
        ...

    def close(self) -> None:
        """Send the workers home; the next run starts new ones."""
        ...


def tried(work: Callable[[Any], Any], item: Any) -> Any:
    """Return what the work makes of an item, or :class:`Failed` if it raises."""
    try:
        return work(item)
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")
