"""Checks of the value part."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from check_cases import said, steps

from alliance.scenario.checks import value as checks


def _table(*groups: str, **parts: Any) -> dict[str, Any]:
    return {"kind": "table", "coalitions": [{"members": list(group), "value": 1} for group in groups]} | parts


def _rules(*rules: tuple[str, str]) -> dict[str, Any]:
    return {"kind": "rules", "rules": [{"needs": list(needs), "without": list(without), "value": 1} for needs, without in rules]}


def _pairs(*pairs: str, **parts: Any) -> dict[str, Any]:
    return {"kind": "pairs", "pairs": [{"a": pair[0], "b": pair[1], "value": 1} for pair in pairs]} | parts


ALL = ["".join(group) for size in (1, 2, 3) for group in combinations("ABC", size)]
MANY = [{"id": f"M{number}"} for number in range(25)]


def test_twenty_players_in_a_table_pass() -> None:
    assert steps(checks.too_many_players, members=MANY[:20], value=_table()) == []


def test_more_players_in_a_table_are_found() -> None:
    assert steps(checks.too_many_players, members=MANY[:21], value=_table()) == ["value.players"]


def test_players_count_rather_than_members() -> None:
    assert steps(checks.too_many_players, members=MANY, value=_table(players=["M1", "M2"])) == []


def test_other_kinds_take_any_number_of_players() -> None:
    assert steps(checks.too_many_players, members=MANY, value=_pairs()) == []


@pytest.mark.parametrize(
    "value", [_table(players=["A", "B", "A"]), _pairs(players=["A", "B", "A"]), _rules() | {"players": ["A", "B", "A"]}]
)
def test_a_player_listed_twice_is_found(value: dict[str, Any]) -> None:
    assert steps(checks.repeated_players, value=value) == ["value.players.2"]


def test_players_listed_once_pass() -> None:
    assert steps(checks.repeated_players, value=_table(players=["A", "B"])) == []


def test_a_stranger_in_a_coalition_is_found() -> None:
    assert steps(checks.strangers, value=_table("A", "AC", players=["A", "B"])) == ["value.coalitions.1.members.1"]


def test_strangers_in_rules_are_found() -> None:
    value = _rules(("AC", ""), ("A", "C")) | {"players": ["A", "B"]}
    assert steps(checks.strangers, value=value) == ["value.rules.0.needs.1", "value.rules.1.without.0"]


def test_strangers_in_pairs_are_found() -> None:
    value = _pairs("AC", "CA", players=["A", "B"], own={"C": 1})
    assert steps(checks.strangers, value=value) == ["value.own.C", "value.pairs.0.b", "value.pairs.1.a"]


@pytest.mark.parametrize("value", [_table(*ALL), _rules(("AB", "C")), _pairs("AB", own={"C": 1}), {"kind": "projects"}])
def test_members_are_no_strangers(value: dict[str, Any]) -> None:
    assert steps(checks.strangers, value=value) == []


def test_a_member_twice_in_a_coalition_is_found() -> None:
    assert steps(checks.repeated_in_group, value=_table("AB", "ABA")) == ["value.coalitions.1.members.2"]


def test_a_member_twice_in_a_rule_is_found() -> None:
    assert steps(checks.repeated_in_group, value=_rules(("AA", ""), ("A", "BB"))) == ["value.rules.0.needs.1", "value.rules.1.without.1"]


def test_contradicting_rules_are_found() -> None:
    assert steps(checks.contradicting_rules, value=_rules(("AB", "C"), ("AB", "BC"))) == ["value.rules.1.without"]


def test_other_kinds_have_no_contradicting_rules() -> None:
    assert steps(checks.contradicting_rules, value=_pairs("AB")) == []


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        (("A", "B"), []),
        (("AB", "A", "BA"), ["value.coalitions.2.members"]),
        (("ABC", "CAB", "BCA"), ["value.coalitions.1.members", "value.coalitions.2.members"]),
    ],
)
def test_coalitions_listed_twice_are_found_in_any_order(groups: tuple[str, ...], found: list[str]) -> None:
    assert steps(checks.repeated_coalitions, value=_table(*groups)) == found


def test_a_complete_table_passes() -> None:
    assert steps(checks.missing_coalitions, value=_table(*ALL)) == []


@pytest.mark.parametrize("left_out", ALL)
def test_every_coalition_that_is_left_out_is_named(left_out: str) -> None:
    groups = [group for group in ALL if group != left_out]
    assert said(checks.missing_coalitions, value=_table(*groups)) == [f"1 coalitions have no value: {' + '.join(left_out)}."]


def test_only_the_first_few_of_many_are_named() -> None:
    assert said(checks.missing_coalitions, value=_table("A")) == ["6 coalitions have no value: B; C; A + B; A + C; B + C; …."]


@pytest.mark.parametrize("missing", ["additive", "superadditive"])
def test_an_incomplete_table_passes_when_it_is_to_be_filled(missing: str) -> None:
    assert steps(checks.missing_coalitions, value=_table("A", missing=missing)) == []


def test_missing_coalitions_of_twenty_players_are_counted_quickly() -> None:
    (text,) = said(checks.missing_coalitions, members=MANY[:20], value=_table())
    assert text.startswith("1048575 coalitions have no value: M0; M1;")


def test_only_players_have_coalitions() -> None:
    assert steps(checks.missing_coalitions, value=_table("A", "B", "AB", players=["A", "B"])) == []


def test_pairs_of_two_pass() -> None:
    assert steps(checks.self_pairs, value=_pairs("AB", "BC")) == []


def test_a_pair_of_one_is_found() -> None:
    assert steps(checks.self_pairs, value=_pairs("AB", "CC")) == ["value.pairs.1"]


@pytest.mark.parametrize(
    ("pairs", "found"), [(("AB", "BC"), []), (("AB", "BA"), ["value.pairs.1"]), (("AB", "BC", "AB"), ["value.pairs.2"])]
)
def test_pairs_listed_twice_are_found(pairs: tuple[str, ...], found: list[str]) -> None:
    assert steps(checks.repeated_pairs, value=_pairs(*pairs)) == found


def test_a_value_from_no_projects_is_found() -> None:
    assert steps(checks.no_projects, value={"kind": "projects"}) == ["value.kind"]


def test_a_value_from_projects_passes() -> None:
    assert steps(checks.no_projects, value={"kind": "projects"}, projects=[{"id": "P", "members": ["A"]}]) == []


def test_other_kinds_need_no_projects() -> None:
    assert steps(checks.no_projects) == []
