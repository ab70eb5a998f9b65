"""Evaluations that outlive a crash."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import estimating_games
import numpy as np
import pytest

import allocation as al
from alliance.scenario import ScenarioError
from alliance.store import EvaluationStore, StoredExecutor, function_key

GAME = b"game"


@pytest.fixture
def store(tmp_path):
    with EvaluationStore(tmp_path / "values.db") as opened:
        yield opened


def executor_of(function, store, game=GAME, piece=None, progress=None):
    played = al.FunctionGame(function, [f"P{i}" for i in range(10)], vectorised=True)
    return StoredExecutor(al.EngineExecutor(played, al.ThreadEngine(1), piece), store, game, progress)


def some_rows(count, seed=0):
    return np.random.default_rng(seed).random((count, 10)) < 0.5


def test_what_is_kept_is_found_again_bit_by_bit(store):
    values = {b"a": 0.1 + 0.2, b"b": -5e-324, b"c": 1.7976931348623157e308, b"": -0.0}
    store.keep(GAME, values)
    assert store.find(GAME, [*values, b"unknown"]) == values
    assert store.count(GAME) == 4


def test_games_do_not_mix(store):
    store.keep(GAME, {b"a": 1.0})
    store.keep(b"other", {b"a": 2.0})
    assert store.find(GAME, [b"a"]) == {b"a": 1.0}
    assert store.find(b"other", [b"a"]) == {b"a": 2.0}
    assert store.find(b"third", [b"a"]) == {}


def test_more_coalitions_than_one_question_holds(store):
    values = {number.to_bytes(2, "big"): float(number) for number in range(1500)}
    store.keep(GAME, values)
    assert store.find(GAME, list(values)) == values


def test_what_is_known_stays_as_it_is(store):
    store.keep(GAME, {b"a": 1.0})
    store.keep(GAME, {b"a": 2.0, b"b": 3.0})
    assert store.find(GAME, [b"a", b"b"]) == {b"a": 1.0, b"b": 3.0}


def test_values_are_kept_all_or_none(store):
    with pytest.raises(sqlite3.Error):
        store.keep(GAME, {b"a": 1.0, b"b": None})
    assert store.count(GAME) == 0
    store.keep(GAME, {b"c": 1.0})  # the file is not left in the middle of something
    assert store.count(GAME) == 1


def test_two_runs_may_share_a_file(store):
    with EvaluationStore(store.path) as second:
        second.keep(GAME, {b"a": 1.0})
        store.keep(GAME, {b"b": 2.0})
        assert second.find(GAME, [b"a", b"b"]) == {b"a": 1.0, b"b": 2.0}


def test_a_file_that_is_something_else_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but somebody's notes, and longer than a header of sqlite would be" * 20)
    before = path.read_bytes()
    with pytest.raises(ScenarioError, match="evaluations cannot be kept there"):
        EvaluationStore(path)
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ScenarioError, match="folder that can be written"):
        EvaluationStore(tmp_path / "missing" / "values.db")


def test_known_coalitions_are_not_asked_again(store):
    rows = some_rows(60)
    first = executor_of(estimating_games.pairs, store).values(rows)

    def never(_):
        raise AssertionError("asked again")

    assert executor_of(never, store).values(rows).tolist() == first.tolist() == estimating_games.pairs(rows).tolist()


def test_repeated_coalitions_are_asked_once(store):
    asked = []

    def counting(rows):
        asked.extend(map(bytes, rows))
        return estimating_games.pairs(rows)

    rows = np.concatenate([some_rows(20), some_rows(20)])
    assert executor_of(counting, store).values(rows).tolist() == estimating_games.pairs(rows).tolist()
    assert len(asked) == len(set(asked)) == len({row.tobytes() for row in rows})


def test_progress_tells_answers_and_how_many_were_known(store):
    told = []
    executor_of(estimating_games.pairs, store).values(some_rows(8))
    executor = executor_of(estimating_games.pairs, store, progress=lambda *numbers: told.append(numbers))
    executor.values(some_rows(8))
    executor.values(some_rows(5, seed=1))
    assert told == [(8, 8), (13, 8)]


def test_what_was_found_before_an_evaluation_failed_is_kept(store):
    rows = np.eye(10, dtype=bool)[:6]
    rows[1:, 9] = True  # only the first one is alone
    with pytest.raises(al.EvaluationError) as caught:
        executor_of(estimating_games.breaks, store, piece=1).values(rows)
    assert list(caught.value.reasons) == [("P0",)]
    assert store.count(GAME) == 5


def test_what_is_not_a_number_is_not_kept(store):
    class Odd:
        def parts(self, members):
            yield np.arange(len(members)), np.full(len(members), np.nan)

    assert np.isnan(StoredExecutor(Odd(), store, GAME).values(some_rows(3))).all()
    assert store.count(GAME) == 0


def test_the_key_tells_functions_and_players_apart():
    keys = {
        function_key(estimating_games.pairs, ("A", "B")),
        function_key(estimating_games.slow, ("A", "B")),
        function_key(estimating_games.pairs, ("A", "C")),
        function_key(estimating_games.pairs, ("AB",)),
        function_key(estimating_games.bits, ("A", "B")),
        function_key(len, ("A", "B")),
    }
    assert len(keys) == 6
    assert function_key(estimating_games.pairs, ("A", "B")) in keys


def test_the_key_changes_with_the_text_of_the_module(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    keys = []
    for rate in (1, 2):
        (tmp_path / f"worths{rate}.py").write_text(f"def worth(rows):\n    return {rate} * rows.sum(axis=1)\n")
        module = __import__(f"worths{rate}")
        module.worth.__module__ = "worths"
        keys.append(function_key(module.worth, ("A",)))
    assert keys[0] != keys[1]


SPLIT = ["split", "--function", "estimating_games:slow", "--members", "12", "--samples", "500", "--engine", "threads", "--workers", "1"]


def start(folder, name):
    command = [sys.executable, "-m", "alliance", *SPLIT, "--resume", str(folder / "run.db"), "--json", str(folder / name)]
    with (folder / "said.txt").open("wb") as said:
        return subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.DEVNULL, stderr=said)


def test_a_run_killed_at_any_moment_ends_with_the_numbers_of_an_undisturbed_one(tmp_path):
    whole = tmp_path / "whole"
    whole.mkdir()
    assert start(whole, "a.json").wait(120) == 0
    draw, kept = random.Random(0), []
    for _ in range(2):
        run = start(tmp_path, "b.json")
        waiting, before = time.monotonic() + 60, (kept[-1] if kept else 0)
        while count_of(tmp_path / "run.db") <= before + 40 and run.poll() is None and time.monotonic() < waiting:
            time.sleep(0.01)
        time.sleep(draw.uniform(0, 0.1))
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert not (tmp_path / "b.json").exists()
        kept.append(count_of(tmp_path / "run.db"))
    assert 0 < kept[0] < kept[1]
    assert start(tmp_path, "b.json").wait(120) == 0
    assert json.loads((tmp_path / "b.json").read_text()) == json.loads((whole / "a.json").read_text())


def count_of(path):
    """How many evaluations a file holds, while somebody else writes to it."""
    if not path.exists():
        return 0
    connection = sqlite3.connect(path, timeout=10)
    try:
        return connection.execute("SELECT COUNT(*) FROM worth").fetchone()[0]
    except sqlite3.OperationalError:  # the table is being made
        return 0
    finally:
        connection.close()


def test_an_interrupt_says_that_the_evaluations_are_kept(tmp_path):
    run = start(tmp_path, "b.json")
    waiting = time.monotonic() + 60
    while count_of(tmp_path / "run.db") < 20 and run.poll() is None and time.monotonic() < waiting:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    assert run.wait(60) == 130
    said = (tmp_path / "said.txt").read_text()
    assert "run.db" in said
    assert "Traceback" not in said
    assert count_of(tmp_path / "run.db") >= 20
