"""How much the least satisfied groups would gain by leaving, rule by rule."""

from __future__ import annotations

from alliance.document import GameOutcome, Group, SplitOutcome
from alliance.report.charts.theme import ACCENT, INK, WARN, Figure, label, layout, rows, value_axis
from alliance.report.view import View

__all__ = ["excess_chart"]


def excess_chart(view: View, game: GameOutcome) -> Figure | None:
    """Draw, per rule, a bar for the group that loses most and ticks for the next tightest ones; right of zero they would leave.

    Parameters
    ----------
    view
        The document in one language.
    game
        The game.
    """
    splits = [split for split in view.splits(game) if split.tightest]
    if not splits:
        return None
    axis = value_axis(view.of(game, "gain from leaving ({unit})", unit=view.unit)) | {"zerolinewidth": 2.5}
    shape = layout(view, len(splits), row=44, room=70, showlegend=False, bargap=0.55)
    return {
        "data": [_bars(view, game, splits), _ticks(view, game, splits)],
        "layout": {**shape, "yaxis": rows([_row(view, game, split) for split in splits]), "xaxis": axis},
    }


def _row(view: View, game: GameOutcome, split: SplitOutcome) -> str:
    group = label(view.names.group(split.tightest[0].members, game.players, short=True), 34)
    return f"{label(view.title(split))}<br><span style='font-size:10px'>{group}</span>"


def _bars(view: View, game: GameOutcome, splits: list[SplitOutcome]) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(splits))),
        "x": [split.tightest[0].excess for split in splits],
        "hovertext": [_hover(view, game, split, split.tightest[0]) for split in splits],
        "hoverinfo": "text",
        "marker": {"color": [WARN if split.in_core is False else ACCENT for split in splits]},
    }


def _ticks(view: View, game: GameOutcome, splits: list[SplitOutcome]) -> Figure:
    points = [(row, split, group) for row, split in enumerate(splits) for group in split.tightest]
    return {
        "type": "scatter",
        "mode": "markers",
        "y": [row for row, _, _ in points],
        "x": [group.excess for _, _, group in points],
        "hovertext": [_hover(view, game, split, group) for _, split, group in points],
        "hoverinfo": "text",
        "marker": {"symbol": "line-ns-open", "size": 14, "color": INK, "line": {"width": 1.5}},
    }


def _hover(view: View, game: GameOutcome, split: SplitOutcome, group: Group) -> str:
    who = label(view.names.group(group.members, game.players), 90)
    return f"{label(view.title(split), 60)}<br>{who}: {view.numbers.change(group.excess)} {label(view.unit)}"
