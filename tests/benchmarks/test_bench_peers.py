"""Real benchmarks at tiny sizes: rows with and without the peers."""

import sys

import pytest

from benchmarks.peers import NOT_INSTALLED, PEERS, beside, peer, said
from benchmarks.registry import chosen, load, measured

load()
TABLES = (
    "shapley_beside_sum",
    "shapley_of_a_file",
    "interactions_beside_numpy",
    "moebius_beside_numpy",
    "one_small_call",
    "growth_of_least_core",
)
COMPARED = {
    "shapley_beside_coopgame": "coopgame",
    "shapley_beside_shapiq": "shapiq",
    "interactions_beside_shapiq": "shapiq",
    "topsis_beside_pymcdm": "pymcdm",
}


@pytest.fixture
def no_peers(monkeypatch):
    for name in PEERS:
        monkeypatch.setitem(sys.modules, name, None)


def rows(*words):
    return list(measured(chosen(words)))


def test_every_benchmark_has_a_group_and_sizes():
    known = load()
    assert len(known) > 30
    assert {one.group for one in known.values()} >= {
        "values",
        "scaling",
        "nucleolus",
        "voting",
        "selection",
        "sampling",
        "cluster",
        "memory",
        "start-up",
    }
    assert [name for name, one in known.items() if not (one.group and one.of and (one.sizes or one.long) and name == one.name)] == []


def test_loading_twice_changes_nothing():
    before = dict(load())
    assert load() == before


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_five_players(name):
    found = rows(name, "5")
    assert found
    assert all(row.ours > 0 and row.theirs > 0 and not row.fault for row in found)


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.usefixtures("no_peers")
def test_without_the_peer_we_are_measured_and_the_row_says_so(name):
    (found,) = rows(name, "5")
    assert found.ours > 0
    assert (found.theirs, found.ratio, found.met, found.note, found.fault) == (None, None, None, NOT_INSTALLED, "")


@pytest.mark.parametrize("name", ["shapley_beside_coopgame", "topsis_beside_pymcdm"])
def test_with_the_peer_both_are_measured(name):
    pytest.importorskip(COMPARED[name], reason="the peer is not installed (extra: bench)")
    (found,) = rows(name, "5")
    assert found.theirs > 0
    assert found.note == ""


@pytest.mark.usefixtures("no_peers")
def test_games_of_the_peer_s_generator_need_the_peer():
    (found,) = rows("nucleolus_of_benedek_games", "5")
    assert (found.ours, found.note, found.met) == (None, NOT_INSTALLED, None)


@pytest.fixture
def off_by_a_tenth(monkeypatch):
    """An estimator that needs no compiling."""
    monkeypatch.setattr("benchmarks.sampling.ours", lambda: lambda known, samples, seed: known.truth + 0.1)


@pytest.mark.usefixtures("no_peers", "off_by_a_tenth")
def test_errors_of_estimates_without_the_peer():
    (found,) = rows("error_airport100", "400")
    assert found.ours == pytest.approx(0.01)
    assert (found.unit, found.size) == ("squared", "400 evaluations")
    assert (found.theirs, found.note, found.fault) == (None, NOT_INSTALLED, "")


@pytest.mark.usefixtures("off_by_a_tenth")
def test_errors_stand_beside_those_of_the_best_approximator(monkeypatch):
    wrong = {"far": 1.0, "near": 0.2}
    peers = {name: lambda known, samples, seed, off=off: known.truth + off for name, off in wrong.items()}
    monkeypatch.setattr("benchmarks.sampling.peers", lambda: peers)
    (found,) = rows("error_airport100", "400")
    assert found.beside == "shapiq: near"
    assert found.ratio == pytest.approx(0.25)
    assert found.met is True


@pytest.mark.usefixtures("no_peers")
def test_a_peer_that_is_missing_is_nothing():
    assert peer("shapiq") is None
    assert beside(None, lambda: 1, lambda: 1 / 0)[1] is None
    assert (said(None), said(sys)) == (NOT_INSTALLED, "")


def test_an_installed_module_is_found():
    assert peer("json").__name__ == "json"


def test_a_proof_or_a_gap_of_a_small_selection():
    (first, *_) = rows("frontier_of_two", "8")
    assert (first.what, first.size, first.fault) == ("exact frontier of benefit and cost", "8, seed 0", "")
    assert [row.fault for row in rows("knapsack_25", "8")] == ["", "", ""]


def test_a_nucleolus_without_a_table_agrees_with_the_table():
    found = rows("nucleolus_of_pairwise", "nucleolus_of_assignment", "6")
    assert [row.fault for row in found] == ["", ""]


def test_a_measurement_in_a_process_of_its_own():
    from benchmarks.child import in_child

    found, peak = in_child("math", "gcd", 12, 18)
    assert found == 6
    assert 1 < peak < 500


def test_a_child_that_fails_says_why():
    from benchmarks.child import in_child

    with pytest.raises(RuntimeError, match="ValueError: math domain error"):
        in_child("math", "sqrt", -1)
