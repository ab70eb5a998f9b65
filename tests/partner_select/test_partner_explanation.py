"""The words and the edges of an explanation; that it is minimal is tested by enumeration."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest

import partner_select as ps


def test_the_sentence_says_what_would_have_to_give() -> None:
    problem = ps.Problem(ps.Pool(["A", "B"], cost=[8, 9.5]), budget=10, size=(2, None))
    clash = ps.why_infeasible(problem)
    assert clash["sentence"] == (
        "No set of partners keeps all of these limits at once: at least 2 members (at most 1 is possible); a budget of 10 (at least 17.5 would be needed)."
    )


def test_a_feasible_problem_has_nothing_to_explain() -> None:
    clash = ps.why_infeasible(ps.Problem(ps.Pool(["A"])))
    assert (clash["status"], clash["limits"], clash["minimal"]) == ("feasible", [], True)


def test_limits_that_do_not_matter_are_left_out() -> None:
    pool = ps.Pool(list("ABCD"), cost=[1, 1, 1, 1], roles=["u", "u", "e", "e"], capabilities=np.eye(4), capability_names=list("wxyz"))
    problem = ps.Problem(
        pool,
        budget=100,
        size=(1, 4),
        roles={"u": (0, 1), "e": (1, None)},
        needs={"w": 1, "x": 1, "y": 1},
        conflicts=[("A", "D"), ("C", "D")],
        exclude=["D"],
    )
    assert {limit["limit"] for limit in ps.why_infeasible(problem)["limits"]} == {"role_max", "need"}
    assert len(ps.why_infeasible(problem)["limits"]) == 3


def test_many_limits_are_narrowed_quickly() -> None:
    names = [f"c{i}" for i in range(60)]
    conflicts = [(a, b) for i, a in enumerate(names) for b in names[:i]]
    start = time.monotonic()
    clash = ps.why_infeasible(ps.Problem(ps.Pool(names), conflicts=conflicts, include=["c7", "c33"]))
    assert {limit["limit"] for limit in clash["limits"]} == {"include", "conflict"}
    assert len(clash["limits"]) == 3
    assert time.monotonic() - start < 30


def test_the_explanation_is_plain_data() -> None:
    clash = ps.why_infeasible(ps.Problem(ps.Pool(["甲", "乙"]), include=["甲", "乙"], conflicts=[("甲", "乙")]))
    assert json.loads(json.dumps(clash)) == clash
    assert {"limit": "conflict", "members": ["甲", "乙"]} in clash["limits"]


def test_numbers_with_endless_decimals_are_compared_exactly() -> None:
    """The budget misses the two costs by one unit in the last place."""
    costs = [1e5 / 3, 2e5 / 7]
    problem = ps.Problem(ps.Pool(["A", "B"], cost=costs), budget=float(np.nextafter(sum(costs), 0)), size=(2, None))
    clash = ps.why_infeasible(problem)
    assert {limit["limit"] for limit in clash["limits"]} == {"budget", "size_min"}


@pytest.mark.parametrize("time_limit", [0, -1, float("nan")])
def test_a_wrong_time_limit_is_refused(time_limit: float) -> None:
    with pytest.raises(ps.SelectionError, match="time_limit"):
        ps.why_infeasible(ps.Problem(ps.Pool(["A"])), time_limit=time_limit)
