"""Native Excel charts in the report's colours."""

from __future__ import annotations

from typing import Any, Literal

from openpyxl.chart import BarChart, Reference, ScatterChart, Series
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties

from alliance.report.charts.theme import ACCENT, PALETTE, QUIET
from alliance.report.sheets.page import Area, printable

__all__ = ["CHART_ROWS", "add_bars", "add_points"]

CENTIMETRES_PER_ROW = 0.75
CHART_ROWS = 22  # sheet rows that a chart of points takes


def add_bars(
    sheet: Any,
    area: Area,
    series: list[int],
    title: str,
    anchor: str,
    *,
    unit: str,
    stacked: bool = False,
    by: Literal["columns", "rows"] = "columns",
) -> None:
    """Put a horizontal bar chart of a table's columns (or rows) on a sheet.

    Parameters
    ----------
    sheet
        The openpyxl sheet that holds the table.
    area
        Where the table stands; its first column, or its headings, name the bars.
    series
        Numbers of the columns (from 1), or of the rows, that become series.
    title
        Of the chart.
    anchor
        Cell of its upper left corner.
    unit
        Title of the axis of amounts.
    stacked
        Whether the series stand end to end.
    by
        Whether a series is a column or a row of the table.
    """
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "bar", "stacked" if stacked else "clustered", 100 if stacked else None
    chart.title, chart.gapWidth, chart.style = printable(title), 60, 2
    for number in series:
        chart.add_data(_data(sheet, area, number, by), titles_from_data=True, from_rows=by == "rows")
    chart.set_categories(_names(sheet, area, series, by))
    bars = area.last - area.first + 1 if by == "columns" else len(series)
    _finish(chart, unit, bars if by == "columns" else area.width, len(series))
    sheet.add_chart(chart, anchor)


def _data(sheet: Any, area: Area, number: int, by: str) -> Reference:
    if by == "columns":
        return Reference(sheet, min_col=number, min_row=area.head, max_row=area.last)
    return Reference(sheet, min_col=1, max_col=area.width, min_row=number)


def _names(sheet: Any, area: Area, series: list[int], by: str) -> Reference:
    if by == "columns":
        return Reference(sheet, min_col=1, min_row=area.first, max_row=area.last)
    return Reference(sheet, min_col=2, max_col=area.width, min_row=area.head)


def _finish(chart: Any, unit: str, bars: int, series: int) -> None:
    colours = [QUIET, ACCENT] if series == 2 else [ACCENT] if series == 1 else [PALETTE[k % len(PALETTE)] for k in range(series)]
    for one, colour in zip(chart.series, colours, strict=True):
        one.graphicalProperties = GraphicalProperties(solidFill=colour.lstrip("#"))
        one.invertIfNegative = False
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.x_axis.tickLblPos = "low"  # names stay left of negative bars
    chart.y_axis.title, chart.y_axis.numFmt, chart.y_axis.crosses = printable(unit), "#,##0", "max"
    chart.legend.position = "b"
    if series == 1:
        chart.legend = None
    chart.width, chart.height = 24, min(24.0, 5 + CENTIMETRES_PER_ROW * bars)


def add_points(sheet: Any, area: Area, across: int, up: int, title: str, anchor: str, *, joined: bool = False) -> None:
    """Put a chart of points on a sheet: one column of a table over another.

    Parameters
    ----------
    sheet
        The openpyxl sheet that holds the table.
    area
        Where the table stands; its headings name the axes.
    across, up
        Numbers of the columns, from 1.
    title
        Of the chart.
    anchor
        Cell of its upper left corner.
    joined
        Whether a line joins the points.
    """
    chart = ScatterChart()
    chart.title, chart.style, chart.legend = printable(title), 13, None
    numbers = [Reference(sheet, min_col=column, min_row=area.first, max_row=area.last) for column in (across, up)]
    series = Series(numbers[1], numbers[0])
    colour = ACCENT.lstrip("#")
    series.marker = Marker(symbol="circle", size=8, spPr=GraphicalProperties(solidFill=colour))
    series.graphicalProperties = GraphicalProperties()
    if joined:
        series.graphicalProperties.line.solidFill = QUIET.lstrip("#")
    else:
        series.graphicalProperties.line.noFill = True
    series.smooth = False
    chart.series.append(series)
    for axis, column in ((chart.x_axis, across), (chart.y_axis, up)):
        axis.delete, axis.numFmt = False, "#,##0"
        axis.title = printable(str(sheet.cell(area.head, column).value))
    chart.width, chart.height = 20, 11
    sheet.add_chart(chart, anchor)
