"""Who complements whom: the strongest pairs among the candidates as a network."""

from __future__ import annotations

import math

from alliance.document import SelectionOutcome
from alliance.report.charts.theme import ACCENT, INK, QUIET, Figure, label, layout
from alliance.report.view import View

__all__ = ["network_chart"]

MOST_NODES = 40  # candidates drawn; more would be unreadable
LINKS_PER_NODE = 2  # pairs drawn per candidate, the strongest ones of the whole network
THICKEST = 6.0  # pixels
NO_MARGIN = {"l": 8, "r": 8, "t": 8, "b": 8}
Pair = tuple[int, int, float]
Places = dict[int, tuple[float, float]]


def network_chart(view: View, selection: SelectionOutcome) -> Figure | None:
    """Draw candidates as points and their strongest complementarity as lines; those inside the chosen set stand out.

    Parameters
    ----------
    view
        The document in one language.
    selection
        The partner selection.
    """
    chosen = set(selection.chosen.members) if selection.chosen else set()
    order = sorted(range(len(selection.candidates)), key=lambda i: selection.candidates[i] not in chosen)[:MOST_NODES]
    pairs = _strongest(selection, order)
    if not pairs:
        return None
    inside = {i for i in order if selection.candidates[i] in chosen}
    places = _places(order, inside)
    lines = [_line(places, pair, inside, pairs[0][2]) for pair in reversed(pairs)]
    axis = {"visible": False, "fixedrange": True}
    shape = layout(view, 18, row=26, room=40, showlegend=False)
    return {
        "data": [*lines, _nodes(view, selection, places, inside)],
        "layout": {**shape, "xaxis": {**axis, "range": [-1.75, 1.75]}, "yaxis": {**axis, "range": [-1.2, 1.2]}, "margin": NO_MARGIN},
    }


def _strongest(selection: SelectionOutcome, order: list[int]) -> list[Pair]:
    """The strongest pairs, strongest first; none where the matrix is missing or empty."""
    matrix = selection.complementarity
    if len(order) < 2 or len(matrix) != len(selection.candidates):
        return []
    pairs = [(i, j, matrix[i][j]) for k, i in enumerate(order) for j in order[k + 1 :] if matrix[i][j] > 0]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[: LINKS_PER_NODE * len(order)]


def _places(order: list[int], inside: set[int]) -> Places:
    """The chosen on an inner ring, the others around them; two circles are not worth the tenth of a second that a graph library takes."""
    rings = [ring for ring in ([i for i in order if i in inside], [i for i in order if i not in inside]) if ring]
    places: Places = {}
    for number, ring in enumerate(rings, start=1):
        radius = number / len(rings)
        for k, i in enumerate(ring):
            angle = 2 * math.pi * k / len(ring)
            places[i] = (radius * math.cos(angle), radius * math.sin(angle))
    return places


def _line(places: Places, pair: Pair, inside: set[int], strongest: float) -> Figure:
    i, j, strength = pair
    both = i in inside and j in inside
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [places[i][0], places[j][0]],
        "y": [places[i][1], places[j][1]],
        "line": {"color": ACCENT if both else QUIET, "width": max(0.6, THICKEST * strength / strongest * (1.0 if both else 0.5))},
        "opacity": 0.75 if both else 0.4,
        "hoverinfo": "skip",
    }


def _side(x: float, y: float) -> str:
    """Where a name stands: away from the middle."""
    if abs(x) > abs(y) / 2:
        return "middle right" if x > 0 else "middle left"
    return "top center" if y > 0 else "bottom center"


def _nodes(view: View, selection: SelectionOutcome, places: Places, inside: set[int]) -> Figure:
    nodes = sorted(places)
    names = [selection.candidates[i] for i in nodes]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [places[i][0] for i in nodes],
        "y": [places[i][1] for i in nodes],
        "text": [label(view.names.short(name), 18) for name in names],
        "textposition": ["top center" if i in inside else _side(*places[i]) for i in nodes],
        "textfont": {"size": [12 if i in inside else 10 for i in nodes], "color": INK},
        "hovertext": [label(view.names.full(name), 60) for name in names],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "size": [16 if i in inside else 10 for i in nodes],
            "color": [ACCENT if i in inside else "#ffffff" for i in nodes],
            "line": {"color": INK, "width": 1.2},
        },
    }
