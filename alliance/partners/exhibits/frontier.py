"""The frontier as a table: every set that nothing allowed beats, best first in the first objective."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alliance.language import translate
from alliance.partners.exhibits.changes import change_cells, change_heads
from alliance.partners.exhibits.exhibit import Exhibit, Head, Row, Scatter
from alliance.partners.records import SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["frontier_exhibits"]


def frontier_exhibits(view: View, selection: SelectionOutcome) -> Iterator[Exhibit]:
    """Yield the frontier, if it was asked for."""
    found = selection.trade_off
    if found is None:
        return
    language = view.language
    chosen = set(selection.chosen.members) if selection.chosen else None
    heads = [Head(view.sentence(title), "money") for title in found.titles]
    rows = [
        Row(
            (str(number), *point.values, len(point.members), *change_cells(view, selection, point.members), point.proved),
            best=set(point.members) == chosen,
        )
        for number, point in enumerate(found.points, start=1)
    ]
    complete = (
        translate("These are all: every other allowed set is beaten by one of them.", language)
        if found.complete
        else translate("Time was up first: there may be further points.", language)
    )
    count = translate("{count} sets that no allowed set beats in every objective.", language, count=len(found.points))
    yield Exhibit(
        "frontier",
        "trade-offs",
        translate("What more of one costs in another", language),
        (
            Head(translate("No.", language)),
            *heads,
            Head(translate("Number of partners", language), "whole"),
            *change_heads(view, selection),
            Head(translate("proved", language), "verdict"),
        ),
        tuple(rows),
        lead=(count, complete) if rows else (translate("No set meets all limits.", language),),
        chart=Scatter(2, 1, translate("What more of one costs in another", language), 3 if len(heads) > 2 else None) if rows else None,
    )
