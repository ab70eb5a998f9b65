"""Between scenarios and rows of cells: what each sheet shows, and what becomes of single cells."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from alliance.scenario import Scenario, load
from alliance.scenario.flatten import Line, flatten
from alliance.scenario.gather import Gathering, Row, gather
from alliance.scenario.grid import Entry
from alliance.scenario.places import CellPlace
from alliance.scenario.sheets import SHEETS, heading_of, sheet_of


@pytest.fixture(scope="module")
def textile() -> dict[str, list[Line]]:
    return flatten(load(str(files("alliance") / "examples" / "textile.toml")), "en")


def test_every_sheet_is_there(textile: dict[str, list[Line]]) -> None:
    assert set(textile) == {sheet.key for sheet in SHEETS}


def test_a_form_is_one_line(textile: dict[str, list[Line]]) -> None:
    (line,) = textile["alliance"]
    assert line[("alliance", "id")] == "zj_textile_2010"
    assert line[("value", "kind")] == "from the projects"
    assert line[("seed",)] == 2010


def test_members_show_their_tables_as_columns(textile: dict[str, list[Line]]) -> None:
    line = textile["members"][0]
    assert line[("capabilities", "K1")] == 5
    assert line[("project_investment", "P2")] == 360
    assert line[("market_access", "P2")] == 0.45
    assert ("market_access",) not in line
    assert line[("factor", "risk")] == 0.35
    assert line[("lead",)] == "yes"
    assert line[("role",)] == "enterprise"


def test_requirements_are_one_row_per_project_and_capability(textile: dict[str, list[Line]]) -> None:
    assert len(textile["requirements"]) == 15
    assert textile["requirements"][0] == {
        ("project",): "P1",
        ("capability",): "K1",
        ("requirement",): 2,
        ("weights",): 0.1,
        ("outsourcing",): 100,
    }


def test_an_open_project_says_so(textile: dict[str, list[Line]]) -> None:
    assert textile["projects"][2][("members",)] == "choose"
    assert textile["projects"][1][("members",)] == "M01、M02、M03、M04、M05"


def test_a_range_is_two_cells(textile: dict[str, list[Line]]) -> None:
    (line,) = textile["selection"]
    assert (line[("selection", "size", "min")], line[("selection", "size", "max")]) == (4, 7)
    assert textile["role_limits"][0] == {("role",): "enterprise", ("min",): 2}


def test_a_scenario_without_selection_leaves_the_sheet_empty() -> None:
    scenario = load(str(files("alliance") / "examples" / "starter.toml"))
    assert flatten(scenario, "zh")["selection"] == []


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ({"kind": "pairs", "own": {"A": 1}, "pairs": [{"a": "A", "b": "B", "value": 2}]}, [("A", 1), ("A、B", 2)]),
        ({"kind": "table", "missing": "additive", "coalitions": [{"members": ["A", "B"], "value": -2}]}, [("A、B", -2)]),
        ({"kind": "rules", "rules": [{"needs": ["A"], "value": 0}]}, [("A", 0)]),
    ],
)
def test_rows_of_every_kind_of_value(value: dict[str, Any], rows: list[tuple[str, float]]) -> None:
    scenario = Scenario.model_validate({"alliance": {"id": "x"}, "members": [{"id": "A"}, {"id": "B"}], "value": value})
    assert [(line[("members",)], line[("value",)]) for line in flatten(scenario, "zh")["value"]] == rows


def _row(**cells: object) -> Row:
    return {
        tuple(key.split("__")): Entry(value, CellPlace("S", f"{chr(65 + number)}2")) for number, (key, value) in enumerate(cells.items())
    }


def _said(found: Gathering) -> list[str]:
    return [finding.what.say("en") for finding in found.findings]


def test_items_are_gathered_in_order() -> None:
    found = gather({"members": [_row(id="A", cost=3), _row(id="B", name__zh="乙")]})
    assert found.tree == {"members": [{"id": "A", "cost": 3}, {"id": "B", "name": {"zh": "乙"}}]}
    assert found.cells[("members", 1, "name", "zh")] == CellPlace("S", "B2")
    assert found.findings == []


@pytest.mark.parametrize("word", ["research institute", "科研院所", "institute", "INSTITUTE"])
def test_choices_are_understood_in_both_languages(word: str) -> None:
    assert gather({"members": [_row(id="A", role=word)]}).tree["members"][0]["role"] == "institute"


def test_an_unknown_choice_is_left_for_the_schema() -> None:
    assert gather({"members": [_row(id="A", role="firm")]}).tree["members"][0]["role"] == "firm"


@pytest.mark.parametrize("word", ["choose", "待选", " Choose "])
def test_partners_to_be_chosen(word: str) -> None:
    assert gather({"projects": [_row(id="P", members=word)]}).tree["projects"][0]["members"] == "choose"


def test_nothing_is_overwritten() -> None:
    found = Gathering()
    found.put(("a", "b"), Entry(1, CellPlace("S", "A1")))
    found.put(("a", "b"), Entry(2, CellPlace("S", "A2")))
    assert found.tree == {"a": {"b": 1}}
    assert _said(found) == ["this is given in cell A1 already."]


def test_an_item_is_found_by_id_or_name() -> None:
    found = gather({"projects": [_row(id="P1", name__zh="甲"), _row(id="P2", name__en="Beta")]})
    assert [found.index(("projects",), Entry(word, CellPlace("S"))) for word in ("p1", "甲", "BETA", "P3", "")] == [0, 0, 1, None, None]


def test_factor_columns_go_to_the_factors() -> None:
    found = gather({"members": [_row(id="A", factor__f1=0.5), _row(id="B", factor__f1=0.2)], "factors": [_row(id="F1", weight=1)]})
    assert found.tree["allocation"]["factors"][0]["shares"] == {"A": 0.5, "B": 0.2}


def test_a_table_without_rows_is_an_empty_table() -> None:
    assert gather({"alliance": [_row(value__kind="table")]}).tree == {"value": {"kind": "table", "coalitions": []}}


def test_a_row_of_needs_with_a_name_only_is_kept_for_the_schema() -> None:
    assert gather({"needs": [_row(capability="K1")]}).tree == {"selection": {"needs": {"K1": {}}}}


def test_value_rows_without_a_kind_wait_for_it() -> None:
    found = gather({"value": [_row(members="A", value=1)]})
    assert "value" not in found.tree
    assert found.findings == []


@pytest.mark.parametrize("cells", [{"members": "A、B、C", "value": 1}, {"members": "A", "value": 1, "without": "B"}, {"value": 3}])
def test_rows_that_are_no_pairs_are_problems(cells: dict[str, object]) -> None:
    found = gather({"alliance": [_row(value__kind="pairs")], "value": [_row(**cells)]})
    assert _said(found) == ["a row of pairs holds one member or two, and a value."]


@pytest.mark.parametrize(
    ("steps", "heading"),
    [
        (("members", 0, "cost"), ("Members", "Cost of taking in")),
        (("members", 0, "name", "zh"), ("Members", "Chinese name")),
        (("members",), ("Members", "")),
        (("value",), ("Alliance", "Kind of value")),
        (("value", "coalitions", 3, "value"), ("Value", "Value")),
        (("alliance", "currency"), ("Alliance", "Currency")),
        (("selection", "budget"), ("Selection", "Budget")),
        (("selection", "roles", "university"), ("Role limits", "")),
        (("selection", "needs", "K1", "amount"), ("Needs", "Level")),
        (("provenance", "x", "tag"), ("Sources", "Origin")),
        (("allocation", "factors", 0, "weight"), ("Factors", "Weight")),
        (("allocation", "theta"), ("Alliance", "Intensity of the correction")),
        (("nowhere",), ("", "")),
        ((), ("", "")),
    ],
)
def test_every_entry_knows_its_heading(steps: tuple[str | int, ...], heading: tuple[str, str]) -> None:
    assert heading_of(steps) == heading


def test_sheets_are_found_by_key() -> None:
    assert [sheet_of(sheet.key) for sheet in SHEETS] == list(SHEETS)


def test_every_entry_of_the_schema_has_a_place_in_the_workbook() -> None:
    """A field added to the schema and forgotten in the workbook would be lost on the way through it."""
    from alliance.scenario.schema import (
        Alliance,
        Capability,
        Factor,
        Member,
        Need,
        Project,
        Relation,
        RuleRequest,
        Selection,
        SelectionWeights,
    )
    from alliance.scenario.selection_schema import ClassBudget, Condition, LabelCount, NamedSet, Shares

    spread = {"capabilities", "investment", "project_investment", "cost_classes", "labels"}
    for key, part in {
        "members": Member,
        "capabilities": Capability,
        "projects": Project,
        "relations": Relation,
        "rules": RuleRequest,
        "factors": Factor,
        "needs": Need,
        "label_limits": LabelCount,
        "class_budgets": ClassBudget,
        "conditions": Condition,
        "compared": NamedSet,
    }.items():
        columns = {column.key[0] for column in sheet_of(key).columns} | spread | {"requirement", "weights", "outsourcing", "shares"}
        assert set(part.model_fields) <= columns, key
    forms = {column.key for key in ("alliance", "selection") for column in sheet_of(key).columns}
    assert {one[1] for one in forms if one[0] == "alliance"} == set(Alliance.model_fields)
    elsewhere = {"roles", "needs", "counts", "budgets", "conditions", "weight_ranges", "compare"}
    assert {one[1] for one in forms if one[0] == "selection"} | elsewhere == set(Selection.model_fields)
    assert {one[2] for one in forms if one[:2] == ("selection", "max_share")} == set(Shares.model_fields)
    assert {one[2] for one in forms if one[:2] == ("selection", "objective")} == set(SelectionWeights.model_fields)
