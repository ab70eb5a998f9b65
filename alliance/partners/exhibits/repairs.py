"""What would have to give way for some set to be allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alliance.language import translate
from alliance.partners.exhibits.exhibit import Exhibit, Head, Row
from alliance.partners.records import SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["repair_exhibits"]


def repair_exhibits(view: View, selection: SelectionOutcome) -> Iterator[Exhibit]:
    """Yield the repairs, if nothing is allowed."""
    if not selection.repairs:
        return
    language, joint = view.language, "；" if view.language == "zh" else "; "
    rows = [
        Row((joint.join(view.sentence(change) for change in one.changes), view.listing(one.members), one.proved))
        for one in selection.repairs
    ]
    yield Exhibit(
        "repairs",
        "compare",
        translate("The least that would have to give way", language),
        (
            Head(translate("Change", language)),
            Head(translate("a set that is then allowed", language)),
            Head(translate("nothing less would do", language), "verdict"),
        ),
        tuple(rows),
        lead=(translate("Any one of these lines is enough.", language),),
    )
