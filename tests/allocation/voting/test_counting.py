"""The counting engines: tables modulo primes, running rows, bounds, and the routes against one another."""

import os
import subprocess
import sys
from fractions import Fraction
from math import comb, lgamma, prod
from pathlib import Path

import numpy as np
import pytest
import twins_voting as twin
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al
from allocation.voting.box_counts import BoxCounts
from allocation.voting.condition import Threshold, losing_boxes
from allocation.voting.counting_table import CountingTable
from allocation.voting.joining import carrying_chances
from allocation.voting.minimal import count_minimal
from allocation.voting.nodes import integration_nodes
from allocation.voting.residues import combine, primes_for
from allocation.voting.swings import count_swings, plan_counting, prefers_enumeration
from allocation.voting.tails import reaching_bound

PRIME = primes_for(1)[0]
examples = settings(deadline=None, max_examples=40)


def sums_of(steps):
    """All coalitions' sums, listed."""
    return [tuple(map(sum, zip(*(steps[i] for i in s), strict=True))) or (0,) * len(steps[0]) for s in twin.coalitions(len(steps))]


steps_lists = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(1, 7)), min_size=1, max_size=6)


@examples
@given(steps=steps_lists)
def test_table_counts_coalitions_by_their_sums(steps):
    caps = (4, 6, 9)
    table = CountingTable(caps, PRIME)
    for step in steps:
        table.add(step)
    listed = sums_of(steps)
    for position in np.ndindex(caps):
        assert table.at(position) == listed.count(position)


@examples
@given(steps=steps_lists)
def test_accumulated_table_counts_coalitions_at_most_at_their_sums(steps):
    caps = (4, 6, 9)
    table = CountingTable(caps, PRIME)
    for step in (*steps, (3, 5, 8)):
        table.add(step)
    table.accumulate([1, 2])
    listed = sums_of([*steps, (3, 5, 8)])
    for s, y, x in np.ndindex(caps):
        assert table.at((s, y, x)) == sum(a == s and b <= y and c <= x for a, b, c in listed)


@examples
@given(steps=steps_lists)
def test_a_voter_can_be_read_out_of_the_counts(steps):
    table, without = CountingTable((4, 6, 9), PRIME), CountingTable((4, 6, 9), PRIME)
    for step in steps:
        table.add(step)
    for step in steps[1:]:
        without.add(step)
    for position in np.ndindex((4, 6, 9)):
        assert table.without(position, steps[0]) == without.at(position)


@examples
@given(steps=st.lists(st.tuples(st.integers(0, 1), st.integers(1, 7)), min_size=1, max_size=6))
def test_removing_a_voter_undoes_adding_it(steps):
    table, without = CountingTable((5, 9), PRIME), CountingTable((5, 9), PRIME)
    for step in steps:
        table.add(step)
    for step in steps[1:]:
        without.add(step)
    column = table.column_with(8, steps[0])
    assert column == [(table.at((s, 8)) - without.at((s, 8))) % PRIME for s in range(5)]
    table.remove(steps[0])
    assert [table.at(p) for p in np.ndindex((5, 9))] == [without.at(p) for p in np.ndindex((5, 9))]


def test_outside_the_table_nothing_is_counted():
    table = CountingTable((2, 3), PRIME)
    assert (table.at((0, -1)), table.without((-1, 2), (1, 1)), table.column(-1)) == (0, 0, [0, 0])


def test_counts_wrap_at_the_prime_and_come_back():
    """300 voters of weight 1: binomials far beyond 64 bits."""
    counts = count_swings(Threshold((1,) * 300, 151), by_size=True)
    assert counts.swings == (comb(299, 150),) * 300
    assert counts.winning == sum(comb(300, s) for s in range(151, 301))


@examples
@given(number=st.integers(0, 2**200 - 1))
def test_remainders_determine_the_number(number):
    primes = primes_for(200)
    assert combine([number % p for p in primes], primes) == number


def test_primes_are_the_largest_below_two_to_the_62():
    primes = primes_for(250)
    assert prod(primes) > 2**250
    assert [2**62 - p for p in primes] == [57, 87, 117, 143, 153]


@examples
@given(weights=st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any), data=st.data())
def test_a_condition_and_its_dual_have_the_same_swings(weights, data):
    rule = al.VotingGame(weights, data.draw(st.integers(1, sum(weights)))).condition
    one, other = (count_swings(c, by_size=False) for c in (rule, rule.dual()))
    assert one.swings == other.swings
    assert one.winning == other.losing


def test_losing_boxes_of_a_double_majority_are_inclusion_and_exclusion():
    votes, heads = al.VotingGame([3, 1, 1], 3), al.VotingGame([1, 1, 1], 2)
    boxes = losing_boxes(al.VotingGame.all_of([votes, heads]).condition)
    assert sorted((len(box), times) for box, times in boxes.items()) == [(1, 1), (1, 1), (2, -1)]
    assert [len(box) for box in losing_boxes(al.VotingGame.any_of([votes, heads]).condition)] == [2]


def test_double_majority_is_counted_in_the_small_table_of_its_dual():
    votes, heads = al.VotingGame([30, 20, 10, 5, 1], 50), al.VotingGame([1] * 5, 4)
    plan = plan_counting(al.VotingGame.all_of([votes, heads]).condition, by_size=True)
    assert plan.dual
    assert plan.cells == (66 - 50 + 1) * (5 - 4 + 1)


HUGE = [10**9 + 7, 10**9 - 11, 5 * 10**8 + 3, 10**8 + 1, 17]


@pytest.mark.parametrize("index", [d.name for d in al.power_indices() if not d.needs])
def test_few_voters_with_huge_weights_are_listed(index):
    game = al.VotingGame(HUGE, sum(HUGE) // 2 + 1)
    assert prefers_enumeration(plan_counting(game.condition, by_size=False))
    small = al.VotingGame([10, 9, 5, 1, 0], 13)
    assert al.power(game, index).fractions == al.power(small, index).fractions


def test_many_voters_with_huge_weights_are_refused_with_a_way_out():
    game = al.VotingGame([10**15 + i for i in range(30)], 10**16)
    with pytest.raises(al.TableTooLargeError, match="round the weights"):
        al.power(game, "banzhaf")


@pytest.mark.parametrize("index", ["johnston", "deegan_packel", "public_good"])
def test_combined_rules_of_many_voters_are_refused_where_all_coalitions_are_listed(index):
    game = al.VotingGame.all_of([al.VotingGame(range(1, 31), 300), al.VotingGame([1] * 30, 16)])
    with pytest.raises(al.TableTooLargeError, match="limited to 22 voters"):
        al.power(game, index)
    with pytest.raises(al.TableTooLargeError, match="limited to 22 voters"):
        al.minimal_winning_coalitions(game)


def test_minimal_winning_coalitions_of_equal_voters_are_binomial():
    counts = count_minimal(Threshold((1,) * 40, 21), by_size=True)
    assert counts.total == comb(40, 21)
    assert counts.with_voter[0][21] == comb(39, 20)


@pytest.mark.parametrize("share", [0.5, 0.85])
def test_shapley_shubik_of_many_voters_against_python_integers(share):
    weights = np.random.default_rng(5).integers(1, 30, 24).tolist()
    quota = int(sum(weights) * share) + 1
    assert list(al.shapley_shubik(al.VotingGame(weights, quota), how="exact").fractions) == twin.exact_shapley_shubik(weights, quota)


@pytest.mark.parametrize("share", [0.5, 0.6])
def test_swings_beyond_64_bits_against_python_integers(share):
    weights = np.random.default_rng(5).integers(0, 30, 80).tolist()
    quota = int(sum(weights) * share) + 1
    swings = twin.exact_swings(weights, quota)
    assert max(swings) > 2**64
    assert list(al.power(al.VotingGame(weights, quota), "banzhaf").swings) == swings


@pytest.mark.parametrize("quota", [0.5, 0.62, 0.85, 0.999])
def test_integration_against_exact_counting_on_seventy_voters(quota):
    """A smaller brother of a fund's board: weights over three decades, beyond 64-bit counts."""
    weights = np.rint(10 ** np.random.default_rng(5).uniform(0, 3, 70)).astype(int)
    game = al.VotingGame(weights, int(weights.sum() * quota) + 1)
    exact, floating = (al.shapley_shubik(game, how=how) for how in ("exact", "floating"))
    assert np.abs(exact.values - floating.values).max() <= floating.error_bound < 1e-12
    assert sum(exact.fractions) == 1


def test_integration_against_exact_counting_on_a_double_majority():
    weights = np.rint(10 ** np.random.default_rng(5).uniform(0, 2, 40)).astype(int)
    game = al.VotingGame.all_of([al.VotingGame(weights, int(weights.sum() * 0.65) + 1), al.VotingGame([1] * 40, 22)])
    exact, floating = (al.shapley_shubik(game, how=how) for how in ("exact", "floating"))
    assert np.abs(exact.values - floating.values).max() <= floating.error_bound < 1e-12


def test_integration_does_not_overflow_with_many_voters():
    """Products of odds of 1200 voters leave the range of floats unless they are scaled on the way."""
    found = al.shapley_shubik(al.VotingGame([1] * 1200, 601), how="floating")
    assert np.abs(found.values - 1 / 1200).max() <= found.error_bound < 1e-12


def test_unanimity_of_many_voters():
    """Nearly all joining probabilities contribute nothing: they are bounded, not computed."""
    found = al.shapley_shubik(al.VotingGame([1] * 150, 150), how="floating")
    assert np.abs(found.values - 1 / 150).max() <= found.error_bound < 1e-12


@pytest.mark.parametrize("probability", [0.01, 0.3, 0.5])
def test_chances_against_listing_all_coalitions(probability):
    weights, quota = (5, 3, 3, 2, 0, 1), 8
    box = BoxCounts(frozenset({Threshold(weights, quota)}), 6, by_size=False)
    chances, errors = carrying_chances(box, range(6), probability)
    wins, p = twin.weighted(weights, quota), Fraction(probability)
    for i in range(6):
        exact = sum(
            (p ** len(s - {i}) * (1 - p) ** (5 - len(s - {i})) for s in twin.winning(wins, 6) if i in twin.critical(wins, s)), Fraction(0)
        )
        assert abs(Fraction(chances[i]) - exact) <= errors[i] < 1e-12


@pytest.mark.parametrize("degree", [0, 1, 2, 5, 26, 189, 999])
def test_nodes_integrate_bernstein_polynomials(degree):
    """∫ C(d,s) t^s (1−t)^(d−s) dt = 1/(d+1) for every s: the hardest polynomials the bound allows for."""
    nodes = integration_nodes(degree)
    assert nodes.truncation <= 1e-15
    for s in {0, degree // 3, degree // 2, degree}:
        values = np.exp(_log_binomial(degree, s) + s * np.log(nodes.positions) + (degree - s) * np.log1p(-nodes.positions))
        assert nodes.weights @ values == pytest.approx(1 / (degree + 1), abs=1e-12)


def _log_binomial(n, k):
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def test_far_fewer_nodes_than_the_degree_are_enough():
    assert len(integration_nodes(189).positions) < 60


@examples
@given(data=st.data(), probability=st.floats(0.001, 0.5))
def test_reaching_bound_is_a_bound(data, probability):
    weights = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any))
    quota = data.draw(st.integers(1, sum(weights)))
    wins, p = twin.weighted(weights, quota), Fraction(probability)
    n = len(weights)
    for i in range(n):
        chance = sum(
            (p ** len(s) * (1 - p) ** (n - 1 - len(s)) for s in map(frozenset, twin.coalitions(n)) if i not in s and wins(s | {i})),
            Fraction(0),
        )
        assert chance <= Fraction(reaching_bound(Threshold(tuple(weights), quota), probability)) * (1 + Fraction(1, 10**12))


def test_threads_do_not_change_a_bit():
    weights = np.rint(10 ** np.random.default_rng(5).uniform(0, 2, 70)).astype(int)
    game = al.VotingGame(weights, int(weights.sum() // 2) + 1)
    al.set_thread_count(1)
    one = al.shapley_shubik(game, how="floating").values, al.power(game, "banzhaf").swings
    al.set_thread_count(4)
    four = al.shapley_shubik(game, how="floating").values, al.power(game, "banzhaf").swings
    al.set_thread_count(None)
    assert np.array_equal(one[0], four[0])
    assert one[1] == four[1]


def test_kernels_give_the_same_without_compiling():
    code = (
        "import allocation as al; g = al.VotingGame([5, 4, 3, 2, 2, 1], 9);"
        "f = [str(x) for i in al.power_indices() if not i.needs for x in al.power(g, i.name).fractions];"
        "print(f, al.shapley_shubik(g, how='floating').values.tolist())"
    )
    root = str(Path(__file__).parents[3])
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            capture_output=True,
            text=True,
            env={**os.environ, "NUMBA_DISABLE_JIT": flag},
            check=True,
        )
        for flag in ("0", "1")
    ]
    assert runs[0].stdout == runs[1].stdout
