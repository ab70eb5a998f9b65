"""The examples: facts as the reference scenarios have them, the same in every form and place."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alliance.scenario import Scenario, digest, dump, json_schema, load
from alliance.scenario.schema import PairsValue, TableValue

ROOT = Path(__file__).parents[3]
PACKAGE = Path(str(files("alliance") / "examples"))
NAMES = ("textile", "sematech", "standards", "starter", "pilot_line")
VECTORS: dict[str, Any] = {
    one["scenario"]["id"]: one["scenario"]
    for one in json.loads((ROOT / "tests/vectors/scenarios.json").read_text(encoding="utf-8"))["vectors"]
}


def _example(name: str) -> Scenario:
    return load(PACKAGE / f"{name}.toml")


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_holds_the_same_scenario(name: str) -> None:
    assert load(PACKAGE / f"{name}.xlsx") == _example(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_is_what_dump_writes(name: str, tmp_path: Path) -> None:
    assert load(dump(_example(name), tmp_path / "again.xlsx")) == load(PACKAGE / f"{name}.xlsx")


@pytest.mark.parametrize("file", [f"{name}.{form}" for name in NAMES for form in ("toml", "xlsx")])
def test_the_copy_for_readers_is_the_packaged_file(file: str) -> None:
    assert (ROOT / "examples" / file).read_bytes() == (PACKAGE / file).read_bytes()


def test_no_example_is_left_out() -> None:
    expected = {f"{name}.{form}" for name in NAMES for form in ("toml", "xlsx")}
    assert {path.name for path in PACKAGE.glob("*.*") if path.suffix in (".toml", ".xlsx")} == expected
    assert expected <= {path.name for path in (ROOT / "examples").iterdir()}


def test_every_kind_of_value_is_shown() -> None:
    assert {_example(name).value.kind for name in NAMES} == {"table", "rules", "pairs", "projects"}


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_name_in_both_languages(name: str) -> None:
    scenario = _example(name)
    named = [scenario.alliance, *scenario.members, *scenario.projects, *scenario.capabilities, *scenario.allocation.factors]
    assert all(one.name.zh and one.name.en for one in named)
    assert scenario.provenance
    assert all(one.note.zh and one.note.en for one in scenario.provenance.values())


def test_textile_members_are_the_reference_ones() -> None:
    scenario, facts = _example("textile"), VECTORS["zj_textile_2010"]
    skills = [one[0] for one in facts["capability_names"]]
    for member, fact in zip(scenario.members, facts["members"], strict=True):
        assert (member.id, member.name.zh, member.name.en, member.role, member.lead) == (
            fact["id"],
            fact["name_zh"],
            fact["name_en"],
            fact["role"],
            fact["lead"],
        )
        assert [member.capabilities[skill] for skill in skills] == fact["capabilities"]
        assert {k: v for k, v in member.project_investment.items() if k != "P3"} == fact["investment"]
        assert isinstance(member.market_access, dict)
        assert {k: v for k, v in member.market_access.items() if k != "P3"} == fact["market_access"]
        assert (member.failure, member.votes) == (fact["risk_pd"], fact["votes"])


@pytest.mark.parametrize("position", [0, 1])
def test_textile_projects_are_the_reference_ones(position: int) -> None:
    project, fact = _example("textile").projects[position], VECTORS["zj_textile_2010"]["projects"][position]
    assert (project.id, project.name.zh, project.members) == (fact["id"], fact["name_zh"], fact["members"])
    assert list(project.requirement.values()) == fact["requirement"]
    assert list(project.weights.values()) == fact["omega"]
    assert list(project.outsourcing.values()) == fact["outsourcing_m"]
    assert (project.base_success, project.benefit, project.cost, project.subsidy) == (
        fact["pi0"],
        fact["benefit_R"],
        fact["cost_C"],
        fact["subsidy_s"],
    )


def test_the_open_project_is_the_reference_one_and_left_to_the_selection() -> None:
    scenario = _example("textile")
    project, fact = scenario.projects[2], VECTORS["zj_textile_2010"]["projects"][2]
    assert (project.benefit, project.cost, project.subsidy, project.members) == (
        fact["benefit_R"],
        fact["cost_C"],
        fact["subsidy_s"],
        "choose",
    )
    assert fact["pi0_range"][0] <= project.base_success <= fact["pi0_range"][1]
    assert scenario.selection is not None
    assert scenario.selection.project == "P3"
    assert len(scenario.selection.candidates) == 22
    assert {skill: need.amount for skill, need in scenario.selection.needs.items()} == project.requirement


def test_textile_factor_weights_are_the_principal_eigenvector() -> None:
    facts = VECTORS["zj_textile_2010"]["allocation"]
    matrix = np.array([[float(Fraction(str(entry))) for entry in row] for row in facts["ahp_matrix"]])
    weights = np.array([one.weight for one in _example("textile").allocation.factors])
    largest = max(np.linalg.eigvals(matrix).real)
    assert [one.id for one in _example("textile").allocation.factors] == facts["factor_names"]
    assert np.abs(matrix @ weights - largest * weights).max() < 1e-11
    assert math.fsum(weights) == pytest.approx(1, abs=1e-12)


def test_textile_factor_shares_are_the_reference_ones_for_p2_and_given_for_all() -> None:
    for position, factor in enumerate(_example("textile").allocation.factors):
        for member, shares in VECTORS["zj_textile_2010"]["allocation"]["factors_P2"].items():
            assert factor.shares[member] == shares[position]
        assert len(factor.shares) == 22
        assert min(factor.shares.values()) >= 0


def test_the_open_project_can_be_staffed_on_paper() -> None:
    scenario = _example("textile")
    assert scenario.selection is not None
    for skill, need in scenario.selection.needs.items():
        assert max(member.capabilities[skill] for member in scenario.members) >= need.amount
    chosen = [one for one in scenario.members if one.id in ("M01", "M02", "M04", "M06")]
    assert all(max(one.capabilities[skill] for one in chosen) >= need.amount for skill, need in scenario.selection.needs.items())
    assert sum(one.cost for one in chosen) <= scenario.selection.budget
    assert sum(one.failure * one.loss for one in chosen) <= scenario.selection.max_expected_loss


def test_sematech_pairs_and_dues_follow_the_formula() -> None:
    scenario, facts = _example("sematech"), VECTORS["sematech_1987"]
    sales = {one["id"]: one["sales_musd"] for one in facts["members"] if "sales_musd" in one}
    assert isinstance(scenario.value, PairsValue)
    assert len(scenario.value.pairs) == 78
    assert all(pair.value == 0.002 * math.sqrt(sales[pair.a] * sales[pair.b]) for pair in scenario.value.pairs)
    assert [one.id for one in scenario.members] == list(sales)
    rule = facts["fee_rule"]
    for member in scenario.members:
        assert member.investment["dues"] == pytest.approx(min(rule["max"], max(rule["min"], rule["rate"] * sales[member.id])), abs=1e-12)


def test_standards_are_worth_the_square_of_the_installed_base() -> None:
    scenario, facts = _example("standards"), VECTORS["igrs_2003"]
    base = {one["id"]: one["installed_base"] for one in facts["members"]}
    assert isinstance(scenario.value, PairsValue)
    total = math.fsum([*scenario.value.own.values(), *(pair.value for pair in scenario.value.pairs)])
    assert total == pytest.approx(0.02 * sum(base.values()) ** 2, rel=1e-12)
    assert {one.id: one.votes for one in scenario.members} == base
    assert [one.failure for one in scenario.members] == [one["risk"] for one in facts["members"]]


def test_the_starter_lists_every_coalition() -> None:
    value = _example("starter").value
    assert isinstance(value, TableValue)
    assert len(value.coalitions) == 7


def test_the_published_schema_is_current() -> None:
    assert json.loads((ROOT / "docs/scenario.schema.json").read_text(encoding="utf-8")) == json_schema()


def test_digests_are_told_apart() -> None:
    assert len({digest(_example(name)) for name in NAMES}) == len(NAMES)
