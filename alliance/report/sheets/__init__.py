"""The report workbook, one kind of sheet per file."""

from __future__ import annotations

from alliance.report.sheets.council import fill_council
from alliance.report.sheets.game import fill_game
from alliance.report.sheets.page import Page
from alliance.report.sheets.proofs import fill_proofs
from alliance.report.sheets.selection import fill_selection
from alliance.report.sheets.sources import fill_sources
from alliance.report.sheets.stability import fill_stability
from alliance.report.sheets.summary import fill_summary

__all__ = ["Page", "fill_council", "fill_game", "fill_proofs", "fill_selection", "fill_sources", "fill_stability", "fill_summary"]
