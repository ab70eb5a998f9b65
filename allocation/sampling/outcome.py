"""What a method of estimation hands back, before it becomes a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Outcome"]


@dataclass(frozen=True, eq=False)
class Outcome:
    """An estimate and how it came about.

    Parameters
    ----------
    payoffs, variance
        float64[n]: the estimate, and the estimated variance of each payoff.
    estimator
        Which estimator made it.
    why
        Why that one, in a sentence.
    run
        What the method needs to go on; None if it cannot.
    walked
        Coalitions passed on compiled walks, which nobody was asked for.
    """

    payoffs: NDArray[np.float64]
    variance: NDArray[np.float64]
    estimator: str
    why: str
    run: Any = None
    walked: int = 0
