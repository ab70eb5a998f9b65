import numpy as np
import pytest
import twins_oracles as twin

from allocation.proofs.elimination import IntegerSpan
from allocation.proofs.voting_scan import Extremes, least_payoffs
from allocation.voting.condition import Threshold

SMALL = 7  # a prime so small that many tags cancel


def drawn(seed):
    random = np.random.default_rng(seed)
    n = int(random.integers(1, 8))
    weights = tuple(random.integers(0, 6, n).tolist())
    quota = int(random.integers(1, sum(weights) + 2))
    return Threshold(weights, quota), random.integers(-9, 20, n).tolist(), random.integers(0, SMALL, n).tolist()


@pytest.mark.parametrize("factor", [1, 10**30])
@pytest.mark.parametrize("seed", range(40))
def test_small_and_huge_payoffs_against_all_coalitions(seed, factor):
    rule, payoffs, tags = drawn(seed)
    payoffs = [factor * x for x in payoffs]
    expected = [twin.cheapest(rule.weights, rule.quota, payoffs, tags, SMALL, winning) for winning in (True, False)]
    assert least_payoffs(rule, payoffs, tags, SMALL) == Extremes(*(None if x is None else int(x) for x in expected))


def test_without_any_tag_nothing_counts():
    assert least_payoffs(Threshold((2, 1), 2), [1, 1], [0, 0], SMALL) == Extremes(None, None)


def test_results_are_python_integers_of_any_size():
    found = least_payoffs(Threshold((1, 1), 1), [2**70, 2**80], [1, 2], SMALL)
    assert found == Extremes(2**70, None)
    assert isinstance(found.winning, int)


def test_sums_next_to_the_limit_of_64_bits_do_not_overflow():
    assert least_payoffs(Threshold((1, 1), 2), [2**62 - 2, 1], [1, 1], SMALL).winning == 2**62 - 1
    assert least_payoffs(Threshold((1, 1), 2), [2**62, 2**62], [1, 1], SMALL).winning == 2**63


def test_an_orthogonal_vector_of_a_span_is_orthogonal():
    prime, span = 2**61 - 1, IntegerSpan()
    random = np.random.default_rng(3)
    rows = random.integers(0, 2, (4, 9)).tolist()
    for row in rows:
        span.add(row)
    vector = span.orthogonal([int(x) for x in random.integers(1, prime, 9)], prime)
    assert [sum(a * y for a, y in zip(row, vector, strict=True)) % prime for row in rows] == [0, 0, 0, 0]
    assert sum(vector[:5]) % prime != 0


def test_a_prime_that_divides_a_pivot_is_refused():
    span = IntegerSpan()
    span.add([3, 1])
    with pytest.raises(ValueError, match="invertible"):
        span.orthogonal([1, 1], 3)


def test_a_copied_span_grows_alone():
    span = IntegerSpan()
    span.add([1, 1])
    other = span.copy()
    assert other.add([1, 0])
    assert (span.rank, other.rank) == (1, 2)
