"""Every entry of the selection part on its way through TOML, JSON and both workbooks, and errors told where they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from partner_cases import asked

from alliance.scenario import ScenarioError, dump, load, new_workbook
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

MEMBERS: list[dict[str, Any]] = [
    {
        "id": "A",
        "labels": {"region": "east", "stage": ["yarn", "cloth"]},
        "cost": 5,
        "cost_classes": {"staff": 2.5, "space": 1},
        "cost_deviation": 1.5,
        "deviation": 3,
        "capabilities": {"K": 0.5},
    },
    {"id": "B", "name": {"zh": "乙、丙", "en": "B, C"}, "labels": {"region": "=west"}, "block": "research"},
    {"id": "C"},
]
ENTRIES: dict[str, Any] = {
    "budget": 40,
    "gamma": 2,
    "budgets": {"staff": 3, "space": {"amount": 0}},
    "counts": [{"label": "region", "value": "east", "min": 1, "max": 2}, {"label": "block", "value": "research", "min": 0}],
    "cover": ["region", "stage"],
    "conditions": [
        {"rule": "at_least_one", "members": ["A", "B"]},
        {"rule": "exactly_one", "members": ["B", "C"]},
        {"rule": "requires", "members": ["A", "B", "C"]},
    ],
    "needs": {"K": {"amount": 0.4, "by": "any", "survive_exit": True}},
    "max_stranger_pairs": 3,
    "max_strangers": 0,
    "min_success": 0.25,
    "max_cvar": 12.5,
    "cvar_level": 0.9,
    "max_deviation": 7,
    "correlation": 0,
    "max_share": {"cost": 0.5, "value": 1, "expected_loss": 0},
    "keep_outside_options": True,
    "core_margin": 0,
    "objective": {"value": 2, "synergy": 0, "cost": 0.5, "expected_loss": 1, "coverage": 0, "cvar": 0.25},
    "weight_ranges": {"cost": [0.5, 2], "cvar": [0, 1]},
    "compare": [{"name": "ours", "members": ["A"]}, {"name": "=1+1", "members": ["B", "C"]}],
    "frontier": ["objective", "cost", "expected_loss"],
    "explain": True,
    "within": 0.1,
    "sweep": True,
}
FORMS = [("toml", "en"), ("json", "en"), ("xlsx", "en"), ("xlsx", "zh")]


def tree(members: Any = None, **entries: Any) -> dict[str, Any]:
    return {
        "alliance": {"id": "demo"},
        "members": members or MEMBERS,
        "capabilities": [{"id": "K"}],
        "relations": [{"a": "A", "b": "B", "past": 2}],
        "value": {"kind": "pairs"},
        "selection": entries,
    }


def read(**entries: Any):
    return parse(tree(**entries), TextPlaces())


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_everything_at_once_comes_back(form: str, language: str, tmp_path: Path) -> None:
    before = read(**ENTRIES)
    assert load(dump(before, tmp_path / f"all.{form}", language)) == before


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize(("form", "language"), [("toml", "en"), ("xlsx", "zh")])
def test_every_entry_comes_back_alone(entry: str, form: str, language: str, tmp_path: Path) -> None:
    alone = {entry: ENTRIES[entry]} | ({"budget": 1} if entry == "gamma" else {})
    before = read(**alone)
    assert load(dump(before, tmp_path / f"one.{form}", language)).selection == before.selection


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_members_and_relations_keep_what_the_limits_lean_on(form: str, language: str, tmp_path: Path) -> None:
    before = read(size=[1, 2])
    again = load(dump(before, tmp_path / f"members.{form}", language))
    assert again.members == before.members
    assert again.relations[0].past == 2


@pytest.mark.parametrize(
    ("given", "meant"),
    [("east", ["east"]), ("east、north", ["east", "north"]), ("east + north", ["east", "north"]), (["a", "b"], ["a", "b"]), ("", [])],
)
def test_a_label_is_one_word_or_several(given: Any, meant: list[str]) -> None:
    members = [{"id": "A", "labels": {"region": given}}]
    assert parse(tree(members, size=[1, 1]) | {"relations": []}, TextPlaces()).members[0].labels["region"] == meant


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (["objective", "cost"], ["objective", "cost"]),
        (["目标值", "成本"], ["objective", "cost"]),
        (["Joint value", "Expected loss"], ["joint_value", "expected_loss"]),
        (["最坏情形损失", "价值"], ["cvar", "value"]),
    ],
)
def test_objectives_of_the_frontier_in_either_language(given: list[str], meant: list[str]) -> None:
    assert asked(frontier=given).selection.frontier == meant


def test_budget_of_a_class_may_be_a_plain_number() -> None:
    assert read(budgets={"staff": 3}) == read(budgets={"staff": {"amount": 3}})


def test_defaults_ask_for_nothing() -> None:
    asked_for = read().selection
    unset = ("gamma", "max_stranger_pairs", "max_strangers", "min_success", "max_cvar", "max_deviation", "core_margin")
    assert [getattr(asked_for, name) for name in unset] == [None] * len(unset)
    assert (asked_for.counts, asked_for.cover, asked_for.conditions, asked_for.budgets, asked_for.compare) == ([], [], [], {}, [])
    assert (asked_for.explain, asked_for.sweep, asked_for.keep_outside_options, asked_for.frontier) == (False, False, False, [])
    assert (asked_for.cvar_level, asked_for.correlation, asked_for.within) == (0.95, 0.2, 0.05)


BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "a count below zero": ({"counts": [{"label": "region", "value": "east", "min": -1}]}, "selection.counts[0].min", "0"),
    "half a member": ({"max_strangers": 1.5}, "selection.max_strangers", "1.5"),
    "a share above one": ({"max_share": {"cost": 1.5}}, "selection.max_share.cost", "1"),
    "a share of luck": ({"max_share": {"luck": 0.5}}, "selection.max_share.luck", "luck"),
    "a chance above one": ({"min_success": 2}, "selection.min_success", "1"),
    "a budget below zero": ({"budgets": {"staff": -1}}, "selection.budgets.staff", "0"),
    "a set of nobody": ({"compare": [{"name": "x", "members": []}]}, "selection.compare[0].members", ""),
    "a set without a name": ({"compare": [{"members": ["A"]}]}, "selection.compare[0].name", ""),
    "a stranger in a set": ({"compare": [{"name": "x", "members": ["Z"]}]}, "selection.compare[0].members[0]", "Z"),
    "a stranger in a condition": ({"conditions": [{"rule": "requires", "members": ["A", "Z"]}]}, "selection.conditions[0].members[1]", "Z"),
    "a weight of luck": ({"weight_ranges": {"luck": [0, 1]}}, "selection.weight_ranges", "luck"),
    "one end of a range": ({"weight_ranges": {"cost": [1]}}, "selection.weight_ranges.cost", "ends"),
    "four objectives": ({"frontier": ["value", "cost", "expected_loss", "objective"]}, "selection.frontier", ""),
    "nearly as good as twice": ({"within": 2}, "selection.within", "1"),
    "an unknown entry": ({"max_stranger": 1}, "selection.max_stranger", "max_stranger"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_entry_is_told_where_it_stands(case: str) -> None:
    entries, where, words = BROKEN[case]
    with pytest.raises(ScenarioError) as caught:
        read(**entries)
    assert any(str(problem.where).startswith(where) for problem in caught.value.problems), caught.value.say("en")
    assert words in caught.value.say("en")
    assert caught.value.say("zh") != caught.value.say("en")


def fill(path: Path, sheet: str, row: dict[str, Any]) -> None:
    """Write one row under the headings of a sheet of a template."""
    book = load_workbook(path)
    page = book[sheet]
    columns = {str(cell.value): cell.column for cell in page[1] if cell.value}
    for heading, value in row.items():
        page.cell(3, columns[heading], value)
    book.save(path)


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "council.xlsx"
    new_workbook(path, "en")
    book = load_workbook(path)
    form = {str(row[0].value): row[0].row for row in book["Alliance"].iter_rows() if row[0].value}
    book["Alliance"].cell(form["Name or code"], 2, "demo")
    book["Alliance"].cell(form["Kind of value"], 2, "pairs of members")
    for number, name in enumerate(("A", "B", "C")):
        book["Members"].cell(3 + number, 1, name)
    book.save(path)
    return path


def test_conditions_are_filled_in_with_words(template: Path) -> None:
    fill(template, "Conditions", {"Condition": "the first only with the others", "Members": "A、B"})
    (one,) = load(template).selection.conditions
    assert (one.rule, one.members) == ("requires", ["A", "B"])


def test_sets_to_compare_are_filled_in(template: Path) -> None:
    fill(template, "Sets to compare", {"Name of the set": "ours", "Members": "A + C"})
    (one,) = load(template).selection.compare
    assert (one.name, one.members) == ("ours", ["A", "C"])


def test_weight_ranges_are_filled_in(template: Path) -> None:
    fill(template, "Weight ranges", {"Term": "expected loss", "Lowest weight": 0.5, "Highest weight": 2})
    ends = load(template).selection.weight_ranges["expected_loss"]
    assert (ends.low, ends.high) == (0.5, 2)


def test_a_wrong_cell_is_named(template: Path) -> None:
    fill(template, "Sets to compare", {"Name of the set": "ours", "Members": "A + Nobody"})
    with pytest.raises(ScenarioError) as caught:
        load(template)
    assert "Sets to compare" in caught.value.say("en")
    assert "对比方案" in caught.value.say("zh") or "Sets to compare" in caught.value.say("zh")


def test_the_empty_template_asks_for_no_selection(template: Path) -> None:
    assert load(template).selection is None
