"""Uncertain values: what a distribution of shares, a range over a box and odds of blocking must say when the futures are restated."""

from fractions import Fraction

import numpy as np
import pytest

import allocation as al

LINEAR = ["shapley", "banzhaf", "equal", "equal_surplus", "ensc", "solidarity"]
RANDOM = np.random.default_rng(5)
TABLES = np.hstack((np.zeros((4, 1)), RANDOM.integers(0, 30, (4, 7)).astype(float)))
CHANCES = [0.5, 0.25, 0.125, 0.125]


def figures(found):
    return np.vstack((found.mean, found.deviation, found.quantiles, found.loss_chance))


def odds_of(tables, payoffs, chances=None, **options):
    return al.blocking_odds(tables, payoffs, probabilities=chances, **options)


@pytest.mark.parametrize("rule", LINEAR)
def test_the_expected_share_of_a_linear_rule_is_its_share_of_the_expected_game(rule):
    found = al.simulate(TABLES, rule, probabilities=CHANCES)
    assert found.mean == pytest.approx(al.split(al.TableGame(np.array(CHANCES) @ TABLES), rule).payoffs)


@pytest.mark.parametrize("rule", ["nucleolus", "shapley", "tau"])
def test_a_future_told_twice_with_half_the_chance_is_the_same_future(rule):
    convex = np.array([[0, 1, 2, 5, 1, 4, 5, 12.0], [0, 2, 1, 6, 2, 6, 5, 15.0]])
    once = al.simulate(convex, rule, probabilities=[0.5, 0.5])
    twice = al.simulate(convex[[0, 1, 0, 1]], rule, probabilities=[0.25] * 4)
    assert figures(twice) == pytest.approx(figures(once))


def test_futures_in_another_order_say_the_same():
    found, turned = (al.simulate(TABLES[o], probabilities=np.array(CHANCES)[o]) for o in ([0, 1, 2, 3], [3, 1, 0, 2]))
    assert figures(turned) == pytest.approx(figures(found))
    assert turned.shares == pytest.approx(found.shares[[3, 1, 0, 2]])


@pytest.mark.parametrize("factor", [1e-9, 2.0, 1e9])
def test_another_currency_changes_amounts_and_no_chance(factor):
    found, scaled = al.simulate(TABLES, probabilities=CHANCES), al.simulate(factor * TABLES, probabilities=CHANCES)
    assert scaled.mean == pytest.approx(factor * found.mean)
    assert scaled.deviation == pytest.approx(factor * found.deviation)
    assert scaled.quantiles == pytest.approx(factor * found.quantiles)
    assert scaled.loss_chance == pytest.approx(found.loss_chance)


def test_what_everybody_has_for_sure_shifts_means_and_quantiles_only():
    sizes = np.array([bin(mask).count("1") for mask in range(8)])
    found, shifted = al.simulate(TABLES, probabilities=CHANCES), al.simulate(TABLES + 7.0 * sizes, probabilities=CHANCES)
    assert shifted.mean == pytest.approx(found.mean + 7)
    assert shifted.quantiles == pytest.approx(found.quantiles + 7)
    assert shifted.deviation == pytest.approx(found.deviation)
    assert shifted.loss_chance == pytest.approx(found.loss_chance)


def test_shares_of_every_future_add_up_to_its_total():
    found = al.simulate(TABLES, "shapley", probabilities=CHANCES)
    assert found.shares.sum(axis=1) == pytest.approx(TABLES[:, -1])
    assert found.mean.sum() == pytest.approx(np.array(CHANCES) @ TABLES[:, -1])


def test_quantiles_are_the_inverse_of_the_cumulated_chances():
    """By definition in fractions: the smallest share whose chance of not being exceeded reaches the level."""
    levels = [0.0, 0.125, 0.25, 0.5, 0.51, 0.875, 1.0]
    found = al.simulate(TABLES, probabilities=CHANCES, quantiles=levels)
    chances = [Fraction(c) for c in CHANCES]
    for i, column in enumerate(found.shares.T.tolist()):
        for level, value in zip(levels, found.quantiles[:, i], strict=True):
            reached = [x for x in sorted(column) if sum(c for c, y in zip(chances, column, strict=True) if y <= x) >= Fraction(level)]
            assert value == reached[0]


@pytest.mark.parametrize("rule", LINEAR)
def test_the_range_over_a_box_is_reached_at_its_corners_and_nowhere_beyond(rule):
    low, high = np.array([0, 1, 2, 5.0]), np.array([0, 2, 4, 9.0])
    found = al.interval_shares(al.IntervalGame(low, high), rule)
    corners = [[0.0, *(h if mask >> k & 1 else lo for k, (lo, h) in enumerate(zip(low[1:], high[1:], strict=True)))] for mask in range(8)]
    payoffs = np.array([al.split(al.TableGame(corner), rule).payoffs for corner in corners])
    assert found.least == pytest.approx(payoffs.min(axis=0))
    assert found.most == pytest.approx(payoffs.max(axis=0))


def test_a_wider_spread_never_narrows_a_range():
    game, widths = al.TableGame([0, 4, 6, 20]), []
    for spread in (0.0, 0.1, 0.3):
        found = al.interval_shares(al.IntervalGame.around(game, spread))
        widths.append(found.most - found.least)
        assert (found.least <= al.shapley(game).payoffs + 1e-12).all()
        assert (found.most >= al.shapley(game).payoffs - 1e-12).all()
    assert widths[0] == pytest.approx(np.zeros(2))
    assert (np.diff(widths, axis=0) >= 0).all()


def test_drawn_shares_stay_within_the_range_and_around_its_middle():
    box = al.IntervalGame([0, 1, 2, 5], [0, 3, 4, 11])
    exact, drawn = al.interval_shares(box), al.simulate(box, samples=3000, seed=3)
    assert (drawn.shares >= exact.least - 1e-12).all()
    assert (drawn.shares <= exact.most + 1e-12).all()
    assert (abs(drawn.mean - (exact.least + exact.most) / 2) < 5 * drawn.standard_error).all()


def odds_by_hand(tables, payoffs, chances):
    """Chance of stability and of every coalition's being better off alone, in fractions."""
    n = len(payoffs)
    sums = [sum(x for i, x in enumerate(payoffs) if mask >> i & 1) for mask in range(2**n)]
    better = [sum(Fraction(c) for c, v in zip(chances, tables, strict=True) if v[mask] > sums[mask]) for mask in range(2**n)]
    better[0] = better[-1] = Fraction(0)
    stable = sum(Fraction(c) for c, v in zip(chances, tables, strict=True) if all(v[m] <= sums[m] for m in range(1, 2**n - 1)))
    return better, stable


@pytest.mark.parametrize("payoffs", [(10, 10, 10), (0, 5, 25), (30, 30, 30), (-1, 2, 3)])
def test_odds_of_blocking_are_the_chances_of_the_futures_that_allow_it(payoffs):
    found = odds_of(TABLES, payoffs, CHANCES)
    better, stable = odds_by_hand(TABLES.astype(int).tolist(), payoffs, CHANCES)
    assert found.chances.tolist() == [float(x) for x in better]
    assert found.stable == float(stable)


def test_more_for_everybody_never_makes_blocking_likelier():
    before, after = odds_of(TABLES, [8, 8, 8], CHANCES), odds_of(TABLES, [9, 8.5, 8], CHANCES)
    assert (after.chances <= before.chances).all()
    assert after.stable >= before.stable
    assert after.covered <= before.covered


@pytest.mark.parametrize("factor", [0.5, 3.0])
def test_kept_shares_do_not_depend_on_the_size_of_the_split(factor):
    found, scaled = (odds_of(TABLES, payoffs, CHANCES, keep="shares") for payoffs in ([3, 2, 1], [3 * factor, 2 * factor, factor]))
    assert scaled.chances == pytest.approx(found.chances)
    assert (scaled.stable, scaled.in_core) == pytest.approx((found.stable, found.in_core))
    assert found.covered == pytest.approx(1.0)


def test_the_order_of_blockers_is_by_chance_then_gain():
    found = odds_of(TABLES, [5, 5, 5], CHANCES)
    listed = found.likeliest(10)
    assert [b.chance for b in listed] == sorted((b.chance for b in listed), reverse=True)
    assert all(b.gain > 0 for b in listed)
    assert len(listed) == int((found.chances > 0).sum())
    assert found.likeliest(0) == ()


def test_a_split_in_the_core_of_every_future_is_surely_stable():
    futures = [[0, 0, 0, 6, 0, 6, 6, 12], [0, 1, 1, 4, 1, 4, 4, 12]]
    found = odds_of(futures, [4, 4, 4], [0.5, 0.5])
    assert (found.stable, found.in_core, found.covered) == (1.0, 1.0, 1.0)
    assert found.likeliest() == ()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"keep": "hopes"}, "keep must be 'amounts' or 'shares'"),
        ({"probabilities": [0.5, 0.5]}, "probabilities must be 4 numbers"),
        ({"probabilities": [0.5, 0.5, 0.5, 0.5]}, "probabilities must add up to 1, got 2"),
        ({"players": ["A", "B"]}, ""),
    ],
)
def test_odds_that_cannot_be_told_say_why(options, told):
    with pytest.raises(al.GameError) as error:
        al.blocking_odds(TABLES, [1, 1, 1], **options)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("low", "high", "told"), [([0, 2, 1, 3], [0, 1, 1, 3], "the interval of {1} is empty"), ([0, 1], [0, 1, 1, 3], "")]
)
def test_boxes_that_are_empty_or_uneven_are_refused(low, high, told):
    with pytest.raises(al.GameError) as error:
        al.IntervalGame(low, high)
    assert told in str(error.value)
