"""The workbook, read back."""

import time

import pytest
import report_sample
from openpyxl import load_workbook

from alliance.report import write_workbook


def written(folder, language="en", **changes):
    path = folder / "report.xlsx"
    write_workbook(report_sample.document(**changes), path, language)
    return load_workbook(path)


@pytest.fixture(scope="module")
def en(tmp_path_factory):
    return written(tmp_path_factory.mktemp("en"))


@pytest.fixture(scope="module")
def zh(tmp_path_factory):
    return written(tmp_path_factory.mktemp("zh"), "zh")


def rows(sheet):
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def row_of(sheet, first):
    return next(row for row in rows(sheet) if row and row[0] == first)


def texts(sheet):
    return [value for row in rows(sheet) for value in row if isinstance(value, str)]


def cell_of(sheet, value):
    return next(cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value == pytest.approx(value))


def test_sheets_in_english(en):
    assert en.sheetnames == [
        "Summary",
        "Applied research on automotive",
        "R&D of new light-box advertisin",
        "Stability",
        "Partners",
        "Methods and proofs",
        "Sources",
    ]


def test_sheets_in_chinese(zh):
    assert zh.sheetnames == [
        "摘要",
        "车用纺织品材料的应用研究",
        "新型灯箱广告材料的研究与开发",
        "稳定性",
        "伙伴选择",
        "方法与证明",
        "数据来源",
    ]


def test_summary_answers_the_three_questions(zh):
    said = texts(zh["摘要"])
    assert [text for text in ("谁分到多少 · 车用纺织品材料的应用研究", "谁会退出", "推荐的依据") if text in said] == [
        "谁分到多少 · 车用纺织品材料的应用研究",
        "谁会退出",
        "推荐的依据",
    ]


def test_summary_flags_synthetic_numbers(en):
    assert "Synthetic numbers: capabilities" in texts(en["Summary"])


def test_summary_says_who_leaves(en):
    assert any(text.startswith("Equal split: Everyone except Donghua University would leave together") for text in texts(en["Summary"]))


def test_money_is_a_number_with_a_money_format(en):
    cell = cell_of(en["Summary"], 557.9)
    assert (cell.data_type, cell.number_format) == ("n", "#,##0.00")


@pytest.mark.parametrize(("decimals", "pattern"), [(0, "#,##0"), (3, "#,##0.000")])
def test_money_format_follows_the_alliance(tmp_path, decimals, pattern):
    book = written(tmp_path, decimals=decimals)
    assert cell_of(book["Summary"], 557.9).number_format == pattern


def test_columns_add_up_to_the_cent(en):
    sheet = en["Summary"]
    names = [report_sample.MEMBERS[m]["name_en"] for m in report_sample.PROJECTS["P2"]["members"]]
    members, total = [row_of(sheet, name) for name in names], row_of(sheet, "Total")
    for column in range(1, 6):
        assert sum(round(100 * row[column]) for row in members) == round(100 * total[column])


def test_shares_of_the_total_are_percentages(en):
    sheet = en["Applied research on automotive"]
    cell = cell_of(sheet, 557.897667 / report_sample.document().games[0].grand_value)
    assert cell.number_format == "0.0%"


def test_headings_stay_in_sight(en):
    assert en["Applied research on automotive"].freeze_panes == "B7"


def test_every_game_has_two_charts(en):
    assert [len(en[name]._charts) for name in en.sheetnames] == [0, 2, 2, 2, 1, 0, 0]


def test_chart_of_shares_has_one_series_per_rule(en):
    chart = en["Applied research on automotive"]._charts[0]
    assert chart.series[0].val.numRef.f == "'Applied research on automotive'!$C$7:$C$11"
    assert len(chart.series) == 5


def test_chart_names_its_bars(en):
    chart = en["Applied research on automotive"]._charts[0]
    assert chart.series[0].cat.numRef.f == "'Applied research on automotive'!$A$7:$A$11"


def test_chart_titles_point_at_the_headings(en):
    sheet = en["Applied research on automotive"]
    series = sheet._charts[1].series
    assert [sheet[one.tx.strRef.f.split("!")[1].replace("$", "")].value for one in series] == ["stand-alone value", "Shapley value"]


def test_chart_of_stability_shows_the_largest_gains(en):
    sheet = en["Stability"]
    reference = sheet._charts[0].series[0].val.numRef.f.split("!")[1].replace("$", "")
    shown = [row[0].value for row in sheet[reference]]
    assert shown == pytest.approx([split.max_excess for split in report_sample.document().games[0].splits])


def test_stability_lists_five_groups_per_rule(en):
    sheet = en["Stability"]
    titles = {"Shapley value", "Prenucleolus", "Equal split", "Proportional to investment", "Equal split of non-separable value"}
    assert sum(1 for row in rows(sheet) if len(row) == 5 and row[2] in titles) == 5 * 8


def test_selection_shows_sets_and_limits(en):
    said = rows(en["Partners"])
    chosen = next(row for row in said if row[:1] == ["chosen set"])
    assert chosen[:6] == ["chosen set", 300, 120, -60, 360, 410]
    assert ["budget", 180, 200] in said


def test_proofs_name_every_check(zh):
    assert sum(1 for row in rows(zh["方法与证明"]) if "合计等于总额" in row) == 8


def test_sources_and_fingerprint(en):
    said = rows(en["Sources"])
    assert ["capabilities", "synthetic", "made up"] in said
    assert ["fingerprint of the inputs", "ab" * 32] in said


def test_no_selection_no_sheet(tmp_path):
    assert "Partners" not in written(tmp_path, selection=None).sheetnames


def test_selection_that_found_nothing(tmp_path):
    clash = [report_sample.Wording(zh="预算", en="budget")]
    broken = report_sample.selection().model_copy(update={"status": "infeasible", "chosen": None, "clash": clash, "alternatives": []})
    book = written(tmp_path, selection=broken, games=[])
    assert "No set of partners meets all limits." in texts(book["Partners"])
    assert "· budget" in texts(book["Partners"])


def test_empty_study(tmp_path):
    assert written(tmp_path, selection=None, games=[], sources=[], warnings=[]).sheetnames[0] == "Summary"


def test_game_without_recommendation(tmp_path):
    book = written(tmp_path, games=report_sample.document().games[1:])
    assert any(text.startswith("No rule is recommended") for text in texts(book["Summary"]))


def test_same_document_same_bytes(tmp_path):
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    write_workbook(report_sample.document(), one, "zh")
    time.sleep(2.1)  # zip archives count in steps of two seconds
    write_workbook(report_sample.document(), two, "zh")
    assert one.read_bytes() == two.read_bytes()


def test_text_too_long_for_a_cell_is_cut(tmp_path):
    long = report_sample.Wording(zh="长" * 40_000, en="x" * 40_000)
    book = written(tmp_path, description=long)
    assert max(len(text) for text in texts(book["Summary"])) == 32_767


def test_characters_no_workbook_can_hold_are_dropped(tmp_path):
    bad = report_sample.Wording(zh="甲", en="a\x01b\ufffec\x7f")
    assert written(tmp_path, title=bad)["Summary"]["A1"].value == "abc"


def test_long_lines_get_room(en):
    sheet = en["Summary"]
    long = next(
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value.startswith("Equal split: Everyone")
    )
    assert long.alignment.wrap_text
    assert any(long.coordinate in str(area) for area in sheet.merged_cells.ranges)


def test_writing_into_a_missing_folder_fails(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_workbook(report_sample.document(), tmp_path / "missing" / "report.xlsx")
