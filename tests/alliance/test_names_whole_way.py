"""Names nobody expected, from the file through the games, the selection and the report, in both languages."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.console import Console
from study_makers import document, given, scenario

import alliance
from alliance.document import Document, MemberLine, Wording, said
from alliance.naming import listing, names_of
from alliance.report import print_document, render_html
from alliance.report.workbook import workbook_bytes

LANGUAGES = ("zh", "en")
NAMES: dict[str, Any] = {
    "markup": "<script>alert(1)</script>",
    "an attribute": "\" onload='x' \"",
    "a template": "{{ 7 * 7 }} {name} {0}",
    "a formula": '=HYPERLINK("http://x.example")',
    "a plus": "+1",
    "an address": "@SUM(A1)",
    "right to left": "شركة النسيج",
    "both directions": "ABC שלום 123",
    "faces": "🐼🏭👩‍🔬".replace("\u200d", ""),
    "rare characters": "𠮷野家㐂",
    "two hundred": "长" * 200,
    "console markup": "[bold red]A[/] [link=x]",
    "a percentage": "%s %(x)d 100%",
    "quotes": "“甲”、‘乙’",
    "only Chinese": {"zh": "织造厂"},
    "only English": {"en": "Weaving mill"},
    "both": {"zh": "织造厂", "en": "Weaving mill"},
}


def told(name: Any, language: str) -> str:
    if isinstance(name, str):
        return name
    return name.get(language) or next(iter(name.values()))


class Texts(HTMLParser):
    """The visible texts of a page and the names of its elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.scripts = 0

    def handle_starttag(self, name: str, attributes: Any) -> None:
        self.scripts += name == "script"
        assert not [key for key, _ in attributes if key.startswith("on")]

    def handle_data(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture(scope="module", params=NAMES)
def named(request: pytest.FixtureRequest) -> tuple[Any, Document]:
    name = NAMES[request.param]
    value = given("ABC", A=1.0, AB=24.0, AC=5.0, BC=1.0, ABC=30.0)
    parts = {"allocation": {"rules": ["equal", "nucleolus"]}, "selection": {"include": ["A"], "alternatives": 1}}
    found = scenario([{"id": "A", "name": name, "lead": True}, "B", "C"], alliance={"id": "x", "name": name}, value=value, **parts)
    return name, alliance.run(found).document


@pytest.fixture(scope="module")
def page(named: tuple[Any, Document]) -> str:
    return render_html(named[1], "en")


@pytest.fixture(scope="module")
def plain_scripts() -> int:
    reader = Texts()
    reader.feed(render_html(document(allocation={"rules": ["equal"]}), "en"))
    return reader.scripts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_the_name_and_does_nothing_else(named: tuple[Any, Document], page: str, language: Any, plain_scripts: int) -> None:
    name, _ = named
    reader = Texts()
    reader.feed(page)
    assert " ".join(told(name, language).split()) in " ".join("".join(reader.texts).split())
    assert reader.scripts == plain_scripts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_the_name_as_text(named: tuple[Any, Document], language: Any) -> None:
    name, found = named
    book = load_workbook(BytesIO(workbook_bytes(found, language)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(told(name, language) in str(cell.value) for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_says_the_name_without_obeying_it(named: tuple[Any, Document], language: Any) -> None:
    name, found = named
    stream = StringIO()
    print_document(found, Console(file=stream, width=1000), language)
    assert told(name, language) in re.sub("[\u2066-\u2069]", "", stream.getvalue())


def test_the_result_file_keeps_the_name(named: tuple[Any, Document]) -> None:
    name, found = named
    line = json.loads(found.model_dump_json())["members"][0]
    assert line["name"] == {language: told(name, language) for language in LANGUAGES}


def test_every_sentence_fills_all_its_places(named: tuple[Any, Document]) -> None:
    name, found = named
    outcome = found.games[0]
    for wording in (*outcome.notes, *outcome.recommendation.reasons, *outcome.recommendation.cautions):
        for language in LANGUAGES:
            assert "{" not in wording.say(language).replace(told(name, language), "")


def test_the_dispensable_are_named_in_the_readers_language() -> None:
    members = [{"id": "A", "name": {"zh": "甲", "en": "Alpha"}, "stand_alone": 5}, {"id": "B", "name": {"zh": "乙"}}]
    (note,) = document(members, allocation={"rules": ["equal"]}).games[0].notes
    assert "Alpha, 乙" in note.en
    assert "甲、乙" in note.zh


@pytest.mark.parametrize(
    ("names", "zh", "en"),
    [
        ([], "", ""),
        (["A"], "甲", "Alpha"),
        (["A", "B"], "甲、B", "Alpha, B"),
        (["B", "A", "A"], "B、甲、甲", "B, Alpha, Alpha"),
        (["nobody"], "nobody", "nobody"),
    ],
)
def test_listing(names: list[str], zh: str, en: str) -> None:
    known = names_of(scenario([{"id": "A", "name": {"zh": "甲", "en": "Alpha"}}, "B"]))
    assert listing(names, known) == Wording(zh=zh, en=en)


@pytest.mark.parametrize(("zh", "en"), [("甲", "Alpha"), ("", "Alpha"), ("甲", ""), ("", "")])
def test_wordings_fall_back_on_the_other_language(zh: str, en: str) -> None:
    wording = Wording(zh=zh, en=en)
    assert (wording.say("zh"), wording.say("en")) == (zh or en, en or zh)


def test_said_fills_each_language_with_its_own() -> None:
    text = said("Splitting {game}", game=Wording(zh="甲", en="{game}"))
    assert text.en == "Splitting {game}"
    assert "甲" in text.zh


def test_a_document_takes_no_unknown_entries() -> None:
    with pytest.raises(ValueError, match="extra"):
        MemberLine.model_validate({"id": "A", "name": {"zh": "", "en": ""}, "role": "other", "lead": False, "salary": 1})


def test_a_document_does_not_change() -> None:
    line = MemberLine(id="A", name=Wording(zh="", en=""), role="other", lead=False)
    with pytest.raises(ValueError, match="frozen"):
        line.id = "B"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_infeasible_study_is_reported_with_its_clash(language: Any, tmp_path: Path) -> None:
    members = [{"id": "A", "name": {"zh": "甲<b>", "en": "Alpha<b>"}, "cost": 5}, "B"]
    found = scenario(members, selection={"include": ["A"], "budget": 1}, allocation={"rules": ["equal"]})
    study = alliance.run(found)
    study.save(tmp_path, language)
    page = html.unescape((tmp_path / "report.html").read_text(encoding="utf-8"))
    cells = [cell for sheet in load_workbook(tmp_path / "report.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    stream = StringIO()
    print_document(study.document, Console(file=stream, width=200), language)
    for limit in study.document.selection.clash:
        assert limit.say(language) in page
        assert any(limit.say(language) in str(cell) for cell in cells)
        assert limit.say(language) in stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("members", ["A", "AB"])
def test_a_project_without_partners_is_reported(language: Any, members: str, tmp_path: Path) -> None:
    parts = {"projects": [{"id": "P", "members": "choose"}], "value": {"kind": "projects"}}
    losses = [{"id": one, "value": -5} for one in members]
    study = alliance.run(scenario(losses, selection={"project": "P", "size": [0]}, **parts))
    assert study.document.games == []
    study.save(tmp_path, language)
    assert (tmp_path / "report.html").stat().st_size > 0
