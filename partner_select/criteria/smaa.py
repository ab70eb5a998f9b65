"""Which partner set would be best if the weights are not known? Stochastic multicriteria acceptability, on sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.decision_table import DecisionTable, Directions, read_table
from partner_select.criteria.standing import shared_places
from partner_select.criteria.weight_uncertainty import Dirichlet, WeightUncertainty
from partner_select.errors import SelectionError
from partner_select.reading import Findings

__all__ = ["Acceptability", "acceptability_of_sets", "count_places", "require_draws", "weighed"]

Floats = NDArray[np.float64]
Members = tuple[str, ...]

LEVEL = 1e-12  # of the largest utility of a draw: sets that close to each other are level, the rest is rounding
CELLS = 2**22  # comparisons held at a time: 4 MiB of Booleans


@dataclass(frozen=True)
class Acceptability:
    """How often each partner set, and each candidate, would be chosen.

    Parameters
    ----------
    sets
        Members of every set.
    scores
        Share of the weight draws in which the set is best; level sets share a draw.
    ranks
        ``ranks[s][r]``: share of the draws in which set s takes place r + 1.
    central_weights
        Per set the mean of the weights under which it is best (term to weight), None where it never is.
    candidates
        Candidate to the share of the draws in which the best set has it.
    samples, seed
        Draws taken, and from which seed.
    details
        ``uncertainty``, ``units`` of the terms, and how the sets were found.

    Examples
    --------
    >>> a = acceptability_of_sets({("A", "B"): {"value": 9, "cost": 6}, ("A", "C"): {"value": 5, "cost": 2}}, directions={"cost": "cost"})
    >>> a.candidates["A"], round(sum(a.scores), 9)
    (1.0, 1.0)
    """

    sets: tuple[Members, ...]
    scores: tuple[float, ...]
    ranks: tuple[tuple[float, ...], ...]
    central_weights: tuple[Mapping[str, float] | None, ...]
    candidates: Mapping[str, float]
    samples: int
    seed: int
    details: Mapping[str, Any]

    @property
    def ranking(self) -> tuple[int, ...]:
        """Place of every set by its acceptability; equal ones share a place."""
        return shared_places(np.array(self.scores))

    @property
    def standard_errors(self) -> tuple[float, ...]:
        """Standard error of every score from the number of draws, √(p(1 - p)/samples)."""
        return tuple(float(np.sqrt(p * (1 - p) / self.samples)) for p in self.scores)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "sets": [list(members) for members in self.sets],
            "scores": list(self.scores),
            "ranking": list(self.ranking),
            "standard_errors": list(self.standard_errors),
            "ranks": [list(row) for row in self.ranks],
            "central_weights": [None if w is None else dict(w) for w in self.central_weights],
            "candidates": dict(self.candidates),
            "samples": self.samples,
            "seed": self.seed,
            "details": dict(self.details),
        }


def acceptability_of_sets(
    amounts: Mapping[Members, Mapping[str, float]],
    uncertainty: WeightUncertainty | None = None,
    directions: Directions = None,
    units: Mapping[str, float] | None = None,
    samples: int = 10_000,
    seed: int = 0,
) -> Acceptability:
    """Return how often each of some given sets is the best when the weights of the terms are not known.

    Parameters
    ----------
    amounts
        Members of a set to term to amount; the same terms for every set.
    uncertainty
        :class:`Dirichlet` or :class:`Ranges` over the terms that count; default every mix equally likely.
    directions
        Which terms are costs, as for :func:`decision_table`.
    units
        What counts as one unit of a term; default its spread over the sets (largest less smallest), so that terms of any unit compare.
    samples, seed
        How many weight draws, and the seed they come from.

    Returns
    -------
    Acceptability
        Utility of a set under a draw: Σ weight · (±amount) / unit. O(samples · sets²).

    Raises
    ------
    SelectionError
        Listing every problem.

    References
    ----------
    R. Lahdelma and P. Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for group decision making", Operations Research
    49, 2001.

    Examples
    --------
    >>> a = acceptability_of_sets(
    ...     {("A", "B"): {"value": 9, "cost": 6}, ("A", "C"): {"value": 5, "cost": 2}, ("B", "C"): {"value": 5, "cost": 6}},
    ...     directions={"cost": "cost"})
    >>> a.scores[2], a.ranks[2][2], a.central_weights[2]
    (0.0, 1.0, None)
    """
    found = Findings()
    sets, table = _table(found, amounts, directions)
    doubt = Dirichlet.uniform(table.criteria) if uncertainty is None else uncertainty
    require_draws(found, doubt, table.criteria, samples, seed)
    found.stop()
    columns = [table.criteria.index(term) for term in doubt.terms]
    sizes = _units(found, units, table, doubt.terms)
    found.stop()
    weights = doubt.draw(np.random.default_rng(seed), samples)
    details = {"uncertainty": doubt.to_dict(), "units": sizes}
    signed = (table.matrix * table.directions)[:, columns] / np.array(list(sizes.values()))
    return weighed(sets, signed, weights, doubt.terms, seed, details)


def _table(
    found: Findings, amounts: Mapping[Members, Mapping[str, float]], directions: Directions
) -> tuple[tuple[Members, ...], DecisionTable]:
    if not amounts or not all(isinstance(members, tuple) for members in amounts):
        raise SelectionError("amounts: at least one set is needed, each a tuple of names with its terms")
    sets = tuple(amounts)
    for members in sets:
        found.distinct(f"amounts[{members}]", members)
    terms = tuple(dict.fromkeys(term for given in amounts.values() for term in given))
    for members, given in amounts.items():
        lost = [term for term in terms if term not in given]
        if lost:
            found.add(f"amounts[{members}]: missing {', '.join(lost)}")
    found.stop()
    rows = [[given[term] for term in terms] for given in amounts.values()]
    return sets, read_table(found, rows, directions, None, terms)


def require_draws(found: Findings, uncertainty: WeightUncertainty, terms: Sequence[str], samples: int, seed: int) -> None:
    """Note what is wrong with an uncertainty over these terms, a number of draws, a seed."""
    if not isinstance(uncertainty, WeightUncertainty) or not uncertainty.terms:
        found.add("uncertainty: must be Dirichlet or Ranges over at least one term")
    else:
        uncertainty.check(found)
        unknown = [repr(term) for term in uncertainty.terms if term not in terms]
        if unknown:
            found.add(f"uncertainty: no such term: {', '.join(unknown)}; there are {', '.join(terms)}")
    if not isinstance(samples, int) or isinstance(samples, bool) or samples < 1:
        found.add(f"samples: must be a whole number from 1, got {samples!r}")
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        found.add(f"seed: must be a whole number from 0, got {seed!r}")


def _units(found: Findings, given: Mapping[str, float] | None, table: DecisionTable, terms: Sequence[str]) -> dict[str, float]:
    spread = np.ptp(table.matrix, axis=0)
    units = {term: float(spread[table.criteria.index(term)]) or 1.0 for term in terms}
    for term, unit in (given or {}).items():
        if term not in table.criteria:
            found.add(f"units: no such term: {term!r}")
        elif found.number(f"units[{term!r}]", unit) <= 0:
            found.add(f"units[{term!r}]: must be above 0, got {unit!r}")
        elif term in units:
            units[term] = float(unit)
    return units


def weighed(
    sets: tuple[Members, ...], signed: Floats, weights: Floats, terms: tuple[str, ...], seed: int, details: Mapping[str, Any]
) -> Acceptability:
    """Return the acceptability of sets with these signed amounts, float64[sets, terms], under these draws, float64[samples, terms]."""
    ranks, best = count_places(weights @ signed.T)
    first = ranks[:, 0]
    names = dict.fromkeys(name for members in sets for name in members)
    candidates = {name: float(sum(p for p, members in zip(first, sets, strict=True) if name in members)) for name in names}
    central = [_central(weights, part, terms) for part in best.T]
    rows = tuple(tuple(row) for row in ranks.tolist())
    return Acceptability(sets, tuple(first.tolist()), rows, tuple(central), candidates, len(weights), seed, details)


def _central(weights: Floats, part: Floats, terms: tuple[str, ...]) -> dict[str, float] | None:
    total = float(part.sum())
    return dict(zip(terms, (part @ weights / total).tolist(), strict=True)) if total > 0 else None


def count_places(utilities: Floats) -> tuple[Floats, Floats]:
    """Return how often each set takes each place, and how much of each draw's first place is its.

    Parameters
    ----------
    utilities
        float64[samples, sets]; more is better.

    Returns
    -------
    ranks : float64[sets, places]
        Shares; k level sets take an equal part of each of their k places.
    best : float64[samples, sets]
        Each row adds up to 1.

    Examples
    --------
    >>> count_places(np.array([[3.0, 1.0, 3.0]]))[0].tolist()
    [[0.5, 0.5, 0.0], [0.0, 0.0, 1.0], [0.5, 0.5, 0.0]]
    """
    draws, count = utilities.shape
    ranks, best = np.zeros((count, count)), np.zeros((draws, count))
    block = max(1, CELLS // (count * count))
    for start in range(0, draws, block):
        part = utilities[start : start + block]
        ahead, level = _compared(part)
        best[start : start + block] = np.where(ahead == 0, 1.0 / level, 0.0)
        for place in range(count):
            ranks[:, place] += np.where((ahead <= place) & (place < ahead + level), 1.0 / level, 0.0).sum(axis=0)
    return ranks / draws, best


def _compared(utilities: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many sets are ahead of each, and how many level with it, itself included."""
    close = LEVEL * np.abs(utilities).max(axis=1)[:, None, None]
    difference = utilities[:, None, :] - utilities[:, :, None]
    ahead, behind = (difference > close).sum(axis=2), (difference < -close).sum(axis=2)
    return ahead, utilities.shape[1] - ahead - behind
