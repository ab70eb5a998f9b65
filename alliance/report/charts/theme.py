"""One look for all charts: colours that colour-blind readers can tell apart, quiet axes, room for names."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from alliance.document import GameOutcome
from alliance.report.names import clip
from alliance.report.view import View

__all__ = ["ACCENT", "FONT", "INK", "PALETTE", "QUIET", "WARN", "Figure", "label", "layout", "mark", "rows", "shown_players", "value_axis"]

Figure = dict[str, Any]

FONT = '"Segoe UI", "Helvetica Neue", Roboto, Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Alliance Han", sans-serif'
INK, ACCENT, QUIET, WARN, RULE = "#1b2733", "#1f5a92", "#b4bec8", "#c8500a", "#dfe4e9"
PALETTE = (
    "#1f5a92",
    "#8cc4ea",
    "#e0cd7c",
    "#14663f",
    "#8a8a2c",
    "#c2586b",
    "#6e2350",
    "#4fb09f",
    "#aa6ed2",
)  # ordered so that neighbours differ
LIGHT = frozenset({"#8cc4ea", "#e0cd7c", "#8a8a2c", "#4fb09f", "#aa6ed2"})  # colours that carry dark text
MOST_ROWS = 40  # members drawn in one chart; the tables always show all
ROW = 26  # pixels per row


def label(text: str, width: int = 24) -> str:
    """Return a text as plotly shall show it: shortened, and without anything it could take for HTML."""
    return escape(clip(text, width), quote=False)


def mark(number: int) -> tuple[str, str]:
    """Return the colour of the n-th series and the colour of a text on it."""
    colour = PALETTE[number % len(PALETTE)]
    return colour, INK if colour in LIGHT else "#ffffff"


def shown_players(game: GameOutcome, amounts: Sequence[float]) -> list[int]:
    """Return which players a chart shows, in the game's order: all, or those with the largest amounts."""
    order = sorted(range(len(game.players)), key=lambda i: -abs(amounts[i]))[:MOST_ROWS]
    return sorted(order)


def rows(texts: Sequence[str]) -> Figure:
    """Return a vertical axis with one row per text, the first on top; equal texts stay separate rows."""
    return {
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(range(len(texts))),
        "ticktext": list(texts),
        "range": [len(texts) - 0.4, -0.6],
        "automargin": True,
        "ticks": "",
        "ticklabelstandoff": 8,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def value_axis(title: str, zero: bool = True) -> Figure:
    """Return a horizontal axis of amounts with a visible zero."""
    return {
        "title": {"text": label(title, 60), "font": {"size": 12}, "standoff": 8},
        "gridcolor": RULE,
        "zeroline": zero,
        "zerolinecolor": INK,
        "zerolinewidth": 1.5,
        "automargin": True,
        "fixedrange": True,
        "tickformat": ",~r",
        "nticks": 7,
    }


def layout(view: View, count: int, row: int = ROW, room: int = 96, **more: Any) -> Figure:
    """Return the layout all charts share, high enough for ``count`` rows."""
    return {
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "margin": {"l": 8, "r": 20, "t": 12, "b": 44},
        "height": max(220, row * count + room),
        "autosize": True,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": QUIET, "font": {"family": FONT, "color": INK}, "align": "left"},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"size": 11},
        },
        "dragmode": False,
        **more,
    }
