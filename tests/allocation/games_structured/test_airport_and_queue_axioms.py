"""Airports and queues: what the literature proves of their values, on random whole numbers."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al

COSTS = st.lists(st.integers(0, 30), min_size=1, max_size=6)
VALUES = ("shapley", "nucleolus", "tau")
value = pytest.mark.parametrize("rule", VALUES)
JOBS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6)


def shares(costs, rule):
    return [-x for x in al.AirportGame(costs).exact_closed_form(rule)]


# Airports


def test_littlechild_and_owens_rule_by_hand():
    """Everybody pays an equal part of every stretch it uses: 12/3, + 24/2, + 24."""
    assert shares([12, 36, 60], "shapley") == [4, 16, 40]


def test_littlechilds_nucleolus_by_hand():
    """Levels 12/2 against 36/3 and 60/3: the smallest pays 6, then (36 − 6)/2 = 15 against (60 − 6)/2 = 27."""
    assert shares([12, 36, 60], "nucleolus") == [6, 15, 39]


@value
@given(costs=COSTS)
def test_shares_lie_between_nothing_and_ones_own_cost(rule, costs):
    assert all(0 <= share <= cost for share, cost in zip(shares(costs, rule), costs, strict=True))


@pytest.mark.parametrize("rule", ["shapley", "nucleolus"])
@given(costs=COSTS)
def test_no_group_subsidises_the_others(rule, costs):
    """The users up to any cost together pay at most that cost."""
    paid = sorted(zip(costs, shares(costs, rule), strict=True))
    assert all(sum(share for _, share in paid[: k + 1]) <= cost for k, (cost, _) in enumerate(paid))


@value
@given(costs=COSTS)
def test_whoever_needs_more_pays_no_less(rule, costs):
    paid = sorted(zip(costs, shares(costs, rule), strict=True))
    assert [share for _, share in paid] == sorted(share for _, share in paid)


@value
@given(costs=COSTS)
def test_equal_needs_pay_equal_shares(rule, costs):
    paid = {}
    for cost, share in zip(costs, shares(costs, rule), strict=True):
        assert paid.setdefault(cost, share) == share


@value
@given(costs=COSTS)
def test_who_needs_nothing_pays_nothing_and_changes_nothing(rule, costs):
    with_idle = shares([*costs, 0], rule)
    assert with_idle[-1] == 0
    if rule != "nucleolus":  # an idle user is one more to share the excesses among
        assert with_idle[:-1] == shares(costs, rule)


@given(costs=COSTS, more=st.integers(1, 20))
def test_shapley_does_not_ask_how_much_more_others_need(costs, more):
    """Independence of at least as large costs."""
    largest = costs.index(max(costs))
    raised = [cost + more * (i == largest) for i, cost in enumerate(costs)]
    smaller = [i for i, cost in enumerate(costs) if cost < max(costs)]
    before, after = shares(costs, "shapley"), shares(raised, "shapley")
    assert [before[i] for i in smaller] == [after[i] for i in smaller]


def test_the_tau_value_may_make_small_users_subsidise_large_ones():
    """It need not lie in the core beyond three players: three users of 1 pay more than 1 together."""
    assert sum(shares([1, 1, 1, 4, 4], "tau")[:3]) > 1


@pytest.mark.parametrize("rule", ["shapley", "nucleolus"])
@given(costs=COSTS, more=st.integers(1, 20))
def test_the_most_demanding_alone_pays_for_more(rule, costs, more):
    """Last-agent cost additivity of Shapley value and nucleolus."""
    if costs.count(max(costs)) > 1 or len(costs) == 1:
        return
    largest = costs.index(max(costs))
    before, after = shares(costs, rule), shares([c + more * (i == largest) for i, c in enumerate(costs)], rule)
    assert [b - a for a, b in zip(before, after, strict=True)] == [more * (i == largest) for i in range(len(costs))]


@given(costs=COSTS, new=st.integers(0, 30))
def test_a_new_user_never_costs_the_others_anything(costs, new):
    """Population monotonicity of the Shapley value."""
    assert all(after <= before for before, after in zip(shares(costs, "shapley"), shares([*costs, new], "shapley"), strict=False))


@given(costs=COSTS.filter(lambda c: len(c) > 1))
def test_the_nucleolus_is_what_is_left_when_the_smallest_has_paid(costs):
    """Consistency: the smallest user's payment is taken off everybody's cost."""
    paid = shares(costs, "nucleolus")
    smallest = costs.index(min(costs))
    rest = [cost - paid[smallest] for i, cost in enumerate(costs) if i != smallest]
    divided = [-x for x in al.AirportGame([float(c) for c in rest]).exact_closed_form("nucleolus")]
    expected = [share for i, share in enumerate(paid) if i != smallest]
    assert [float(x) for x in divided] == pytest.approx([float(x) for x in expected], abs=1e-9)


@given(costs=COSTS)
def test_airports_are_convex_and_never_gain_by_splitting_up(costs):
    found = al.properties(al.AirportGame(costs))
    assert found.convex
    assert found.superadditive


@value
@given(costs=COSTS, times=st.integers(1, 50))
def test_shares_scale_with_the_costs(rule, costs, times):
    assert shares([times * c for c in costs], rule) == [times * share for share in shares(costs, rule)]


# Queues


def cost_of(jobs, order):
    """Σ weight times completion time."""
    clock, total = 0, 0
    for i in order:
        clock += jobs[i][0]
        total += jobs[i][1] * clock
    return total


def queue(jobs, order=None):
    times, weights = zip(*jobs, strict=True)
    return al.SequencingGame(times, weights, queue=order)


@given(jobs=JOBS)
def test_all_together_save_what_the_best_order_saves(jobs):
    n = len(jobs)
    best = min(cost_of(jobs, order) for order in permutations(range(n)))
    assert queue(jobs).grand_value == cost_of(jobs, range(n)) - best


@given(jobs=JOBS)
def test_smiths_order_gains_nothing(jobs):
    """Falling weight per time is best: whoever stands so has nothing to gain."""
    urgent = sorted(jobs, key=lambda job: Fraction(job[1], job[0]) if job[0] else Fraction(10**6 + job[1]), reverse=True)
    assert not queue(urgent).table().any()


@given(jobs=JOBS)
def test_queues_are_convex(jobs):
    assert al.properties(queue(jobs)).convex


@given(jobs=JOBS)
def test_equal_gain_splitting_treats_a_pair_by_half(jobs):
    """What each gets is half of what it gains with everybody, whoever stands between."""
    found = queue(jobs).equal_gain_splitting().payoffs
    for i, (t, w) in enumerate(jobs):
        gains = [max(0, jobs[j][1] * t - w * jobs[j][0]) for j in range(i + 1, len(jobs))]
        gains += [max(0, w * jobs[j][0] - jobs[j][1] * t) for j in range(i)]
        assert found[i] == sum(gains) / 2


@given(jobs=JOBS)
def test_only_equal_gain_splitting_ignores_who_stands_between(jobs):
    """Shapley pays those between as well, so that it differs just when a gaining pair has somebody between."""
    game = queue(jobs)
    apart = [(i, j) for i in range(len(jobs)) for j in range(i + 2, len(jobs)) if jobs[j][1] * jobs[i][0] > jobs[i][1] * jobs[j][0]]
    if not apart:
        assert game.closed_form("shapley") == pytest.approx(game.equal_gain_splitting().payoffs, abs=1e-9)


@given(jobs=JOBS, seed=st.integers(0, 5))
def test_names_do_not_matter_only_places(jobs, seed):
    order = np.random.default_rng(seed).permutation(len(jobs))
    names = [f"M{i}" for i in range(len(jobs))]
    plain = al.SequencingGame(*zip(*jobs, strict=True), players=names)
    moved = [jobs[i] for i in order]
    other = al.SequencingGame(*zip(*moved, strict=True), queue=names, players=[names[i] for i in order])
    for rule in ("shapley", "tau", "equal_gain_splitting"):
        assert other.closed_form(rule) == pytest.approx(plain.closed_form(rule)[order], abs=1e-9)


@given(jobs=JOBS)
def test_a_job_that_nobody_waits_for_and_takes_no_time_gains_nothing(jobs):
    found = queue([*jobs, (0, 0)])
    assert found.closed_form("equal_gain_splitting")[-1] == 0
    assert found.grand_value == queue(jobs).grand_value
