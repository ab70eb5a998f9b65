"""Acceptability of given sets when the weights are not known."""

import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_select import SelectionError
from partner_select.criteria import Dirichlet, Ranges, acceptability_of_sets
from partner_select.criteria.smaa import count_places

SETS = {("A", "B"): {"value": 9, "cost": 6}, ("A", "C"): {"value": 5, "cost": 2}, ("B", "C"): {"value": 5, "cost": 6}}
COST = {"cost": "cost"}


def places_by_definition(utilities):
    """Every order of every draw that the utilities allow, each as likely as any other."""
    count = len(utilities[0])
    ranks = [[0.0] * count for _ in range(count)]
    for row in utilities:
        orders = [o for o in itertools.permutations(range(count)) if all(row[a] >= row[b] for a, b in itertools.pairwise(o))]
        for order in orders:
            for place, s in enumerate(order):
                ranks[s][place] += 1 / len(orders) / len(utilities)
    return ranks


@settings(max_examples=30)
@given(st.integers(1, 4).flatmap(lambda k: st.lists(st.lists(st.integers(-2, 2), min_size=k, max_size=k), min_size=1, max_size=4)))
def test_places_by_definition(utilities):
    ranks, best = count_places(np.array(utilities, dtype=float))
    assert ranks == pytest.approx(np.array(places_by_definition(utilities)), abs=1e-12)
    assert best.sum(axis=1) == pytest.approx(np.ones(len(utilities)))


def test_places_are_the_same_block_by_block(monkeypatch):
    utilities = np.random.default_rng(0).normal(size=(500, 6))
    whole = count_places(utilities)[0]
    monkeypatch.setattr("partner_select.criteria.smaa.CELLS", 36 * 7)
    assert count_places(utilities)[0] == pytest.approx(whole, abs=1e-12)


def test_two_sets_with_opposite_strengths_share_the_draws():
    found = acceptability_of_sets({("A",): {"x": 1, "y": 0}, ("B",): {"x": 0, "y": 1}})
    assert found.scores[0] == pytest.approx(0.5, abs=4 * found.standard_errors[0])
    assert found.central_weights[0]["x"] == pytest.approx(0.75, abs=0.02)
    assert found.central_weights[1]["y"] == pytest.approx(0.75, abs=0.02)


def test_the_share_of_a_known_segment():
    """A is best where 3w > 2(1 - w)... 1·w against 0.5·(1 - w): from w = 1/3 on, so in two thirds of the draws."""
    found = acceptability_of_sets({("A",): {"x": 1, "y": 0}, ("B",): {"x": 0, "y": 0.5}}, units={"x": 1, "y": 1})
    assert found.scores[0] == pytest.approx(2 / 3, abs=4 * found.standard_errors[0])


def test_a_dominated_set_is_never_best():
    found = acceptability_of_sets(SETS, directions=COST)
    assert found.scores[2] == 0
    assert found.ranks[2] == (0.0, 0.0, 1.0)
    assert found.central_weights[2] is None


def test_candidates_inherit_from_their_sets():
    found = acceptability_of_sets(SETS, directions=COST)
    assert found.candidates["A"] == pytest.approx(1)
    assert found.candidates["B"] == pytest.approx(found.scores[0])
    assert found.candidates["C"] == pytest.approx(found.scores[1])


def test_shares_add_up():
    found = acceptability_of_sets(SETS, directions=COST, samples=777)
    assert sum(found.scores) == pytest.approx(1)
    assert np.array(found.ranks).sum(axis=0) == pytest.approx(np.ones(3))
    assert np.array(found.ranks).sum(axis=1) == pytest.approx(np.ones(3))


def test_level_sets_share_every_draw():
    found = acceptability_of_sets({("A",): {"x": 1.0}, ("B",): {"x": 1.0}, ("C",): {"x": 0.5}})
    assert found.scores == pytest.approx((0.5, 0.5, 0))
    assert found.ranking == (1, 1, 3)


def test_one_set():
    found = acceptability_of_sets({("A", "B"): {"x": -3}})
    assert found.scores == (1.0,)
    assert found.candidates == {"A": 1.0, "B": 1.0}
    assert found.standard_errors == (0.0,)


def test_the_same_seed_gives_identical_bits_and_another_one_does_not():
    first, again, other = (acceptability_of_sets(SETS, directions=COST, samples=101, seed=s) for s in (3, 3, 4))
    assert first == again
    assert first.scores != other.scores
    assert (first.seed, first.samples) == (3, 101)


def test_the_default_unit_makes_terms_comparable():
    scaled = {s: {"value": t["value"] * 1e6, "cost": t["cost"] / 1e6} for s, t in SETS.items()}
    plain = acceptability_of_sets(SETS, directions=COST)
    assert acceptability_of_sets(scaled, directions=COST).scores == plain.scores
    assert plain.details["units"] == {"value": 4.0, "cost": 4.0}


def test_a_stated_unit_shifts_the_balance():
    dear = acceptability_of_sets(SETS, directions=COST, units={"cost": 400})
    assert dear.scores[0] > acceptability_of_sets(SETS, directions=COST).scores[0]


def test_known_weights_decide():
    found = acceptability_of_sets(SETS, Ranges({"value": (1, 1), "cost": (0.1, 0.1)}), COST, units={"value": 1, "cost": 1})
    assert found.scores == (1.0, 0.0, 0.0)
    assert found.central_weights[0] == pytest.approx({"value": 1, "cost": 0.1})


def test_a_term_without_uncertainty_does_not_count():
    found = acceptability_of_sets(SETS, Dirichlet({"value": 1.0}), COST)
    assert found.scores == (1.0, 0.0, 0.0)


def test_a_narrow_dirichlet_stays_near_its_mean():
    weights = Dirichlet({"value": 600, "cost": 400}).draw(np.random.default_rng(0), 2000)
    assert weights.mean(axis=0) == pytest.approx([0.6, 0.4], abs=0.01)
    assert weights.std(axis=0).max() < 0.02


def test_ranges_stay_inside():
    weights = Ranges({"a": (0, 1), "b": (2, 2), "c": (3, 5)}).draw(np.random.default_rng(0), 1000)
    assert (weights >= [0, 2, 3]).all()
    assert (weights <= [1, 2, 5]).all()
    assert weights.mean(axis=0) == pytest.approx([0.5, 2, 4], abs=0.1)


def test_many_sets_in_little_time():
    rng = np.random.default_rng(0)
    found = acceptability_of_sets({(f"m{i}",): dict(zip("xyz", rng.random(3), strict=True)) for i in range(60)}, samples=2000)
    assert sum(found.scores) == pytest.approx(1)


def test_the_result_is_plain_data():
    told = json.loads(json.dumps(acceptability_of_sets(SETS, directions=COST, samples=50).to_dict()))
    assert told["sets"] == [["A", "B"], ["A", "C"], ["B", "C"]]
    assert told["details"]["uncertainty"] == {"kind": "Dirichlet", "concentration": {"value": 1.0, "cost": 1.0}}


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"amounts": {}}, "at least one set"),
        ({"amounts": {"AB": {"x": 1}}}, "a tuple of names"),
        ({"amounts": {("A",): {"x": 1}, ("B",): {"y": 1}}}, "missing y"),
        ({"amounts": {("A", "a"): {"x": 1}}}, "are the same name"),
        ({"amounts": {("A",): {"x": float("nan")}}}, "finite"),
        ({"samples": 0}, "samples"),
        ({"samples": 1.5}, "samples"),
        ({"seed": -1}, "seed"),
        ({"units": {"cost": 0}}, "units"),
        ({"units": {"time": 1}}, "units: no such term"),
        ({"uncertainty": Dirichlet({"time": 1})}, "no such term: 'time'"),
        ({"uncertainty": Dirichlet({"cost": 0})}, "must be above 0"),
        ({"uncertainty": Dirichlet({})}, "at least one term"),
        ({"uncertainty": "uniform"}, "must be Dirichlet or Ranges"),
        ({"uncertainty": Ranges({"cost": (2, 1)})}, "above the high end"),
        ({"uncertainty": Ranges({"cost": 3})}, "must be"),
        ({"uncertainty": Ranges({"cost": (-1, 1)})}, "at least 0"),
    ],
)
def test_misuse(options, problem):
    with pytest.raises(SelectionError, match=problem):
        acceptability_of_sets(**({"amounts": SETS} | options))
