"""AHP against numpy's eigenvectors, geometric means in logarithms, and what consistency must and must not notice."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

from partner_select import SelectionError
from partner_select.criteria import ahp
from partner_select.criteria.weighting.consistency import RANDOM_INDEX, SCALE, consistency, principal, repairs
from partner_select.criteria.weighting.judgements import as_text, read_judgement
from partner_select.reading import Findings

RANDOM = np.random.default_rng(68)


def random_judgements(n):
    matrix = [[Fraction(1)] * n for _ in range(n)]
    for i, j in itertools.combinations(range(n), 2):
        value = Fraction(int(RANDOM.integers(1, 10)))
        matrix[i][j] = value if RANDOM.random() < 0.5 else 1 / value
        matrix[j][i] = 1 / matrix[i][j]
    return matrix


CASES = [random_judgements(n) for n in (2, 3, 3, 4, 5, 6, 9, 15)]


def floats(matrix):
    return np.array([[float(x) for x in row] for row in matrix])


@pytest.mark.parametrize("matrix", CASES, ids=len)
def test_the_weights_are_numpys_eigenvector(matrix):
    values, vectors = np.linalg.eig(floats(matrix))
    top = int(np.argmax(values.real))
    expected = np.abs(vectors[:, top].real) / np.abs(vectors[:, top].real).sum()
    found = ahp(matrix)
    assert found.weights == pytest.approx(expected.tolist(), abs=1e-9)
    assert found.details["lambda_max"] == pytest.approx(values[top].real, abs=1e-9)


@pytest.mark.parametrize("matrix", CASES, ids=len)
def test_the_largest_eigenvalue_is_at_least_the_number_of_criteria(matrix):
    found = ahp(matrix)
    assert found.details["lambda_max"] >= len(matrix) - 1e-9
    assert found.details["consistency_index"] >= 0


@pytest.mark.parametrize("matrix", CASES, ids=len)
def test_geometric_means_minimise_the_squared_logarithms(matrix):
    """No small push of one weight fits the logarithms of the judgements better."""
    logs = np.log(floats(matrix))

    def misfit(weights):
        w = np.log(weights)
        return ((logs - w[:, None] + w[None, :]) ** 2).sum()

    found = np.array(ahp(matrix, prioritisation="geometric").weights)
    for i, push in itertools.product(range(len(matrix)), (0.999, 1.001)):
        pushed = found.copy()
        pushed[i] *= push
        assert misfit(pushed) >= misfit(found) - 1e-12


@pytest.mark.parametrize("prioritisation", ["eigenvector", "geometric"])
@pytest.mark.parametrize("matrix", CASES[:6], ids=len)
def test_criteria_carry_their_weights_wherever_they_stand(matrix, prioritisation):
    order = RANDOM.permutation(len(matrix)).tolist()
    turned = [[matrix[i][j] for j in order] for i in order]
    found, again = (ahp(m, prioritisation=prioritisation) for m in (matrix, turned))
    assert again.weights == pytest.approx([found.weights[i] for i in order], abs=1e-9)
    assert again.details["consistency_ratio"] == pytest.approx(found.details["consistency_ratio"], abs=1e-9)


@pytest.mark.parametrize("matrix", CASES[:6], ids=len)
def test_reversed_geometric_judgements_reverse_the_weights(matrix):
    """If a is three times b one way, it is a third the other way; means of reciprocals are reciprocals of means."""
    found = np.array(ahp(matrix, prioritisation="geometric").weights)
    mirrored = ahp([list(column) for column in zip(*matrix, strict=True)], prioritisation="geometric")
    expected = (1 / found) / (1 / found).sum()
    assert mirrored.weights == pytest.approx(expected.tolist(), abs=1e-9)


@pytest.mark.parametrize("weights", [(1, 1), (3, 1, 2), (9, 1, 3, 3), (5, 4, 3, 2, 1)])
def test_judgements_made_of_weights_are_fully_consistent(weights):
    found = ahp([[Fraction(a, b) for b in weights] for a in weights])
    assert found.weights == pytest.approx([w / sum(weights) for w in weights], abs=1e-12)
    assert found.details["consistency_ratio"] == pytest.approx(0, abs=1e-9)
    assert (found.details["most_inconsistent"], found.details["repairs"]) == (None, [])


def test_a_cycle_of_preferences_is_as_inconsistent_as_it_gets():
    """A over B over C over A: all weights equal, and no weights explain any judgement."""
    found = ahp([[1, 9, None], [None, 1, 9], [9, None, 1]], ["A", "B", "C"])
    assert found.weights == pytest.approx((1 / 3,) * 3)
    assert found.details["consistency_ratio"] == pytest.approx(((1 + 9 + 1 / 9) - 3) / 2 / 0.58, abs=1e-9)
    assert found.details["most_inconsistent"]["implied"] == pytest.approx(1)


@pytest.mark.parametrize("n", range(3, 16))
def test_the_ratio_is_the_index_over_the_random_index(n):
    assert consistency(n + 0.3, n) == (pytest.approx(0.3 / (n - 1)), pytest.approx(0.3 / (n - 1) / RANDOM_INDEX[n - 1]))


def test_two_criteria_cannot_contradict_and_rounding_below_n_is_no_consistency():
    assert consistency(2.5, 2) == (0.0, 0.0)
    assert consistency(3 - 1e-12, 3) == (0.0, 0.0)


@pytest.mark.parametrize("matrix", CASES[1:5], ids=len)
def test_the_first_repair_is_the_smallest_single_change_that_is_enough(matrix):
    base, n = floats(matrix), len(matrix)
    names = [str(i) for i in range(n)]
    steps = repairs(base, names, 0.1)
    if not steps:
        assert ahp(matrix).details["consistent"]
        return
    enough, best = [], np.inf
    for i, j in itertools.permutations(range(n), 2):
        for value in SCALE:
            trial = base.copy()
            trial[i, j], trial[j, i] = value, 1 / value
            ratio = consistency(principal(trial)[1], n)[1]
            best = min(best, ratio)
            if ratio <= 0.1:
                enough.append(abs(np.log(value / base[i, j])))
    first = steps[0]
    change = abs(np.log(float(Fraction(first["suggested"])) / base[names.index(first["row"]), names.index(first["column"])]))
    if enough:
        assert change == pytest.approx(min(enough), abs=1e-9)
        assert len(steps) == 1
    else:
        assert first["consistency_ratio"] == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize("limit", [0.0, 0.05, 0.3])
def test_the_limit_decides_what_counts_as_consistent(limit):
    found = ahp(CASES[4], limit=limit)
    assert found.details["consistent"] is (found.details["consistency_ratio"] <= limit)


@pytest.mark.parametrize(("given", "value"), [("1/3", 1 / 3), (" 7 ", 7.0), ("2.5", 2.5), (Fraction(2, 5), 0.4), (3, 3.0), ("1e2", 100.0)])
def test_judgements_are_read_as_people_write_them(given, value):
    found = Findings()
    assert read_judgement(found, "j", given) == value
    assert found.problems == []


@pytest.mark.parametrize("given", [0, -3, "1/0", "three", "", None, True, float("inf"), float("nan"), [1], "−1/3"])
def test_what_is_no_judgement_is_named(given):
    found = Findings()
    assert read_judgement(found, "judgements[0][1]", given) == 1.0
    assert found.problems == [f"judgements[0][1]: must be a positive number or a fraction such as '1/3', got {given!r}"]


@pytest.mark.parametrize(("value", "text"), [(1 / 9, "1/9"), (9, "9"), (2.5, "5/2"), (1 / 7, "1/7"), (np.pi, "3.14159"), (1e-5, "1e-05")])
def test_a_judgement_is_printed_as_people_write_it(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([[1, 2], [0.5, 2]], "judgements[1][1]: a criterion compared with itself must be 1, got 2"),
        ([[1, 3], [0.33, 1]], "judgements[1][0]: must be '1/3', the reciprocal of judgements[0][1], got 0.33"),
        ([[1, None], [None, 1]], "judgements[0][1]: missing, and so is its mirror image judgements[1][0]"),
        ([[1, 2, 3], [1, 2]], "judgements: must be a square table"),
        ("no table", "judgements: must be a square table"),
    ],
)
def test_a_wrong_table_is_refused_at_its_place(matrix, told):
    with pytest.raises(SelectionError) as error:
        ahp(matrix)
    assert told in str(error.value)
