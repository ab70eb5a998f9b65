"""``alliance compare``, ``frontier`` and ``explain`` as their users meet them."""

from __future__ import annotations

import json
import signal

import pytest
from partner_cases import asked
from typer.testing import CliRunner

from alliance.cli import app
from alliance.partners.asking import named_sets, with_questions
from alliance.scenario import ScenarioError, dump


@pytest.fixture
def file(tmp_path):
    return str(dump(asked(budget=32), tmp_path / "small.json"))


def call(*words):
    return CliRunner().invoke(app, list(words), env={"COLUMNS": "160"})


def test_compare_takes_ids_and_names_in_any_language(file, tmp_path):
    out = tmp_path / "out.json"
    found = call("compare", file, "--set", "甲公司, Beta", "--set", "ours: C、D", "--json", str(out), "--lang", "en")
    assert found.exit_code == 0, found.output
    sets = json.loads(out.read_text(encoding="utf-8"))["selection"]["comparison"]
    assert [(one["label"]["en"], one["members"]) for one in sets[1:]] == [("set 1", ["A", "B"]), ("ours", ["C", "D"])]
    assert "Who would get what: Shapley value" in found.output


def test_compare_without_sets_shows_the_alternatives(file):
    found = call("compare", file, "--lang", "en")
    assert found.exit_code == 0
    assert "Sets side by side" not in found.output  # this scenario wants no alternatives


def test_compare_in_chinese(file):
    found = call("compare", file, "--set", "A", "--lang", "zh")
    assert "方案并列对比" in found.output
    assert "满足所有限制" in found.output


def test_all_wrong_names_are_listed_at_once(file):
    found = call("compare", file, "--set", "A, nobody", "--set", "stranger", "--lang", "en")
    assert found.exit_code == 2
    assert "2 problem(s)" in found.stderr
    assert all(name in found.stderr for name in ("nobody", "stranger"))


def test_a_member_named_twice_in_a_set_is_bad_input(file):
    found = call("compare", file, "--set", "B, 乙大学", "--lang", "en")
    assert found.exit_code == 2
    assert "listed twice" in found.stderr


def test_frontier_by_default_is_objective_against_cost(file):
    found = call("frontier", file, "--lang", "en")
    assert found.exit_code == 0
    assert "These are all" in found.output


def test_frontier_of_asked_objectives(file, tmp_path):
    out = tmp_path / "out.json"
    found = call("frontier", file, "--objectives", "value,cost,expected_loss", "--json", str(out), "--lang", "en")
    assert found.exit_code == 0
    trade_off = json.loads(out.read_text(encoding="utf-8"))["selection"]["trade_off"]
    assert trade_off["objectives"] == ["value", "cost", "expected_loss"]
    assert trade_off["complete"] is True


@pytest.mark.parametrize(
    ("objectives", "words"),
    [
        ("value", "two or three"),
        ("value,value", "two or three different"),
        ("value,luck", "luck"),
        ("synergy,coverage", "only one of"),
        ("objective,joint_value", "only one of"),
        ("value,cost,objective,expected_loss", "frontier"),
    ],
)
def test_senseless_objectives_are_bad_input(file, objectives, words):
    found = call("frontier", file, "--objectives", objectives, "--lang", "en")
    assert found.exit_code == 2
    assert words in found.stderr


def test_explain_says_why_and_what_else(file):
    found = call("explain", file, "--lang", "en")
    assert found.exit_code == 0
    for title in ("What every candidate is worth", "Who could take whose place", "What another budget", "What more or fewer partners"):
        assert title in found.output


@pytest.mark.parametrize("command", ["explain", "select", "frontier"])
def test_an_impossible_selection_names_clash_and_repairs(command, tmp_path):
    path = str(dump(asked(budget=8, include=["A"]), tmp_path / "none.json"))
    found = call(command, path, "--lang", "en")
    assert found.exit_code == 3
    assert "the budget of 8" in found.output
    assert "Raise the budget by 12, to 20" in found.output
    assert "Do without Alpha" in found.output


def test_explain_of_an_impossible_selection_in_chinese(tmp_path):
    path = str(dump(asked(budget=8, include=["A"]), tmp_path / "none.json"))
    assert "将预算提高 12，增至 20" in call("explain", path, "--lang", "zh").output


@pytest.mark.parametrize("command", ["compare", "frontier", "explain", "select"])
def test_a_scenario_without_selection_is_bad_input(command, tmp_path):
    path = str(dump(asked(open_project=False).model_copy(update={"selection": None}), tmp_path / "none.json"))
    found = call(command, path, "--lang", "en")
    assert found.exit_code == 2
    assert "no selection part" in found.stderr


@pytest.mark.parametrize("command", ["compare", "frontier", "explain"])
def test_time_that_runs_out_leaves_with_four(command, tmp_path):
    path = str(dump(asked(time_limit=1e-6), tmp_path / "hasty.json"))
    assert call(command, path, "--lang", "en").exit_code == 4


@pytest.mark.parametrize("command", ["compare", "frontier", "explain"])
def test_ctrl_c_keeps_the_best_and_leaves_with_130(command, file, monkeypatch, tmp_path):
    import partner_select as ps

    real, out = ps.select, tmp_path / "best.json"

    def pressed(*arguments, **options):
        found = real(*arguments, **options)
        signal.raise_signal(signal.SIGINT)
        return found

    monkeypatch.setattr(ps, "select", pressed)
    assert call(command, file, "--json", str(out), "--lang", "en").exit_code == 130
    saved = json.loads(out.read_text(encoding="utf-8"))
    assert saved["status"] == "interrupted"
    assert saved["selection"]["chosen"]["members"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["A,B"], [("1", ["A", "B"])]),
        (["A、B + C"], [("1", ["A", "B", "C"])]),
        (["ours: A"], [("ours", ["A"])]),
        (["ours＝x", "甲：A，B"], [("1", ["ours＝x"]), ("甲", ["A", "B"])]),
        (["ours=A;B"], [("ours", ["A", "B"])]),
        (['"a:b", C'], [("1", ["a:b", "C"])]),
        ([": A"], [("1", [": A"])]),
        ([""], [("1", [])]),
    ],
)
def test_sets_as_they_are_typed(given, expected):
    assert [(one["name"], one["members"]) for one in named_sets(given)] == expected


def test_questions_do_not_change_the_scenario():
    before = asked()
    with_questions(before, "here", {"compare": named_sets(["A"])})
    assert before.selection.compare == []


def test_an_empty_set_is_refused():
    with pytest.raises(ScenarioError) as caught:
        with_questions(asked(), "--set", {"compare": named_sets([""])})
    assert caught.value.say("en").startswith("--set: 1 problem(s)")


@pytest.mark.parametrize("words", [("compare", "--set", "A,B"), ("frontier",), ("explain",)])
def test_a_document_written_by_a_command_is_confirmed_against_the_scenario(words, file, tmp_path):
    out = tmp_path / "out.json"
    call(words[0], file, *words[1:], "--json", str(out))
    found = call("verify", str(out), file, "--lang", "en")
    assert found.exit_code == 0, found.output


def test_questions_cannot_move_the_limits(file, tmp_path):
    out = tmp_path / "out.json"
    call("compare", file, "--set", "A", "--json", str(out))
    data = json.loads(out.read_text(encoding="utf-8"))
    data["selection"]["asked"]["budget"] = 1000
    out.write_text(json.dumps(data), encoding="utf-8")
    found = call("verify", str(out), file, "--lang", "en")
    assert found.exit_code == 1
    assert "no questions about a selection: budget" in found.output


def test_nothing_asked_is_the_scenario_itself():
    before = asked()
    assert with_questions(before, "", None) is before
    assert with_questions(before, "", {}) is before


def test_a_scenario_without_selection_cannot_be_asked():
    with pytest.raises(ValueError, match="no selection part"):
        with_questions(asked(open_project=False).model_copy(update={"selection": None}), "", {"explain": True})
