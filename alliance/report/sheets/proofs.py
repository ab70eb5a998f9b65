"""What the rules mean, how each split was found, and what was re-checked."""

from __future__ import annotations

from alliance.document import GameOutcome, SplitOutcome
from alliance.report.sheets.page import Column, Page
from alliance.report.view import View

__all__ = ["fill_proofs"]


def fill_proofs(page: Page, view: View) -> None:
    """Write rules, methods and checks."""
    t = view.t
    page.title(t("Methods and proofs"))
    page.heading(t("What the rules mean"))
    heads = [Column(t("Rule")), Column(t("Meaning")), Column(t("Formula")), Column(t("Reference"))]
    page.table(heads, [[view.title(split), view.sentence(split.meaning), split.formula, split.reference] for split in view.rules()])
    page.heading(t("How each split was found and re-checked"))
    heads = [Column(t("Game")), Column(t("Rule")), Column(t("found by")), Column(t("Check")), Column(t("Result")), Column(t("Detail"))]
    rows = [
        [
            view.say(game.title),
            view.title(split),
            view.term("method", split.method),
            view.check(check.name),
            _answer(view, check.ok),
            view.detail(check),
        ]
        for game in view.games
        for split in game.splits
        for check in split.checks
    ]
    page.table(heads, rows)
    found = [
        [*_where(view, game, split), f"{key} = {value}"]
        for game in view.games
        for split in game.splits
        for key, value in view.findings(split)
    ]
    if found:
        page.heading(t("Further findings"))
        page.table([Column(t("Game")), Column(t("Rule")), Column(t("Finding"))], found)


def _where(view: View, game: GameOutcome, split: SplitOutcome) -> tuple[str, str]:
    return view.say(game.title), view.title(split)


def _answer(view: View, ok: bool) -> str:
    return view.t("holds") if ok else view.t("does not hold")
