"""Bounds made smaller by refuting targets: valid at every moment, and a proof when the target is the best set."""

import math
import time

import pytest
from partner_instances import alliance_problem

import partner_select as ps
from partner_select import best_set as best_set_module
from partner_select.kernels.branching import explore
from partner_select.routes import branch_and_bound, tree
from partner_select.routes.lowering import next_target
from partner_select.routes.tree import next_quota


@pytest.fixture
def impatient(monkeypatch):
    """Leave every proof at the first look at the clock, which comes soon."""
    monkeypatch.setattr(tree, "WORK", 2_000.0)
    monkeypatch.setattr(branch_and_bound, "PROOF_SHARE", 0.0)
    monkeypatch.setattr(branch_and_bound, "FALLEN", -1.0)


@pytest.mark.parametrize("seed", range(4))
def test_refuting_targets_ends_at_the_same_best_set(impatient, monkeypatch, seed):
    asked = []
    kept = branch_and_bound.lowered
    monkeypatch.setattr(branch_and_bound, "lowered", lambda *given: asked.append(1) or kept(*given))
    problem = alliance_problem(50, 1.0, 5, seed=seed)
    found = ps.select(problem, time_limit=60, route="branch-and-bound")
    monkeypatch.undo()
    plain = ps.select(problem, time_limit=60, route="branch-and-bound")
    assert found.status == plain.status == "proved"
    assert found.objective == pytest.approx(plain.objective)
    assert all(check.ok for check in ps.verify(problem, found))
    assert asked


def test_the_kernel_is_compiled_for_one_kind_of_arrays(impatient):
    ps.select(alliance_problem(50, 1.0, 5, seed=1), time_limit=60, route="branch-and-bound")
    assert len(explore.signatures) == 1


def test_a_bound_under_way_is_never_below_the_best_set(impatient):
    problem = alliance_problem(60, 0.3, 5, seed=3)
    told = []
    found = ps.select(problem, time_limit=30, route="branch-and-bound", progress=lambda best, bound, gap: told.append(bound))
    bounds = [bound for bound in told if bound is not None]
    assert bounds
    assert min(bounds) >= found.objective - 1e-9
    assert found.bound is not None
    assert found.bound >= found.objective


@pytest.mark.parametrize(
    ("best", "bound", "share", "target"),
    [
        (10.0, 20.0, 0.125, 18.0),
        (10.0, 20.0, 0.5, 15.0),
        (10.0, 10.4, 0.125, 10.0),
        (10.0, 11.0, 0.125, 10.0),
        (10.0, 12.0, 0.125, 11.0),
        (10.0, 10.0, 0.5, 10.0),
        (-7.0, -3.5, 0.5, -6.0),
    ],
)
def test_a_target_is_whole_and_lies_between_the_best_set_and_the_bound(best, bound, share, target):
    assert next_target(best, bound, share) == target


def test_targets_reach_the_best_set_in_the_end():
    best, bound, steps = 3.0, 1000.5, 0
    while bound > best:
        bound, steps = next_target(best, bound, 0.125), steps + 1
    assert bound == best
    assert steps < 8 * math.log(1000) + 10


@pytest.mark.parametrize(
    ("done", "seconds", "left", "quota"),
    [
        (1_000, 0.001, 100.0, int(tree.WORK)),  # plenty of time: the usual amount
        (1_000_000, 1.0, 0.5, 500_000),  # half a second at a million a second
        (1_000_000, 1.0, 0.0, 1),  # no time: the smallest amount, and the clock is looked at again
        (1_000_000, 1.0, -3.0, 1),
        (1_000, 0.0, 1e-6, 1_000),  # a clock that has not moved
        (0, 1.0, 10.0, 1),
    ],
)
def test_work_until_the_next_look_at_the_clock(done, seconds, left, quota):
    assert next_quota(done, seconds, left) == quota


def test_a_deadline_that_has_passed_stops_the_walk(monkeypatch):
    """Every look at the clock after the first few says that the time is over."""
    problem, looks = alliance_problem(60, 1.0, 6, seed=2), []
    real = time.monotonic

    def hurried():
        looks.append(1)
        return real() + (1e6 if len(looks) > 12 else 0.0)

    for module in (best_set_module, tree):
        monkeypatch.setattr(module.time, "monotonic", hurried)
    found = ps.select(problem, time_limit=50, route="branch-and-bound")
    monkeypatch.undo()
    assert found.status in ("gap", "no solution yet")
