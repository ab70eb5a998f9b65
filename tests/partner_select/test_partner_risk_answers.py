"""Risk in every kind of answer: near-optimal sets, explanations, frontiers, sweeps; numbers of any size; the same bytes in any process."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from partner_twin import subsets
from risk_twin import RiskCase, cvar, random_risk, risk_broken, risk_objective, robust_cost, variance

import allocation as al
import partner_select as ps

SEEDS = range(28_000, 28_010)


def mixed(seed: int) -> RiskCase:
    case = random_risk(seed, most=5, often=0.3)
    if "projects" in case.game:
        case.game = {}
    return case


def allowed(case: RiskCase) -> list[tuple[Fraction, tuple[str, ...]]]:
    found = [(risk_objective(case, s), s) for s in subsets(case) if not risk_broken(case, s)]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


@pytest.mark.parametrize("seed", SEEDS)
def test_all_sets_that_are_nearly_as_good(seed: int) -> None:
    case = mixed(seed)
    every = allowed(case)
    found = ps.sets_within(case.build(), share=0.2)
    assert found.complete
    near = {s for value, s in every if value >= every[0][0] - Fraction(1, 5) * abs(every[0][0])} if every else set()
    assert {s.members for s in found.sets} == near


@pytest.mark.parametrize("seed", SEEDS)
def test_the_next_best_sets_in_order(seed: int) -> None:
    case = mixed(seed)
    found = ps.alternatives(case.build(), k=4)
    assert [Fraction(s.proof["objective"]) for s in found] == [value for value, _ in allowed(case)[:4]]


@pytest.mark.parametrize("seed", SEEDS)
def test_worth_of_every_candidate(seed: int) -> None:
    case = mixed(seed)
    every = allowed(case)
    if not every:
        return
    problem = case.build()
    for row in ps.explain(problem, ps.select(problem)).candidates:
        inside = [value for value, s in every if row.name in s]
        outside = [value for value, s in every if row.name not in s]
        assert row.best_with == (float(inside[0]) if inside else None)
        assert row.best_without == (float(outside[0]) if outside else None)


@pytest.mark.parametrize("seed", range(29_000, 29_012))
def test_what_an_outsider_would_have_to_be_worth_is_enough(seed: int) -> None:
    case = mixed(seed)
    if not allowed(case):
        return
    problem = case.build()
    for row in ps.explain(problem, ps.select(problem)).candidates:
        if row.value_to_get_in is None:
            continue
        values = list(case.pool["value"])
        values[case.names.index(row.name)] += row.value_to_get_in
        richer = RiskCase(case.names, {**case.pool, "value": values}, case.problem, case.game)
        best, inside = allowed(richer)[0][0], next(value for value, s in allowed(richer) if row.name in s)
        assert float(inside) == pytest.approx(float(best), abs=1e-9)


def test_shares_keep_changes_unsaid_that_would_move_them() -> None:
    pool = ps.Pool(list("ABCD"), value=[5, 4, 3, 1], cost=[3, 3, 3, 3])
    asked = ps.Problem(pool, size=(2, 2), max_share={"value": 0.6, "cost": 0.5}, objective=ps.Objective(cost=0.1))
    outsider = next(row for row in ps.explain(asked, ps.select(asked)).candidates if row.name == "D")
    assert (outsider.value_to_get_in, outsider.cost_to_get_in) == (None, None)
    free = ps.Problem(pool, size=(2, 2), objective=ps.Objective(cost=0.1))
    assert next(row for row in ps.explain(free, ps.select(free)).candidates if row.name == "D").value_to_get_in == 3.0


def test_a_core_of_pairs_keeps_synergy_unsaid() -> None:
    pool = ps.Pool(list("ABC"), value=[5, 4, 1], pairs={("A", "B"): 1})
    for asked, said in ((ps.Problem(pool, size=(2, 2)), True), (ps.Problem(pool, size=(2, 2), core_margin=0.0), False)):
        outsider = next(row for row in ps.explain(asked, ps.select(asked)).candidates if row.name == "C")
        assert (outsider.synergy_to_get_in is not None) == said


@pytest.mark.parametrize("risk", ["variance", "cvar"])
@pytest.mark.parametrize("seed", range(30_000, 30_006))
def test_frontiers_of_risk_have_every_point(seed: int, risk: str) -> None:
    case = mixed(seed)
    found = ps.frontier(case.build(), ("objective", risk))
    amount = variance if risk == "variance" else cvar
    every = {(value, amount(case, s)) for value, s in allowed(case)}
    best = {p for p in every if not any(q != p and q[0] >= p[0] and q[1] <= p[1] for q in every)}
    assert found.complete
    assert {(p.values["objective"], p.values[risk]) for p in found.points} == {(float(a), float(b)) for a, b in best}


def test_three_objectives_of_which_two_are_risks() -> None:
    pool = ps.Pool(
        list("ABCD"), value=[5, 4, 3, 2], covariance=np.diag([9, 4, 1, 0]), loss_scenarios=[[0, 3, 1, 4], [1, 0, 5, 0]]
    )  # fmt: skip
    problem = ps.Problem(pool, cvar_level=0.5)
    found = ps.frontier(problem, ("value", "variance", "cvar"))
    every = set()
    for s in range(1, 16):
        terms = ps.check(problem, [name for k, name in enumerate("ABCD") if s // 2**k % 2]).terms
        every.add((terms["value"].amount, terms["variance"].amount, terms["cvar"].amount))
    best = {p for p in every if not any(q != p and q[0] >= p[0] and q[1] <= p[1] and q[2] <= p[2] for q in every)}
    assert found.complete
    assert {tuple(p.values.values()) for p in found.points} == best


@pytest.mark.parametrize("objectives", [("value", "variance"), ("value", "joint_value"), ("value", "cvar")])
def test_objectives_without_data_are_refused(objectives: tuple[str, str]) -> None:
    with pytest.raises(ps.SelectionError, match=f"'{objectives[1]}' must be one of"):
        ps.frontier(ps.Problem(ps.Pool(["A", "B"], value=[1, 2])), objectives)


def test_acceptability_weighs_risk_where_there_is_any() -> None:
    pool = ps.Pool(list("AB"), value=[3, 2], covariance=np.diag([9.0, 1.0]))
    problem = ps.Problem(pool, size=(1, 1), objective=ps.Objective(variance=1))
    found = ps.criteria.acceptability(problem, samples=60, seed=1)
    assert set(found.sets) == {("A",), ("B",)}
    plain = ps.Problem(ps.Pool(list("AB"), value=[3, 2]), size=(1, 1))
    with pytest.raises(ps.SelectionError, match="variance"):
        ps.criteria.acceptability(plain, uncertainty=ps.criteria.Dirichlet.uniform(["value", "variance"]), samples=5)


SIZES = st.tuples(*[st.integers(1, 9)] * 3).flatmap(lambda x: st.integers(-9, 18).map(lambda k: [float(f"{d}e{k}") for d in x]))


@settings(max_examples=60, deadline=None)
@given(numbers=SIZES, second=SIZES, share=st.sampled_from([0.3, 0.6, 1.0]))
def test_limits_of_any_size_are_solved_exactly_or_refused(numbers: list[float], second: list[float], share: float) -> None:
    names = list("ABC")
    pool = {
        "value": [1, 2, 4],
        "cost": numbers,
        "cost_deviation": second,
        "covariance": np.diag(numbers).tolist(),
        "loss_scenarios": [numbers, second],
    }
    problem: dict[str, Any] = {"budget": share * (sum(numbers) + max(second)), "gamma": 1, "max_variance": share * sum(numbers)}
    problem |= {"max_cvar": share * max(sum(numbers), sum(second)), "cvar_level": 0.5, "size": (0, None)}
    case = RiskCase(names, pool, problem)
    best = max(
        (s for size in range(4) for s in itertools.combinations(names, size)),
        key=lambda s: -1 if breaks(case, s) else sum(pool["value"][names.index(m)] for m in s),
    )
    with contextlib.suppress(ps.ScaleError):
        found = ps.select(case.build(), route="cp-sat")
        assert (found.status, found.members) == ("proved", best)


def breaks(case: RiskCase, members: tuple[str, ...]) -> bool:
    limits = ((variance, "max_variance"), (cvar, "max_cvar"), (robust_cost, "budget"))
    return any(amount(case, members) > Fraction(str(case.problem[key])) for amount, key in limits)


@settings(max_examples=40, deadline=None)
@given(own=SIZES, pair=SIZES)
def test_joint_values_of_any_size_are_solved_up_to_the_stated_error(own: list[float], pair: list[float]) -> None:
    names = list("ABC")
    game = al.RuleGame(
        [*(al.Rule(-x, (m,)) for x, m in zip(own, names, strict=True)), al.Rule(pair[0], ("A", "B")), al.Rule(pair[1], ("B",), ("C",))],
        names,
    )
    problem = ps.Problem(ps.Pool(names), game=game, size=(0, None))
    best = max(ps.check(problem, s).exact_objective for size in range(4) for s in itertools.combinations(names, size))
    with contextlib.suppress(ps.ScaleError):
        found = ps.select(problem, route="cp-sat")
        assert found.status == "proved"
        assert best - Fraction(found.proof["objective"]) <= 2 * Fraction(found.proof["scaling_error"])


def test_numbers_that_cannot_be_counted_name_their_input() -> None:
    game = al.PairwiseGame([1e17 + 16, 3.0], {("A", "B"): 1e-3}, players=["A", "B"])
    with pytest.raises(ps.ScaleError, match="joint_value"):
        ps.select(ps.Problem(ps.Pool(["A", "B"]), game=game))


HASHED = """
import json, sys
sys.path[:0] = {paths!r}
from risk_twin import random_risk
import partner_select as ps
found = []
for seed in (3, 12, 21):
    case = random_risk(seed, most=6)
    case.game = {{}}
    case.problem.pop("core_margin", None)
    found.append(ps.select(case.build()).to_dict())
print(json.dumps(found, sort_keys=True))
"""


def test_another_hash_seed_gives_the_same_bytes_of_risk() -> None:
    script = HASHED.format(paths=[p for p in sys.path if p])
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, env={**os.environ, "PYTHONHASHSEED": s}, check=True)
        for s in ("0", "77")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert len(json.loads(runs[0].stdout)) == 3
