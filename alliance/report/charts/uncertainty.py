"""How far each member's share may move: from the share that one future in twenty falls below to the one that one exceeds."""

from __future__ import annotations

from alliance.document import GameOutcome
from alliance.report.charts.theme import ACCENT, QUIET, Figure, label, layout, rows, shown_players, value_axis
from alliance.report.view import View
from alliance.uncertainty.reading import Reading, read_futures

__all__ = ["uncertainty_chart"]


def uncertainty_chart(view: View, game: GameOutcome) -> Figure | None:
    """Draw, per member, a bar over eighteen of twenty futures and a mark in the middle.

    Parameters
    ----------
    view
        The document in one language.
    game
        The game.
    """
    reading = read_futures(view, game)
    if reading is None:
        return None
    members = reading.outcome.members
    shown = shown_players(game, [one.p50 for one in members])
    hover = [_hover(view, reading, i) for i in shown]
    shape = layout(view, len(shown), row=30, room=110, bargap=0.6)
    names = rows([label(view.names.short(game.players[i])) for i in shown])
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "name": label(reading.between),
                "y": list(range(len(shown))),
                "base": [members[i].p5 for i in shown],
                "x": [members[i].p95 - members[i].p5 for i in shown],
                "hovertext": hover,
                "hoverinfo": "text",
                "marker": {"color": QUIET},
            },
            {
                "type": "scatter",
                "mode": "markers",
                "name": label(reading.middle),
                "y": list(range(len(shown))),
                "x": [members[i].p50 for i in shown],
                "hovertext": hover,
                "hoverinfo": "text",
                "marker": {"symbol": "line-ns-open", "size": 16, "color": ACCENT, "line": {"width": 2.5}},
            },
        ],
        "layout": {**shape, "yaxis": names, "xaxis": value_axis(view.unit)},
    }


def _hover(view: View, reading: Reading, member: int) -> str:
    name, _, low, middle, high, _ = reading.rows[member]
    return f"{label(name, 60)}<br>{middle} ({low} – {high}) {label(view.unit)}"
