"""Acceptability against areas that can be computed: two terms, so that the weights are points of a segment."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partner_select.criteria import Dirichlet, Ranges, acceptability_of_sets

UNITS = {"x": 1, "y": 1}
AMOUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=5, unique=True)


def shares_of_the_segment(points):
    """For which part of w in [0, 1] each point has the largest w·x + (1 - w)·y, exactly."""
    cuts = {Fraction(0), Fraction(1)}
    for (a, b), (c, d) in ((p, q) for p in points for q in points if p < q):
        slope, level = (a - b) - (c - d), d - b
        if slope and 0 < Fraction(level, slope) < 1:
            cuts.add(Fraction(level, slope))
    edges = sorted(cuts)
    shares = [Fraction(0)] * len(points)
    for low, high in itertools.pairwise(edges):
        middle = (low + high) / 2
        worths = [middle * x + (1 - middle) * y for x, y in points]
        shares[worths.index(max(worths))] += high - low
    return [float(share) for share in shares]


def as_sets(points):
    return {(f"s{i}",): {"x": x, "y": y} for i, (x, y) in enumerate(points)}


@settings(max_examples=40)
@given(AMOUNTS)
def test_scores_are_the_parts_of_the_segment(points):
    found = acceptability_of_sets(as_sets(points), Dirichlet.uniform(["x", "y"]), units=UNITS, samples=4000)
    for score, share in zip(found.scores, shares_of_the_segment(points), strict=True):
        assert abs(score - share) <= 5 * np.sqrt(max(share * (1 - share), 1e-4) / 4000)


@settings(max_examples=25)
@given(AMOUNTS)
def test_central_weights_lie_where_the_set_is_best(points):
    """The parts are convex, so their means are inside them."""
    found = acceptability_of_sets(as_sets(points), units=UNITS, samples=500)
    for i, weights in enumerate(found.central_weights):
        if weights is not None:
            worths = [weights["x"] * x + weights["y"] * y for x, y in points]
            assert worths[i] >= max(worths) - 1e-9
            assert sum(weights.values()) == pytest.approx(1)


@settings(max_examples=25)
@given(AMOUNTS, st.integers(1, 9))
def test_more_of_everything_is_never_less_acceptable(points, more):
    before = acceptability_of_sets(as_sets(points), units=UNITS, samples=300).scores[0]
    raised = [(points[0][0] + more, points[0][1] + more), *points[1:]]
    assert acceptability_of_sets(as_sets(raised), units=UNITS, samples=300).scores[0] >= before - 1e-12


@settings(max_examples=25)
@given(AMOUNTS, st.integers(-5, 5))
def test_what_all_sets_have_in_common_does_not_matter(points, shift):
    found = acceptability_of_sets(as_sets(points), units=UNITS, samples=300)
    moved = acceptability_of_sets(as_sets([(x + shift, y) for x, y in points]), units=UNITS, samples=300)
    assert moved.scores == pytest.approx(found.scores)


@settings(max_examples=25)
@given(AMOUNTS)
def test_costs_are_benefits_turned_round(points):
    as_benefit = acceptability_of_sets(as_sets([(x, -y) for x, y in points]), units=UNITS, samples=300)
    as_cost = acceptability_of_sets(as_sets(points), directions={"y": "cost"}, units=UNITS, samples=300)
    assert as_cost.scores == pytest.approx(as_benefit.scores)


@settings(max_examples=25)
@given(AMOUNTS)
def test_the_order_of_the_sets_does_not_matter(points):
    names = as_sets(points)
    turned = dict(reversed(names.items()))
    found, again = (acceptability_of_sets(given_sets, units=UNITS, samples=300) for given_sets in (names, turned))
    assert again.scores[::-1] == pytest.approx(found.scores)
    assert np.array(again.ranks[::-1]) == pytest.approx(np.array(found.ranks))


@settings(max_examples=25)
@given(AMOUNTS, st.floats(0.01, 0.99))
def test_a_single_known_weight_is_a_plain_comparison(points, w):
    worths = [w * x + (1 - w) * y for x, y in points]
    assume(all(abs(a - b) > 1e-6 for i, a in enumerate(worths) for b in worths[:i]))
    found = acceptability_of_sets(as_sets(points), Ranges({"x": (w, w), "y": (1 - w, 1 - w)}), units=UNITS, samples=3)
    assert found.scores[worths.index(max(worths))] == 1.0
    places = [row.index(1.0) for row in found.ranks]
    assert places == [sum(other > worth for other in worths) for worth in worths]


@pytest.mark.parametrize("samples", [1, 7, 1000])
def test_standard_errors_shrink_with_the_draws(samples):
    found = acceptability_of_sets(as_sets([(0, 1), (1, 0)]), units=UNITS, samples=samples)
    p = found.scores[0]
    assert found.standard_errors[0] == pytest.approx(np.sqrt(p * (1 - p) / samples))


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_huge_and_tiny_amounts(scale):
    points = [(3, 1), (1, 3), (2.5, 2.5)]
    scaled = {(f"s{i}",): {"x": x * scale, "y": y * scale} for i, (x, y) in enumerate(points)}
    plain = {(f"s{i}",): {"x": x, "y": y} for i, (x, y) in enumerate(points)}
    assert acceptability_of_sets(scaled, samples=500).scores == pytest.approx(acceptability_of_sets(plain, samples=500).scores)
