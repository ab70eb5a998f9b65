"""The chapters of the page and of the workbook hold the tables of the exhibits, cell by cell, whatever members are called."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook
from partner_cases import full, view

from alliance.document import Document, Wording
from alliance.partners.exhibits import chapters_of, exhibits_of, shown_cell
from alliance.report.html import render_html
from alliance.report.workbook import workbook_bytes

NAMES = [
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(1)",
    "{{ 7*7 }}",
    "甲" * 60,
    "a<br>b",
    'say "hi"',
    "شركة",
    "$x^2$",
]


@cache
def plain_page() -> str:
    return render_html(full(), "en")


class Tables(HTMLParser):
    """Tables of one article: rows of texts, by the label of the region they stand in."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language, self.inside, self.region = language, False, ""
        self.found: dict[str, list[list[str]]] = {}
        self.tags: list[str] = []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.tags.append(name)
        if name == "article":
            self.inside = given.get("id") == self.language
        if self.inside and given.get("role") == "region":
            self.region = given.get("aria-label") or ""
        if self.inside and name == "table" and "exhibit" in (given.get("class") or ""):
            self.found[self.region] = []
        if self.inside and self.region in self.found:
            if name == "tr":
                self.found[self.region].append([])
            elif name in ("th", "td"):
                self.found[self.region][-1].append("")

    def handle_endtag(self, name: str) -> None:
        if name == "table":
            self.region = ""

    def handle_data(self, text: str) -> None:
        rows = self.found.get(self.region)
        if self.inside and rows and rows[-1]:
            rows[-1][-1] += text


def tables(page: str, language: str) -> dict[str, list[list[str]]]:
    reader = Tables(language)
    reader.feed(page)
    return {title: [[" ".join(cell.split()) for cell in row] for row in rows] for title, rows in reader.found.items()}


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(full(), "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_of_the_page_is_its_exhibit(language: Any, page: str) -> None:
    one = view(language)
    found = tables(page, language)
    exhibits = exhibits_of(one, full().selection)
    assert list(found) == [exhibit.title for exhibit in exhibits]
    for exhibit in exhibits:
        heads, *rows = found[exhibit.title]
        assert heads == [head.text for head in exhibit.heads]
        for cells, row in zip(rows, exhibit.rows, strict=True):
            kinds = exhibit.kinds(row)
            assert cells == [" ".join(shown_cell(one, cell, kind).split()) for cell, kind in zip(row.cells, kinds, strict=True)]


def test_every_chart_of_an_exhibit_has_its_place(page: str) -> None:
    places = set(re.findall(r'data-figure="((?:en|zh)-look-[^"]+)"', page))
    charted = {one.key for one in exhibits_of(view("en"), full().selection) if one.chart is not None}
    assert places == {f"{language}-look-{key}" for language in ("en", "zh") for key in charted}


def test_the_page_is_the_same_every_time(page: str) -> None:
    assert render_html(full(), "en") == page


def renamed(name: str) -> Document:
    """The full study with another name, in both languages, for one member."""
    lines = [line.model_copy(update={"name": Wording(zh=name, en=name)}) if line.id == "A" else line for line in full().members]
    return full().model_copy(update={"members": lines})


@pytest.mark.parametrize("name", NAMES)
def test_names_do_not_become_part_of_the_page(name: str) -> None:
    page = render_html(renamed(name), "en")
    reader = Tables("en")
    reader.feed(page)
    plain = Tables("en")
    plain.feed(plain_page())
    assert reader.tags == plain.tags
    figures = json.loads(re.search(r'<script type="application/json" id="figures">(.*?)</script>', page, re.DOTALL).group(1))
    assert len(figures) > 0


@pytest.mark.parametrize("name", NAMES)
def test_names_do_not_become_formulas(name: str) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(renamed(name), "en")))
    assert [cell.coordinate for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chapter_of_the_workbook_holds_the_figures_of_its_exhibits(language: Any) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(full(), language)))
    for title, exhibits in chapters_of(view(language), full().selection):
        held = [cell.value for row in book[title].iter_rows() for cell in row if cell.value is not None]
        for exhibit in exhibits:
            assert exhibit.title in held
            numbers = [cell for row in exhibit.rows for cell in row.cells if isinstance(cell, float)]
            assert all(number in held for number in numbers)
            texts = [head.text for head in exhibit.heads]
            assert all(text in held for text in texts)


def test_the_workbook_is_the_same_every_time() -> None:
    assert workbook_bytes(full(), "zh") == workbook_bytes(full(), "zh")


def test_charts_of_the_workbook_do_not_cover_the_next_table() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(full(), "en")))
    page = book["Trade-offs"]
    tops = sorted(chart.anchor._from.row for chart in page._charts)
    assert all(after - before >= 20 for before, after in pairwise(tops))


def test_a_document_survives_being_written_and_read() -> None:
    assert Document.model_validate_json(full().model_dump_json()) == full()


def test_an_older_document_without_looks_is_still_read() -> None:
    data = full().model_dump(mode="json")
    for name in ("asked", "repairs", "comparison", "trade_off", "reasons", "sweeps", "acceptance"):
        del data["selection"][name]
    read = Document.model_validate(data)
    assert (read.selection.comparison, read.selection.reasons, read.selection.repairs) == ([], None, [])


@pytest.mark.parametrize(
    ("changes", "complete"),
    [
        ({}, True),
        ({"status": "gap"}, False),
        ({"interrupted": True}, False),
        ({"trade_off": {"complete": False}}, False),
        ({"reasons": {"complete": False}}, False),
        ({"acceptance": {"complete": False}}, False),
    ],
)
def test_a_selection_is_complete_when_everything_asked_is_proved(changes: dict[str, Any], complete: bool) -> None:
    selection = full().selection
    updates = {
        name: getattr(selection, name).model_copy(update=change) if isinstance(change, dict) else change for name, change in changes.items()
    }
    assert selection.model_copy(update=updates).complete is complete


def test_one_unfinished_sweep_is_enough_to_be_incomplete() -> None:
    selection = full().selection
    first, *others = selection.sweeps
    assert not selection.model_copy(update={"sweeps": [first.model_copy(update={"complete": False}), *others]}).complete
