"""The schema: short ways of writing, references by any spelling, things that stay as they are."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from alliance.language import Message
from alliance.scenario import Scenario, ScenarioError, json_schema
from alliance.scenario.checks import CHECKS, check
from alliance.scenario.parse import parse
from alliance.scenario.places import CellPlace, CellPlaces, TextPlaces, dotted
from alliance.scenario.problems import MOST_SAID, Problem
from alliance.scenario.references import known_names
from alliance.scenario.refusal import shown
from alliance.scenario.schema import Selection, Text


def _tree(**parts: Any) -> dict[str, Any]:
    members = [{"id": "M01", "name": {"zh": "海利得", "en": "Hailide"}}, {"id": "M02", "name": "Wanfang"}, {"name": {"zh": "东华大学"}}]
    return {"alliance": {"id": "x"}, "members": members, "value": {"kind": "pairs"}, **parts}


def _parse(tree: object) -> Scenario:
    return parse(tree, TextPlaces())


def _errors(tree: object) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        _parse(tree)
    return [problem.say("en") for problem in caught.value.problems]


def test_a_name_stands_for_a_missing_id_and_the_other_way_round() -> None:
    scenario = _parse(_tree())
    assert [one.id for one in scenario.members] == ["M01", "M02", "东华大学"]
    assert scenario.alliance.name == Text(zh="x", en="x")
    assert scenario.members[2].name.say("en") == "东华大学"


@pytest.mark.parametrize("word", ["M01", "ｍ０１", " m01", "海利得", "HAILIDE", "hailide"])
def test_a_reference_may_be_spelt_in_many_ways(word: str) -> None:
    scenario = _parse(_tree(selection={"include": [word]}))
    assert scenario.selection == Selection(include=["M01"])


def test_an_ambiguous_name_is_no_reference() -> None:
    tree = {"members": [{"id": "A", "name": "same"}, {"id": "B", "name": "same"}]}
    assert known_names(tree)["members"] == {"a": "A", "b": "B"}


def test_an_id_wins_over_a_name() -> None:
    tree = {"members": [{"id": "A", "name": "B"}, {"id": "B", "name": "C"}]}
    assert known_names(tree)["members"] == {"a": "A", "b": "B", "c": "B"}


@pytest.mark.parametrize("members", [None, "x", [1, None, "a"], {"id": "A"}, [{"id": []}, {"id": "\0"}]])
def test_names_are_collected_from_rubbish_without_stumbling(members: object) -> None:
    assert known_names({"members": members})["members"] == {}


def test_every_reference_is_resolved() -> None:
    scenario = _parse(
        _tree(
            capabilities=[{"id": "K1", "name": {"zh": "检测"}}],
            projects=[
                {
                    "id": "P1",
                    "name": {"en": "light box"},
                    "requirement": {"检测": 3},
                    "weights": {"k1": 1},
                    "members": ["海利得", "wanfang"],
                }
            ],
            relations=[{"a": "hailide", "b": "wanfang"}],
            value={"kind": "projects", "projects": ["Light Box"]},
            allocation={"rules": ["Shapley"], "factors": [{"id": "f", "weight": 1, "shares": {"海利得": 1}}]},
            selection={"needs": {"检测": 2}},
        )
    )
    assert scenario.projects[0].requirement == {"K1": 3}
    assert scenario.projects[0].members == ["M01", "M02"]
    assert scenario.relations[0].b == "M02"
    assert scenario.value.model_dump()["projects"] == ["P1"]
    assert scenario.allocation.rules[0].rule == "shapley"
    assert scenario.allocation.factors[0].shares == {"M01": 1}
    assert scenario.selection is not None
    assert list(scenario.selection.needs) == ["K1"]


def test_two_spellings_of_one_member_in_a_table_are_refused() -> None:
    errors = _errors(_tree(value={"kind": "pairs", "own": {"M01": 1, "海利得": 2}}))
    assert errors == ['value.own: "M01" and "海利得" are the same name. Keep one of the two entries.']


@pytest.mark.parametrize(
    ("given", "size"),
    [([2], (2, None)), ([2, 5], (2, 5)), ([2, None], (2, None)), ({"min": 2}, (2, None)), ({"max": "５"}, (0, 5)), ([3, 3], (3, 3))],
)
def test_ranges(given: object, size: tuple[int, int | None]) -> None:
    assert Selection.model_validate({"size": given}).size == size


@pytest.mark.parametrize("given", [[], [1, 2, 3], [5, 2], [-1], ["x"], 3, "2-5", {"least": 1}, [None, 3], [True]])
def test_what_is_no_range(given: object) -> None:
    with pytest.raises(ValidationError):
        Selection.model_validate({"size": given})


def test_an_empty_table_of_market_access_is_zero() -> None:
    assert _parse(_tree(members=[{"id": "A", "market_access": {}}])).members[0].market_access == 0.0


def test_a_scenario_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        _parse(_tree()).seed = 3


def test_a_scenario_built_in_python_needs_no_context() -> None:
    scenario = Scenario.model_validate(_tree(selection={"include": ["nobody"]}))
    assert scenario.selection is not None
    assert scenario.selection.include == ["nobody"]


@pytest.mark.parametrize("tree", [None, 1, "x", [], True])
def test_a_file_without_a_table(tree: object) -> None:
    assert _errors(tree) == [
        "the file as a whole: the file does not hold a table of entries. Begin with the alliance, its members and a value."
    ]


def test_broken_entries_do_not_hide_the_rest() -> None:
    tree = _tree(relations=[{"a": "M01", "b": "M01"}], selection={"size": "many", "include": ["M02"], "exclude": ["M02"]})
    tree["members"][0]["cost"] = "x"
    tree["alliance"] = {"id": "x", "colour": "red"}
    errors = _errors(tree)
    assert any(error.startswith("members[0].cost") for error in errors)
    assert any(error.startswith("alliance.colour") for error in errors)
    assert any(error.startswith("selection.size") for error in errors)
    assert any(error.startswith("relations[0]") for error in errors)
    assert len(errors) == 4  # the clash of include and exclude leans on the selection, which is broken


def test_a_broken_value_does_not_hide_the_rest() -> None:
    errors = _errors(_tree(value={"kind": "tabel"}, relations=[{"a": "M01", "b": "M01"}]))
    assert len(errors) == 2


def test_a_missing_alliance_does_not_hide_the_rest() -> None:
    tree = _tree(relations=[{"a": "M01", "b": "M01"}])
    del tree["alliance"]
    assert [error.split(":")[0] for error in _errors(tree)] == ["alliance", "relations[0]"]


def test_a_thousand_members_and_no_more() -> None:
    members = [{"id": f"M{number}"} for number in range(1001)]
    assert len(_parse(_tree(members=members[:1000])).members) == 1000
    assert "too many entries: 1001. Give at most 1000." in _errors(_tree(members=members))[0]


def test_no_members() -> None:
    assert "too few entries: 0. Give at least 1." in _errors(_tree(members=[]))[0]


def test_more_problems_than_anyone_reads_are_counted() -> None:
    members = [{"id": f"M{number}", "cost": "x"} for number in range(MOST_SAID + 7)]
    with pytest.raises(ScenarioError) as caught:
        _parse(_tree(members=members))
    assert len(caught.value.problems) == MOST_SAID + 7
    assert caught.value.say("en").splitlines()[-1] == "  … and 7 more"
    assert caught.value.say("zh").splitlines()[-1] == "  ……另有 7 个"


def test_every_check_is_registered_once() -> None:
    assert len({one.find for one in CHECKS}) == len(CHECKS)
    assert check(_parse(_tree())) == []


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem("members[3].cost", Message("this is missing."), Message("Fill it in."))
    assert problem.say("en") == "members[3].cost: this is missing. Fill it in."
    assert problem.say("zh") == "members[3].cost：缺少这一项。请填写。"


def test_places_of_a_workbook() -> None:
    places = CellPlaces({("members", 3): CellPlace("成员", "A5"), ("members", 3, "cost"): CellPlace("成员", "C5")})

    def said(*steps: str | int) -> str:
        where = places.where(steps)
        return where if isinstance(where, str) else where.say("zh")

    assert said("members", 3, "cost") == "工作表“成员”，单元格 C5"
    assert said("members", 3, "loss") == "工作表“成员”，单元格 A5，“失败损失”"
    assert said("value") == "工作表“联盟”，“价值方式”"
    assert said("provenance", "x", "tag") == "工作表“数据来源”，“来源类别”"
    assert said() == "整个工作簿"


@pytest.mark.parametrize(
    ("steps", "text"), [((), ""), (("a", 0, "b"), "a[0].b"), (("a", "x.y"), 'a."x.y"'), (("", 1), '""[1]'), (("a\u202eb",), '"a�b"'[1:-1])]
)
def test_ways_are_written_with_dots(steps: tuple[str | int, ...], text: str) -> None:
    assert dotted(steps) == text


def test_entries_are_shown_short_and_harmless() -> None:
    assert shown("x" * 100) == '"' + "x" * 59 + '…"'
    assert shown("a\x1b[2J") == '"a\\x1b[2J"'
    assert shown(10**300) == "10^300"
    assert shown(2.5) == "2.5"


def test_the_published_schema_names_every_part() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == set(Scenario.model_fields)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["$defs"]["Text"]["anyOf"][0] == {"type": "string"}
    assert schema["$defs"]["Need"]["anyOf"][0]["type"] == "number"
    assert schema["additionalProperties"] is False
