"""A council fills in the template, in either language, and gets a valid scenario."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from alliance.language import Language
from alliance.scenario import Scenario, ScenarioError, load, new_workbook
from alliance.scenario.schema import PairsValue, RulesValue, TableValue
from alliance.scenario.sheets import SHEETS
from alliance.scenario.tables import say

FIRST = 3  # row below the heading and the example
ZH = ["海利得", "万方经编", "光宇布业", "东华大学", "大连合纤"]
EN = ["Hailide", "Wanfang", "Guangyu", "Donghua", "Dalian"]


def _fill(path: Path, language: Language, change: Callable[[Any], None]) -> Scenario:
    new_workbook(path, language)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return load(path)


def _form(sheet: Any, title: str, entry: object) -> None:
    next(row for row in sheet.iter_rows() if row[0].value == title)[1].value = entry


def _column(sheet: Any, title: str, entries: list[object]) -> None:
    number = next(cell.column for cell in sheet[1] if cell.value == title)
    for row, entry in enumerate(entries, FIRST):
        sheet.cell(row, number).value = entry


def test_five_members_and_pairs_in_chinese(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        _form(book["联盟"], "简称或代号", "经编联盟")
        _form(book["联盟"], "价值方式", "成员两两合作")
        _column(book["成员"], "简称或代号", [*ZH])
        _column(book["成员"], "类别", ["企业", "企业", "企业", "高校", "科研院所"])
        _column(book["成员"], "牵头", ["是", None, None, "否", None])
        _column(book["成员"], "投入：资金", [360, "１３５", "1,350", 90, 180])
        _column(book["成员"], "集团", ["产业", "产业", "产业", "学研", "学研"])
        _column(book["价值"], "成员组合", [*ZH, "海利得、东华大学", "海利得+万方经编", "光宇布业，大连合纤"])
        _column(book["价值"], "价值", [100, 50, 50, 0, 20, 80, 60, 30])
        _column(book["分配"], "规则", ["shapley", "equal"])

    scenario = _fill(tmp_path / "a.xlsx", "zh", change)
    assert [one.id for one in scenario.members] == ZH
    assert [one.role for one in scenario.members] == ["enterprise", "enterprise", "enterprise", "university", "institute"]
    assert [one.lead for one in scenario.members] == [True, False, False, False, False]
    assert [one.investment["资金"] for one in scenario.members] == [360, 135, 1350, 90, 180]
    assert isinstance(scenario.value, PairsValue)
    assert scenario.value.own["海利得"] == 100
    first = scenario.value.pairs[0]
    assert (first.a, first.b, first.value) == ("海利得", "东华大学", 80)
    assert scenario.alliance.name.zh == "经编联盟"
    assert scenario.alliance.unit.zh == "万元"
    assert scenario.selection is None


def test_five_members_and_rules_in_english(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        _form(book["Alliance"], "Name or code", "Warp knitters")
        _form(book["Alliance"], "Kind of value", "rules of cooperation")
        _column(book["Members"], "Name or code", [*EN])
        _column(book["Members"], "Role", ["enterprise", "Enterprise", None, "university", "research institute"])
        _column(book["Value"], "Members together", ["Hailide", "Hailide + Donghua", "wanfang, guangyu"])
        _column(book["Value"], "Value", [100, 80, 60])
        _column(book["Value"], "Unless", [None, "Dalian", None])
        _column(book["Value"], "Note in English", [None, "the fibre", None])

    scenario = _fill(tmp_path / "a.xlsx", "en", change)
    assert isinstance(scenario.value, RulesValue)
    assert [(rule.needs, rule.without, rule.value) for rule in scenario.value.rules] == [
        (["Hailide"], [], 100),
        (["Hailide", "Donghua"], ["Dalian"], 80),
        (["Wanfang", "Guangyu"], [], 60),
    ]
    assert scenario.value.rules[1].note.en == "the fibre"


def test_a_table_of_three_members(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        _form(book["联盟"], "简称或代号", "三家")
        _form(book["联盟"], "价值方式", "联盟组合表")
        _column(book["成员"], "简称或代号", [1, 2, 3])
        _column(book["价值"], "成员组合", [1, 2, 3, "1+2", "1+3", "2+3", "1+2+3"])
        _column(book["价值"], "价值", [1, 2, 3, 5, 6, 7, 12])

    scenario = _fill(tmp_path / "a.xlsx", "zh", change)
    assert isinstance(scenario.value, TableValue)
    assert scenario.value.coalitions[-1].members == ["1", "2", "3"]
    assert [one.id for one in scenario.members] == ["1", "2", "3"]


def test_a_member_may_be_named_instead_of_coded(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        _form(book["联盟"], "简称或代号", "x")
        _form(book["联盟"], "价值方式", "成员两两合作")
        _column(book["成员"], "中文名称", ["甲公司", "乙公司"])
        _column(book["价值"], "成员组合", ["甲公司、乙公司"])
        _column(book["价值"], "价值", [4])

    scenario = _fill(tmp_path / "a.xlsx", "zh", change)
    assert [one.id for one in scenario.members] == ["甲公司", "乙公司"]


def test_partner_selection_and_factors(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        _form(book["Alliance"], "Name or code", "x")
        _form(book["Alliance"], "Kind of value", "from the projects")
        _column(book["Capabilities"], "Name or code", ["K1"])
        _column(book["Members"], "Name or code", ["A", "B", "C"])
        _column(book["Members"], "Capability: K1", [3, 4, 5])
        _column(book["Members"], "Market access in: P1", [0.2, 0.5, 0.1])
        _column(book["Members"], "Factor: F1", [0.5, 0.3, 0.2])
        _column(book["Projects"], "Name or code", ["P1"])
        _column(book["Projects"], "Project members", ["choose"])
        _column(book["Requirements"], "Project", ["P1"])
        _column(book["Requirements"], "Capability", ["K1"])
        _column(book["Requirements"], "Required level", [4])
        _column(book["Requirements"], "Weight", [1])
        _column(book["Factors"], "Name or code", ["F1"])
        _column(book["Factors"], "Weight", [1])
        _form(book["Selection"], "Project", "P1")
        _form(book["Selection"], "At most so many partners", 2)
        _form(book["Selection"], "Must be chosen", "A")
        _column(book["Role limits"], "Role", ["enterprise"])
        _column(book["Role limits"], "At least", [1])
        _column(book["Needs"], "Capability", ["K1"])
        _column(book["Needs"], "Level", [4])
        _column(book["Sources"], "Numbers", ["market_access"])
        _column(book["Sources"], "Origin", ["made up"])

    scenario = _fill(tmp_path / "a.xlsx", "en", change)
    assert scenario.selection is not None
    assert scenario.selection.size == (0, 2)
    assert scenario.selection.roles == {"enterprise": (1, None)}
    assert scenario.selection.needs["K1"].amount == 4
    assert scenario.projects[0].members == "choose"
    assert scenario.projects[0].requirement == {"K1": 4}
    assert scenario.members[1].market_access == {"P1": 0.5}
    assert scenario.allocation.factors[0].shares == {"A": 0.5, "B": 0.3, "C": 0.2}
    assert scenario.provenance["market_access"].tag == "synthetic"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_untouched_template_asks_for_three_things(tmp_path: Path, language: Language) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(new_workbook(tmp_path / "a.xlsx", language))
    assert [problem.what.text for problem in caught.value.problems] == ["this is missing."] * 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_laid_out_for_people(tmp_path: Path, language: Language) -> None:
    book = load_workbook(new_workbook(tmp_path / "a.xlsx", language))
    assert book.sheetnames[0] == say("Read me", language)
    assert book.sheetnames[1:-1] == [say(sheet.title, language) for sheet in SHEETS]
    assert book[book.sheetnames[-1]].sheet_state == "hidden"
    for sheet in SHEETS:
        page = book[say(sheet.title, language)]
        assert page.freeze_panes == "B2"
        assert page.print_title_rows == "$1:$1"
        assert page["A1"].comment is not None
        if sheet.layout != "form":
            assert str(page["A2"].value).startswith("#")
            assert page["A3"].fill.fgColor.rgb in ("00FFF2CC", "00EAF3FA")


def test_drop_downs_offer_words_of_the_language(tmp_path: Path) -> None:
    book = load_workbook(new_workbook(tmp_path / "a.xlsx", "zh"))
    rules = [rule for rule in book["成员"].data_validations.dataValidation if rule.type == "list"]
    source = next(rule.formula1 for rule in rules if "D3" in rule.sqref)
    sheet, cells = source.replace("'", "").replace("$", "").split("!")
    offered = [row[0].value for row in book[sheet][cells]]
    assert offered == ["企业", "高校", "科研院所", "政府", "中介机构", "金融机构", "其他"]
    assert any(rule.type == "list" and "A2:A500" in rule.formula1.replace("$", "") for rule in book["关系"].data_validations.dataValidation)


def test_every_chinese_heading_is_its_own(tmp_path: Path) -> None:
    book = load_workbook(new_workbook(tmp_path / "a.xlsx", "zh"))
    assert len(set(book.sheetnames)) == len(SHEETS) + 2
    for page in book.worksheets[1:-1]:
        headings = [cell.value for cell in page[1] if cell.value and not str(cell.value).startswith("←")]
        assert len(set(headings)) == len(headings)
        labels = [row[0].value for row in page.iter_rows(min_row=2) if row[0].value]
        assert len(set(labels)) == len(labels)


def test_only_xlsx_templates_are_written(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=r"not written to .xls files"):
        new_workbook(tmp_path / "a.xls")
    assert list(tmp_path.iterdir()) == []
