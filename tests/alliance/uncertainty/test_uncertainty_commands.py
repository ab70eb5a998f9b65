"""Uncertain values from the command line: asked for in the file, found in the result, the report and the check."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner
from uncertain_cases import RANGES, TABLE, project_scenario, value_scenario

from alliance.cli import app
from alliance.document import Document
from alliance.scenario import dump

RUNNER = CliRunner()


def alliance(*words):
    return RUNNER.invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module", params=["toml", "json", "xlsx"])
def finished(request, tmp_path_factory):
    """A run of a file of each form, and where it was written."""
    folder = tmp_path_factory.mktemp(request.param)
    file = dump(value_scenario(TABLE, spread=0.3, samples=60), folder / f"a.{request.param}")
    return alliance("run", file, "--out", folder / "out", "--lang", "en"), folder / "out", file


def test_the_result_file_holds_the_figures(finished):
    done, folder, _ = finished
    assert done.exit_code == 0, done.output
    document = Document.model_validate(json.loads((folder / "result.json").read_text(encoding="utf-8")))
    found = document.games[0].uncertainty
    assert (found.samples, found.seed) == (60, 5)
    assert len(found.members) == 3


def test_every_form_gives_the_same_figures(finished, tmp_path):
    """The reference is a run of the same scenario from its own TOML file."""
    _, folder, _ = finished
    file = dump(value_scenario(TABLE, spread=0.3, samples=60), tmp_path / "again.toml")
    assert alliance("run", file, "--out", tmp_path / "out").exit_code == 0
    assert (folder / "result.json").read_bytes() == (tmp_path / "out" / "result.json").read_bytes()


def test_the_report_shows_them(finished):
    _, folder, _ = finished
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert "How sure the shares are" in html
    assert "份额有多大把握" in html


def test_the_terminal_says_them(finished):
    done, _, _ = finished
    assert "How sure the shares are" in done.output
    assert "60 possible futures were drawn" in done.output


def test_verify_draws_them_again(finished):
    _, folder, _ = finished
    done = alliance("verify", folder / "result.json", "--lang", "en")
    assert done.exit_code == 0, done.output


def test_verify_notices_a_figure_that_was_changed(finished, tmp_path):
    _, folder, _ = finished
    for name in ("result.json", "scenario.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    result["games"][0]["uncertainty"]["members"][0]["mean"] += 1
    (tmp_path / "result.json").write_text(json.dumps(result), encoding="utf-8")
    done = alliance("verify", tmp_path / "result.json", "--lang", "en")
    assert done.exit_code == 1
    assert "futures" in done.output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_lists_what_is_wrong(language, tmp_path):
    wrong = project_scenario({**RANGES, "benefit": [2000, 3000]})
    file = dump(wrong, tmp_path / "a.toml")
    done = alliance("check", file, "--lang", language)
    assert done.exit_code == 2
    assert "2000" in done.output


def test_check_accepts_what_is_right(tmp_path):
    assert alliance("check", dump(project_scenario(RANGES), tmp_path / "a.toml")).exit_code == 0
