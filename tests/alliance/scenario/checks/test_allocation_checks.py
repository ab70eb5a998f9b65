"""Checks of the allocation part."""

from __future__ import annotations

from typing import Any

import pytest
from check_cases import said, steps

from alliance.scenario.checks import allocation as checks


def _factors(*weights: float, shares: dict[str, float] | None = None) -> list[dict[str, Any]]:
    return [
        {"id": f"f{number}", "weight": weight, "shares": {"A": 1} if shares is None else shares} for number, weight in enumerate(weights)
    ]


@pytest.mark.parametrize("weights", [(), (1,), (0.25, 0.75), (0.1,) * 10, (0.262832868575, 0.140879583778, 0.455407963869, 0.140879583778)])
def test_weights_that_add_to_one_pass(weights: tuple[float, ...]) -> None:
    assert steps(checks.weights_add_to_one, allocation={"factors": _factors(*weights)}) == []


@pytest.mark.parametrize("weights", [(0.5,), (0.5, 0.6), (0.0,), (0.333, 0.333, 0.333)])
def test_weights_that_do_not_are_found(weights: tuple[float, ...]) -> None:
    assert steps(checks.weights_add_to_one, allocation={"factors": _factors(*weights)}) == ["allocation.factors"]


def test_weights_of_nothing_are_not_to_be_divided_by_zero() -> None:
    assert said(checks.weights_add_to_one, allocation={"factors": _factors(0.0)}) == ["the weights add to 0, not to 1."]


@pytest.mark.parametrize("shares", [{}, {"A": 0}, {"A": 0, "B": 0}])
def test_a_factor_of_which_nobody_has_a_share_is_found(shares: dict[str, float]) -> None:
    assert steps(checks.empty_factors, allocation={"factors": _factors(1, shares=shares)}) == ["allocation.factors.0.shares"]


def test_one_share_is_enough() -> None:
    assert steps(checks.empty_factors, allocation={"factors": _factors(1, shares={"A": 0, "B": 0.1})}) == []


def test_a_rule_that_corrects_needs_factors() -> None:
    assert steps(checks.factors_needed, allocation={"rules": ["shapley", "corrected_shapley"]}) == ["allocation.rules.1.rule"]


def test_a_rule_that_corrects_passes_with_factors() -> None:
    assert steps(checks.factors_needed, allocation={"rules": ["corrected_shapley"], "factors": _factors(1)}) == []


@pytest.mark.parametrize("rule", ["shapley", "nucleolus", "equal", "ensc"])
def test_other_rules_need_no_factors(rule: str) -> None:
    assert steps(checks.factors_needed, allocation={"rules": [rule]}) == []


@pytest.mark.parametrize("rule", ["shapley", "equal", "gately"])
def test_a_basis_of_a_rule_that_follows_none_is_found(rule: str) -> None:
    assert steps(checks.stray_basis, allocation={"rules": [{"rule": rule, "to": "votes"}]}) == ["allocation.rules.0.to"]


@pytest.mark.parametrize("rule", ["proportional", "weighted_shapley", "asymmetric_nash"])
def test_a_basis_of_a_rule_with_weights_passes(rule: str) -> None:
    assert steps(checks.stray_basis, allocation={"rules": [{"rule": rule, "to": "votes"}]}) == []


def test_the_same_rule_with_another_basis_passes() -> None:
    rules = [{"rule": "proportional", "to": "votes"}, {"rule": "proportional", "to": "investment"}]
    assert steps(checks.repeated_rules, allocation={"rules": rules}) == []


def test_the_same_rule_twice_is_found() -> None:
    assert steps(checks.repeated_rules, allocation={"rules": ["equal", "shapley", "equal"]}) == ["allocation.rules.2.rule"]
