"""What is known about the risk of candidates beyond single failures: covariances, loss scenarios, costs that may come out higher."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor, log10
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.exact import ExactVector
from partner_select.reading import Findings

__all__ = ["RiskData", "read_risk"]

SYMMETRY = 1e-9  # share of the largest covariance by which two mirrored entries may differ: rounding of whoever computed them
DEFINITE = 1e-9  # share of the largest eigenvalue by which the smallest may lie below zero: rounding of the eigenvalues
DIGITS = 6  # of the part of the diagonal that tangents count apart: more make rows of larger numbers, and hardly better ones
SPARE = 1.06  # so that what a message says in two digits is enough
ADDS_UP = 2e-6  # how far typed probabilities may add up beside one: three thirds typed as 0.333333 pass
INT64 = 2**62  # sums of numerators below this cannot overflow int64


@dataclass(frozen=True, eq=False)
class RiskData:
    """Risk of n candidates, checked.

    Parameters
    ----------
    covariance
        float64[n, n], symmetric, positive semidefinite; None where it is not known.
    loss_scenarios
        float64[s, n], loss of every candidate in every scenario; None where there are none.
    scenario_probability
        float64[s] as given, or all 1.
    cost_deviation
        float64[n], at least 0; None where costs are sure.
    """

    covariance: NDArray[np.float64] | None
    loss_scenarios: NDArray[np.float64] | None
    scenario_probability: NDArray[np.float64]
    cost_deviation: NDArray[np.float64] | None

    @cached_property
    def exact_covariance(self) -> ExactVector:
        """The covariances as exact numbers, row by row."""
        return ExactVector.of(np.zeros(0) if self.covariance is None else self.covariance.ravel())

    @cached_property
    def spare_diagonal(self) -> Fraction:
        """What may be taken off every variance so that the matrix stays positive semidefinite, in few digits; may be a little below 0."""
        if self.covariance is None or not self.covariance.any():
            return Fraction(0)
        values = np.linalg.eigvalsh(self.covariance / np.abs(self.covariance).max()) * float(np.abs(self.covariance).max())
        least = float(values[0]) - 2 * DEFINITE * float(values[-1])
        step = Fraction(10) ** (floor(log10(float(values[-1]))) - DIGITS)
        return floor(Fraction(least) / step) * step

    @cached_property
    def exact_deviation(self) -> ExactVector:
        """The deviations as exact numbers."""
        return ExactVector.of(np.zeros(0) if self.cost_deviation is None else self.cost_deviation)

    @cached_property
    def loss_numbers(self) -> tuple[NDArray[Any], int]:
        """The losses as whole numbers over one denominator: int64[s, n], or Python integers where sums might not fit."""
        losses = np.zeros((0, 0)) if self.loss_scenarios is None else self.loss_scenarios
        exact = ExactVector.of(losses.ravel())
        size = max((abs(x) for x in exact.numerators), default=0) * max(losses.shape[1], 1)
        kind = np.int64 if size < INT64 else object
        return np.array(exact.numerators, dtype=kind).reshape(losses.shape), exact.denominator

    @cached_property
    def masses(self) -> tuple[int, ...]:
        """The probabilities as whole numbers; each one's share of their sum is what counts."""
        return ExactVector.of(self.scenario_probability).numerators


def read_risk(
    found: Findings,
    n: int,
    covariance: ArrayLike | None,
    loss_scenarios: ArrayLike | None,
    scenario_probability: ArrayLike | None,
    cost_deviation: ArrayLike | None,
) -> RiskData:
    """Return the risk of n candidates; problems are noted."""
    deviation = None if cost_deviation is None else found.numbers("cost_deviation", cost_deviation, (n,), low=0)
    losses, probability = _scenarios(found, n, loss_scenarios, scenario_probability)
    return RiskData(_covariance(found, n, covariance), losses, probability, deviation)


def _covariance(found: Findings, n: int, given: ArrayLike | None) -> NDArray[np.float64] | None:
    if given is None:
        return None
    matrix = found.numbers("covariance", given, (n, n))
    largest = float(np.abs(matrix).max(initial=0.0))
    if np.abs(matrix - matrix.T).max(initial=0.0) > SYMMETRY * largest:
        found.add("covariance: must be symmetric")
        return matrix
    values = np.linalg.eigvalsh(matrix / (largest or 1.0)) * largest
    if values[0] < -DEFINITE * values[-1]:
        found.add(
            f"covariance: no set of random numbers has these covariances (smallest eigenvalue {values[0]:.6g}); "
            f"if they were rounded, add {-values[0] * SPARE:.2g} to the diagonal"
        )
    symmetric: NDArray[np.float64] = np.triu(matrix) + np.triu(matrix, 1).T
    symmetric.setflags(write=False)
    return symmetric


def _scenarios(
    found: Findings, n: int, given: ArrayLike | None, probability: ArrayLike | None
) -> tuple[NDArray[np.float64] | None, NDArray[np.float64]]:
    if given is None:
        if probability is not None:
            found.add("scenario_probability: there are no loss_scenarios that it could be about")
        return None, np.zeros(0)
    shape = np.shape(given)
    count = shape[0] if len(shape) == 2 else 0
    losses = found.numbers("loss_scenarios", given, (max(count, 1), n))
    if probability is None:
        return losses, np.ones(len(losses))
    masses = found.numbers("scenario_probability", probability, (len(losses),), low=0)
    if abs(float(masses.sum()) - 1.0) > ADDS_UP:
        found.add(f"scenario_probability: must add up to 1, got {masses.sum():.6g}")
    return losses, masses
