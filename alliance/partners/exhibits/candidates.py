"""Why this set: every candidate's worth and place, and the swaps that cost least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alliance.language import marked, translate
from alliance.partners.exhibits.exhibit import Bars, Exhibit, Head, Row
from alliance.partners.records import CandidateLine, Reasons, SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["PLACES", "candidate_exhibits"]

CHAPTER = "reasons"
MOST_SWAPS = 10
PLACES = {"core": marked("in every near-best set"), "borderline": marked("in some near-best sets"), "outside": marked("in none")}

NEAR = {
    True: marked("{count} sets are within {share} of the best, and there are no others."),
    False: marked("{count} sets within {share} of the best were found; there may be more."),
}


def candidate_exhibits(view: View, selection: SelectionOutcome) -> Iterator[Exhibit]:
    """Yield the reasons, if they were asked for."""
    if selection.reasons is None:
        return
    yield _candidates(view, selection.reasons)
    if any(not row.chosen for row in selection.reasons.candidates):
        yield _outsiders(view, selection.reasons)
    if selection.reasons.swaps:
        yield _swaps(view, selection.reasons)


def _near(view: View, found: Reasons) -> str:
    share = view.numbers.share(found.within, digits=0)
    return translate(NEAR[found.near_complete], view.language, count=found.near, share=share)


def _place(view: View, row: CandidateLine) -> str:
    if row.proved and row.worth is None:
        return translate("no set is allowed without it" if row.chosen else "no set is allowed with it", view.language)
    return translate(PLACES[row.place], view.language) if row.place else ""


def _rank(row: CandidateLine) -> float:
    """Members that no set can do without come first, outsiders that no set can have last."""
    endless = float("inf") if row.chosen and row.proved else float("-inf")
    return endless if row.worth is None else row.worth


def _candidates(view: View, found: Reasons) -> Exhibit:
    language = view.language
    order = sorted(found.candidates, key=lambda row: (not row.chosen, -_rank(row)))
    rows = [
        Row(
            (
                view.names.full(row.member),
                row.chosen,
                row.worth,
                row.best_with,
                row.best_without,
                _place(view, row),
                view.listing(row.comes),
                view.listing(row.goes),
            ),
            best=row.chosen,
        )
        for row in order
    ]
    return Exhibit(
        "candidates",
        CHAPTER,
        translate("What every candidate is worth to the set", language),
        (
            Head(translate("Candidate", language)),
            Head(translate("chosen", language), "verdict"),
            Head(translate("brings", language), "change"),
            Head(translate("best with it", language), "money", detail=True),
            Head(translate("best without it", language), "money", detail=True),
            Head(translate("place", language)),
            Head(translate("then joins", language), detail=True),
            Head(translate("then drops out", language), detail=True),
        ),
        tuple(rows),
        lead=(translate("“Brings” is the best objective with the candidate less the best without it.", language), _near(view, found)),
        notes=() if found.complete else (translate("Time was up before every question was answered with a proof.", language),),
        chart=Bars(2, translate("What every candidate is worth to the set", language), view.unit),
    )


def _outsiders(view: View, found: Reasons) -> Exhibit:
    language = view.language
    rows = [
        Row((view.names.full(row.member), row.cost_to_get_in, row.value_to_get_in, row.synergy_to_get_in))
        for row in sorted(found.candidates, key=lambda row: -_rank(row))
        if not row.chosen
    ]
    return Exhibit(
        "outsiders",
        CHAPTER,
        translate("What would bring an outsider in", language),
        (
            Head(translate("Candidate", language)),
            Head(translate("costs less by", language), "money"),
            Head(translate("or is worth more by", language), "money"),
            Head(translate("or brings more synergy", language), "money"),
        ),
        tuple(rows),
        lead=(translate("With any one of these changes it stands in a best set; an empty cell: it cannot get in that way.", language),),
    )


def _swaps(view: View, found: Reasons) -> Exhibit:
    language = view.language
    rows = [Row((view.names.full(swap.leaves), view.names.full(swap.enters), swap.change)) for swap in found.swaps[:MOST_SWAPS]]
    return Exhibit(
        "swaps",
        CHAPTER,
        translate("Who could take whose place", language),
        (
            Head(translate("drops out", language)),
            Head(translate("joins", language)),
            Head(translate("change of the objective", language), "change"),
        ),
        tuple(rows),
        lead=(translate("One member replaced by one outsider, all limits kept.", language),),
    )
