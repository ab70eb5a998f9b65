"""Which rules a scenario may ask for, where their data come from, and rules named on the command line in place of the scenario's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from kind_cases import VALUES, members_of
from study_makers import by_size, game, scenario
from typer.testing import CliRunner

import alliance
import allocation as al
from alliance.cli import app
from alliance.document import Document
from alliance.options import with_rules
from alliance.scenario import Scenario, ScenarioError, dump
from alliance.scenario.asked_rules import domains, missing_option, offered_rules, rule_meant
from alliance.valuation import plan_games

RISING = by_size("ABC", 1.0, 4.0, 12.0)
RICH = [{"id": "A", "investment": {"m": 1}, "votes": 1}, {"id": "B", "investment": {"m": 2}}, {"id": "C", "investment": {"m": 5}}]


def call(*words: object) -> Any:
    found = CliRunner().invoke(app, [str(word) for word in words])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def wrong(document: Document, found: Scenario) -> list[str]:
    return [check.name for check in alliance.verify(document, found) if not check.ok]


# What can be asked for


def test_power_indices_belong_to_the_council() -> None:
    assert "voting" not in domains()
    assert domains()[0] == "game"


def test_only_semivalues_need_what_no_scenario_has() -> None:
    assert [rule.name for domain in domains() for rule in al.rules(domain) if missing_option(rule)] == ["semivalue"]


def test_every_rule_is_offered_once() -> None:
    names = [rule.name for rule in offered_rules()]
    assert len(names) == len(set(names))
    assert {"shapley", "cea", "bird", "owen_point", "fair_point", "centroid", "weighted_nucleolus"} <= set(names)


@pytest.mark.parametrize(
    ("kind", "name", "to", "domain"),
    [
        ("claims", "proportional", None, "claims"),
        ("claims", "proportional", "votes", "game"),
        ("claims", "shapley", None, "game"),
        ("claims", "cea", None, "claims"),
        ("claims", "cea", "votes", None),
        ("tree", "bird", None, "tree"),
        ("tree", "cea", None, None),
        ("airport", "proportional", None, "game"),
        ("airport", "johnston", None, None),
    ],
)
def test_which_rule_a_name_means(kind: str, name: str, to: str | None, domain: str | None) -> None:
    rule = rule_meant(scenario(members_of(kind), value=VALUES[kind]), name, to)
    assert (rule.domain if rule else None) == domain


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (["cea"], "the rule cea does not exist for values of the kind table"),
        (["semivalue"], "the rule semivalue needs “chances”"),
        (["centroid"], "the rule centroid combines the other rules"),
        (["centroid", "shapley"], "there are not two others"),
        (["topsis_combined", "centroid", "equal"], "there are not two others"),
        (["shapely"], "there is no allocation rule"),
    ],
)
def test_rules_that_cannot_be_fed_are_refused_when_the_file_is_read(rules: list[str], said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        scenario(value=RISING, allocation={"rules": rules})


@pytest.mark.parametrize("title", ["塔木德规则", "Talmud rule", "TALMUD", "talmud"])
def test_rules_of_a_kind_may_be_named_in_many_ways(title: str) -> None:
    found = scenario(value=VALUES["claims"], allocation={"rules": [title]})
    assert [one.rule for one in found.allocation.rules] == ["talmud"]


# Rules that combine the others


def combined(*rules: str, **parts: Any) -> Any:
    return game(RICH, value=parts.pop("value", RISING), allocation={"rules": list(rules)}, **parts)


def test_the_centroid_is_the_mean_of_the_other_rules() -> None:
    outcome = combined("centroid", "proportional", "equal")
    mean = np.mean([outcome.splits[1].payoffs, outcome.splits[2].payoffs], axis=0)
    assert [split.rule for split in outcome.splits] == ["centroid", "proportional", "equal"]
    assert outcome.splits[0].payoffs == pytest.approx(mean.tolist())
    assert outcome.splits[0].payoffs == pytest.approx([(1.5 + 4) / 2, (3 + 4) / 2, (7.5 + 4) / 2])


def test_combining_rules_do_not_combine_each_other() -> None:
    outcome = combined("topsis_combined", "shapley", "centroid", "equal")
    assert [len(split.options["schemes"]) for split in outcome.splits if "schemes" in split.options] == [2, 2]


def test_rules_that_do_not_hand_out_everything_are_not_combined() -> None:
    outcome = combined("banzhaf", "shapley", "proportional", "centroid")
    assert sum(outcome.splits[0].payoffs) != pytest.approx(12)
    assert len(outcome.splits[3].options["schemes"]) == 2
    assert sum(outcome.splits[3].payoffs) == pytest.approx(12)


def test_where_the_others_have_no_answer_there_is_nothing_to_combine() -> None:
    outcome = game(value=RISING, allocation={"rules": ["owen", "proportional", "centroid", "equal"]})
    assert [one.rule for one in outcome.skipped] == ["owen", "proportional", "centroid"]
    assert "not two others with an answer" in outcome.skipped[2].why.en
    assert "不足两个" in outcome.skipped[2].why.zh


@pytest.mark.parametrize("rule", ["centroid", "topsis_combined"])
def test_a_combination_is_verified_with_what_it_combines(rule: str) -> None:
    found = scenario(RICH, value=RISING, allocation={"rules": ["shapley", "proportional", rule]})
    tree = alliance.run(found).document.model_dump(mode="json")
    assert wrong(Document.model_validate(tree), found) == []
    tree["games"][0]["splits"][2]["options"]["schemes"][0] = {"A": 0.0, "B": 0.0, "C": 12.0}
    title = tree["games"][0]["splits"][2]["title"]["en"]
    assert f"alliance: {title}: combined splits" in wrong(Document.model_validate(tree), found)


def test_a_combination_of_nothing_is_noticed() -> None:
    found = scenario(RICH, value=RISING, allocation={"rules": ["shapley", "equal", "centroid"]})
    tree = alliance.run(found).document.model_dump(mode="json")
    tree["games"][0]["splits"][2]["options"]["schemes"] = []
    assert any(name.endswith("combined splits") for name in wrong(Document.model_validate(tree), found))


def test_a_recommended_combination_has_no_futures() -> None:
    """Its other rules would have to be computed in every future; that is left out, not made up."""
    found = {"rules": ["proportional", "equal", "centroid"]}
    outcome = game(RICH, value=by_size("ABC", 0.0, 0.0, 12.0), allocation=found, uncertainty={"spread": 0.1, "samples": 20})
    assert outcome.recommendation is not None
    assert outcome.uncertainty is None or outcome.uncertainty.rule != "centroid"


# Rules that weigh coalitions


@pytest.mark.parametrize("rule", ["weighted_nucleolus", "weighted_prenucleolus"])
def test_a_group_weighs_what_its_members_weigh_together(rule: str) -> None:
    asked = {"rules": [{"rule": rule, "to": "investment"}]}
    outcome = game(RICH, value=RISING, allocation=asked)
    (plan,) = plan_games(scenario(RICH, value=RISING))
    weights = [1.0, 1, 2, 3, 5, 6, 7, 8]
    assert outcome.splits[0].payoffs == pytest.approx(al.split(plan.game, rule=rule, weights=weights).payoffs.tolist())
    assert outcome.splits[0].verified


def test_with_equal_weights_it_is_the_per_capita_nucleolus() -> None:
    rules = [{"rule": "weighted_nucleolus", "to": "votes"}, "per_capita_nucleolus"]
    one, other = game(value=by_size("ABC", 0.0, 5.0, 6.0), allocation={"rules": rules}).splits
    assert one.payoffs == pytest.approx(other.payoffs)


def test_a_member_that_weighs_nothing_leaves_the_rule_without_an_answer() -> None:
    outcome = game(["A", *RICH[1:]], value=RISING, allocation={"rules": ["weighted_nucleolus", "equal"]})
    (skipped,) = outcome.skipped
    assert "above zero for every member" in skipped.why.en


def test_too_many_members_to_weigh_all_groups() -> None:
    names = [{"id": f"M{k}", "votes": 1} for k in range(63)]
    outcome = game(names, allocation={"rules": [{"rule": "weighted_nucleolus", "to": "votes"}, "equal"]})
    assert [one.rule for one in outcome.skipped] == ["weighted_nucleolus"]


# Rules named in place of the scenario's


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return dump(scenario(RICH, value=RISING, allocation={"rules": ["shapley"]}), tmp_path / "in.json")


def test_a_split_by_other_rules_is_verified_against_its_scenario(plain: Path, tmp_path: Path) -> None:
    result = tmp_path / "x.json"
    assert call("split", plain, "--rule", "nucleolus", "--rule", "Equal split", "--json", result).exit_code == 0
    found = call("verify", result, plain, "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "✓ scenario" in found.output
    assert json.loads(result.read_text(encoding="utf-8"))["asked_rules"] == ["nucleolus", "equal"]


def test_a_split_by_the_rules_of_the_scenario_names_none(plain: Path, tmp_path: Path) -> None:
    call("split", plain, "--json", tmp_path / "x.json")
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["asked_rules"] is None


def test_other_rules_do_not_make_another_scenario_pass(plain: Path, tmp_path: Path) -> None:
    other = dump(scenario(RICH, value=by_size("ABC", 1.0, 4.0, 13.0)), tmp_path / "other.json")
    call("split", plain, "--rule", "nucleolus", "--json", tmp_path / "x.json")
    found = call("verify", tmp_path / "x.json", other, "--lang", "en")
    assert found.exit_code == 1
    assert "another scenario" in found.output


@pytest.mark.parametrize("to", [["shapley"], ["nucleolus", "equal"], [], None, ["cea"], ["fairest"]])
def test_rules_that_were_not_asked_for_are_noticed(to: list[str] | None, plain: Path) -> None:
    found = alliance.load(plain)
    tree = alliance.run(found, rules=["nucleolus"]).document.model_dump(mode="json")
    assert wrong(Document.model_validate(tree), found) == []
    assert wrong(Document.model_validate(tree | {"asked_rules": to}), found) != []


def test_a_rule_of_another_kind_is_refused_on_the_command_line(plain: Path) -> None:
    found = call("split", plain, "--rule", "cea", "--lang", "en")
    assert found.exit_code == 2
    assert "the rule cea does not exist for values of the kind table" in found.output


@pytest.mark.parametrize(
    ("language", "said"), [("en", 'there is no allocation rule "nucleolos". Did you mean nucleolus'), ("zh", "nucleolus")]
)
def test_a_misspelt_rule_is_answered_with_the_closest(language: str, said: str, plain: Path) -> None:
    found = call("split", plain, "--rule", "nucleolos", "--lang", language)
    assert found.exit_code == 2
    assert said in found.output


def test_a_combination_alone_is_refused_on_the_command_line(plain: Path) -> None:
    found = call("split", plain, "--rule", "centroid", "--lang", "zh")
    assert found.exit_code == 2
    assert "不足两个" in found.output


def test_without_names_the_scenario_stays() -> None:
    found = scenario(value=RISING)
    assert with_rules(found, None) is found
    assert with_rules(found, []) is found


def test_other_rules_leave_the_scenario_alone() -> None:
    found = scenario(value=RISING, allocation={"rules": ["shapley"]})
    assert [one.rule for one in with_rules(found, ["equal", "EQUAL"]).allocation.rules] == ["equal"]
    assert [one.rule for one in found.allocation.rules] == ["shapley"]


def test_the_command_line_knows_rules_of_a_kind(tmp_path: Path) -> None:
    path = dump(scenario(value=VALUES["claims"]), tmp_path / "in.toml")
    found = call("split", path, "--rule", "talmud", "--rule", "cea", "--lang", "en")
    assert found.exit_code == 0
    assert "125.00" in found.output
