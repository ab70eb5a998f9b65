from fractions import Fraction

import numpy as np

import allocation as al
from allocation.proofs.core_basis import exact_optimum, exact_weights
from allocation.proofs.integer_table import IntegerTable

VALUES = IntegerTable.of(np.array([0, 1, 1, 7, 1, 5, 4, 11.0]))


def test_a_right_basis_is_proved():
    found = exact_optimum(VALUES, [7, 1, 3], [1, 0, 0])
    assert found is not None
    assert (found.value, found.payoffs, found.doubt) == (1, (1, 6, 4), None)


def test_a_negative_weight_is_no_bound():
    found = exact_optimum(VALUES, [7, 2, 4], [1, 0, 0])
    assert found is not None
    assert "negative weight" in found.doubt


def test_an_infeasible_point_is_refused():
    found = exact_optimum(VALUES, [7, 1, 2], [1, 0, 0])
    assert found is not None
    assert found.payoffs == (1, 1, 9)
    assert found.doubt == "coalition 3 gets too little"


def test_dependent_coalitions_determine_no_point():
    assert exact_optimum(VALUES, [7, 1, 6], [1, 0, 0]) is None


def test_an_efficient_program_needs_the_grand_coalition():
    assert exact_optimum(VALUES, [1, 2, 4], [1, 0, 0]) is None


def test_subsidised_total_must_reach_the_grand_coalition():
    found = exact_optimum(VALUES, [1, 2, 4], [1, 1, 1], efficient=False)
    assert found is not None
    assert found.doubt == "the grand coalition gets less than v(N)"


def test_cost_of_stability_as_a_basis():
    values = IntegerTable.of(np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    found = exact_optimum(values, [3, 5, 6], [1, 1, 1], efficient=False)
    assert found is not None
    assert (found.value, found.doubt) == (Fraction(3, 2), None)
    assert found.weights == (Fraction(1, 2),) * 3


def test_epsilon_loosens_proper_coalitions_only():
    found = exact_optimum(VALUES, [7, 1, 3], [1, 0, 0], epsilon=Fraction(1, 2))
    assert found is not None
    assert found.payoffs == (Fraction(1, 2), 6, Fraction(9, 2))
    assert found.doubt is None


def test_weights_of_dependent_coalitions():
    assert exact_weights([1, 1], [1, 0], 2) is None


def test_bases_of_core_ranges_are_proved():
    game = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11])
    found = al.core_range(game)
    for i in range(3):
        objective = [int(k == i) for k in range(3)]
        assert exact_optimum(VALUES, found.least_bases[i], objective).value == found.least[i]
        assert exact_optimum(VALUES, found.most_bases[i], [-c for c in objective]).value == -found.most[i]
