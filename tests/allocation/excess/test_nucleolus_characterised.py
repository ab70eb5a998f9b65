"""What singles the nucleolus family out: consistency in reduced games, the kernel, the core, duality, and monotonicity in the total."""

from itertools import combinations

import numpy as np
import pytest

import allocation as al
from allocation.coalition import mask_of, members_of

SEEDS = range(5)


def table(seed, n, low=-5, high=12):
    values = np.random.default_rng([11, seed]).integers(low, high, 2**n).astype(float)
    values[0] = 0
    return values


def payoffs(values, rule="prenucleolus"):
    return al.split(al.TableGame(values), rule).payoffs


def reduced(values, staying, shares):
    """Davis and Maschler: those who stay may take anybody who left with them, at the shares they left with."""
    n = len(values).bit_length() - 1
    gone = [i for i in range(n) if i not in staying]
    left = np.zeros(2 ** len(staying))
    for mask in range(1, len(left)):
        inside = mask_of([staying[k] for k in members_of(mask)])
        offers = [(mask_of(q), shares[list(q)].sum()) for size in range(len(gone) + 1) for q in combinations(gone, size)]
        left[mask] = max(values[inside + q] - paid for q, paid in offers)
    left[-1] = values[-1] - shares[gone].sum()
    return left


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("staying", [[0, 1], [1, 3], [0, 2, 3], [1, 2, 4]])
def test_those_who_stay_would_agree_again(seed, staying):
    values = table(seed, 5)
    shares = payoffs(values)
    assert payoffs(reduced(values, staying, shares)) == pytest.approx(shares[staying], abs=1e-8)


def surplus(values, shares, one, other):
    n = len(shares)
    every = [m for m in range(2**n) if m >> one & 1 and not m >> other & 1]
    return max(values[m] - shares[list(members_of(m))].sum() for m in every)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_no_two_players_can_threaten_each_other_with_more(seed, n):
    values = table(seed, n)
    shares = payoffs(values)
    for i, j in combinations(range(n), 2):
        assert surplus(values, shares, i, j) == pytest.approx(surplus(values, shares, j, i), abs=1e-8)


def largest(values, shares, size=lambda mask: 1.0):
    n = len(shares)
    return max((values[m] - shares[list(members_of(m))].sum()) / size(m) for m in range(1, 2**n - 1))


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_finds_a_split_with_a_smaller_largest_excess(seed):
    values = table(seed, 4)
    best = largest(values, payoffs(values))
    random = np.random.default_rng(seed)
    for _ in range(200):
        other = payoffs(values) + random.normal(0, 1, 4)
        other += (values[-1] - other.sum()) / 4
        assert largest(values, other) >= best - 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_per_head_too(seed):
    values = table(seed, 4)
    best = largest(values, payoffs(values, "per_capita_prenucleolus"), int.bit_count)
    random = np.random.default_rng(seed)
    for _ in range(200):
        other = payoffs(values) + random.normal(0, 1, 4)
        other += (values[-1] - other.sum()) / 4
        assert largest(values, other, int.bit_count) >= best - 1e-9


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("more", [0.5, 3.0, 40.0])
def test_per_head_nobody_loses_when_the_total_grows(seed, more):
    values = table(seed, 5)
    richer = values.copy()
    richer[-1] += more
    assert payoffs(richer, "per_capita_prenucleolus") - payoffs(values, "per_capita_prenucleolus") == pytest.approx(more / 5, abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rule", ["prenucleolus", "per_capita_prenucleolus", "anti_nucleolus", "simplified_modiclus"])
def test_an_additive_game_on_top_is_paid_out_as_it_is(seed, rule):
    values, extra = table(seed, 4), np.array([3.0, -2.0, 0.5, 7.0])
    on_top = np.array([extra[list(members_of(m))].sum() for m in range(16)])
    assert payoffs(values + on_top, rule) == pytest.approx(payoffs(values, rule) + extra, abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_anti_nucleolus_is_the_prenucleolus_of_the_dual(seed):
    values = table(seed, 4)
    assert payoffs(values, "anti_nucleolus") == pytest.approx(payoffs(values[-1] - values[::-1]), abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_modicluses_do_not_tell_a_game_from_its_dual(seed):
    values = table(seed, 4)
    for rule in ("simplified_modiclus", "modiclus"):
        assert payoffs(values, rule) == pytest.approx(payoffs(values[-1] - values[::-1], rule), abs=1e-7)


@pytest.mark.parametrize("n", [2, 3, 6, 9, 11])
@pytest.mark.parametrize("rule", ["nucleolus", "prenucleolus", "per_capita_nucleolus"])
def test_everybody_alike_gets_the_same(n, rule):
    values = np.array([float(m.bit_count() ** 2) for m in range(2**n)])
    assert payoffs(values, rule) == pytest.approx(float(n), abs=1e-9)


@pytest.mark.parametrize("n", [2, 5, 9, 12])
@pytest.mark.parametrize("boss", [0, 1])
def test_a_veto_player_without_whom_nothing_works_takes_all_of_a_majority(n, boss):
    values = np.array([float(m >> boss & 1 and m.bit_count() >= 2) for m in range(2**n)])
    expected = np.zeros(n)
    expected[boss] = 1.0
    if n == 2:
        expected[:] = 0.5
    assert payoffs(values, "nucleolus") == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("claims", "estate", "expected"),
    [
        ([100, 200, 300], 100, [100 / 3, 100 / 3, 100 / 3]),
        ([100, 200, 300], 200, [50, 75, 75]),
        ([100, 200, 300], 300, [50, 100, 150]),
    ],
)
def test_the_three_wives_of_the_talmud(claims, estate, expected):
    values = np.array([max(0, estate - sum(c for i, c in enumerate(claims) if not m >> i & 1)) for m in range(8)], dtype=float)
    assert payoffs(values, "nucleolus") == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_there_is_a_core_the_nucleolus_is_in_it(seed):
    values = np.abs(table(seed, 5))
    values[-1] = 200.0
    game = al.TableGame(values)
    assert al.in_core(game, al.nucleolus(game).payoffs)
    assert al.nucleolus(game).payoffs == pytest.approx(al.prenucleolus(game).payoffs, abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_further_player_who_adds_only_its_own_worth_changes_nothing(seed):
    values = table(seed, 4)
    joined = np.concatenate((values, values + 6.0))
    assert payoffs(joined) == pytest.approx([*payoffs(values), 6.0], abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("unions", [[["1", "2"], ["3", "4"]], [["1", "2", "3"], ["4"]]])
def test_blocks_without_ties_to_each_other_are_split_each_for_itself(seed, unions):
    inside = [mask_of([int(name) - 1 for name in union]) for union in unions]
    own = np.abs(table(seed, 4))
    own[inside] += 60.0
    apart = np.array([sum(own[m & block] for block in inside) for m in range(16)])
    game = al.TableGame(apart)
    found = al.coalition_structure_nucleolus(game, unions)
    for union, block in zip(unions, inside, strict=True):
        masks = [mask_of([int(union[k]) - 1 for k in members_of(m)]) for m in range(2 ** len(union))]
        alone = payoffs(apart[masks], "nucleolus")
        assert [found[name] for name in union] == pytest.approx(alone, abs=1e-8)
        assert alone.sum() == pytest.approx(apart[block])
