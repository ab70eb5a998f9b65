"""How sure the recommended shares are, for every game that was looked at."""

from __future__ import annotations

from alliance.document import FutureShare, GameOutcome
from alliance.report.sheets.page import Column, Page
from alliance.report.view import View
from alliance.uncertainty.reading import Reading, read_futures

__all__ = ["fill_uncertainty", "uncertainty_title"]


def uncertainty_title(view: View) -> str:
    """Return the sheet's title; empty where no game was looked at."""
    found = [reading for game in view.games if (reading := read_futures(view, game))]
    return found[0].title if found else ""


def fill_uncertainty(page: Page, view: View) -> None:
    """Write the distribution of every member's share, and who is likely to walk out."""
    page.title(uncertainty_title(view))
    for game in view.games:
        reading = read_futures(view, game)
        if reading is not None:
            _game(page, view, game, reading)


def _game(page: Page, view: View, game: GameOutcome, reading: Reading) -> None:
    page.heading(f"{view.say(game.title)} ({view.unit})")
    page.lines([reading.lead, *reading.assumptions], soft=True)
    member, *amounts, chance = reading.heads
    heads = [Column(member), *(Column(head, "money") for head in amounts), Column(chance, "share")]
    named = zip((row[0] for row in reading.rows), reading.outcome.members, strict=True)
    page.table(heads, [[name, *_figures(one)] for name, one in named], [reading.total[0], *_figures(reading.outcome.total)])
    page.lines([reading.verdict, *reading.notes])
    if reading.group_rows:
        page.heading(reading.groups)
        group, likely, gain = reading.group_heads
        rows = [[row[0], one.chance, one.gain] for row, one in zip(reading.group_rows, reading.outcome.blockers, strict=True)]
        page.table([Column(group), Column(likely, "share"), Column(gain, "money")], rows)


def _figures(one: FutureShare) -> list[float | None]:
    return [one.mean, one.p5, one.p50, one.p95, one.loss]
