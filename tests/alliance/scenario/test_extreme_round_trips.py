"""Values at the edge of what a file may say come back the same from TOML, JSON and both workbooks."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import pytest

from alliance.scenario import Scenario, ScenarioError, digest, dump, load
from alliance.scenario.numbers import MAX_NUMBER, parse_number

sys.path.insert(0, str(Path(__file__).parent.parent))

from study_makers import scenario

FORMS = [("toml", "zh"), ("json", "zh"), ("xlsx", "zh"), ("xlsx", "en")]
forms = pytest.mark.parametrize(("form", "language"), FORMS[:3], ids=["toml", "json", "xlsx"])  # English workbooks: see the end

NUMBERS = [
    0.1,
    1 / 3,
    2 / 3,
    0.1 + 0.2,
    1e15,
    -1e15,
    1e15 - 0.125,
    123456789012345.67,
    999999999999999.9,
    2.0**49 + 0.25,
    1e-15,
    5e-324,
    2.2250738585072014e-308,
    1.7976931348623157e-300,
    math.pi,
    -math.e,
    100.0,
    1e-7,
    0.30000000000000004,
    4503599627370497.5 / 8,
]


def same(found: Scenario, folder: Path, form: str, language: Any) -> Scenario:
    path = dump(found, folder / f"a.{form}", language)
    again = load(path)
    assert again == found
    assert digest(again) == digest(found)
    return again


@forms
def test_numbers_keep_their_last_digit(form: str, language: str, tmp_path: Path) -> None:
    members = [{"id": f"M{k}", "stand_alone": number, "value": -number} for k, number in enumerate(NUMBERS)]
    again = same(scenario(members), tmp_path, form, language)
    assert [one.stand_alone for one in again.members] == NUMBERS


@forms
def test_probabilities_keep_their_ends(form: str, language: str, tmp_path: Path) -> None:
    shares = [0.0, 1.0, 5e-324, 1 - 2**-53, 0.5, 1 / 3]
    again = same(scenario([{"id": f"M{k}", "failure": share} for k, share in enumerate(shares)]), tmp_path, form, language)
    assert [one.failure for one in again.members] == shares


@forms
@pytest.mark.parametrize("decimals", [0, 8])
def test_decimals_and_missing_years(form: str, language: str, decimals: int, tmp_path: Path) -> None:
    again = same(scenario(alliance={"id": "x", "decimals": decimals, "currency": "JPY"}), tmp_path, form, language)
    assert (again.alliance.decimals, again.alliance.year, again.alliance.currency) == (decimals, None, "JPY")


@forms
@pytest.mark.parametrize("year", [1, 9999])
def test_first_and_last_year(form: str, language: str, year: int, tmp_path: Path) -> None:
    assert same(scenario(alliance={"id": "x", "year": year}), tmp_path, form, language).alliance.year == year


@forms
@pytest.mark.parametrize(
    ("zh", "en"),
    [("甲", ""), ("", "Alpha"), ("甲", "Alpha"), ("甲" * 200, "A" * 200), ("=1+1", "-1"), ("<b>甲</b>", "{0}"), ("🐼", "شركة")],
)
def test_names_in_one_language_or_both(form: str, language: str, zh: str, en: str, tmp_path: Path) -> None:
    again = same(scenario([{"id": "A", "name": {"zh": zh, "en": en}}, "B"]), tmp_path, form, language)
    assert (again.members[0].name.say("zh"), again.members[0].name.say("en")) == (zh or en, en or zh)


@forms
def test_long_descriptions(form: str, language: str, tmp_path: Path) -> None:
    text = " ".join(["长文 and = + - @ <&> \"quotes\" 'single' \\n"] * 45)
    assert same(scenario(alliance={"id": "x", "description": text}), tmp_path, form, language).alliance.description.zh == text


@forms
@pytest.mark.parametrize("size", [[0, None], [0, 0], [1, 1], [3, None], [0, 1000]])
def test_ranges_of_the_size(form: str, language: str, size: list[int | None], tmp_path: Path) -> None:
    assert same(scenario(selection={"size": size}), tmp_path, form, language).selection.size == tuple(size)


@forms
def test_a_budget_of_nothing_is_not_the_same_as_no_budget(form: str, language: str, tmp_path: Path) -> None:
    nothing, none = scenario(selection={"budget": 0}), scenario(selection={})
    assert same(nothing, tmp_path, form, language).selection.budget == 0.0
    assert same(none, tmp_path, form, language).selection.budget is None


@forms
def test_an_empty_selection_is_not_the_same_as_none(form: str, language: str, tmp_path: Path) -> None:
    assert same(scenario(selection={}), tmp_path, form, language).selection is not None
    assert same(scenario(), tmp_path, form, language).selection is None


@forms
@pytest.mark.parametrize("weights", [0, 1e15, 1e-300])
def test_weights_of_the_objective(form: str, language: str, weights: float, tmp_path: Path) -> None:
    given = dict.fromkeys(("value", "synergy", "cost", "expected_loss", "coverage"), weights)
    again = same(scenario(selection={"objective": given, "complementarity": weights}), tmp_path, form, language)
    assert set(again.selection.objective.model_dump(include=set(given)).values()) == {float(weights)}


@forms
@pytest.mark.parametrize("seconds", [1e-9, 0.5, 86_400])
def test_time_limits(form: str, language: str, seconds: float, tmp_path: Path) -> None:
    assert same(scenario(selection={"time_limit": seconds}), tmp_path, form, language).selection.time_limit == seconds


@forms
@pytest.mark.parametrize("seed", [0, 1, 2**31 - 1])
def test_seeds(form: str, language: str, seed: int, tmp_path: Path) -> None:
    assert same(scenario(seed=seed), tmp_path, form, language).seed == seed


@forms
def test_three_hundred_members_with_every_entry(form: str, language: str, tmp_path: Path) -> None:
    members = [
        {"id": f"{k:03}", "role": "other", "lead": k == 0, "block": f"={k % 7}", "investment": {"money": k, "专利": k / 3}, "votes": k / 7}
        for k in range(300)
    ]
    assert len(same(scenario(members), tmp_path, form, language).members) == 300


@forms
@pytest.mark.parametrize("name", ["001", "1e3", "TRUE", "是", "=A1", "#N/A?", "1/2", "2024-01-01", "12:30", "_x0041_", "-", "'quoted"])
def test_ids_that_look_like_something_else_stay_ids(form: str, language: str, name: str, tmp_path: Path) -> None:
    if name.startswith("#"):
        with pytest.raises(ScenarioError):
            scenario([name])
        return
    again = same(scenario([name, "other"], relations=[{"a": name, "b": "other", "synergy": 1}]), tmp_path, form, language)
    assert (again.members[0].id, again.relations[0].a) == (name, name)


@forms
def test_blocks_of_all_members(form: str, language: str, tmp_path: Path) -> None:
    again = same(scenario([{"id": one, "block": "all"} for one in "ABC"]), tmp_path, form, language)
    assert {one.block for one in again.members} == {"all"}


@forms
def test_one_market_share_for_all_projects_or_one_for_each(form: str, language: str, tmp_path: Path) -> None:
    projects = [{"id": "P", "members": ["A"]}, {"id": "Q", "members": ["B"]}]
    members = [{"id": "A", "market_access": 1 / 3}, {"id": "B", "market_access": {"P": 0.25, "Q": 0.0}}, {"id": "C", "market_access": 0}]
    again = same(scenario(members, projects=projects), tmp_path, form, language)
    assert [one.market_access for one in again.members] == [1 / 3, {"P": 0.25, "Q": 0.0}, 0.0]


def test_forms_of_one_scenario_have_one_digest(tmp_path: Path) -> None:
    found = scenario([{"id": "A", "stand_alone": 0.1 + 0.2, "name": {"zh": "甲"}}], seed=5, selection={"needs": {}})
    assert {digest(load(dump(found, tmp_path / f"{language}.{form}", language))) for form, language in FORMS} == {digest(found)}


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 1},
        {"alliance": {"id": "demo", "decimals": 3}},
        {"alliance": {"id": "demo", "year": 2000}},
        {"members": [{"id": "A", "votes": 2}, {"id": "B"}]},
        {"members": [{"id": "B"}, {"id": "A"}]},
        {"allocation": {"rules": ["equal"]}},
        {"allocation": {"theta": 0.5}},
        {"selection": {}},
        {"provenance": {"members": {"tag": "web"}}},
        {"value": {"kind": "pairs", "own": {"A": 5e-324}}},
    ],
)
def test_any_change_changes_the_digest(change: dict[str, Any]) -> None:
    parts = {"members": [{"id": "A"}, {"id": "B"}], **change}
    assert digest(scenario(parts.pop("members"), **parts)) != digest(scenario("AB"))


@pytest.mark.parametrize(
    "number", [MAX_NUMBER, -MAX_NUMBER, "1e15", "1000000000000000", "１０００００００００００００００", "1,000,000,000,000,000"]
)
def test_the_largest_number_is_taken(number: Any) -> None:
    assert abs(parse_number(number)) == MAX_NUMBER


@pytest.mark.parametrize("number", [MAX_NUMBER * 1.0000001, "1e16", 10**400, "9" * 500, "1" + "0" * 16, -(10**16)])
def test_larger_numbers_are_refused(number: Any) -> None:
    with pytest.raises(ValueError, match="too large"):
        parse_number(number)


@pytest.mark.parametrize("number", [-0.0, "-0", "-0.0", 0])
def test_there_is_no_negative_zero(number: Any) -> None:
    assert math.copysign(1, parse_number(number)) == 1.0


ENGLISH: dict[str, Any] = {
    "numbers": lambda: scenario([{"id": f"M{k}", "stand_alone": number, "votes": abs(number)} for k, number in enumerate(NUMBERS)]),
    "names": lambda: scenario([{"id": "A", "name": {"zh": "甲"}}, {"id": "B", "name": {"en": "=1+1"}}, "是"]),
    "a selection": lambda: scenario(
        capabilities=[{"id": "K"}],
        relations=[{"a": "A", "b": "B", "conflict": True}, {"a": "B", "b": "C", "synergy": -1e-9}],
        selection={
            "budget": 0,
            "size": [0, None],
            "roles": {"institute": [0, 0], "other": [1, None]},
            "include": ["A"],
            "exclude": ["B", "C"],
            "needs": {"K": {"amount": 1 / 3, "by": "best", "at_least": 2, "survive_exit": True}},
            "max_expected_loss": 0,
            "alternatives": 0,
            "time_limit": 1e-9,
        },
    ),
    "rules": lambda: scenario(
        value={"kind": "rules", "rules": [{"needs": ["A", "B"], "without": ["C"], "value": -1e15, "note": {"zh": "备注", "en": "note"}}]},
        allocation={"rules": ["equal", {"rule": "proportional", "to": "votes"}, {"rule": "proportional", "to": "investment"}]},
    ),
    "a project": lambda: scenario(
        capabilities=[{"id": "K", "name": {"zh": "织造"}}],
        projects=[
            {
                "id": "P",
                "requirement": {"K": 5e-324},
                "weights": {"K": 1},
                "base_success": 0,
                "outsourcing": {"K": 1e15},
                "subsidy_for": "everyone",
                "members": ["C", "A"],
            }
        ],
        value={"kind": "projects", "projects": ["P"]},
    ),
    "a council": lambda: scenario(council={"quota": 2 / 3, "more_than": True, "quorum": 0.5, "chair": "B", "blocks": False}),
    "factors": lambda: scenario(
        allocation={"factors": [{"id": "F", "weight": 1, "shares": {"A": 1e-9, "C": 1e15}}], "theta": 0.1, "rules": ["corrected_shapley"]}
    ),
    "sources": lambda: scenario(provenance={"members": {"tag": "web", "note": {"en": "a <page>"}}, "自拟": {"tag": "synthetic"}}),
}


@pytest.mark.parametrize("part", ENGLISH)
def test_english_workbooks_say_the_same(part: str, tmp_path: Path) -> None:
    same(ENGLISH[part](), tmp_path, "xlsx", "en")


@pytest.mark.parametrize("part", ENGLISH)
def test_from_form_to_form_nothing_is_lost(part: str, tmp_path: Path) -> None:
    """TOML to a Chinese workbook to JSON to an English workbook and back to TOML."""
    found = first = ENGLISH[part]()
    for number, (form, language) in enumerate([("toml", "zh"), ("xlsx", "zh"), ("json", "zh"), ("xlsx", "en"), ("toml", "zh")]):
        found = same(found, tmp_path / str(number), form, language)
    assert digest(found) == digest(first)
