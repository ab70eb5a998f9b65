"""Checks of the selection part."""

from __future__ import annotations

from typing import Any

import pytest
from check_cases import Find, said, steps

from alliance.scenario.checks import selection as checks

EVERY = [
    checks.included_and_excluded,
    checks.included_but_no_candidate,
    checks.more_included_than_allowed,
    checks.more_roles_than_allowed,
    checks.repeated_members,
    checks.project_is_closed,
]


@pytest.mark.parametrize("find", EVERY)
@pytest.mark.parametrize(
    "selection", [None, {}, {"candidates": ["A", "B"], "include": ["A"], "exclude": ["C"], "size": [1, 2], "roles": {"university": [1, 2]}}]
)
def test_a_sound_selection_passes(find: Find, selection: dict[str, Any] | None) -> None:
    assert steps(find, selection=selection) == []


def test_members_both_in_and_out_are_found() -> None:
    assert steps(checks.included_and_excluded, selection={"include": ["A", "B"], "exclude": ["B"]}) == ["selection.include.1"]


def test_musts_that_are_no_candidates_are_found() -> None:
    assert steps(checks.included_but_no_candidate, selection={"candidates": ["A"], "include": ["A", "B"]}) == ["selection.include.1"]


def test_without_a_list_everybody_is_a_candidate() -> None:
    assert steps(checks.included_but_no_candidate, selection={"include": ["A", "B"]}) == []


def test_as_many_musts_as_allowed_pass() -> None:
    assert steps(checks.more_included_than_allowed, selection={"size": [1, 2], "include": ["A", "B"]}) == []


def test_more_musts_than_allowed_are_found() -> None:
    assert said(checks.more_included_than_allowed, selection={"size": [1, 1], "include": ["A", "B"]}) == [
        "2 members must be chosen (A, B), but at most 1 may be."
    ]


def test_without_an_upper_size_any_number_of_musts_passes() -> None:
    assert steps(checks.more_included_than_allowed, selection={"size": [1], "include": ["A", "B", "C"]}) == []


def test_roles_that_ask_for_too_many_are_found() -> None:
    assert steps(checks.more_roles_than_allowed, selection={"size": [1, 3], "roles": {"university": [2, 3], "enterprise": [2]}}) == [
        "selection.roles"
    ]


def test_roles_that_just_fit_pass() -> None:
    assert steps(checks.more_roles_than_allowed, selection={"size": [1, 4], "roles": {"university": [2, 3], "enterprise": [2]}}) == []


@pytest.mark.parametrize("field", ["candidates", "include", "exclude"])
def test_names_listed_twice_are_found(field: str) -> None:
    assert steps(checks.repeated_members, selection={field: ["A", "B", "A"]}) == [f"selection.{field}.2"]


def test_a_closed_project_is_found() -> None:
    assert steps(checks.project_is_closed, projects=[{"id": "P", "members": ["A"]}], selection={"project": "P"}) == ["selection.project"]


def test_an_open_project_passes() -> None:
    assert steps(checks.project_is_closed, projects=[{"id": "P", "members": "choose"}], selection={"project": "P"}) == []
