"""Weights from pairwise judgements, their consistency, and repairs."""

import itertools
import json
from fractions import Fraction

import criteria_twin as twin
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_select import SelectionError
from partner_select.criteria import ahp
from partner_select.criteria.weighting.consistency import RANDOM_INDEX
from partner_select.criteria.weighting.judgements import as_text

SAATY = st.sampled_from([Fraction(1, k) for k in range(9, 1, -1)] + [Fraction(k) for k in range(1, 10)])


@st.composite
def judgements(draw, low=3, high=5):
    n = draw(st.integers(low, high))
    return twin.reciprocal([[draw(SAATY) for _ in range(n - 1 - i)] for i in range(n - 1)])


def consistent(weights):
    return [[a / b for b in weights] for a in weights]


def changed(matrix, names, repair):
    copy = [list(row) for row in matrix]
    i, j = names.index(repair["row"]), names.index(repair["column"])
    assert as_text(float(copy[i][j])) == repair["given"]
    copy[i][j] = Fraction(repair["suggested"])
    copy[j][i] = 1 / copy[i][j]
    return copy


def test_two_criteria():
    result = ahp([[1, 4], ["1/4", 1]], ["price", "quality"])
    assert result.weights == pytest.approx((0.8, 0.2), abs=1e-12)
    assert result.criteria == ("price", "quality")
    assert result.ranking == (1, 2)


def test_one_criterion_has_all_the_weight():
    result = ahp([[1]])
    assert result.weights == (1.0,)
    assert result.details["consistency_ratio"] == 0


@given(judgements())
def test_eigenvector_by_multiplying_again_and_again(matrix):
    weights, value = twin.power_iteration(matrix)
    result = ahp([[float(x) for x in row] for row in matrix])
    assert result.weights == pytest.approx(weights, abs=1e-9)
    assert result.details["lambda_max"] == pytest.approx(value, abs=1e-8)


@given(judgements())
def test_geometric_means(matrix):
    means = [np.prod([float(x) for x in row]) ** (1 / len(row)) for row in matrix]
    assert ahp(matrix, prioritisation="geometric").weights == pytest.approx(twin.shares(means), abs=1e-12)


@pytest.mark.parametrize("prioritisation", ["eigenvector", "geometric"])
@pytest.mark.parametrize("weights", [[0.5, 0.3, 0.2], [1, 1, 1, 1], [1e-6, 1, 1e6], [7, 5, 3, 2, 1]])
def test_consistent_judgements_give_their_weights_back(weights, prioritisation):
    result = ahp(consistent(weights), prioritisation=prioritisation)
    assert result.weights == pytest.approx(twin.shares(weights), rel=1e-9)
    assert result.details["consistency_ratio"] == pytest.approx(0, abs=1e-9)
    assert result.details["repairs"] == []


def test_huge_judgements_do_not_overflow():
    result = ahp(consistent([1e-150, 1.0, 1e150]))
    assert result.weights == pytest.approx((1e-300, 1e-150, 1.0), rel=1e-6)


def test_equal_judgements_share_a_place():
    assert ahp([[1, 1, 2], [1, 1, 2], [0.5, 0.5, 1]]).ranking == (1, 1, 3)


@given(judgements())
def test_the_order_of_the_criteria_does_not_matter(matrix):
    turned = [row[::-1] for row in matrix[::-1]]
    assert ahp(turned).weights[::-1] == pytest.approx(ahp(matrix).weights, abs=1e-9)


@given(judgements())
def test_index_and_ratio_follow_from_the_eigenvalue(matrix):
    details, n = ahp(matrix).details, len(matrix)
    assert details["consistency_index"] == pytest.approx(max(0.0, (details["lambda_max"] - n) / (n - 1)), abs=1e-12)
    assert details["consistency_ratio"] == pytest.approx(details["consistency_index"] / RANDOM_INDEX[n - 1], abs=1e-12)


@pytest.mark.parametrize("text", ["1/3", " 1/3 ", "2/6", 1 / 3, Fraction(1, 3), 0.3333333])
def test_a_third_in_many_ways(text):
    assert ahp([[1, text], [3, 1]]).weights == pytest.approx((0.25, 0.75), abs=1e-6)


@pytest.mark.parametrize("matrix", [[[1, 2, 6], [None, 1, 3], [None, None, 1]], [[1, None, None], ["1/2", 1, None], ["1/6", "1/3", 1]]])
def test_one_of_each_mirrored_pair_is_enough(matrix):
    assert ahp(matrix).weights == pytest.approx((0.6, 0.3, 0.1), abs=1e-12)


def test_a_missing_diagonal_is_one():
    assert ahp([[None, 4], [None, None]]).weights == pytest.approx((0.8, 0.2))


def test_numpy_input_is_not_changed():
    matrix = np.array([[1.0, 4.0], [0.25, 1.0]])
    matrix.setflags(write=False)
    assert ahp(matrix).weights == pytest.approx((0.8, 0.2))


def test_the_most_inconsistent_judgement_is_the_spoiled_one():
    matrix = consistent([8, 4, 2, 1])
    matrix[0][3], matrix[3][0] = 1 / 4, 4
    found = ahp(matrix, ["a", "b", "c", "d"]).details["most_inconsistent"]
    assert (found["row"], found["column"], found["given"]) == ("d", "a", "4")
    assert found["implied"] < 1


def test_the_repair_of_one_spoiled_judgement_changes_that_judgement():
    matrix = consistent([8, 4, 2, 1])
    matrix[0][3], matrix[3][0] = 1 / 4, 4
    repairs = ahp(matrix, ["a", "b", "c", "d"]).details["repairs"]
    assert [(r["row"], r["column"]) for r in repairs] == [("d", "a")]
    assert Fraction(repairs[0]["suggested"]) < 1


@settings(max_examples=15)
@given(judgements(high=4))
def test_following_the_repairs_brings_what_they_promise(matrix):
    names = [f"c{i}" for i in range(len(matrix))]
    details = ahp(matrix, names).details
    for repair in details["repairs"]:
        matrix = changed(matrix, names, repair)
        assert ahp(matrix, names).details["consistency_ratio"] == pytest.approx(repair["consistency_ratio"], abs=1e-9)
    if details["repairs"] and len(details["repairs"]) < len(matrix):
        assert details["repairs"][-1]["consistency_ratio"] <= 0.1


@settings(max_examples=15)
@given(judgements(high=4))
def test_every_repair_lowers_the_ratio(matrix):
    details = ahp(matrix).details
    ratios = [details["consistency_ratio"], *(r["consistency_ratio"] for r in details["repairs"])]
    assert all(after < before for before, after in itertools.pairwise(ratios))


def test_consistent_judgements_need_no_repair():
    details = ahp([[1, 3, 5], ["1/3", 1, 3], ["1/5", "1/3", 1]]).details
    assert details["consistent"]
    assert details["repairs"] == []
    assert details["most_inconsistent"] is not None


def test_a_stricter_limit_asks_for_a_repair():
    details = ahp([[1, 3, 5], ["1/3", 1, 3], ["1/5", "1/3", 1]], limit=0.01).details
    assert not details["consistent"]
    assert details["repairs"][-1]["consistency_ratio"] <= 0.01


def test_perfect_judgements_have_no_most_inconsistent_one():
    assert ahp(consistent([4, 2, 1])).details["most_inconsistent"] is None


def test_the_result_is_plain_data():
    told = json.loads(json.dumps(ahp([[1, 2, "1/4"], [None, 1, 3], [None, None, 1]]).to_dict()))
    assert told["method"] == "ahp"
    assert told["details"]["repairs"][0]["row"] == "2"


def test_everything_wrong_is_listed_at_once():
    with pytest.raises(SelectionError) as error:
        ahp([[1, 3, "x"], [0.5, 2, None], [None, None, 1]], ["a", "a", "b"])
    text = "\n".join(error.value.problems)
    assert "judgements[1][0]: must be '1/3', the reciprocal of judgements[0][1], got 0.5" in text
    assert "judgements[0][2]: must be a positive number or a fraction such as '1/3', got 'x'" in text
    assert "judgements[1][1]: a criterion compared with itself must be 1" in text
    assert "judgements[1][2]: missing" in text
    assert "'a' and 'a' are the same name" in text
    assert len(error.value.problems) == 5


@pytest.mark.parametrize("value", [0, -3, float("nan"), float("inf"), "1/0", "", True, [1], "1e999"])
def test_no_judgement(value):
    with pytest.raises(SelectionError, match=r"judgements\[0\]\[1\]"):
        ahp([[1, value], [None, 1]])


@pytest.mark.parametrize("matrix", [[], [[1, 2]], [[1, 2], [1]], 5, "12", ["12", "34"], None])
def test_not_square(matrix):
    with pytest.raises(SelectionError, match="square"):
        ahp(matrix)


def test_a_rounded_reciprocal_is_refused_with_the_right_one():
    with pytest.raises(SelectionError, match="must be '1/3'"):
        ahp([[1, 3], [0.33, 1]])


def test_too_many_criteria():
    with pytest.raises(SelectionError, match="at most 15 criteria"):
        ahp(np.ones((16, 16)))


@pytest.mark.parametrize(
    ("options", "problem"), [({"prioritisation": "median"}, "prioritisation"), ({"limit": -1}, "limit"), ({"criteria": "ab"}, "criteria")]
)
def test_wrong_options(options, problem):
    with pytest.raises(SelectionError, match=problem):
        ahp([[1, 2], ["1/2", 1]], **options)


@pytest.mark.parametrize(("value", "text"), [(1 / 7, "1/7"), (3.0, "3"), (2.5, "5/2"), (1.0, "1"), (1e-9, "1e-09"), (np.pi, "3.14159")])
def test_judgements_as_people_write_them(value, text):
    assert as_text(value) == text
