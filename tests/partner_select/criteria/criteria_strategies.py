"""Random decision problems for the tests of the criteria methods."""

from __future__ import annotations

import itertools

from hypothesis import strategies as st

GRID = st.integers(-20, 20)  # whole numbers: ties and constant columns turn up often
POSITIVE = st.integers(1, 40)


@st.composite
def problems(draw, numbers=GRID, alternatives=(2, 6), criteria=(1, 4)):
    """Matrix, weights that add up to 1, directions."""
    m, k = draw(st.integers(*alternatives)), draw(st.integers(*criteria))
    matrix = [[float(draw(numbers)) for _ in range(k)] for _ in range(m)]
    raw = [draw(st.integers(1, 9)) for _ in range(k)]
    return matrix, [w / sum(raw) for w in raw], [draw(st.sampled_from([1, -1])) for _ in range(k)]


def varying(matrix):
    """Whether every criterion tells at least two alternatives apart."""
    return all(len(set(column)) > 1 for column in zip(*matrix, strict=True))


def distinct(scores, by=1e-6):
    """Whether no two scores are so close that rounding could order them."""
    return all(b - a > by for a, b in itertools.pairwise(sorted(scores)))
