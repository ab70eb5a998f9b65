"""Checks of members, capabilities, projects, factors and relations."""

from __future__ import annotations

import pytest
from check_cases import said, steps

from alliance.scenario.checks import members as checks


def test_different_ids_pass() -> None:
    assert steps(checks.duplicate_ids) == []


@pytest.mark.parametrize("twin", ["A", "a", "Ａ", " a "])
def test_twins_of_a_member_are_found(twin: str) -> None:
    assert steps(checks.duplicate_ids, members=[{"id": "A"}, {"id": "B"}, {"id": twin}]) == ["members.2.id"]


def test_three_of_a_kind_are_two_findings() -> None:
    assert steps(checks.duplicate_ids, members=[{"id": "A"}, {"id": "a"}, {"id": "Ａ"}]) == ["members.1.id", "members.2.id"]


def test_a_member_and_a_project_may_share_an_id() -> None:
    assert steps(checks.duplicate_ids, projects=[{"id": "A", "members": ["A"]}]) == []


def test_twins_among_capabilities_are_found() -> None:
    assert steps(checks.duplicate_ids, capabilities=[{"id": "K1"}, {"id": "k1"}]) == ["capabilities.1.id"]


def test_twins_among_projects_are_found() -> None:
    assert steps(checks.duplicate_ids, projects=[{"id": "P"}, {"id": "p"}]) == ["projects.1.id"]


def test_twins_among_factors_are_found() -> None:
    factors = [{"id": "f", "weight": 0.5}, {"id": "F", "weight": 0.5}]
    assert steps(checks.duplicate_ids, allocation={"factors": factors}) == ["allocation.factors.1.id"]


def test_the_twin_is_named() -> None:
    assert said(checks.duplicate_ids, members=[{"id": "A"}, {"id": "a"}]) == ['"a" is the same id as "A".']


def test_different_names_pass() -> None:
    assert steps(checks.duplicate_names, members=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}]) == []


def test_the_same_chinese_name_is_found() -> None:
    members = [{"id": "A", "name": {"zh": "甲", "en": "x"}}, {"id": "B", "name": {"zh": "甲", "en": "y"}}]
    assert steps(checks.duplicate_names, members=members) == ["members.1.name"]


def test_the_same_english_name_is_found() -> None:
    members = [{"id": "A", "name": {"zh": "甲", "en": "Same"}}, {"id": "B", "name": {"zh": "乙", "en": "SAME"}}]
    assert steps(checks.duplicate_names, members=members) == ["members.1.name"]


def test_names_of_twins_are_not_reported_again() -> None:
    assert steps(checks.duplicate_names, members=[{"id": "A"}, {"id": "a"}]) == []


def test_a_name_in_one_language_only_may_stay_alone() -> None:
    assert steps(checks.duplicate_names, members=[{"id": "A", "name": {"zh": "甲"}}, {"id": "B", "name": {"en": "B"}}]) == []


def test_a_relation_of_two_passes() -> None:
    assert steps(checks.self_relations, relations=[{"a": "A", "b": "B"}]) == []


def test_a_relation_with_itself_is_found() -> None:
    assert steps(checks.self_relations, relations=[{"a": "A", "b": "B"}, {"a": "C", "b": "C"}]) == ["relations.1"]


def test_different_pairs_pass() -> None:
    assert steps(checks.repeated_relations, relations=[{"a": "A", "b": "B"}, {"a": "A", "b": "C"}]) == []


@pytest.mark.parametrize("pair", [("A", "B"), ("B", "A")])
def test_the_same_pair_in_either_order_is_found(pair: tuple[str, str]) -> None:
    assert steps(checks.repeated_relations, relations=[{"a": "A", "b": "B"}, {"a": pair[0], "b": pair[1]}]) == ["relations.1"]


def test_a_conflict_with_synergy_is_found() -> None:
    assert steps(checks.synergy_of_conflict, relations=[{"a": "A", "b": "B", "conflict": True, "synergy": 3}]) == ["relations.0"]


@pytest.mark.parametrize("synergy", [0, -3])
def test_a_conflict_without_gain_passes(synergy: float) -> None:
    assert steps(checks.synergy_of_conflict, relations=[{"a": "A", "b": "B", "conflict": True, "synergy": synergy}]) == []


def test_synergy_without_conflict_passes() -> None:
    assert steps(checks.synergy_of_conflict, relations=[{"a": "A", "b": "B", "synergy": 3}]) == []
