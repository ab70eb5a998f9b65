"""One game: all splits in money and in per cent, gains over working alone, and two charts."""

from __future__ import annotations

from alliance.document import GameOutcome, SplitOutcome
from alliance.report.sheets.charts import add_bars
from alliance.report.sheets.page import Area, Column, Kind, Page
from alliance.report.view import View

__all__ = ["fill_game"]

KINDS: tuple[Kind, Kind] = ("money", "share")
MOST_BARS = 40  # members; a chart of more would be unreadable


def fill_game(page: Page, view: View, game: GameOutcome) -> None:
    """Write one game's sheet."""
    page.title(view.say(game.title))
    page.lines([view.to_split(game), view.verdicts.standing(game)], soft=True)
    splits = view.splits(game)
    if splits:
        _tables(page, view, game, splits)
    page.heading(view.t("What kind of game this is"))
    verdicts = {True: view.t("yes"), False: view.t("no"), None: view.t("not decided")}
    rows = [[view.say(one.title), verdicts[one.holds], view.say(one.witness)] for one in game.properties]
    page.table([Column(view.t("Property")), Column(view.t("holds")), Column(view.t("Witness"))], rows)
    page.lines(view.say(note) for note in game.notes)
    page.lines(view.t("{rule} was left out: {why}", rule=view.say(one.title), why=view.say(one.why)) for one in game.skipped)


def _tables(page: Page, view: View, game: GameOutcome, splits: list[SplitOutcome]) -> None:
    best = view.recommended(game)
    named = [(row, view.names.full(player)) for row, player in enumerate(game.players)]
    paid = [[name, game.stand_alone[row], *(float(split.money[row]) for split in splits)] for row, name in named]
    total = [view.t("Total"), sum(game.stand_alone), *(float(split.money_total) for split in splits)]
    parts = [[name, *(_part(split.payoffs[row], game) for split in splits)] for row, name in named]
    gains = [[name, *(split.gains[row] for split in splits)] for row, name in named]
    member = Column(view.t("Member"))
    money, share = ([Column(view.title(split), kind, split is best) for split in splits] for kind in KINDS)
    page.heading(f"{view.t('All splits')} ({view.unit})")
    area = page.table([member, Column(view.of(game, "stand-alone value"), "money"), *money], paid, total, freeze=True)
    page.heading(view.t("Share of the total"))
    page.table([member, *share], parts)
    page.heading(view.of(game, "Gain over working alone"))
    page.table([member, *money], gains)
    if len(game.players) <= MOST_BARS:
        _charts(page, view, area, len(splits))


def _charts(page: Page, view: View, area: Area, splits: int) -> None:
    """Put both charts right of the tables."""
    side = page.sheet.cell(1, area.width + 2).column_letter
    bars = area.last - area.first + 1
    add_bars(page.sheet, area, list(range(3, 3 + splits)), view.t("Shares by rule"), f"{side}2", unit=view.unit)
    add_bars(page.sheet, area, [2, 3], view.t("Alone and together"), f"{side}{14 + 2 * bars}", unit=view.unit)


def _part(payoff: float, game: GameOutcome) -> float | None:
    return payoff / game.grand_value if game.grand_value else None
