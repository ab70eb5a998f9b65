"""Bands of sizes, quotas, and the coalitions drawn."""

from itertools import combinations
from math import comb

import numpy as np
import pytest

from allocation.kernels.sampling_rows import band_sums, draw_rows, rows_of_ranks
from allocation.sampling.bands import MOST_BANDS, Bands
from allocation.sampling.drawing import draw
from allocation.sampling.quotas import quotas
from allocation.sampling.sample import Sample
from allocation.sampling.target import Target, banzhaf_target, shapley_target

INF = np.inf


def none_before(n):
    return np.zeros(n + 1, dtype=np.int64)


@pytest.mark.parametrize("n", [2, 3, 4, 5, 11, 30, 101])
@pytest.mark.parametrize("samples", [1, 50, 400, 10**6])
def test_every_proper_size_is_in_a_band(n, samples):
    bands = Bands.of(shapley_target(n), samples)
    assert bands.of_size[0] == bands.of_size[-1] == -1
    inner = bands.of_size[1:-1]
    assert inner[0] == 0
    assert set(np.diff(inner)) <= {0, 1}
    assert bands.share.sum() == pytest.approx(1)


@pytest.mark.parametrize("n", [2, 3, 8, 9, 50, 51])
@pytest.mark.parametrize("samples", [30, 200, 5000])
def test_bands_are_mirrored(n, samples):
    bands = Bands.of(shapley_target(n), samples)
    np.testing.assert_array_equal(bands.of_size[1:-1], bands.count - 1 - bands.of_size[1:-1][::-1])


def test_many_samples_give_every_size_a_band():
    assert Bands.of(shapley_target(30), 10_000).count == 29


def test_bands_are_never_too_many():
    assert Bands.of(shapley_target(3_000), 10**6).count <= 2 * MOST_BANDS


def test_sizes_that_do_not_count_have_no_band():
    bands = Bands.of(Target("semivalue", np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0])), 10_000)
    assert bands.of_size.tolist() == [-1, -1, 0, 1, -1, -1, -1]


def test_weights_undo_the_chances_within_a_band():
    bands = Bands.of(shapley_target(60), 100)
    for band in range(bands.count):
        sizes = np.flatnonzero(bands.of_size == band)
        odds = bands.importance[sizes] / bands.share[band]
        np.testing.assert_allclose(bands.weight[sizes] * odds, 1.0)


@pytest.mark.parametrize("n", [2, 3, 8, 9])
def test_halves_of_pairs_keep_the_odds(n):
    """A coalition and its complement, drawn by the halved bands, are spread over sizes as single coalitions are."""
    bands = Bands.of(shapley_target(n), 24)
    half = bands.halved()
    both = half.importance + half.importance[::-1]
    np.testing.assert_allclose(both / both.sum(), bands.importance)


def test_population_of_small_sizes():
    bands = Bands.of(shapley_target(10), 10_000)
    expected = [comb(10, s) if s != 5 else INF for s in range(1, 10)]
    assert bands.population.tolist() == expected


def test_population_of_large_sizes_is_endless():
    bands = Bands.of(shapley_target(100), 100_000)
    assert bands.population[1] == comb(100, 2)
    assert bands.population[40] == INF


@pytest.mark.parametrize("samples", [4, 5, 17, 100])
def test_quotas_add_up(samples):
    found = quotas(np.array([0.5, 0.3, 0.2]), np.zeros(3, int), np.full(3, INF), samples)
    assert found.sum() == samples


def test_quotas_follow_weights():
    assert quotas(np.array([1.0, 2.0, 5.0]), np.zeros(3, int), np.full(3, INF), 80).tolist() == [10, 20, 50]


def test_quotas_count_what_was_drawn_before():
    assert quotas(np.array([1.0, 1.0]), np.array([30, 10]), np.full(2, INF), 20).tolist() == [0, 20]


def test_quotas_stop_at_the_population():
    assert quotas(np.array([5.0, 1.0]), np.zeros(2, int), np.array([10.0, INF]), 50).tolist() == [10, 40]


def test_quotas_of_an_exhausted_population():
    assert quotas(np.array([1.0, 1.0]), np.array([3, 2]), np.array([3.0, 4.0]), 50).tolist() == [0, 2]


def test_quotas_without_any_weight():
    assert quotas(np.zeros(2), np.zeros(2, int), np.full(2, INF), 4).sum() == 4


def test_quotas_never_take_back():
    assert (quotas(np.array([1e-9, 1.0]), np.array([50, 0]), np.full(2, INF), 10) >= 0).all()


@pytest.mark.parametrize("n", [2, 5, 8, 63, 130])
def test_drawn_rows_have_their_sizes(n):
    sizes = np.arange(1, n)
    luck = np.random.default_rng(1).integers(0, 2**32, (len(sizes), n), dtype=np.uint32)
    np.testing.assert_array_equal(draw_rows(luck, sizes, n).sum(axis=1), sizes)


def test_extreme_luck_stays_in_range():
    for luck in (0, 2**32 - 1):
        rows = draw_rows(np.full((4, 3), luck, dtype=np.uint32), np.array([1, 2, 3, 5]), 6)
        assert rows.sum(axis=1).tolist() == [1, 2, 3, 5]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_coalition_of_a_size_is_equally_likely(size):
    """Chi-squared with C(5, size) - 1 degrees of freedom stays below 30, its 99.99th percentile for at most 9."""
    luck = np.random.default_rng(2).integers(0, 2**32, (20_000, 5), dtype=np.uint32)
    rows = draw_rows(luck, np.full(20_000, size), 5)
    counts = np.unique(rows, axis=0, return_counts=True)[1]
    expected = 20_000 / comb(5, size)
    assert len(counts) == comb(5, size)
    assert ((counts - expected) ** 2 / expected).sum() < 30


@pytest.mark.parametrize(("n", "size"), [(5, 2), (6, 3), (4, 1), (7, 6)])
def test_ranks_name_each_coalition_once(n, size):
    ways = np.array([[comb(i, k) for k in range(size + 1)] for i in range(n + 1)])
    rows = rows_of_ranks(np.arange(comb(n, size)), ways, n, size)
    named = {tuple(np.flatnonzero(row).tolist()) for row in rows}
    assert named == set(combinations(range(n), size))


def test_band_sums_add_what_holds_a_player():
    rng = np.random.default_rng(3)
    rows, bands = rng.random((40, 6)) < 0.5, rng.integers(0, 3, 40)
    first, second = rng.normal(size=40), rng.normal(size=40)
    one, two = band_sums(rows, bands, first, second, 4)
    for band in range(4):
        for i in range(6):
            chosen = (bands == band) & rows[:, i]
            assert one[band, i] == pytest.approx(first[chosen].sum(), abs=1e-12)
            assert two[band, i] == pytest.approx(second[chosen].sum(), abs=1e-12)


def test_a_list_is_drawn_without_repeats():
    bands = Bands.of(shapley_target(8), 10_000)
    rows = draw(bands, np.array([8, 28, 0, 0, 0, 28, 8]), none_before(8), 0, 0)
    assert len(np.unique(rows, axis=0)) == 72


def test_a_list_goes_on_where_it_stopped():
    bands = Bands.of(shapley_target(8), 10_000)
    asked = np.array([0, 14, 0, 0, 0, 14, 0])
    first = draw(bands, asked, none_before(8), 0, 0)
    second = draw(bands, asked, np.bincount(first.sum(axis=1), minlength=9), 0, 1)
    assert len(np.unique(np.concatenate((first, second)), axis=0)) == 56


def test_lists_of_pairs_are_mirrored():
    """Pairs take the complements along: going on singly repeats none of them."""
    bands = Bands.of(shapley_target(7), 10_000)
    pairs = draw(bands.halved(), np.array([3, 10, 20]), none_before(7), 4, 0)
    drawn = np.concatenate((pairs, ~pairs))
    more = draw(bands, np.array([4, 11, 15, 15, 11, 4]), np.bincount(drawn.sum(axis=1), minlength=8), 4, 1)
    assert len(np.unique(np.concatenate((drawn, more)), axis=0)) == len(drawn) + len(more)


def test_draws_depend_on_seed_and_stage_alone():
    bands = Bands.of(banzhaf_target(40), 600)
    asked = np.full(bands.count, 7)
    once = draw(bands, asked, none_before(40), 3, 1)
    np.testing.assert_array_equal(once, draw(bands, asked, none_before(40), 3, 1))
    assert not np.array_equal(once, draw(bands, asked, none_before(40), 3, 2))
    assert not np.array_equal(once, draw(bands, asked, none_before(40), 4, 1))


def test_without_counts_lists_are_not_used():
    bands = Bands.of(shapley_target(6), 10_000)
    rows = draw(bands, np.array([50, 0, 0, 0, 0]), None, 0, 0)
    assert len(rows) == 50
    assert len(np.unique(rows, axis=0)) == 6


def test_a_sample_knows_its_pairs():
    rows = np.array([[True, False, False], [True, True, False]])
    sample = Sample.empty(3).joined(rows, np.array([1.0, 2.0]), False)
    sample = sample.joined(np.concatenate((rows, ~rows)), np.arange(4.0), True)
    assert sample.count == 6
    assert sample.mates.tolist() == [-1, -1, 4, 5, 2, 3]
    assert sample.leaders.tolist() == [2, 5]


def test_of_two_equal_halves_the_first_leads():
    rows = np.array([[True, False], [False, True]])
    assert Sample.empty(2).joined(rows, np.zeros(2), True).leaders.tolist() == [0]
