"""The status gate, time limits, interruptions, determinism, and what happens when the solver is wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import Any

import numpy as np
import pytest

import partner_select as ps
import partner_select.best_set as best_set_module
import partner_select.routes.cp_sat as cp_sat_module
from partner_select.interrupt import Interrupt
from partner_select.model import limits_of, with_objective
from partner_select.solve import Answer, Settings, solve


def hard(n: int = 90, seed: int = 0, share: float = 1.0) -> ps.Problem:
    """A dense quadratic knapsack: sets are easy to find, the proof takes minutes."""
    rng = np.random.default_rng(seed)
    pairs = np.triu(rng.integers(1, 100, (n, n)) * (rng.random((n, n)) < share), 1)
    cost = rng.integers(1, 50, n)
    return ps.Problem(
        ps.Pool([f"c{i}" for i in range(n)], value=rng.integers(1, 100, n), cost=cost, pairs=pairs), budget=float(cost.sum() // 3)
    )


def needle() -> ps.Problem:
    """Market split: two equalities over large numbers, so that even one feasible set is out of reach of a short search."""
    rng = np.random.default_rng(5)
    n = 44
    levels = rng.integers(10**6, 10**7, (n, 2)).astype(float)
    target = levels.sum(axis=0) // 2
    pool = ps.Pool(
        [f"c{i}" for i in range(n)],
        cost=levels[:, 0],
        failure=np.ones(n),
        loss=levels[:, 1],
        capabilities=levels,
        capability_names=["x", "y"],
        value=np.ones(n),
    )
    needs = {"x": ps.Need(target[0], "sum"), "y": ps.Need(target[1], "sum")}
    return ps.Problem(pool, budget=target[0], max_expected_loss=target[1], needs=needs)


def test_a_time_limit_is_an_outcome_with_bound_and_gap() -> None:
    problem = hard(240)
    start = time.monotonic()
    selection = ps.select(problem, time_limit=0.3)
    assert time.monotonic() - start < 5
    assert selection.status == "gap"
    assert selection.bound is not None
    assert selection.objective is not None
    assert selection.bound > selection.objective
    assert selection.gap == pytest.approx((selection.bound - selection.objective) / selection.objective)
    assert selection.proof["stopped_by"] == "time limit"
    assert all(c.ok for c in ps.verify(problem, selection))


def test_nothing_is_printed_when_nothing_is_known() -> None:
    selection = ps.select(needle(), time_limit=0.1)
    assert selection.status == "no solution yet"
    assert (selection.members, selection.objective, selection.bound, selection.gap) == ((), None, None, None)
    assert selection.proof["stopped_by"] == "time limit"
    assert all(c.ok for c in ps.verify(needle(), selection))


def test_an_unknown_answer_carries_no_numbers() -> None:
    problem = needle()
    variables = with_objective(problem, limits_of(problem))
    variables.maximise()
    assert solve(variables, Settings(0.02), Interrupt()) == Answer("unknown")


def test_a_question_without_an_answer_in_time_says_so() -> None:
    clash = ps.why_infeasible(needle(), time_limit=0.05)
    assert clash["status"] == "no answer yet"
    assert clash["limits"] == []


def test_a_model_the_solver_refuses_is_an_error() -> None:
    problem = hard(3)
    variables = with_objective(problem, [])
    variables.model.new_int_var(-(2**62) - 5, 2**62 + 5, "too wide")
    with pytest.raises(ps.SelectionError, match="refuses the model"):
        solve(variables, Settings(1.0), Interrupt())


def lying(answer: Answer) -> Any:
    return lambda *_, **__: answer


def small() -> ps.Problem:
    return ps.Problem(ps.Pool(list("ABC"), value=[3, 2, 1], cost=[1, 1, 1]), budget=2)


def test_a_proof_below_a_known_set_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What google/or-tools#5293 looks like: OPTIMAL, but a better set exists."""
    monkeypatch.setattr(cp_sat_module, "solve", lying(Answer("optimal", frozenset({2}), 1)))
    selection = ps.select(small())
    assert selection.status == "gap"
    assert (selection.members, selection.objective) == (("A", "B"), 5.0)
    assert selection.bound == 6.0


def test_a_bound_that_its_own_set_does_not_meet_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cp_sat_module, "solve", lying(Answer("optimal", frozenset({0, 1}), 6)))
    selection = ps.select(small())
    assert (selection.status, selection.bound) == ("gap", 6.0)


def test_an_infeasibility_that_a_known_set_refutes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cp_sat_module, "solve", lying(Answer("infeasible")))
    assert ps.select(small()).status == "gap"


def test_a_set_that_breaks_a_limit_is_cut_off_and_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([Answer("optimal", frozenset({0, 1, 2}), 6), Answer("optimal", frozenset({0, 1}), 5)])
    monkeypatch.setattr(cp_sat_module, "solve", lambda *_, **__: next(answers))
    selection = ps.select(small())
    assert (selection.status, selection.members) == ("proved", ("A", "B"))


def test_the_same_seed_gives_the_same_answer() -> None:
    problem = hard(24, share=0.5)
    first, second = (json.dumps(ps.select(problem, seed=3).to_dict()) for _ in range(2))
    assert first == second


def test_any_seed_and_several_workers_give_the_same_optimum() -> None:
    problem = hard(20, share=0.5)
    assert len({ps.select(problem, seed=seed).objective for seed in range(3)} | {ps.select(problem, workers=4).objective}) == 1


def test_progress_tells_incumbent_and_bound_in_the_callers_thread() -> None:
    problem, news = hard(20, share=0.6), list[tuple[float | None, float | None, float]]()
    selection = ps.select(problem, progress=lambda *what: news.append(what))
    incumbents = [x for x, _, _ in news if x is not None]
    assert incumbents == sorted(incumbents)
    assert incumbents[-1] == selection.objective
    assert min(b for _, b, _ in news if b is not None) == selection.bound
    assert all(seconds >= 0 for _, _, seconds in news)


def test_an_error_in_progress_stops_the_search() -> None:
    def refuse(*what: float | None) -> None:
        raise RuntimeError("enough")

    start = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        ps.select(hard(40), time_limit=60, progress=refuse)
    assert time.monotonic() - start < 10


CTRL_C = """
import json, os, signal, sys, threading, time
sys.path[:0] = {paths!r}
from test_partner_solve import hard
import partner_select as ps

started = []
def progress(*news):
    if news[1] is not None and not started:  # there is a bound: the solver is at work
        started.append(True)
        for k in range({presses}):
            threading.Timer(0.4 + 0.02 * k, os.kill, (os.getpid(), signal.SIGINT)).start()

before = signal.getsignal(signal.SIGINT)
start = time.monotonic()
selection = ps.select(hard(60), time_limit=60, progress=progress, route="cp-sat")  # branch and bound proves it too soon
again = signal.getsignal(signal.SIGINT) is before
print(json.dumps([selection.status, len(selection.members), selection.interrupted, again, time.monotonic() - start]))
"""


def run_with_ctrl_c(presses: int) -> subprocess.CompletedProcess[str]:
    script = CTRL_C.format(paths=[p for p in sys.path if p], presses=presses)
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)


def test_ctrl_c_keeps_the_best_and_gives_the_signal_back() -> None:
    done = run_with_ctrl_c(1)
    assert done.returncode == 0, done.stderr
    status, members, interrupted, restored, seconds = json.loads(done.stdout)
    assert (status, interrupted, restored) == ("gap", True, True)
    assert members > 0
    assert seconds < 30


def test_a_second_ctrl_c_interrupts_as_usual() -> None:
    with Interrupt() as interrupt:
        signal.raise_signal(signal.SIGINT)
        assert interrupt.wanted
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_a_handler_of_somebody_else_is_left_alone() -> None:
    seen: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
    try:
        with Interrupt() as interrupt:
            signal.raise_signal(signal.SIGINT)
        assert (interrupt.wanted, seen) == (False, [signal.SIGINT])
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interruption_before_the_start_returns_at_once() -> None:
    interrupt = Interrupt()
    interrupt.wanted = True
    start = time.monotonic()
    selection = best_set_module.best_set(hard(20), Settings(60.0), interrupt)
    assert selection.status in ("gap", "no solution yet")
    assert selection.interrupted
    assert time.monotonic() - start < 5
