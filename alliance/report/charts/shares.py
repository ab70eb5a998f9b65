"""What every member gets under every rule."""

from __future__ import annotations

from alliance.document import GameOutcome, SplitOutcome
from alliance.report.charts.theme import INK, PALETTE, Figure, label, layout, mark, rows, shown_players, value_axis
from alliance.report.view import View

__all__ = ["shares_chart"]

SYMBOLS = tuple(
    f"{shape}-open" for shape in ("circle", "square", "triangle-up", "cross-thin", "x-thin", "triangle-down", "star", "hexagon")
)


def shares_chart(view: View, game: GameOutcome) -> Figure | None:
    """Draw the shares by rule: stacked bars while the colours last, then one row of marks per member.

    Parameters
    ----------
    view
        The document in one language.
    game
        The game.
    """
    splits = view.splits(game)
    if not splits:
        return None
    return _stacked(view, game, splits) if len(game.players) <= len(PALETTE) else _marks(view, game, splits)


def _stacked(view: View, game: GameOutcome, splits: list[SplitOutcome]) -> Figure:
    data = []
    for number, player in enumerate(game.players):
        colour, ink = mark(number)
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": label(view.names.short(player)),
                "y": list(range(len(splits))),
                "x": [split.payoffs[number] for split in splits],
                "text": [view.numbers.share(split.payoffs[number], game.grand_value, 0) for split in splits],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": ink},
                "hovertext": [_hover(view, player, split, number) for split in splits],
                "hoverinfo": "text",
                "marker": {"color": colour, "line": {"color": "#ffffff", "width": 1}},
            }
        )
    shape = layout(view, len(splits), row=34, room=130, barmode="relative", bargap=0.28, uniformtext={"mode": "hide", "minsize": 10})
    return {
        "data": data,
        "layout": {**shape, "yaxis": rows([label(view.title(split)) for split in splits]), "xaxis": value_axis(view.unit)},
    }


def _marks(view: View, game: GameOutcome, splits: list[SplitOutcome]) -> Figure:
    shown = shown_players(game, splits[0].payoffs)
    data = []
    for number, split in enumerate(splits):
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": label(view.title(split)),
                "y": list(range(len(shown))),
                "x": [split.payoffs[i] for i in shown],
                "hovertext": [_hover(view, game.players[i], split, i) for i in shown],
                "hoverinfo": "text",
                "marker": {
                    "symbol": "diamond" if number == 0 else SYMBOLS[(number - 1) % len(SYMBOLS)],
                    "size": 10 if number == 0 else 8,
                    "color": INK if number == 0 else mark(number)[0],
                    "line": {"width": 1.6},
                },
            }
        )
    axis = rows([label(view.names.short(game.players[i])) for i in shown]) | {"showgrid": True, "gridcolor": "#eef1f4"}
    return {"data": data, "layout": {**layout(view, len(shown), row=24, room=140), "yaxis": axis, "xaxis": value_axis(view.unit)}}


def _hover(view: View, player: str, split: SplitOutcome, number: int) -> str:
    amount = view.numbers.money(split.money[number])
    return f"{label(view.names.full(player), 60)}<br>{label(view.title(split), 60)}: {amount} {label(view.unit)}"
