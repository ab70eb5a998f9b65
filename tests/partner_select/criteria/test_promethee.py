"""PROMETHEE II and the shapes of preference."""

import math

import criteria_twin as twin
import pytest
from criteria_strategies import problems
from hypothesis import given

from partner_select import SelectionError
from partner_select.criteria import Preference, promethee

MATRIX = [[7.0, 3.0], [5.0, 9.0], [6.0, 6.0]]

DEFINITIONS = {
    Preference("usual"): lambda d: 1.0 if d > 0 else 0.0,
    Preference("u-shape", indifference=4): lambda d: 1.0 if d > 4 else 0.0,
    Preference("v-shape", preference=6): lambda d: min(max(d, 0) / 6, 1.0),
    Preference("level", indifference=2, preference=5): lambda d: 1.0 if d > 5 else 0.5 if d > 2 else 0.0,
    Preference("linear", indifference=2, preference=5): lambda d: min(max((d - 2) / 3, 0.0), 1.0),
    Preference("gaussian", inflection=3): lambda d: 1 - math.exp(-d * d / 18) if d > 0 else 0.0,
}


@pytest.mark.parametrize("preference", list(DEFINITIONS), ids=lambda p: p.shape)
@given(problem=problems())
def test_every_shape_by_definition(preference, problem):
    found = promethee(*problem, preferences=preference, reversals=False)
    assert found.scores == pytest.approx(twin.promethee(*problem, DEFINITIONS[preference]), abs=1e-9)


@pytest.mark.parametrize("preference", list(DEFINITIONS), ids=lambda p: p.shape)
@given(problem=problems())
def test_net_flows_add_up_to_nothing(preference, problem):
    found = promethee(*problem, preferences=preference, reversals=False)
    assert sum(found.scores) == pytest.approx(0, abs=1e-9)
    assert max(map(abs, found.scores)) <= 1 + 1e-12


def test_flows_by_hand():
    found = promethee(MATRIX, [2, 1])
    assert found.details["leaving"] == pytest.approx([2 / 3, 1 / 3, 1 / 2])
    assert found.details["entering"] == pytest.approx([1 / 3, 2 / 3, 1 / 2])


def test_indifference_at_exactly_the_threshold():
    assert promethee([[4.0], [0.0]], preferences=Preference("u-shape", indifference=4)).scores == (0.0, 0.0)


def test_shapes_by_name_others_usual():
    by_name = promethee(MATRIX, criteria=["a", "b"], preferences={"B": Preference("v-shape", preference=10)})
    in_order = promethee(MATRIX, criteria=["a", "b"], preferences=[Preference(), Preference("v-shape", preference=10)])
    assert by_name == in_order
    assert by_name != promethee(MATRIX, criteria=["a", "b"])


def test_a_zero_indifference_is_allowed():
    linear = promethee(MATRIX, preferences=Preference("linear", indifference=0, preference=4))
    assert linear.scores == pytest.approx(promethee(MATRIX, preferences=Preference("v-shape", preference=4)).scores)


@pytest.mark.parametrize(
    ("preferences", "problem"),
    [
        (Preference("round"), "shape must be one of"),
        (Preference("v-shape"), "preference: missing"),
        (Preference("u-shape"), "indifference: missing"),
        (Preference("gaussian", inflection=0), "inflection: must be above 0"),
        (Preference("gaussian", inflection=float("nan")), "inflection: must be finite"),
        (Preference("linear", indifference=5, preference=2), "must be below preference"),
        (Preference("level", indifference=-1, preference=2), "indifference: must be at least 0"),
        ([Preference()], "preferences: 2 are needed"),
        (["usual", "usual"], "must be a Preference"),
        ({"z": Preference()}, "no such criterion"),
    ],
)
def test_misuse(preferences, problem):
    with pytest.raises(SelectionError, match=problem):
        promethee(MATRIX, preferences=preferences)


def test_every_bad_shape_is_listed():
    with pytest.raises(SelectionError) as error:
        promethee(MATRIX, preferences=[Preference("v-shape"), Preference("round")])
    assert [p.split(":")[0] for p in error.value.problems] == ["preferences[0]", "preferences[1]"]
