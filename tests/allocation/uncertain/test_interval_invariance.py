"""What must hold of ranges whatever the box: relabelling, shifts, scales, nested boxes, dummies, efficiency."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import allocation as al
from allocation.coalition import sizes

RULES = {
    "shapley": {},
    "banzhaf": {},
    "solidarity": {},
    "ensc": {},
    "equal": {},
}


def box(n, seed, width=5.0):
    rng = np.random.default_rng(seed)
    lower = np.append(0, rng.normal(0, 10, 2**n - 1))
    return lower, np.append(0, lower[1:] + width * rng.random(2**n - 1))


def relabelled(table, order):
    """The table after player order[k] has become player k."""
    masks = np.arange(len(table))
    old = np.zeros_like(masks)
    for new, was in enumerate(order):
        old |= (masks >> new & 1) << was
    return table[old]


def additive(worths):
    masks = np.arange(2 ** len(worths))
    return sum(worth * (masks >> i & 1) for i, worth in enumerate(worths))


def dual(table):
    return table[-1] - table[::-1]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("order", [[1, 0, 2, 3], [3, 2, 1, 0], [2, 3, 1, 0]])
def test_players_may_be_listed_in_any_order(rule, order):
    lower, upper = box(4, 1)
    plain = al.interval_shares(al.IntervalGame(lower, upper), rule)
    moved = al.interval_shares(al.IntervalGame(relabelled(lower, order), relabelled(upper, order)), rule)
    assert np.allclose(moved.least, plain.least[order], rtol=0, atol=1e-12)
    assert np.allclose(moved.most, plain.most[order], rtol=0, atol=1e-12)


@pytest.mark.parametrize("rule", ["shapley", "banzhaf", "ensc"])
def test_what_everybody_has_for_sure_is_added(rule):
    """These rules give everybody its own worth on top of the rest."""
    lower, upper = box(4, 2)
    own = np.array([3.0, -7.0, 0.0, 11.0])
    plain = al.interval_shares(al.IntervalGame(lower, upper), rule)
    moved = al.interval_shares(al.IntervalGame(lower + additive(own), upper + additive(own)), rule)
    assert np.allclose(moved.least, plain.least + own, rtol=0, atol=1e-11)
    assert np.allclose(moved.most, plain.most + own, rtol=0, atol=1e-11)


@pytest.mark.parametrize("rule", RULES)
def test_turning_the_box_over_turns_the_range_over(rule):
    lower, upper = box(4, 3)
    plain = al.interval_shares(al.IntervalGame(lower, upper), rule)
    turned = al.interval_shares(al.IntervalGame(-upper, -lower), rule)
    assert np.allclose(turned.least, -plain.most, rtol=0, atol=1e-12)
    assert np.allclose(turned.most, -plain.least, rtol=0, atol=1e-12)
    assert np.allclose(turned.at_lower, -plain.at_upper, rtol=0, atol=1e-12)


@pytest.mark.parametrize("rule", RULES)
def test_a_smaller_box_has_a_smaller_range(rule):
    lower, upper = box(4, 4)
    outer = al.interval_shares(al.IntervalGame(lower, upper), rule)
    inner = al.interval_shares(al.IntervalGame(lower + 0.25 * (upper - lower), upper - 0.25 * (upper - lower)), rule)
    assert np.all(inner.least >= outer.least - 1e-12)
    assert np.all(inner.most <= outer.most + 1e-12)
    assert np.allclose(inner.most - inner.least, 0.5 * (outer.most - outer.least), rtol=0, atol=1e-12)


@pytest.mark.parametrize("rule", RULES)
def test_the_middle_of_the_range_is_the_split_of_the_middle(rule):
    lower, upper = box(4, 5)
    found = al.interval_shares(al.IntervalGame(lower, upper), rule)
    middle = al.split(al.TableGame((lower + upper) / 2), rule=rule).payoffs
    assert np.allclose((found.least + found.most) / 2, middle, rtol=0, atol=1e-12)
    assert np.allclose((found.at_lower + found.at_upper) / 2, middle, rtol=0, atol=1e-12)


@pytest.mark.parametrize("n", [2, 5, 8])
def test_shapley_ranges_are_as_wide_as_the_definition_says(n):
    """Every unit of width counts by what its coalition counts, once for each player."""
    lower, upper = box(n, n)
    found = al.interval_shares(al.IntervalGame(lower, upper))
    size = sizes(n).astype(int)
    from math import comb

    for i in range(n):
        inside = np.arange(2**n) >> i & 1 == 1
        counts = [1 / (n * comb(n - 1, s - 1)) if here else 1 / (n * comb(n - 1, s)) for s, here in zip(size, inside, strict=True)]
        assert found.most[i] - found.least[i] == pytest.approx(float(np.dot(counts, upper - lower)), rel=1e-12)


def test_bounds_of_different_players_are_not_reached_together():
    lower, upper = box(4, 6)
    found = al.interval_shares(al.IntervalGame(lower, upper))
    assert found.least.sum() < lower[-1]
    assert found.most.sum() > upper[-1]
    assert found.at_lower.sum() == pytest.approx(lower[-1])
    assert found.at_upper.sum() == pytest.approx(upper[-1])


def test_a_player_who_adds_nothing_for_sure_may_still_get_something():
    """Its coalitions are uncertain on their own, so that in some games of the box it does add something."""
    base_low, base_up = [0.0, 1.0, 2.0, 6.0], [0.0, 2.0, 3.0, 8.0]
    found = al.interval_shares(al.IntervalGame(base_low * 2, base_up * 2))
    assert found.at_lower[2] == pytest.approx(0, abs=1e-15)
    assert found.at_upper[2] == pytest.approx(0, abs=1e-15)
    assert found.least[2] < 0 < found.most[2]


def test_only_the_grand_coalition_uncertain_is_shared_alike():
    lower = np.array([0, 1, 1, 7, 1, 5, 4, 10.0])
    upper = lower.copy()
    upper[-1] = 13
    found = al.interval_shares(al.IntervalGame(lower, upper))
    assert np.allclose(found.most - found.least, 1.0)
    assert np.allclose(found.least, found.at_lower)
    assert np.allclose(found.most, found.at_upper)


@given(numbers=st.lists(st.floats(-1e6, 1e6), min_size=14, max_size=14))
def test_the_endpoint_splits_never_leave_the_range(numbers):
    ends = [sorted(numbers[k : k + 2]) for k in range(0, 14, 2)]
    lower, upper = ([0, *(pair[side] for pair in ends)] for side in (0, 1))
    found = al.interval_shares(al.IntervalGame(lower, upper))
    for one in (found.at_lower, found.at_upper):
        assert np.all(one >= found.least - 1e-8)
        assert np.all(one <= found.most + 1e-8)


def test_single_precision_boxes_do():
    lower, upper = box(6, 7)
    plain = al.interval_shares(al.IntervalGame(lower, upper))
    rough = al.interval_shares(al.IntervalGame(lower.astype(np.float32), upper.astype(np.float32)))
    assert np.allclose(rough.least, plain.least, rtol=1e-4, atol=1e-4)


def test_boxes_on_disk_are_read_where_they_are(tmp_path):
    lower, upper = box(12, 8)
    for name, table in (("lower", lower), ("upper", upper)):
        np.save(tmp_path / f"{name}.npy", table)
    mapped = [np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in ("lower", "upper")]
    assert np.array_equal(al.interval_shares(al.IntervalGame(*mapped)).least, al.interval_shares(al.IntervalGame(lower, upper)).least)


def test_the_range_of_the_dual_is_the_range_with_the_ends_of_the_dual():
    """Where v(N) is certain, the dual of a box is a box, and the Shapley value of a game is that of its dual."""
    lower, upper = box(5, 9)
    upper[-1] = lower[-1]
    turned_lower, turned_upper = dual(upper), dual(lower)
    plain = al.interval_shares(al.IntervalGame(lower, upper))
    turned = al.interval_shares(al.IntervalGame(turned_lower, turned_upper))
    assert np.allclose(turned.least, plain.least, rtol=0, atol=1e-12)
    assert np.allclose(turned.most, plain.most, rtol=0, atol=1e-12)
