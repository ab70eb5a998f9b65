"""The registry of kinds of value: everything a kind has, said in both languages and with a place in the workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from alliance.language import translate
from alliance.scenario import Scenario, dump, load, new_workbook
from alliance.scenario.kinds import KIND_LINES, KIND_SHEETS, KINDS, VALUE_KINDS, GameValue, WholeValue, owner_of
from alliance.scenario.kinds.base import RowUse
from alliance.scenario.kinds.projects import ProjectsValue
from alliance.scenario.schema import Scenario as Schema
from alliance.scenario.sheets import SHEETS, heading_of, sheet_of
from alliance.scenario.tables import say

CHINESE = re.compile("[一-鿿]")
each_kind = pytest.mark.parametrize("kind", KINDS)


def test_the_names_are_those_of_the_schema() -> None:
    assert list(KINDS) == [
        "table", "rules", "pairs", "projects", "airport", "claims", "tree", "assignment", "production", "sequencing",
    ]  # fmt: skip
    assert all(issubclass(kind, GameValue) for kind in KINDS.values())


def test_all_but_projects_make_one_game() -> None:
    assert [name for name, kind in KINDS.items() if not issubclass(kind, WholeValue)] == ["projects"]


@each_kind
def test_a_kind_is_said_in_both_languages(kind: str) -> None:
    one = KINDS[kind]
    texts = [one.title, one.hint, *(text for line in one.lines for text in (line.title, line.note))]
    texts += [text for sheet in one.sheets for text in (sheet.title, sheet.note)]
    texts += [text for sheet in one.sheets for part in (*sheet.columns, *sheet.spreads) for text in (part.title, part.note)]
    assert [text for text in texts if text and not CHINESE.search(say(text, "zh"))] == []
    assert CHINESE.search(translate(one.told, "zh"))
    assert not one.rows.shape or CHINESE.search(translate(one.rows.shape, "zh"))


@each_kind
def test_every_entry_of_a_kind_has_a_place_in_the_workbook(kind: str) -> None:
    """An entry that the workbook forgets would be lost on the way through it."""
    one = KINDS[kind]
    placed = {line.key[1] for line in one.lines} | {sheet.at[1] for sheet in one.sheets}
    placed |= {one.rows.single, one.rows.pair, one.rows.group} - {""}
    assert set(one.model_fields) - {"kind"} == placed


@pytest.mark.parametrize("sheet", KIND_SHEETS, ids=lambda sheet: sheet.key)
def test_every_entry_of_an_own_sheet_has_a_column(sheet) -> None:
    kind = KINDS[owner_of(sheet)]
    item = kind.model_fields[sheet.at[1]].annotation.__args__[0]
    assert set(item.model_fields) == {column.key[0] for column in sheet.columns} | {spread.key for spread in sheet.spreads}


def test_kinds_share_lines_without_quarrel() -> None:
    """Two kinds may use one line of the sheet Alliance only for entries of the same name and sense."""
    by_key = {line.key: line for kind in KINDS.values() for line in kind.lines}
    assert all(by_key[line.key] == line for kind in KINDS.values() for line in kind.lines)
    assert len(KIND_LINES) == len(by_key)
    for kind in KINDS.values():
        others = {line.key[1] for line in KIND_LINES} - {line.key[1] for line in kind.lines}
        assert not others & set(kind.model_fields)


def test_sheets_of_all_kinds_belong_to_none() -> None:
    assert owner_of(sheet_of("value")) is None
    assert {owner_of(sheet) for sheet in KIND_SHEETS} == {"production", "sequencing"}
    assert all(sheet in SHEETS for sheet in KIND_SHEETS)


@pytest.mark.parametrize(
    ("way", "heading"),
    [
        (("value", "estate"), ("Alliance", "Amount to share")),
        (("value", "sellers"), ("Alliance", "Sellers")),
        (("value", "players"), ("Alliance", "Players")),
        (("value", "costs"), ("Value", "")),
        (("value", "queue"), ("Queue", "")),
        (("value", "queue", 2, "time"), ("Queue", "Time")),
        (("value", "products", 0, "price"), ("Products", "Price")),
        (("value",), ("Alliance", "Kind of value")),
    ],
)
def test_where_an_entry_belongs(way: tuple[str | int, ...], heading: tuple[str, str]) -> None:
    assert heading_of(way) == heading


def test_a_kind_without_rows_says_so() -> None:
    assert [name for name, kind in KINDS.items() if kind.rows == RowUse()] == ["projects", "production", "sequencing"]


def test_kinds_built_in_python_need_no_file() -> None:
    tree = {"alliance": {"id": "x"}, "members": [{"id": "A"}], "value": {"kind": "claims", "estate": 0, "claims": {"A": 1}}}
    assert Schema.model_validate(tree).value.game(Schema.model_validate(tree)).grand_value == 0
    assert ProjectsValue(kind="projects").domain == "game"


# The template


@pytest.fixture(scope="module", params=["zh", "en"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    path = new_workbook(tmp_path_factory.mktemp("template") / "council.xlsx", request.param)
    return request.param, load_workbook(path)


def offered(book, language: str, title: str) -> list[str]:
    page = book[say("Lists", language)]
    for column in page.iter_cols(values_only=True):
        if column[0] == say(title, language):
            return [text for text in column[1:] if text]
    raise AssertionError(title)


def test_the_template_offers_every_kind(template) -> None:
    language, book = template
    assert offered(book, language, "Kinds of value") == [VALUE_KINDS.shown(kind, language) for kind in KINDS]


def test_the_template_offers_no_rule_that_it_cannot_feed(template) -> None:
    language, book = template
    rules = offered(book, language, "Rules")
    assert {"zh": "塔木德规则", "en": "Talmud rule"}[language] in rules
    assert {"zh": "群体重心", "en": "centroid of several splits"}[language] in rules
    assert {"zh": "半值", "en": "semivalue"}[language] not in rules


def test_the_template_has_the_sheets_of_every_kind(template) -> None:
    language, book = template
    for sheet in KIND_SHEETS:
        page = book[say(sheet.title, language)]
        assert page["A1"].comment is not None
        assert str(page["A2"].value).startswith("#")


def test_the_first_sheet_explains_every_kind(template) -> None:
    language, book = template
    texts = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert {say(kind.hint, language) for kind in KINDS.values()} <= texts


def fill(book, language: str, sheet: str, rows: list[list[object]]) -> None:
    page = book[say(sheet, language)]
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value


def form(book, language: str, title: str, value: object) -> None:
    page = book[say("Alliance", language)]
    next(row for row in page.iter_rows(min_row=2) if row[0].value == say(title, language))[1].value = value


def filled(template, tmp_path: Path, kind: str) -> Scenario:
    language, book = template
    form(book, language, "Name or code", "x")
    form(book, language, "Kind of value", VALUE_KINDS.shown(kind, language))
    fill(book, language, "Members", [["A"], ["B"], ["C"]])
    book.save(tmp_path / "filled.xlsx")
    return load(tmp_path / "filled.xlsx")


def test_a_filled_template_is_a_shared_facility(template, tmp_path: Path) -> None:
    language, book = template
    fill(book, language, "Value", [["A", 1], ["B", 2], ["C", 3]])
    form(book, language, "Split the savings", say("yes", language))
    value = filled(template, tmp_path, "airport").value
    assert value.costs == {"A": 1, "B": 2, "C": 3}
    assert value.savings
    form(book, language, "Split the savings", None)


def test_a_filled_template_is_a_network(template, tmp_path: Path) -> None:
    language, book = template
    fill(book, language, "Value", [["A", 1], ["B", 2], ["C", 3], ["A、B", 1]])
    value = filled(template, tmp_path, "tree").value
    assert value.source == {"A": 1, "B": 2, "C": 3}
    assert [(link.a, link.b, link.cost) for link in value.links] == [("A", "B", 1)]
    fill(book, language, "Value", [[None, None]] * 4)


def test_a_filled_template_is_a_queue(template, tmp_path: Path) -> None:
    language, book = template
    fill(book, language, "Queue", [["C", 1, 2], ["A", "３", 4]])
    value = filled(template, tmp_path, "sequencing").value
    assert [(job.member, job.time, job.cost) for job in value.queue] == [("C", 1, 2), ("A", 3, 4)]
    fill(book, language, "Queue", [[None] * 3] * 2)


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    tree = {
        "alliance": {"id": "x"},
        "members": [{"id": "=1+1"}, {"id": "B"}],
        "value": {"kind": "sequencing", "queue": [{"member": "=1+1", "time": 1, "cost": 1}]},
    }
    scenario = Schema.model_validate(tree)
    dump(scenario, tmp_path / "x.xlsx", "en")
    book = load_workbook(tmp_path / "x.xlsx")
    assert book["Queue"]["A2"].data_type == "s"
    assert load(tmp_path / "x.xlsx") == scenario
