"""Checks of projects."""

from __future__ import annotations

from typing import Any

import pytest
from check_cases import said, steps

from alliance.scenario.checks import projects as checks
from alliance.scenario.shared_findings import WEIGHT_TOLERANCE


def _project(**parts: Any) -> dict[str, Any]:
    return {"id": "P1", "requirement": {"K1": 3, "K2": 2}, "weights": {"K1": 0.4, "K2": 0.6}, "members": ["A", "B"]} | parts


def test_a_project_with_members_passes() -> None:
    assert steps(checks.no_partners, projects=[_project()]) == []


def test_an_open_project_passes() -> None:
    assert steps(checks.no_partners, projects=[_project(members="choose")]) == []


def test_a_project_without_members_is_found() -> None:
    assert steps(checks.no_partners, projects=[_project(), _project(id="P2", members=[])]) == ["projects.1.members"]


def test_a_member_listed_twice_is_found() -> None:
    assert steps(checks.repeated_partners, projects=[_project(members=["A", "B", "A"])]) == ["projects.0.members.2"]


@pytest.mark.parametrize("members", [["A", "B"], "choose", []])
def test_members_listed_once_pass(members: Any) -> None:
    assert steps(checks.repeated_partners, projects=[_project(members=members)]) == []


def test_weights_that_add_to_one_pass() -> None:
    assert steps(checks.weights_add_to_one, projects=[_project()]) == []


@pytest.mark.parametrize("weights", [{"K1": 0.4, "K2": 0.5}, {"K1": 1, "K2": 1}, {"K1": 0.4}, {}])
def test_weights_that_do_not_add_to_one_are_found(weights: dict[str, float]) -> None:
    assert steps(checks.weights_add_to_one, projects=[_project(weights=weights)]) == ["projects.0.weights"]


@pytest.mark.parametrize(("error", "found"), [(0.5, False), (-0.5, False), (2, True), (-2, True)])
def test_weights_may_be_off_by_the_tolerance(error: float, found: bool) -> None:
    weights = {"K1": 0.4, "K2": 0.6 + error * WEIGHT_TOLERANCE}
    assert bool(steps(checks.weights_add_to_one, projects=[_project(weights=weights)])) is found


def test_thirds_pass() -> None:
    third = {"K1": 0.333333, "K2": 0.333333, "K3": 0.333334}
    assert steps(checks.weights_add_to_one, projects=[_project(requirement=dict.fromkeys(third, 1), weights=third)]) == []


def test_a_project_that_requires_nothing_needs_no_weights() -> None:
    assert steps(checks.weights_add_to_one, projects=[_project(requirement={}, weights={})]) == []


def test_the_sum_is_said() -> None:
    assert said(checks.weights_add_to_one, projects=[_project(weights={"K1": 0.4, "K2": 0.5})]) == ["the weights add to 0.9, not to 1."]


def test_terms_of_required_capabilities_pass() -> None:
    assert steps(checks.stray_terms, projects=[_project(outsourcing={"K1": 100})]) == []


def test_stray_weights_and_prices_are_found() -> None:
    project = _project(requirement={"K1": 3}, outsourcing={"K2": 100})
    assert steps(checks.stray_terms, projects=[project]) == ["projects.0.weights.K2", "projects.0.outsourcing.K2"]


def test_an_open_project_needs_a_selection() -> None:
    assert steps(checks.open_without_selection, projects=[_project(), _project(id="P2", members="choose")]) == ["projects.1.members"]


def test_an_open_project_with_a_selection_passes() -> None:
    assert steps(checks.open_without_selection, projects=[_project(members="choose")], selection={}) == []


def test_closed_projects_need_no_selection() -> None:
    assert steps(checks.open_without_selection, projects=[_project()]) == []


def test_one_open_project_passes() -> None:
    assert steps(checks.several_open, projects=[_project(), _project(id="P2", members="choose")], selection={}) == []


def test_several_open_projects_are_found_once() -> None:
    projects = [_project(id=f"P{number}", members="choose") for number in range(3)]
    assert steps(checks.several_open, projects=projects) == ["projects.1.members"]
    assert said(checks.several_open, projects=projects) == ["several projects have partners to be chosen: P0, P1, P2."]
