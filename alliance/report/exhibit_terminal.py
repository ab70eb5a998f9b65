"""Tables of the further looks at a selection, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from alliance.partners.exhibits import Exhibit, shown_cell
from alliance.report.view import View

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["print_exhibits"]

WIDE = 140  # columns from which a screen shows every detail
STRONG, SOFT, BEST = "bold", "dim", "bold cyan"


def print_exhibits(view: View, exhibits: Iterable[Exhibit], console: Console) -> None:
    """Print tables one below the other.

    Parameters
    ----------
    view
        The document in one language.
    exhibits
        What to print.
    console
        A rich console; tables adapt to its width.
    """
    for exhibit in exhibits:
        console.print()
        console.print(Text(exhibit.title, STRONG))
        for line in exhibit.lead:
            console.print(Padding(Text(line, SOFT), (0, 0, 0, 2)))
        if exhibit.rows:
            console.print(_table(view, exhibit, wide=console.width >= WIDE))
        for line in exhibit.notes:
            console.print(Padding(Text(line, "yellow"), (0, 0, 0, 2)))


def _table(view: View, exhibit: Exhibit, wide: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown = [number for number, head in enumerate(exhibit.heads) if wide or not head.detail]
    for head in (exhibit.heads[number] for number in shown):
        title = Text(head.text, BEST if head.best else "")
        table.add_column(title, justify="left" if head.kind == "text" else "right", vertical="bottom", overflow="fold")
    for row in exhibit.rows:
        kinds = exhibit.kinds(row)
        texts = [shown_cell(view, row.cells[number], kinds[number]) for number in shown]
        table.add_row(*map(Text, texts), style=BEST if row.best else "")
    return table
