"""Whoever evaluates: the same numbers, nothing lost, and what cannot be done named."""

import itertools
import os
import signal
import threading
import time

import engine_games
import numpy as np
import pytest

import allocation as al

PLAYERS = [f"P{i}" for i in range(8)]
ROWS = np.array(list(itertools.product((False, True), repeat=8)))


def game_of(function):
    return al.FunctionGame(function, PLAYERS, vectorised=True)


def outcome(executor, rows):
    """What is known at the end, and why the rest is not."""
    known = {}
    try:
        for places, values in executor.parts(rows):
            known.update(zip(places.tolist(), values.tolist(), strict=True))
    except al.EvaluationError as error:
        return known, error.reasons
    return known, {}


@pytest.fixture(scope="module")
def processes():
    with al.ProcessEngine(workers=2) as engine:
        yield engine


@pytest.fixture(scope="module")
def cluster():
    with al.DaskEngine(workers=2) as engine:
        yield engine


@pytest.fixture(params=["threads", "processes", "cluster"])
def engine(request):
    return al.ThreadEngine(2) if request.param == "threads" else request.getfixturevalue(request.param)


def test_every_engine_gives_the_values_of_the_game(engine):
    game = game_of(engine_games.squares)
    assert al.EngineExecutor(game, engine).values(ROWS).tolist() == game.worth(ROWS).tolist()


def test_every_engine_says_which_item_failed_and_does_the_others(engine):
    done = dict(engine.run(len, [(1, 2), 3, ()]))
    assert done[0] == 2
    assert done[2] == 0
    assert done[1] == al.Failed("TypeError: object of type 'int' has no len()")


def test_nothing_to_do_is_done_at_once(engine):
    assert list(engine.run(abs, [])) == []
    assert al.EngineExecutor(game_of(engine_games.squares), engine).values(ROWS[:0]).shape == (0,)


def test_two_processes_work_at_a_time(processes):
    assert processes.workers == 2


@pytest.mark.parametrize("piece", [1, 7, 1000])
def test_the_size_of_a_piece_does_not_matter(piece):
    game = game_of(engine_games.squares)
    executor = al.EngineExecutor(game, al.ThreadEngine(2), piece=piece)
    assert executor.values(ROWS).tolist() == game.worth(ROWS).tolist()


def test_a_group_whose_evaluation_fails_is_named_and_all_others_are_evaluated(engine):
    known, reasons = outcome(al.EngineExecutor(game_of(engine_games.breaks), engine), ROWS)
    assert reasons == {("P0", "P1"): "ZeroDivisionError: no capacity"}
    assert len(known) == len(ROWS) - 1


def test_a_poisonous_group_is_named_although_it_kills_its_workers(processes):
    few = ROWS[[1, 192, 255]]  # the one in the middle holds the first two players and nobody else
    known, reasons = outcome(al.EngineExecutor(game_of(engine_games.kills_its_worker), processes, piece=3), few)
    assert reasons == {("P0", "P1"): "its worker died 3 times"}
    assert known == {0: 1.0, 2: 64.0}


def test_a_killed_worker_loses_nothing(processes):
    game = game_of(engine_games.slow_squares)
    executor = al.EngineExecutor(game, processes, piece=4)
    executor.values(ROWS[:8])  # workers are up
    victim = processes._crew[0]._process.pid
    threading.Timer(0.15, os.kill, (victim, signal.SIGKILL)).start()
    assert executor.values(ROWS).tolist() == engine_games.squares(ROWS).tolist()
    assert victim not in [worker._process.pid for worker in processes._crew]


def test_no_process_outlives_its_engine():
    with al.ProcessEngine(workers=1) as engine:
        assert dict(engine.run(abs, [-3])) == {0: 3}
        process = engine._crew[0]._process
    assert not process.is_alive()


def test_workers_stay_for_the_next_run(processes):
    al.EngineExecutor(game_of(engine_games.squares), processes).values(ROWS)
    before = [worker._process.pid for worker in processes._crew]
    assert dict(processes.run(abs, [-4])) == {0: 4}
    assert [worker._process.pid for worker in processes._crew] == before


def test_a_run_left_in_the_middle_leaves_no_answers_behind(processes):
    half = processes.run(time.sleep, [0.0, 0.2, 0.2])
    next(half)
    half.close()
    assert dict(processes.run(abs, [-1, -2])) == {0: 1, 1: 2}


def test_a_game_that_cannot_be_sent_is_refused_with_advice(processes):
    game = game_of(lambda rows: rows.sum(axis=1))
    with pytest.raises(al.AllocationError, match="let its function stand in a module"):
        al.EngineExecutor(game, processes).values(ROWS)


@pytest.mark.parametrize("kind", [al.ThreadEngine, al.ProcessEngine])
@pytest.mark.parametrize("workers", [0, -2])
def test_fewer_than_one_worker_is_refused(kind, workers):
    with pytest.raises(al.AllocationError, match="workers must be at least 1"):
        kind(workers)


def test_an_empty_piece_is_refused():
    with pytest.raises(al.AllocationError, match="piece must be at least 1"):
        al.EngineExecutor(game_of(engine_games.squares), al.ThreadEngine(), piece=0)


def test_a_cluster_is_either_local_or_at_an_address():
    with pytest.raises(al.AllocationError, match="leave one of the two out"):
        al.DaskEngine("tcp://127.0.0.1:1", workers=2)
    with pytest.raises(al.AllocationError, match="workers must be at least 1"):
        al.DaskEngine(workers=0)


def test_a_scheduler_that_does_not_answer_is_named():
    engine = al.DaskEngine("tcp://127.0.0.1:1", timeout=0.2)
    with pytest.raises(al.AllocationError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        list(engine.run(abs, [1]))


def test_the_scheduler_at_an_address_does_the_work(cluster):
    address = cluster._connected().scheduler.address
    with al.DaskEngine(address) as engine:
        assert dict(engine.run(abs, [-5, 6])) == {0: 5, 1: 6}
        assert engine.workers == 2
    assert dict(cluster.run(abs, [-7])) == {0: 7}  # letting go of it does not end it


def test_a_killed_worker_of_a_cluster_loses_nothing(cluster):
    game = game_of(engine_games.slow_squares)
    executor = al.EngineExecutor(game, cluster, piece=4)
    victim = cluster.processes()[0]
    threading.Timer(0.15, os.kill, (victim, signal.SIGKILL)).start()
    assert executor.values(ROWS).tolist() == engine_games.squares(ROWS).tolist()


def test_an_estimate_does_not_depend_on_who_evaluates(engine):
    game = game_of(engine_games.squares)
    alone = al.estimate(game, samples=120, seed=3, method="permutations", executor=al.GameExecutor(game))
    shared = al.estimate(game, samples=120, seed=3, method="permutations", executor=al.EngineExecutor(game, engine))
    assert shared.payoffs.tolist() == alone.payoffs.tolist()
    assert shared.standard_error.tolist() == alone.standard_error.tolist()
    assert shared.evaluations == alone.evaluations


def test_an_error_of_evaluation_names_the_first_few_and_counts_the_rest():
    error = al.EvaluationError({(f"P{i}",): "gone" for i in range(9)})
    assert "9 of the coalitions" in str(error)
    assert "{P4}: gone; and 4 more" in str(error)
    assert "P5" not in str(error)
