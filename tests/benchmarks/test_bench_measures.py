"""What the benchmarks make of their measurements; slow parts are replaced by what they would have returned."""

from types import SimpleNamespace

import numpy as np
import pytest

import allocation as al
from benchmarks import memory, nucleolus, sampling, scaling, selection, startup, voting
from benchmarks.registry import BENCHMARKS, load

load()


def rows(name, size):
    return list(BENCHMARKS[name].measure(size))


def children(monkeypatch, module, answers):
    asked, left = [], iter(answers)

    def child(*arguments, environment=None):
        asked.append((arguments, environment))
        return next(left)

    monkeypatch.setattr(module, "in_child", child)
    return asked


def test_memory_is_what_computing_adds(monkeypatch):
    asked = children(monkeypatch, memory, [(None, 100.0), (None, 108.0)] * 2 + [(None, 100.0), (None, 99.0)])
    first, _, last = rows("peak_beside_table", 20)
    assert (first.ours, first.theirs, first.unit) == (8.0, 8.0, "MiB")
    assert last.ours == 0.0
    assert [arguments[3:] for arguments, _ in asked[:2]] == [(20, False), (20, True)]


@pytest.mark.parametrize(("bound", "fault"), [(1e-13, ""), (1e-12, ""), (1e-9, "error bound 1.0e-09")])
def test_power_must_be_exact(monkeypatch, bound, fault):
    children(monkeypatch, voting, [({"seconds": 0.5, "method": "exact integers", "error_bound": bound}, 200.0)])
    seconds, peak = rows("power_states", 27)
    assert (seconds.fault, seconds.theirs, seconds.allowed) == (fault, 1, 1)
    assert (peak.ours, peak.theirs, peak.met) == (200.0, 2048, True)


@pytest.mark.parametrize("case", voting.CASES)
def test_voting_games_of_every_size_can_be_won_and_lost(case):
    for n in (3, 9):
        game = voting.CASES[case][1](n)
        assert game.n == n
        assert game.worth(np.ones((1, n), dtype=bool))[0] == 1
        assert game.worth(np.zeros((1, n), dtype=bool))[0] == 0


def test_the_first_call_is_measured_in_a_cache_of_its_own(monkeypatch):
    asked = children(monkeypatch, startup, [((2.0, 0.5), 1.0), ((1.0, 0.5), 1.0)])
    empty, filled = rows("first_call", 10)
    assert (empty.ratio, filled.ratio) == (4, 2)
    assert asked[0][1]["NUMBA_CACHE_DIR"] == asked[1][1]["NUMBA_CACHE_DIR"]


def test_the_help_has_a_limit_and_imports_have_none(monkeypatch):
    monkeypatch.setattr(startup, "_run", lambda *words: 0.25)
    children(monkeypatch, startup, [(seconds, 1.0) for seconds in (3.0, 2.0) * 3])
    helped, *imports = rows("help_and_imports", 2)
    assert (helped.what, helped.met) == ("alliance --help", True)
    assert [(row.ours, row.met) for row in imports] == [(2.0, None)] * 3


def test_the_demo_must_be_quick_and_quicker_the_second_time(monkeypatch):
    seconds = iter((19.0, 6.0))
    monkeypatch.setattr(startup, "_run", lambda *words, **where: next(seconds))
    assert [row.met for row in rows("demo", 1)] == [True, False]


def test_importing_takes_time():
    assert 0 <= startup.seconds_to_import("json") < 5


@pytest.mark.parametrize(("inside", "met"), [(0.95, True), (0.935, True), (0.92, False), (1.0, False)])
def test_intervals_may_be_neither_too_narrow_nor_too_wide(monkeypatch, inside, met):
    n = 200
    known = SimpleNamespace(game=None, truth=np.arange(n) < round(inside * n))
    interval = np.column_stack((np.full(n, 0.5), np.full(n, 1.5)))
    monkeypatch.setattr(sampling, "known_game", lambda name: known)
    monkeypatch.setattr(sampling.al, "estimate", lambda *_, **__: SimpleNamespace(interval=lambda level: interval))
    found = rows("coverage", 2)
    assert [row.met for row in found] == [met] * 3
    assert f"{100 * inside:.1f} % hold it" in found[0].note


def selected(status, gap):
    return SimpleNamespace(status=status, gap=gap, objective=1.0, proof={"solver": "a solver"})


@pytest.mark.parametrize(
    ("status", "gap", "fault"),
    [("proved", 0.0, ""), ("infeasible", None, ""), ("gap", 0.125, "not proved, gap 12.5 %"), ("no solution yet", None, "not proved")],
)
def test_a_set_that_is_not_proved_is_a_loss(status, gap, fault):
    case = selection.CASES["select_six_20"]
    row = selection._row(case, 50, 0, selected(status, gap), 0.1, "", [SimpleNamespace(ok=True)])
    assert row.fault == fault
    assert row.met is (not fault)


@pytest.mark.parametrize(("gap", "met"), [(0.39, True), (0.41, False), (None, False)])
def test_a_certified_gap_has_its_mark(gap, met):
    case = selection.CASES["select_eight_3"]
    assert selection._row(case, 500, 0, selected("gap", gap), 5.0, "", [SimpleNamespace(ok=True)]).met is met


def test_a_set_that_fails_its_check_is_a_loss():
    case = selection.CASES["select_six_20"]
    row = selection._row(case, 50, 0, selected("proved", 0.0), 0.1, "", [SimpleNamespace(ok=True), SimpleNamespace(ok=False)])
    assert (row.fault, row.met) == ("not verified", False)


def test_when_the_first_good_set_was_known():
    assert selection._near(SimpleNamespace(objective=100.0), [(50.0, 0.1), (99.0, 0.2), (100.0, 0.9)]) == ", within 1 % after 0.20 s"
    assert selection._near(SimpleNamespace(objective=None), []) == ""


@pytest.mark.parametrize("name", nucleolus.MADE)
def test_tables_begin_with_nothing_and_are_the_same_each_time(name):
    first, again = (nucleolus.MADE[name](6, np.random.default_rng([0, 6])) for _ in range(2))
    assert (len(first), first[0]) == (64, 0)
    assert first.tolist() == again.tolist()


@pytest.mark.parametrize(("off", "raises"), [(0.0, False), (1.0, True)])
def test_a_peer_with_another_nucleolus_is_not_compared(off, raises):
    values = np.array([0.0, 0, 0, 1])
    other = SimpleNamespace(Game=lambda table: table, nucleolus=lambda game: {"allocation": [0.5 + off, 0.5 - off]})
    if raises:
        with pytest.raises(AssertionError, match="differs by 1e"):
            nucleolus._theirs(values, np.array([0.5, 0.5]), other)
    else:
        assert nucleolus._theirs(values, np.array([0.5, 0.5]), other) > 0


def test_claims_have_a_core():
    game = scaling.claims(5)
    assert al.least_core(game).details is not None
    assert game.table()[-1] > 0
