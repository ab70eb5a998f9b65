"""Random arrival: who comes first is paid first, averaged over all orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, gcd, lcm

import numpy as np
from numpy.typing import NDArray

from allocation.claims.rule import ClaimsRule
from allocation.errors import RuleError
from allocation.exact import as_integers
from allocation.kernels.random_arrival import arrival_shares, arrival_shares_by_subsets
from allocation.rule import Bilingual

__all__ = ["RANDOM_ARRIVAL", "arrival_is_tractable", "random_arrival", "random_arrival_exactly"]

FEW_CLAIMANTS = 14  # claimants up to which going through all subsets takes less time than setting up the grid
MAX_SUBSET_CLAIMANTS = 22  # claimants: 2**22 partial sums of 8 bytes are 32 MiB, and the loop over them stays within a second
MAX_GRID_CELLS = 2**25  # claimants × amounts kept at once: 256 MiB
MAX_GRID_STEPS = 10**10  # quadrature nodes × claimants × amounts: some ten seconds
MAX_EXACT_STEPS = 2 * 10**8  # claimants squared × sums, in integers of any length: about a minute


@dataclass(frozen=True)
class _Grid:
    """Claims as whole multiples of one step, with the amounts an estate can shrink to."""

    sizes: NDArray[np.int64]
    points: int
    offset: float
    step: float
    divides_loss: bool


def _grid(claims: NDArray[np.float64], estate: float) -> _Grid | None:
    """Put claims and estate on a grid, or return None where it would be too fine."""
    numerators, denominator = as_integers(np.append(claims, estate))
    *amounts, available = numerators
    missing = max(0, sum(amounts) - available)
    step = gcd(*amounts)
    # the rule divides the loss like the estate, so the smaller of the two is enough
    whole, rest = divmod(min(available, missing), step)
    points, n = whole + 1, len(amounts)
    if points * n > MAX_GRID_CELLS or points * n * _nodes(n) > MAX_GRID_STEPS:
        return None
    # a claim beyond the estate counts like one just beyond it, and then fits an index
    sizes = np.array([min(amount // step, points) for amount in amounts], dtype=np.int64)
    return _Grid(sizes, points, rest / step, step / denominator, missing < available)


def _nodes(n: int) -> int:
    """Gauss-Legendre nodes that integrate polynomials of degree n - 1 exactly."""
    return n // 2 + 1


def arrival_is_tractable(claims: NDArray[np.float64], estate: float) -> bool:
    """Return whether :func:`random_arrival` can divide this estate: few claimants, or amounts that are multiples of a coarse step."""
    return len(claims) <= MAX_SUBSET_CLAIMANTS or not claims.any() or _grid(claims, estate) is not None


def random_arrival(claims: NDArray[np.float64], estate: float) -> NDArray[np.float64]:
    """Average what each gets over all orders of arrival, the first being paid in full until nothing is left.

    With arrival times drawn uniformly, the others come before time t independently of each other with probability t: the share is an
    integral over t of a polynomial of degree n - 1, which n/2 quadrature nodes give exactly.

    Parameters
    ----------
    claims
        float64[n]. For more than 22 claimants they must be multiples of a step that is not too fine: O(n**2 E / step) operations,
        O(n E / step) memory; up to 14 claimants, or up to 22 with amounts too fine, O(n 2**n).
    estate
        What there is.

    Raises
    ------
    RuleError
        If there are more than 22 claimants and the amounts are too fine.

    References
    ----------
    B. O'Neill, "A problem of rights arbitration from the Talmud", 1982.

    Examples
    --------
    >>> random_arrival(np.array([100.0, 200.0, 300.0]), 200.0).round(4).tolist()
    [33.3333, 83.3333, 83.3333]
    """
    n = len(claims)
    if not claims.any():
        return np.zeros(n)
    grid = _grid(claims, estate) if n > FEW_CLAIMANTS else None
    if grid is not None:
        return _on_grid(grid, claims)
    if n > MAX_SUBSET_CLAIMANTS:
        raise RuleError(
            f"random arrival for {n} claimants needs amounts that are multiples of a coarser step: round claims and estate, "
            "or estimate the Shapley value of the claims game"
        )
    return arrival_shares_by_subsets(claims, estate, np.array([1.0 / (n * comb(n - 1, size)) for size in range(n)]))


def _on_grid(grid: _Grid, claims: NDArray[np.float64]) -> NDArray[np.float64]:
    nodes, weights = np.polynomial.legendre.leggauss(_nodes(len(claims)))
    shares = grid.step * arrival_shares(grid.sizes, grid.points, grid.offset, (nodes + 1) / 2, weights / 2)
    return np.maximum(0.0, claims - shares) if grid.divides_loss else shares


def random_arrival_exactly(claims: Sequence[Fraction], estate: Fraction) -> list[Fraction]:
    """Average in rational numbers over who has come before: subsets of the others counted by size and sum.

    Raises
    ------
    RuleError
        If that would take much longer than a minute: many claimants and amounts far apart.
    """
    n, unit = len(claims), lcm(estate.denominator, *(claim.denominator for claim in claims))
    amounts, available = [int(claim * unit) for claim in claims], int(estate * unit)
    if n * n * min(available + 1, 2**n) > MAX_EXACT_STEPS:
        raise RuleError(f"random arrival of {n} claimants on {available} units is too long to recount exactly: round claims and estate")
    counts = _subsets_below(amounts, available)
    shares = {}
    for amount in set(amounts):
        ahead = _without(counts, amount)
        totals = [sum(many * min(amount, available - taken) for taken, many in ahead[size].items()) for size in range(n)]
        shares[amount] = sum((Fraction(total, n * comb(n - 1, size)) for size, total in enumerate(totals)), Fraction(0)) / unit
    return [shares[amount] for amount in amounts]


def _subsets_below(amounts: Sequence[int], limit: int) -> list[dict[int, int]]:
    """For every size, how many subsets have each sum up to the limit."""
    counts: list[dict[int, int]] = [{0: 1}, *({} for _ in amounts)]
    for joined, amount in enumerate(amounts, 1):
        for size in range(joined, 0, -1):
            for taken, many in counts[size - 1].items():
                if taken + amount <= limit:
                    counts[size][taken + amount] = counts[size].get(taken + amount, 0) + many
    return counts


def _without(counts: Sequence[dict[int, int]], amount: int) -> list[dict[int, int]]:
    """The same counts when one of these amounts is taken out: subsets with it are subsets without it of one size less."""
    rest: list[dict[int, int]] = []
    for size, sums in enumerate(counts):
        smaller = rest[size - 1] if size else {}
        rest.append({taken: many - smaller.get(taken - amount, 0) for taken, many in sums.items()})
    return rest


RANDOM_ARRIVAL = ClaimsRule(
    name="random_arrival",
    shares=random_arrival,
    exactly=random_arrival_exactly,
    title=Bilingual("随机到达", "Random arrival"),
    meaning=Bilingual(
        "按先到先得兑付，再对所有到达顺序取平均；即沙普利值",
        "first come, first served, averaged over all orders of arrival; it is the Shapley value",
    ),
    formula="x_i = 1/n! · Σ over orders of min(d_i, max(0, E − Σ claims before i))",
    reference="B. O'Neill, A problem of rights arbitration from the Talmud, 1982",
    promises=frozenset({"self-dual", "truncation", "minimal rights first", "minimal share"}),
    method="exact",
)
