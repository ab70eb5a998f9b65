"""The council: every member's shares, what stands out, who can do what."""

from __future__ import annotations

from alliance.council.labels import words_of
from alliance.document import CouncilOutcome
from alliance.report.council_table import groups_of, reading_of, roles_of, share_columns
from alliance.report.sheets.charts import add_bars
from alliance.report.sheets.page import Area, Column, Page
from alliance.report.view import View

__all__ = ["fill_council"]

CHARTED = ("vote_share", "power", "benefit", "investment")
MOST_BARS = 40  # members; a chart of more would be unreadable


def fill_council(page: Page, view: View, council: CouncilOutcome) -> None:
    """Write the council's sheet."""
    words = words_of(view.language)
    page.title(words["title"])
    page.lines([view.sentence(council.rule), *(view.say(term) for term in council.terms)], soft=True)
    page.heading(words["findings"])
    page.lines(f"· {view.say(finding)}" for finding in council.findings)
    page.lines((view.say(note) for note in council.notes), soft=True)
    page.heading(words["chart"])
    _voters(page, view, council)
    page.lines(reading_of(view, council), soft=True)
    if council.blocks:
        page.heading(words["blocks"])
        numbers = [Column(words["vote_share"], "share"), Column(words["block_power"], "share")]
        heads = [Column(words["block"]), Column(view.t("members")), *numbers]
        page.table(heads, [[one.name, view.listing(one.members), one.vote_share, one.power] for one in council.blocks])
    roles = roles_of(view, council)
    if roles:
        page.heading(words["roles"])
        page.table([Column(words["roles"]), Column(view.t("Member"))], roles)
    if council.minimal_winning:
        page.heading(words["minimal"])
        page.lines(f"· {group}" for group in groups_of(view, council))
        page.lines([words["more"].format(total=council.minimal_total)] if council.minimal_total else [], soft=True)


def _voters(page: Page, view: View, council: CouncilOutcome) -> None:
    words, columns = words_of(view.language), share_columns(view, council)
    heads = [Column(view.t("Member")), Column(words["block"]), Column(words["votes"], "number")]
    heads += [Column(column.title, "share") for column in columns]
    rows = [[view.names.full(one.member), one.block or "", one.votes, *(column.of(one) for column in columns)] for one in council.voters]
    area = page.table(heads, rows, freeze=True)
    series = [number for number, column in enumerate(columns, start=4) if column.key in CHARTED]
    if series and len(rows) <= MOST_BARS:
        _chart(page, view, area, series)


def _chart(page: Page, view: View, area: Area, series: list[int]) -> None:
    """Put the bars right of the table."""
    words = words_of(view.language)
    side = page.sheet.cell(1, area.width + 2).column_letter
    add_bars(page.sheet, area, series, words["chart"], f"{side}2", unit=words["of_the_whole"])
