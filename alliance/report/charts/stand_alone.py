"""What every member earns alone, against what it gets."""

from __future__ import annotations

from alliance.document import GameOutcome
from alliance.report.charts.theme import ACCENT, QUIET, Figure, label, layout, rows, shown_players, value_axis
from alliance.report.view import View

__all__ = ["stand_alone_chart"]


def stand_alone_chart(view: View, game: GameOutcome) -> Figure | None:
    """Draw stand-alone value and share side by side, for the recommended rule or else the first.

    Parameters
    ----------
    view
        The document in one language.
    game
        The game.
    """
    if not game.splits:
        return None
    split = view.splits(game)[0]
    shown = shown_players(game, split.payoffs)
    series = ((view.of(game, "stand-alone value"), game.stand_alone, QUIET), (view.title(split), split.payoffs, ACCENT))
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": label(title),
            "y": list(range(len(shown))),
            "x": [amounts[i] for i in shown],
            "hovertext": [_hover(view, game.players[i], title, amounts[i]) for i in shown],
            "hoverinfo": "text",
            "marker": {"color": colour},
        }
        for title, amounts, colour in series
    ]
    shape = layout(view, len(shown), row=34, room=120, barmode="group", bargap=0.3, bargroupgap=0.05)
    return {
        "data": data,
        "layout": {**shape, "yaxis": rows([label(view.names.short(game.players[i])) for i in shown]), "xaxis": value_axis(view.unit)},
    }


def _hover(view: View, player: str, title: str, amount: float) -> str:
    return f"{label(view.names.full(player), 60)}<br>{label(title, 60)}: {view.numbers.money(amount)} {label(view.unit)}"
