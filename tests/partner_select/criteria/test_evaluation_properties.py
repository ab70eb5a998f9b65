"""What must stay true of rankings and efficiencies when the question is changed in a way that should not matter, or in one that should."""

import itertools

import numpy as np
import pytest
from criteria_strategies import POSITIVE, problems
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partner_select.criteria import dea, decision_table, fuzzy_evaluation, grey_relational, memberships, promethee, topsis, vikor

METHODS = [topsis, vikor, grey_relational, promethee]


def best_to_worst(found):
    return [name for group in found.groups for name in group]


def improved(matrix, directions, row, by):
    changed = [list(r) for r in matrix]
    changed[row] = [x + by * d for x, d in zip(changed[row], directions, strict=True)]
    return changed


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(problem=problems(alternatives=(2, 5), criteria=(1, 3)), row=st.integers(0, 4))
def test_nobody_falls_behind_by_becoming_better_in_everything_than_all(method, problem, row):
    matrix, weights, directions = problem
    row %= len(matrix)
    found = method(improved(matrix, directions, row, 1000), weights, directions, reversals=False)
    assert found.ranking[row] == 1
    assert found.ranking.count(1) == 1


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(problem=problems(alternatives=(2, 5), criteria=(1, 3)), row=st.integers(0, 4))
def test_whoever_becomes_worst_in_everything_is_last(method, problem, row):
    matrix, weights, directions = problem
    row %= len(matrix)
    found = method(improved(matrix, directions, row, -1000), weights, directions, reversals=False)
    assert found.ranking[row] == len(matrix)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(problem=problems(alternatives=(2, 5), criteria=(1, 4)), data=st.data())
def test_the_order_of_the_criteria_does_not_matter(method, problem, data):
    matrix, weights, directions = problem
    order = data.draw(st.permutations(range(len(weights))))
    turned = [[row[k] for k in order] for row in matrix]
    found = method(matrix, weights, directions, reversals=False)
    again = method(turned, [weights[k] for k in order], [directions[k] for k in order], reversals=False)
    assert again.scores == pytest.approx(found.scores, abs=1e-9)


@pytest.mark.parametrize("method", [grey_relational, promethee])
@settings(max_examples=25)
@given(problem=problems(alternatives=(2, 5), criteria=(1, 3)))
def test_a_criterion_split_into_two_halves_counts_as_before(method, problem):
    """Twice the same column with half the weight: true of methods that add weighted terms up; the others take the norm or the largest."""
    matrix, weights, directions = problem
    doubled = [[*row, row[-1]] for row in matrix]
    found = method(matrix, weights, directions, reversals=False)
    again = method(doubled, [*weights[:-1], weights[-1] / 2, weights[-1] / 2], [*directions, directions[-1]], reversals=False)
    assert again.scores == pytest.approx(found.scores, abs=1e-9)


@pytest.mark.parametrize("method", [vikor, grey_relational, promethee])
@settings(max_examples=25)
@given(problem=problems(alternatives=(2, 5), criteria=(1, 3)), shift=st.integers(-100, 100))
def test_the_zero_of_a_scale_does_not_matter(method, problem, shift):
    matrix, weights, directions = problem
    moved = [[row[0] + shift, *row[1:]] for row in matrix]
    found = method(matrix, weights, directions, reversals=False)
    assert method(moved, weights, directions, reversals=False).scores == pytest.approx(found.scores, abs=1e-9)


def test_the_zero_of_a_scale_matters_to_vector_normalisation_alone():
    matrix, moved = [[1, 10], [2, 5], [4, 1]], [[101, 10], [102, 5], [104, 1]]
    assert topsis(moved).scores != pytest.approx(topsis(matrix).scores)
    assert topsis(moved, normalisation="minmax").scores == pytest.approx(topsis(matrix, normalisation="minmax").scores)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(problem=problems(alternatives=(3, 5), criteria=(2, 3)))
def test_one_criterion_alone_ranks_by_that_criterion(method, problem):
    matrix, _, directions = problem
    column = [row[0] for row in matrix]
    assume(len(set(column)) == len(column))
    found = method([[x] for x in column], None, directions[:1], reversals=False)
    expected = sorted(range(len(column)), key=lambda i: -column[i] * directions[0])
    assert best_to_worst(found) == [str(i + 1) for i in expected]


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(problem=problems(alternatives=(2, 5), criteria=(1, 3)))
def test_twins_share_their_place(method, problem):
    matrix, weights, directions = problem
    found = method([*matrix, matrix[0]], weights, directions, reversals=False)
    assert found.ranking[0] == found.ranking[-1]


@pytest.mark.parametrize("method", METHODS)
def test_names_that_look_alike_are_the_same_name(method):
    with pytest.raises(ValueError, match="are the same name"):
        method([[1, 2], [3, 4]], alternatives=["甲 A", "甲　Ａ"])


@pytest.mark.parametrize("method", METHODS)
def test_chinese_names_are_kept_as_written(method):
    found = method([[1, 2], [3, 4]], alternatives=["东华大学", "纺织企业"], criteria=["能力", "信誉"])
    assert found.best == ("纺织企业",)


@pytest.mark.parametrize("method", METHODS)
def test_a_hundred_alternatives_with_warnings_in_little_time(method):
    matrix = np.random.default_rng(0).random((100, 5))
    found = method(decision_table(matrix))
    assert len(found.scores) == 100
    assert {reversal.dropped for reversal in found.reversals} <= set(found.alternatives)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20)
@given(problem=problems(alternatives=(3, 5), criteria=(2, 3)))
def test_a_warning_names_all_the_others(method, problem):
    found = method(*problem)
    for reversal in found.reversals:
        others = sorted(set(found.alternatives) - {reversal.dropped})
        for side in (reversal.before, reversal.after):
            assert sorted(itertools.chain(*side)) == others
        assert reversal.before != reversal.after


@settings(max_examples=15)
@given(problems(POSITIVE, alternatives=(2, 4), criteria=(2, 4)))
def test_a_wasteful_newcomer_changes_no_efficiency(problem):
    matrix, _, directions = problem
    assume(len(set(directions)) == 2)
    wasteful = [x * (2 if d < 0 else 1) for x, d in zip(matrix[0], directions, strict=True)]
    found = dea(matrix, directions)
    again = dea([*matrix, wasteful], directions)
    assert again.scores[:-1] == pytest.approx(found.scores, abs=1e-6)
    assert again.scores[-1] == pytest.approx(found.scores[0] / 2, abs=1e-6)


@settings(max_examples=15)
@given(problems(POSITIVE, alternatives=(2, 4), criteria=(2, 3)))
def test_another_criterion_never_lowers_an_efficiency(problem):
    matrix, _, directions = problem
    assume(len(set(directions)) == 2)
    found = dea(matrix, directions)
    more = dea([[*row, i + 1] for i, row in enumerate(matrix)], [*directions, 1])
    assert all(after >= before - 1e-6 for before, after in zip(found.scores, more.scores, strict=True))


@settings(max_examples=15)
@given(problems(POSITIVE, alternatives=(2, 4), criteria=(2, 3)), st.integers(2, 9))
def test_returns_to_scale_are_constant(problem, factor):
    matrix, _, directions = problem
    assume(len(set(directions)) == 2)
    grown = [[factor * x for x in matrix[0]], *matrix[1:]]
    assert dea(grown, directions).scores == pytest.approx(dea(matrix, directions).scores, abs=1e-6)


@settings(max_examples=15)
@given(problems(POSITIVE, alternatives=(2, 4), criteria=(2, 3)))
def test_no_weights_make_anybody_look_better_than_its_efficiency(problem):
    """The other side of the program: under any prices, output per input against the best one's is at most θ."""
    matrix, _, directions = problem
    assume(len(set(directions)) == 2)
    scores, numbers, signs = dea(matrix, directions).scores, np.array(matrix), np.array(directions)
    for prices in np.random.default_rng(0).random((50, len(directions))):
        productivity = (numbers * prices)[:, signs > 0].sum(axis=1) / (numbers * prices)[:, signs < 0].sum(axis=1)
        assert (productivity / productivity.max() <= np.array(scores) + 1e-6).all()


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=2), min_size=2, max_size=4), st.integers(1, 30))
def test_better_ratings_never_lower_a_fuzzy_score(scores, by):
    grades, weights = [100, 80, 60, 0], [0.6, 0.4]
    before = fuzzy_evaluation(memberships(scores, grades), weights, grades).scores[0]
    raised = [[min(100, scores[0][0] + by), scores[0][1]], *scores[1:]]
    assert fuzzy_evaluation(memberships(raised, grades), weights, grades).scores[0] >= before - 1e-9


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 100), min_size=2, max_size=2), min_size=2, max_size=4))
def test_a_fuzzy_score_does_not_depend_on_the_others(scores):
    grades = [100, 80, 60, 0]
    together = fuzzy_evaluation(memberships(scores, grades), [0.6, 0.4], grades).scores
    alone = [fuzzy_evaluation(memberships([row], grades), [0.6, 0.4], grades).scores[0] for row in scores]
    assert together == pytest.approx(alone, abs=1e-12)
