"""Votes against power, benefit and investment of every member of the council."""

from __future__ import annotations

from alliance.council.labels import words_of
from alliance.document import CouncilOutcome, Voter
from alliance.report.charts.theme import ACCENT, MOST_ROWS, PALETTE, QUIET, Figure, label, layout, rows, value_axis
from alliance.report.council_table import ShareColumn, share_columns
from alliance.report.view import View

__all__ = ["council_chart"]

KEYS = ("vote_share", "power", "benefit", "investment")
COLOURS = dict(zip(KEYS, (QUIET, ACCENT, PALETTE[2], PALETTE[3]), strict=True))
PER_BAR = 9  # pixels
BETWEEN = 10  # pixels between two members


def council_chart(view: View, council: CouncilOutcome) -> Figure | None:
    """Draw up to four bars per member; of many members those with most votes.

    Parameters
    ----------
    view
        The document in one language.
    council
        The council.
    """
    columns = share_columns(view, council, KEYS)
    shown = _most_votes(council)
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label(column.title, 40),
            "y": list(range(len(shown))),
            "x": [_percent(column.of(voter)) for voter in shown],
            "hovertext": [_hover(view, voter, column) for voter in shown],
            "hoverinfo": "text",
            "marker": {"color": COLOURS[column.key]},
        }
        for column in columns
    ]
    shape = layout(view, len(shown), row=PER_BAR * len(columns) + BETWEEN, room=120, barmode="group", bargap=0.25, bargroupgap=0.0)
    axis = rows([label(view.names.short(voter.member)) for voter in shown])
    return {"data": data, "layout": {**shape, "yaxis": axis, "xaxis": value_axis(words_of(view.language)["of_the_whole"])}}


def _most_votes(council: CouncilOutcome) -> list[Voter]:
    """The members shown, in the council's order."""
    order = sorted(range(len(council.voters)), key=lambda i: -council.voters[i].vote_share)[:MOST_ROWS]
    return [council.voters[i] for i in sorted(order)]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _hover(view: View, voter: Voter, column: ShareColumn) -> str:
    return f"{label(view.names.full(voter.member), 60)}<br>{label(column.title, 60)}: {view.numbers.share(column.of(voter))}"
