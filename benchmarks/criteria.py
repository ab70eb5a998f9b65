"""Ranking candidates by criteria beside pymcdm, on one random matrix; the scores must agree."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import numpy as np

from benchmarks.peers import beside, peer, said
from benchmarks.registry import Row, benchmark, main
from partner_select.criteria import topsis

CRITERIA = 8
AGREES = 1e-9  # of scores between 0 and 1


@benchmark("criteria", "", (100, 1_000, 10_000), of="candidates")
def topsis_beside_pymcdm(n: int) -> Iterator[Row]:
    """Scores of all candidates by TOPSIS with vector normalisation; we do not look for rank reversals, as the peer does not."""
    matrix = np.random.default_rng(0).uniform(1, 100, (n, CRITERIA))
    weights, kinds = np.full(CRITERIA, 1 / CRITERIA), np.where(np.arange(CRITERIA) % 2 == 0, 1, -1)
    pymcdm = peer("pymcdm")
    if pymcdm is not None:
        methods, normalizations = import_module("pymcdm.methods"), import_module("pymcdm.normalizations")
        theirs = methods.TOPSIS(normalizations.vector_normalization)
        if not np.allclose(theirs(matrix, weights, kinds), topsis(matrix, weights, kinds, reversals=False).scores, atol=AGREES):
            raise AssertionError("pymcdm finds other scores")
    ours, other = beside(pymcdm, lambda: topsis(matrix, weights, kinds, reversals=False), lambda: theirs(matrix, weights, kinds))
    yield Row("TOPSIS", f"{n} candidates, {CRITERIA} criteria", ours, "pymcdm", other, note=said(pymcdm))


if __name__ == "__main__":
    main("criteria")
