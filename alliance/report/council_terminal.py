"""The council in the terminal: rule, shares of every member, what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.council.labels import words_of
from alliance.document import CouncilOutcome
from alliance.report.council_table import groups_of, reading_of, roles_of, share_columns
from alliance.report.view import View

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_council"]

STRONG, SOFT = "bold", "dim"
NAME_WIDTH = 18  # columns a name needs at least


def print_council(view: View, council: CouncilOutcome, console: Console) -> None:
    """Print the design view of a council.

    Parameters
    ----------
    view
        The document in one language.
    council
        The council.
    console
        A rich console; the table adapts to its width.
    """
    words = words_of(view.language)
    console.print()
    console.print(Text.assemble((words["title"], STRONG), (f"  {view.say(council.rule)}", SOFT)))
    for term in council.terms:
        _line(console, view.say(term))
    console.print(_table(view, council))
    for line in reading_of(view, council):
        console.print(Padding(Text(line, SOFT), (0, 0, 0, 2)))
    for title, who in roles_of(view, council):
        _line(console, view.t("{rule}: {verdict}", rule=title, verdict=who))
    _print_groups(view, council, console)
    console.print(Text(words["findings"], STRONG))
    for finding in council.findings:
        _line(console, f"· {view.say(finding)}")
    for note in council.notes:
        console.print(Text(view.say(note), SOFT))


def _line(console: Console, text: str) -> None:
    console.print(Padding(Text(text), (0, 0, 0, 2)))


def _table(view: View, council: CouncilOutcome) -> Table:
    columns = share_columns(view, council)
    words = words_of(view.language)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(Text(view.t("Member")), min_width=NAME_WIDTH, overflow="fold")
    if council.blocks:
        table.add_column(Text(words["block"]), overflow="fold")
    table.add_column(Text(words["votes"]), justify="right", no_wrap=True)
    for column in columns:
        table.add_column(Text(column.title), justify="right")
    for voter in council.voters:
        block = [Text(voter.block or "")] if council.blocks else []
        shares = [Text(view.numbers.share(column.of(voter))) for column in columns]
        table.add_row(Text(view.names.full(voter.member)), *block, Text(view.numbers.plain(voter.votes, 6)), *shares)
    return table


def _print_groups(view: View, council: CouncilOutcome, console: Console) -> None:
    words = words_of(view.language)
    if council.minimal_winning:
        more = words["more"].format(total=council.minimal_total)
        console.print(Text.assemble((words["minimal"], STRONG), (f"  {more}" if council.minimal_total else "", SOFT)))
    for group in groups_of(view, council):
        _line(console, f"· {group}")
