"""Checks of the uncertainty part."""

from __future__ import annotations

from typing import Any

import pytest
from check_cases import said, steps

from alliance.scenario.checks import uncertainty as checks

PROJECT = {"id": "P1", "base_success": 0.5, "benefit": 100, "cost": 10, "subsidy": 0, "members": ["A", "B"]}
PROJECTS = {"projects": [PROJECT], "value": {"kind": "projects"}}


def _ranges(**ranges: Any) -> dict[str, Any]:
    return {**PROJECTS, "uncertainty": {"projects": {"P1": ranges}}}


@pytest.mark.parametrize("ends", [[80, 120], [100, 120], [80, 100], [100, 100]])
def test_ranges_that_hold_the_given_value_pass(ends: list[float]) -> None:
    assert steps(checks.given_outside_range, **_ranges(benefit=ends)) == []


@pytest.mark.parametrize(
    ("field", "ends"), [("benefit", [101, 120]), ("benefit", [0, 99.5]), ("base_success", [0.6, 1]), ("cost", [0, 9]), ("subsidy", [1, 2])]
)
def test_ranges_that_miss_the_given_value_are_found(field: str, ends: list[float]) -> None:
    assert steps(checks.given_outside_range, **_ranges(**{field: ends})) == [f"uncertainty.projects.P1.{field}"]


def test_both_ends_and_the_value_are_named() -> None:
    assert said(checks.given_outside_range, **_ranges(benefit=[120, 150])) == [
        'the range from 120 to 150 does not hold the value 100 of project "P1".'
    ]


def test_every_range_that_misses_is_found() -> None:
    assert len(steps(checks.given_outside_range, **_ranges(benefit=[120, 150], cost=[0, 1]))) == 2


def test_without_an_uncertainty_part_nothing_is_found() -> None:
    every = (checks.given_outside_range, checks.idle_ranges, checks.idle_spread, checks.nothing_uncertain)
    assert [steps(find, **PROJECTS) for find in every] == [[], [], [], []]
    assert [steps(find) for find in every] == [[], [], [], []]


def test_ranges_of_a_project_that_does_not_count_are_found() -> None:
    parts = _ranges(benefit=[80, 120]) | {"projects": [PROJECT, {**PROJECT, "id": "P2"}], "value": {"kind": "projects", "projects": ["P2"]}}
    assert steps(checks.idle_ranges, **parts) == ["uncertainty.projects.P1"]


@pytest.mark.parametrize("counted", [[], ["P1"]])
def test_ranges_of_projects_that_count_pass(counted: list[str]) -> None:
    assert steps(checks.idle_ranges, **_ranges(benefit=[80, 120]) | {"value": {"kind": "projects", "projects": counted}}) == []


def test_ranges_beside_a_value_from_pairs_are_found_once() -> None:
    parts = {"projects": [PROJECT], "uncertainty": {"projects": {"P1": {"benefit": [80, 120]}, "P2": {"cost": [1, 2]}}}}
    assert steps(checks.idle_ranges, **parts) == ["uncertainty.projects.P1"]


def test_a_spread_beside_a_value_from_projects_is_found() -> None:
    assert steps(checks.idle_spread, **PROJECTS, uncertainty={"spread": 0.1}) == ["uncertainty.spread"]


@pytest.mark.parametrize("spread", [0.1, 1])
def test_a_spread_of_pairs_passes(spread: float) -> None:
    assert steps(checks.idle_spread, uncertainty={"spread": spread}) == []
    assert steps(checks.nothing_uncertain, uncertainty={"spread": spread}) == []


@pytest.mark.parametrize("asked", [{}, {"samples": 5}, {"spread": 0}])
def test_a_part_without_anything_uncertain_is_found(asked: dict[str, Any]) -> None:
    assert steps(checks.nothing_uncertain, uncertainty=asked) == ["uncertainty"]


@pytest.mark.parametrize("ranges", [{}, {"benefit": [100, 100]}])
def test_ranges_without_width_leave_nothing_uncertain(ranges: dict[str, Any]) -> None:
    assert steps(checks.nothing_uncertain, **_ranges(**ranges)) == ["uncertainty"]


def test_one_range_with_a_width_is_enough() -> None:
    assert steps(checks.nothing_uncertain, **_ranges(benefit=[100, 100], cost=[10, 11])) == []
