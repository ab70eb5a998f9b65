"""What the methods return: weights of criteria, or a ranking of alternatives, as plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.standing import groups_of, shared_places

__all__ = ["Ranking", "Reversal", "Weights"]

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Weights:
    """Weights of criteria.

    Parameters
    ----------
    method
        Name of the method.
    criteria
        Names.
    weights
        One per criterion, at least 0, adding up to 1.
    details
        What the method found on its way, as plain data; the function of the method says what.

    Examples
    --------
    >>> w = Weights("given", ("price", "quality"), (0.4, 0.6))
    >>> w.ranking, w.of("quality")
    ((2, 1), 0.6)
    """

    method: str
    criteria: tuple[str, ...]
    weights: tuple[float, ...]
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def scores(self) -> tuple[float, ...]:
        """The weights: they score the criteria."""
        return self.weights

    @property
    def ranking(self) -> tuple[int, ...]:
        """Place of every criterion, 1 for the heaviest; equal weights share a place."""
        return shared_places(self.array)

    @property
    def array(self) -> NDArray[np.float64]:
        """The weights as float64[k]."""
        return np.array(self.weights, dtype=np.float64)

    def of(self, criterion: str) -> float:
        """Return one criterion's weight.

        Raises
        ------
        KeyError
            If there is no such criterion.
        """
        return dict(zip(self.criteria, self.weights, strict=True))[criterion]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "method": self.method,
            "criteria": list(self.criteria),
            "weights": list(self.weights),
            "ranking": list(self.ranking),
            "details": dict(self.details),
        }


@dataclass(frozen=True)
class Reversal:
    """A warning: leaving one alternative out changes how the others stand to each other.

    Parameters
    ----------
    dropped
        The alternative left out.
    before, after
        The others, best first, ties together: while it was there, and without it.
    """

    dropped: str
    before: Groups
    after: Groups

    @property
    def best_changed(self) -> bool:
        """Whether even the best of the others is another one."""
        return self.before[0] != self.after[0]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "dropped": self.dropped,
            "before": [list(group) for group in self.before],
            "after": [list(group) for group in self.after],
            "best_changed": self.best_changed,
        }


@dataclass(frozen=True)
class Ranking:
    """Alternatives with a score and a place each.

    Parameters
    ----------
    method
        Name of the method.
    alternatives
        Names.
    scores
        One per alternative.
    ranking
        Place of every alternative, 1 for the best; equal scores share a place.
    higher_is_better
        Whether large scores are good; VIKOR's are not.
    details
        What the method found on its way, as plain data; the function of the method says what.
    reversals
        Warnings, empty when leaving any one alternative out leaves the order of the others alone, or when this was not asked.

    Examples
    --------
    >>> r = Ranking("given", ("A", "B", "C"), (0.2, 0.9, 0.9), (3, 1, 1))
    >>> r.best, r.groups
    (('B', 'C'), (('B', 'C'), ('A',)))
    """

    method: str
    alternatives: tuple[str, ...]
    scores: tuple[float, ...]
    ranking: tuple[int, ...]
    higher_is_better: bool = True
    details: Mapping[str, Any] = field(default_factory=dict)
    reversals: tuple[Reversal, ...] = ()

    @property
    def groups(self) -> Groups:
        """Names, best first, ties together."""
        return groups_of(self.alternatives, self.ranking)

    @property
    def best(self) -> tuple[str, ...]:
        """Everybody in the first place."""
        return self.groups[0]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "method": self.method,
            "alternatives": list(self.alternatives),
            "scores": list(self.scores),
            "ranking": list(self.ranking),
            "higher_is_better": self.higher_is_better,
            "details": dict(self.details),
            "reversals": [reversal.to_dict() for reversal in self.reversals],
        }
