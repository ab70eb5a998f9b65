"""What a pool accepts, normalises and refuses; all problems of one call come at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse

import partner_select as ps

TWO = ["A", "B"]

REFUSED = [
    pytest.param([], {}, "at least one candidate", id="no candidates"),
    pytest.param("AB", {}, "list of names", id="one string"),
    pytest.param(["A", "A"], {}, "same name", id="duplicate"),
    pytest.param(["Hailide", "hailide "], {}, "same name", id="duplicate but for case and blanks"),
    pytest.param(["Ａ１", "A1"], {}, "same name", id="duplicate but for width"),
    pytest.param(["甲 乙", "甲\u00a0乙"], {}, "same name", id="duplicate but for a no-break space"),
    pytest.param(["A", ""], {}, "non-empty", id="empty name"),
    pytest.param(["A", 3], {}, "non-empty", id="number as name"),
    pytest.param(TWO, {"value": [1]}, r"value: must have shape \(2,\), got \(1,\)", id="too short"),
    pytest.param(TWO, {"value": [[1], [2]]}, r"value: must have shape \(2,\)", id="two dimensions"),
    pytest.param(TWO, {"value": [1, float("nan")]}, "value: must be finite; look at position 1", id="NaN"),
    pytest.param(TWO, {"cost": [float("inf"), 1]}, "cost: must be finite", id="infinity"),
    pytest.param(TWO, {"value": ["x", 1]}, "value: must be numbers", id="text"),
    pytest.param(TWO, {"value": [1, None]}, "value: must be", id="None"),
    pytest.param(TWO, {"cost": [-1, 1]}, "cost: must be at least 0, got -1", id="negative cost"),
    pytest.param(TWO, {"failure": [0.5, 1.5]}, "failure: must be at most 1, got 1.5", id="probability above one"),
    pytest.param(TWO, {"failure": [0.5, -0.1]}, "failure: must be at least 0", id="probability below zero"),
    pytest.param(TWO, {"loss": [-1, 0]}, "loss: must be at least 0", id="negative loss"),
    pytest.param(TWO, {"value": [2**60 + 1, 0]}, "float64 would change", id="integer that float64 changes"),
    pytest.param(TWO, {"capabilities": [1, 2]}, "capabilities: must have shape", id="capabilities of one dimension"),
    pytest.param(
        TWO,
        {"capabilities": [[1], [2]], "capability_names": ["x", "y"]},
        r"must have shape \(2, 2\), got \(2, 1\)",
        id="names and columns differ",
    ),
    pytest.param(TWO, {"capabilities": [[1, 1], [2, 2]], "capability_names": ["x", "X"]}, "same name", id="duplicate capability"),
    pytest.param(TWO, {"capabilities": [[-1], [2]]}, "capabilities: must be at least 0", id="negative capability"),
    pytest.param(TWO, {"capability_names": ["x"]}, "capabilities: missing", id="capability names alone"),
    pytest.param(TWO, {"roles": ["university"]}, "roles: 2 are needed, got 1", id="too few roles"),
    pytest.param(TWO, {"roles": ["university", ""]}, "roles: every role", id="empty role"),
    pytest.param(TWO, {"pairs": {("A", "C"): 1}}, "no such candidate: 'C'", id="pair with a stranger"),
    pytest.param(TWO, {"pairs": {("A", "A"): 1}}, "stands twice", id="pair with itself"),
    pytest.param(TWO, {"pairs": {("A", "B"): 1, ("B", "A"): 1}}, "given before", id="pair twice"),
    pytest.param(TWO, {"pairs": {("A",): 1}}, "a pair has two names", id="pair of one"),
    pytest.param(TWO, {"pairs": {"AB": 1}}, "tuple of names", id="pair as text"),
    pytest.param(TWO, {"pairs": {("A", "B"): float("nan")}}, "must be finite", id="pair without a number"),
    pytest.param(TWO, {"pairs": [[0, 1], [2, 0]]}, "symmetric", id="asymmetric matrix"),
    pytest.param(TWO, {"pairs": [[1, 0], [0, 0]]}, "diagonal", id="diagonal"),
    pytest.param(TWO, {"pairs": [[0, 1]]}, r"must have shape \(2, 2\)", id="matrix of the wrong shape"),
    pytest.param(TWO, {"pairs": scipy.sparse.eye_array(2)}, "diagonal", id="sparse diagonal"),
    pytest.param(TWO, {"pairs": scipy.sparse.csr_array((3, 3))}, r"must have shape \(2, 2\)", id="sparse of the wrong shape"),
    pytest.param(TWO, {"groups": {("A", "B", "Z"): 1}}, "no such candidate: 'Z'", id="group with a stranger"),
    pytest.param(TWO, {"groups": {(): 1}}, "needs a name", id="empty group"),
    pytest.param(TWO, {"groups": [1, 2]}, "groups: must be a mapping", id="groups as a list"),
]


@pytest.mark.parametrize(("names", "fields", "message"), REFUSED)
def test_a_wrong_pool_is_refused(names: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.Pool(names, **fields)


def test_all_problems_come_at_once() -> None:
    with pytest.raises(ps.SelectionError) as caught:
        ps.Pool(TWO, value=[1, float("nan")], cost=[-1, 0], failure=[2, 0], roles=["x"], pairs={("A", "Q"): 1})
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["value", "cost", "failure", "roles", "pairs[('A', 'Q')]"]


def test_a_long_list_of_offenders_is_cut() -> None:
    with pytest.raises(ps.SelectionError, match="and 15 more"):
        ps.Pool([f"c{i}" for i in range(20)], value=[float("nan")] * 20)


def test_a_selection_error_is_a_value_error() -> None:
    assert issubclass(ps.SelectionError, ValueError)
    assert issubclass(ps.ScaleError, ps.SelectionError)


def test_everything_but_names_may_be_left_out() -> None:
    pool = ps.Pool(TWO)
    assert pool.n == 2
    assert not pool.value.any()
    assert pool.capabilities.shape == (2, 0)
    assert pool.roles == (None, None)
    assert len(pool.pairs.values) == 0


def test_names_are_found_whatever_their_width_and_case() -> None:
    assert ps.Pool(["Ａlpha", "Beta"]).positions(["BETA", "alpha "]) == (1, 0)


def test_unknown_names_are_listed() -> None:
    with pytest.raises(ps.SelectionError, match="members: no such candidate: 'X', 'Y'"):
        ps.Pool(TWO).positions(["X", "A", "Y"])


def test_arrays_are_copied_and_read_only() -> None:
    given = np.array([1.0, 2.0])
    pool = ps.Pool(TWO, value=given)
    given[0] = 9
    assert pool.value.tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match="read-only"):
        pool.value[0] = 5


def test_the_input_may_be_read_only_and_stays_unchanged() -> None:
    given = np.array([-0.0, 2.0])
    given.setflags(write=False)
    assert not np.signbit(ps.Pool(TWO, value=given).value).any()
    assert np.signbit(given[0])


def test_zero_pairs_are_dropped() -> None:
    pool = ps.Pool(list("ABC"), pairs={("A", "B"): 0, ("C", "A"): 2})
    assert (pool.pairs.first.tolist(), pool.pairs.second.tolist(), pool.pairs.values.tolist()) == ([0], [2], [2.0])


def test_the_pair_matrix_is_symmetric() -> None:
    matrix = ps.Pool(list("ABC"), pairs={("A", "B"): 1, ("C", "A"): 2}).pairs.matrix
    assert matrix.tolist() == [[0, 1, 2], [1, 0, 0], [2, 0, 0]]


def test_duplicate_sparse_entries_are_added() -> None:
    matrix = scipy.sparse.coo_array(([1.0, 2.0], ([0, 0], [1, 1])), shape=(2, 2))
    assert ps.Pool(TWO, pairs=matrix).pairs.values.tolist() == [3.0]


def test_a_group_may_be_a_set() -> None:
    pool = ps.Pool(list("ABC"), groups={frozenset({"C", "A", "B"}): 2})
    assert pool.groups.members == ((0, 1, 2),)
