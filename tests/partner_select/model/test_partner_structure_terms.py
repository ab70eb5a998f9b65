"""Counts, covers, budgets by class, either-or, implications and needs that survive an exit: what each allows, says and explains."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import partner_select as ps
from partner_select.model import CONSTRAINTS, limits_of

REGIONS = ["east", "west", "east", None]
NONSENSE: Any = None
THREE: Any = ("A", "B", "C")
STAGES = [["spin"], ["weave", "dye"], "weave", None]


def pool(**more: Any) -> ps.Pool:
    given: dict[str, Any] = {"value": [4, 3, 2, 1], "labels": {"region": REGIONS, "stage": STAGES}}
    return ps.Pool(list("ABCD"), **(given | more))


def chosen(pool: ps.Pool, **asked: Any) -> tuple[str, ...]:
    return ps.select(ps.Problem(pool, **asked)).members


def broken(pool: ps.Pool, members: str, **asked: Any) -> list[tuple[str, str]]:
    return [(c.name, c.detail) for c in ps.check(ps.Problem(pool, **asked), list(members)).checks if not c.ok]


def clash(pool: ps.Pool, **asked: Any) -> ps.Clash:
    return ps.why_infeasible(ps.Problem(pool, **asked))


def test_a_count_has_a_fewest_and_a_most() -> None:
    counts = {"region": {"east": (0, 1), "west": (1, None)}}
    assert chosen(pool(), counts=counts) == ("A", "B", "D")
    assert broken(pool(), "AC", counts=counts) == [
        ("region east", "2, must be at least 0 and at most 1"),
        ("region west", "0, must be at least 1"),
    ]


def test_a_candidate_may_have_several_values() -> None:
    assert chosen(pool(), counts={"stage": {"dye": (1, None), "weave": (0, 1)}}) == ("A", "B", "D")


def test_labels_are_the_same_whatever_their_case_and_width() -> None:
    given = pool(labels={"Region": ["East", "ＥＡＳＴ ", None, "west"]})
    assert broken(given, "AB", counts={" region": {"eaST": (0, 1)}}) == [("Region eaST", "2, must be at least 0 and at most 1")]


def test_every_stage_is_covered_once() -> None:
    assert chosen(pool(value=[-4, -3, -1, 0]), cover=["stage"]) == ("A", "B")
    assert broken(pool(), "AC", cover=["stage"]) == [("stage dye", "0, must be at least 1")]


def test_covering_a_label_nobody_has_asks_for_nothing() -> None:
    assert chosen(pool(labels={"block": [None] * 4}), cover=["block"]) == ("A", "B", "C", "D")


def test_roles_and_labels_are_counted_by_the_same_rule() -> None:
    """A label that repeats the role gives the same answers as the role itself."""
    roles = ["firm", "firm", "university", None]
    same = pool(roles=roles, labels={"kind": roles})
    for span in ((0, 1), (2, None), (1, 1), (3, None)):
        by_role, by_label = ps.Problem(same, roles={"firm": span}), ps.Problem(same, counts={"kind": {"firm": span}})
        assert ps.select(by_role).members == ps.select(by_label).members


def test_a_value_nobody_has_cannot_be_had() -> None:
    found = clash(pool(), counts={"region": {"north": (1, None)}})
    assert found["limits"] == [{"limit": "count_min", "label": "region", "is": "north", "required": 1, "possible_at_most": 0}]


def test_a_clash_of_counts_is_told_in_their_words() -> None:
    found = clash(pool(), counts={"region": {"west": (1, None)}}, exclude=["B"], cover=["stage"])
    assert {limit["limit"] for limit in found["limits"]} <= {"count_min", "cover", "exclude"}
    assert "B must stay out" in found["sentence"]
    assert ("at least 1 with region west" in found["sentence"]) != ("somebody with stage dye" in found["sentence"])


@pytest.mark.parametrize(("most", "members"), [(100, "ABCD"), (7, "ABD"), (3, "AD"), (0, "")])
def test_a_class_of_cost_has_its_own_budget(most: float, members: str) -> None:
    given = pool(cost_classes={"staff": [2, 4, 5, 1], "money": [0.5, 0.5, 0.5, 0.5]})
    assert chosen(given, budgets={"staff": most, "money": 2}, size=(0, None)) == tuple(members)


def test_a_class_of_cost_is_no_part_of_the_cost() -> None:
    given = pool(cost=[1, 1, 1, 1], cost_classes={"staff": [99, 99, 99, 99]})
    found = ps.select(ps.Problem(given, budget=4, objective=ps.Objective(cost=0.5)))
    assert found.terms["cost"].amount == 4


def test_cents_of_a_class_are_counted_exactly() -> None:
    given = ps.Pool([f"c{i}" for i in range(10)], value=np.ones(10), cost_classes={"fee": [0.1] * 10})
    assert len(chosen(given, budgets={"fee": 1.0})) == 10
    assert len(chosen(given, budgets={"fee": 0.9999999})) == 9


def test_a_clash_of_budgets_names_the_class_and_what_is_needed() -> None:
    given = pool(cost=[1, 1, 1, 1], cost_classes={"staff": [2, 4, 5, 1]})
    found = clash(given, budget=9, budgets={"staff": 3.5}, size=(3, None))
    assert {"limit": "class_budget", "class": "staff", "allowed": 3.5, "needed_at_least": 7} in found["limits"]
    repairs = ps.cheapest_repairs(ps.Problem(given, budgets={"staff": 3.5}, size=(3, None)))
    assert [(r.changes[0].limit, r.changes[0].granted) for r in repairs] == [("size_min", 2), ("class_budget", 7)]


def test_a_sweep_over_a_class_prices_its_next_unit() -> None:
    given = pool(cost_classes={"staff": [2, 4, 5, 1]})
    steps = ps.budget_sweep(ps.Problem(given, size=(0, None)), [0, 2, 6, 12], of="staff")
    assert [(s.selection.objective, s.per_unit) for s in steps] == [(0, None), (4, 2), (7, 0.75), (10, 0.5)]
    with pytest.raises(ps.SelectionError, match="no such class of cost: 'money'"):
        ps.budget_sweep(ps.Problem(given), [1], of="money")


def test_either_asks_for_one_at_least() -> None:
    assert chosen(pool(value=[-4, -3, -2, 1]), either=[("A", "B"), ("B", "C", "D")]) == ("B", "D")
    assert broken(pool(), "D", either=[("A", "B")]) == [("either A / B", "none chosen")]


def test_one_of_asks_for_exactly_one() -> None:
    assert chosen(pool(), one_of=[("A", "B", "C")]) == ("A", "D")
    assert chosen(pool(value=[-1, -2, -3, 9]), one_of=[("A", "B")]) == ("A", "D")
    assert broken(pool(), "AB", one_of=[("A", "B")]) == [("one of A / B", "A, B")]
    assert broken(pool(), "C", one_of=[("A", "B")]) == [("one of A / B", "none chosen")]


def test_an_implication_runs_one_way() -> None:
    given = pool(value=[4, -3, 2, 1])
    assert chosen(given, implies=[("A", "B")]) == ("A", "B", "C", "D")
    assert chosen(given, implies=[("B", "A")]) == ("A", "C", "D")
    assert chosen(given, implies=[("A", "B")], exclude=["B"]) == ("C", "D")
    assert broken(given, "A", implies=[("A", "B")]) == [("A needs B", "B is missing")]


def test_implications_chain_and_go_round_in_circles() -> None:
    given = pool(value=[9, -2, -3, -4])
    assert chosen(given, implies=[("A", "B"), ("B", "C"), ("C", "A")]) == ("A", "B", "C")
    assert chosen(given, implies=[("A", "B"), ("B", "C"), ("C", "D")], size=(0, None)) == ()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"either": [("A", "B")], "exclude": ["A", "B"]}, "A or B must be in"),
        ({"one_of": [("A", "B")], "include": ["A", "B"]}, "at most one of A, B"),
        ({"one_of": [("A", "B")], "exclude": ["A", "B"]}, "at least one of A, B"),
        ({"implies": [("A", "B")], "include": ["A"], "exclude": ["B"]}, "A only with B"),
    ],
)
def test_relations_are_named_in_a_clash(asked: dict[str, Any], words: str) -> None:
    found = clash(pool(), **asked)
    assert words in found["sentence"]
    assert found["minimal"]
    assert len(ps.cheapest_repairs(ps.Problem(pool(), **asked))) >= 2


@pytest.mark.parametrize("by", ["best", "sum"])
def test_a_need_survives_the_exit_of_anybody(by: Any) -> None:
    given = pool(value=[-1, -1, -1, -1], capabilities=[[3], [3], [2], [0]], capability_names=["x"])
    assert len(chosen(given, needs={"x": ps.Need(3, by)})) == 1
    assert chosen(given, needs={"x": ps.Need(3, by, survive_exit=True)}) == ("A", "B")


def test_a_sum_must_survive_the_exit_that_hurts_most() -> None:
    given = pool(capabilities=[[5], [2], [2], [1]], capability_names=["x"])
    need = {"x": ps.Need(4, "sum", survive_exit=True)}
    assert broken(given, "AB", needs=need) == [("need x", "2, must be at least 4")]
    assert broken(given, "ABC", needs=need) == []


def test_at_least_two_with_a_reserve_are_three() -> None:
    given = pool(value=[-1, -1, -1, -1], capabilities=[[3], [3], [3], [0]], capability_names=["x"])
    assert len(chosen(given, needs={"x": ps.Need(3, at_least=2, survive_exit=True)})) == 3


def test_a_clash_over_an_exit_says_so_and_how_far_one_gets() -> None:
    given = pool(capabilities=[[5], [2], [1], [0]], capability_names=["x"])
    found = clash(given, needs={"x": ps.Need(4, "sum", survive_exit=True)})
    about = {"limit": "need", "capability": "x", "by": "sum", "amount": 4, "survive_exit": True}
    assert found["limits"] == [about | {"required": 4, "possible_at_most": 3}]
    assert "4 of x together even if any one leaves (at most 3 is possible)" in found["sentence"]
    repair = ps.cheapest_repairs(ps.Problem(given, needs={"x": ps.Need(4, "sum", survive_exit=True)}))[0]
    assert (repair.changes[0].granted, repair.proved) == (3, True)


def test_levels_with_many_decimals_survive_too() -> None:
    rng = np.random.default_rng(3)
    given = ps.Pool([f"c{i}" for i in range(12)], value=-rng.random(12), capabilities=rng.random((12, 1)), capability_names=["x"])
    asked = ps.Problem(given, needs={"x": ps.Need(2.5, "sum", survive_exit=True)})
    found = ps.select(asked)
    assert found.status == "proved"
    assert all(c.ok for c in ps.verify(asked, found))
    clash = ps.why_infeasible(ps.Problem(given, needs={"x": ps.Need(25.0, "sum", survive_exit=True)}))
    assert clash["limits"][0]["limit"] == "need"


def test_coverage_counts_what_is_left_after_an_exit() -> None:
    given = pool(value=[0, 0, 0, 0], capabilities=[[5], [2], [2], [1]], capability_names=["x"])
    asked = ps.Problem(given, needs={"x": ps.Need(8, "sum", hard=False, survive_exit=True)}, objective=ps.Objective(coverage=8))
    assert ps.select(asked).objective == 5
    assert ps.check(asked, ["A"]).objective == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"labels": {"region": ["east"] * 3}}, "labels['region']: 4 are needed, one per candidate, got 3"),
        ({"labels": {"region": "east"}}, "labels['region']: 4 are needed"),
        ({"labels": {"region": ["east", "", None, None]}}, "labels['region'][1]: every value must be a non-empty text"),
        ({"labels": {"region": ["east", 7, None, None]}}, "labels['region'][1]: must be a text, a list of texts or None, got 7"),
        ({"labels": ["east"] * 4}, "labels: must be a mapping"),
        ({"labels": {"Region": REGIONS, "region": REGIONS}}, "labels: 'Region' and 'region' are the same name"),
        ({"cost_classes": {"staff": [1, 2, 3]}}, "cost_classes['staff']: must have shape (4,), got (3,)"),
        ({"cost_classes": {"staff": [1, 2, 3, -1]}}, "cost_classes['staff']: must be at least 0, got -1.0"),
        ({"cost_classes": {"staff": [1, 2, 3, np.nan]}}, "cost_classes['staff']: must be finite"),
    ],
)
def test_a_pool_that_makes_no_sense_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ps.SelectionError) as error:
        pool(**given)
    assert message in str(error.value)


def test_all_problems_of_a_problem_are_listed_at_once() -> None:
    with pytest.raises(ps.SelectionError) as error:
        ps.Problem(
            pool(cost_classes={"staff": [1, 1, 1, 1]}),
            counts={"land": {"x": (1, 2)}, "region": {"east": (3, 1), "west": (-1, None)}, "stage": NONSENSE},
            cover=["block"],
            budgets={"money": 3, "staff": -1},
            either=[("A",), NONSENSE, ("A", "Z")],
            one_of=[("A", "A")],
            implies=[THREE],
            max_strangers=-1,
            max_stranger_pairs=True,
        )
    assert error.value.problems == (
        "either[0]: must be two or more names, got ('A',)",
        "either[1]: must be two or more names, got None",
        "either[2]: no such candidate: 'Z'",
        "one_of[0]: a name stands twice: 'A', 'A'",
        "implies[0]: must be two names, got ('A', 'B', 'C')",
        "counts: the pool has no such label: 'land'; there are region, stage",
        "counts['region']['east']: at least 3 and at most 1 contradict each other",
        "counts['region']['west']: must be (low, high) with whole numbers, high may be None, got (-1, None)",
        "counts['stage']: must be a mapping from values to (fewest, most), got None",
        "cover: the pool has no such label: 'block'; there are region, stage",
        "budgets: the pool has no such class of cost: 'money'",
        "budgets['staff']: must be at least 0, got -1.0",
        "max_stranger_pairs: must be a whole number from 0 or None, got True",
        "max_strangers: must be a whole number from 0 or None, got -1",
        "acquainted: missing, so everybody would be a stranger; give the pairs that have worked together",
    )


def test_every_limit_is_named_by_a_check_of_its_constraint() -> None:
    """A limit code of an explanation is the code of a check, or one end of it."""
    given = pool(roles=["u"] * 4, capabilities=np.ones((4, 1)), capability_names=["x"], cost_classes={"staff": [1, 2, 3, 4]})
    asked = ps.Problem(
        given,
        size=(1, 3),
        roles={"u": (1, 3)},
        needs={"x": ps.Need(1, "sum", survive_exit=True)},
        counts={"region": {"east": (1, 2)}},
        cover=["stage"],
        budgets={"staff": 9},
        either=[("A", "B")],
        one_of=[("A", "C")],
        implies=[("A", "B")],
        acquainted=[("A", "B")],
        max_stranger_pairs=2,
        max_strangers=1,
    )
    for constraint in CONSTRAINTS:
        codes = {c.limit for c in constraint.check(asked, frozenset({0, 1}))}
        assert {x.code.removesuffix("_min").removesuffix("_max") for x in constraint.limits(asked)} <= codes, constraint.name


def test_moving_a_limit_moves_its_target_and_its_rows() -> None:
    given = pool(capabilities=[[0.5], [0.5], [0.2], [0.0]], capability_names=["x"])
    for need in (ps.Need(0.9, "any"), ps.Need(0.9, "sum", survive_exit=True), ps.Need(0.9, "any", survive_exit=True)):
        limit = next(x for x in limits_of(ps.Problem(given, needs={"x": need})) if x.code == "need")
        easier = limit.moved(limit.used([0, 1, 2]))
        assert not limit.holds([0, 1])
        assert easier.holds([0, 1, 2])
        assert easier.violation(np.array([[1, 1, 1, 0]], dtype=bool)).tolist() == [0]
        rows = (easier.coefficients, *easier.rows)
        assert all(row.sum([0, 1, 2]) >= easier.bound for row in rows)
