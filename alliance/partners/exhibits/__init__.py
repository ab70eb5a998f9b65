"""The further looks at a selection as tables in one language, the same for page, workbook and terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from alliance.language import marked, translate
from alliance.partners.exhibits.acceptability import acceptability_exhibits
from alliance.partners.exhibits.candidates import candidate_exhibits
from alliance.partners.exhibits.comparison import comparison_exhibits
from alliance.partners.exhibits.exhibit import Bars, Cell, Exhibit, Head, Kind, Row, Scatter, shown_cell
from alliance.partners.exhibits.frontier import frontier_exhibits
from alliance.partners.exhibits.repairs import repair_exhibits
from alliance.partners.exhibits.sweeps import sweep_exhibits
from alliance.partners.records import SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["CHAPTERS", "Bars", "Cell", "Exhibit", "Head", "Kind", "Row", "Scatter", "chapters_of", "exhibits_of", "shown_cell"]

CHAPTERS = {
    "compare": marked("Sets compared"),
    "reasons": marked("Why this set"),
    "trade-offs": marked("Trade-offs"),
    "acceptability": marked("Uncertain weights"),
}
_LOOKS: tuple[Callable[[View, SelectionOutcome], Iterator[Exhibit]], ...] = (
    repair_exhibits,
    comparison_exhibits,
    candidate_exhibits,
    frontier_exhibits,
    sweep_exhibits,
    acceptability_exhibits,
)


def exhibits_of(view: View, selection: SelectionOutcome) -> list[Exhibit]:
    """Return every table that has something to show, in the order of reading.

    Parameters
    ----------
    view
        The document in one language.
    selection
        Its partner selection.
    """
    return [exhibit for look in _LOOKS for exhibit in look(view, selection)]


def chapters_of(view: View, selection: SelectionOutcome) -> list[tuple[str, list[Exhibit]]]:
    """Return the chapters that have tables: title and tables."""
    exhibits = exhibits_of(view, selection)
    chapters = [(translate(title, view.language), [one for one in exhibits if one.chapter == key]) for key, title in CHAPTERS.items()]
    return [chapter for chapter in chapters if chapter[1]]
