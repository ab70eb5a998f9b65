"""How a difference under one criterion turns into a degree of preference: the six functions of Brans and Vincke."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from partner_select.reading import Findings, identity

__all__ = ["Preference", "preferences_of"]

Floats = NDArray[np.float64]
Shape = Literal["usual", "u-shape", "v-shape", "level", "linear", "gaussian"]

# degree of preference of halved positive differences d, with the halved thresholds q (indifference), p (preference), s (inflection)
SHAPES: dict[str, Callable[[Floats, float, float, float], Floats]] = {
    "usual": lambda d, q, p, s: np.where(d > 0, 1.0, 0.0),
    "u-shape": lambda d, q, p, s: np.where(d > q, 1.0, 0.0),
    "v-shape": lambda d, q, p, s: np.minimum(d / p, 1.0),
    "level": lambda d, q, p, s: np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0)),
    "linear": lambda d, q, p, s: np.where(d > p, 1.0, np.clip((d - q) / (p - q), 0.0, 1.0)),
    "gaussian": lambda d, q, p, s: -np.expm1(-((np.minimum(d / s, 1e3)) ** 2) / 2),
}
NEEDS: dict[str, tuple[str, ...]] = {
    "usual": (),
    "u-shape": ("indifference",),
    "v-shape": ("preference",),
    "level": ("indifference", "preference"),
    "linear": ("indifference", "preference"),
    "gaussian": ("inflection",),
}


@dataclass(frozen=True)
class Preference:
    """A preference function; the thresholds are in the unit of the criterion.

    Parameters
    ----------
    shape
        ``"usual"``: any advantage counts fully. ``"u-shape"``: one above ``indifference`` does. ``"v-shape"``: grows evenly up to
        ``preference``. ``"level"``: half between ``indifference`` and ``preference``, full above. ``"linear"``: grows evenly between them.
        ``"gaussian"``: 1 - exp(-d²/2s²) with s = ``inflection``.
    indifference, preference, inflection
        The thresholds that the shape needs.

    Examples
    --------
    >>> Preference("linear", indifference=1, preference=3).shape
    'linear'
    """

    shape: Shape = "usual"
    indifference: float | None = None
    preference: float | None = None
    inflection: float | None = None

    def degree(self, halved: Floats) -> Floats:
        """Return 0 to 1 for differences given as their halves; 0 where there is no advantage."""
        q, p, s = ((x or 0.0) / 2 for x in (self.indifference, self.preference, self.inflection))
        ahead = np.maximum(halved, 0.0)
        return SHAPES[self.shape](ahead, q, p or 1.0, s or 1.0)

    def problems(self) -> list[str]:
        """Return what is wrong with it."""
        if self.shape not in SHAPES:
            return [f"shape must be one of {', '.join(SHAPES)}, got {self.shape!r}"]
        found = Findings()
        for name in NEEDS[self.shape]:
            value = getattr(self, name)
            if value is None:
                found.add(f"{name}: missing, {self.shape!r} needs it")
            elif found.number(name, value, low=0) == 0 and name != "indifference" and not found.problems:
                found.add(f"{name}: must be above 0")
        if not found.problems and len(NEEDS[self.shape]) == 2 and not (self.indifference or 0.0) < (self.preference or 0.0):
            found.add(f"indifference {self.indifference} must be below preference {self.preference}")
        return found.problems


def preferences_of(
    found: Findings, given: Preference | Sequence[Preference] | Mapping[str, Preference] | None, criteria: tuple[str, ...]
) -> list[Preference]:
    """Return one preference function per criterion, noting every problem."""
    functions = [Preference()] * len(criteria)
    if isinstance(given, Preference):
        functions = [given] * len(criteria)
    elif isinstance(given, Mapping):
        where = {identity(name): k for k, name in enumerate(criteria)}
        for name, function in given.items():
            for k in found.positions("preferences", [name], where, kind="criterion"):
                functions[k] = function
    elif given is not None:
        functions = list(given)
    if len(functions) != len(criteria):
        found.add(f"preferences: {len(criteria)} are needed, one per criterion, got {len(functions)}")
    for k, function in enumerate(functions):
        wrong = function.problems() if isinstance(function, Preference) else [f"must be a Preference, got {function!r}"]
        for problem in dict.fromkeys(wrong):
            found.add(f"preferences[{k}]: {problem}")
    return functions
