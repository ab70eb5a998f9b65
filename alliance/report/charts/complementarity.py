"""How well the candidates complement each other, the chosen ones first."""

from __future__ import annotations

from alliance.document import SelectionOutcome
from alliance.report.charts.theme import INK, Figure, label, layout
from alliance.report.view import View

__all__ = ["complementarity_chart"]

SCALE = ((0.0, "#f3f6f9"), (0.25, "#c6dbec"), (0.5, "#7fb2d6"), (0.75, "#3579ad"), (1.0, "#0b3560"))
MOST = 40  # candidates drawn; more would be unreadable


def complementarity_chart(view: View, selection: SelectionOutcome) -> Figure | None:
    """Draw the candidates' pairwise complementarity as a heat map; a frame holds the chosen set.

    Parameters
    ----------
    view
        The document in one language.
    selection
        The partner selection.
    """
    matrix = selection.complementarity
    chosen = selection.chosen.members if selection.chosen else []
    order = sorted(range(len(selection.candidates)), key=lambda i: selection.candidates[i] not in chosen)[:MOST]
    if len(order) < 2 or len(matrix) != len(selection.candidates):
        return None
    texts = [_tick(view, selection.candidates[i], chosen) for i in order]
    shape = layout(view, len(order), row=19, room=190, showlegend=False)
    frame = _frame(len([i for i in order if selection.candidates[i] in chosen]))
    return {"data": [_map(view, selection, order)], "layout": {**shape, "shapes": frame, **_axes(texts)}}


def _tick(view: View, candidate: str, chosen: list[str]) -> str:
    text = label(view.names.short(candidate))
    return f"<b>{text}</b>" if candidate in chosen else text


def _map(view: View, selection: SelectionOutcome, order: list[int]) -> Figure:
    values = [[None if i == j else selection.complementarity[i][j] for j in order] for i in order]
    hover = [[_hover(view, selection, i, j) for j in order] for i in order]
    return {
        "type": "heatmap",
        "z": values,
        "zmin": 0,
        "zmax": max((value for row in values for value in row if value is not None), default=0.0) or 1.0,
        "xgap": 1,
        "ygap": 1,
        "hovertext": hover,
        "hoverinfo": "text",
        "hoverongaps": False,
        "colorscale": [list(stop) for stop in SCALE],
        "colorbar": {"thickness": 10, "outlinewidth": 0, "len": 0.5, "y": 1, "yanchor": "top", "nticks": 5, "x": 1.02},
    }


def _hover(view: View, selection: SelectionOutcome, i: int, j: int) -> str:
    if i == j:
        return ""
    one, two = (label(view.names.full(selection.candidates[k]), 50) for k in (i, j))
    return f"{one}<br>{two}<br>{view.numbers.plain(selection.complementarity[i][j])}"


def _frame(count: int) -> list[Figure]:
    corner = count - 0.5
    box = {"type": "rect", "x0": -0.5, "y0": -0.5, "x1": corner, "y1": corner, "line": {"color": INK, "width": 2.5}}
    return [box] if count else []


def _axes(texts: list[str]) -> Figure:
    ticks = {
        "tickmode": "array",
        "tickvals": list(range(len(texts))),
        "ticktext": texts,
        "automargin": True,
        "ticks": "",
        "fixedrange": True,
    }
    plain = {**ticks, "showgrid": False, "zeroline": False, "tickfont": {"size": 11}, "constrain": "domain"}
    return {"yaxis": {**plain, "autorange": "reversed"}, "xaxis": {**plain, "tickangle": -60, "side": "bottom"}}
