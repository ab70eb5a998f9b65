"""Proofs without a table: levels in whole numbers, values that are no decimals, and what a proof of another game is told."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import structured_games as made

import allocation as al
from allocation.excess.oracles.structured_split import solve_structured
from allocation.proofs.elimination import null_space
from allocation.proofs.row_levels import RowLevel, falling
from allocation.proofs.searched_levels import SEARCHED_LEVELS, recheck
from allocation.result import Proof

TWO = al.AssignmentGame([[4.0, 1.0], [1.0, 3.0]])


def levels_of(found):
    return [RowLevel(x["excess"], tuple(map(tuple, x["coalitions"])), tuple(x["floors"])) for x in found.proof.data["levels"]]


@pytest.fixture(scope="module")
def projects():
    game = made.project(np.random.default_rng(1), 6)
    return game, solve_structured(game, "prenucleolus")


def test_values_that_are_no_decimals_are_read_to_a_unit(projects):
    game, found = projects
    checks, payoffs = recheck(game, levels_of(found), False)
    assert all(check.ok for check in checks)
    assert [float(x) for x in payoffs] == pytest.approx(found.payoffs.tolist(), rel=1e-12)
    assert all((x * 2**60).denominator == 1 or x.denominator > 1 for x in payoffs)


def test_whole_numbers_are_read_exactly():
    checks, payoffs = recheck(TWO, levels_of(solve_structured(TWO, "prenucleolus")), False)
    assert all(check.ok for check in checks)
    assert sum(payoffs) == Fraction(7)
    assert all(x.denominator <= 12 for x in payoffs)


def test_a_small_table_confirms_what_a_search_found(projects):
    game, found = projects
    checked = al.verify(game, found)
    assert checked.ok
    assert "none of the 2**6 coalitions" in next(c.detail for c in checked.checks if c.name == "all coalitions")


def test_a_table_that_knows_better_is_believed(projects):
    found = projects[1]
    other = made.project(np.random.default_rng(2), 6)
    assert not al.verify(other, replace(found, players=other.players)).ok


@pytest.mark.parametrize(
    "change", [{"levels": "none"}, {"levels": [{"excess": 0.0, "coalitions": [[9]], "floors": []}]}, {"view": "the dual game"}]
)
def test_a_proof_of_another_shape_is_no_proof(projects, change):
    game, found = projects
    other = replace(found, proof=Proof(SEARCHED_LEVELS, "", {**found.proof.data, **change}))
    assert "proof" in [check.name for check in al.verify(game, other).failed]


def test_rules_with_weights_have_no_such_proof(projects):
    game, found = projects
    data = {**found.proof.data, "divisor": "size"}
    other = replace(found, rule="per_capita_prenucleolus", proof=Proof(SEARCHED_LEVELS, "", data))
    failed = al.verify(game, other).failed
    assert "no proof without a table" in failed[-1].detail


def test_bounds_belong_to_the_nucleolus_only():
    checks, payoffs = recheck(TWO, [RowLevel(0.0, ((0,),), (1,))], False)
    assert payoffs is None
    assert "not part of this rule" in checks[0].detail


def test_a_payoff_below_what_a_player_earns_alone_is_named():
    game = al.RuleGame([al.Rule(3.0, ("A",)), al.Rule(-2.0, ("A", "B"))], ["A", "B"])
    checks, _ = recheck(game, [RowLevel(1.0, ((0,), (1,)))], True)
    assert "player number 1" not in next(c.detail for c in checks if c.name == "balanced")
    assert [c.name for c in checks if not c.ok][-1] == "imputation"


def test_levels_may_rise_by_rounding_only():
    assert falling([Fraction(1), Fraction(2)], Fraction(1)).ok
    assert not falling([Fraction(1), Fraction(2)], Fraction(1, 2)).ok
    assert not falling([Fraction(1), Fraction(2)]).ok


@pytest.mark.parametrize("seed", range(8))
def test_a_null_space_is_orthogonal_and_complete(seed):
    random = np.random.default_rng(seed)
    rows = random.integers(0, 2, (1 + seed % 4, 7)).tolist()
    found = np.array(null_space(rows)).reshape(-1, 7)
    assert not (np.array(rows) @ found.T).any()
    assert len(found) == 7 - np.linalg.matrix_rank(np.array(rows))
    assert np.linalg.matrix_rank(found) == len(found)


def test_the_null_space_of_everything_is_empty():
    assert null_space([[1, 0], [1, 1]]) == []


def test_a_null_space_has_small_numbers():
    assert null_space([[2, 2, 0], [0, 3, 6]]) == [[2, -2, 1]]
