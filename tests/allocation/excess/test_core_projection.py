import copy
import itertools
from fractions import Fraction

import numpy as np
import pytest
import twins_excess as twin

import allocation as al

GAME = al.TableGame([0, 1, 1, 7, 1, 5, 4, 11], players=["A", "B", "C"])


def nearest_by_faces(values, target):
    """The nearest core point: the best feasible projection onto the plane of any few tight coalitions."""
    n = len(target)
    best = None
    for count in range(n):
        for masks in itertools.combinations(range(1, 2**n - 1), count):
            rows = np.array([[float(m >> i & 1) for i in range(n)] for m in (2**n - 1, *masks)])
            right = np.array([values[2**n - 1], *(values[m] for m in masks)], dtype=float)
            point = target + np.linalg.pinv(rows) @ (right - rows @ target)
            inside = (np.arange(2**n)[:, None] >> np.arange(n) & 1) @ point
            if abs(inside[-1] - values[-1]) < 1e-9 and np.all(inside >= np.array(values) - 1e-9):
                distance = np.linalg.norm(point - target)
                if best is None or distance < best[0] - 1e-12:
                    best = distance, point
    return best


@pytest.mark.parametrize(("n", "count"), [(2, 15), (3, 40), (4, 12)])
def test_is_the_nearest_point_of_all_faces(n, count):
    random, seen = np.random.default_rng(n), 0
    for _ in range(count):
        values = random.integers(0, 6, 2**n).astype(float)
        values[0], values[-1] = 0, random.integers(6, 16)
        target = random.integers(-3, 9, n).astype(float)
        expected = nearest_by_faces(values, target)
        game = al.TableGame(values)
        if expected is None:
            with pytest.raises(al.RuleError, match="core is empty"):
                al.core_projection(game, target)
            continue
        allocation = al.core_projection(game, target)
        np.testing.assert_allclose(allocation.payoffs, expected[1], atol=1e-9)
        assert allocation.details["distance"] == pytest.approx(expected[0], abs=1e-9)
        assert al.verify(game, allocation).ok
        seen += 1
    assert seen >= 5


def test_empty_core_is_found_exactly_when_it_is():
    random = np.random.default_rng(1)
    for _ in range(40):
        values = [0, *random.integers(0, 6, 14).tolist(), 9]
        empty = twin.cost_of_stability(values) > 0
        try:
            al.core_projection(al.TableGame(values), [1, 2, 3, 4])
        except al.RuleError:
            assert empty
        else:
            assert not empty


def test_a_core_point_is_its_own_projection():
    allocation = al.core_projection(GAME, [4.75, 3.75, 2.5])
    np.testing.assert_allclose(allocation.payoffs, [4.75, 3.75, 2.5], atol=1e-14)
    assert allocation.details["binding"] == []


def test_target_that_does_not_add_up_is_shifted_equally():
    np.testing.assert_allclose(al.core_projection(GAME, [4, 3, 1]).payoffs, [5, 4, 2], atol=1e-14)


def test_shapley_is_the_target_unless_stated():
    game = al.TableGame([0, 0, 0, 1, 0, 1, 0, 1])
    allocation = al.core_projection(game)
    assert allocation.details["target"] == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    np.testing.assert_allclose(allocation.payoffs, [1, 0, 0], atol=1e-14)
    assert al.verify(game, allocation).ok


def test_target_by_name_of_a_rule():
    assert al.core_projection(GAME, "equal").details["target"] == [11 / 3] * 3


def test_target_by_name_of_players():
    by_name = al.core_projection(GAME, {"C": 3, "A": 1, "B": 7})
    assert by_name.payoffs.tolist() == al.core_projection(GAME, [1, 7, 3]).payoffs.tolist()


@pytest.mark.parametrize("target", [{"A": 1, "B": 2}, {"A": 1, "B": 2, "C": 3, "D": 4}, "no such rule"])
def test_target_that_names_the_wrong_things(target):
    with pytest.raises(al.RuleError):
        al.core_projection(GAME, target)


@pytest.mark.parametrize("target", [[1, 2], [1, 2, float("nan")], ["x", "y", "z"]])
def test_target_must_be_n_finite_numbers(target):
    with pytest.raises(al.GameError):
        al.core_projection(GAME, target)


def test_single_player():
    assert al.core_projection(al.TableGame([0, 4]), [9]).payoffs.tolist() == [4.0]


def test_exact_payoffs():
    found = al.verify(GAME, al.core_projection(GAME, [0, 0, 11]))
    assert found.ok
    assert found.payoffs == (Fraction(7, 2), Fraction(7, 2), Fraction(4))


def test_fourteen_players_verify():
    sizes = np.array([bin(mask).count("1") for mask in range(2**14)], dtype=float)
    noise = np.random.default_rng(0).integers(0, 4, 2**14)
    values = np.where(sizes < 14, sizes * 4 + noise, 90.0)
    values[0] = 0
    game = al.TableGame(values)
    allocation = al.core_projection(game, np.arange(14) ** 2)
    assert al.in_core(game, allocation.payoffs)
    assert al.verify(game, allocation).ok


def tampered(change):
    stored = copy.deepcopy(al.core_projection(GAME, [0, 0, 11]).to_dict())
    change(stored)
    return al.verify(GAME, al.Allocation.from_dict(stored))


def test_untouched_proof_holds():
    assert tampered(lambda stored: None).ok


def test_another_core_point_is_refused():
    def change(stored):
        stored["payoffs"] = [4.75, 3.75, 2.5]

    assert not tampered(change).ok


def test_a_binding_coalition_left_out_is_noticed():
    def change(stored):
        stored["proof"]["data"]["coalitions"] = []

    assert "all coalitions" in {check.name for check in tampered(change).failed}


def test_a_coalition_that_pulls_is_noticed():
    def change(stored):
        stored["proof"]["data"]["coalitions"] = [3, 4]

    assert not tampered(change).ok


@pytest.mark.parametrize("coalitions", [[0], [7], [8], ["x"], None])
def test_nonsense_is_an_outcome(coalitions):
    def change(stored):
        stored["proof"]["data"]["coalitions"] = coalitions

    assert not tampered(change).ok
