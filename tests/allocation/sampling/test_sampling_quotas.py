"""Quotas, bands, draws and targets: sums, limits, and numbers worked out by hand."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
import twins_sampling as twins

from allocation.sampling.bands import Bands
from allocation.sampling.crossfit import folds_of
from allocation.sampling.drawing import draw
from allocation.sampling.quotas import quotas
from allocation.sampling.sample import Sample
from allocation.sampling.target import banzhaf_target, semivalue_target, shapley_target

RNG = np.random.default_rng(17)
CASES = [(RNG.random(k), RNG.integers(0, 20, k), np.where(RNG.random(k) < 0.5, 40.0, np.inf)) for k in (1, 2, 3, 5, 9, 20)]


@pytest.mark.parametrize("case", range(len(CASES)))
@pytest.mark.parametrize("samples", [0, 1, 7, 60, 1000])
def test_quotas_add_up_within_their_limits(case, samples):
    weight, drawn, population = CASES[case]
    found = quotas(weight, drawn, population, samples)
    assert found.sum() == min(samples, np.maximum(population - drawn, 0).sum())
    assert (found >= 0).all()
    assert (found + drawn <= np.maximum(population, drawn)).all()


@pytest.mark.parametrize("factor", [2.0**-30, 2.0**5, 2.0**100])
def test_only_the_ratio_of_weights_counts(factor):
    weight, drawn, population = CASES[3]
    np.testing.assert_array_equal(quotas(weight, drawn, population, 70), quotas(factor * weight, drawn, population, 70))


@pytest.mark.parametrize("samples", [12, 24, 120])
def test_equal_weights_share_equally(samples):
    assert quotas(np.ones(4), np.zeros(4, int), np.full(4, np.inf), samples).tolist() == [samples // 4] * 4


@pytest.mark.parametrize("n", [3, 6, 9])
def test_a_full_population_is_drawn_without_repeats(n):
    bands = Bands.of(shapley_target(n), 10_000)
    asked = np.array([comb(n, s) if 2 * s != n else 0 for s in range(1, n)])
    rows = draw(bands, asked, np.zeros(n + 1, dtype=np.int64), 3, 0)
    assert len(np.unique(rows, axis=0)) == len(rows) == asked.sum()
    np.testing.assert_array_equal(np.bincount(rows.sum(axis=1), minlength=n + 1)[1:-1], asked)


@pytest.mark.parametrize("cuts", [[10, 18], [1, 1, 26], [14, 7, 7]])
def test_stages_go_through_one_list(cuts):
    bands, counts, seen = Bands.of(shapley_target(8), 10_000), np.zeros(9, dtype=np.int64), set()
    for stage, cut in enumerate(cuts):
        rows = draw(bands, np.array([0, cut, 0, 0, 0, 0, 0]), counts, 5, stage)
        counts[2] += cut
        seen |= {tuple(row) for row in rows.tolist()}
    assert len(seen) == 28


@pytest.mark.parametrize("n", [2, 5, 8])
def test_nothing_asked_is_nothing_drawn(n):
    bands = Bands.of(shapley_target(n), 100)
    assert draw(bands, np.zeros(bands.count, dtype=np.int64), None, 0, 0).shape == (0, n)


@pytest.mark.parametrize("n", [2, 3, 7, 12])
@pytest.mark.parametrize("make", [shapley_target, banzhaf_target])
def test_companies_are_chances_of_sizes(n, make):
    target = make(n)
    assert target.company.sum() == pytest.approx(1)
    assert target.symmetric
    assert target.efficient == (make is shapley_target or n == 2)
    twin = twins.shapley_chances(n) if make is shapley_target else twins.banzhaf_chances(n)
    np.testing.assert_allclose(target.company, [float(comb(n - 1, s) * chance) for s, chance in enumerate(twin)])


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("make", [shapley_target, banzhaf_target])
def test_levels_and_spreads_rebuild_the_inner_value(n, make):
    """Σ over sizes of level·mean + spread·covariance with membership is the inner value of any table."""
    target, rng = make(n), np.random.default_rng(n)
    rows = np.array([[bool(mask >> i & 1) for i in range(n)] for mask in range(2**n)])
    table, sizes = rng.normal(size=2**n), rows.sum(axis=1)
    worth = {frozenset(np.flatnonzero(row).tolist()): Fraction(v) for row, v in zip(rows, table.tolist(), strict=True)}
    chances = twins.shapley_chances(n) if make is shapley_target else twins.banzhaf_chances(n)
    expected = [float(x) for x in twins.inner_value(n, worth.get, chances)]
    found = np.zeros(n)
    for s in range(1, n):
        inside, values = rows[sizes == s], table[sizes == s]
        found += target.level[s] * values.mean() + target.spread[s] * ((inside - s / n) * values[:, None]).mean(axis=0)
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_semivalue_targets_normalise(n):
    target = semivalue_target(np.full(n, 3.0))
    np.testing.assert_allclose(target.company, banzhaf_target(n).company)


@pytest.mark.parametrize("n", [3, 8])
@pytest.mark.parametrize("samples", [20, 90])
def test_shares_of_bands_are_those_of_their_sizes(n, samples):
    bands = Bands.of(shapley_target(n), samples)
    for band in range(bands.count):
        assert bands.share[band] == pytest.approx(bands.importance[bands.of_size == band].sum())
    assert bands.halved().share.sum() == pytest.approx(0.5)
    assert (bands.weight[bands.of_size >= 0] > 0).all()


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("paired", [False, True])
def test_folds_are_even_and_keep_pairs_together(seed, paired):
    bands = Bands.of(shapley_target(6), 40)
    rows = draw(bands.halved() if paired else bands, np.full((bands.halved() if paired else bands).count, 8), None, seed, 0)
    rows = np.concatenate((rows, ~rows)) if paired else rows
    sample = Sample.empty(6).joined(rows, np.zeros(len(rows)), paired)
    fold, folds = folds_of(sample, bands, seed)
    counts = np.bincount(fold, minlength=folds)
    assert folds == 5
    assert counts.max() - counts.min() <= (2 if paired else 1)
    if paired:
        np.testing.assert_array_equal(fold, fold[sample.mates])


@pytest.mark.parametrize("quota", [0, 1, 30])
def test_sizes_are_drawn_band_by_band(quota):
    bands = Bands.of(shapley_target(20), 60)
    drawn = bands.sizes_drawn(np.random.default_rng(1), np.full(bands.count, quota))
    assert bands.of_size[drawn].tolist() == [band for band in range(bands.count) for _ in range(quota)]
