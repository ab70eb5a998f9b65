"""Who would walk out of which split, for every game."""

from __future__ import annotations

from alliance.document import GameOutcome
from alliance.report.sheets.charts import add_bars
from alliance.report.sheets.page import Column, Page
from alliance.report.view import View

__all__ = ["fill_stability"]

BESIDE = "H"  # column where the charts begin


def fill_stability(page: Page, view: View) -> None:
    """Write the stability of every split of every game, with the groups closest to leaving."""
    page.title(view.t("Who would walk out"))
    for game in view.games:
        if game.splits:
            _verdicts(page, view, game)
            _groups(page, view, game)
            _binding(page, view, game)


def _verdicts(page: Page, view: View, game: GameOutcome) -> None:
    page.heading(view.say(game.title))
    page.lines([view.verdicts.standing(game)], soft=True)
    answer = {True: view.t("no"), False: view.t("yes"), None: view.t("not decided")}
    heads = [
        Column(view.t("Rule")),
        Column(view.of(game, "largest gain from leaving"), "money"),
        Column(view.t("Would anyone leave?")),
        Column(view.of(game, "below the stand-alone value")),
    ]
    top = page.row
    rows = [[view.title(split), split.max_excess, answer[split.in_core], view.listing(split.short)] for split in view.splits(game)]
    area = page.table(heads, rows)
    add_bars(page.sheet, area, [2], view.t("Who is closest to leaving"), f"{BESIDE}{top}", unit=view.unit)


def _groups(page: Page, view: View, game: GameOutcome) -> None:
    heads = [
        Column(view.t("Group")),
        Column(view.of(game, "gain from leaving"), "money"),
        Column(view.t("Rule")),
        Column(view.of(game, "worth on its own"), "money"),
        Column(view.of(game, "gets"), "money"),
    ]
    rows = [
        [view.names.group(group.members, game.players), group.excess, view.title(split), group.value, group.share]
        for split in view.splits(game)
        for group in split.tightest
    ]
    page.table(heads, rows)
    page.row = max(page.row, page.row + 12 - len(rows))  # room for the chart beside


def _binding(page: Page, view: View, game: GameOutcome) -> None:
    """What every player gets more if a group that the split rests on becomes worth one unit more."""
    if game.binding is None or not game.binding.groups:
        return
    page.heading(f"{view.t('What the split rests on')}: {view.sentence(game.binding.title)}")
    page.lines([view.verdicts.resting(game)], soft=True)
    page.lines([view.verdicts.binding(game, group) for group in game.binding.groups])
