"""When a coalition wins: a threshold on a sum of weights, or several conditions of which all or any must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from allocation.errors import GameError

__all__ = ["Box", "Combined", "Condition", "Threshold", "combined", "condition_of", "losing_boxes", "thresholds"]

MAX_INT64 = 2**62  # sums below it fit a signed 64-bit integer


@dataclass(frozen=True)
class Threshold:
    """A coalition wins when its weights reach the quota.

    Parameters
    ----------
    weights
        Non-negative integers without a common divisor.
    quota
        From 1 to the total.
    """

    weights: tuple[int, ...]
    quota: int

    @property
    def total(self) -> int:
        """Sum of all weights."""
        return sum(self.weights)

    @property
    def by_heads(self) -> bool:
        """Whether every voter counts the same."""
        return all(w == 1 for w in self.weights)

    def wins(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return bool[m]: which rows of ``members`` reach the quota."""
        kind = np.int64 if self.total < MAX_INT64 else object
        sums = np.asarray(members).astype(kind) @ np.array(self.weights, dtype=kind)
        result: NDArray[np.bool_] = np.asarray(sums >= self.quota, dtype=np.bool_)
        return result

    def dual(self) -> Threshold:
        """Return the threshold reached by just those coalitions whose opponents do not reach this one."""
        return Threshold(self.weights, self.total - self.quota + 1)


@dataclass(frozen=True)
class Combined:
    """All, or any, of several conditions.

    Parameters
    ----------
    every
        True: all parts must hold; False: one is enough.
    parts
        At least one condition over the same voters.
    """

    every: bool
    parts: tuple[Condition, ...]

    def wins(self, members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return bool[m]: which rows of ``members`` win."""
        won = [part.wins(members) for part in self.parts]
        result: NDArray[np.bool_] = (np.logical_and if self.every else np.logical_or).reduce(won)
        return result

    def dual(self) -> Combined:
        """Return the condition met by just those coalitions whose opponents do not meet this one."""
        return Combined(not self.every, tuple(part.dual() for part in self.parts))


Condition = Threshold | Combined
Box = frozenset[Threshold]  # the coalitions that miss every one of these thresholds


def condition_of(game: object) -> Condition:
    """Return when a coalition of a voting game wins.

    Raises
    ------
    GameError
        If the game is of another kind.
    """
    condition = getattr(game, "condition", None)
    if not isinstance(condition, Threshold | Combined):
        raise GameError(f"power indices need a VotingGame, got {type(game).__name__}")
    return condition


def combined(every: bool, parts: Iterable[Condition]) -> Condition:
    """Return all, or any, of some conditions in the simplest form.

    Nested conditions of the same kind are flattened, and thresholds on the same weights merge: the higher one rules where all must
    hold, the lower one where any is enough.

    Examples
    --------
    >>> combined(True, [Threshold((1, 1, 1), 2), Threshold((1, 1, 1), 3)])
    Threshold(weights=(1, 1, 1), quota=3)
    """
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Combined) and part.every is every else (part,))]
    quotas: dict[tuple[int, ...], int] = {}
    for one in flat:
        if isinstance(one, Threshold):
            quotas[one.weights] = (max if every else min)(one.quota, quotas.get(one.weights, one.quota))
    merged: tuple[Condition, ...] = (
        *(Threshold(weights, quota) for weights, quota in quotas.items()),
        *(one for one in flat if isinstance(one, Combined)),
    )
    return merged[0] if len(merged) == 1 else Combined(every, merged)


def thresholds(condition: Condition) -> tuple[Threshold, ...]:
    """Return all thresholds of a condition, in the order written."""
    if isinstance(condition, Threshold):
        return (condition,)
    return tuple(leaf for part in condition.parts for leaf in thresholds(part))


def losing_boxes(condition: Condition) -> dict[Box, int]:
    """Write "the coalition loses" as a sum of boxes with whole coefficients.

    A box is met by the coalitions that miss every threshold in it. Missing all parts multiplies; missing one of them is
    inclusion and exclusion. Thresholds on the same weights merge into the lower one.

    Examples
    --------
    >>> both = Combined(True, (Threshold((1, 1), 1), Threshold((2, 1), 2)))
    >>> sorted(losing_boxes(both).values())
    [-1, 1, 1]
    """
    if isinstance(condition, Threshold):
        return {frozenset((condition,)): 1}
    parts = [losing_boxes(part) for part in condition.parts]
    return reduce(_missing_one if condition.every else _missing_both, parts)


def _missing_both(left: dict[Box, int], right: dict[Box, int]) -> dict[Box, int]:
    product: Counter[Box] = Counter()
    for a, m in left.items():
        for b, n in right.items():
            product[_meet(a, b)] += m * n
    return {box: times for box, times in product.items() if times}


def _missing_one(left: dict[Box, int], right: dict[Box, int]) -> dict[Box, int]:
    total: Counter[Box] = Counter(left)
    for box, times in right.items():
        total[box] += times
    for box, times in _missing_both(left, right).items():
        total[box] -= times
    return {box: times for box, times in total.items() if times}


def _meet(left: Box, right: Box) -> Box:
    quotas: dict[tuple[int, ...], int] = {}
    for one in (*left, *right):
        quotas[one.weights] = min(one.quota, quotas.get(one.weights, one.quota))
    return frozenset(Threshold(weights, quota) for weights, quota in quotas.items())
