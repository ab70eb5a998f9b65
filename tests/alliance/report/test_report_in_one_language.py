"""Whatever a study found, the Chinese page and workbook speak Chinese, and the English ones English."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.console import Console
from test_report_html import _Visible

import alliance
from alliance.document import Document
from alliance.report import print_document, render_html
from alliance.report.workbook import workbook_bytes
from alliance.study import Step

sys.path.insert(0, str(Path(__file__).parent.parent))

from study_makers import by_size, scenario, table

ASKED = {"rules": ["shapley", "nucleolus", "equal", "owen", "proportional", "corrected_shapley"][:5]}
NAMED = [
    {"id": f"{k}", "name": {"zh": f"成员{k}", "en": f"Member {k}"}, "value": 5, "cost": k, "failure": 0.1, "loss": 4} for k in range(1, 5)
]
IDS = ["1", "2", "3", "4"]
TITLED = {"id": "x", "name": {"zh": "联盟", "en": "Alliance"}, "description": {"zh": "说明", "en": "Description"}}
KNOWN_IN_CHINESE = {"alliance", "verify", "result", "json", "numpy", "scipy", "numba", "ortools", "engine", "ENSC", "MCRS", "Owen", "core"}


def stop(step: Step) -> None:
    raise KeyboardInterrupt


def study(progress: Callable[[Step], None] | None = None, **parts: Any) -> Document:
    found = scenario(NAMED, alliance=TITLED, **{"allocation": ASKED, **parts})
    return alliance.run(found, progress=progress).document


CASES: dict[str, Callable[[], Document]] = {
    "everybody stays": lambda: study(value=by_size(IDS, 0.0, 0.0, 0.0, 8.0)),
    "somebody leaves": lambda: study(value=table(IDS, lambda group: 9.0 if {"1", "2"} <= set(group) else 0.0)),
    "the core is empty": lambda: study(value=by_size(IDS, 0.0, 5.0, 5.0, 6.0)),
    "rivals": lambda: study(value=by_size(IDS, 5.0, 5.0, 5.0, 5.0), allocation={"rules": ["equal", "prenucleolus"]}),
    "losses": lambda: study(value=by_size(IDS, -1.0, -3.0, -6.0, -9.0)),
    "nothing at all": lambda: study(value=by_size(IDS, 0.0, 0.0, 0.0, 0.0)),
    "no recommendation": lambda: study(value=by_size(IDS, 1.0, 0.0, 0.0, 0.0), allocation={"rules": ["equal"]}),
    "partners proved": lambda: study(selection={"budget": 9, "size": [1, 3], "max_expected_loss": 2, "roles": {"enterprise": [1, 3]}}),
    "no partners possible": lambda: study(selection={"include": ["4"], "budget": 1}),
    "no time for partners": lambda: study(selection={"budget": 3, "time_limit": 1e-9}),
    "interrupted": lambda: study(progress=stop, value=by_size(IDS, 0.0, 0.0, 0.0, 8.0)),
    "made-up numbers": lambda: study(
        provenance={"members": {"tag": "synthetic"}, "value": {"tag": "web", "note": {"zh": "网页", "en": "page"}}}
    ),
    "a council": lambda: study(council={"rule": "two_thirds", "chair": "1"}),
    "a shared facility": lambda: study(value={"kind": "airport", "costs": {"1": 3, "2": 5, "3": 5, "4": 9}}),
    "costs that nobody would share": lambda: study(value=by_size(IDS, 1.0, 3.0, 6.0, 9.0) | {"are_costs": True}),
    "claims": lambda: study(value={"kind": "claims", "estate": 9, "claims": {"1": 3, "2": 5, "3": 5, "4": 9}}, allocation={}),
    "a market": lambda: study(
        value={"kind": "assignment", "sellers": ["1", "2"], "buyers": ["3", "4"], "profits": [{"seller": "1", "buyer": "3", "value": 4}]},
        allocation={"rules": ["seller_optimal", "fair_point", "equal"]},
    ),
    "a project": lambda: study(
        value={"kind": "projects"},
        capabilities=[{"id": "K", "name": {"zh": "织造", "en": "weaving"}}],
        projects=[
            {
                "id": "P",
                "name": {"zh": "项目", "en": "Project"},
                "members": "choose",
                "requirement": {"K": 3},
                "weights": {"K": 1},
                "benefit": 9,
            }
        ],
        selection={"project": "P", "needs": {"K": 0}, "alternatives": 2},
    ),
}


@pytest.fixture(scope="module", params=CASES)
def document(request: pytest.FixtureRequest) -> Document:
    return CASES[request.param]()


@pytest.fixture(scope="module")
def page(document: Document) -> str:
    return render_html(document, "zh")


@pytest.fixture(scope="module")
def books(document: Document) -> dict[str, Any]:
    return {language: load_workbook(BytesIO(workbook_bytes(document, language))) for language in ("zh", "en")}


def article(page: str, language: str) -> str:
    start = page.index(f'<article id="{language}"')
    reader = _Visible()
    reader.feed(page[start : page.index("</article>", start)])
    return " ".join(reader.texts)


def english_words(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z]{4,}", text)) - KNOWN_IN_CHINESE


def sources(document: Document) -> set[str]:
    """Words that stay as they are: names of programs, literature, formulas, fingerprints."""
    texts = [document.scenario_digest, *document.versions]
    texts += [text for game in document.games for split in game.splits for text in (split.reference, split.formula)]
    return english_words(" ".join(texts))


def test_the_chinese_page_is_chinese(document: Document, page: str) -> None:
    assert english_words(article(page, "zh")) - sources(document) == set()


def test_the_english_page_is_english(page: str) -> None:
    assert re.findall("[一-鿿]+", article(page, "en")) == []


def test_the_english_workbook_is_english(books: dict[str, Any]) -> None:
    book = books["en"]
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert [cell for cell in [*cells, *book.sheetnames] if re.search("[一-鿿]", cell)] == []


def test_the_chinese_workbook_is_chinese(document: Document, books: dict[str, Any]) -> None:
    book = books["zh"]
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
    assert english_words(" ".join([*cells, *book.sheetnames])) - sources(document) == set()


def printed(document: Document, language: Any) -> str:
    stream = StringIO()
    print_document(document, Console(file=stream, width=200), language)
    return stream.getvalue()


def test_the_terminal_speaks_one_language(document: Document) -> None:
    assert re.findall("[一-鿿]+", printed(document, "en")) == []
    assert english_words(printed(document, "zh")) == set()


def test_both_languages_show_equally_many_tables_and_charts(page: str) -> None:
    parts = [
        page[page.index(f'<article id="{one}"') : page.index("</article>", page.index(f'<article id="{one}"'))] for one in ("zh", "en")
    ]
    for tag in ("<table", "<tr", "<figure", "<section", "<details", "<li"):
        assert parts[0].count(tag) == parts[1].count(tag), tag


def test_both_workbooks_have_the_same_shape(books: dict[str, Any]) -> None:
    shapes = [[(sheet.max_column, len(sheet._charts)) for sheet in book] for book in books.values()]
    assert shapes[0] == shapes[1]
