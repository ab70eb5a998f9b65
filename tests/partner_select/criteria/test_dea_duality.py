"""DEA against the other side of the program: prices in place of references, solved by SciPy from the raw numbers."""

import numpy as np
import pytest
from scipy.optimize import linprog

from partner_select import SelectionError
from partner_select.criteria import dea

RANDOM = np.random.default_rng(57)
CASES = [
    (RANDOM.integers(1, 40, (m, len(directions))).astype(float), directions)
    for m, directions in ((3, (-1, 1)), (4, (-1, -1, 1)), (5, (-1, 1, 1)), (6, (-1, -1, 1, 1)), (7, (1, -1, 1)), (8, (-1, -1, -1, 1)))
]


def priced_efficiency(matrix, directions, o):
    """The multiplier form: the largest worth of o's outputs when its inputs cost 1 and nobody earns more than it spends."""
    signs = np.array(directions)
    inputs, outputs = matrix[:, signs < 0], matrix[:, signs > 0]
    prices = np.hstack((outputs, -inputs))
    own_inputs = np.append(np.zeros(outputs.shape[1]), inputs[o])
    value = np.append(-outputs[o], np.zeros(inputs.shape[1]))
    found = linprog(value, A_ub=prices, b_ub=np.zeros(len(matrix)), A_eq=own_inputs[None, :], b_eq=[1.0], bounds=(0, None))
    assert found.success
    return -found.fun


@pytest.mark.parametrize(("matrix", "directions"), CASES, ids=len)
def test_references_and_prices_agree(matrix, directions):
    expected = [priced_efficiency(matrix, directions, o) for o in range(len(matrix))]
    assert dea(matrix, directions).scores == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(("matrix", "directions"), CASES, ids=len)
def test_targets_are_the_references_in_their_shares(matrix, directions):
    found = dea(matrix, directions)
    for references, targets in zip(found.details["references"], found.details["targets"], strict=True):
        mixed = sum(share * matrix[int(name) - 1] for name, share in references.items())
        assert list(targets.values()) == pytest.approx(mixed.tolist(), rel=1e-6)


@pytest.mark.parametrize(("matrix", "directions"), CASES, ids=len)
def test_the_efficient_are_their_own_reference(matrix, directions):
    found = dea(matrix, directions)
    for name, efficient, references, row in zip(
        found.alternatives, found.details["efficient"], found.details["references"], matrix, strict=True
    ):
        if efficient:
            mixed = sum(share * matrix[int(other) - 1] for other, share in references.items())
            assert mixed.tolist() == pytest.approx(row.tolist(), rel=1e-5)
        else:
            assert name not in references


@pytest.mark.parametrize(("matrix", "directions"), CASES, ids=len)
def test_a_target_put_in_place_of_its_alternative_is_efficient(matrix, directions):
    found = dea(matrix, directions)
    for o, score in enumerate(found.scores):
        if score < 0.999:
            improved = matrix.copy()
            improved[o] = list(found.details["targets"][o].values())
            again = dea(improved, directions)
            assert again.scores[o] == pytest.approx(1, abs=1e-5)
            assert [again.scores[i] for i in range(len(matrix)) if i != o] == pytest.approx(
                [found.scores[i] for i in range(len(matrix)) if i != o], abs=1e-5
            )
            return


def test_shrinking_the_inputs_as_said_makes_the_alternative_efficient():
    matrix, directions = CASES[3]
    found = dea(matrix, directions)
    o = int(np.argmin(found.scores))
    shrunk = matrix.copy()
    shrunk[o, np.array(directions) < 0] *= found.scores[o]
    assert dea(shrunk, directions).scores[o] == pytest.approx(1, abs=1e-6)


def test_less_of_an_input_never_lowers_the_own_efficiency():
    matrix, directions = CASES[4]
    before = dea(matrix, directions).scores[2]
    less = matrix.copy()
    less[2, 1] /= 2
    assert dea(less, directions).scores[2] >= before - 1e-6


def test_leaving_anybody_out_never_lowers_the_others():
    matrix, directions = CASES[3]
    before = dea(matrix, directions).scores
    for gone in range(len(matrix)):
        after = dea(np.delete(matrix, gone, axis=0), directions).scores
        rest = [s for i, s in enumerate(before) if i != gone]
        assert all(b >= a - 1e-6 for a, b in zip(rest, after, strict=True))


def test_reversals_on_request_name_whose_absence_matters():
    """Without C, D has nobody left to beat it and shares the first place."""
    matrix = [[7, 6, 5], [3, 3, 1], [1, 1, 2], [7, 6, 8]]
    asked, unasked = (dea(matrix, [-1, 1, 1], list("ABCD"), reversals=r) for r in (True, False))
    assert unasked.reversals == ()
    assert asked.scores == unasked.scores
    (reversal,) = asked.reversals
    assert (reversal.dropped, reversal.before, reversal.after) == ("C", (("B",), ("A", "D")), (("B", "D"), ("A",)))
    assert reversal.best_changed


@pytest.mark.parametrize(
    ("matrix", "directions", "told"),
    [
        ([[1, -1], [2, 3]], [-1, 1], "matrix: inputs and outputs must be at least 0"),
        ([[1, 1], [2, 3]], [1, 1], "directions: efficiency needs at least one cost criterion as an input"),
        ([[1, 1], [2, 3]], [-1, -1], "directions: efficiency needs at least one benefit criterion as an output"),
        ([[0, 1], [2, 3]], [-1, 1], "cost criterion as an input above 0; missing for '1'"),
        ([[1, 1], [2, 0]], [-1, 1], "benefit criterion as an output above 0; missing for '2'"),
        ([[1, np.nan], [2, 0]], [-1, 1], "matrix: must be finite; look at position (0, 1)"),
        ([[1e-300, 1], [1e300, 1]], [-1, 1], "too far below the others' to be compared"),
    ],
)
def test_tables_that_have_no_efficiency_say_why(matrix, directions, told):
    with pytest.raises(SelectionError) as error:
        dea(matrix, directions)
    assert told in str(error.value)
