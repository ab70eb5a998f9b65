import numpy as np
import pytest
import twins_excess as twin

from allocation.excess.span import Span, in_span


def independent(masks, n):
    """Ranks over the rationals after each mask."""
    ranks = [twin._rank([twin.row(m, n) for m in masks[: k + 1]]) for k in range(len(masks))]
    return [a > b for a, b in zip(ranks, [0, *ranks], strict=False)]


@pytest.mark.parametrize("n", [1, 2, 4, 6])
def test_add_says_whether_the_rank_over_the_rationals_grows(n):
    random = np.random.default_rng(n)
    for _ in range(20):
        masks = [int(m) for m in random.integers(1, 2**n, 2 * n)]
        span = Span(n)
        assert [span.add(m) for m in masks] == independent(masks, n)


def test_orthogonal_vector_recognises_exactly_the_span():
    n, random = 6, np.random.default_rng(0)
    for _ in range(10):
        masks = [int(m) for m in random.integers(1, 2**n, 3)]
        span = Span(n)
        for mask in masks:
            span.add(mask)
        passed = in_span(np.arange(2**n), span.orthogonal(random))
        base = [twin.row(m, n) for m in masks]
        expected = [twin._rank([*base, twin.row(m, n)]) == twin._rank(base) for m in range(2**n)]
        assert passed.tolist() == expected


def test_copy_grows_on_its_own():
    span = Span(3)
    span.add(1)
    other = span.copy()
    assert other.add(2)
    assert (span.rank, other.rank) == (1, 2)
    assert span.add(2)


def test_full_rank_takes_nothing_more():
    span = Span(3)
    assert [span.add(m) for m in (1, 2, 4, 7, 3)] == [True, True, True, False, False]


def test_everything_is_in_a_full_span():
    span = Span(4)
    for i in range(4):
        span.add(2**i)
    assert in_span(np.arange(16), span.orthogonal(np.random.default_rng(0))).all()


def test_only_the_empty_coalition_is_in_no_span():
    passed = in_span(np.arange(16), Span(4).orthogonal(np.random.default_rng(0)))
    assert passed.tolist() == [True] + [False] * 15


def test_thirty_players():
    n, random = 30, np.random.default_rng(2)
    span, added = Span(n), []
    for mask in random.integers(1, 2**n, 25):
        if span.add(int(mask)):
            added.append(int(mask))
    assert in_span(np.array(added), span.orthogonal(random)).all()
    assert not in_span(random.integers(1, 2**n, 1000), span.orthogonal(random)).any()
