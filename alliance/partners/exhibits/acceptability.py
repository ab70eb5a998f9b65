"""How often sets and candidates are chosen when the weights move."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alliance.language import marked, translate
from alliance.partners.exhibits.changes import change_cells, change_heads
from alliance.partners.exhibits.exhibit import Bars, Exhibit, Head, Row
from alliance.partners.records import Acceptance, SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["acceptability_exhibits"]

CHAPTER = "acceptability"
MOST_SETS = 10
DRAWN = {
    True: marked("{count} draws, every one answered with a proof."),
    False: marked("{count} draws; time was up before all were settled."),
}


def acceptability_exhibits(view: View, selection: SelectionOutcome) -> Iterator[Exhibit]:
    """Yield the acceptability of candidates and of sets, if it was asked for."""
    found = selection.acceptance
    if found is None or not found.samples:
        return
    language = view.language
    chosen = set(selection.chosen.members) if selection.chosen else set()
    order = sorted(selection.candidates, key=lambda member: (-found.candidates.get(member, 0.0), selection.candidates.index(member)))
    yield Exhibit(
        "acceptance",
        CHAPTER,
        translate("How often a candidate is chosen when the weights move", language),
        (
            Head(translate("Candidate", language)),
            Head(translate("chosen in", language), "share"),
            Head(translate("in the best set", language), "verdict"),
        ),
        tuple(Row((view.names.full(m), found.candidates.get(m, 0.0), m in chosen), best=m in chosen) for m in order),
        lead=(_ranges(view, found), _drawn(view, found)),
        chart=Bars(1, translate("How often a candidate is chosen when the weights move", language), ""),
    )
    yield Exhibit(
        "accepted-sets",
        CHAPTER,
        translate("How often a set is the best when the weights move", language),
        (
            Head(translate("Set", language)),
            Head(translate("best in", language), "share"),
            Head(translate("give or take", language), "share"),
            *change_heads(view, selection),
        ),
        tuple(
            Row((str(k), one.share, one.error, *change_cells(view, selection, one.members)), best=set(one.members) == chosen)
            for k, one in enumerate(found.sets[:MOST_SETS], start=1)
        ),
    )


def _ranges(view: View, found: Acceptance) -> str:
    parts = [f"{view.say(title)} {low:g} – {high:g}" for title, (low, high) in zip(found.titles, found.ranges.values(), strict=True)]
    return translate("Weights drawn evenly: {ranges}.", view.language, ranges=view.comma.join(parts))


def _drawn(view: View, found: Acceptance) -> str:
    return translate(DRAWN[found.complete], view.language, count=found.samples)
