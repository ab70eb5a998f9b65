"""The command line as its users meet it."""

import json
import os
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alliance.cli import app

EXAMPLES = Path(str(files("alliance"))) / "examples"
STANDARDS = str(EXAMPLES / "standards.toml")
TEXTILE = str(EXAMPLES / "textile.toml")
COMMANDS = ("demo", "new", "check", "run", "split", "select", "compare", "frontier", "explain", "council", "rules", "verify", "bench")


def call(*words):
    return CliRunner().invoke(app, list(words))


def process(*words, **extra):
    return subprocess.run([sys.executable, "-m", "alliance", *words], capture_output=True, text=True, timeout=120, check=False, **extra)


def test_help_names_every_command():
    said = call("--help").output
    assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    found = call(name, "--help")
    assert found.exit_code == 0
    assert "--lang" in found.output


def test_help_is_light():
    """Help must not import what only the work needs."""
    code = (
        "import sys, alliance.cli; print([m for m in ('numba', 'ortools', 'numpy', 'pydantic', 'plotly', 'openpyxl') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True).stdout.strip() == "[]"


def test_help_in_chinese():
    assert "伙伴" in process("--help", env={**os.environ, "ALLIANCE_LANG": "zh"}).stdout


def test_check_accepts_an_example():
    found = call("check", STANDARDS, "--lang", "en")
    assert found.exit_code == 0
    assert "complete scenario with" in found.output


def test_bad_input_lists_all_problems_without_a_traceback(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(
        '[alliance]\nid = "a"\nname = "A"\n[[members]]\nid = "M"\nname = "M"\nfailure = 2\ncost = -1\n[value]\nkind = "pairs"\n',
        encoding="utf-8",
    )
    found = call("check", str(path), "--lang", "en")
    assert found.exit_code == 2
    assert "failure" in found.stderr
    assert "cost" in found.stderr
    assert "Traceback" not in found.output + found.stderr


def test_a_missing_file_is_bad_input():
    found = call("run", "nowhere.toml", "--lang", "en")
    assert found.exit_code == 2
    assert "nowhere.toml" in found.stderr


def test_new_writes_a_workbook_and_keeps_an_existing_one(tmp_path):
    path = tmp_path / "council.xlsx"
    assert call("new", str(path), "--lang", "zh").exit_code == 0
    before = path.read_bytes()
    found = call("new", str(path), "--lang", "en")
    assert found.exit_code == 2
    assert "--force" in found.stderr
    assert path.read_bytes() == before


def test_new_wants_a_workbook_name(tmp_path):
    assert call("new", str(tmp_path / "council.csv")).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_run_writes_everything_and_verify_confirms_it(tmp_path):
    out = tmp_path / "out"
    assert call("run", STANDARDS, "-o", str(out), "--quiet", "--lang", "en").exit_code == 0
    assert {p.name for p in out.iterdir()} == {"report.html", "report.xlsx", "result.json", "scenario.json", "run.json"}
    found = call("verify", str(out / "result.json"), "--lang", "en")
    assert found.exit_code == 0, found.output
    assert "checks hold" in found.output


def test_verify_sees_a_changed_number(tmp_path):
    out = tmp_path / "out"
    call("run", STANDARDS, "-o", str(out), "--quiet")
    result = out / "result.json"
    data = json.loads(result.read_text(encoding="utf-8"))
    data["games"][0]["splits"][0]["payoffs"][0] += 0.5
    data["games"][0]["splits"][0]["payoffs"][1] -= 0.5
    result.write_text(json.dumps(data), encoding="utf-8")
    assert call("verify", str(result)).exit_code == 1


def test_verify_sees_another_scenario(tmp_path):
    out = tmp_path / "out"
    call("run", STANDARDS, "-o", str(out), "--quiet")
    assert call("verify", str(out / "result.json"), TEXTILE).exit_code == 1


def test_split_by_the_rules_asked_for(tmp_path):
    path = tmp_path / "split.json"
    assert call("split", STANDARDS, "--rule", "equal", "--rule", "nucleolus", "--json", str(path)).exit_code == 0
    games = json.loads(path.read_text(encoding="utf-8"))["games"]
    assert [s["rule"] for s in games[0]["splits"]] == ["equal", "nucleolus"]


def test_split_by_an_unknown_rule_names_close_ones():
    found = call("split", STANDARDS, "--rule", "shaply")
    assert found.exit_code == 2
    assert "shapley" in found.stderr


def test_select_shows_the_chosen_set(tmp_path):
    path = tmp_path / "select.json"
    assert call("select", TEXTILE, "--json", str(path), "--lang", "en").exit_code == 0
    selection = json.loads(path.read_text(encoding="utf-8"))["selection"]
    assert selection["status"] == "proved"
    assert selection["chosen"]["members"]


def test_select_without_a_selection_says_so():
    found = call("select", STANDARDS, "--lang", "en")
    assert found.exit_code == 2
    assert "selection" in found.stderr


def test_infeasible_limits_are_named(tmp_path):
    import alliance

    scenario = alliance.load(TEXTILE)
    tight = scenario.model_copy(update={"selection": scenario.selection.model_copy(update={"budget": 0.0})})
    path = tmp_path / "tight.toml"
    alliance.dump(tight, path)
    found = call("select", str(path), "--lang", "en")
    assert found.exit_code == 3
    assert "budget" in found.output.lower()


def test_rules_in_both_languages():
    assert "Shapley value" in call("rules", "--lang", "en").output
    assert "沙普利值" in call("rules", "--lang", "zh").output


def test_same_bytes_whatever_the_hash_seed(tmp_path):
    for seed in ("1", "2"):
        ended = process("run", TEXTILE, "-o", str(tmp_path / seed), "--quiet", env={**os.environ, "PYTHONHASHSEED": seed})
        assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "1" / "result.json").read_bytes() == (tmp_path / "2" / "result.json").read_bytes()


def test_an_unwritable_folder_is_a_clear_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    found = call("run", STANDARDS, "-o", str(blocked / "out"), "--quiet", "--lang", "en")
    assert found.exit_code == 2
    assert blocked.read_text(encoding="utf-8") == "in the way"


@pytest.mark.skipif(os.name != "posix", reason="interrupts are sent the POSIX way")
def test_an_interrupted_run_leaves_no_half_files(tmp_path):
    out = tmp_path / "out"
    code = "import alliance.study, alliance.report.html; print('ready', flush=True); from alliance.cli import main; main()"
    words = [sys.executable, "-c", code, "run", TEXTILE, "-o", str(out), "--quiet"]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, stderr = child.communicate(timeout=120)
    assert child.returncode in {0, 4, 130}
    assert "Traceback" not in stderr
    if out.exists():
        assert not [p for p in out.iterdir() if p.name.startswith(".")]
