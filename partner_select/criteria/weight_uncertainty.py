"""Weights that are not known: what they might be, drawn with a seed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.reading import Findings

__all__ = ["Dirichlet", "Ranges", "WeightUncertainty"]


@dataclass(frozen=True)
class Dirichlet:
    """Weights of at least 0 that add up to 1.

    Parameters
    ----------
    concentration
        Term to parameter above 0. All 1: every mix is equally likely. Larger and unequal: close to their proportions,
        ``{"value": 60, "cost": 40}`` stays within some points of 0.6 and 0.4.

    Examples
    --------
    >>> Dirichlet.uniform(["value", "cost"]).draw(np.random.default_rng(0), 3).sum(axis=1).round(12).tolist()
    [1.0, 1.0, 1.0]
    """

    concentration: Mapping[str, float]

    @classmethod
    def uniform(cls, terms: Iterable[str]) -> Dirichlet:
        """Return the one in which nothing is known about the weights."""
        return cls(dict.fromkeys(terms, 1.0))

    @property
    def terms(self) -> tuple[str, ...]:
        """What is weighed."""
        return tuple(self.concentration)

    def check(self, found: Findings) -> None:
        """Note what is wrong with it."""
        for term, value in self.concentration.items():
            if found.number(f"concentration[{term!r}]", value, low=0) == 0 and not found.problems:
                found.add(f"concentration[{term!r}]: must be above 0; leave out a term that does not count")

    def draw(self, random: np.random.Generator, samples: int) -> NDArray[np.float64]:
        """Return float64[samples, terms]."""
        return random.dirichlet([float(x) for x in self.concentration.values()], samples)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"kind": "Dirichlet", "concentration": {term: float(x) for term, x in self.concentration.items()}}


@dataclass(frozen=True)
class Ranges:
    """Each weight somewhere between two ends, every value equally likely, independently of the others.

    Parameters
    ----------
    limits
        Term to (low, high), at least 0; equal ends for a weight that is known.

    Examples
    --------
    >>> w = Ranges({"value": (1, 1), "cost": (0.5, 1.5)}).draw(np.random.default_rng(0), 100)
    >>> bool((w[:, 0] == 1).all()), bool(w[:, 1].min() >= 0.5)
    (True, True)
    """

    limits: Mapping[str, tuple[float, float]]

    @property
    def terms(self) -> tuple[str, ...]:
        """What is weighed."""
        return tuple(self.limits)

    def check(self, found: Findings) -> None:
        """Note what is wrong with it."""
        for term, ends in self.limits.items():
            if isinstance(ends, str) or not hasattr(ends, "__len__") or len(ends) != 2:
                found.add(f"limits[{term!r}]: must be (low, high), got {ends!r}")
                continue
            low, high = (found.number(f"limits[{term!r}]", end, low=0) for end in ends)
            if low > high:
                found.add(f"limits[{term!r}]: the low end {low:g} is above the high end {high:g}")

    def draw(self, random: np.random.Generator, samples: int) -> NDArray[np.float64]:
        """Return float64[samples, terms]."""
        low, high = np.array(list(self.limits.values()), dtype=np.float64).T
        return random.uniform(low, high, (samples, len(low)))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {"kind": "Ranges", "limits": {term: [float(x) for x in ends] for term, ends in self.limits.items()}}


WeightUncertainty = Dirichlet | Ranges
