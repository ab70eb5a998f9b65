"""Workbooks as people leave them: columns moved, both languages, notes of their own, formulas, odd cells."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from alliance.scenario import Scenario, ScenarioError, load


def _book(sheets: dict[str, list[list[object]]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    return book


def _sheets() -> dict[str, list[list[object]]]:
    return {
        "Value": [["Value", "Members together"], [10, "A"], [20, "A+B"]],
        "成员": [["English name", "简称或代号", "Cost of taking in"], ["Alpha", "A", 5], ["Beta", "B", None]],
        "Alliance": [["Item", "Entry"], ["价值方式", "pairs"], ["Name or code", "x"]],
    }


def _load(tmp_path: Path, sheets: dict[str, list[list[object]]], change: Callable[[Any], None] = lambda book: None) -> Scenario:
    book = _book(sheets)
    change(book)
    book.save(tmp_path / "a.xlsx")
    return load(tmp_path / "a.xlsx")


def _errors(tmp_path: Path, sheets: dict[str, list[list[object]]], change: Callable[[Any], None] = lambda book: None) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        _load(tmp_path, sheets, change)
    return [problem.say("en") for problem in caught.value.problems]


def test_sheets_and_columns_in_any_order_and_language(tmp_path: Path) -> None:
    scenario = _load(tmp_path, _sheets())
    assert [(one.id, one.name.en, one.cost) for one in scenario.members] == [("A", "Alpha", 5), ("B", "Beta", 0)]


def test_own_sheets_and_columns_marked_with_a_hash_are_ignored(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["#notes"] = [["anything", 1], [2, 3]]
    sheets["成员"] = [[*row, note] for row, note in zip(sheets["成员"], ["＃ my notes", "good", "late"], strict=True)]
    assert len(_load(tmp_path, sheets).members) == 2


def test_rows_marked_with_a_hash_are_ignored(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Value"].insert(1, ["# 5", "nobody"])
    assert _load(tmp_path, sheets) == _load(tmp_path, _sheets())


def test_blank_rows_and_empty_sheets_do_not_count(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Sheet1"] = []
    sheets["成员"].insert(2, [None, " ", None])
    sheets["Value"] = [[], [], *sheets["Value"], []]
    assert _load(tmp_path, sheets) == _load(tmp_path, _sheets())


def test_an_empty_column_may_have_any_heading(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["成员"][0].append("remarks of the chair")
    assert len(_load(tmp_path, sheets).members) == 2


def test_full_width_digits_and_blanks_are_read(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Value"][1] = ["\u00a0１，２００", " ａ "]
    scenario = _load(tmp_path, sheets)
    assert scenario.value.own == {"A": 1200.0}  # the member is known by its own spelling


def test_a_formula_counts_by_its_stored_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheets = _sheets()
    sheets["Value"][1] = ["=5*2", "A"]
    _book(sheets).save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name, data in parts.items() if b"<f>5*2</f>" in data)
    parts[name] = (
        parts[name]
        .replace(b"<f>5*2</f><v></v>", b"<f>5*2</f><v>10</v>")
        .replace(b"<f>5*2</f><v/>", b"<f>5*2</f><v>10</v>")
        .replace(b"<f>5*2</f><v />", b"<f>5*2</f><v>10</v>")
    )
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    assert load(path) == _load(tmp_path, _sheets())


def test_a_formula_without_result_is_a_problem(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Value"][1] = ["=5*2", "A"]
    assert _errors(tmp_path, sheets) == [
        "Sheet Value, cell A2: this formula has no stored result. Open the workbook in Excel and save it, or type the number instead."
    ]


def test_an_array_formula_without_result_is_a_problem(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Value"]["A2"] = ArrayFormula("A2:A2", "=5*2")

    assert "no stored result" in _errors(tmp_path, _sheets(), change)[0]


def test_all_problems_of_all_sheets_at_once(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Value"][1] = [datetime.date(2025, 3, 1), "A"]
    sheets["Value"].append([1, "A+C"])
    sheets["成员"][1][2] = -4
    sheets["Relation"] = [["x"], ["y"]]
    sheets["Alliance"].append(["Curency", "CNY"])
    errors = _errors(tmp_path, sheets)
    assert len(errors) == 5
    for fragment in (
        "cell A2: the date or time 2025-03-01",
        'cell B4: "C" is not a member',
        "cell C2: -4 is below 0",
        "Sheet Relation: there is no sheet",
        'there is no line "Curency"',
    ):
        assert any(fragment in error for error in errors), errors


def test_an_item_without_its_needed_cell_is_reported_at_its_row(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Value"].append([None, "B"])
    sheets["Factors"] = [["Name or code", "Weight"], ["f", None]]
    errors = _errors(tmp_path, sheets)
    assert any("Sheet Factors, cell A2, “Weight”: this is missing" in error for error in errors)
    assert any("Sheet Value, cell B4" in error for error in errors)


def test_rows_that_belong_to_nothing_are_problems(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Requirements"] = [["Project", "Capability", "Weight"], ["P9", "K1", 1], [None, "K1", 1]]
    sheets["Role limits"] = [["Role", "At least"], [None, 2]]
    sheets["成员"] = [["Name or code", "Factor: f"], ["A", 1], ["B", None]]
    errors = "\n".join(_errors(tmp_path, sheets))
    assert 'cell A2: "P9" is not a project' in errors
    assert "cell B3: this row needs both a project and a capability" in errors
    assert "cell B2: this row has no entry in its first column" in errors
    assert 'cell B2: "f" is not a factor of the sheet Factors' in errors


def test_the_same_requirement_twice_is_a_problem(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Capabilities"] = [["Name or code"], ["K1"]]
    sheets["Projects"] = [["Name or code", "Project members"], ["P1", "A"]]
    sheets["Requirements"] = [["Project", "Capability", "Required level", "Weight"], ["P1", "K1", 3, 1], ["P1", "K1", 4, None]]
    assert _errors(tmp_path, sheets) == ["Sheet Requirements, cell C3: this is given in cell C2 already. Keep one of the two."]


def test_a_column_that_says_the_same_of_two_spellings_is_a_problem(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["成员"] = [["Name or code", "Investment: money", "投入：Money"], ["A", 1, 2], ["B", None, None]]
    assert any("are the same name" in error for error in _errors(tmp_path, sheets))


def test_market_access_as_one_number_and_per_project_clash(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Projects"] = [["Name or code", "Project members"], ["P1", "A"]]
    sheets["成员"] = [["Name or code", "Market access", "Market access in: P1"], ["A", 0.5, 0.2], ["B", None, None]]
    assert _errors(tmp_path, sheets) == ["Sheet 成员, cell C2: this is given in cell B2 already. Keep one of the two."]


def test_value_rows_are_refused_when_the_value_comes_from_projects(tmp_path: Path) -> None:
    sheets = _sheets()
    sheets["Projects"] = [["Name or code", "Project members"], ["P1", "A"]]
    sheets["Alliance"][1][1] = "from the projects"
    assert any("this sheet must stay empty" in error for error in _errors(tmp_path, sheets))


def test_a_row_below_a_million_blank_ones_is_read(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Value"]["A900000"], book["Value"]["B900000"] = 7, "B"

    assert _load(tmp_path, _sheets(), change).value.own["B"] == 7


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["成员"]["XFD2"] = 1

    assert "has more than" in _errors(tmp_path, _sheets(), change)[0]


def test_the_declared_size_of_a_sheet_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _book(_sheets()).save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = (
                parts[name]
                .replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"')
                .replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A1"')
            )
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    assert load(path) == _load(tmp_path, _sheets())


def test_extensions_that_openpyxl_drops_do_not_warn(tmp_path: Path) -> None:
    scenario = _load(tmp_path, _sheets())
    book = load_workbook(tmp_path / "a.xlsx")
    book.properties.creator = "Excel"
    book.save(tmp_path / "b.xlsx")
    assert load(tmp_path / "b.xlsx") == scenario
