"""The search for an incumbent under structure terms, and what must not change the answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from structure_twin import StructureCase, every_set, feasible, random_structure, worth

import partner_select as ps
from partner_select.best_set import best_set
from partner_select.interrupt import Interrupt
from partner_select.kernels.tabu import tabu
from partner_select.landscape import landscape
from partner_select.model import limits_of
from partner_select.solve import Settings

KEPT_OTHERWISE = ("acquainted", "max_stranger_pairs", "max_strangers", "conflicts")  # no rows of the kernel: it pays for a conflict


def rows_only(seed: int, most: int = 8) -> StructureCase:
    case = random_structure(seed, most)
    for field in KEPT_OTHERWISE:
        case.asked.pop(field, None)
    return case


@pytest.mark.parametrize("seed", range(7000, 7060))
def test_tabu_search_ends_at_sets_worth_what_it_says(seed: int) -> None:
    """Probabilities, sums and spare members go into the value that the kernel keeps up to date by differences."""
    case = rows_only(seed)
    problem = case.build()
    start = np.zeros(case.n, np.bool_)
    value, _ = tabu(landscape(problem, limits_of(problem)), start, np.arange(1, 5), 60, 5.0, 10**7)
    if value == -np.inf:
        return
    assert value == pytest.approx(float(worth(case, start[None, :])[0]), abs=1e-6)
    assert feasible(case, start[None, :])[0]


def test_tabu_search_mostly_finds_the_best_set() -> None:
    hits = []
    for seed in range(7100, 7140):
        case = rows_only(seed)
        sets = every_set(case.n)
        ok = feasible(case, sets)
        if ok.any():
            problem = case.build()
            start = np.zeros(case.n, np.bool_)
            value, _ = tabu(landscape(problem, limits_of(problem)), start, np.arange(1, 5), 80, 5.0, 10**7)
            hits.append(value >= worth(case, sets)[ok].max() - 1e-6)
    assert len(hits) > 15
    assert sum(hits) >= 0.85 * len(hits)


def large(n: int = 45, seed: int = 0) -> ps.Problem:
    rng = np.random.default_rng(seed)
    levels = np.round(rng.uniform(0.1, 0.9, (n, 4)) * (rng.random((n, 4)) < 0.4), 2)
    pool = ps.Pool(
        [f"c{i}" for i in range(n)],
        value=rng.integers(10, 60, n),
        cost=rng.integers(10, 60, n),
        capabilities=levels,
        labels={"region": rng.choice(["north", "south", "west"], n).tolist()},
        cost_classes={"staff": rng.integers(1, 9, n)},
    )
    needs = {
        "1": ps.Need(0.9, "any", hard=False, worth=80),
        "2": ps.Need(0.8, "any", worth=0),
        "3": ps.Need(1.2, "sum", survive_exit=True, worth=30),
        "4": ps.Need(0.6, "any", hard=False, worth=50, survive_exit=True),
    }
    return ps.Problem(
        pool,
        budget=180,
        size=(2, 7),
        needs=needs,
        counts={"region": {"north": (1, 3)}},
        cover=["region"],
        budgets={"staff": 25},
        either=[("c0", "c1", "c2")],
        implies=[("c3", "c4")],
        objective=ps.Objective(value=1, coverage=1),
    )


def test_beyond_enumeration_every_term_at_once_is_proved_and_checks() -> None:
    found = ps.select(large(), time_limit=60)
    assert found.status == "proved"
    assert all(c.ok for c in ps.verify(large(), found))


def test_a_short_time_keeps_a_checked_set_and_a_valid_bound() -> None:
    problem = large(80, seed=2)
    found, longer = ps.select(problem, time_limit=0.4), ps.select(problem, time_limit=20)
    assert found.bound is not None
    assert longer.objective is not None
    assert found.bound >= longer.objective
    assert all(c.ok for c in ps.verify(problem, found))


def renamed(case: StructureCase, order: list[int]) -> StructureCase:
    """The same problem with its candidates in another order."""
    at = {old: new for new, old in enumerate(order)}

    def moved(ends: Any) -> Any:
        return tuple(at[i] for i in ends)

    asked = dict(case.asked)
    for field in ("either", "one_of", "implies", "conflicts", "acquainted"):
        if field in asked:
            asked[field] = [moved(ends) for ends in asked[field]]
    return StructureCase(
        case.n,
        [case.value[i] for i in order],
        [case.cost[i] for i in order],
        [case.staff[i] for i in order],
        case.levels[order],
        [case.region[i] for i in order],
        [case.stage[i] for i in order],
        [case.role[i] for i in order],
        {moved(ends): v for ends, v in case.pairs.items()},
        {moved(ends): v for ends, v in case.groups.items()},
        asked,
    )


@pytest.mark.parametrize("seed", range(8000, 8020))
def test_order_does_not_matter(seed: int) -> None:
    case = random_structure(seed)
    order = np.random.default_rng(seed).permutation(case.n).tolist()
    before, after = ps.select(case.build()), ps.select(renamed(case, order).build())
    assert before.status == after.status
    assert before.objective == pytest.approx(after.objective, abs=1e-3) if before.objective is not None else after.objective is None


@pytest.mark.parametrize("seed", range(8100, 8115))
def test_doubling_a_class_of_cost_and_its_budget_changes_nothing(seed: int) -> None:
    case = random_structure(seed)
    case.asked["budgets"] = {"staff": 2 * case.n}
    before = ps.select(case.build())
    case.staff, case.asked["budgets"] = [2 * x for x in case.staff], {"staff": 4 * case.n}
    assert ps.select(case.build()).members == before.members


@pytest.mark.parametrize("seed", range(8200, 8215))
def test_somebody_useless_changes_nothing(seed: int) -> None:
    """A candidate without any level, label or friend, dear and worth nothing, is never missed."""
    case = random_structure(seed, most=7)
    before = ps.select(case.build())
    n = case.n
    useless = StructureCase(
        n + 1,
        [*case.value, -100],
        [*case.cost, 100],
        [*case.staff, 100],
        np.vstack([case.levels, np.zeros((1, 3), dtype=np.int64)]),
        [*case.region, None],
        [*case.stage, []],
        [*case.role, "none"],
        case.pairs,
        case.groups,
        {**case.asked, "size": (0, case.asked["size"][1])},
    )
    case.asked["size"] = (0, case.asked["size"][1])
    before = ps.select(case.build())
    assert ps.select(useless.build()).objective == before.objective


@pytest.mark.parametrize("seed", range(8300, 8315))
def test_an_implication_twice_or_both_ways_is_an_equality(seed: int) -> None:
    case = random_structure(seed)
    case.asked["implies"] = [(0, 1), (0, 1), (1, 0)]
    found = ps.select(case.build())
    assert ("c0" in found.members) == ("c1" in found.members)


@pytest.mark.parametrize("seed", range(8400, 8410))
def test_a_looser_limit_is_never_worse(seed: int) -> None:
    case = random_structure(seed)
    before = ps.select(case.build())
    for field in ("max_strangers", "max_stranger_pairs"):
        if field in case.asked:
            case.asked[field] += 1
    for field in ("cover", "one_of", "budgets"):
        case.asked.pop(field, None)
    after = ps.select(case.build())
    assert before.objective is None or (after.objective is not None and after.objective >= before.objective - 1e-4)


@pytest.mark.parametrize("seed", range(8500, 8515))
def test_presolve_changes_nothing(seed: int) -> None:
    problem = random_structure(seed).build()
    found = [best_set(problem, Settings(30.0, presolve=on), Interrupt(), route="cp-sat") for on in (True, False)]
    assert found[0].status == found[1].status
    assert (found[0].objective or 0.0) == pytest.approx(found[1].objective or 0.0, abs=1e-4)


@pytest.mark.parametrize("seed", range(8600, 8612))
def test_the_worth_of_every_candidate_is_best_with_less_best_without(seed: int) -> None:
    case = random_structure(seed, most=6)
    sets = every_set(case.n)
    ok, worths = feasible(case, sets), worth(case, sets)
    if not ok.any():
        return
    problem = case.build()
    explained = ps.explain(problem, ps.select(problem))
    assert explained.complete
    for i, row in enumerate(explained.candidates):
        for inside, found in ((True, row.best_with), (False, row.best_without)):
            there = worths[ok & (sets[:, i] == inside)]
            assert (found is None) == (len(there) == 0)
            assert found is None or found == pytest.approx(there.max(), abs=1e-3)
    for swap in explained.swaps:
        assert swap.change <= 1e-3


@pytest.mark.parametrize("seed", range(8700, 8712))
def test_all_sets_near_the_best_are_found(seed: int) -> None:
    case = random_structure(seed, most=6)
    sets = every_set(case.n)
    ok, worths = feasible(case, sets), worth(case, sets)
    found = ps.sets_within(case.build(), share=0.1, limit=80)
    if not ok.any():
        assert found.sets == ()
        return
    least = worths[ok].max() - 0.1 * abs(worths[ok].max())
    surely, at_most = (int((worths[ok] >= least + doubt).sum()) for doubt in (1e-3, -1e-3))
    assert found.complete
    assert surely <= len(found.sets) <= at_most


@pytest.mark.parametrize("seed", range(8800, 8806))
def test_a_sweep_over_a_class_of_cost_is_the_best_at_every_level(seed: int) -> None:
    case = random_structure(seed, most=7)
    case.asked["budgets"] = {"staff": 0}
    problem, sets = case.build(), every_set(case.n)
    for step in ps.budget_sweep(problem, [4, 8, 16], of="staff"):
        case.asked["budgets"] = {"staff": int(step.level)}
        ok = feasible(case, sets)
        assert (step.selection.objective is None) == (not ok.any())
        if step.selection.objective is not None:
            assert step.selection.objective == pytest.approx(worth(case, sets)[ok].max(), abs=1e-3)
