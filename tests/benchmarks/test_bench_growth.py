"""Growth fitted to times whose growth is known."""

import numpy as np
import pytest
from bench_rows import row

from benchmarks.growth import fit_growth, growths


@pytest.mark.parametrize("factor", [1.0, 2.0, 2.5, 4.0])
def test_a_factor_per_player(factor):
    sizes = [10, 12, 14, 16]
    found = fit_growth("x", sizes, [1e-6 * factor**n for n in sizes], table=True)
    assert 2**found.slope == pytest.approx(factor)
    assert found.fit == pytest.approx(1)


@pytest.mark.parametrize("power", [0.5, 1, 2, 3])
def test_an_exponent_of_the_size(power):
    sizes = [10, 100, 1000]
    assert fit_growth("x", sizes, [3.0 * n**power for n in sizes], table=False).slope == pytest.approx(power)


def test_noise_lowers_the_fit_and_leaves_the_slope():
    rng, sizes = np.random.default_rng(0), list(range(8, 28))
    found = fit_growth("x", sizes, [2.0**n * f for n, f in zip(sizes, rng.uniform(0.8, 1.25, 20), strict=True)], table=True)
    assert found.slope == pytest.approx(1, abs=0.05)
    assert 0.98 < found.fit < 1


def test_times_that_do_not_grow():
    found = fit_growth("x", [8, 9, 10], [0.5, 0.5, 0.5], table=True)
    assert found.slope == pytest.approx(0, abs=1e-12)
    assert found.fit == 1


def test_how_growth_is_said():
    assert str(fit_growth("x", [4, 5], [1, 3], table=True)) == "× 3.00 per player"
    assert str(fit_growth("x", [4, 8], [1, 8], table=False)) == "size^3.00"


def series(times, **changes):
    return [row(n=n, ours=seconds, **changes) for n, seconds in times.items()]


def test_a_series_of_three_sizes_is_fitted():
    (found,) = growths(series({10: 1.0, 11: 2.0, 12: 4.0}), ["some_values"])
    assert (found.what, found.sizes, found.table) == ("some_values: all values", (10, 12), True)
    assert found.slope == pytest.approx(1)


def test_two_sizes_are_not_enough():
    assert growths(series({10: 1.0, 12: 4.0}), ["some_values"]) == []


def test_of_several_rows_of_one_size_the_shortest_counts():
    rows = series({10: 1.0, 11: 2.0, 12: 4.0}) + series({10: 9.0, 12: 9.0})
    assert growths(rows, ["some_values"])[0].slope == pytest.approx(1)


def test_what_is_no_table_is_a_power():
    (found,) = growths(series({100: 1.0, 1000: 10.0, 10_000: 100.0}), [])
    assert (found.table, round(found.slope, 9)) == (False, 1.0)


@pytest.mark.parametrize("changes", [{"unit": "MiB"}, {"ours": None}, {"ours": 0.0}, {"n": 0}])
def test_rows_that_are_no_times_are_left_out(changes):
    rows = [*series({10: 1.0, 11: 2.0}), row(**{"n": 12, "ours": 4.0, **changes})]
    assert growths(rows, ["some_values"]) == []


def test_series_are_kept_apart():
    rows = series({10: 1.0, 11: 2.0, 12: 4.0}) + series({10: 1.0, 11: 3.0, 12: 9.0}, what="other values")
    assert [round(2**one.slope, 6) for one in growths(rows, ["some_values"])] == [2, 3]
