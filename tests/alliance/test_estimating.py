"""``alliance split`` for alliances too large for a table."""

import json
from pathlib import Path

import estimating_games
import numpy as np
import pytest
from typer.testing import CliRunner

from alliance.cli import app
from alliance.estimating import Asked
from alliance.examples import production_planning
from alliance.scenario import ScenarioError


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    monkeypatch.setenv("ALLIANCE_LANG", "en")

    def call(*arguments):
        return CliRunner().invoke(app, ["split", *map(str, arguments)])

    return call


def function(name, members, *more):
    return ("--function", f"estimating_games:{name}", "--members", members, "--engine", "threads", *more)


LARGE = """
[alliance]
name = "Forty"

[value]
kind = "pairs"
pairs = [{a = "m1", b = "m2", value = 6}]

""" + "\n".join(f'[[members]]\nid = "m{i}"\nstand_alone = {i}\nblock = "b{i % 4}"' for i in range(1, 41))


def test_a_function_of_forty_members_is_estimated(run, tmp_path):
    ended = run(*function("pairs", 40, "--samples", 1500, "--json", "out.json"))
    assert ended.exit_code == 0, ended.output
    estimate = json.loads((tmp_path / "out.json").read_text())["estimates"][0]
    truth = np.full(40, 1.5) - 0.25 * np.isin(np.arange(40), [0, 39])
    assert np.abs(np.array(estimate["payoffs"]) - truth).max() < 5 * max(estimate["standard_error"]) + 1e-9
    assert sum(estimate["payoffs"]) == pytest.approx(59.5)
    assert estimate["evaluations"] <= 1500
    assert "M40" in ended.output


def test_few_members_are_not_estimated_but_computed(run):
    ended = run(*function("pairs", 5, "--samples", 1000))
    assert "Exact: every group was evaluated" in ended.output
    assert "1.50" in ended.output


def test_chinese(run):
    ended = run(*function("pairs", 40, "--samples", 500, "--lang", "zh"))
    assert "根据" in ended.output
    assert "份额" in ended.output
    assert "Shapley" not in ended.output


def test_a_group_that_would_walk_out_is_named(run, tmp_path):
    ended = run(
        *function(
            "greedy", "Ann,Bo,Cy,Di,Ed,Flo,Gil,Hu,Ira,Joe,Kim,Lu,Mo,Ned,Ola,Pam,Quy,Ray,Sue,Tom", "--samples", 800, "--json", "o.json"
        )
    )
    assert "Would walk out:" in ended.output
    leaving = json.loads((tmp_path / "o.json").read_text())["leaving"]
    assert leaving["stable"] is False
    assert len(leaving["worst"][0]["members"]) == 3
    assert leaving["worst"][0]["value"] == 9.0


def test_the_seed_decides(run, tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        run(*function("rough", 20, "--samples", 200, "--seed", seed, "--json", f"{name}.json"))
    a, b, c = ((tmp_path / f"{name}.json").read_text() for name in "abc")
    assert a == b
    assert json.loads(a)["estimates"][0]["payoffs"] != json.loads(c)["estimates"][0]["payoffs"]


def test_a_second_run_asks_nothing_it_knows(run, tmp_path, monkeypatch):
    first = run(*function("pairs", 20, "--samples", 600, "--resume", "kept.db", "--json", "a.json"))
    assert first.exit_code == 0, first.output
    monkeypatch.setattr(estimating_games.pairs, "__code__", (lambda rows: 1 / 0).__code__)
    again = run(*function("pairs", 20, "--samples", 600, "--resume", "kept.db", "--json", "b.json"))
    assert again.exit_code == 0, again.output
    assert (tmp_path / "a.json").read_text() == (tmp_path / "b.json").read_text()


def test_groups_that_cannot_be_evaluated_are_listed(run):
    ended = run(*function("breaks", 12, "--samples", 400))
    assert ended.exit_code == 4
    assert "groups could not be evaluated; all others were:" in ended.output
    assert "ZeroDivisionError: no capacity" in ended.output
    assert "Traceback" not in ended.output


def test_a_precision_that_the_samples_do_not_pay_for(run):
    ended = run(*function("rough", 20, "--samples", 200, "--tolerance", 1e-6))
    assert ended.exit_code == 4
    assert "The precision asked for was not reached" in ended.output


def test_a_scenario_of_forty_members(run, tmp_path):
    (tmp_path / "forty.toml").write_text(LARGE)
    ended = run("forty.toml", "--samples", 1000, "--rule", "shapley", "--rule", "owen", "--json", "out.json")
    assert ended.exit_code == 0, ended.output
    outcome = json.loads((tmp_path / "out.json").read_text())
    assert [estimate["rule"] for estimate in outcome["estimates"]] == ["shapley", "owen"]
    for estimate in outcome["estimates"]:
        truth = np.arange(1.0, 41.0) + 3.0 * (np.arange(40) < 2)
        assert np.abs(np.array(estimate["payoffs"]) - truth).max() < 5 * max(estimate["standard_error"]) + 1e-9
    assert outcome["scenario"].startswith("sha256:")


def test_evaluations_of_a_scenario_are_kept_too(run, tmp_path):
    (tmp_path / "forty.toml").write_text(LARGE)
    for name in ("a", "b"):
        assert run("forty.toml", "--samples", 500, "--resume", "kept.db", "--json", f"{name}.json").exit_code == 0
    assert (tmp_path / "a.json").read_text() == (tmp_path / "b.json").read_text()
    assert (tmp_path / "kept.db").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "threads"], "belong to an estimate"),
        (["--resume", "a.db"], "belong to an estimate"),
        (["--samples", "100", "--rule", "nucleolus"], "nucleolus cannot be estimated with"),
        (["--samples", "100", "--engine", "abacus"], "abacus cannot be estimated with"),
        (["--samples", "100", "--scheduler", "tcp://x:1"], "--engine dask"),
        (["--tolerance", "-1"], "tolerance must be a positive number"),
        (["--samples", "10"], "at least"),
    ],
)
def test_what_does_not_go_together_is_refused(run, tmp_path, arguments, message):
    (tmp_path / "forty.toml").write_text(LARGE)
    ended = run("forty.toml", *arguments)
    assert ended.exit_code == 2, ended.output
    assert message in " ".join(ended.output.split())
    assert "Traceback" not in ended.output


def test_all_that_does_not_go_together_is_said_at_once():
    with pytest.raises(ScenarioError) as caught:
        Asked(samples=10, values=("tau", "owen", "gately"), engine="abacus", scheduler="tcp://x:1", workers=2)
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize("members", ["0", "1001", ""])
def test_members_that_cannot_be_are_refused(run, members):
    ended = run(*function("pairs", members, "--samples", 100))
    assert ended.exit_code == 2


def test_the_plan_of_nobody_is_worth_nothing():
    nobody, everybody = np.zeros((1, 40), dtype=bool), np.ones((1, 40), dtype=bool)
    assert production_planning.worth(np.concatenate([nobody, everybody])).tolist() == [0.0, 1004.0]


def test_a_plan_is_worth_what_a_second_solver_finds():
    from scipy.optimize import Bounds, LinearConstraint, milp

    brought, use, price, setup, demand = production_planning._data()
    rows = np.random.default_rng(5).random((6, 40)) < 0.5
    lines = len(price)
    limits = [
        LinearConstraint(np.hstack([use.T, np.zeros((use.shape[1], lines))]), ub=0.0),
        LinearConstraint(np.hstack([np.eye(lines), -np.diag(demand)]), ub=0.0),
    ]
    for row, found in zip(rows, production_planning.worth(rows), strict=True):
        limits[0] = LinearConstraint(limits[0].A, ub=brought[row].sum(axis=0))
        bounds = Bounds(0, np.concatenate([demand, np.ones(lines)]))
        best = milp(-np.concatenate([price, -setup]), constraints=limits, bounds=bounds, integrality=np.ones(2 * lines))
        assert found == pytest.approx(-best.fun)


def test_a_larger_group_never_plans_worse():
    draw = np.random.default_rng(1)
    small = draw.random((5, 40)) < 0.4
    large = small | (draw.random((5, 40)) < 0.3)
    assert (production_planning.worth(large) >= production_planning.worth(small)).all()
