"""What is to be estimated: a semivalue, as weights of averages over coalitions of each size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import lgamma

import numpy as np
from numpy.typing import NDArray

__all__ = ["Target", "banzhaf_target", "semivalue_target", "shapley_target"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Target:
    """A semivalue of n players.

    With E_s the average over all coalitions of s members and x_i = [i ∈ S], the value of player i is

        company[n−1]·v(N) − company[0]·v(∅) + Σ_{s=1}^{n−1} E_s[(level[s] + spread[s]·(x_i − s/n))·v(S)],

    so that a coalition, once evaluated, says something about every player.

    Parameters
    ----------
    name
        Name of the rule.
    company
        float64[n]: chance of meeting s = 0 … n − 1 others.

    References
    ----------
    P. Kolpaczki et al., "Approximating the Shapley value without marginal contributions", 2024.
    J. T. Wang and R. Jia, "Data Banzhaf", 2023.
    """

    name: str
    company: Floats

    @property
    def n(self) -> int:
        """Number of players."""
        return len(self.company)

    @cached_property
    def level(self) -> Floats:
        """float64[n + 1]: weight of the average of all coalitions of a size; all 0 inside for the Shapley value."""
        return np.asarray(np.append(0.0, self.company) - np.append(self.company, 0.0), dtype=np.float64)

    @cached_property
    def spread(self) -> Floats:
        """float64[n + 1]: weight of the difference a player makes among coalitions of a size; 0 for no and all players."""
        s = np.arange(1, self.n)
        inner = (self.company[:-1] + self.company[1:] * s / (self.n - s)) * self.n / s
        return np.concatenate(([0.0], inner, [0.0]))

    @cached_property
    def importance(self) -> Floats:
        """float64[n + 1], sums to 1: how often to draw coalitions of each size where all sizes are equally uncertain."""
        s = np.arange(self.n + 1)
        size = np.sqrt(self.level**2 + self.spread**2 * s * (self.n - s) / self.n**2)
        size[0] = size[-1] = 0.0
        return np.asarray(size / size.sum(), dtype=np.float64) if size.sum() > 0 else size

    @property
    def symmetric(self) -> bool:
        """Whether a coalition and all others count alike, so that only v(S) − v(N∖S) matters."""
        return bool(np.allclose(self.company, self.company[::-1], rtol=1e-9, atol=0.0))

    @property
    def efficient(self) -> bool:
        """Whether the values add up to v(N) in every game: only the Shapley value's do."""
        return bool(np.allclose(self.company, 1 / self.n, rtol=1e-9, atol=0.0))

    def inner(self, whole: Floats, empty: float, grand: float) -> Floats:
        """Return the part of a value that comes from the sizes 1 … n − 1, given the whole value and the two worths outside."""
        return np.asarray(whole - self.company[-1] * grand + self.company[0] * empty, dtype=np.float64)

    @cached_property
    def rule_shares(self) -> tuple[Floats, Floats]:
        """Two float64[n + 1, n + 1]: what each needed player gains and each excluded one loses of a rule with p needed, q excluded."""
        n = self.n
        met = np.zeros((n + 2, n + 2))
        logs = np.array([lgamma(k + 1) for k in range(n + 1)])
        for a in range(n):
            for b in range(n - a):
                s = np.arange(a, n - b)
                odds = logs[n - 1 - a - b] - logs[s - a] - logs[n - 1 - b - s] - logs[n - 1] + logs[s] + logs[n - 1 - s]
                met[a, b] = float((self.company[s] * np.exp(odds)).sum())
        gained, lost = np.zeros((n + 1, n + 1)), np.zeros((n + 1, n + 1))
        gained[1:, :] = met[:n, : n + 1]
        lost[:, 1:] = met[: n + 1, :n]
        return gained, lost


def shapley_target(n: int) -> Target:
    """Return the Shapley value: every number of others is equally likely.

    Examples
    --------
    >>> shapley_target(4).company.tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    return Target("shapley", np.full(n, 1 / n))


def banzhaf_target(n: int) -> Target:
    """Return the Banzhaf value: every other player is there with probability one half.

    Examples
    --------
    >>> banzhaf_target(3).company.round(12).tolist()
    [0.25, 0.5, 0.25]
    """
    return semivalue_target(np.full(n, 0.5 ** (n - 1)), "banzhaf") if n <= 1000 else Target("banzhaf", _binomial(n - 1))


def _binomial(k: int) -> Floats:
    logs = np.array([lgamma(k + 1) - lgamma(s + 1) - lgamma(k - s + 1) for s in range(k + 1)]) - k * np.log(2)
    odds: Floats = np.exp(logs)
    return np.asarray(odds / odds.sum(), dtype=np.float64)


def semivalue_target(chances: Floats, name: str = "semivalue") -> Target:
    """Return a semivalue, given the chance of meeting one given group of s = 0 … n − 1 others.

    Examples
    --------
    >>> semivalue_target(np.array([0.75, 0.25])).company.tolist()
    [0.75, 0.25]
    """
    k = len(chances) - 1
    logs = np.array([lgamma(k + 1) - lgamma(s + 1) - lgamma(k - s + 1) for s in range(k + 1)])
    with np.errstate(divide="ignore"):
        company: Floats = np.exp(logs + np.log(chances))
    return Target(name, company / company.sum())
