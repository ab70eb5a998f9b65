"""Where the numbers come from, and what is needed to compute them again."""

from __future__ import annotations

from alliance.report.sheets.page import Column, Page
from alliance.report.view import View

__all__ = ["fill_sources"]


def fill_sources(page: Page, view: View) -> None:
    """Write sources, fingerprint, versions and seed."""
    t, document = view.t, view.document
    page.title(t("Sources of the numbers"))
    rows = [[view.term("group", one.group), view.term("tag", one.tag), view.say(one.note)] for one in document.sources]
    page.table([Column(t("Group of numbers")), Column(t("Kind")), Column(t("Note"))], rows)
    page.heading(t("computed with"))
    facts = [
        [t("money"), t("{unit} ({currency}), smallest unit {step}", unit=view.unit, currency=document.currency, step=view.numbers.step)],
        [t("random seed"), str(document.seed)],
        [t("fingerprint of the inputs"), document.scenario_digest],
        *([name, number] for name, number in document.versions.items()),
    ]
    page.table([Column(t("Item")), Column(t("Entry"))], facts)
