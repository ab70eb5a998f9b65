"""The report's charts: plain plotly figures as data, one kind of chart per file.

Every figure is a dictionary with ``data`` and ``layout``; names are escaped, because plotly reads a little HTML in its texts.
"""

from __future__ import annotations

from alliance.report.charts.alternatives import alternatives_chart
from alliance.report.charts.complementarity import complementarity_chart
from alliance.report.charts.council import council_chart
from alliance.report.charts.excess import excess_chart
from alliance.report.charts.shares import shares_chart
from alliance.report.charts.stand_alone import stand_alone_chart

__all__ = ["alternatives_chart", "complementarity_chart", "council_chart", "excess_chart", "shares_chart", "stand_alone_chart"]
