"""Stable by design: outside options, a core with a margin, and the split of any set before it is chosen."""

from __future__ import annotations

import itertools
import json
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem

import allocation as al
import partner_select as ps

NAMES = list("ABCD")
MAJORITY = {s: 6.0 if len(s) == 2 else 7.0 if len(s) == 3 else 0.0 for size in (1, 2, 3) for s in itertools.combinations("ABC", size)}


def pool(**more: Any) -> ps.Pool:
    pairs = {("A", "B"): 4, ("A", "C"): -2, ("B", "C"): 2, ("C", "D"): 6}
    return ps.Pool(NAMES, value=[5, 4, 3, 1], pairs=pairs, **more)


def majority(**more: Any) -> ps.Problem:
    """Any two of three earn 6, all three 7: three cannot agree. D earns nothing."""
    worth = {(*s, *d): v for s, v in MAJORITY.items() for d in ((), ("D",))} | {("D",): 0.0}
    game = al.TableGame.from_coalitions(worth, players=NAMES)
    return ps.Problem(ps.Pool(NAMES), game=game, **more)


@pytest.mark.parametrize("route", ["cp-sat", "branch-and-bound", "milp", "enumeration"])
@pytest.mark.parametrize(
    ("outside", "members"),
    [
        ({}, ("A", "B", "C", "D")),
        ({"A": 6, "B": 7, "C": 6, "D": 4}, ("A", "B", "C", "D")),
        ({"A": 6.1}, ("B", "C", "D")),
        ({"C": 7.1}, ("A", "B", "D")),
        ({"A": 8, "C": 6, "D": 2}, ("B", "C", "D")),
        ({"A": 8, "B": 8, "C": 8, "D": 8}, None),
    ],
)
def test_everybody_gets_what_it_gets_elsewhere(route: str, outside: dict[str, float], members: tuple[str, ...] | None) -> None:
    found = ps.select(ps.Problem(pool(), outside=outside), route=route)
    if members is None:
        assert found.status == "infeasible"
        return
    assert (found.status, found.members) == ("proved", members)


def test_a_group_is_shared_by_its_members() -> None:
    grouped = ps.Pool(list("ABC"), value=[1, 1, 1], groups={("A", "B", "C"): 3, ("A", "B"): -1})
    for route in ("cp-sat", "enumeration"):
        assert ps.select(ps.Problem(grouped, outside=[1.5, 1.5, 2]), route=route).members == ("A", "B", "C")
        assert ps.select(ps.Problem(grouped, outside=[1.6, None, None]), route=route).members == ("B", "C")


def test_the_shares_checked_are_those_of_the_shapley_value() -> None:
    problem = ps.Problem(pool(groups={("A", "B", "C"): 4.5}), outside=[0, 0, 0, 0])
    checks = ps.check(problem, ["A", "B", "C"]).checks
    paid = al.shapley(
        ps.joint_game(
            ps.Problem(
                ps.Pool(list("ABC"), value=[5, 4, 3], pairs={("A", "B"): 4, ("A", "C"): -2, ("B", "C"): 2}, groups={("A", "B", "C"): 4.5})
            )
        )
    )
    assert [c.used for c in checks if c.limit == "outside"] == pytest.approx(paid.payoffs.tolist())
    assert [c.name for c in checks if c.limit == "outside"] == ["share of A", "share of B", "share of C"]


@pytest.mark.parametrize("seed", range(6))
def test_the_share_in_any_game_is_the_shapley_value(seed: int) -> None:
    rng = np.random.default_rng(seed)
    game = al.TableGame([0, *rng.integers(0, 40, 15).tolist()], NAMES)
    members = [m for m in NAMES if rng.random() < 0.8] or ["A"]
    checks = ps.check(ps.Problem(ps.Pool(NAMES), game=game, outside=[0] * 4), members).checks
    table = al.TableGame(
        [game.value([m for k, m in enumerate(members) if s // 2**k % 2]) if s else 0 for s in range(2 ** len(members))], members
    )
    assert [c.used for c in checks if c.limit == "outside"] == pytest.approx(al.shapley(table).payoffs.tolist())


@pytest.mark.parametrize("route", ["auto", "enumeration"])
def test_a_set_that_cannot_agree_is_not_chosen(route: str) -> None:
    assert ps.select(majority(), route=route).objective == 7.0
    stable = ps.select(majority(core_margin=0.0), route=route)
    assert stable.status == "proved"
    assert stable.objective == 6.0


@pytest.mark.parametrize(("margin", "best"), [(0.0, 12.0), (1.0, 12.0), (1.5, 8.0), (3.0, 8.0), (3.5, 4.0)])
@pytest.mark.parametrize("route", ["cp-sat", "enumeration"])
def test_a_margin_leaves_something_to_spare(margin: float, best: float, route: str) -> None:
    """Two with a pair worth q can be kept q/2 above their worth; three equal ones with all pairs less: the least core says how much."""
    equal = ps.Pool(list("ABCE"), value=[0, 0, 0, 4], pairs={("A", "B"): 8, ("A", "C"): 2, ("B", "C"): 2})
    problem = ps.Problem(equal, size=(1, 3), exclude=["E"] if best > 4 else [], core_margin=margin)
    found = ps.select(problem, route=route)
    game = ps.joint_game(ps.Problem(equal))
    every = [s for size in (1, 2, 3) for s in itertools.combinations("ABC" if best > 4 else "ABCE", size)]
    kept = [s for s in every if len(s) == 1 or -ps.split_preview(problem, s, ()).margin <= -margin + 1e-9]  # type: ignore[operator]
    assert found.objective == max(game.value(s) for s in kept)


def test_a_split_of_one_is_always_stable() -> None:
    assert ps.select(ps.Problem(pool(), size=(1, 1), core_margin=100.0)).members == ("A",)


def test_the_core_is_kept_beyond_enumeration() -> None:
    base = alliance_problem(34, 0.4, 5, seed=4)
    stable = ps.Problem(base.pool, budget=base.budget, size=base.size, core_margin=0.0)
    found = ps.select(stable, time_limit=60)
    assert found.status == "proved"
    assert found.objective is not None
    assert not ps.split_preview(stable, found.members).core_empty
    free = ps.select(base)
    assert free.objective is not None
    assert found.objective <= free.objective
    better = [s for s in ps.alternatives(base, k=4) if (s.objective or 0) > found.objective]
    assert all(ps.split_preview(base, s.members, ()).core_empty for s in better)


def test_out_of_time_the_bound_still_holds() -> None:
    base = alliance_problem(40, 0.5, 6, seed=4)
    found = ps.select(ps.Problem(base.pool, budget=base.budget, size=base.size, core_margin=8.0), time_limit=1.0)
    assert found.status in ("gap", "proved", "no solution yet")
    if found.objective is not None:
        assert found.bound is not None
        assert found.bound >= found.objective


def test_stability_is_blamed_in_words() -> None:
    found = ps.why_infeasible(majority(core_margin=0.0, include=["A", "B", "C"], exclude=["D"]))
    assert found["status"] == "infeasible"
    assert {"limit": "core", "margin": 0} in found["limits"]
    assert "a split that no group of members would leave" in found["sentence"]


def test_an_outside_option_is_blamed_in_words() -> None:
    found = ps.why_infeasible(ps.Problem(pool(), include=["D"], exclude=["C"], outside={"D": 2}))
    assert {"limit": "outside", "member": "D", "outside": 2} in found["limits"]
    assert "D, if chosen, gets at least 2 of the joint value" in found["sentence"]


def test_a_preview_splits_the_joint_value() -> None:
    preview = ps.split_preview(majority(outside={"A": 3}), ["A", "B", "C"], rules=["shapley", "nucleolus", "equal"])
    assert preview.members == ("A", "B", "C")
    assert preview.total == 7.0
    assert preview.payoffs["shapley"] == pytest.approx([7 / 3] * 3)
    assert preview.core_empty
    assert preview.margin == pytest.approx(7 * 2 / 3 - 6)
    assert preview.in_core == {"shapley": False, "nucleolus": False, "equal": False}
    assert preview.below_outside["equal"] == ("A",)
    assert json.loads(json.dumps(preview.to_dict()))["members"] == ["A", "B", "C"]


def test_a_preview_of_one_member() -> None:
    preview = ps.split_preview(ps.Problem(pool()), ["C"])
    assert (preview.total, preview.payoffs["nucleolus"], preview.core_empty, preview.margin) == (3.0, (3.0,), False, None)


def test_a_rule_without_an_answer_is_skipped_with_the_reason() -> None:
    preview = ps.split_preview(majority(), ["A", "B", "C"], rules=["tau", "owen"])
    assert "owen" in preview.skipped
    assert not preview.payoffs.get("owen")


def test_compared_sets_show_their_splits() -> None:
    rows = ps.compare(ps.Problem(pool()), {"two": ["A", "B"], "nobody": []}, rules=["shapley"])
    assert rows[0].split is not None
    assert rows[0].split.payoffs["shapley"] == (7.0, 6.0)
    assert rows[1].split is None
    assert ps.compare(ps.Problem(pool()), {"two": ["A", "B"]})[0].split is None


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"outside": [1, 2]}, "outside: 4 numbers are needed"),
        ({"outside": "ABCD"}, "outside: 4 numbers are needed"),
        ({"outside": {"Z": 1}}, "outside: no such candidate"),
        ({"outside": {"A": float("nan")}}, "must be finite"),
        ({"core_margin": -1}, "core_margin: must be at least 0"),
    ],
)
def test_stability_that_makes_no_sense_is_refused(limits: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.Problem(pool(), **limits)


def test_the_core_of_a_crowd_is_refused() -> None:
    with pytest.raises(ps.SelectionError, match="core_margin: all coalitions of the chosen set are looked at"):
        ps.Problem(ps.Pool([f"c{i}" for i in range(30)]), core_margin=0.0)


@pytest.mark.parametrize(
    ("members", "rules", "message"), [([], ["shapley"], "1 to 20 members"), (["A"], ["magic"], "unknown 'magic'"), (["Z"], [], "no such")]
)
def test_a_preview_that_makes_no_sense_is_refused(members: list[str], rules: list[str], message: str) -> None:
    with pytest.raises(ps.SelectionError, match=message):
        ps.split_preview(ps.Problem(pool()), members, rules)
