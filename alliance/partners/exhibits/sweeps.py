"""What another budget, or another number of partners, would bring."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from alliance.language import marked, translate
from alliance.partners.exhibits.changes import change_cells, change_heads
from alliance.partners.exhibits.exhibit import Exhibit, Head, Row, Scatter
from alliance.partners.records import SelectionOutcome, Sweep, SweepLine

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["level_title", "sweep_exhibits", "sweep_title"]

NOTHING = {True: marked("no set is allowed"), False: marked("no set was found in time")}


def sweep_title(view: View, sweep: Sweep) -> str:
    """Say what is varied."""
    if sweep.kind == "budget":
        return translate("What another budget would bring", view.language)
    return translate("What more or fewer partners would bring", view.language)


def level_title(view: View, sweep: Sweep) -> str:
    """Say what a level is."""
    return translate("Budget" if sweep.kind == "budget" else "at most so many partners", view.language)


def sweep_exhibits(view: View, selection: SelectionOutcome) -> Iterator[Exhibit]:
    """Yield the sweeps, if they were asked for."""
    for sweep in selection.sweeps:
        yield _exhibit(view, selection, sweep)


def _exhibit(view: View, selection: SelectionOutcome, sweep: Sweep) -> Exhibit:
    language = view.language
    unit = translate("price of the next unit" if sweep.kind == "budget" else "brought by one more partner", language)
    level = Head(level_title(view, sweep), "money" if sweep.kind == "budget" else "whole")
    heads = (level, Head(translate("Objective", language), "money"), Head(unit, "number"), *change_heads(view, selection))
    rows = tuple(Row(_cells(view, selection, line), best=line.level == sweep.now) for line in sweep.lines)
    title = sweep_title(view, sweep)
    return Exhibit(
        f"sweep-{sweep.kind}",
        "trade-offs",
        title,
        heads,
        rows,
        notes=() if sweep.complete else (translate("Time was up before every level was settled.", language),),
        chart=Scatter(0, 1, title, joined=True),
    )


def _cells(view: View, selection: SelectionOutcome, line: SweepLine) -> tuple[str | float | None, ...]:
    if line.objective is None:
        empty = [""] * (len(change_heads(view, selection)) - 1)
        return (line.level, None, None, translate(NOTHING[line.proved], view.language), *empty)
    return (line.level, line.objective, line.per_unit, *change_cells(view, selection, line.members))
