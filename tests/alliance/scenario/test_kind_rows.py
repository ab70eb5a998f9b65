"""The workbook's rows of every kind of value, there and back, and what is said of rows that fit no kind."""

from __future__ import annotations

from typing import Any

import pytest

from alliance.scenario.flatten import Line, flatten
from alliance.scenario.gather import Gathering, Row, gather
from alliance.scenario.grid import Entry
from alliance.scenario.places import CellPlace
from alliance.scenario.schema import Scenario

VALUE_ROWS: dict[str, tuple[dict[str, Any], list[tuple[str, float]]]] = {
    "airport": ({"costs": {"A": 1.0, "B": 2.5}}, [("A", 1.0), ("B", 2.5)]),
    "claims": ({"estate": 2.0, "claims": {"B": 1.0, "A": 2.0}}, [("B", 1.0), ("A", 2.0)]),
    "tree": (
        {"source": {"A": 1.0, "B": 2.0}, "links": [{"a": "B", "b": "A", "cost": 0.5}]},
        [("A", 1.0), ("B", 2.0), ("B、A", 0.5)],
    ),
    "assignment": (
        {"sellers": ["A"], "buyers": ["B"], "profits": [{"seller": "A", "buyer": "B", "value": -3.0}]},
        [("A、B", -3.0)],
    ),
    "table": ({"coalitions": [{"members": ["A", "B"], "value": 4.0}], "missing": "additive"}, [("A、B", 4.0)]),
    "pairs": ({"own": {"A": 1.0}, "pairs": [{"a": "A", "b": "B", "value": 2.0}]}, [("A", 1.0), ("A、B", 2.0)]),
}


def scenario(kind: str, value: dict[str, Any]) -> Scenario:
    return Scenario.model_validate({"alliance": {"id": "x"}, "members": [{"id": "A"}, {"id": "B"}], "value": {"kind": kind, **value}})


def row(sheet: str, number: int, cells: dict[tuple[str, ...], object]) -> Row:
    return {key: Entry(value, CellPlace(sheet, f"{chr(65 + i)}{number}")) for i, (key, value) in enumerate(cells.items())}


def rows_of(sheet: str, *lines: dict[tuple[str, ...], object]) -> list[Row]:
    return [row(sheet, number, line) for number, line in enumerate(lines, 2)]


def gathered(kind: str | None, **sheets: list[dict[tuple[str, ...], object]]) -> Gathering:
    alliance = {("value", "kind"): kind} if kind else {("alliance", "id"): "x"}
    return gather({"alliance": rows_of("Alliance", alliance), **{key: rows_of(key, *lines) for key, lines in sheets.items()}})


def value_line(members: str, amount: float) -> dict[tuple[str, ...], object]:
    return {("members",): members, ("value",): amount}


def faults(found: Gathering) -> list[str]:
    return [one.what.say("en") for one in found.findings]


@pytest.mark.parametrize("kind", VALUE_ROWS)
def test_what_the_sheet_value_shows(kind: str) -> None:
    value, expected = VALUE_ROWS[kind]
    shown: list[Line] = flatten(scenario(kind, value), "en")["value"]
    assert [(line[("members",)], line[("value",)]) for line in shown] == expected


@pytest.mark.parametrize("kind", VALUE_ROWS)
def test_what_the_sheet_value_means(kind: str) -> None:
    value, lines = VALUE_ROWS[kind]
    found = gathered(kind, value=[value_line(*line) for line in lines])
    assert faults(found) == []
    tree = found.tree["value"]
    on_other_sheets = {"estate", "sellers", "buyers", "missing"}
    assert tree == {"kind": kind} | {key: entry for key, entry in value.items() if key not in on_other_sheets}


@pytest.mark.parametrize(
    ("kind", "names", "said"),
    [
        ("airport", "A、B", "a row of a shared facility holds one member and its cost."),
        ("claims", "A、B", "a row of claims holds one member and its claim."),
        ("tree", "A、B、C", "a row of a network holds one member or two, and a cost."),
        ("assignment", "A", "a row of a market holds a seller, a buyer and what the two earn."),
        ("assignment", "A、B、C", "a row of a market holds a seller, a buyer and what the two earn."),
        ("pairs", "A、B、C", "a row of pairs holds one member or two, and a value."),
        ("production", "A", "the value comes from other sheets (“production from pooled resources”), so this sheet must stay empty."),
        ("sequencing", "A", "the value comes from other sheets (“queue for a machine”), so this sheet must stay empty."),
        ("projects", "A", "the value comes from other sheets (“from the projects”), so this sheet must stay empty."),
    ],
)
def test_rows_that_do_not_fit_the_kind(kind: str, names: str, said: str) -> None:
    assert faults(gathered(kind, value=[value_line(names, 1.0)])) == [said]


@pytest.mark.parametrize("kind", ["airport", "claims", "tree", "assignment"])
@pytest.mark.parametrize("extra", [("without",), ("note", "en")])
def test_columns_of_rules_are_for_rules(kind: str, extra: tuple[str, ...]) -> None:
    line = value_line("A" if kind != "assignment" else "A、B", 1.0) | {extra: "B"}
    assert len(faults(gathered(kind, value=[line]))) == 1


@pytest.mark.parametrize("kind", ["airport", "claims", "tree"])
def test_a_member_with_two_amounts_is_found(kind: str) -> None:
    found = gathered(kind, value=[value_line("A", 1.0), value_line("A", 2.0)])
    assert faults(found) == ["this is given in cell B2 already."]


def test_an_amount_that_is_missing_is_asked_for() -> None:
    found = gathered("airport", value=[{("members",): "A"}])
    assert found.tree["value"]["costs"] == {"A": None}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("airport", {"costs": {}}),
        ("claims", {"claims": {}}),
        ("tree", {"source": {}, "links": []}),
        ("assignment", {"profits": []}),
        ("table", {"coalitions": []}),
        ("rules", {"rules": []}),
        ("production", {}),
        ("sequencing", {}),
    ],
)
def test_an_empty_sheet_is_an_empty_value(kind: str, expected: dict[str, Any]) -> None:
    assert gathered(kind).tree["value"] == {"kind": kind, **expected}


def test_a_kind_that_does_not_exist_takes_no_rows() -> None:
    found = gathered("airports", value=[value_line("A", 1.0)])
    assert found.tree["value"] == {"kind": "airports"}
    assert faults(found) == []


def test_without_a_kind_nothing_is_taken() -> None:
    assert "value" not in gathered(None, value=[value_line("A", 1.0)]).tree


@pytest.mark.parametrize("kind", ["airport", "pairs", "projects", "sequencing"])
def test_sheets_of_production_are_for_production(kind: str) -> None:
    found = gathered(kind, resources=[{("id",): "r", ("stock", "A"): 1.0}])
    assert len(faults(found)) == 1
    assert faults(found)[0].startswith("this sheet is not for the kind of value")
    assert "resources" not in found.tree["value"]


def test_an_empty_sheet_of_another_kind_is_no_fault() -> None:
    assert faults(gathered("airport", resources=[], products=[], queue=[])) == []


def test_resources_and_products() -> None:
    found = gathered(
        "production",
        resources=[{("id",): "r", ("name", "zh"): "人工", ("stock", "A"): 1.0, ("stock", "B"): 2.0}],
        products=[{("id",): "p", ("price",): 3.0, ("use", "r"): 4.0}],
    )
    assert found.tree["value"]["resources"] == [{"id": "r", "name": {"zh": "人工"}, "stock": {"A": 1.0, "B": 2.0}}]
    assert found.tree["value"]["products"] == [{"id": "p", "price": 3.0, "use": {"r": 4.0}}]


def test_every_entry_remembers_its_cell() -> None:
    found = gathered("production", resources=[{("id",): "r", ("stock", "A"): 1.0}])
    assert found.cells[("value", "resources", 0, "stock", "A")] == CellPlace("resources", "B2")


def test_a_queue_keeps_its_order() -> None:
    lines = [{("member",): name, ("time",): 1.0, ("cost",): 2.0} for name in ("B", "A")]
    assert [job["member"] for job in gathered("sequencing", queue=lines).tree["value"]["queue"]] == ["B", "A"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_of_other_kinds_stay_empty(language: str) -> None:
    shown = flatten(scenario("airport", VALUE_ROWS["airport"][0]), language)
    assert shown["resources"] == shown["products"] == shown["queue"] == []


def test_lines_of_other_kinds_stay_empty() -> None:
    (shown,) = flatten(scenario("airport", VALUE_ROWS["airport"][0]), "en")["alliance"]
    assert not {key for key in shown if key[0] == "value"} - {("value", "kind"), ("value", "savings")}
