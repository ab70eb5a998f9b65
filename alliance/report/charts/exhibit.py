"""The chart of a further look at the selection, drawn from its own table."""

from __future__ import annotations

from alliance.partners.exhibits import Bars, Exhibit, Row, Scatter, shown_cell
from alliance.report.charts.theme import ACCENT, FONT, INK, MOST_ROWS, QUIET, RULE, Figure, label, layout, rows, value_axis
from alliance.report.view import View

__all__ = ["exhibit_chart"]

SHADES = [[0.0, "#c6dbec"], [1.0, "#0b3560"]]


def exhibit_chart(view: View, exhibit: Exhibit) -> Figure | None:
    """Draw the bars or points that an exhibit asks for.

    Parameters
    ----------
    view
        The document in one language.
    exhibit
        The table.
    """
    if isinstance(exhibit.chart, Bars):
        return _bars(view, exhibit, exhibit.chart)
    if isinstance(exhibit.chart, Scatter):
        return _points(view, exhibit, exhibit.chart)
    return None


def _number(row: Row, column: int) -> float | None:
    cell = row.cells[column]
    return float(cell) if isinstance(cell, int | float) else None


def _bars(view: View, exhibit: Exhibit, asked: Bars) -> Figure | None:
    shown = [row for row in exhibit.rows if _number(row, asked.column) is not None][:MOST_ROWS]
    if not shown:
        return None
    head = exhibit.heads[asked.column]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(shown))),
        "x": [_number(row, asked.column) for row in shown],
        "hovertext": [f"{label(str(row.cells[0]), 60)}<br>{shown_cell(view, row.cells[asked.column], head.kind)}" for row in shown],
        "hoverinfo": "text",
        "marker": {"color": [ACCENT if row.best else QUIET for row in shown]},
    }
    shape = layout(view, len(shown), row=24, room=60, bargap=0.25, showlegend=False)
    axis = value_axis(asked.unit) | ({"tickformat": ".0%", "range": [0, 1.02]} if head.kind == "share" else {})
    return {"data": [bars], "layout": {**shape, "yaxis": rows([label(str(row.cells[0])) for row in shown]), "xaxis": axis}}


def _points(view: View, exhibit: Exhibit, asked: Scatter) -> Figure | None:
    shown = [row for row in exhibit.rows if _number(row, asked.up) is not None and _number(row, asked.across) is not None]
    if not shown:
        return None
    across, up = (label(exhibit.heads[column].text, 50) for column in (asked.across, asked.up))
    trace = {
        "type": "scatter",
        "mode": "lines+markers" if asked.joined else "markers",
        "x": [_number(row, asked.across) for row in shown],
        "y": [_number(row, asked.up) for row in shown],
        "hovertext": [_point_hover(view, exhibit, row) for row in shown],
        "hoverinfo": "text",
        "line": {"color": QUIET, "width": 2},
        "marker": _marker(exhibit, shown, asked),
    }
    shape = layout(view, 10, row=26, room=60, showlegend=False)
    upright = {
        "title": {"text": up, "font": {"size": 12, "family": FONT}, "standoff": 8},
        "gridcolor": RULE,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "tickformat": ",~r",
        "nticks": 7,
    }
    return {"data": [trace], "layout": {**shape, "xaxis": value_axis(across, zero=False), "yaxis": upright}}


def _marker(exhibit: Exhibit, shown: list[Row], asked: Scatter) -> Figure:
    """The chosen set stands out by size and a dark edge, so that a third objective can have the colour."""
    plain: Figure = {
        "size": [15 if row.best else 10 for row in shown],
        "symbol": ["diamond" if row.best else "circle" for row in shown],
        "line": {"color": INK, "width": [2 if row.best else 0.5 for row in shown]},
    }
    if asked.shade is None:
        return {**plain, "color": [ACCENT if row.best else "#8cc4ea" for row in shown]}
    title = {"text": label(exhibit.heads[asked.shade].text, 30), "side": "right", "font": {"size": 11}}
    bar = {"thickness": 10, "outlinewidth": 0, "len": 0.8, "title": title}
    return {**plain, "color": [_number(row, asked.shade) for row in shown], "colorscale": SHADES, "showscale": True, "colorbar": bar}


def _point_hover(view: View, exhibit: Exhibit, row: Row) -> str:
    lines = [
        f"{label(head.text, 40)}: {label(shown_cell(view, cell, head.kind), 90)}"
        for head, cell in zip(exhibit.heads, row.cells, strict=True)
        if cell not in (None, "")
    ]
    return "<br>".join(lines)
