"""The two sheets on which the workbook says what is uncertain."""

from __future__ import annotations

from alliance.scenario.choices import SHAPES
from alliance.scenario.tables import Column, Sheet

__all__ = ["RANGES", "UNCERTAINTY"]

UNCERTAINTY = Sheet(
    "uncertainty",
    "Uncertainty",
    "Fill in only to see how sure the shares are: possible futures are drawn, and every one is split.",
    "form",
    (),
    (
        Column(("uncertainty", "samples"), "Number of futures", "How many are drawn. Empty: 1000.", "whole"),
        Column(("uncertainty", "shape"), "Shape", "How values lie between their ends.", choices=SHAPES),
        Column(("uncertainty", "spread"), "Relative spread", "For table, pairs and rules: 0.1 stands for plus or minus 10 %.", "share"),
    ),
)

RANGES = Sheet(
    "ranges",
    "Ranges",
    "Value from projects: between which ends a project's numbers lie. Both ends or none; what is left empty is certain.",
    "keyed",
    ("uncertainty", "projects"),
    (
        Column(("project",), "Project", kind="name", source="projects", needed=True),
        Column(("base_success", "low"), "Lowest probability of success", "0 to 1; not above that of the sheet Projects.", "share"),
        Column(("base_success", "high"), "Highest probability of success", "0 to 1; not below that of the sheet Projects.", "share"),
        Column(("benefit", "low"), "Lowest benefit", "", "amount"),
        Column(("benefit", "high"), "Highest benefit", "", "amount"),
        Column(("cost", "low"), "Lowest cost", "", "amount"),
        Column(("cost", "high"), "Highest cost", "", "amount"),
        Column(("subsidy", "low"), "Lowest subsidy", "", "amount"),
        Column(("subsidy", "high"), "Highest subsidy", "", "amount"),
    ),
    example=("# P1", 0.5, 0.8, 900.0, 1200.0),
)
