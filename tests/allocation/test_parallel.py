"""Threads: how many, and that nothing depends on them."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import allocation as al
from allocation.parallel import WINDOW, in_order


@pytest.fixture
def threads():
    yield al.set_thread_count
    al.set_thread_count(None)


def test_the_environment_sets_the_number(monkeypatch):
    monkeypatch.setenv("ALLOCATION_THREADS", "3")
    assert al.thread_count() == 3


@pytest.mark.parametrize("given", ["", "0", "-2", "many"])
def test_a_meaningless_environment_is_passed_over(monkeypatch, given):
    monkeypatch.setenv("ALLOCATION_THREADS", given)
    assert al.thread_count() >= 1


def test_a_number_that_was_set_wins(monkeypatch, threads):
    monkeypatch.setenv("ALLOCATION_THREADS", "3")
    threads(5)
    assert al.thread_count() == 5


@pytest.mark.parametrize("count", [0, -1])
def test_the_number_must_be_positive(count):
    with pytest.raises(al.AllocationError, match="at least 1"):
        al.set_thread_count(count)


@pytest.mark.parametrize("count", [1, 2, 7])
def test_results_come_in_the_order_of_the_items(threads, count):
    threads(count)
    assert list(in_order(lambda k: k * k, range(20))) == [k * k for k in range(20)]


def test_an_error_in_a_thread_reaches_the_caller(threads):
    threads(2)
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda k: 1 / k, [1, 0, 2]))


def test_large_tables_give_the_same_bits_on_any_number_of_threads(threads):
    table = np.random.default_rng(0).random(1 << 22)
    table[0] = 0
    table.setflags(write=False)
    found = set()
    for count in (1, 2, 4):
        threads(count)
        found.add(al.shapley(al.TableGame(table)).payoffs.tobytes())
    assert len(found) == 1


def test_many_threads_may_call_at_once():
    tables = [np.concatenate(([0.0], np.random.default_rng(seed).random(1023))) for seed in range(8)]
    alone = [al.shapley(al.TableGame(table)).payoffs.tobytes() for table in tables]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda k: al.shapley(al.TableGame(tables[k % 8])).payoffs.tobytes(), range(200)))
    assert together == [alone[k % 8] for k in range(200)]


@pytest.mark.parametrize("count", [0, 1, WINDOW - 1, WINDOW, 3 * WINDOW + 1])
def test_any_number_of_items_is_done_once_each(threads, count):
    threads(3)
    done = []
    assert list(in_order(lambda k: done.append(k) or k, range(count))) == list(range(count))
    assert sorted(done) == list(range(count))


def test_the_threads_asked_for_work_at_the_same_time():
    meeting = threading.Barrier(3, timeout=20)
    assert list(in_order(lambda _: meeting.wait() >= 0, range(3), threads=3)) == [True] * 3


def test_threads_stay_for_the_next_time(threads):
    threads(2)
    seen = set()
    for _ in range(20):
        seen.update(in_order(lambda _: threading.get_ident(), range(8)))
    assert len(seen) <= 3


def test_work_that_asks_for_threads_gets_on_without(threads):
    threads(2)
    assert list(in_order(lambda k: sum(in_order(lambda j: j * k, range(5))), range(8))) == [10 * k for k in range(8)]
    assert list(in_order(lambda k: k, range(3))) == [0, 1, 2]


def test_after_an_error_nobody_starts_another_item(threads):
    threads(2)
    started = []

    def work(k):
        started.append(k)
        if k == 1:
            raise ZeroDivisionError
        threading.Event().wait(0.01)

    with pytest.raises(ZeroDivisionError):
        list(in_order(work, range(60)))
    assert len(started) < 30
    assert list(in_order(lambda k: k, range(5))) == list(range(5))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_copy_of_the_process_starts_threads_of_its_own(threads):
    threads(2)
    assert list(in_order(lambda k: k, range(4))) == list(range(4))
    child = os.fork()
    if child == 0:
        meeting = threading.Barrier(2, timeout=20)
        os._exit(0 if list(in_order(lambda _: meeting.wait() >= 0, range(2))) == [True, True] else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
