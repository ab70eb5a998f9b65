"""Every voting kernel against its slow twin on small arrays."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import twins_voting as twin
from hypothesis import given, settings
from hypothesis import strategies as st

from allocation.coalition import mask_of
from allocation.kernels.voting_counts import accumulate_rows, add_rows, alternating_column, alternating_sum, running_sums, subtract_rows
from allocation.kernels.voting_odds import BLOCK, add_odds, block_sums, carried_mass
from allocation.kernels.voting_table import minimal_tally, swing_tally, vulnerable_tally

PRIME = 101
examples = settings(deadline=None, max_examples=60)
tables = st.integers(1, 4).flatmap(
    lambda rows: st.integers(1, 9).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, PRIME - 1), min_size=width, max_size=width), min_size=rows, max_size=rows)
    )
)


def rows_apart(rows, apart):
    """Target rows, ascending, and their sources ``apart`` rows above."""
    targets = np.arange(apart, rows)
    return targets, targets - apart


def slow_add(table, apart, step):
    rows, width = len(table), len(table[0])
    return [
        [(table[r][x] + (table[r - apart][x - step] if r >= apart and x >= step else 0)) % PRIME for x in range(width)] for r in range(rows)
    ]


@examples
@given(table=tables, apart=st.integers(0, 3), step=st.integers(0, 10))
def test_add_rows(table, apart, step):
    found = np.array(table, dtype=np.int64)
    targets, sources = rows_apart(len(table), apart)
    add_rows(found, targets[::-1].copy(), sources[::-1].copy(), step, found.shape[1] - 1, PRIME)
    assert found.tolist() == slow_add(table, apart, step)


@pytest.mark.parametrize("step", [1, 7, 2047, 2048, 2049, 5000])
def test_add_rows_over_several_chunks(step):
    """Chunks overlap their sources when the step is short: the result must be that of one simultaneous update."""
    before = np.random.default_rng(1).integers(0, PRIME, (1, 7000))
    found = before.copy()
    add_rows(found, np.array([0]), np.array([0]), step, 6999, PRIME)
    expected = before.copy()
    expected[0, step:] += before[0, : 7000 - step]
    assert np.array_equal(found, expected % PRIME)


def test_add_rows_stops_at_the_reach():
    found = np.ones((1, 6), dtype=np.int64)
    add_rows(found, np.array([0]), np.array([0]), 1, 3, PRIME)
    assert found.tolist() == [[1, 2, 2, 2, 1, 1]]


@examples
@given(table=tables, apart=st.integers(0, 3), step=st.integers(1, 10))
def test_subtract_rows_undoes_add_rows(table, apart, step):
    found = np.array(slow_add(table, apart, step), dtype=np.int64)
    subtract_rows(found, *rows_apart(len(table), apart), step, PRIME)
    assert found.tolist() == table


@examples
@given(table=tables)
def test_running_sums(table):
    found = np.array(table, dtype=np.int64)
    running_sums(found, PRIME)
    assert found.tolist() == [[sum(row[: x + 1]) % PRIME for x in range(len(row))] for row in table]


@examples
@given(table=tables)
def test_accumulate_rows(table):
    found = np.array(table, dtype=np.int64)
    accumulate_rows(found, *rows_apart(len(table), 1), PRIME)
    assert found.tolist() == [[sum(row[x] for row in table[: r + 1]) % PRIME for x in range(len(table[0]))] for r in range(len(table))]


@examples
@given(table=tables, row_step=st.integers(0, 2), step=st.integers(1, 4))
def test_alternating_sums(table, row_step, step):
    found = np.array(table, dtype=np.int64)
    rows, width = found.shape

    def slow(row, x):
        total, sign = 0, 1
        while row >= 0 and x >= 0:
            total, sign, row, x = total + sign * table[row][x], -sign, row - row_step, x - step
        return total % PRIME

    x = width - 1
    assert alternating_column(found, x, row_step, step, PRIME).tolist() == [slow(r, x) for r in range(rows)]
    assert alternating_column(found, -1, row_step, step, PRIME).tolist() == [0] * rows
    assert alternating_sum(found, 0, x, row_step, step, 1, PRIME) == table[0][x]


positive = st.lists(st.integers(0, 9), min_size=1, max_size=3 * BLOCK)


@examples
@given(row=positive, step=st.integers(0, 70), odds=st.sampled_from([0.125, 0.5, 1.0]))
def test_add_odds(row, step, odds):
    """Odds are powers of two and entries small integers, so that floats are exact."""
    found = np.array([row], dtype=np.float64)
    add_odds(found, np.array([0]), np.array([0]), step, len(row) - 1, odds)
    assert found[0].tolist() == [value + (odds * row[x - step] if x >= step else 0) for x, value in enumerate(row)]


@examples
@given(row=positive)
def test_block_sums(row):
    high, low = block_sums(np.array([row], dtype=np.float64))
    assert (high + low)[0].tolist() == [sum(row[: b * BLOCK]) for b in range(len(row) // BLOCK + 1)]


def test_block_sums_keep_what_one_float_would_lose():
    """A large block followed by many small ones: a plain running sum would drop each of them."""
    row = np.full((1, 1000 * BLOCK), 2.0**-60)
    row[0, :BLOCK] = 0.0
    row[0, 0] = 1.0
    high, low = block_sums(row)
    exact = sum(map(Fraction, row[0].tolist()))
    assert abs(Fraction(high[0, -1]) + Fraction(low[0, -1]) - exact) < Fraction(1, 2**80)
    assert abs(Fraction(row[0].cumsum()[-1]) - exact) > Fraction(1, 2**54)


@examples
@given(rows=st.lists(positive, min_size=1, max_size=3), step=st.integers(0, 70), odds=st.sampled_from([0.25, 0.5, 1.0]), data=st.data())
def test_carried_mass(rows, step, odds, data):
    width = min(map(len, rows))
    table = np.array([row[:width] for row in rows], dtype=np.float64)
    most = np.array(data.draw(st.lists(st.integers(0, 4), min_size=len(rows), max_size=len(rows))), dtype=np.int64)
    mass, magnitude, drift = carried_mass(table, *block_sums(table), most, step, odds)
    slow = [Fraction(0)] * 3
    for r, x in product(range(len(rows)), range(width)):
        k = min(int(most[r]), (width - 1 - x) // step) if step else int(most[r])
        term = Fraction(odds) ** k * Fraction(table[r, x])
        slow = [slow[0] + (-1) ** k * term, slow[1] + term, slow[2] + k * term]
    assert [mass, magnitude, drift] == pytest.approx([float(s) for s in slow], abs=1e-9)


def random_game(seed, n=5):
    """A monotone game as a predicate, and as a table: some random coalitions and all that hold them win."""
    chosen = np.random.default_rng(seed).choice(np.arange(1, 2**n), size=3, replace=False)
    seeds = [frozenset(i for i in range(n) if int(c) // 2**i % 2) for c in chosen]

    def wins(members):
        return any(one <= frozenset(members) for one in seeds)

    table = np.zeros(2**n, dtype=np.bool_)
    for members in twin.coalitions(n):
        table[mask_of(members)] = wins(members)
    return wins, table


@pytest.mark.parametrize("seed", range(12))
def test_swing_tally(seed):
    wins, table = random_game(seed)
    swings, winning = swing_tally(table, 5)
    slow = np.zeros((5, 5), dtype=int)
    for members in twin.coalitions(5):
        for i in twin.critical(wins, members):
            slow[i, len(members) - 1] += 1
    assert swings.tolist() == slow.tolist()
    assert winning.tolist() == [sum(len(s) == size for s in twin.winning(wins, 5)) for size in range(6)]


@pytest.mark.parametrize("seed", range(12))
def test_vulnerable_tally(seed):
    wins, table = random_game(seed)
    slow = np.zeros((5, 6), dtype=int)
    for members in twin.coalitions(5):
        breakers = twin.critical(wins, members)
        for i in breakers:
            slow[i, len(breakers)] += 1
    assert vulnerable_tally(table, 5).tolist() == slow.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_minimal_tally(seed):
    wins, table = random_game(seed)
    counts, total = minimal_tally(table, 5)
    found = twin.minimal(wins, 5)
    assert counts.tolist() == [[sum(i in s and len(s) == size for s in found) for size in range(6)] for i in range(5)]
    assert total.tolist() == [sum(len(s) == size for s in found) for size in range(6)]
