"""What an estimate returns: payoffs with a standard error for each, and how to go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.result import Allocation

__all__ = ["Estimate", "Resume"]


@dataclass(frozen=True, eq=False)
class Resume:
    """What an estimate keeps in memory to be continued; it is not written to files.

    Parameters
    ----------
    again
        The arguments of :func:`allocation.estimate` that stay the same: game, value, options, method, seed, executor.
    run
        What the method has seen; None where it starts anew and the two parts are averaged.
    """

    again: dict[str, Any]
    run: Any


@dataclass(frozen=True, eq=False)
class Estimate(Allocation):
    """An estimated split: an :class:`Allocation` of method ``"estimate"`` with standard errors.

    ``details`` holds, as plain data: ``standard_error``, ``evaluations``, ``estimator`` (which one made it), ``why`` (in a sentence),
    ``seed``, and for a run towards a tolerance ``reached``.

    Examples
    --------
    >>> import allocation as al
    >>> e = al.estimate(al.AirportGame(range(1, 31)), samples=2_000, seed=1)
    >>> e.method, bool((abs(e.payoffs - al.shapley(al.AirportGame(range(1, 31))).payoffs) < 5 * e.standard_error + 1e-9).all())
    ('estimate', True)
    """

    _resume: Resume | None = field(default=None, repr=False)

    @property
    def standard_error(self) -> NDArray[np.float64]:
        """float64[n]: estimated standard deviation of each payoff, in the game's unit."""
        return np.array(self.details["standard_error"], dtype=np.float64)

    @property
    def evaluations(self) -> int:
        """How many coalitions were asked for, those of all continued parts included."""
        return int(self.details["evaluations"])

    def interval(self, level: float = 0.95) -> NDArray[np.float64]:
        """Return float64[n, 2]: for each payoff an interval that holds the true one with the given probability.

        Parameters
        ----------
        level
            Between 0 and 1. It holds for each member alone, not for all together.

        Raises
        ------
        RuleError
            If the level is not between 0 and 1.
        """
        half = half_width(level) * self.standard_error
        return np.stack((self.payoffs - half, self.payoffs + half), axis=1)

    def continue_(self, samples: int | None = None, tolerance: float | None = None) -> Estimate:
        """Return a better estimate: this one and ``samples`` more evaluations, or as many as the tolerance needs.

        Raises
        ------
        RuleError
            If the estimate was read from a file: it then does not know its game; give it to :func:`allocation.estimate` as ``start``.
        """
        if self._resume is None:
            raise RuleError("this estimate does not know its game: continue it with al.estimate(game, ..., start=this)")
        from allocation.sampling.estimate import estimate

        again = dict(self._resume.again)
        return estimate(again.pop("game"), again.pop("value"), samples=samples, tolerance=tolerance, start=self, **again)


def half_width(level: float) -> float:
    """Return how many standard errors an interval of this level reaches to either side.

    Examples
    --------
    >>> round(half_width(0.95), 4)
    1.96
    """
    if not 0 < level < 1:
        raise RuleError(f"the level of an interval must lie between 0 and 1, got {level}")
    return NormalDist().inv_cdf((1 + level) / 2)
