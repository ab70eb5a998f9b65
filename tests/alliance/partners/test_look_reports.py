"""The further looks on the page, in the workbook and in the terminal."""

from __future__ import annotations

import io

import plotly.graph_objects as go
import pytest
from openpyxl import load_workbook
from partner_cases import document, full, outcome, view
from rich.console import Console

from alliance.partners.exhibits import exhibits_of
from alliance.report.charts import theme
from alliance.report.charts.coverage import coverage_chart
from alliance.report.charts.exhibit import exhibit_chart
from alliance.report.charts.network import network_chart
from alliance.report.exhibit_terminal import print_exhibits
from alliance.report.html import render_html
from alliance.report.workbook import workbook_bytes

EXHIBITS = {one.key: one for one in exhibits_of(view("en"), full().selection)}


def chart(key):
    return exhibit_chart(view("en"), EXHIBITS[key])


@pytest.mark.parametrize("key", ["candidates", "frontier", "sweep-budget", "sweep-size", "acceptance"])
def test_plotly_accepts_every_chart(key):
    go.Figure(chart(key))


@pytest.mark.parametrize("key", ["comparison", "preview-shapley", "outsiders", "swaps", "accepted-sets"])
def test_tables_without_a_chart_have_none(key):
    assert chart(key) is None


def test_points_are_the_rows_of_the_table():
    trace = chart("frontier")["data"][0]
    assert trace["y"] == [row.cells[1] for row in EXHIBITS["frontier"].rows]
    assert trace["x"] == [row.cells[2] for row in EXHIBITS["frontier"].rows]
    assert trace["marker"]["symbol"].count("diamond") == 1


def test_a_third_objective_is_the_colour():
    found = outcome(frontier=["value", "cost", "expected_loss"])
    (exhibit,) = exhibits_of(view("en"), found)
    marker = exhibit_chart(view("en"), exhibit)["data"][0]["marker"]
    assert marker["color"] == [row.cells[3] for row in exhibit.rows]
    assert marker["showscale"]


def test_bars_are_the_worth_of_the_candidates():
    trace = chart("candidates")["data"][0]
    assert trace["x"] == [row.cells[2] for row in EXHIBITS["candidates"].rows if row.cells[2] is not None]
    assert trace["marker"]["color"].count(theme.ACCENT) == len(full().selection.chosen.members)


def test_levels_without_a_set_are_not_drawn():
    found = outcome(budget=10, size=[1, 1], sweep=True)
    exhibit = next(one for one in exhibits_of(view("en"), found) if one.key == "sweep-budget")
    drawn = exhibit_chart(view("en"), exhibit)["data"][0]["x"]
    assert 0 < len(drawn) < len(exhibit.rows)


def test_coverage_shows_what_is_reached_against_what_is_needed():
    bars, strokes = coverage_chart(view("en"), full().selection)["data"]
    assert bars["x"] == [need.reached for need in full().selection.coverage]
    assert strokes["x"] == [need.needed for need in full().selection.coverage]


def test_what_is_missing_is_warned_of():
    found = full().selection
    short = found.coverage[0].model_copy(update={"reached": 1.0})
    colours = coverage_chart(view("en"), found.model_copy(update={"coverage": [short]}))["data"][0]["marker"]["color"]
    assert colours == [theme.WARN]


@pytest.mark.parametrize("changes", [{"coverage": []}, {"chosen": None}])
def test_no_needs_no_coverage_chart(changes):
    assert coverage_chart(view("en"), full().selection.model_copy(update=changes)) is None


def test_network_joins_the_pairs_that_complement_each_other():
    found = full().selection
    figure = network_chart(view("en"), found)
    go.Figure(figure)
    *lines, nodes = figure["data"]
    pairs = sum(found.complementarity[i][j] > 0 for i in range(4) for j in range(i))
    assert len(lines) == min(pairs, 8)
    assert len(nodes["x"]) == 4
    assert nodes["marker"]["color"].count(theme.ACCENT) == len(found.chosen.members)


def test_network_is_the_same_every_time():
    assert network_chart(view("en"), full().selection) == network_chart(view("en"), full().selection)


@pytest.mark.parametrize("changes", [{"complementarity": []}, {"complementarity": [[0.0] * 4] * 4}, {"candidates": ["A"]}])
def test_nothing_to_join_no_network(changes):
    assert network_chart(view("en"), full().selection.model_copy(update=changes)) is None


def test_network_of_a_crowd_shows_the_chosen_and_some_others():
    names = [f"M{k}" for k in range(60)]
    matrix = [[0.0 if i == j else 0.5 for j in range(60)] for i in range(60)]
    chosen = full().selection.chosen.model_copy(update={"members": ["M58", "M59"]})
    crowd = full().selection.model_copy(update={"candidates": names, "complementarity": matrix, "chosen": chosen})
    nodes = network_chart(view("en"), crowd)["data"][-1]
    assert len(nodes["x"]) == 40
    assert {"M58", "M59"} <= set(nodes["hovertext"])


def test_network_without_a_chosen_set_is_one_ring():
    nodes = network_chart(view("en"), full().selection.model_copy(update={"chosen": None}))["data"][-1]
    assert theme.ACCENT not in nodes["marker"]["color"]


def test_page_has_every_chapter_and_escapes_names():
    name = "<script>x</script>"
    page = render_html(document(compare=[{"name": name, "members": ["A"]}], explain=True, frontier=["value", "cost"], sweep=True), "en")
    for title in ("Sets compared", "Why this set", "Trade-offs", "方案对比", "为何选此方案", "目标权衡"):
        assert title in page
    assert name not in page


def test_page_without_looks_has_no_chapter():
    page = render_html(document(), "en")
    assert "Sets compared" not in page
    assert "Trade-offs" not in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_workbook_has_a_sheet_per_chapter_with_native_charts(language):
    book = load_workbook(io.BytesIO(workbook_bytes(full(), language)))
    titles = {
        "en": ["Sets compared", "Why this set", "Trade-offs", "Uncertain weights"],
        "zh": ["方案对比", "为何选此方案", "目标权衡", "权重不确定"],
    }
    assert [name for name in book.sheetnames if name in titles[language]] == titles[language]
    charts = {name: len(book[name]._charts) for name in titles[language]}
    assert list(charts.values()) == [0, 1, 3, 1]


def test_workbook_holds_numbers_not_texts():
    book = load_workbook(io.BytesIO(workbook_bytes(full(), "en")))
    values = [cell.value for row in book["Sets compared"].iter_rows() for cell in row]
    assert full().selection.comparison[1].objective in values
    assert "yes" in values


def printed(width, exhibits, language="en"):
    stream = io.StringIO()
    print_exhibits(view(language), exhibits, Console(file=stream, width=width, highlight=False))
    return stream.getvalue()


def test_narrow_screens_leave_out_details():
    wide, narrow = (printed(width, [EXHIBITS["candidates"]]) for width in (200, 100))
    assert "then drops out" in wide
    assert "then drops out" not in narrow
    assert "brings" in narrow


def test_terminal_shows_title_lead_table_and_notes():
    said = printed(160, [EXHIBITS["comparison"]])
    assert all(text in said for text in ("Sets side by side", "Amounts in", "Objective", "Set 2 breaks"))


def test_terminal_of_nothing_is_empty():
    assert printed(80, []) == ""
