"""Benchmarks by name, sizes and rows."""

import pytest
from bench_rows import row

from benchmarks import registry
from benchmarks.registry import Benchmark, Row, UnknownBenchmarkError, best_of, chosen, in_turn, measured, timed


def made(name, group="values", sizes=(8, 10), long=(20,), table=True, rows=(), fails=None):
    def measure(n):
        if fails:
            raise fails
        return iter(rows or [Row(name, f"n = {n}", 1.0, "floor", 2.0)])

    return Benchmark(name, group, "", sizes, long, "players", table, measure)


@pytest.fixture(autouse=True)
def three(monkeypatch):
    made_here = [made("error_a", "sampling", table=False, sizes=(1000,), long=(50_000,)), made("error_b", "sampling"), made("one_call")]
    monkeypatch.setattr(registry, "BENCHMARKS", {one.name: one for one in made_here})


def names(found):
    return [(one.name, size) for one, size in found]


def test_all_run_at_their_usual_sizes_when_none_is_named():
    assert names(chosen()) == [("error_a", 1000), ("error_b", 8), ("error_b", 10), ("one_call", 8), ("one_call", 10)]


def test_a_name_chooses_one():
    assert names(chosen(["one_call"])) == [("one_call", 8), ("one_call", 10)]


def test_a_group_chooses_all_of_its_benchmarks():
    assert {name for name, _ in names(chosen(["sampling"]))} == {"error_a", "error_b"}


def test_a_pattern_chooses_what_it_matches():
    assert {name for name, _ in names(chosen(["*_c*"]))} == {"one_call"}


def test_numbers_replace_the_usual_sizes():
    assert names(chosen(["one_call", "3", "4"])) == [("one_call", 3), ("one_call", 4)]


def test_numbers_alone_are_sizes_of_all():
    assert names(chosen(["5"])) == [("error_a", 5), ("error_b", 5), ("one_call", 5)]


def test_a_benchmark_named_twice_runs_once():
    assert names(chosen(["one_call", "values", "one_*", "7"])) == [("one_call", 7)]


def test_long_adds_sizes():
    assert names(chosen(["one_call"], long=True))[-1] == ("one_call", 20)


def test_up_to_leaves_out_larger_tables_only():
    assert names(chosen(["error_*"], long=True, up_to=9)) == [("error_a", 1000), ("error_a", 50_000), ("error_b", 8)]


@pytest.mark.parametrize("word", ["nothing", "error", "*x*", "-3", "1.5", ""])
def test_a_word_that_names_nothing_is_refused(word):
    with pytest.raises(UnknownBenchmarkError) as found:
        chosen([word])
    assert found.value.name == word


def test_rows_know_their_benchmark_and_size():
    (found,) = measured(chosen(["one_call", "6"]))
    assert (found.name, found.group, found.n) == ("one_call", "values", 6)


def test_a_benchmark_that_fails_gives_a_row_and_the_others_go_on():
    broken = made("broken", fails=AssertionError("the peer finds other numbers"))
    first, second = measured([(broken, 8), (made("fine"), 8)])
    assert (first.ours, first.met) == (None, False)
    assert first.fault == "did not finish: AssertionError: the peer finds other numbers"
    assert second.ours == 1.0


def test_an_interruption_is_not_a_failure():
    with pytest.raises(KeyboardInterrupt):
        list(measured([(made("stopped", fails=KeyboardInterrupt()), 8)]))


@pytest.mark.parametrize("size", [0, 1, 35, 10**6])
def test_a_table_nobody_could_hold_is_not_begun(size):
    (found,) = measured([(made("too_large", fails=MemoryError()), size)])
    assert found.fault == "a table of 2 to 34 players was expected"


def test_what_is_no_table_may_have_any_size():
    (found,) = measured([(made("many", table=False), 10**6)])
    assert found.met is None
    assert not found.fault


def test_decorating_registers_a_function_under_its_name():
    @registry.benchmark("values", "fast", (3,), (4,))
    def a_new_one(n):
        """Nothing."""
        yield row()

    one = registry.BENCHMARKS["a_new_one"]
    assert (one.group, one.must, one.sizes, one.long, one.table) == ("values", "fast", (3,), (4,), False)


@pytest.mark.parametrize(
    ("ours", "theirs", "allowed", "fault", "met"),
    [
        (1.0, 2.0, 0.5, "", True),
        (1.01, 2.0, 0.5, "", False),
        (0.0, 2.0, 0.5, "", True),
        (1.0, 2.0, None, "", None),
        (1.0, None, 0.5, "", None),
        (1.0, 0.0, 1, "", None),
        (None, 2.0, 0.5, "", None),
        (1.0, 2.0, 0.5, "not verified", False),
        (1.0, 2.0, None, "not verified", False),
    ],
)
def test_whether_a_row_reaches_its_mark(ours, theirs, allowed, fault, met):
    assert row(ours=ours, theirs=theirs, allowed=allowed, fault=fault).met is met


@pytest.mark.parametrize(("ours", "theirs", "ratio"), [(3.0, 2.0, 1.5), (3.0, 0, None), (None, 1.0, None), (1.0, None, None)])
def test_ratio(ours, theirs, ratio):
    assert row(ours=ours, theirs=theirs).ratio == ratio


def test_times_are_those_of_the_shortest_call():
    calls = []
    assert 0 <= best_of(lambda: calls.append(1), 3) < 1
    assert len(calls) == 4
    assert timed(lambda: calls.clear()) >= 0
    assert calls == []


def test_works_take_turns(monkeypatch):
    monkeypatch.setattr(registry, "ENOUGH", 0.0)
    calls = []
    found = in_turn(lambda: calls.append("a"), lambda: calls.append("b"))
    assert len(found) == 2
    assert calls == ["a", "b"] * (1 + registry.REPEATS)
