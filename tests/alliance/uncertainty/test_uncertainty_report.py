"""How sure the shares are, on the page, in the workbook and in the terminal."""

from __future__ import annotations

import json
import re
from io import StringIO

import pytest
from openpyxl import load_workbook
from rich.console import Console
from uncertain_cases import RANGES, TABLE, project_scenario, value_scenario

import alliance
from alliance.document import Document
from alliance.report import print_document, render_html, write_workbook
from alliance.report.charts.uncertainty import uncertainty_chart
from alliance.report.view import View
from alliance.uncertainty.reading import read_futures

TITLES = {"zh": "份额有多大把握", "en": "How sure the shares are"}


@pytest.fixture(scope="module")
def document():
    return alliance.run(value_scenario(TABLE, spread=0.3, samples=100)).document


@pytest.fixture(scope="module")
def plain():
    return alliance.run(value_scenario(TABLE)).document


def changed(document: Document, **parts: object) -> Document:
    game = document.games[0]
    return document.model_copy(update={"games": [game.model_copy(update={"uncertainty": game.uncertainty.model_copy(update=parts)})]})


def terminal(document, language):
    stream = StringIO()
    print_document(document, Console(file=stream, width=140), language)
    return stream.getvalue()


def reading(document, language="en"):
    view = View(document, language)
    return read_futures(view, view.games[0])


def figures(html):
    block = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', html, re.S)
    return json.loads(block.group(1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page_has_a_section_in_both_languages(document, language):
    html = render_html(document, language)
    assert all(f"<h3>{title}</h3>" in html for title in TITLES.values())
    assert html.count('<table class="futures">') == 2
    assert {"zh-game-1-uncertainty", "en-game-1-uncertainty"} <= set(figures(html))


def test_page_without_uncertainty_has_none(plain):
    html = render_html(plain, "en")
    assert 'class="futures"' not in html
    assert not any("uncertainty" in key for key in figures(html))
    assert read_futures(View(plain, "en"), plain.games[0]) is None


def test_page_shows_every_figure(document):
    html, found = render_html(document, "en"), document.games[0].uncertainty
    for one in (*found.members, found.total):
        for amount in (one.mean, one.p5, one.p50, one.p95):
            assert f'<td class="number">{amount:,.2f}</td>' in html
    assert f"{100 * found.walk_out:.1f}%" in html


def test_the_same_document_gives_the_same_page(document):
    assert render_html(document, "zh") == render_html(document, "zh")


def test_names_cannot_break_out_of_the_page(document):
    evil = "<script>alert(1)</script>"
    members = [line.model_copy(update={"name": line.name.model_copy(update={"zh": evil, "en": evil})}) for line in document.members]
    html = render_html(document.model_copy(update={"members": members}), "en")
    assert "alert(1)" in html
    assert evil not in html


def test_chart_spans_eighteen_of_twenty_futures(document):
    found = document.games[0].uncertainty
    bars, marks = uncertainty_chart(View(document, "en"), document.games[0])["data"]
    assert bars["base"] == [one.p5 for one in found.members]
    assert [base + width for base, width in zip(bars["base"], bars["x"], strict=True)] == pytest.approx([one.p95 for one in found.members])
    assert marks["x"] == [one.p50 for one in found.members]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbook_has_a_sheet_with_numbers(document, language, tmp_path):
    write_workbook(document, tmp_path / "a.xlsx", language)
    sheet = load_workbook(tmp_path / "a.xlsx")[TITLES[language]]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None]
    found = document.games[0].uncertainty
    for one in (*found.members, found.total):
        assert all(any(cell == pytest.approx(amount) for cell in cells) for amount in (one.mean, one.p5, one.p50, one.p95))
    assert all(any(cell == pytest.approx(one.chance) for cell in cells) for one in found.blockers)


def test_workbook_without_uncertainty_has_no_such_sheet(plain, tmp_path):
    write_workbook(plain, tmp_path / "a.xlsx", "en")
    assert TITLES["en"] not in load_workbook(tmp_path / "a.xlsx").sheetnames


@pytest.mark.parametrize("language", ["zh", "en"])
def test_terminal_says_how_sure_the_shares_are(document, plain, language):
    said = terminal(document, language)
    assert TITLES[language] in said
    assert f"{100 * document.games[0].uncertainty.walk_out:.1f}%" in said
    assert TITLES[language] not in terminal(plain, language)


def test_lead_names_number_seed_shape_and_rule(document):
    lead = reading(document).lead
    assert lead.startswith("100 possible futures were drawn (values near the given ones more often; seed 5)")
    title = document.games[0].recommendation.title.en
    assert lead.lower().endswith(f"{title.lower()}.")
    assert "all values between the ends alike" in reading(changed(document, shape="uniform")).lead


@pytest.mark.parametrize(
    ("kept", "walk_out", "text"),
    [
        ("shares", 0.25, "If everybody keeps the share agreed now, some group does better on its own with a chance of 25.0% (± 1.0%)."),
        ("amounts", 0.25, "If everybody keeps the amount agreed now, some group does better on its own with a chance of 25.0% (± 1.0%)."),
        ("shares", 0.0, "If everybody keeps the share agreed now, no group does better on its own in any of these futures."),
        ("amounts", 0.0, "If everybody keeps the amount agreed now, no group does better on its own in any of these futures."),
    ],
)
def test_verdict_says_what_is_kept_and_how_likely_somebody_leaves(document, kept, walk_out, text):
    assert reading(changed(document, kept=kept, walk_out=walk_out, walk_out_error=0.01)).verdict == text


def test_verdict_in_chinese(document):
    assert reading(changed(document, walk_out=0.25, walk_out_error=0.01), "zh").verdict == (
        "如果各方保持现在商定的比例，有小团体单干更好的概率为 25.0%（±1.0%）。"
    )


def test_futures_without_an_answer_are_mentioned(document):
    assert reading(document).notes == ()
    assert reading(changed(document, undefined=0.125)).notes == (
        "In 12.5% of the futures the rule has no answer; the table leaves them out.",
    )


def test_no_table_of_groups_where_nobody_leaves(document):
    quiet = changed(document, walk_out=0.0, blockers=[])
    assert reading(quiet).group_rows == ()
    assert "Groups most likely to leave" not in render_html(quiet, "en")


def test_rows_are_members_then_the_total(document):
    found = reading(document)
    assert [row[0] for row in found.rows] == ["A", "B", "C"]
    assert all(len(row) == len(found.heads) for row in (*found.rows, found.total))
    assert found.total[-1] == ""


def test_several_games_share_one_sheet(tmp_path):
    scenario = project_scenario(RANGES, uncertainty={"samples": 30})
    document = alliance.run(scenario).document
    twice = document.model_copy(update={"games": [*document.games, document.games[0].model_copy(update={"id": "P2"})]})
    write_workbook(twice, tmp_path / "a.xlsx", "en")
    texts = [cell.value for row in load_workbook(tmp_path / "a.xlsx")[TITLES["en"]].iter_rows() for cell in row]
    assert texts.count(document.games[0].title.en + " (10,000 yuan)") == 2
