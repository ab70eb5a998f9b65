"""The optimum, the ranking and infeasibility against enumeration of every subset, on random problems that mix every term."""

from __future__ import annotations

import pytest
from partner_twin import broken, label, objective, random_case, ranking, subsets

import partner_select as ps

SEEDS = range(260)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_optimum_is_the_best_of_all_subsets(seed: int) -> None:
    case = random_case(seed)
    expected = ranking(case)
    selection = ps.select(case.build())
    if not expected:
        assert selection.status == "infeasible"
        assert selection.members == ()
        return
    assert selection.status == "proved"
    assert selection.proof["objective"] == str(expected[0][0])
    assert objective(case, selection.members) == expected[0][0]
    assert not broken(case, selection.members)
    assert selection.bound == selection.objective
    assert selection.gap == 0.0


@pytest.mark.parametrize("seed", range(1000, 1060))
def test_an_infeasible_problem_is_explained_by_a_minimal_clash(seed: int) -> None:
    case = random_case(seed, most=7, tight=True)
    breaks = [broken(case, s) for s in subsets(case)]
    clash = ps.why_infeasible(case.build())
    if not all(breaks):
        assert clash["status"] == "feasible"
        assert clash["limits"] == []
        return
    assert clash["status"] == "infeasible"
    assert clash["minimal"]
    named = {label(limit) for limit in clash["limits"]}
    assert len(named) == len(clash["limits"])
    assert all(broken & named for broken in breaks), "the named limits alone do not clash"
    for dropped in named:
        rest = named - {dropped}
        assert any(not broken & rest for broken in breaks), f"{dropped} is not needed for the clash"


@pytest.mark.parametrize("seed", range(2000, 2030))
def test_alternatives_are_the_best_sets_in_order(seed: int) -> None:
    case = random_case(seed, most=7)
    expected = ranking(case)[:4]
    found = ps.alternatives(case.build(), k=4)
    assert [s.proof["objective"] for s in found] == [str(worth) for worth, _ in expected]
    assert len({s.members for s in found}) == len(found)


@pytest.mark.parametrize("seed", range(3000, 3020))
def test_check_agrees_with_the_definition_on_every_subset(seed: int) -> None:
    case = random_case(seed, most=6, tight=True)
    problem = case.build()
    for members in subsets(case):
        verdict = ps.check(problem, members)
        assert verdict.feasible == (not broken(case, members))
        assert verdict.exact_objective == objective(case, members)


@pytest.mark.parametrize("seed", range(4000, 4040))
def test_a_selection_passes_its_own_verification(seed: int) -> None:
    case = random_case(seed, most=9, tight=seed % 2 == 0)
    problem = case.build()
    checks = ps.verify(problem, ps.Selection.from_dict(ps.select(problem).to_dict()))
    assert [c for c in checks if not c.ok] == []
    assert "every one of" in checks[-1].detail


@pytest.mark.parametrize("seed", range(5000, 5030))
def test_needed_at_least_and_possible_at_most_are_true(seed: int) -> None:
    """Giving way exactly as far as said makes the named limits compatible; any less does not."""
    case = random_case(seed, most=7, tight=True)
    clash = ps.why_infeasible(case.build())
    named = {label(limit) for limit in clash["limits"]}
    for limit in clash["limits"]:
        rest = named - {label(limit)}
        open_sets = [s for s in subsets(case) if not broken(case, s) & rest]
        if limit["limit"] == "budget":
            costs = dict(zip(case.names, case.pool["cost"], strict=True))
            assert limit["needed_at_least"] == pytest.approx(min(sum(costs[m] for m in s) for s in open_sets), abs=1e-9)
        elif limit["limit"] == "size_max":
            assert limit["needed_at_least"] == min(map(len, open_sets))
        elif limit["limit"] == "size_min":
            assert limit["possible_at_most"] == max(map(len, open_sets))
