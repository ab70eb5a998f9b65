"""What the chosen set reaches of every need, against what is needed."""

from __future__ import annotations

from alliance.document import Coverage, SelectionOutcome
from alliance.report.charts.theme import ACCENT, INK, WARN, Figure, label, layout, rows, value_axis
from alliance.report.view import View

__all__ = ["coverage_chart"]

ROUNDING = 1e-9  # of a level: what is missing below this is rounding
MOST_NEEDS = 40  # needs drawn; the table always shows all


def coverage_chart(view: View, selection: SelectionOutcome) -> Figure | None:
    """Draw a bar per need for what is reached, and a line across it where the need lies.

    Parameters
    ----------
    view
        The document in one language.
    selection
        The partner selection.
    """
    needs = selection.coverage[:MOST_NEEDS]
    if selection.chosen is None or not needs:
        return None
    hover = [_hover(view, need) for need in needs]
    bars = {
        "type": "bar",
        "orientation": "h",
        "name": view.t("reached"),
        "y": list(range(len(needs))),
        "x": [need.reached for need in needs],
        "hovertext": hover,
        "hoverinfo": "text",
        "marker": {"color": [ACCENT if need.reached >= need.needed - ROUNDING else WARN for need in needs]},
    }
    ticks = {
        "type": "scatter",
        "mode": "markers",
        "name": view.t("needed"),
        "y": list(range(len(needs))),
        "x": [need.needed for need in needs],
        "hovertext": hover,
        "hoverinfo": "text",
        "marker": {"symbol": "line-ns-open", "size": 22, "color": INK, "line": {"width": 3}},
    }
    shape = layout(view, len(needs), row=34, room=100, bargap=0.45)
    axis = rows([label(view.say(need.title)) for need in needs])
    return {"data": [bars, ticks], "layout": {**shape, "yaxis": axis, "xaxis": value_axis(view.t("level"))}}


def _hover(view: View, need: Coverage) -> str:
    reached, needed = view.numbers.plain(need.reached), view.numbers.plain(need.needed)
    return f"{label(view.say(need.title), 60)}<br>{view.t('reached')} {reached}<br>{view.t('needed')} {needed}"
