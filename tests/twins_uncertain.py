"""Slow definitions for uncertain values, in plain Python and Fraction; nothing here imports the packages under test."""

from fractions import Fraction
from itertools import product


def corners(lower, upper):
    """Every game whose coalitions all sit at one end of their interval."""
    return [list(one) for one in product(*zip(lower, upper, strict=True))]


def range_over_box(rule, lower, upper):
    """Least and most of each payoff of a linear rule: a linear function is extreme at a corner."""
    splits = [rule(v) for v in {tuple(v) for v in corners(lower, upper)}]
    return [min(column) for column in zip(*splits, strict=True)], [max(column) for column in zip(*splits, strict=True)]


def mean(values, chances):
    return sum(Fraction(x) * p for x, p in zip(values, chances, strict=True))


def variance(values, chances):
    centre = mean(values, chances)
    return mean([(Fraction(x) - centre) ** 2 for x in values], chances)


def quantile(values, chances, level):
    """The smallest value that is not exceeded with at least this probability."""
    possible = [(x, p) for x, p in zip(values, chances, strict=True) if p > 0]
    return next(x for x, _ in sorted(possible) if sum(p for y, p in possible if y <= x) >= level)


def sum_of(payoffs, mask):
    return sum(x for i, x in enumerate(payoffs) if mask >> i & 1)


def blocking(tables, chances, payoffs, keep):
    """Per coalition the chance that v(S) > x(S) and the expected gain; then the chances of stable, in core, covered."""
    count = len(tables[0])
    odds, gains = [Fraction(0)] * count, [Fraction(0)] * count
    stable = core = covered = Fraction(0)
    for v, p in zip(tables, chances, strict=True):
        factor = Fraction(v[-1]) / sum(payoffs) if keep == "shares" else Fraction(1)
        x = [factor * Fraction(one) for one in payoffs]
        excesses = {mask: v[mask] - sum_of(x, mask) for mask in range(1, count - 1)}
        for mask, excess in excesses.items():
            if excess > 0:
                odds[mask] += p
                gains[mask] += p * excess
        quiet = all(excess <= 0 for excess in excesses.values())
        stable += p * quiet
        core += p * (quiet and sum(x) == v[-1])
        covered += p * (v[-1] >= sum(x))
    return odds, gains, stable, core, covered
