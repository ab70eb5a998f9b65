"""How a set differs from the chosen one, as two cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from alliance.language import translate
from alliance.partners.exhibits.exhibit import Head
from alliance.partners.records import SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["change_cells", "change_heads"]


def change_heads(view: View, selection: SelectionOutcome) -> tuple[Head, ...]:
    """Return the headings: who joins and who drops out, or the members where no set was chosen."""
    words = ("joins", "drops out") if selection.chosen else ("Members",)
    return tuple(Head(translate(word, view.language)) for word in words)


def change_cells(view: View, selection: SelectionOutcome, members: Sequence[str]) -> tuple[str, ...]:
    """Return who joins and who drops out when a set replaces the chosen one, or its members where none was chosen."""
    if selection.chosen is None:
        return (view.listing(members),)
    chosen = selection.chosen.members
    joins, leaves = ([m for m in one if m not in other] for one, other in ((members, chosen), (chosen, members)))
    return view.listing(joins), view.listing(leaves)
