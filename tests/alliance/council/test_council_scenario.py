"""The council part in files: every form gives it back, everything wrong with it is said where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import council_samples as samples
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import alliance
from alliance.council.rules import RULE_NAMES
from alliance.scenario import Scenario, ScenarioError, dump, load
from alliance.scenario.checks.council import WITH_QUORUM
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces
from alliance.scenario.schema import Council
from allocation import MEETING_RULES

VOTES = {"甲": 3, "B": 2, "C": 0}
QUOTAS = st.integers(1, 100).map(lambda percent: percent / 100)


@st.composite
def councils(draw: st.DrawFn) -> dict[str, Any]:
    """Council parts that pass every check."""
    rule = draw(st.none() | st.sampled_from(RULE_NAMES))
    quota = draw(st.none() | QUOTAS) if rule is None else None
    return {
        "rule": rule,
        "quota": quota,
        "more_than": quota is not None and quota < 1 and draw(st.booleans()),
        "quorum": None if rule in WITH_QUORUM else draw(st.none() | QUOTAS),
        "chair": draw(st.none() | st.sampled_from(["甲", "B"])),
        "blocks": draw(st.booleans()),
    }


@pytest.mark.parametrize("form", ["toml", "json", "xlsx"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(council=councils(), language=st.sampled_from(["zh", "en"]))
def test_every_form_gives_back_the_council(form: str, council: dict[str, Any], language: str, tmp_path: Path) -> None:
    scenario = samples.scenario(VOTES, council)
    path = dump(scenario, tmp_path / f"council.{form}", language)
    assert load(path) == scenario


@pytest.mark.parametrize("form", ["toml", "json", "xlsx"])
def test_no_council_stays_no_council(form: str, tmp_path: Path) -> None:
    assert load(dump(samples.scenario(VOTES), tmp_path / f"plain.{form}")).council is None


@pytest.mark.parametrize("form", ["toml", "json", "xlsx"])
def test_an_empty_council_part_is_kept(form: str, tmp_path: Path) -> None:
    assert load(dump(samples.scenario(VOTES, {}), tmp_path / f"empty.{form}")).council == Council()


def test_the_workbook_has_a_sheet_for_it_in_both_languages(tmp_path: Path) -> None:
    scenario = samples.scenario(VOTES, {"rule": "two_thirds", "chair": "B"})
    for language, title, rule in (("en", "Council", "two thirds of the votes"), ("zh", "理事会", "三分之二票数")):
        page = load_workbook(dump(scenario, tmp_path / f"{language}.xlsx", language))[title]
        shown = [page.cell(row, 2).value for row in range(2, 8)]
        assert shown[0] == rule
        assert shown[4] == "B"


def test_the_template_leaves_the_council_empty(tmp_path: Path) -> None:
    from alliance.scenario import new_workbook

    new_workbook(tmp_path / "new.xlsx", "en")
    page = load_workbook(tmp_path / "new.xlsx")["Council"]
    assert {page.cell(row, 2).value for row in range(2, 8)} == {None}


def test_a_rule_may_be_typed_as_it_is_shown_in_either_language(tmp_path: Path) -> None:
    path = dump(samples.scenario(VOTES, {"rule": "majority"}), tmp_path / "typed.xlsx", "en")
    book = load_workbook(path)
    book["Council"]["B2"] = "三分之二票数"
    book.save(path)
    assert load(path).council == Council(rule="two_thirds")


def test_the_chair_may_be_called_by_name() -> None:
    tree = {
        "alliance": {"id": "x"},
        "members": [{"id": "M01", "name": {"zh": "海利得", "en": "Hailide"}}],
        "value": {"kind": "pairs"},
        "council": {"chair": "hailide"},
    }
    assert parse(tree, TextPlaces()).council == Council(chair="M01")


# What is wrong


def problems(council: object, votes: dict[str, float] | None = None) -> list[str]:
    members = [{"id": name, "votes": count} for name, count in (votes or VOTES).items()]
    with pytest.raises(ScenarioError) as caught:
        parse({"alliance": {"id": "x"}, "members": members, "value": {"kind": "pairs"}, "council": council}, TextPlaces())
    return [one.say("en") for one in caught.value.problems]


@pytest.mark.parametrize(
    ("council", "said"),
    [
        ({"rule": "two_thirds", "quota": 0.6}, "council.quota: the voting rule two_thirds has its own quota."),
        ({"rule": "two_thirds", "more_than": True}, "council.more_than: the voting rule two_thirds has its own quota."),
        ({"rule": "one_member_one_vote", "quorum": 0.5}, "council.quorum: the voting rule one_member_one_vote has its own quorum."),
        ({"quota": 1, "more_than": True}, "council.quota: more than all votes are asked for"),
        ({"more_than": True}, "council.more_than: there is no quota to be exceeded."),
        ({"chair": "C"}, 'council.chair: the chair "C" has no vote. Give it a vote, or name another chair, e.g. 甲, B.'),
        ({"chair": "Z"}, 'council.chair: "Z" is not a member of this scenario.'),
        ({"rule": "half"}, 'council.rule: "half" is not among the choices.'),
        ({"quota": 0}, "council.quota: 0 is not above 0."),
        ({"quota": 1.2}, "council.quota: 1.2 is above 1."),
        ({"quorum": -0.1}, "council.quorum: -0.1 is below 0."),
        ({"colour": "red"}, "council.colour: there is no entry of this name."),
        ("majority", 'council: "majority" is not a table of entries.'),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(council: object, said: str) -> None:
    (problem,) = problems(council)
    assert problem.startswith(said)


def test_a_council_needs_somebody_who_votes() -> None:
    assert problems({}, {"A": 0, "B": 0}) == [
        "council: no member has a vote in the council. Give the members votes, or delete the council part."
    ]


def test_all_problems_are_found_in_one_go() -> None:
    found = problems({"rule": "two_thirds_present_majority", "quota": 0.5, "quorum": 0.5, "chair": "C"})
    assert [one.split(":")[0] for one in found] == ["council.quota", "council.quorum", "council.chair"]


def test_a_broken_vote_does_not_raise_a_second_problem() -> None:
    assert len(problems({"chair": "A"}, {"A": "many", "B": 0})) == 1


def test_a_problem_of_the_workbook_names_its_cell(tmp_path: Path) -> None:
    path = dump(samples.scenario(VOTES, {"rule": "two_thirds"}), tmp_path / "broken.xlsx", "zh")
    book = load_workbook(path)
    book["理事会"]["B3"] = 0.6
    book.save(path)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert "Sheet 理事会, cell B3" in caught.value.say("en")
    assert "已含通过比例" in caught.value.say("zh")


def test_rules_with_their_own_quorum_are_those_of_charters() -> None:
    assert set(WITH_QUORUM) == set(MEETING_RULES)


# The examples


def test_the_textile_charter_is_the_reference_one() -> None:
    scenario = load("examples/textile.toml")
    assert scenario.council == Council(rule="two_thirds_present_two_thirds")
    assert scenario.provenance["charter"].tag == "synthetic"


def test_the_standards_council_votes_by_installed_base() -> None:
    scenario = load("examples/standards.toml")
    assert scenario.council == Council(quota=0.51)
    assert sum(one.votes for one in scenario.members) == 100


def test_scenarios_without_a_council_run_as_before() -> None:
    found = alliance.run(Scenario.model_validate(samples.splitting({"A": 1, "B": 1}, {"A": 1, "B": 2}).model_dump()))
    assert found.document.council is None
