"""The page, the workbook and the result file say the same numbers, to the last digit, whatever their size, in both languages."""

from __future__ import annotations

import sys
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pages
import pytest
from openpyxl import load_workbook
from rich.console import Console

import alliance
from alliance.document import Document, SplitOutcome
from alliance.report import print_document, render_html
from alliance.report.view import View
from alliance.report.workbook import workbook_bytes

sys.path.insert(0, str(Path(__file__).parent.parent))

from study_makers import by_size, scenario, table

LANGUAGES = ("zh", "en")
SIZES: dict[str, tuple[int, Any]] = {
    "cents": (2, by_size("ABC", 0.07, 33.335, 100.005)),
    "no decimals": (0, by_size("ABC", 0.5, 1234.5, 1000000.5)),
    "eight decimals": (8, by_size("ABC", 1e-8, 0.12345678, 1 / 3)),
    "large": (2, table("ABC", lambda group: {1: 1e12, 2: 3.3e13, 3: 123456789012345.67}[len(group)] + (0.01 if "A" in group else 0))),
    "losses": (2, by_size("ABC", -100.005, -60.0, -33.335)),
    "gains and losses": (3, table("ABC", lambda group: 1000.0005 * len(group) - (4000.0 if "C" in group else 0.0))),
    "nothing": (2, by_size("ABC", 0.0, 0.0, 0.0)),
}


@pytest.fixture(scope="module", params=SIZES)
def document(request: pytest.FixtureRequest) -> Document:
    decimals, value = SIZES[request.param]
    members = [{"id": one, "name": {"zh": f"甲{one}", "en": f"Member {one}"}} for one in "ABC"]
    rules = ["shapley", "prenucleolus", "equal", "equal_surplus"]
    found = scenario(members, alliance={"id": "x", "decimals": decimals}, value=value, allocation={"rules": rules})
    return alliance.run(found).document


@pytest.fixture(scope="module")
def page(document: Document) -> pages.Node:
    return pages.parse(render_html(document, "en"))


@pytest.fixture(scope="module")
def books(document: Document) -> dict[str, Any]:
    return {language: load_workbook(BytesIO(workbook_bytes(document, language))) for language in LANGUAGES}


def rows_of(page: pages.Node, language: str) -> list[list[str]]:
    article = pages.article(page, language)
    return [row for table in article.all("table", class_="splits") for row in pages.table(table)]


def shown(document: Document, language: str) -> list[SplitOutcome]:
    """The splits in the order of the columns."""
    view = View(document, language)
    return view.splits(document.games[0])


def decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_amount_of_the_result(document: Document, page: pages.Node, language: str) -> None:
    rows = rows_of(page, language)
    for number, player in enumerate(document.games[0].players):
        (row, *_) = [row for row in rows if row[0].endswith(f" {player}")]
        amounts = [decimal(cell.split()[0]) for cell in row[1:]]
        assert amounts == [Decimal(split.money[number]) for split in shown(document, language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_totals_that_are_the_sum_of_the_amounts(page: pages.Node, language: str) -> None:
    rows = rows_of(page, language)
    total = next(row for row in rows if row[0] == ("合计" if language == "zh" else "Total"))
    members = [next(row for row in rows if row[0].endswith(f" {player}")) for player in "ABC"]
    for column in range(1, len(total)):
        assert sum(decimal(row[column].split()[0]) for row in members) == decimal(total[column].split()[0])


def test_both_languages_of_a_page_show_the_same_amounts(page: pages.Node) -> None:
    numbers = [[cell for row in rows_of(page, one) for cell in row[1:] if any(map(str.isdigit, cell))] for one in LANGUAGES]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_holds_every_amount_to_the_last_digit(document: Document, books: dict[str, Any], language: str) -> None:
    book = books[language]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    names = {line.id: line.name.say(language) for line in document.members}
    for number, player in enumerate(document.games[0].players):
        row = next(row for row in rows if row[0] == names[player])
        splits = shown(document, language)
        assert list(row[1 : 1 + len(splits)]) == [float(split.money[number]) for split in splits]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbooks_formats_show_the_decimals_of_the_alliance(document: Document, books: dict[str, Any], language: str) -> None:
    book = books[language]
    names = {line.name.say(language) for line in document.members}
    formats = {row[1].number_format for row in book.worksheets[0].iter_rows() if row[0].value in names}
    assert formats == {"#,##0" + ("." + "0" * document.decimals if document.decimals else "")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_games_sheet_holds_gains_and_stand_alone_values_exactly(document: Document, books: dict[str, Any], language: str) -> None:
    outcome = document.games[0]
    book = books[language]
    values = {cell for row in book.worksheets[1].iter_rows(values_only=True) for cell in row}
    assert set(outcome.stand_alone) <= values
    assert {gain for split in outcome.splits for gain in split.gains} <= values


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stability_sheet_holds_every_excess_exactly(document: Document, books: dict[str, Any], language: str) -> None:
    outcome = document.games[0]
    book = books[language]
    values = {cell for row in book.worksheets[2].iter_rows(values_only=True) for cell in row}
    groups = [group for split in outcome.splits for group in split.tightest]
    assert {split.max_excess for split in outcome.splits} <= values
    assert {number for group in groups for number in (group.value, group.share, group.excess)} <= values


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_shows_every_amount_of_the_result(document: Document, language: str) -> None:
    stream = StringIO()
    print_document(document, Console(file=stream, width=160), language)
    said = stream.getvalue()
    numbers = View(document, language).numbers
    assert [amount for split in document.games[0].splits for amount in split.money if numbers.money(amount) not in said] == []


def test_the_document_says_the_same_as_its_file(document: Document, page: pages.Node) -> None:
    again = Document.model_validate_json(document.model_dump_json())
    assert pages.parse(render_html(again, "en")).text == page.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_are_drawn_from_the_amounts_of_the_result(document: Document, page: pages.Node, language: str) -> None:
    figures = pages.figures(page)
    drawn = {number for trace in figures[f"{language}-game-1-shares"]["data"] for number in [*trace.get("x", []), *trace.get("y", [])]}
    expected = {payoff for split in document.games[0].splits for payoff in split.payoffs}
    assert all(
        any(payoff == pytest.approx(number, abs=0.5 * 10.0**-document.decimals) for number in drawn if not isinstance(number, str))
        for payoff in expected
    )
