"""Every term of the objective: its amount, its weight, its sign, and that the solver sees the same."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import scipy.sparse

import partner_select as ps


def best(pool: ps.Pool, objective: ps.Objective | None = None, **limits: Any) -> ps.Selection:
    selection = ps.select(ps.Problem(pool, objective=objective, **limits))
    assert selection.status == "proved"
    return selection


def test_value_takes_what_is_worth_something() -> None:
    selection = best(ps.Pool(list("ABC"), value=[1, -1, 0.5]))
    assert selection.members == ("A", "C")
    assert selection.terms["value"] == ps.TermValue(1.5, 1.0, 1.5)


def test_all_values_negative_still_fills_the_smallest_size() -> None:
    selection = best(ps.Pool(list("ABC"), value=[-3, -1, -2]), size=(2, None))
    assert (selection.members, selection.objective) == (("B", "C"), -3.0)


def test_nothing_known_is_an_optimum_of_zero() -> None:
    assert best(ps.Pool(["A", "B"])).objective == 0.0


def test_positive_pairs_pull_together() -> None:
    selection = best(ps.Pool(list("ABC"), value=[3, 2, 2], pairs={("B", "C"): 1.5}), size=(2, 2))
    assert (selection.members, selection.terms["synergy"].amount) == (("B", "C"), 1.5)


def test_negative_pairs_push_apart() -> None:
    selection = best(ps.Pool(list("ABC"), value=[3, 2, 1], pairs={("A", "B"): -2.5}))
    assert (selection.members, selection.objective) == (("A", "C"), 4.0)


def test_a_negative_pair_is_paid_when_both_must_be_in() -> None:
    selection = best(ps.Pool(["A", "B"], pairs={("A", "B"): -2.5}), include=["A", "B"])
    assert selection.terms["synergy"] == ps.TermValue(-2.5, 1.0, -2.5)


def test_groups_count_only_when_whole() -> None:
    pool = ps.Pool(list("ABCD"), value=[0, 0, 0, 1], groups={("A", "B", "C"): 5})
    assert best(pool, size=(1, 2)).objective == 1.0
    assert best(pool, size=(1, 3)).members == ("A", "B", "C")


def test_a_negative_group_spares_its_parts() -> None:
    selection = best(ps.Pool(list("ABC"), value=[2, 2, 2], groups={("A", "B", "C"): -3}))
    assert (len(selection.members), selection.objective) == (2, 4.0)


def test_dense_sparse_triangle_and_names_are_the_same_pairs() -> None:
    dense = np.array([[0, 2, -1.5], [2, 0, 0.25], [-1.5, 0.25, 0]])
    named = {("A", "B"): 2, ("C", "A"): -1.5, ("B", "C"): 0.25}
    given = [dense, np.triu(dense), np.tril(dense), scipy.sparse.csr_matrix(dense), scipy.sparse.coo_array(np.triu(dense)), named]
    for pairs in given:
        selection = best(ps.Pool(list("ABC"), pairs=pairs), include=list("ABC"))
        assert selection.objective == 0.75


def test_synergy_weight_of_zero_ignores_pairs() -> None:
    pool = ps.Pool(["A", "B"], value=[1, 1], pairs={("A", "B"): -9})
    selection = best(pool, ps.Objective(synergy=0))
    assert selection.terms["synergy"] == ps.TermValue(-9.0, 0.0, 0.0)
    assert selection.objective == 2.0


def test_cost_is_subtracted_by_its_weight() -> None:
    selection = best(ps.Pool(["A", "B"], value=[3, 3], cost=[2, 8]), ps.Objective(cost=0.5))
    assert selection.members == ("A",)
    assert selection.terms["cost"] == ps.TermValue(2.0, -0.5, -1.0)


def test_expected_loss_is_subtracted() -> None:
    selection = best(ps.Pool(["A", "B"], value=[3, 3], failure=[0.1, 0.9], loss=[10, 10]), ps.Objective(expected_loss=1))
    assert selection.members == ("A",)
    assert selection.terms["expected_loss"] == ps.TermValue(1.0, -1.0, -1.0)


def capable(levels: list[list[float]]) -> ps.Pool:
    return ps.Pool(list("ABCDEF")[: len(levels)], cost=[1] * len(levels), capabilities=levels, capability_names=["x", "y"])


def coverage(levels: list[list[float]], needs: dict[str, Any], **limits: Any) -> ps.Selection:
    return best(capable(levels), ps.Objective(coverage=6, cost=0.01), needs=needs, **limits)


def test_coverage_by_best_takes_the_highest_level() -> None:
    selection = coverage([[1, 0], [3, 0], [2, 0]], {"x": ps.Need(4, hard=False)})
    assert (selection.members, selection.terms["coverage"].amount) == (("B",), 0.75)


def test_coverage_is_capped_at_the_need() -> None:
    selection = coverage([[9, 0], [4, 0]], {"x": ps.Need(4, hard=False)})
    assert selection.terms["coverage"].amount == 1.0
    assert len(selection.members) == 1


def test_coverage_with_redundancy_takes_the_second_best_level() -> None:
    selection = coverage([[4, 0], [1, 0], [2, 0]], {"x": ps.Need(4, at_least=2, hard=False)})
    assert (selection.members, selection.terms["coverage"].amount) == (("A", "C"), 0.5)


def test_coverage_with_more_redundancy_than_candidates_is_nothing() -> None:
    selection = coverage([[4, 0], [4, 0]], {"x": ps.Need(4, at_least=3, hard=False)})
    assert selection.terms["coverage"].amount == 0.0


def test_coverage_by_sum_adds_up() -> None:
    selection = coverage([[1, 0], [2, 0], [0.5, 0]], {"x": ps.Need(4, by="sum", hard=False)}, size=(1, 2))
    assert (selection.members, selection.terms["coverage"].amount) == (("A", "B"), 0.75)


def test_coverage_adds_over_needs() -> None:
    selection = coverage([[1, 0], [0, 3], [2, 2]], {"x": ps.Need(4, hard=False), "y": ps.Need(3, by="sum", hard=False)}, size=(1, 1))
    assert selection.members == ("C",)
    assert selection.terms["coverage"].amount == pytest.approx(0.5 + 2 / 3)
    assert selection.terms["coverage"].contribution == pytest.approx(7)


def test_a_need_pays_what_it_is_worth() -> None:
    needs = {"x": ps.Need(2, hard=False, worth=3), "y": ps.Need(2, hard=False, worth=0.5)}
    selection = coverage([[2, 0], [0, 2]], needs, size=(1, 1))
    assert (selection.members, selection.terms["coverage"].amount) == (("A",), 3.0)


def test_a_need_worth_nothing_pays_nothing() -> None:
    selection = coverage([[2, 0]], {"x": ps.Need(2, hard=False, worth=0)})
    assert selection.terms["coverage"].amount == 0.0


def test_a_summed_capability_of_many_decimals_states_its_error() -> None:
    levels = [[x / 7919, 0.0] for x in (1234.5678, 2345.6789, 3456.7891)]
    selection = coverage(levels, {"x": ps.Need(1 / 3, by="sum", hard=False)}, size=(1, 2))
    assert selection.status == "proved"
    assert selection.bound is not None
    assert selection.objective is not None
    assert selection.bound >= selection.objective


def test_every_term_at_once_adds_up_to_the_objective() -> None:
    pool = ps.Pool(
        list("ABC"),
        value=[1, 2, 3],
        cost=[1, 1, 2],
        capabilities=[[1], [2], [3]],
        capability_names=["x"],
        failure=[0.5, 0.5, 0.5],
        loss=[1, 1, 1],
        pairs={("A", "C"): 4},
        groups={("A", "B", "C"): -0.5},
    )
    selection = best(pool, ps.Objective(1, 2, 0.5, 0.25, 8), needs={"x": ps.Need(6, by="sum", hard=False)})
    assert selection.objective == sum(term.contribution for term in selection.terms.values())
    assert list(selection.terms) == ["value", "synergy", "coverage", "cost", "expected_loss"]


def test_the_row_per_candidate_survives_a_size_of_one() -> None:
    """Only one may be chosen: no pair can be, and the bound must know it."""
    names = [f"c{i}" for i in range(6)]
    pool = ps.Pool(names, value=[1] * 6, pairs=np.ones((6, 6)) - np.eye(6))
    assert best(pool, size=(1, 1)).objective == 1.0


def test_a_budget_that_pays_for_nobody_leaves_the_empty_set() -> None:
    pool = ps.Pool(list("ABC"), value=[1, 1, 1], cost=[5, 5, 5], pairs={("A", "B"): 1, ("A", "C"): 1})
    assert best(pool, size=(0, None), budget=1).members == ()


def test_a_budget_spent_to_the_last_cent_still_pays_for_the_pair() -> None:
    pool = ps.Pool(list("ABC"), cost=[0.1, 0.2, 0.3], pairs={("A", "B"): 5, ("A", "C"): 4, ("B", "C"): 6})
    selection = best(pool, budget=0.3)
    assert (selection.members, selection.objective) == (("A", "B"), 5.0)


def test_the_rounding_error_is_part_of_the_bound() -> None:
    values = [1e9 / 3, 1e9 / 7]
    selection = best(ps.Pool(["A", "B"], value=values), size=(1, 1))
    error = Fraction(selection.proof["scaling_error"])
    assert error > 0
    assert Fraction(selection.proof["bound"]) >= Fraction(repr(values[0]))
    assert Fraction(selection.proof["bound"]) - Fraction(selection.proof["objective"]) <= 2 * error
