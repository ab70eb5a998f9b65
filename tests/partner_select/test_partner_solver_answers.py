"""The one place that runs the solver: what it may say, what it must not read, and how Ctrl-C reaches it."""

from __future__ import annotations

import signal
import threading
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import partner_select as ps
from partner_select.interrupt import Interrupt
from partner_select.model import Variables
from partner_select.model.scaling import Part
from partner_select.solve import Answer, Settings, solve, solver_version


def model(n: int, worth: list[int], most: int | None = None, least: int = 0) -> Variables:
    variables = Variables.of(n, n)
    total = variables.weighted(variables.chosen, [1] * n)
    if most is not None:
        variables.model.add(total <= most)
    if least:
        variables.model.add(total >= least)
    variables.parts.append(Part("worth", variables.chosen, worth, Fraction(1)))
    variables.maximise()
    return variables


def answer(variables: Variables, time_limit: float = 300.0, **options: Any) -> Answer:
    return solve(variables, Settings(time_limit), Interrupt(), **options)


@pytest.mark.parametrize("presolve", [True, False])
@pytest.mark.parametrize("workers", [1, 3])
def test_an_optimum_comes_with_its_members_and_its_own_bound(presolve: bool, workers: int) -> None:
    found = solve(model(4, [3, 5, -2, 4], most=2), Settings(300, workers=workers, presolve=presolve), Interrupt())
    assert found == Answer("optimal", frozenset({1, 3}), 9)


def test_nothing_fits_is_infeasible_without_numbers() -> None:
    assert answer(model(2, [1, 1], most=1, least=2)) == Answer("infeasible")


def test_no_time_is_unknown_without_numbers() -> None:
    assert answer(model(3, [1, 2, 3]), time_limit=0.0) == Answer("unknown")


def test_a_model_without_an_objective_has_members_and_no_bound() -> None:
    variables = Variables.of(3, 3)
    variables.model.add(sum(variables.chosen) == 3)
    found = answer(variables)
    assert (found.status, found.members, found.bound) == ("optimal", frozenset({0, 1, 2}), None)


def test_closed_candidates_stay_out() -> None:
    variables = Variables.of(3, 3, closed=frozenset({1}))
    variables.parts.append(Part("worth", variables.chosen, [1, 9, 1], Fraction(1)))
    variables.maximise()
    assert answer(variables).members == frozenset({0, 2})


def test_clashing_guards_are_named_by_their_places() -> None:
    variables = Variables.of(2, 2)
    guards = [variables.model.new_bool_var(f"g{k}") for k in range(3)]
    variables.model.add(variables.chosen[0] == 1).only_enforce_if(guards[0])
    variables.model.add(variables.chosen[1] == 1).only_enforce_if(guards[1])
    variables.model.add(variables.chosen[0] == 0).only_enforce_if(guards[2])
    found = answer(variables, guards=guards)
    assert (found.status, found.members) == ("infeasible", None)
    assert {0, 2} <= set(found.core)


def test_guards_that_agree_are_just_limits() -> None:
    variables = model(3, [1, 2, 3])
    guard = variables.model.new_bool_var("g")
    variables.model.add(sum(variables.chosen) <= 1).only_enforce_if(guard)
    assert answer(variables, guards=[guard]).members == frozenset({2})


def test_news_arrives_in_the_callers_thread_and_ends_at_the_optimum() -> None:
    heard: list[tuple[int | None, int | None]] = []
    threads = set()

    def watch(best: int | None, bound: int | None) -> None:
        heard.append((best, bound))
        threads.add(threading.current_thread())

    found = answer(model(12, list(range(1, 13)), most=4), watch=watch)
    incumbents = [x for x, _ in heard if x is not None]
    assert threads == {threading.main_thread()}
    assert incumbents == sorted(incumbents)
    assert incumbents[-1] == found.bound == 9 + 10 + 11 + 12
    assert all(b >= 42 for _, b in heard if b is not None)


def test_a_wish_to_stop_ends_the_search_with_what_there_is() -> None:
    interrupt = Interrupt()
    interrupt.wanted = True
    found = solve(model(8, [1] * 8, most=3), Settings(300), interrupt)
    assert found.status in ("optimal", "feasible", "unknown")
    assert (found.members is None) == (found.status == "unknown")


def test_a_number_beyond_the_solver_is_refused_before_it_runs() -> None:
    variables = Variables.of(2, 2)
    variables.model.add(variables.weighted(variables.chosen, [2**62, 2**62]) <= 2**62)
    with pytest.raises(ps.SelectionError, match="the solver refuses the model"):
        answer(variables)


def test_the_version_is_told() -> None:
    assert solver_version().split(".")[0].isdigit()


def test_hints_are_complete_for_any_set() -> None:
    """Every derived variable knows its value; a hint that lies about one would be refused by the solver's own check."""
    variables = Variables.of(3, 3)
    both = variables.new_bool("both", lambda members: int(members[0] and members[1]))
    count = variables.new_int(3, "count", lambda members: int(members.sum()))
    variables.model.add(sum(variables.chosen) == count)
    variables.model.add_bool_and(variables.chosen[:2]).only_enforce_if(both)
    variables.parts.append(Part("x", [both, count], [5, 1], Fraction(1), reach=3))
    variables.maximise()
    variables.hint(np.array([True, True, False]))
    proto = variables.model.proto.solution_hint
    assert dict(zip(list(proto.vars), list(proto.values), strict=True)) == {0: 1, 1: 1, 2: 0, 3: 1, 4: 2}
    assert answer(variables).members == frozenset({0, 1, 2})


def test_the_first_press_is_a_wish_and_the_signal_is_given_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupt() as interrupt:
        assert not interrupt.wanted
        signal.raise_signal(signal.SIGINT)
        assert interrupt.wanted
    assert signal.getsignal(signal.SIGINT) is before


def test_an_error_inside_gives_the_signal_back_too() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(RuntimeError, match="inside"), Interrupt():
        raise RuntimeError("inside")
    assert signal.getsignal(signal.SIGINT) is before


def test_in_another_thread_nothing_is_touched() -> None:
    before, seen = signal.getsignal(signal.SIGINT), []

    def work() -> None:
        with Interrupt() as interrupt:
            seen.append((signal.getsignal(signal.SIGINT) is before, interrupt.wanted))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [(True, False)]


def test_a_selection_in_another_thread_is_the_same() -> None:
    problem = ps.Problem(ps.Pool(list("ABC"), value=[3, 2, 1], cost=[2, 2, 1]), budget=3)
    found: list[ps.Selection] = []
    thread = threading.Thread(target=lambda: found.append(ps.select(problem)))
    thread.start()
    thread.join()
    assert found[0].to_dict() == ps.select(problem).to_dict()


def test_one_wish_stops_all_questions_in_a_row() -> None:
    problem = ps.Problem(ps.Pool(list("ABCDEF"), value=[6, 5, 4, 3, 2, 1]), size=(2, 3))
    with Interrupt():
        signal.raise_signal(signal.SIGINT)
        assert len(ps.alternatives(problem, k=5)) == 0
        assert not ps.sets_within(problem, 0.5).complete
        assert ps.size_sweep(problem, [2, 3]) == ()
