"""Which partners were chosen, within which limits, and what else was close."""

from __future__ import annotations

from alliance.document import PartnerSet, SelectionOutcome
from alliance.report.sheets.charts import add_bars
from alliance.report.sheets.page import Column, Page
from alliance.report.view import View

__all__ = ["fill_selection"]


def fill_selection(page: Page, view: View, selection: SelectionOutcome) -> None:
    """Write the partner selection."""
    t = view.t
    page.title(t("Which partners"))
    page.lines([view.project_title(), view.verdicts.quality(selection)])
    page.lines(f"· {view.say(limit)}" for limit in selection.clash)
    if selection.chosen is not None:
        page.heading(
            t("Chosen: {chosen} of {candidates} candidates", chosen=len(selection.chosen.members), candidates=len(selection.candidates))
        )
        page.table([Column(t("Member")), Column(t("Role"))], [[view.names.full(m), view.role(m)] for m in selection.chosen.members])
        _sets(page, view, selection, selection.chosen)
    _limits(page, view, selection)
    page.heading(t("Re-checked without the solver"))
    rows = [[view.check(check.name), t("holds") if check.ok else t("does not hold"), view.detail(check)] for check in selection.checks]
    page.table([Column(t("Check")), Column(t("Result")), Column(t("Detail"))], rows)


def _sets(page: Page, view: View, selection: SelectionOutcome, chosen: PartnerSet) -> None:
    t = view.t
    page.heading(f"{t('Chosen set and alternatives')} ({view.unit})")
    terms = chosen.terms
    heads = [Column(t("Set")), *(Column(view.say(term.title), "money") for term in terms)]
    heads += [Column(t("objective"), "money"), Column(t("to split"), "money"), Column(t("joins")), Column(t("drops out"))]
    rows = []
    for number, one in enumerate([chosen, *selection.alternatives]):
        joins, leaves = view.changes(chosen, one)
        name = t("alternative {number}", number=number) if number else t("chosen set")
        amounts = {term.name: term.contribution for term in one.terms}
        rows.append(
            [name, *(amounts.get(term.name) for term in terms), one.objective, one.joint_value, view.listing(joins), view.listing(leaves)]
        )
    area = page.table(heads, rows)
    page.lines(
        [t("No set can exceed {bound}.", bound=view.numbers.money(selection.bound))] if selection.bound is not None else [], soft=True
    )
    series = list(range(2, 2 + len(terms)))
    if series:
        side = page.sheet.cell(1, len(heads) + 2).column_letter
        add_bars(page.sheet, area, series, t("Chosen set and alternatives"), f"{side}2", unit=view.unit, stacked=True)


def _limits(page: Page, view: View, selection: SelectionOutcome) -> None:
    t = view.t
    if selection.limits:
        page.heading(t("Limits and what is used of them"))
        rows = [[view.say(one.title), one.used, one.low, one.high] for one in selection.limits]
        numbers = [Column(t("used"), "number"), Column(t("at least"), "number"), Column(t("at most"), "number")]
        page.table([Column(t("Limit")), *numbers], rows)
    if selection.coverage:
        page.heading(t("Needs and how they are covered"))
        numbers = [Column(t("needed"), "number"), Column(t("reached"), "number")]
        needs = [[view.say(one.title), one.needed, one.reached, view.term("by", one.by)] for one in selection.coverage]
        page.table([Column(t("Capability")), *numbers, Column(t("counted by"))], needs)
