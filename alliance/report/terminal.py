"""The outcome in the terminal: who gets what, who would walk out, what is recommended, which partners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.document import Document, GameOutcome, SelectionOutcome, SplitOutcome
from alliance.language import Language
from alliance.partners.exhibits.repairs import repair_exhibits
from alliance.report.council_terminal import print_council
from alliance.report.exhibit_terminal import print_exhibits
from alliance.report.rule_list import print_rules
from alliance.report.uncertainty_terminal import print_uncertainty
from alliance.report.view import View

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_document", "print_outcome", "print_rules"]

NAME_WIDTH, MONEY_WIDTH, BETWEEN = 22, 13, 3  # columns a name and an amount need at least, and columns between two amounts
GOOD, BAD, SOFT, STRONG, BEST = "green", "red", "dim", "bold", "bold cyan"


def print_document(document: Document, console: Console, language: Language = "zh") -> None:
    """Print a study.

    Parameters
    ----------
    document
        The study.
    console
        A rich console; tables adapt to its width.
    language
        ``"zh"`` or ``"en"``.
    """
    view = View(document, language)
    print_outcome(view, console)
    for game in view.games:
        _print_game(view, game, console)
    if document.council is not None:
        print_council(view, document.council, console)
    for warning in document.warnings:
        console.print(Text(f"! {view.say(warning)}", "yellow"))
    console.print()


def print_outcome(view: View, console: Console) -> None:
    """Print what was studied and which partners were chosen.

    Parameters
    ----------
    view
        The document in one language.
    console
        A rich console.
    """
    console.print()
    console.print(Text(view.say(view.document.title), STRONG))
    console.print(Text(view.studied(), SOFT))
    if view.document.selection is not None:
        _print_selection(view, view.document.selection, console)


def _heading(console: Console, title: str, more: str = "") -> None:
    console.print()
    console.print(Text.assemble((title, STRONG), (f"  {more}" if more else "", SOFT)))


def _print_game(view: View, game: GameOutcome, console: Console) -> None:
    _heading(console, view.say(game.title), view.to_split(game))
    splits = view.splits(game)
    width = max(MONEY_WIDTH, *(len(view.numbers.money(amount)) for split in splits for amount in (*split.money, split.money_total)), 0)
    room = max(1, (console.width - NAME_WIDTH) // (width + BETWEEN))
    for start in range(0, len(splits), room):
        console.print(_split_table(view, game, splits[start : start + room], width))
    _print_stability(view, game, splits, console)
    _print_recommendation(view, game, console)
    print_uncertainty(view, game, console)
    for note in game.notes:
        console.print(Text(view.say(note), SOFT))
    for skipped in game.skipped:
        console.print(Text(view.t("{rule} was left out: {why}", rule=view.say(skipped.title), why=view.say(skipped.why)), SOFT))


def _split_table(view: View, game: GameOutcome, splits: Sequence[SplitOutcome], width: int) -> Table:
    """Members down, rules across; the recommended rule stands out."""
    best = view.recommended(game)
    table = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False)
    table.add_column(Text(view.t("Member")), Text(view.t("Total")), min_width=NAME_WIDTH - 4, overflow="fold")
    for split in splits:
        chosen = split is best
        head = f"{view.title(split)}\n({view.t('recommended')})" if chosen else view.title(split)
        style = BEST if chosen else ""
        total = Text(view.numbers.money(split.money_total), style)
        table.add_column(Text(head, style), total, justify="right", vertical="bottom", style=style, max_width=width)
    for row, player in enumerate(game.players):
        amounts = [Text(view.numbers.money(split.money[row]), no_wrap=True) for split in splits]
        table.add_row(Text(view.names.full(player)), *amounts)
    return table


def _print_stability(view: View, game: GameOutcome, splits: Sequence[SplitOutcome], console: Console) -> None:
    console.print(Text(view.t("Who would walk out"), STRONG))
    for split in splits:
        sign, style = {True: ("✓", GOOD), False: ("✗", BAD), None: ("?", SOFT)}[split.in_core]
        words = view.verdicts.leaving(game, split) or view.verdicts.stability(split)
        line = Text.assemble((f"{sign} ", style), view.t("{rule}: {verdict}", rule=view.title(split), verdict=words))
        console.print(Padding(line, (0, 0, 0, 2)))
    if game.core_empty:
        console.print(Padding(Text(view.verdicts.standing(game)), (0, 0, 0, 2)))


def _print_recommendation(view: View, game: GameOutcome, console: Console) -> None:
    advice = game.recommendation
    if advice is None:
        return
    console.print(Text.assemble((f"{view.t('Recommended')}: ", STRONG), (view.title(advice), BEST)))
    for reason in advice.reasons:
        console.print(Padding(Text(f"· {view.sentence(reason)}"), (0, 0, 0, 2)))
    for caution in advice.cautions:
        console.print(Padding(Text(f"! {view.sentence(caution)}", "yellow"), (0, 0, 0, 2)))


def _print_selection(view: View, selection: SelectionOutcome, console: Console) -> None:
    _heading(console, view.t("Which partners"), view.project_title())
    console.print(Text(view.verdicts.quality(selection)))
    for limit in selection.clash:
        console.print(Padding(Text(f"✗ {view.say(limit)}", BAD), (0, 0, 0, 2)))
    print_exhibits(view, repair_exhibits(view, selection), console)
    if selection.chosen is None:
        return
    for member in selection.chosen.members:
        console.print(Padding(Text.assemble(f"· {view.names.full(member)}  ", (view.role(member), SOFT)), (0, 0, 0, 2)))
    console.print(_set_table(view, selection))


def _set_table(view: View, selection: SelectionOutcome) -> Table:
    """The chosen set and the alternatives, with what changes."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("Set", "joins", "drops out"):
        table.add_column(Text(view.t(head)), overflow="fold")
    table.add_column(Text(view.t("objective")), justify="right", no_wrap=True)
    chosen = selection.chosen
    for number, one in enumerate([chosen, *selection.alternatives] if chosen else []):
        joins, leaves = view.changes(chosen, one) if chosen else ([], [])
        name = view.t("alternative {number}", number=number) if number else view.t("chosen set")
        cells = [name, view.listing(joins), view.listing(leaves), view.numbers.money(one.objective)]
        table.add_row(*map(Text, cells), style="" if number else STRONG)
    return table
