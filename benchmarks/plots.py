"""Two pages of charts that work offline: time against size, and error against budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from markupsafe import escape

from alliance.files import write_text
from alliance.report.assets import content_policy, data_block, own_script, plotly_script, style
from alliance.report.charts.theme import FONT, INK, PALETTE, QUIET, RULE, Figure, label
from benchmarks.registry import Row

__all__ = ["error_figures", "time_figures", "write_plots"]

WIDEST = 60  # letters of a legend
LIMITS = ("limit", "leeway")  # no measurement
MANY = 100  # from sizes like this on, and over a wide range, the axis of sizes is logarithmic
Points = dict[str, list[tuple[int, float]]]


def _axis(title: str, logarithmic: bool) -> Figure:
    kind = {"type": "log", "exponentformat": "power"} if logarithmic else {"type": "linear", "tickformat": "d"}
    return {"title": {"text": label(title, WIDEST)}, "gridcolor": RULE, "automargin": True, **kind}


def _figure(series: Points, across: str, up: str, logarithmic: bool) -> Figure:
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": label(name, WIDEST),
            "x": [n for n, _ in sorted(points)],
            "y": [value for _, value in sorted(points)],
            "line": {"color": PALETTE[number % len(PALETTE)], "dash": "dot" if number >= len(PALETTE) else "solid"},
        }
        for number, (name, points) in enumerate(series.items())
    ]
    layout = {
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "height": 420,
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": QUIET},
        "legend": {"font": {"size": 11}},
        "xaxis": _axis(across, logarithmic),
        "yaxis": _axis(up, True),
    }
    return {"data": traces, "layout": layout}


def _series(rows: Iterable[Row], name: Callable[[Row], str]) -> Points:
    """Collect ours and what stands beside it; a logarithmic axis has no room for zero."""
    found: Points = {}
    for row in rows:
        beside = row.beside not in LIMITS
        pairs = [(name(row), row.ours), *([(f"{name(row)} · {row.beside.split(':')[0]}", row.theirs)] if beside else [])]
        for called, value in pairs:
            if value:
                found.setdefault(called, []).append((row.n, value))
    return found


def _drawn(groups: dict[str, list[Row]], name: Callable[[Row], str], across: Callable[[Row], str], up: str) -> dict[str, Figure]:
    drawn = {}
    for title, rows in groups.items():
        if len({row.n for row in rows}) > 1:
            sizes = [row.n for row in rows]
            drawn[title] = _figure(_series(rows, name), across(rows[0]), up, max(sizes) > 4 * min(sizes) and max(sizes) > MANY)
    return drawn


def time_figures(rows: Iterable[Row]) -> dict[str, Figure]:
    """Draw, for every benchmark in seconds with several sizes, time against size."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.unit == "s" and row.n > 0:
            groups.setdefault(row.name, []).append(row)
    return _drawn(groups, lambda row: row.what, lambda row: "size", "seconds")


def error_figures(rows: Iterable[Row]) -> dict[str, Figure]:
    """Draw, for every game, mean squared error against the number of evaluations."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.unit == "squared" and row.n > 0:
            groups.setdefault(row.what, []).append(row)
    return _drawn(groups, lambda row: "ours", lambda row: "evaluations", "mean squared error")


def _page(title: str, figures: dict[str, Figure]) -> str:
    places = "".join(f'<h3>{escape(name)}</h3><div class="plot" data-figure="{escape(name)}"></div>' for name in figures)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{content_policy(plotly_script(), own_script())}">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n<style>{style("")}</style>\n</head>\n<body>\n'
        f'<main><article data-language="en"><h1>{escape(title)}</h1>{places}</article></main>\n'
        f'<script type="application/json" id="figures">{data_block(figures)}</script>\n'
        f"<script>{plotly_script().text}</script>\n<script>{own_script().text}</script>\n</body>\n</html>\n"
    )


def write_plots(rows: Iterable[Row], folder: Path) -> list[Path]:
    """Write the pages that have anything to show.

    Parameters
    ----------
    rows
        Of a run.
    folder
        Made if it is missing.

    Returns
    -------
    list
        The files.
    """
    known = list(rows)
    pages = (("time", "Time against size", time_figures(known)), ("error", "Error against budget", error_figures(known)))
    return [write_text(folder / f"{name}.html", _page(title, figures)) for name, title, figures in pages if figures]
