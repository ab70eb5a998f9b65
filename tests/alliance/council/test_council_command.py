"""``alliance council`` and the council in a whole study, as their users meet them."""

import json
import re
from pathlib import Path

import council_samples as samples
import pytest
from typer.testing import CliRunner

import alliance
from alliance.cli import app
from alliance.council.rules import RULE_NAMES
from alliance.council.study import CHEAP_PLAYERS, benefit_is_cheap, with_rule
from alliance.document import Document
from alliance.scenario.schema import Council

EXAMPLES = Path(alliance.__file__).parent / "examples"
STANDARDS, TEXTILE, STARTER = (str(EXAMPLES / f"{name}.toml") for name in ("standards", "textile", "starter"))


def call(*words):
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "160"})


@pytest.fixture(scope="module")
def standards():
    return alliance.run(alliance.load(STANDARDS))


# The command


def test_shares_of_every_member_are_shown():
    found = call("council", STANDARDS, "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "at least 51% of the votes" in found.output
    assert re.search(r"Lenovo +30 +30\.0% +35\.2% +35\.6% +30\.0% +30\.5%", found.output)
    assert "More power than votes: Lenovo" in found.output


def test_the_view_in_chinese():
    said = call("council", STANDARDS, "--lang", "zh").output
    assert "理事会" in said
    assert "权力大于票数：联想" in said
    assert not re.search(r"[A-Za-z]{5,}", said)


def test_another_rule_may_be_tried():
    found = call("council", STANDARDS, "--rule", "two_thirds", "--lang", "en")
    assert "two thirds of the votes" in found.output
    assert "At least 67 of the 100 votes" in found.output


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_every_rule_may_be_tried(rule):
    assert call("council", STARTER, "--rule", rule).exit_code == 0


def test_an_unknown_rule_names_close_ones():
    found = call("council", STANDARDS, "--rule", "two_third", "--lang", "en")
    assert found.exit_code == 2
    assert "there is no voting rule two_third" in found.stderr
    assert "two_thirds" in found.stderr
    assert "没有名为" in call("council", STANDARDS, "--rule", "x", "--lang", "zh").stderr


def test_a_scenario_without_a_council_decides_by_majority():
    found = call("council", STARTER, "--lang", "en")
    assert found.exit_code == 0
    assert "more than half of the votes" in found.output


def test_nobody_who_votes_is_bad_input(tmp_path):
    path = alliance.dump(samples.scenario({"A": 0}), tmp_path / "silent.toml")
    found = call("council", str(path), "--lang", "en")
    assert found.exit_code == 2
    assert "no member has a vote" in found.stderr
    assert "Traceback" not in found.stderr


def test_a_missing_file_is_bad_input():
    assert call("council", "nowhere.toml").exit_code == 2


def test_the_outcome_as_json(tmp_path):
    path = tmp_path / "council.json"
    assert call("council", STANDARDS, "--json", str(path)).exit_code == 0
    document = Document.model_validate(json.loads(path.read_text(encoding="utf-8")))
    assert document.council.voters[0].member == "I01"
    assert document.council.voters[0].benefit == pytest.approx(0.3)


def test_partners_are_not_chosen_unless_asked_for(tmp_path):
    path = tmp_path / "council.json"
    found = call("council", TEXTILE, "--json", str(path), "--lang", "en")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["selection"] is None
    assert data["games"] == []
    assert {one["benefit"] for one in data["council"]["voters"]} == {None}
    assert "ask for them with --split" in found.output


def test_benefit_is_compared_when_asked_for(tmp_path):
    path = tmp_path / "council.json"
    found = call("council", TEXTILE, "--split", "--json", str(path), "--lang", "en")
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["selection"]["status"] == "proved"
    assert sum(one["benefit"] for one in data["council"]["voters"]) == pytest.approx(1)
    assert "--split" not in found.output


# What is cheap, which rule


def test_small_games_without_selection_are_cheap():
    assert benefit_is_cheap(alliance.load(STANDARDS))
    assert not benefit_is_cheap(alliance.load(TEXTILE))


@pytest.mark.parametrize(("n", "cheap"), [(CHEAP_PLAYERS, True), (CHEAP_PLAYERS + 1, False)])
def test_large_games_are_not_cheap(n, cheap):
    assert benefit_is_cheap(samples.scenario({f"M{i}": 1 for i in range(n)})) == cheap


def test_the_scenarios_rule_stands_unless_another_is_given():
    scenario = samples.scenario({"A": 1, "B": 1}, {"quota": 0.6, "quorum": 0.5, "chair": "A", "blocks": False})
    assert with_rule(scenario, None).council == scenario.council
    assert with_rule(scenario, "unanimous").council == Council(rule="unanimous", chair="A", blocks=False)


# The council in a study


def test_a_study_looks_at_the_council_when_the_scenario_has_one(standards):
    assert standards.document.council is not None
    assert "council" in standards.seconds


def test_a_study_without_a_council_part_has_none():
    assert alliance.run(alliance.load(STARTER)).document.council is None


def test_choosing_partners_alone_leaves_the_council_out():
    scenario = alliance.load(STANDARDS)
    assert alliance.run(scenario, split=False).document.council is None
    assert alliance.run(scenario, select=False, split=False).document.council.voters[0].benefit is None


def test_progress_counts_the_council():
    seen = []
    alliance.run(alliance.load(STANDARDS), progress=seen.append)
    assert [(step.done, step.of) for step in seen] == [(0, 2), (1, 2)]
    assert seen[-1].what.en == "Looking at the council"


@pytest.mark.parametrize("at", [0, 1])
def test_an_interruption_leaves_the_council_out(at):
    def stop(step):
        if step.done == at:
            raise KeyboardInterrupt

    document = alliance.run(alliance.load(STANDARDS), progress=stop).document
    assert document.status == "interrupted"
    assert document.council is None
    assert len(document.games) == at


def test_a_document_written_before_there_were_councils_is_still_read(standards):
    data = standards.document.model_dump(mode="json")
    del data["council"]
    assert Document.model_validate(data).council is None


# Re-checking


def checks(document, scenario):
    return {check.name: check.ok for check in alliance.verify(document, scenario) if check.name.startswith("council:")}


def test_the_council_is_confirmed(standards):
    found = checks(standards.document, standards.scenario)
    assert len(found) == 4
    assert all(found.values())


def test_blocks_are_confirmed_too():
    scenario = samples.splitting({"A": 2, "B": 1, "C": 1}, {"A": 1, "B": 1, "C": 1}, council={}, blocks=dict.fromkeys("BC", "x"))
    found = checks(alliance.run(scenario).document, scenario)
    assert any("owen" in name for name in found)
    assert all(found.values())


@pytest.mark.parametrize("field", ["power", "vote_share", "benefit"])
def test_a_changed_share_is_seen(standards, field):
    council = standards.document.council
    voters = [council.voters[0].model_copy(update={field: 0.5}), *council.voters[1:]]
    changed = standards.document.model_copy(update={"council": council.model_copy(update={"voters": voters})})
    assert not all(checks(changed, standards.scenario).values())


def test_a_changed_sentence_is_seen(standards):
    council = standards.document.council
    changed = standards.document.model_copy(update={"council": council.model_copy(update={"findings": []})})
    assert checks(changed, standards.scenario)["council: shares, roles and findings"] is False


def test_the_command_verify_confirms_a_study_with_a_council(tmp_path):
    call("run", STANDARDS, "-o", str(tmp_path), "--quiet")
    found = call("verify", str(tmp_path / "result.json"), "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "council: shapley_shubik" in found.output
