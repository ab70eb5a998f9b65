"""The report of a real study."""

import re
from importlib.resources import as_file, files
from io import StringIO

import pages
import pytest
from openpyxl import load_workbook
from rich.console import Console
from test_report_html import _Visible

import alliance
from alliance.report import print_document, render_html, write_workbook

EXAMPLES = files("alliance") / "examples"


@pytest.fixture(scope="module")
def document():
    with as_file(EXAMPLES / "standards.toml") as path:
        return alliance.run(alliance.load(path)).document


@pytest.fixture(scope="module")
def html(document):
    return render_html(document, "zh")


def test_every_payoff_is_on_the_page(document, html):
    cells = " ".join(cell for row in pages.table(pages.parse(html).first("table", class_="splits")) for cell in row)
    written = {f"{float(money):,.{document.decimals}f}".replace("-", "−") for split in document.games[0].splits for money in split.money}
    assert {money for money in written if money not in cells} == set()


def test_chinese_page_is_in_chinese(document, html):
    start = html.index('<article id="zh"')
    reader = _Visible()
    reader.feed(html[start : html.index("</article>", start)])
    names = " ".join([*(member.name.zh for member in document.members), *document.versions, document.scenario_digest])
    words = set(re.findall(r"[A-Za-z]{4,}", " ".join(reader.texts))) - set(re.findall(r"[A-Za-z]{4,}", names))
    assert words <= {"alliance", "verify", "result", "json", "ENSC", "MCRS"}


def test_warnings_name_groups_of_numbers_in_the_readers_language(document):
    warning = document.warnings[0]
    assert "装机量" in warning.zh
    assert "installed base" in warning.en


def test_workbook_holds_every_payoff(document, tmp_path):
    write_workbook(document, tmp_path / "report.xlsx", "zh")
    values = {cell for sheet in load_workbook(tmp_path / "report.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {float(money) for split in document.games[0].splits for money in split.money} <= values


@pytest.mark.parametrize("language", ["zh", "en"])
def test_terminal_recommends_what_the_study_does(document, language):
    stream = StringIO()
    print_document(document, Console(file=stream, width=120), language)
    title = document.games[0].recommendation.title.say(language)
    assert title.lower() in stream.getvalue().lower()
