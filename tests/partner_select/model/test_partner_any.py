"""The probabilistic OR: hard, in the objective, after an exit; at the edges of what logarithms can say."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import partner_select as ps
from partner_select.model import limits_of
from partner_select.model.probability import log_shares
from partner_select.model.saturation import GRID, STEPS, Saturation
from partner_select.need import Need, reached, reached_by_each

UNKNOWN_WAY: Any = "all"


def pool(levels: list[float], value: list[float] | None = None) -> ps.Pool:
    names = [f"c{i}" for i in range(len(levels))]
    return ps.Pool(names, value=value or [-1.0] * len(levels), capabilities=[[x] for x in levels], capability_names=["x"])


def problem(levels: list[float], need: ps.Need, value: list[float] | None = None, **more: float) -> ps.Problem:
    return ps.Problem(pool(levels, value), needs={"x": need}, objective=ps.Objective(coverage=more.get("coverage", 0)))


def test_two_halves_make_three_quarters() -> None:
    assert ps.select(problem([0.5, 0.5], Need(0.75, "any"))).members == ("c0", "c1")


def test_a_hair_more_than_three_quarters_is_out_of_reach() -> None:
    asked = problem([0.5, 0.5], Need(0.7500000000000001, "any"))
    assert ps.select(asked).status == "infeasible"
    assert not ps.check(asked, ["c0", "c1"]).feasible


def test_a_near_miss_below_the_rounding_of_the_row_is_cut_off() -> None:
    """The row takes the set, since logarithms are rounded to the safe side; exact arithmetic does not, and the next best set wins."""
    levels = [0.5, 0.5, 0.9]
    asked = problem(levels, Need(0.75 + 1e-14, "any"), [-1.0, -1.0, -5.0])
    limit = next(x for x in limits_of(asked) if x.code == "need")
    assert limit.coefficients.sum([0, 1]) >= limit.bound
    assert not limit.holds([0, 1])
    assert ps.select(asked).members == ("c2",)


@pytest.mark.parametrize("amount", [0.2, 0.5, 0.999, 1.0])
def test_certainty_is_enough_for_any_amount(amount: float) -> None:
    assert ps.select(problem([0.0, 1.0], Need(amount, "any"))).members == ("c1",)


def test_certainty_comes_from_a_certain_member_only() -> None:
    assert ps.select(problem([0.999999] * 6, Need(1.0, "any"))).status == "infeasible"


@pytest.mark.parametrize("tiny", [1e-3, 1e-9, 1e-15])
def test_tiny_probabilities_add_up(tiny: float) -> None:
    asked = problem([tiny] * 4, Need(3 * tiny, "any"))
    found = ps.select(asked)
    assert (found.status, len(found.members)) == ("proved", 4)  # three independent chances are a little less than their sum
    assert all(c.ok for c in ps.verify(asked, found))


def test_nobody_with_the_capability_is_infeasible_with_and_without_an_exit() -> None:
    for spare in (False, True):
        clash = ps.why_infeasible(problem([0.0, 0.0], Need(0.5, "any", survive_exit=spare)))
        assert [x["limit"] for x in clash["limits"]] == ["need"]
        assert clash["limits"][0]["possible_at_most"] == 0


def test_an_exit_needs_a_second_sure_member() -> None:
    need = Need(0.9, "any", survive_exit=True)
    assert ps.select(problem([1.0, 0.5, 0.6], need)).status == "infeasible"  # without c0: 0.8
    assert ps.select(problem([1.0, 0.5, 0.8], need)).members == ("c0", "c1", "c2")
    assert ps.select(problem([1.0, 0.5, 1.0], need)).members == ("c0", "c2")


def test_the_clash_names_the_probability_that_can_be_had() -> None:
    clash = ps.why_infeasible(problem([0.5, 0.8], Need(0.99, "any")))
    about = {"limit": "need", "capability": "x", "by": "any", "amount": 0.99}
    assert clash["limits"] == [about | {"required": 0.99, "possible_at_most": 0.9}]
    assert clash["sentence"].endswith("0.99 of x by any member (at most 0.9 is possible).")


@pytest.mark.parametrize(("spare", "granted"), [(False, 0.9), (True, 0.5)])
def test_the_repair_is_the_probability_that_can_be_had(spare: bool, granted: float) -> None:
    asked = problem([0.5, 0.8], Need(0.99, "any", survive_exit=spare))
    repair = ps.cheapest_repairs(asked)[0]
    assert (repair.changes[0].granted, repair.members, repair.proved) == (granted, ("c0", "c1"), True)


def test_coverage_is_paid_by_the_covered_share() -> None:
    asked = problem([0.5, 0.5, 0.5], Need(0.9, "any", hard=False, worth=9), [0.0, -2.4, -1.3], coverage=1)
    found = ps.select(asked)
    assert found.members == ("c0", "c2")  # 5, then 2.5 more for 1.3; the third would bring 1.25
    assert found.objective == pytest.approx(7.5 - 1.3)
    assert found.terms["coverage"].amount == pytest.approx(7.5)


def test_the_answer_states_how_far_the_curve_may_be_off() -> None:
    found = ps.select(problem([0.3, 0.4, 0.7], Need(0.95, "any", hard=False, worth=100), coverage=1))
    error = Fraction(found.proof["scaling_error"])
    assert 0 < error < Fraction(1, 1000)
    assert found.bound is not None
    assert found.objective is not None
    assert 0 <= found.bound - found.objective <= 2 * error


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("spare", [False, True])
def test_many_values_of_one_curve_are_told_apart(seed: int, spare: bool) -> None:
    """Eleven candidates with fine levels and small prices: the lines must be sharpened to find the best."""
    rng = np.random.default_rng(seed)
    levels, price = np.round(rng.uniform(0.02, 0.6, 11), 3), np.round(rng.uniform(0.1, 4, 11), 2)
    amount = float(rng.choice([0.4, 0.9, 0.999, 1.0]))
    need = Need(amount, "any", hard=False, worth=20, survive_exit=spare)
    found = ps.select(problem(levels.tolist(), need, (-price).tolist(), coverage=1), route="cp-sat")
    sets = (np.arange(1, 2**11)[:, None] >> np.arange(11)) % 2 == 1
    worths = 20 * np.minimum(1, reached_by_each(need, levels, sets) / amount) - sets @ price
    assert found.status == "proved"
    assert found.objective == pytest.approx(worths.max(), abs=2 * float(Fraction(found.proof["scaling_error"])) + 1e-9)


def test_a_saturated_need_is_met_without_creeping() -> None:
    """A model with finer steps let the solver raise the covered share one step at a time until time was up."""
    asked = problem([0.0, 0.3, 0.4, 1.0, 0.5], Need(1.0, "any", worth=1), coverage=2)
    assert ps.select(asked, time_limit=20, route="cp-sat").status == "proved"


@pytest.mark.parametrize("amount", [1e-6, 0.1, 0.5, 0.9, 0.999, 1 - 1e-9])
@pytest.mark.parametrize("u", [0.0, 0.03, 0.5, 0.77, 1.0])
def test_lines_lie_above_the_curve_and_touch_it_where_asked(amount: float, u: float) -> None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    stand = round(u * GRID)
    curve = Saturation(model, model.new_int_var(0, GRID, "u"), model.new_int_var(0, STEPS, "c"), amount, lambda members: stand)
    grid = np.linspace(0, 1, 201)
    above = [curve.most(round(x * GRID)) + 1 >= STEPS * curve.covers(x) for x in grid]
    curve.sharpen(frozenset())
    assert all(above)
    assert all(curve.most(round(x * GRID)) + 1 >= STEPS * curve.covers(x) for x in grid)
    assert curve.most(stand) <= STEPS * curve.covers(stand / GRID) + 3
    assert not curve.sharpen(frozenset())


@pytest.mark.parametrize("seed", range(40))
def test_shares_are_never_too_small_and_hardly_too_large(seed: int) -> None:
    rng = np.random.default_rng(seed)
    levels = [Fraction(int(x), 100) for x in rng.integers(0, 101, 6)]
    amount = Fraction(int(rng.integers(1, 101)), 100)
    shares = log_shares(levels, amount)
    for row in (np.arange(64)[:, None] >> np.arange(6)) % 2 == 1:
        members = np.flatnonzero(row).tolist()
        is_met = reached(Need(float(amount), "any"), [levels[i] for i in members]) >= amount
        assert not is_met or shares.sum(members) >= 1
        assert is_met or shares.sum(members) < 1 + Fraction(6, 10**9)


def test_the_level_after_an_exit_is_the_smallest_over_all_exits() -> None:
    levels = [Fraction(x, 10) for x in (3, 7, 7, 2)]
    exits = [levels[:i] + levels[i + 1 :] for i in range(4)]
    for plain in (Need(0.5), Need(0.5, "sum"), Need(0.5, "any")):
        assert reached(replace(plain, survive_exit=True), levels) == min(reached(plain, left) for left in exits)
    assert reached(Need(0.5, "any", survive_exit=True), []) == 0
    assert reached(Need(0.5, survive_exit=True), levels[:1]) == 0


@pytest.mark.parametrize(
    ("need", "message"),
    [
        (Need(1.5, "any"), "needs['x'].amount: is a probability with by='any', so it must be at most 1, got 1.5"),
        (
            Need(0.5, "any", at_least=2),
            "needs['x'].at_least: counts single members, so it needs by='best'; survive_exit=True keeps a reserve",
        ),
        (Need(0.5, UNKNOWN_WAY), "needs['x'].by: must be one of 'best', 'sum', 'any', got 'all'"),
        (Need(0.0, "any"), "needs['x'].amount: must be above 0"),
    ],
)
def test_a_need_that_makes_no_sense_is_refused(need: ps.Need, message: str) -> None:
    with pytest.raises(ps.SelectionError) as error:
        problem([0.5, 0.5], need)
    assert message in str(error.value)


def test_levels_above_one_are_no_probabilities() -> None:
    with pytest.raises(ps.SelectionError, match=r"'any' takes levels as probabilities, so none may be above 1, got 4\.0"):
        problem([0.5, 4.0], Need(0.5, "any"))
