"""Tables of the further looks: the figures of the records, in both languages, with nothing to show left out."""

from __future__ import annotations

import re

import pytest
from partner_cases import full, outcome, view

from alliance.partners.exhibits import CHAPTERS, Bars, Exhibit, Head, Row, Scatter, chapters_of, exhibits_of, shown_cell

EN = {one.key: one for one in exhibits_of(view("en"), full().selection)}
ZH = {one.key: one for one in exhibits_of(view("zh"), full().selection)}


def column(exhibit, number):
    return [row.cells[number] for row in exhibit.rows]


def test_everything_asked_for_is_shown_in_the_order_of_reading():
    assert list(EN) == [
        "comparison",
        "preview-shapley",
        "preview-nucleolus",
        "candidates",
        "outsiders",
        "swaps",
        "frontier",
        "sweep-budget",
        "sweep-size",
        "acceptance",
        "accepted-sets",
    ]


def test_nothing_asked_for_nothing_shown():
    assert exhibits_of(view(alternatives=0), outcome()) == []
    assert chapters_of(view(alternatives=0), outcome()) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_row_has_a_cell_per_column(language):
    for one in exhibits_of(view(language), full().selection):
        assert {len(row.cells) for row in one.rows} <= {len(one.heads)}
        assert one.chapter in CHAPTERS


def test_both_languages_show_the_same_figures():
    for key, english in EN.items():
        chinese = ZH[key]
        for one, other in zip(english.rows, chinese.rows, strict=True):
            assert [c for c in one.cells if not isinstance(c, str)] == [c for c in other.cells if not isinstance(c, str)]


def test_chinese_tables_have_no_english_words():
    for one in ZH.values():
        texts = [one.title, *one.lead, *one.notes, *(head.text for head in one.heads)]
        words = {word for text in texts for word in re.findall(r"[A-Za-z]{4,}", text)}
        assert words <= {"Ours", "ours"}, one.key


def test_comparison_has_the_sets_across_and_the_criteria_down():
    comparison = EN["comparison"]
    assert [head.text for head in comparison.heads] == ["Criterion", "Best set", "Alternative 1", "ours", "Set 2"]
    rows = {row.cells[0]: row.cells[1:] for row in comparison.rows}
    sets = full().selection.comparison
    assert list(rows["Objective"]) == [one.objective for one in sets]
    assert list(rows["keeps all limits"]) == [one.feasible for one in sets]
    assert list(rows["weaving (needed: 4)"]) == [one.coverage[0].reached for one in sets]
    assert list(rows["to split in the open project"]) == [one.preview.value for one in sets]


def test_only_the_best_set_stands_out():
    assert [head.best for head in EN["comparison"].heads] == [False, True, False, False, False]


def test_broken_limits_are_said_below():
    assert any(note.startswith("Set 2 breaks: ") for note in EN["comparison"].notes)
    assert any("budget of 32: here 42" in note for note in EN["comparison"].notes)


def test_payoffs_of_every_set_with_their_total():
    *members, total = EN["preview-shapley"].rows
    assert total.cells[0] == "Total"
    for number, one in enumerate(full().selection.comparison, start=1):
        assert sum(row.cells[number] or 0 for row in members) == pytest.approx(total.cells[number])
        assert total.cells[number] == pytest.approx(one.preview.value)


def test_candidates_chosen_first_then_by_worth():
    rows = EN["candidates"].rows
    assert column(EN["candidates"], 1) == sorted(column(EN["candidates"], 1), reverse=True)
    outside = [row.cells[2] for row in rows if not row.cells[1]]
    assert outside == sorted(outside, reverse=True)


def test_a_member_no_set_can_do_without_says_so():
    found = outcome(explain=True, include=["B"])
    (row,) = [row for row in EN_of(found, "candidates").rows if row.cells[0] == "Beta"]
    assert (row.cells[2], row.cells[5]) == (None, "no set is allowed without it")


def EN_of(found, key):
    return next(one for one in exhibits_of(view("en"), found) if one.key == key)


def test_an_outsider_that_no_set_can_have_says_so():
    found = outcome(explain=True, exclude=["D"])
    rows = {row.cells[0]: row for row in EN_of(found, "candidates").rows}
    assert rows["Delta"].cells[5] == "no set is allowed with it"
    assert EN_of(found, "candidates").rows[-1].cells[0] == "Delta"


def test_outsiders_are_told_what_they_need():
    outside = [row for row in full().selection.reasons.candidates if not row.chosen]
    assert len(EN["outsiders"].rows) == len(outside)
    assert sorted(column(EN["outsiders"], 2)) == sorted(row.value_to_get_in for row in outside)


def test_frontier_marks_the_chosen_set():
    chosen = [row for row in EN["frontier"].rows if row.best]
    assert len(chosen) == 1
    assert chosen[0].cells[1] == full().selection.chosen.objective


def test_a_level_without_a_set_says_so():
    found = outcome(budget=10, size=[1, 1], sweep=True)
    rows = EN_of(found, "sweep-budget").rows
    assert rows[0].cells[1:4] == (None, None, "no set is allowed")


def test_the_present_budget_stands_out():
    assert [row.cells[0] for row in EN["sweep-budget"].rows if row.best] == [32.0]


def test_acceptability_says_how_the_weights_were_drawn():
    assert "Weights drawn evenly: Cost 0.5 – 2." in EN["acceptance"].lead


def test_unfinished_searches_are_said():
    found = full().selection
    unsure = found.model_copy(
        update={
            "trade_off": found.trade_off.model_copy(update={"complete": False}),
            "reasons": found.reasons.model_copy(update={"complete": False, "near_complete": False}),
            "sweeps": [one.model_copy(update={"complete": False}) for one in found.sweeps],
            "acceptance": found.acceptance.model_copy(update={"complete": False}),
        }
    )
    said = {one.key: " ".join((*one.lead, *one.notes)) for one in exhibits_of(view("en"), unsure)}
    assert "there may be further points" in said["frontier"]
    assert "there may be more" in said["candidates"]
    assert "Time was up" in said["sweep-size"]
    assert "time was up before all were settled" in said["acceptance"]


def test_repairs_are_shown_when_nothing_is_allowed():
    found = outcome(budget=8, include=["A"])
    (repairs,) = exhibits_of(view("en"), found)
    assert [row.cells[0] for row in repairs.rows] == ["Raise the budget by 12, to 20", "Do without Alpha"]
    assert [row.cells[2] for row in repairs.rows] == [True, True]
    chinese = next(iter(exhibits_of(view("zh"), found)))
    assert [row.cells[0] for row in chinese.rows] == ["将预算提高 12，增至 20", "不再要求 甲公司 参加"]


@pytest.mark.parametrize(
    ("cell", "kind", "shown"),
    [
        (None, "money", ""),
        ("text", "money", "text"),
        (True, "verdict", "✓ yes"),
        (False, "text", "✗ no"),
        (1234.5, "money", "1,234.50"),
        (2, "change", "+2.00"),
        (0.25, "share", "25.0%"),
        (3.14159, "number", "3.14"),
        (1200, "whole", "1,200"),
    ],
)
def test_cells_as_text(cell, kind, shown):
    assert shown_cell(view("en"), cell, kind) == shown


def test_a_row_may_hold_something_else_than_its_columns():
    exhibit = Exhibit("x", "compare", "", (Head("a"), Head("b", "money"), Head("c", "share")), ())
    assert exhibit.kinds(Row(("", 1, 2))) == ["text", "money", "share"]
    assert exhibit.kinds(Row(("", 1, 2), kind="whole")) == ["text", "whole", "whole"]


def test_charts_name_columns_that_hold_numbers():
    for one in EN.values():
        columns = [one.chart.column] if isinstance(one.chart, Bars) else []
        columns += [one.chart.across, one.chart.up] if isinstance(one.chart, Scatter) else []
        for number in columns:
            assert any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in column(one, number))
