"""Variance of the members' total, Σ covariance over all pairs of them: as a limit and as a term of the objective."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.model.limit import Check, Constraint, Limit, plain
from partner_select.model.measure import Measure
from partner_select.model.products import add_rows_per_candidate, fitted, pair_products
from partner_select.model.scaling import Part
from partner_select.model.term import Held, Majorant, Term
from partner_select.model.variables import Variables
from partner_select.problem import Problem

__all__ = ["MAX_VARIANCE", "VARIANCE"]


def _amount(problem: Problem, members: AbstractSet[int]) -> Fraction:
    covariance = problem.pool.risk.covariance
    if covariance is None:
        return Fraction(0)
    return sum((as_fraction(covariance[i, j]) for i in members for j in members), Fraction(0))


def _amounts(problem: Problem, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
    covariance = problem.pool.risk.covariance
    if covariance is None:
        return np.zeros(len(sets))
    chosen = sets.astype(np.float64)
    total: NDArray[np.float64] = np.einsum("ij,ij->i", chosen @ covariance, chosen)
    return total


def _numbers(problem: Problem) -> tuple[list[tuple[int, ...]], ExactVector]:
    """Own variances and doubled covariances, each with who must be in for it to count; zeros left out."""
    n, exact = problem.pool.n, problem.pool.risk.exact_covariance
    numbers = np.array(exact.numerators, dtype=object).reshape(n, n)
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if numbers[i, j]]
    ends: list[tuple[int, ...]] = [(i,) for i in range(n)]
    values = [numbers[i, i] for i in range(n)] + [2 * numbers[i, j] for i, j in pairs]
    return ends + list(pairs), ExactVector(tuple(values), exact.denominator)


def _part(problem: Problem, variables: Variables, up: bool) -> Part:
    """The variance over products, held from the side that it is not pushed to."""
    n = problem.pool.n
    ends, exact = _numbers(problem)
    weights, unit, error = fitted(exact)
    pairs = [(i, j) for i, j in (e for e in ends if len(e) == 2)]
    together, worth, wanted = pair_products(variables, pairs, weights[n:], up)
    add_rows_per_candidate(variables, wanted)
    return Part("covariance", [*variables.chosen, *together], [*weights[:n], *worth], unit, error=error)


def _add(problem: Problem, variables: Variables, weight: Fraction) -> None:
    part = _part(problem, variables, up=weight > 0)
    variables.parts.append(Part(part.field, part.variables, part.weights, weight * part.factor, error=abs(weight) * part.error))


def _majorant(problem: Problem) -> Majorant:
    if problem.pool.risk.covariance is None:
        return Majorant()
    n = problem.pool.n
    ends, exact = _numbers(problem)
    where = np.array([e for e in ends if len(e) == 2], dtype=np.int64).reshape(-1, 2)
    own, pairs = (ExactVector(x, exact.denominator) for x in (exact.numerators[:n], exact.numerators[n:]))
    return Majorant(own=own, pairs=pairs, ends=(where[:, 0].copy(), where[:, 1].copy()))


def _least(covariance: NDArray[np.float64]) -> ExactVector:
    """A sum over members that no variance is below: own variances and all negative covariances, whoever is in."""
    rows = [[as_fraction(x) for x in row] for row in covariance.tolist()]
    nothing = Fraction(0)
    return ExactVector.of_fractions([sum((min(x, nothing) for x in row), max(row[i], nothing)) for i, row in enumerate(rows)])


def _limit(problem: Problem, bound: Fraction) -> Limit:
    measure = Measure(
        lambda members: _amount(problem, members),
        lambda sets: _amounts(problem, sets),
        bound,
        lambda variables: _part(problem, variables, up=False),
        lambda other: _limit(problem, other),
        cut=lambda members: _tangent(problem, bound, members),
    )
    covariance = problem.pool.risk.covariance
    least = _least(np.zeros((problem.pool.n, problem.pool.n)) if covariance is None else covariance)
    return Limit("variance", "at most", least, bound, "covariance", f"a variance of at most {plain(bound)}", measure=measure)


def _tangent(problem: Problem, bound: Fraction, members: AbstractSet[int]) -> Limit:
    """The tangent of a convex function that is the variance on all sets: part of the diagonal counts as Σ x_i, which x_i² is.

    With C - d·I still positive semidefinite, xᵀ(C - d·I)x >= 2 x̄ᵀ(C - d·I)x - x̄ᵀ(C - d·I)x̄, and d·Σ x_i is added to both.
    """
    n, exact = problem.pool.n, problem.pool.risk.exact_covariance
    spare = problem.pool.risk.spare_diagonal
    row = [spare + 2 * sum((exact[n * i + j] for j in members), Fraction(0)) - 2 * spare * (i in members) for i in range(n)]
    at = bound + _amount(problem, members) - spare * len(members)
    return Limit("cut", "at most", ExactVector.of_fractions(row), at, "covariance", "the tangent of the variance")


def _limits(problem: Problem) -> Iterator[Limit]:
    if problem.risk.max_variance is not None:
        yield _limit(problem, as_fraction(problem.risk.max_variance))


def _held(problem: Problem) -> Held:
    return Held(Fraction(1, problem.pool.risk.exact_covariance.denominator), lambda bound: _limit(problem, bound))


def _check(problem: Problem, members: AbstractSet[int]) -> Iterator[Check]:
    if problem.risk.max_variance is not None:
        yield Check.between("variance", "variance", _amount(problem, members), high=as_fraction(problem.risk.max_variance))


MAX_VARIANCE = Constraint("variance", _limits, _check)
VARIANCE = Term("variance", -1, _amount, _amounts, _majorant, _add, lambda problem: problem.pool.risk.covariance is not None, _held)
