import numpy as np
import pytest

import allocation as al
from allocation.excess.definition import RULES, Definition
from allocation.excess.transforms import dual, dual_cover, twice_the_average_with_dual
from allocation.excess.weighting import DISTANCE_UNIT, PER_CAPITA, UNIT, Weighting, disruption_weights, distance_weights


def table(n, seed=0):
    values = np.random.default_rng(seed).integers(-5, 9, 2**n)
    values[0] = 0
    return values


@pytest.mark.parametrize("n", [1, 2, 4])
def test_dual_is_what_the_others_lose(n):
    v = table(n)
    assert dual(v).tolist() == [v[-1] - v[2**n - 1 - mask] for mask in range(2**n)]


@pytest.mark.parametrize("n", [1, 3])
def test_dual_of_the_dual_is_the_game(n):
    assert dual(dual(table(n))).tolist() == table(n).tolist()


def test_average_with_the_dual_is_self_dual():
    average = twice_the_average_with_dual(table(4))
    assert dual(average).tolist() == average.tolist()


@pytest.mark.parametrize("n", [1, 2, 3])
def test_dual_cover_by_its_definition(n):
    v, d, cover = table(n), dual(table(n)), dual_cover(table(n))
    for second in range(2**n):
        for first in range(2**n):
            assert cover[second * 2**n + first] == max(v[first] + d[second], d[first] + v[second])


@pytest.mark.parametrize("transform", [dual, twice_the_average_with_dual, dual_cover])
def test_whole_numbers_stay_whole(transform):
    assert transform(table(3)).dtype == np.int64


def test_disruption_weights_of_complements_are_equal():
    lost = disruption_weights(table(4))
    assert lost.tolist() == lost[::-1].tolist()


def test_weights_of_coalitions():
    masks = np.array([1, 3, 7])
    assert UNIT.of(masks, 3).tolist() == [1, 1, 1]
    assert PER_CAPITA.of(masks, 3).tolist() == [1, 2, 3]
    assert Weighting(table=np.arange(8.0)).of(masks, 3).tolist() == [1, 3, 7]


@pytest.mark.parametrize(("weighting", "smallest"), [(UNIT, 1.0), (PER_CAPITA, 1.0), (Weighting(table=np.array([0, -1.0, 0.25, 1])), 0.25)])
def test_smallest_weight_that_counts(weighting, smallest):
    assert weighting.smallest == smallest


def test_normalised_weights_are_at_most_one():
    weighting = Weighting.normalised(np.array([100.0, 2, 8, 100.0]))
    assert weighting.table[1:-1].tolist() == [0.25, 1.0]
    assert weighting.unit == 8.0


@pytest.mark.parametrize("weights", [np.zeros(4), np.array([0.0, 5.0])])
def test_normalising_nothing_changes_nothing(weights):
    assert Weighting.normalised(weights).unit == 1.0


def test_every_definition_has_its_rule():
    assert set(RULES) <= set(al.rule_names())


def test_definitions_are_distinct_but_for_the_least_core_and_for_unions():
    definitions = [d for name, d in RULES.items() if name not in ("least_core", "coalition_structure_nucleolus")]
    assert len(set(definitions)) == len(definitions)
    assert RULES["least_core"] == RULES["prenucleolus"]
    assert RULES["coalition_structure_nucleolus"] == RULES["nucleolus"]


@pytest.mark.parametrize("n", [2, 3, 7])
def test_distance_weights_are_square_roots(n):
    sizes = np.bitwise_count(np.arange(2**n))[1:-1].astype(float)
    found = distance_weights(n) / DISTANCE_UNIT
    np.testing.assert_allclose(found[1:-1], np.sqrt(sizes * (n - sizes) / n), atol=2 / DISTANCE_UNIT)
    assert found[[0, -1]].tolist() == [1.0, 1.0]


def test_plain_data_of_a_definition():
    assert Definition("size", imputations=True).to_dict() == {"divisor": "size", "imputations": True, "view": "the game"}


def test_the_average_is_seen_twice_too_large():
    assert Definition(view="the average with the dual game").multiple == 2
    assert Definition().multiple == 1
