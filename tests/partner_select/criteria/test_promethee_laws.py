"""PROMETHEE II in fractions, its six preference functions one by one, and the indices of published kinds of networks."""

import math
from fractions import Fraction

import numpy as np
import pytest

from partner_select import SelectionError
from partner_select.criteria import Preference, promethee
from partner_select.criteria.evaluation.preference import preferences_of
from partner_select.reading import Findings

RANDOM = np.random.default_rng(44)
TABLES = [RANDOM.integers(0, 20, (m, k)).tolist() for m, k in ((2, 2), (3, 3), (5, 2), (6, 4))]
ALL = [
    Preference("usual"),
    Preference("u-shape", indifference=3),
    Preference("v-shape", preference=8),
    Preference("level", indifference=2, preference=6),
    Preference("linear", indifference=2, preference=6),
    Preference("gaussian", inflection=4),
]


def exact_degree(shape, d, q=Fraction(0), p=Fraction(1)):
    """Brans and Vincke's table for whole differences; the Gaussian has no exact value."""
    if d <= 0:
        return Fraction(0)
    if shape == "usual":
        return Fraction(1)
    if shape == "u-shape":
        return Fraction(int(d > q))
    if shape == "v-shape":
        return min(Fraction(1), Fraction(d) / p)
    if shape == "level":
        return Fraction(1) if d > p else Fraction(1, 2) if d > q else Fraction(0)
    return Fraction(1) if d > p else max(Fraction(0), (d - q) / (p - q))


def flows(table, weights, directions, preference):
    """Leaving and entering flows, exactly."""
    m, total = len(table), sum(weights)
    q, p = Fraction(preference.indifference or 0), Fraction(preference.preference or 1)
    index = [[Fraction(0)] * m for _ in range(m)]
    for i in range(m):
        for j in range(m):
            for w, d, x, y in zip(weights, directions, table[i], table[j], strict=True):
                index[i][j] += Fraction(w, total) * exact_degree(preference.shape, d * (x - y), q, p)
    leaving = [sum(row) / (m - 1) for row in index]
    entering = [sum(index[i][j] for i in range(m)) / (m - 1) for j in range(m)]
    return leaving, entering


@pytest.mark.parametrize("preference", ALL[:5], ids=lambda p: p.shape)
@pytest.mark.parametrize("table", TABLES, ids=len)
def test_flows_are_the_exact_ones(table, preference):
    k = len(table[0])
    weights, directions = list(range(1, k + 1)), [(-1) ** j for j in range(k)]
    leaving, entering = flows(table, weights, directions, preference)
    found = promethee(table, weights, directions, preferences=preference)
    assert found.details["leaving"] == pytest.approx([float(x) for x in leaving], abs=1e-12)
    assert found.details["entering"] == pytest.approx([float(x) for x in entering], abs=1e-12)
    assert found.scores == pytest.approx([float(a - b) for a, b in zip(leaving, entering, strict=True)], abs=1e-12)


@pytest.mark.parametrize("preference", ALL, ids=lambda p: p.shape)
def test_a_degree_never_falls_as_the_advantage_grows(preference):
    degrees = preference.degree(np.arange(-10, 10.5, 0.25))
    assert (np.diff(degrees) >= 0).all()
    assert degrees[0] == 0.0
    assert degrees.max() <= 1.0


@pytest.mark.parametrize("preference", ALL, ids=lambda p: p.shape)
def test_no_advantage_no_preference(preference):
    assert preference.degree(np.array([0.0, -1.0, -1e308])).tolist() == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("preference", ALL, ids=lambda p: p.shape)
def test_an_overwhelming_advantage_is_full_preference(preference):
    assert preference.degree(np.array([8e307])).tolist() == [1.0]


@pytest.mark.parametrize(
    ("preference", "difference", "degree"),
    [
        (Preference("u-shape", indifference=3), 3, 0.0),
        (Preference("u-shape", indifference=3), 3.001, 1.0),
        (Preference("v-shape", preference=8), 2, 0.25),
        (Preference("v-shape", preference=8), 8, 1.0),
        (Preference("level", indifference=2, preference=6), 2, 0.0),
        (Preference("level", indifference=2, preference=6), 6, 0.5),
        (Preference("linear", indifference=2, preference=6), 5, 0.75),
        (Preference("linear", indifference=2, preference=6), 2, 0.0),
        (Preference("gaussian", inflection=4), 4, 1 - math.exp(-0.5)),
    ],
)
def test_degrees_at_and_between_the_thresholds(preference, difference, degree):
    assert preference.degree(np.array([difference / 2]))[0] == pytest.approx(degree, abs=1e-12)


@pytest.mark.parametrize("preference", ALL, ids=lambda p: p.shape)
def test_thresholds_are_in_the_unit_of_the_criterion(preference):
    """Ten times the numbers with ten times the thresholds is the same question."""
    scaled = Preference(
        preference.shape,
        *(None if x is None else 10 * x for x in (preference.indifference, preference.preference, preference.inflection)),
    )
    found = promethee(TABLES[2], preferences=preference)
    again = promethee([[10 * x for x in row] for row in TABLES[2]], preferences=scaled)
    assert again.scores == pytest.approx(found.scores, abs=1e-12)


def test_usual_preference_counts_wins_less_losses():
    found = promethee([[1], [2], [3], [3]])
    assert found.scores == pytest.approx((-1, -1 / 3, 2 / 3, 2 / 3))


def test_mirrored_directions_mirror_the_flows():
    found, mirrored = (promethee(TABLES[3], None, [d] * 4) for d in (1, -1))
    assert mirrored.scores == pytest.approx([-s for s in found.scores], abs=1e-12)
    assert mirrored.details["leaving"] == pytest.approx(found.details["entering"], abs=1e-12)


def test_a_twin_of_everybody_changes_no_net_order():
    single, double = promethee(TABLES[3]), promethee([*TABLES[3], *TABLES[3]])
    half = len(TABLES[3])
    assert double.scores[:half] == double.scores[half:]
    expected = [s * (half - 1) * 2 / (2 * half - 1) for s in single.scores]
    assert double.scores[:half] == pytest.approx(expected, abs=1e-12)


def test_a_lone_alternative_flows_nowhere():
    assert promethee([[4, 5]]).scores == (0.0,)


@pytest.mark.parametrize(
    ("preference", "told"),
    [
        (Preference("bell"), "shape must be one of usual, u-shape"),
        (Preference("u-shape"), "indifference: missing, 'u-shape' needs it"),
        (Preference("v-shape", preference=0), "preference: must be above 0"),
        (Preference("gaussian", inflection=-1), "inflection: must be at least 0"),
        (Preference("linear", indifference=3, preference=3), "indifference 3 must be below preference 3"),
        (Preference("level", indifference=3), "preference: missing"),
        (Preference("v-shape", preference=float("inf")), "preference: must be finite"),
    ],
)
def test_a_preference_that_makes_no_sense_is_named_with_its_place(preference, told):
    with pytest.raises(SelectionError) as error:
        promethee(TABLES[1], preferences=[Preference(), preference, Preference()])
    assert [p for p in error.value.problems if p.startswith("preferences[1]: ") and told in p]


def test_too_few_preferences_and_unknown_names_are_told():
    found = Findings()
    preferences_of(found, [Preference()], ("a", "b"))
    preferences_of(found, {"c": Preference()}, ("a", "b"))
    preferences_of(found, ["usual", Preference()], ("a", "b"))
    assert found.problems == [
        "preferences: 2 are needed, one per criterion, got 1",
        "preferences: no such criterion: 'c'",
        "preferences[0]: must be a Preference, got 'usual'",
    ]
