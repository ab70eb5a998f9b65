"""How sure the recommended shares are, in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.document import GameOutcome
from alliance.report.view import View
from alliance.uncertainty.reading import Reading, read_futures

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_uncertainty"]


def print_uncertainty(view: View, game: GameOutcome, console: Console) -> None:
    """Print the distribution of the recommended shares of a game, if it was looked at."""
    reading = read_futures(view, game)
    if reading is None:
        return
    console.print(Text(reading.title, "bold"))
    for line in (reading.lead, *reading.assumptions):
        console.print(Padding(Text(line, "dim"), (0, 0, 0, 2)))
    console.print(_table(reading))
    style = "yellow" if reading.outcome.walk_out else "green"
    console.print(Padding(Text(reading.verdict, style), (0, 0, 0, 2)))
    for row in reading.group_rows:
        console.print(Padding(Text(f"· {row[0]}: {row[1]}"), (0, 0, 0, 2)))
    for note in reading.notes:
        console.print(Padding(Text(note, "dim"), (0, 0, 0, 2)))


def _table(reading: Reading) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=True)
    for number, (head, total) in enumerate(zip(reading.heads, reading.total, strict=True)):
        table.add_column(Text(head), Text(total), justify="right" if number else "left", vertical="bottom", overflow="fold")
    for row in reading.rows:
        table.add_row(*map(Text, row))
    return table
