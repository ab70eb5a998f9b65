"""Two ways to state one problem must have one answer: terms exchanged for each other, constants moved, candidates taken out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from partner_twin import Case, fraction, random_case, ranking

import partner_select as ps

SEEDS = [s for s in range(7300, 7360) if ranking(random_case(s, most=7))][:8]


def optimum(case: Case) -> Fraction | None:
    """The exact best objective, None where nothing is allowed."""
    selection = ps.select(case.build())
    assert selection.status in ("proved", "infeasible")
    return None if selection.objective is None else Fraction(selection.proof["objective"])


def changed(case: Case, pool: dict[str, Any] | None = None, **problem: Any) -> Case:
    return Case(case.names, {**case.pool, **(pool or {})}, {**case.problem, **problem})


def weighted(case: Case, **weights: float) -> Case:
    w = case.problem["objective"]
    known = {name: getattr(w, name) for name in ("value", "synergy", "cost", "expected_loss", "coverage")}
    return changed(case, objective=ps.Objective(**{**known, **weights}))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_equal_gift_to_everybody_is_worth_the_number_of_members(seed: int) -> None:
    case = changed(random_case(seed, most=7), size=(2, 2))
    gift = changed(case, {"value": [float(fraction(v) + 5) for v in case.pool["value"]]})
    before, after = optimum(case), optimum(gift)
    assert after == (None if before is None else before + 10)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_equal_synergy_of_all_pairs_is_worth_the_number_of_pairs(seed: int) -> None:
    case = weighted(changed(random_case(seed, most=7), size=(3, 3)), synergy=1)
    names = case.names
    pairs = {(a, b): case.pool["pairs"].get((a, b), 0) + 2 for i, a in enumerate(names) for b in names[i + 1 :]}
    before, after = optimum(case), optimum(changed(case, {"pairs": {k: round(v, 6) for k, v in pairs.items()}}))
    assert after == (None if before is None else before + 6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_of_two_is_a_pair(seed: int) -> None:
    case = random_case(seed, most=7)
    as_groups = changed(case, {"pairs": {}, "groups": {**case.pool["groups"], **case.pool["pairs"]}})
    assert optimum(as_groups) == optimum(case)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_of_one_is_an_own_value(seed: int) -> None:
    case = weighted(random_case(seed, most=7), value=1, synergy=1)
    ones = {(name,): value for name, value in zip(case.names, case.pool["value"], strict=True)}
    as_groups = changed(case, {"value": [0] * len(case.names), "groups": {**case.pool["groups"], **ones}})
    assert optimum(as_groups) == optimum(case)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_certain_loss_is_a_cost(seed: int) -> None:
    """Everybody fails for sure: the expected loss is the sum of the losses."""
    case = weighted(random_case(seed, most=7), cost=0.5, expected_loss=0)
    as_loss = weighted(
        changed(case, {"failure": [1] * len(case.names), "loss": case.pool["cost"]}, max_expected_loss=None), cost=0, expected_loss=0.5
    )
    assert optimum(as_loss) == optimum(changed(case, max_expected_loss=None))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cost_that_is_paid_is_a_value_that_is_less(seed: int) -> None:
    case = weighted(random_case(seed, most=7), value=1, cost=1)
    net = [float(fraction(v) - fraction(c)) for v, c in zip(case.pool["value"], case.pool["cost"], strict=True)]
    assert optimum(weighted(changed(case, {"value": net}), cost=0)) == optimum(case)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_conflict_is_a_pair_of_one_role_at_most_once(seed: int) -> None:
    case = changed(random_case(seed, most=7), roles={})
    a, b = case.names[:2]
    conflict = changed(case, conflicts=[(a, b)])
    roles = ["rival" if name in (a, b) else "other" for name in case.names]
    role = changed(case, {"roles": roles}, conflicts=[], roles={"rival": (0, 1)})
    assert optimum(role) == optimum(conflict)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_conflict_is_a_synergy_too_bad_to_accept(seed: int) -> None:
    case = weighted(random_case(seed, most=7), synergy=1)
    a, b = case.names[:2]
    bad = {**case.pool["pairs"], (a, b): -10_000.0}
    with_conflict = optimum(changed(case, conflicts=[*case.problem.get("conflicts", []), (a, b)]))
    with_penalty = optimum(changed(case, {"pairs": bad}))
    if with_conflict is not None:
        assert with_penalty == with_conflict
    else:
        assert with_penalty is None or with_penalty < -5000


@pytest.mark.parametrize("seed", SEEDS)
def test_somebody_excluded_may_as_well_not_be_there(seed: int) -> None:
    case = changed(random_case(seed, most=7), include=[], conflicts=[])
    gone = case.names[-1]
    kept = slice(0, len(case.names) - 1)
    per_candidate = ("value", "cost", "failure", "loss", "capabilities", "roles")
    pool = {k: v[kept] if k in per_candidate else v for k, v in case.pool.items()}
    for key in ("pairs", "groups"):
        pool[key] = {ends: v for ends, v in pool[key].items() if gone not in ends}
    exclude = [x for x in case.problem.get("exclude", []) if x != gone]
    smaller = Case(case.names[kept], pool, {**case.problem, "exclude": exclude})
    assert optimum(changed(case, exclude=[*exclude, gone])) == optimum(smaller)


@pytest.mark.parametrize("seed", SEEDS)
def test_with_or_without_somebody_is_all_there_is(seed: int) -> None:
    case = random_case(seed, most=7)
    name = case.names[0]
    sides = [
        optimum(changed(case, **{key: [*[x for x in case.problem.get(key, []) if x != name], name]})) for key in ("include", "exclude")
    ]
    assert max(x for x in sides if x is not None) == optimum(case)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_weights_tripled_triple_the_objective_and_keep_the_set(seed: int) -> None:
    case = random_case(seed, most=7)
    w = case.problem["objective"]
    names = ("value", "synergy", "cost", "expected_loss", "coverage")
    tripled = weighted(case, **{name: float(3 * fraction(getattr(w, name))) for name in names})
    before, after = ps.select(case.build()), ps.select(tripled.build())
    assert Fraction(after.proof["objective"]) == 3 * Fraction(before.proof["objective"])
    assert ps.check(case.build(), after.members).exact_objective == Fraction(before.proof["objective"])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_stronger_partner_never_hurts(seed: int) -> None:
    """More value, less cost, more of every capability, less risk of the first candidate: no optimum falls."""
    case = random_case(seed, most=7)
    pool = {k: list(case.pool[k]) for k in ("value", "cost", "loss", "capabilities")}
    pool["value"][0] = float(fraction(pool["value"][0]) + 1)
    pool["cost"][0], pool["loss"][0] = 0.0, 0.0
    pool["capabilities"][0] = [1.0, 1.0, 1.0]
    before, after = optimum(case), optimum(changed(case, pool))
    assert before is not None
    assert after is not None
    assert after >= before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_looser_limit_never_hurts(seed: int) -> None:
    case = random_case(seed, most=7)
    before = optimum(case)
    assert before is not None
    low, high = case.problem["size"]
    looser = [{"size": (low, None)}, {"size": (max(low - 1, 0), high)}, {"exclude": []}, {"include": []}, {"conflicts": []}, {"roles": {}}]
    looser += [{"budget": None}, {"max_expected_loss": None}]
    for change in looser:
        after = optimum(changed(case, **change))
        assert after is not None
        assert after >= before


@pytest.mark.parametrize("seed", SEEDS)
def test_a_limit_that_the_best_set_only_just_keeps_changes_nothing(seed: int) -> None:
    case = random_case(seed, most=7)
    best = ps.select(case.build())
    spent = sum((fraction(c) for n, c in zip(case.names, case.pool["cost"], strict=True) if n in best.members), Fraction(0))
    tight = changed(case, budget=float(spent), size=(len(best.members), len(best.members)))
    assert optimum(tight) == Fraction(best.proof["objective"])
