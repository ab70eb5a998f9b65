"""Alternatives: best first, far enough apart, and fewer when there are no more."""

from __future__ import annotations

import pytest

import partner_select as ps
from partner_select.best_set import best_set


def problem(n: int = 5, **limits: object) -> ps.Problem:
    return ps.Problem(ps.Pool([f"c{i}" for i in range(n)], value=[2.0**-i for i in range(n)]), **limits)


def changed(a: ps.Selection, b: ps.Selection) -> int:
    return len(set(a.members) ^ set(b.members))


def test_the_first_is_the_best() -> None:
    assert ps.alternatives(problem(), k=1)[0].members == ps.select(problem()).members


def test_they_come_best_first() -> None:
    worths = [s.objective for s in ps.alternatives(problem(), k=6)]
    assert worths == sorted(worths, reverse=True)
    assert len(set(worths)) == 6


@pytest.mark.parametrize("differ_by", [1, 2, 3, 4])
def test_each_is_far_enough_from_every_other(differ_by: int) -> None:
    found = ps.alternatives(problem(), k=4, differ_by=differ_by)
    assert len(found) >= 2
    assert min(changed(a, b) for i, a in enumerate(found) for b in found[:i]) >= differ_by


def test_a_swap_counts_two() -> None:
    found = ps.alternatives(problem(3, size=(1, 1)), k=3, differ_by=2)
    assert [s.members for s in found] == [("c0",), ("c1",), ("c2",)]
    assert len(ps.alternatives(problem(3, size=(1, 1)), k=3, differ_by=3)) == 1


def test_there_are_no_more_than_there_are_sets() -> None:
    assert len(ps.alternatives(problem(2), k=9)) == 3


def test_the_empty_set_is_a_set_too() -> None:
    assert {s.members for s in ps.alternatives(problem(1, size=(0, None)), k=5)} == {("c0",), ()}


def test_nothing_feasible_gives_nothing() -> None:
    assert ps.alternatives(problem(2, size=(3, None))) == ()


def test_a_best_set_that_is_known_is_not_searched_again(monkeypatch) -> None:
    from partner_select import near_optimal

    searched = []
    monkeypatch.setattr(near_optimal, "best_set", lambda *a, **k: searched.append(k["avoid"][:]) or best_set(*a, **k))
    best = ps.select(problem())
    found = ps.alternatives(problem(), k=3, best=best)
    assert [s.members for s in found] == [s.members for s in ps.alternatives(problem(), k=3)]
    assert found[0] is best
    assert [len(avoided) for avoided in searched[:2]] == [1, 2]


def test_a_search_that_found_nothing_says_nothing_about_the_best() -> None:
    nothing = ps.select(problem(2, size=(3, None)))
    assert ps.alternatives(problem(2, size=(3, None)), best=nothing) == ()


def test_each_proves_itself_against_the_sets_left() -> None:
    asked = problem(4)
    for selection in ps.alternatives(asked, k=4, differ_by=2):
        assert selection.status == "proved"
        assert all(c.ok for c in ps.verify(asked, selection))


def test_a_set_too_close_to_an_earlier_one_is_caught_by_verification() -> None:
    asked = problem(3)
    first, second = ps.alternatives(asked, k=2)
    proof = {**second.proof, "away_from": [{"members": list(first.members), "differ_by": 3}]}
    forged = ps.Selection(second.members, second.objective, second.terms, second.status, second.bound, second.gap, proof)
    assert [c.name for c in ps.verify(asked, forged) if not c.ok] == ["differs"]


def test_time_is_shared_by_all() -> None:
    assert len(ps.alternatives(problem(5), k=3, time_limit=1e-6)) <= 1
