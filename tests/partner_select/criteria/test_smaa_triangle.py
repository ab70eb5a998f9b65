"""Acceptability of three terms: every set owns a convex part of the triangle of weights, whose area fractions give exactly."""

from fractions import Fraction

import numpy as np
import pytest

from partner_select.criteria import Dirichlet, Ranges, acceptability_of_sets
from partner_select.criteria.smaa import weighed

UNITS = {"x": 1, "y": 1, "z": 1}
SAMPLES = 8000


def clipped(polygon, normal):
    """The part of a polygon of barycentric points where normal·w >= 0 (Sutherland and Hodgman)."""

    def worth(p):
        return sum(a * b for a, b in zip(normal, p, strict=True))

    kept = []
    for p, q in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        a, b = worth(p), worth(q)
        if a >= 0:
            kept.append(p)
        if (a > 0 > b) or (a < 0 < b):
            t = a / (a - b)
            kept.append(tuple(x + t * (y - x) for x, y in zip(p, q, strict=True)))
    return kept


def area(polygon):
    """Twice the area in the first two coordinates; the whole triangle has 1."""
    pairs = zip(polygon, polygon[1:] + polygon[:1], strict=True)
    return abs(sum((p[0] * q[1] - q[0] * p[1] for p, q in pairs), Fraction(0)))


def shares(points):
    corners = [tuple(Fraction(int(i == j)) for j in range(3)) for i in range(3)]
    found = []
    for p in points:
        part = corners
        for q in points:
            if part and q != p:
                part = clipped(part, [a - b for a, b in zip(p, q, strict=True)])
        found.append(area(part) if len(part) > 2 else Fraction(0))
    return found


POINTS = [
    [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
    [(3, 1, 0), (0, 2, 2), (1, 1, 1)],
    [(5, 0, 1), (4, 3, 0), (0, 6, 2), (2, 2, 4)],
    [(2, 2, 2), (1, 1, 1), (9, 0, 0)],
    [(7, 1, 3), (1, 7, 3), (4, 4, 4), (0, 0, 9), (5, 5, 0)],
]


def sets_of(points):
    return {(f"s{i}",): dict(zip("xyz", p, strict=True)) for i, p in enumerate(points)}


@pytest.mark.parametrize("points", POINTS, ids=len)
def test_scores_are_areas(points):
    exact = shares(points)
    assert sum(exact) == 1
    found = acceptability_of_sets(sets_of(points), Dirichlet.uniform("xyz"), units=UNITS, samples=SAMPLES)
    for score, share in zip(found.scores, exact, strict=True):
        assert abs(score - share) <= 5 * np.sqrt(float(share * (1 - share)) / SAMPLES)
    assert [s == 0 for s in found.scores] == [s == 0 for s in exact]


def test_three_corners_share_alike_and_have_the_centres_of_their_thirds():
    """The corner's third of the triangle has its centre at (11, 3.5, 3.5)/18."""
    found = acceptability_of_sets(sets_of(POINTS[0]), units=UNITS, samples=SAMPLES)
    assert found.scores == pytest.approx((1 / 3,) * 3, abs=0.03)
    assert found.central_weights[0] == pytest.approx({"x": 11 / 18, "y": 7 / 36, "z": 7 / 36}, abs=0.02)


@pytest.mark.parametrize("order", [[2, 0, 1, 3], [3, 2, 1, 0]])
def test_sets_keep_their_shares_in_any_order(order):
    points = POINTS[2]
    found = acceptability_of_sets(sets_of(points), units=UNITS, samples=400)
    turned = acceptability_of_sets({(f"s{i}",): dict(zip("xyz", points[i], strict=True)) for i in order}, units=UNITS, samples=400)
    assert dict(zip(turned.sets, turned.scores, strict=True)) == dict(zip(found.sets, found.scores, strict=True))


def test_ranges_draw_areas_of_rectangles():
    """u = 2a against b with a in [0, 1] and b in [0, 4]: a wins where b < 2a, a quarter of the rectangle."""
    found = acceptability_of_sets(
        {("A",): {"a": 2, "b": 0}, ("B",): {"a": 0, "b": 1}}, Ranges({"a": (0, 1), "b": (0, 4)}), units={"a": 1, "b": 1}, samples=SAMPLES
    )
    assert found.scores[0] == pytest.approx(0.25, abs=0.025)


@pytest.mark.parametrize("concentration", [(1, 1, 1), (2, 5, 1), (0.5, 0.5, 4)])
def test_dirichlet_draws_have_the_known_moments(concentration):
    """Mean α/Σα, variance m(1 - m)/(Σα + 1)."""
    drawn = Dirichlet(dict(zip("xyz", concentration, strict=True))).draw(np.random.default_rng(5), 40_000)
    mean = np.array(concentration) / sum(concentration)
    assert drawn.mean(axis=0) == pytest.approx(mean, abs=0.01)
    assert drawn.var(axis=0) == pytest.approx(mean * (1 - mean) / (sum(concentration) + 1), abs=0.003)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(40_000))


def test_weighing_counts_by_hand():
    """Three draws, two sets: A wins the first, both are level in the second, B wins the third."""
    signed, draws = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.9, 0.1], [0.5, 0.5], [0.2, 0.8]])
    found = weighed((("A", "C"), ("B", "C")), signed, draws, ("x", "y"), 7, {"told": 1})
    assert found.scores == pytest.approx((0.5, 0.5))
    assert found.ranks[0] == pytest.approx((0.5, 0.5))
    assert found.central_weights[0] == pytest.approx({"x": (0.9 + 0.25) / 1.5, "y": (0.1 + 0.25) / 1.5})
    assert found.candidates == pytest.approx({"A": 0.5, "C": 1.0, "B": 0.5})
    assert (found.samples, found.seed, found.details) == (3, 7, {"told": 1})


def test_standard_errors_are_those_of_a_coin():
    found = acceptability_of_sets(sets_of(POINTS[0]), units=UNITS, samples=100)
    for p, error in zip(found.scores, found.standard_errors, strict=True):
        assert error == pytest.approx((p * (1 - p) / 100) ** 0.5)
