"""Legal scenarios nobody had in mind: the whole way through, and what must hold of every outcome."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from study_makers import by_size, document, game, scenario, split, table

import alliance
from alliance.document import Document, GameOutcome
from alliance.files import read_document
from alliance.scenario import Scenario

RULES = ["shapley", "nucleolus", "prenucleolus", "least_core", "ensc", "gately", "equal_surplus", "equal"]
ASKED = {"rules": RULES}

WEIRD: dict[str, dict[str, Any]] = {
    "one member": {"members": "A", "value": table("A", lambda group: 7.0)},
    "one member that loses": {"members": "A", "value": table("A", lambda group: -7.0)},
    "two members": {"members": "AB", "value": by_size("AB", 3.0, 10.0)},
    "nothing at all": {"value": by_size("ABC", 0.0, 0.0, 0.0)},
    "no pair, no value": {},
    "no rule": {"value": {"kind": "rules", "rules": []}},
    "only losses": {"value": by_size("ABC", -10.0, -20.0, -30.0)},
    "losses that grow": {"value": by_size("ABC", -10.0, -40.0, -90.0)},
    "a loss turned round": {"value": by_size("ABC", -70.0, -40.0, 10.0)},
    "empty core": {"value": by_size("ABC", 0.0, 1.0, 1.0)},
    "everything to lose": {"value": by_size("ABC", 5.0, 0.0, 0.0)},
    "a thousand million million": {"value": by_size("ABC", 0.0, 1e15, 1e15)},
    "large and superadditive": {"value": by_size("ABC", 1e14, 4e14, 1e15)},
    "a billionth": {"value": by_size("ABC", 1e-9, 3e-9, 6e-9)},
    "hardly more than nothing": {"value": by_size("ABC", 1e-12, 3e-12, 6e-12)},
    "no decimals": {"alliance": {"id": "x", "decimals": 0}, "value": by_size("ABC", 0.4, 1.1, 2.5)},
    "eight decimals": {"alliance": {"id": "x", "decimals": 8}, "value": by_size("ABC", 0.1, 0.3, 1 / 3)},
    "large with eight decimals": {"alliance": {"id": "x", "decimals": 8}, "value": by_size("ABC", 0.0, 1e14, 1e15 / 3)},
    "no year": {"alliance": {"id": "x", "year": None}, "value": by_size("ABC", 0.0, 0.0, 9.0)},
    "a dummy": {"value": table("ABC", lambda group: 6.0 if {"A", "B"} <= set(group) else 0.0)},
    "a tyrant": {"value": table("ABC", lambda group: 6.0 if "A" in group else 0.0)},
    "a nuisance": {"value": table("ABC", lambda group: 6.0 * len(group) - (20.0 if "C" in group else 0.0))},
}


def run(name: str) -> tuple[Scenario, Document]:
    parts = {"allocation": ASKED, **WEIRD[name]}
    found = scenario(parts.pop("members", "ABC"), **parts)
    return found, alliance.run(found).document


@pytest.fixture(scope="module", params=WEIRD)
def weird(request: pytest.FixtureRequest) -> tuple[Scenario, Document]:
    return run(request.param)


def test_weird_outcome_is_confirmed_by_verify(weird: tuple[Scenario, Document]) -> None:
    assert [check for check in alliance.verify(weird[1], weird[0]) if not check.ok] == []


def test_weird_outcome_survives_its_file(weird: tuple[Scenario, Document]) -> None:
    assert Document.model_validate_json(weird[1].model_dump_json()) == weird[1]


def test_weird_money_adds_up(weird: tuple[Scenario, Document]) -> None:
    for one in weird[1].games[0].splits:
        assert sum(map(Decimal, one.money)) == Decimal(one.money_total)
        assert all(-Decimal(amount).as_tuple().exponent == weird[1].decimals for amount in one.money)


def test_weird_stability_is_consistent(weird: tuple[Scenario, Document]) -> None:
    outcome = weird[1].games[0]
    assert not (outcome.core_empty and any(one.in_core for one in outcome.splits))
    assert (outcome.cost_of_stability > 0) is outcome.core_empty


def test_weird_nucleolus_is_in_the_core_whenever_there_is_one(weird: tuple[Scenario, Document]) -> None:
    outcome = weird[1].games[0]
    assert split(outcome, "prenucleolus").in_core is not outcome.core_empty


def test_every_rule_is_answered_or_left_out_with_a_reason(weird: tuple[Scenario, Document]) -> None:
    outcome = weird[1].games[0]
    assert sorted([one.rule for one in outcome.splits] + [one.rule for one in outcome.skipped]) == sorted(RULES)
    assert all(one.why.zh and one.why.en for one in outcome.skipped)


def test_weird_recommendation_is_one_of_the_splits(weird: tuple[Scenario, Document]) -> None:
    outcome = weird[1].games[0]
    assert outcome.recommendation.rule in {one.rule for one in outcome.splits}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["one member", "nothing at all", "losses that grow", "empty core", "large with eight decimals", "no year"])
def test_weird_study_is_reported_and_read_back(name: str, language: str, tmp_path: Any) -> None:
    found = alliance.run(run(name)[0])
    assert len(found.save(tmp_path, language)) == 5
    again = read_document(tmp_path / "result.json")
    assert again == found.document
    assert alliance.load(tmp_path / "scenario.json") == found.scenario


def test_the_nucleolus_is_left_out_where_nobody_can_be_paid_what_it_earns_alone() -> None:
    outcome = game("ABC", value=by_size("ABC", 10.0, 0.0, 0.0), allocation=ASKED)
    assert [one.rule for one in outcome.skipped] == ["nucleolus"]
    assert split(outcome, "prenucleolus").payoffs == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


def test_a_single_member_has_nobody_to_leave_with() -> None:
    outcome = game("A", value=table("A", lambda group: 7.0), allocation=ASKED)
    for one in outcome.splits:
        assert (one.payoffs, one.in_core, one.tightest, one.max_excess) == ([7.0], True, [], None)


@pytest.mark.parametrize(("member", "paid"), [("a dummy", 0.0), ("a tyrant", 0.0), ("a nuisance", -14.0)])
def test_the_odd_one_out_gets_what_it_adds(member: str, paid: float) -> None:
    assert split(run(member)[1].games[0], "shapley").payoffs[2] == pytest.approx(paid)


@pytest.mark.parametrize("basis", ["investment", "stand_alone", "votes"])
def test_proportional_to_nothing_is_left_out(basis: str) -> None:
    members = [{"id": one, "votes": 0} for one in "ABC"]
    outcome = game(members, value=by_size("ABC", 0.0, 0.0, 9.0), allocation={"rules": [{"rule": "proportional", "to": basis}]})
    assert outcome.splits == []
    assert "must be non-negative" in outcome.skipped[0].why.en
    assert outcome.recommendation is None


def test_proportional_to_a_loss_is_left_out() -> None:
    members = [{"id": "A", "stand_alone": -1}, {"id": "B", "stand_alone": 5}]
    outcome = game(members, value={"kind": "pairs"}, allocation={"rules": [{"rule": "proportional", "to": "stand_alone"}]})
    assert [one.rule for one in outcome.skipped] == ["proportional"]


def test_whoever_invests_nothing_gets_nothing_in_proportion_to_it() -> None:
    members = [{"id": "A", "investment": {"money": 1e15}}, {"id": "B", "investment": {"money": 1e-9}}, {"id": "C"}]
    outcome = game(members, value=by_size("ABC", 0.0, 0.0, 9.0), allocation={"rules": ["proportional"]})
    assert outcome.splits[0].money == ["9.00", "0.00", "0.00"]


@pytest.mark.parametrize("members", [21, 40, 300])
def test_many_members_with_pairs_are_split_without_a_table(members: int) -> None:
    """Own worth plus half of every pair, whatever the size."""
    names = [f"M{k:03}" for k in range(members)]
    pairs = [{"a": one, "b": names[(k + 7) % members], "value": 2.0 + k % 5} for k, one in enumerate(names[:-1])]
    asked = {"rules": ["shapley", "nucleolus", "equal", "ensc"]}
    found = scenario([{"id": one, "stand_alone": 3.0} for one in names], value={"kind": "pairs", "pairs": pairs}, allocation=asked)
    study = alliance.run(found)
    outcome = study.document.games[0]
    half = dict.fromkeys(names, 0.0)
    for pair in pairs:
        half[pair["a"]] += pair["value"] / 2
        half[pair["b"]] += pair["value"] / 2
    assert split(outcome, "shapley").payoffs == pytest.approx([3.0 + half[one] for one in names])
    assert split(outcome, "nucleolus").payoffs == pytest.approx(split(outcome, "shapley").payoffs)
    assert all(check.ok for check in alliance.verify(study.document, found))
    assert {one.holds for one in outcome.properties} == {None}


def test_three_hundred_members_are_reported(tmp_path: Any) -> None:
    found = scenario([{"id": f"M{k}", "stand_alone": k} for k in range(300)], allocation={"rules": ["shapley", "equal"]})
    alliance.run(found).save(tmp_path)
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count("M299") >= 2


def test_amounts_of_more_digits_than_usual_are_still_whole() -> None:
    """Five hundred members with every pair at the largest number: thirty digits, none of them lost."""
    from alliance.money import to_money

    shares = [1.5e20, 0.5, -3e19]
    amounts, total = to_money(shares, 8)
    assert amounts == ["150000000000000000000.00000000", "0.50000000", "-30000000000000000000.00000000"]
    assert Decimal(total) == Decimal("120000000000000000000.5")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_amounts_of_more_digits_than_usual_are_written_out(language: Any) -> None:
    from alliance.report.formats import Numbers

    assert Numbers(language, 8).money("-150000000000000000000.12345678") == "−150,000,000,000,000,000,000.12345678"


PROJECT = {"id": "P", "requirement": {"K": 4}, "weights": {"K": 1}, "benefit": 100, "cost": 10, "members": ["A", "B"]}


def project_game(members: list[dict[str, Any]], **changes: Any) -> GameOutcome:
    projects = [{**PROJECT, **changes}]
    return game(members, capabilities=[{"id": "K"}], projects=projects, value={"kind": "projects"}, allocation={"rules": ["shapley"]})


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("nobody has the capability", {"requirement": {"K": 5e14}}),
        ("it costs too much", {"cost": 1e15}),
        ("it cannot succeed", {"base_success": 0}),
        ("nobody pays for it", {"benefit": 0}),
        ("what is missing costs too much", {"outsourcing": {"K": 1e15}}),
    ],
)
def test_a_project_nobody_can_run_leaves_everybody_what_it_earns_alone(what: str, changes: dict[str, Any]) -> None:
    members = [{"id": "A", "capabilities": {"K": 2}, "market_access": 0.5, "stand_alone": 3}, {"id": "B", "stand_alone": -4}]
    outcome = project_game(members, **changes)
    assert outcome.grand_value == pytest.approx(-1.0)
    assert outcome.splits[0].payoffs == pytest.approx([3.0, -4.0])


def test_a_project_by_hand() -> None:
    """A brings half the capability and half the market, B nothing but the other half of the market: 1/2 · 100 · 1 − 10 = 40."""
    members = [{"id": "A", "capabilities": {"K": 2}, "market_access": 0.5}, {"id": "B", "market_access": {"P": 0.75}}]
    outcome = project_game(members)
    assert outcome.grand_value == pytest.approx(40.0)
    assert outcome.stand_alone == pytest.approx([15.0, 0.0])
    assert outcome.splits[0].payoffs == pytest.approx([27.5, 12.5])


def test_a_project_without_requirements_by_hand() -> None:
    members = [{"id": "A", "market_access": 0.5}, {"id": "B", "market_access": 1}]
    assert project_game(members, requirement={}, weights={}, base_success=0.5).stand_alone == pytest.approx([15.0, 40.0])


@pytest.mark.parametrize(
    ("roles", "for_whom", "total"),
    [
        (("enterprise", "university"), "enterprise_and_research", 17.0),
        (("enterprise", "institute"), "enterprise_and_research", 17.0),
        (("enterprise", "enterprise"), "enterprise_and_research", 0.0),
        (("university", "institute"), "enterprise_and_research", 0.0),
        (("government", "other"), "everyone", 17.0),
    ],
)
def test_a_subsidy_goes_to_whom_it_is_meant_for(roles: tuple[str, str], for_whom: str, total: float) -> None:
    members = [{"id": one, "role": role} for one, role in zip("AB", roles, strict=True)]
    assert project_game(members, benefit=0, subsidy=27, subsidy_for=for_whom).grand_value == pytest.approx(total)


def test_projects_are_games_of_their_own() -> None:
    projects = [{**PROJECT, "id": f"P{k}", "benefit": 100 * k, "requirement": {}, "weights": {}} for k in (1, 2, 3)]
    members = [{"id": "A", "market_access": {"P2": 1}}, {"id": "B"}, "C"]
    found = document(members, projects=projects, value={"kind": "projects", "projects": ["P3", "P2"]}, allocation={"rules": ["equal"]})
    assert [(one.id, one.grand_value, one.players) for one in found.games] == [("P2", 190.0, ["A", "B"]), ("P3", 0.0, ["A", "B"])]


TABLES = st.integers(1, 4).flatmap(
    lambda n: st.tuples(st.just("ABCD"[:n]), st.lists(st.integers(-50, 50) | st.floats(-1e6, 1e6), min_size=2**n - 1, max_size=2**n - 1))
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES, st.integers(0, 8))
def test_any_table_is_split_and_confirmed(players_and_worths: tuple[str, list[float]], decimals: int) -> None:
    players, worths = players_and_worths
    groups = [group for size in range(1, len(players) + 1) for group in combinations(players, size)]
    rows = [{"members": list(group), "value": worth} for group, worth in zip(groups, worths, strict=True)]
    found = scenario(
        players,
        alliance={"id": "x", "decimals": decimals},
        value={"kind": "table", "coalitions": rows},
        allocation={"rules": ["shapley", "prenucleolus", "equal_surplus"]},
    )
    outcome = alliance.run(found).document
    assert [check for check in alliance.verify(outcome, found) if not check.ok] == []
    for one in outcome.games[0].splits:
        assert sum(one.payoffs) == pytest.approx(worths[-1], rel=1e-9, abs=1e-6)
        assert sum(map(Decimal, one.money)) == Decimal(one.money_total)
