"""Names that look like code: accepted, and harmless in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from alliance.cells import MAX_CELL, write_number, write_text
from alliance.scenario import Scenario, dump, load

NAMES = [
    '=HYPERLINK("http://x","y")', "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "' OR 1=1 --",
    "#REF!"[1:], "{{7*7}}", "%s%n", "../../etc/passwd", "CON", "a\\b", "C:", "null", "NaN", "true", "_x0041_", "🙂", "𠮷", "Ａ",
]  # fmt: skip


def _scenario(name: str) -> Scenario:
    tree: dict[str, Any] = {
        "alliance": {"id": name, "name": {"zh": name, "en": name}, "description": name},
        "members": [{"id": name, "block": name, "investment": {name: 1}}, {"id": "other member"}],
        "value": {"kind": "rules", "rules": [{"needs": [name], "value": 1, "note": name}]},
        "provenance": {name: {"tag": "web", "note": name}},
    }
    return Scenario.model_validate(tree)


@pytest.mark.parametrize("form", [".toml", ".json", ".xlsx"])
@pytest.mark.parametrize("name", NAMES)
def test_names_survive_every_form(tmp_path: Path, name: str, form: str) -> None:
    scenario = _scenario(name)
    assert load(dump(scenario, tmp_path / f"a{form}")) == scenario


@pytest.mark.parametrize("name", NAMES[:6])
def test_no_cell_becomes_a_formula(tmp_path: Path, name: str) -> None:
    book = load_workbook(dump(_scenario(name), tmp_path / "a.xlsx"))
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert all(cell.quotePrefix for cell in cells if cell.value == name)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\tx", "\rx"])
def test_dangerous_beginnings_are_marked_as_text(text: str) -> None:
    cell = Workbook().active["A1"]
    write_text(cell, text)
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, text)


@pytest.mark.parametrize("text", ["", "A", "1", "#REF!", "TRUE", "x=1"])
def test_other_texts_are_plain_text(text: str) -> None:
    cell = Workbook().active["A1"]
    write_text(cell, text)
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", False)


def test_a_text_too_long_for_a_cell_is_refused_rather_than_cut() -> None:
    cell = Workbook().active["A1"]
    write_text(cell, "x" * MAX_CELL)
    with pytest.raises(ValueError, match="does not fit into a cell"):
        write_text(cell, "x" * (MAX_CELL + 1))


@pytest.mark.parametrize("number", [0.1, 1 / 3, 0.002 * 2**0.5, 1e-300, -1e15, 123456789.123456789, 5e-324, 2.0**53 + 2, 0.0, -0.5])
def test_numbers_are_read_back_to_the_last_digit(tmp_path: Path, number: float) -> None:
    book = Workbook()
    write_number(book.active["A1"], number)
    book.save(tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").active["A1"].value == number
