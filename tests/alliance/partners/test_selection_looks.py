"""Frontier, reasons, sweeps and acceptability of a small pool, against every set looked at one by one."""

from __future__ import annotations

from itertools import combinations

import pytest
from partner_cases import NAMES, asked, document, full, outcome

import alliance
import partner_select as ps
from alliance.choice import choose
from alliance.partners import looks
from alliance.partners.problem import problem_of
from alliance.partners.sweeps import budget_levels, size_levels

GROUPS = [group for size in range(5) for group in combinations(NAMES, size)]


def allowed(**selection):
    """Objective and cost of every set that keeps the limits."""
    problem = problem_of(asked(**selection))
    verdicts = {group: ps.check(problem, group) for group in GROUPS}
    return {group: (v.objective, v.terms["cost"].amount) for group, v in verdicts.items() if v.feasible}


def test_nothing_is_computed_that_is_not_asked():
    found = outcome()
    assert (found.trade_off, found.reasons, found.sweeps, found.acceptance, found.repairs) == (None, None, [], None, [])


def test_frontier_is_every_value_that_nothing_beats():
    found = outcome(frontier=["objective", "cost"]).trade_off
    points = set(allowed().values())
    best = {p for p in points if not any(q != p and q[0] >= p[0] and q[1] <= p[1] for q in points)}
    assert {tuple(point.values) for point in found.points} == best
    assert found.complete
    assert all(point.proved for point in found.points)
    assert (found.objectives, found.smaller_is_better) == (["objective", "cost"], [False, True])


def test_frontier_of_three_objectives_says_what_they_are():
    found = outcome(frontier=["value", "cost", "expected_loss"]).trade_off
    assert [title.en for title in found.titles] == ["Own value", "Cost", "Expected loss"]
    assert [title.zh for title in found.titles] == ["自身价值", "成本", "预期损失"]


def test_worth_of_a_candidate_is_best_with_less_best_without():
    found = {row.member: row for row in outcome(explain=True).reasons.candidates}
    sets = allowed()
    for name in NAMES:
        best_with = max(worth for group, (worth, _) in sets.items() if name in group)
        best_without = max(worth for group, (worth, _) in sets.items() if name not in group)
        assert (found[name].best_with, found[name].best_without) == (best_with, best_without)
        assert found[name].worth == pytest.approx(best_with - best_without)


def test_places_follow_the_sets_that_are_nearly_as_good():
    found = outcome(explain=True, within=0.5).reasons
    sets = allowed()
    top = max(worth for worth, _ in sets.values())
    near = [group for group, (worth, _) in sets.items() if worth >= top - 0.5 * abs(top)]
    assert (found.near, found.near_complete) == (len(near), True)
    for row in found.candidates:
        times = sum(row.member in group for group in near)
        assert row.place == ("core" if times == len(near) else "borderline" if times else "outside")


def test_what_an_outsider_needs_makes_it_as_good_as_the_best():
    found = outcome(explain=True)
    row = next(row for row in found.reasons.candidates if not row.chosen)
    assert row.value_to_get_in == pytest.approx(-row.worth)
    richer = problem_of(asked())
    raised = ps.Pool(
        richer.pool.names,
        value=[v + (row.value_to_get_in if n == row.member else 0) for n, v in zip(richer.pool.names, richer.pool.value, strict=True)],
        cost=richer.pool.cost,
        failure=richer.pool.failure,
        loss=richer.pool.loss,
    )
    again = ps.Problem(raised, size=(1, 2), include=[row.member], objective=ps.Objective(cost=1, expected_loss=1, joint_value=0))
    assert ps.select(again).objective == pytest.approx(found.chosen.objective)


def test_swaps_keep_the_limits_and_say_what_they_change():
    found = outcome(explain=True)
    sets = allowed()
    for swap in found.reasons.swaps:
        after = tuple(sorted({*found.chosen.members, swap.enters} - {swap.leaves}))
        assert sets[after][0] - found.chosen.objective == pytest.approx(swap.change)


def test_every_budget_has_its_best_set():
    (budget, _) = outcome(budget=32, sweep=True).sweeps
    assert (budget.kind, budget.now, budget.complete) == ("budget", 32.0, True)
    sets = allowed()
    for line in budget.lines:
        assert line.objective == max((worth for worth, cost in sets.values() if cost <= line.level), default=None)


def test_price_of_the_next_unit_is_the_slope():
    (budget, _) = outcome(budget=32, sweep=True).sweeps
    for before, after in zip(budget.lines, budget.lines[1:], strict=False):
        if before.objective is not None:
            assert after.per_unit == pytest.approx((after.objective - before.objective) / (after.level - before.level))


def test_without_a_budget_only_the_size_is_varied():
    (size,) = outcome(sweep=True).sweeps
    assert (size.kind, size.now) == ("size", 2.0)
    assert [line.level for line in size.lines] == [1, 2, 3, 4]


@pytest.mark.parametrize("budget", [0, 1e-6, 0.37, 7, 320, 1e6, 123_456.78])
def test_budgets_around_the_present_one(budget):
    levels = budget_levels(budget)
    assert levels == sorted(set(levels))
    assert all(level >= 0 for level in levels)
    assert (budget in levels) == (budget > 0)
    assert not levels or 6 <= len(levels) <= 9


@pytest.mark.parametrize(("low", "now", "candidates"), [(0, 1, 1), (1, 5, 40), (4, 4, 9), (0, 0, 3)])
def test_sizes_around_the_present_one(low, now, candidates):
    sizes = size_levels(low, now, candidates)
    assert sizes == sorted(set(sizes))
    assert min(sizes) >= max(low, 1)
    assert max(sizes) <= candidates


def test_acceptability_of_every_candidate():
    found = outcome(weight_ranges={"cost": [0, 3], "value": [1, 1]}).acceptance
    assert (found.samples, found.complete) == (200, True)
    assert sum(one.share for one in found.sets) == pytest.approx(1)
    assert found.sets == sorted(found.sets, key=lambda one: -one.share)
    for name in NAMES:
        assert found.candidates.get(name, 0) == pytest.approx(sum(one.share for one in found.sets if name in one.members))


def test_weights_that_hardly_move_change_nothing():
    found = outcome(weight_ranges={"cost": [1, 1]})
    assert [one.members for one in found.acceptance.sets] == [found.chosen.members]
    assert found.acceptance.sets[0].share == 1


def test_the_same_seed_gives_the_same_looks():
    assert document(frontier=["value", "cost"], explain=True, weight_ranges={"cost": [0, 3]}) == document(
        frontier=["value", "cost"], explain=True, weight_ranges={"cost": [0, 3]}
    )


def test_time_that_runs_out_is_a_limit_reached():
    found = choose(asked(frontier=["objective", "cost"], explain=True, sweep=True, time_limit=1e-6))
    assert not found.complete


def test_ctrl_c_between_two_looks_keeps_what_is_there(monkeypatch):
    def pressed(scenario, problem):
        import signal

        signal.raise_signal(signal.SIGINT)
        return

    monkeypatch.setattr(looks, "trade_off", pressed)
    found = document(frontier=["objective", "cost"], explain=True, sweep=True)
    assert found.status == "interrupted"
    assert found.selection.chosen is not None
    assert (found.selection.reasons, found.selection.sweeps) == (None, [])


FORGERIES = {
    "selection: frontier": lambda s: {
        "trade_off": s.trade_off.model_copy(update={"points": [s.trade_off.points[0].model_copy(update={"members": ["A", "B", "C", "D"]})]})
    },
    "selection: sweep of the budget": lambda s: {
        "sweeps": [s.sweeps[0].model_copy(update={"lines": [s.sweeps[0].lines[-1].model_copy(update={"objective": 999.0})]}), s.sweeps[1]]
    },
    "selection: swaps": lambda s: {
        "reasons": s.reasons.model_copy(update={"swaps": [s.reasons.swaps[0].model_copy(update={"change": 999.0})]})
    },
}


def test_a_whole_study_is_confirmed():
    from partner_cases import EVERYTHING

    assert [check for check in alliance.verify(full(), asked(**EVERYTHING)) if not check.ok] == []


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_look_is_found(name):
    from partner_cases import EVERYTHING

    forged = full().selection.model_copy(update=FORGERIES[name](full().selection))
    checks = alliance.verify(full().model_copy(update={"selection": forged}), asked(**EVERYTHING))
    assert [check.name for check in checks if not check.ok] == [name]
