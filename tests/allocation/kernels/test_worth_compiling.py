"""Small work is done by the kernel's own Python code, the rest by the compiled kernel, and both give the same bits."""

import numpy as np
import pytest
from numba.core.dispatcher import Dispatcher

from allocation import kernels
from allocation.kernels import jit, read_only, worth_compiling


@jit
def running_ratio(values):
    total = 0.0
    for k in range(values.size):
        total += values[k] / (k + 1)
    return total


compiled_here = pytest.mark.skipif(not isinstance(running_ratio, Dispatcher), reason="nothing is compiled")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(kernels, "_steps_taken", {})


@compiled_here
def test_little_work_is_not_compiled():
    assert worth_compiling(running_ratio, 10) is not running_ratio


@compiled_here
def test_much_work_is_compiled():
    assert worth_compiling(running_ratio, kernels.PLAIN_STEPS + 1) is running_ratio


@compiled_here
def test_little_work_adds_up():
    calls = 0
    while worth_compiling(running_ratio, kernels.PLAIN_STEPS // 4) is not running_ratio:
        calls += 1
    assert calls == 4


def test_both_give_the_same_bits():
    values = np.random.default_rng(0).normal(size=200)
    assert worth_compiling(running_ratio, 200)(values) == running_ratio(values)


@pytest.mark.parametrize("values", [[1e308, 1e308], [np.inf, -np.inf], [np.nan]])
def test_neither_warns_beyond_the_range(values):
    found = worth_compiling(running_ratio, 2)(np.array(values))
    assert np.array_equal(found, running_ratio(np.array(values)), equal_nan=True)


def test_a_read_only_view_shares_the_memory_and_leaves_the_array_writable():
    array = np.zeros(3)
    view = read_only(array)
    array[0] = 1.0
    assert view[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        view[0] = 2.0


def test_a_read_only_view_of_a_memory_map_reads_the_file(tmp_path):
    np.arange(4.0).tofile(tmp_path / "table")
    assert read_only(np.memmap(tmp_path / "table", dtype=np.float64, mode="r")).tolist() == [0, 1, 2, 3]
