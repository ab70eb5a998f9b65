"""The first sheet: who gets what, who would walk out, what the recommendation rests on."""

from __future__ import annotations

from alliance.document import GameOutcome
from alliance.report.sheets.page import Column, Page
from alliance.report.view import View

__all__ = ["fill_summary"]


def fill_summary(page: Page, view: View) -> None:
    """Answer the three questions for the main game, and pass on every warning."""
    page.title(view.say(view.document.title))
    page.lines([view.say(view.document.description), view.studied()], soft=True)
    if view.document.status != "complete":
        page.lines([view.term("status", view.document.status)])
    if view.main is not None:
        _splits(page, view, view.main)
        _leaving(page, view, view.main)
        _grounds(page, view, view.main)
    if view.document.warnings or view.synthetic():
        page.heading(view.t("Warnings"))
        page.lines(view.say(warning) for warning in view.document.warnings)
        page.lines([view.t("Synthetic numbers: {groups}", groups=view.comma.join(view.synthetic()))] if view.synthetic() else [])


def _splits(page: Page, view: View, game: GameOutcome) -> None:
    best = view.recommended(game)
    splits = view.splits(game)
    page.heading(f"{view.of(game, 'Who gets what')} · {view.say(game.title)}")
    page.lines([view.to_split(game)], soft=True)
    heads = [Column(view.t("Member"))]
    heads += [Column(_title(view, view.title(split), split is best), "money", split is best) for split in splits]
    rows = [[view.names.full(player), *(float(split.money[row]) for split in splits)] for row, player in enumerate(game.players)]
    page.table(heads, rows, [view.t("Total"), *(float(split.money_total) for split in splits)])


def _title(view: View, title: str, best: bool) -> str:
    return f"{title}\n({view.t('recommended')})" if best else title


def _leaving(page: Page, view: View, game: GameOutcome) -> None:
    page.heading(view.t("Who would walk out"))
    rows = [[view.title(split), view.verdicts.stability(split), view.verdicts.leaving(game, split)] for split in view.splits(game)]
    page.lines([view.verdicts.standing(game)], soft=True)
    for title, verdict, words in rows:
        page.lines([view.t("{rule}: {verdict}", rule=title, verdict=words or verdict)])


def _grounds(page: Page, view: View, game: GameOutcome) -> None:
    page.heading(view.t("What the recommendation rests on"))
    if game.recommendation is None:
        page.lines([view.t("No rule is recommended: none of those computed can be defended on these numbers.")])
        return
    page.lines([f"{view.t('Recommended')}: {view.title(game.recommendation)}"])
    page.lines(f"· {view.sentence(reason)}" for reason in game.recommendation.reasons)
    if game.recommendation.cautions:
        page.lines([view.t("To bear in mind")], soft=True)
        page.lines(f"· {view.sentence(caution)}" for caution in game.recommendation.cautions)
