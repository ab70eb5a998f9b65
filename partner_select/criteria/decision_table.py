"""Alternatives by criteria: the numbers, and for each criterion whether much of it is good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from partner_select.criteria.results import Weights
from partner_select.reading import Findings, identity

__all__ = [
    "DecisionTable",
    "Directions",
    "GivenWeights",
    "decision_table",
    "names_or_numbers",
    "read_table",
    "read_weights",
    "require_share",
]

Direction = int | str
Directions = Sequence[Direction] | Mapping[str, Direction] | None
GivenWeights = Weights | ArrayLike | Mapping[str, float] | None

SIGNS: dict[Any, int] = {1: 1, -1: -1, "+": 1, "-": -1, "−": -1, "benefit": 1, "cost": -1}


@dataclass(frozen=True, eq=False)
class DecisionTable:
    """A checked table of alternatives by criteria; make it with :func:`decision_table`.

    Parameters
    ----------
    matrix
        float64[m, k], read-only: what alternative i shows under criterion j.
    alternatives, criteria
        Names.
    directions
        int64[k]: +1 where much is good (benefit), -1 where much is bad (cost).
    """

    matrix: NDArray[np.float64]
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    directions: NDArray[np.int64]

    def without(self, row: int) -> DecisionTable:
        """Return the table less one alternative."""
        names = self.alternatives[:row] + self.alternatives[row + 1 :]
        return DecisionTable(np.delete(self.matrix, row, axis=0), names, self.criteria, self.directions)


def names_or_numbers(found: Findings, field: str, given: Iterable[str] | None, count: int) -> tuple[str, ...]:
    """Return checked names; without any they are ``"1"`` to ``str(count)``."""
    if given is None:
        return tuple(str(i + 1) for i in range(count))
    if isinstance(given, str):
        found.add(f"{field}: must be a list of names, got one string")
        return tuple(str(i + 1) for i in range(count))
    names = found.distinct(field, given)
    if len(names) != count:
        found.add(f"{field}: {count} names are needed, got {len(names)}")
    return names


def _by_name(found: Findings, field: str, given: Mapping[str, Any], criteria: tuple[str, ...], missing: Any) -> list[Any]:
    where = {identity(name): k for k, name in enumerate(criteria)}
    values = [missing] * len(criteria)
    for name, value in given.items():
        for k in found.positions(field, [name], where, kind="criterion"):
            values[k] = value
    lost = [repr(name) for name, value in zip(criteria, values, strict=True) if value is None]
    if lost:
        found.add(f"{field}: missing for {', '.join(lost)}")
    return values


def _directions(found: Findings, given: Directions, criteria: tuple[str, ...]) -> NDArray[np.int64]:
    if given is None:
        return np.ones(len(criteria), dtype=np.int64)
    entries = _by_name(found, "directions", given, criteria, 1) if isinstance(given, Mapping) else list(given)
    if len(entries) != len(criteria):
        found.add(f"directions: {len(criteria)} are needed, one per criterion, got {len(entries)}")
    signs = [SIGNS.get(entry) if isinstance(entry, str | int | float | np.integer | np.floating) else None for entry in entries]
    wrong = [repr(entry) for entry, sign in zip(entries, signs, strict=True) if sign is None]
    if wrong:
        found.add(f"directions: must be 1 or 'benefit' where much is good, -1 or 'cost' where it is bad, got {', '.join(wrong)}")
    return np.array([sign or 1 for sign in signs], dtype=np.int64)


def read_table(
    found: Findings,
    matrix: ArrayLike | DecisionTable,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
) -> DecisionTable:
    """Return the checked table, noting every problem; what is wrong is filled so that reading can go on.

    A :class:`DecisionTable` is returned as it is.
    """
    if isinstance(matrix, DecisionTable):
        if not (directions is None and alternatives is None and criteria is None):
            found.add("matrix: a decision table already has its directions and names; leave them out")
        return matrix
    shape = np.shape(matrix) if _rectangular(matrix) else ()
    if len(shape) != 2 or 0 in shape:
        found.add("matrix: must be a table of numbers, one row per alternative and one column per criterion, at least one of each")
        shape = (1, 1)
        matrix = np.zeros(shape)
    names = names_or_numbers(found, "alternatives", alternatives, shape[0])
    labels = names_or_numbers(found, "criteria", criteria, shape[1])
    numbers = found.numbers("matrix", matrix, (shape[0], shape[1]))
    return DecisionTable(numbers, names, labels, _directions(found, directions, labels))


def _rectangular(given: Any) -> bool:
    try:
        np.shape(given)
    except ValueError:
        return False
    return True


def read_weights(found: Findings, given: GivenWeights, criteria: tuple[str, ...]) -> NDArray[np.float64]:
    """Return float64[k] that adds up to 1, noting every problem; equal weights when none are given.

    Parameters
    ----------
    found
        Where problems are noted.
    given
        Any numbers of at least 0, not all 0: one per criterion, by name, or the result of a weighting method.
    criteria
        Names.
    """
    equal = np.full(len(criteria), 1.0 / len(criteria))
    if given is None:
        return equal
    if isinstance(given, Weights):
        given = dict(zip(given.criteria, given.weights, strict=True)) if set(given.criteria) == set(criteria) else given.weights
    entries: Any = _by_name(found, "weights", given, criteria, None) if isinstance(given, Mapping) else given
    if isinstance(given, Mapping) and None in entries:
        return equal
    weights = found.numbers("weights", entries, (len(criteria),), low=0)
    largest = float(weights.max())
    if largest == 0:
        if not any(problem.startswith("weights") for problem in found.problems):
            found.add("weights: at least one must be above 0")
        return equal
    scaled = weights / largest  # sums of huge weights must not overflow
    normalised: NDArray[np.float64] = scaled / scaled.sum()
    return normalised


def require_share(found: Findings, field: str, given: Any, above: float | None = None) -> float:
    """Return a number from 0 to 1, noting what is not one; with ``above`` it must also be larger than that."""
    share = found.number(field, given, low=0)
    if share > 1 or (above is not None and share <= above and not any(p.startswith(field) for p in found.problems)):
        least = "at least 0" if above is None else f"above {above:g}"
        found.add(f"{field}: must be {least} and at most 1, got {given!r}")
    return share


def decision_table(
    matrix: ArrayLike,
    directions: Directions = None,
    alternatives: Iterable[str] | None = None,
    criteria: Iterable[str] | None = None,
) -> DecisionTable:
    """Check a table of alternatives by criteria once, to hand it to several methods.

    Parameters
    ----------
    matrix
        Finite numbers, one row per alternative, one column per criterion.
    directions
        Per criterion 1, ``"+"`` or ``"benefit"`` where much is good, -1, ``"-"`` or ``"cost"`` where it is bad; a list, or a mapping
        of those that differ from benefit. Default: all benefit.
    alternatives, criteria
        Names; ``"1"``, ``"2"``, ... when left out.

    Raises
    ------
    SelectionError
        Listing every problem.

    Examples
    --------
    >>> t = decision_table([[3, 10], [5, 20]], directions={"price": "cost"}, criteria=["quality", "price"])
    >>> t.directions.tolist(), t.alternatives
    ([1, -1], ('1', '2'))
    """
    found = Findings()
    table = read_table(found, matrix, directions, alternatives, criteria)
    found.stop()
    return table
