"""Sharing rules on the Tennessee Valley and against witnesses that know only what the rule is for."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from scipy.optimize import linprog, minimize

import allocation as al

USES = ["navigation", "flood control", "power"]
COSTS = [0, 163520, 140826, 301607, 250096, 378821, 367370, 412584]  # Straffin and Heaney 1981, thousands of dollars
VALLEY = al.TableGame([-cost for cost in COSTS], USES)


def random_table(n, seed, low=0, high=40):
    table = np.random.default_rng(seed).integers(low, high, 2**n).astype(float)
    table[0] = 0.0
    return table


def convex_table(n, seed):
    """A sum of games in which a group earns when all of it is there: convex, so every rule has an answer."""
    rng = np.random.default_rng(seed)
    masks = np.arange(2**n)
    table = np.zeros(2**n)
    for group in [*(1 << i for i in range(n)), *rng.integers(1, 2**n, 2 * n).tolist()]:
        table[(masks & group) == group] += rng.integers(1, 9)
    return table


def worth(table, members):
    return Fraction(table[sum(1 << i for i in members)])


@pytest.mark.parametrize(
    ("rule", "charges"),
    [
        ("shapley", (117829.0, 100756.5, 193998.5)),
        ("scrb", (117475.5, 99157.3, 195951.2)),
        ("gately", (117475.5, 99157.3, 195951.2)),
        ("nucleolus", (116234.0, 93540.0, 202810.0)),
        ("equal", (137528.0, 137528.0, 137528.0)),
    ],
)
def test_the_tennessee_valley_is_charged_as_published(rule, charges):
    assert (-al.split(VALLEY, rule).payoffs).tolist() == pytest.approx(charges, abs=0.06)


@pytest.mark.parametrize("rule", ["shapley", "scrb", "nucleolus"])
def test_no_use_of_the_valley_subsidises_another(rule):
    """Everybody pays at least what it adds to the cost, and no group pays more than it would alone."""
    paid = dict(zip(USES, -al.split(VALLEY, rule).payoffs, strict=True))
    for mask in range(1, 7):
        inside = [USES[i] for i in range(3) if mask >> i & 1]
        assert COSTS[7] - COSTS[7 - mask] - 1e-6 <= sum(paid[use] for use in inside) <= COSTS[mask] + 1e-6


@pytest.mark.parametrize("seed", range(5))
def test_gately_leaves_nobody_readier_to_leave_than_another(seed):
    """(what the others lose) / (what one loses oneself) is one number for all, and no split makes the largest smaller."""
    table = convex_table(4, seed)
    found = al.gately(al.TableGame(table)).payoffs
    grand = float(worth(table, range(4)))
    alone = np.array([table[1 << i] for i in range(4)])
    others = np.array([table[15 - (1 << i)] for i in range(4)])
    ready = (grand - found - others) / (found - alone)
    assert ready == pytest.approx(np.full(4, ready[0]))
    rng = np.random.default_rng(seed)
    for _ in range(50):
        shift = rng.normal(size=4)
        other = found + 0.01 * (shift - shift.mean())
        if (other > alone + 1e-9).all():
            assert ((grand - other - others) / (other - alone)).max() >= ready[0] - 1e-9


@pytest.mark.parametrize("weights", [(1, 1, 1), (3, 2, 1), (1, 0.1, 5)])
def test_nash_is_where_a_solver_finds_the_largest_product(weights):
    table, point = convex_table(3, 7), np.array([1.0, 0.5, 2.0])
    found = al.asymmetric_nash(al.TableGame(table), weights=list(weights), disagreement=point.tolist()).payoffs
    total = table[-1]

    def loss(x):
        gains = np.append(x, total - x.sum()) - point
        return 1e3 if (gains <= 0).any() else -float(np.array(weights) @ np.log(gains))

    start = (point + (total - point.sum()) / 3)[:2]
    best = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 2000})
    assert found[:2] == pytest.approx(best.x, abs=1e-4)


@pytest.mark.parametrize("rule", ["nash", "asymmetric_nash"])
@pytest.mark.parametrize("amount", [0.0, 3.0, -11.5])
def test_everybody_richer_beforehand_is_richer_afterwards_by_the_same(rule, amount):
    table = convex_table(3, 8)
    options = {"weights": [2, 1, 1]} if rule == "asymmetric_nash" else {}
    fallback = np.array([1.0, 2.0, 0.0])
    sizes = np.array([bin(mask).count("1") for mask in range(8)])
    before = al.split(al.TableGame(table), rule, disagreement=fallback.tolist(), **options).payoffs
    after = al.split(al.TableGame(table + amount * sizes), rule, disagreement=(fallback + amount).tolist(), **options).payoffs
    assert after == pytest.approx(before + amount)


@pytest.mark.parametrize("seed", range(5))
def test_tau_is_the_only_efficient_point_between_rights_and_utopia(seed):
    """Rights by hand: the best somebody can keep of a coalition after paying the others their utopia."""
    n, table = 4, convex_table(4, seed)
    grand = worth(table, range(n))
    utopia = [grand - worth(table, set(range(n)) - {i}) for i in range(n)]
    rights = []
    for i in range(n):
        groups = [{j for j in range(n) if mask >> j & 1} for mask in range(2**n) if mask >> i & 1]
        rights.append(max(worth(table, s) - sum(utopia[j] for j in s - {i}) for s in groups))
    found = al.tau(al.TableGame(table))
    part = (grand - sum(rights)) / (sum(utopia) - sum(rights))
    expected = [a + part * (b - a) for a, b in zip(rights, utopia, strict=True)]
    assert found.payoffs.tolist() == pytest.approx([float(x) for x in expected], abs=1e-9)
    assert found.details["minimal_rights"] == pytest.approx([float(x) for x in rights], abs=1e-9)
    assert found.details["utopia"] == pytest.approx([float(x) for x in utopia], abs=1e-9)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_ensc_is_where_the_linear_complaints_of_the_rest_are_equal(n):
    """Everybody's absence would hurt the others equally: x(N∖i) - v(N∖i) is the same for all."""
    table = random_table(n, n)
    payoffs = al.ensc(al.TableGame(table)).payoffs
    left = [payoffs.sum() - payoffs[i] - table[2**n - 1 - (1 << i)] for i in range(n)]
    assert left == pytest.approx([left[0]] * n)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_ensc_gives_the_largest_smallest_satisfaction_to_coalitions_without_one(n):
    table = random_table(n, n + 10)
    rows = np.hstack((-(1 - np.eye(n)), np.ones((n, 1))))
    least = np.array([table[2**n - 1 - (1 << i)] for i in range(n)])
    found = linprog(
        np.append(np.zeros(n), -1.0),
        A_ub=rows,
        b_ub=-least,
        A_eq=np.append(np.ones(n), 0.0)[None, :],
        b_eq=[table[-1]],
        bounds=(None, None),
    )
    assert found.x[:n] == pytest.approx(al.ensc(al.TableGame(table)).payoffs, abs=1e-6)


def raiffa_by_arrival(table, n):
    """The last newcomer j halves what it adds; before it, the others split v(N∖j) like the first formula says for every such group."""
    grand = worth(table, range(n))
    without = [worth(table, set(range(n)) - {j}) for j in range(n)]
    base = [sum(without, Fraction(0)) / (n - 1) - b for b in without]
    total = [Fraction(0)] * n
    for j in range(n):
        added = grand - without[j]
        shares = [added / (2 * (n - 1)) + base[i] for i in range(n)]
        shares[j] = added / 2
        total = [t + s for t, s in zip(total, shares, strict=True)]
    return [t / n for t in total]


@pytest.mark.parametrize("n", [2, 3, 4])
def test_raiffa_averages_over_who_comes_last(n):
    table = random_table(n, 20 + n)
    assert al.raiffa(al.TableGame(table)).payoffs.tolist() == pytest.approx([float(x) for x in raiffa_by_arrival(table, n)])


@pytest.mark.parametrize("n", [3, 4, 5])
def test_enpac_makes_the_pairs_left_outside_alike(n):
    """Pair contributions, averaged by hand; the rest in equal parts."""
    table = random_table(n, 30 + n)
    everyone = set(range(n))
    pairs = [sum(worth(table, everyone) - worth(table, everyone - {i, j}) for j in everyone - {i}) / (n - 2) for i in range(n)]
    rest = (worth(table, everyone) - sum(pairs)) / n
    assert al.enpac(al.TableGame(table)).payoffs.tolist() == pytest.approx([float(p + rest) for p in pairs])


@pytest.mark.parametrize("rule", ["equal", "equal_surplus", "cis", "ensc", "gately", "scrb", "nash", "raiffa", "enpac", "tau"])
def test_players_may_change_places(rule):
    table = convex_table(4, 3)
    payoffs = al.split(al.TableGame(table), rule).payoffs
    for order in list(permutations(range(4)))[::5]:
        moved = [table[sum(1 << order[i] for i in range(4) if mask >> i & 1)] for mask in range(16)]
        assert al.split(al.TableGame(moved), rule).payoffs == pytest.approx(payoffs[list(order)])


@pytest.mark.parametrize("seed", range(4))
def test_the_limit_of_a_correction_is_where_a_program_stops(seed):
    """The largest θ by linear programming over all coalitions, without steps and ratios."""
    table, n = convex_table(4, seed), 4
    factors = np.random.default_rng(seed).dirichlet(np.ones(n))
    found = al.corrected_shapley(al.TableGame(table), factors=factors.tolist())
    start = np.array(list(found.details["shapley"].values()))
    direction = (np.array(list(found.details["lambda"].values())) - 1 / n) * table[-1]
    inside = np.array([[mask >> i & 1 for i in range(n)] for mask in range(1, 2**n - 1)], dtype=float)
    room = inside @ start - table[1:-1]
    best = linprog([-1.0], A_ub=-(inside @ direction)[:, None], b_ub=room, bounds=(0, None))
    assert found.details["theta_max"] == pytest.approx(-best.fun, rel=1e-6)
    blocked = found.details["theta_max_coalitions"]
    at_limit = start + found.details["theta_max"] * direction
    for group in blocked:
        members = [int(name) - 1 for name in group]
        assert at_limit[members].sum() == pytest.approx(float(worth(table, members)), abs=1e-6)


def test_a_centroid_of_two_splits_lies_between_them():
    game = al.TableGame(convex_table(3, 1))
    one, other = al.shapley(game), al.nucleolus(game)
    for weight in (0.0, 0.25, 1.0):
        mixed = al.centroid(game, [one, other], weights=[weight, 1 - weight]).payoffs
        assert mixed == pytest.approx(weight * one.payoffs + (1 - weight) * other.payoffs)


def test_a_topsis_mix_of_equal_schemes_is_that_scheme():
    game = al.TableGame(convex_table(3, 1))
    one = al.shapley(game).payoffs.tolist()
    assert al.split(game, "topsis_combined", schemes=[one, one, one]).payoffs == pytest.approx(one)
