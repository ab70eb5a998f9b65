"""Ctrl-C at any moment: an exit code that says so, whole files or none, no traceback, no orphan."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from study_makers import by_size, scenario
from typer.testing import CliRunner

import alliance
import partner_select as ps
from alliance.choice import choose
from alliance.cli import app
from alliance.files import FILES, read_document
from alliance.scenario import Scenario, dump
from alliance.study import Step

posix = pytest.mark.skipif(os.name != "posix", reason="interrupts are sent the POSIX way")


def hard(candidates: int = 120) -> Scenario:
    """A pool with so many pairs and limits that proving the best set takes far longer than any test."""
    dice = random.Random(7)
    names = [f"M{k:03}" for k in range(candidates)]
    members = [
        {"id": one, "value": dice.randint(1, 50), "cost": dice.randint(10, 60), "capabilities": {"K": dice.randint(0, 5)}} for one in names
    ]
    pairs = {tuple(sorted(dice.sample(names, 2))) for _ in range(12 * candidates)}
    relations = [{"a": a, "b": b, "synergy": dice.randint(-40, 60)} for a, b in sorted(pairs)]
    limits = {"budget": 17 * candidates, "size": [3, candidates // 2], "time_limit": 600, "alternatives": 0}
    rules = {"rules": ["equal"]}
    return scenario(members, capabilities=[{"id": "K"}], relations=relations, selection=limits, allocation=rules)


def start(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "alliance", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def interrupted(child: subprocess.Popen[str], after: float, times: int = 1) -> tuple[int, str, float]:
    """Send Ctrl-C; return the exit code, what was said about it, and how long it took to end."""
    time.sleep(after)
    pressed = time.monotonic()
    for _ in range(times):
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
            time.sleep(0.3)
    _, stderr = child.communicate(timeout=60)
    return child.returncode, stderr, time.monotonic() - pressed


@posix
@pytest.mark.parametrize("after", [0.05, 0.4, 1.2, 3.0])
def test_ctrl_c_at_any_moment_leaves_whole_files_or_none(after: float, tmp_path: Path) -> None:
    source, out = dump(hard(), tmp_path / "in.json"), tmp_path / "out"
    code, stderr, _ = interrupted(start("run", source, "-o", out, "-q", "--lang", "en"), after)
    assert code in (
        130,
        -signal.SIGINT,
    )  # ended by the signal itself where it comes before, or between, Python's own handling: 130 to a shell
    if after >= 1:
        assert "Traceback" not in stderr
    if out.exists():
        assert sorted(p.name for p in out.iterdir()) == sorted(FILES)
        assert read_document(out / "result.json").status == "interrupted"


ANNOUNCED = """
import sys, partner_select
from alliance.cli import main
real = partner_select.select
def announced(*arguments, **options):
    print("go", flush=True)
    return real(*arguments, **options)
partner_select.select = announced
sys.argv = ["alliance", *sys.argv[1:]]
main()
"""


@posix
def test_ctrl_c_while_choosing_keeps_the_best_set(tmp_path: Path) -> None:
    source, result = dump(hard(), tmp_path / "in.json"), tmp_path / "best.json"
    words = [sys.executable, "-c", ANNOUNCED, "select", str(source), "--json", str(result)]
    child = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "go\n"
    code, stderr, seconds = interrupted(child, 2.0)
    assert (code, stderr) == (130, "")
    assert seconds < 20
    selection = read_document(result).selection
    assert selection.interrupted
    assert selection.status == "gap"
    assert selection.bound > selection.chosen.objective
    assert [check for check in alliance.verify(read_document(result), alliance.load(source)) if not check.ok] == []


class Pressed:
    """Ctrl-C at the n-th step of a run."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self, step: Step) -> None:
        if step.done == self.at:
            raise KeyboardInterrupt


def three_projects() -> Scenario:
    projects = [{"id": f"P{k}", "members": ["A", "B"], "benefit": 9 * k} for k in (1, 2, 3)]
    return scenario(projects=projects, value={"kind": "projects"}, allocation={"rules": ["equal"]})


@pytest.mark.parametrize("at", [0, 1, 2])
def test_games_that_were_finished_are_kept(at: int) -> None:
    study = alliance.run(three_projects(), progress=Pressed(at))
    assert study.document.status == "interrupted"
    assert [game.id for game in study.document.games] == ["P1", "P2", "P3"][:at]
    assert [check for check in alliance.verify(study.document, study.scenario) if not check.ok] == []


@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_was_finished_is_reported(at: int, tmp_path: Path) -> None:
    alliance.run(three_projects(), progress=Pressed(at)).save(tmp_path)
    assert read_document(tmp_path / "result.json").status == "interrupted"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_interrupted_command_says_so(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = dump(scenario(value=by_size("ABC", 0, 0, 9)), tmp_path / "in.json")

    def pressed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(alliance.study, "run", pressed)
    found = CliRunner().invoke(app, ["run", str(source), "-o", str(tmp_path / "out"), "--lang", language])
    assert found.exit_code == 130
    assert found.stderr.strip()
    assert not (tmp_path / "out").exists()


def test_ctrl_c_while_looking_for_alternatives_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The best set is proved by then, but the person who pressed the keys must be told that something was cut short."""
    asked = scenario([{"id": one, "value": 3} for one in "ABCD"], selection={"alternatives": 3})
    real = ps.alternatives

    def cut_short(*arguments: Any, **options: Any) -> tuple[ps.Selection, ...]:
        found = real(*arguments, **options)
        last = found[1]
        stopped = ps.Selection(
            last.members, last.objective, last.terms, ps.Status.GAP, last.bound, last.gap, {**last.proof, "stopped_by": "interrupt"}
        )
        return (found[0], stopped)

    monkeypatch.setattr(ps, "alternatives", cut_short)
    found = choose(asked)
    assert (found.status, found.interrupted, len(found.alternatives)) == ("proved", True, 1)
    assert alliance.run(asked).document.status == "interrupted"


def test_no_alternatives_are_looked_for_after_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = scenario([{"id": one, "value": 3} for one in "ABCD"], selection={"alternatives": 3})
    real = ps.select

    def cut_short(*arguments: Any, **options: Any) -> ps.Selection:
        found = real(*arguments, **options)
        return ps.Selection(
            found.members, found.objective, found.terms, ps.Status.GAP, found.bound, found.gap, {**found.proof, "stopped_by": "interrupt"}
        )

    monkeypatch.setattr(ps, "select", cut_short)
    monkeypatch.setattr(ps, "alternatives", lambda *_, **__: pytest.fail("looked for more after Ctrl-C"))
    assert choose(asked).interrupted
