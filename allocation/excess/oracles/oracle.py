"""What an oracle is: given a split, it names coalitions that are wronged the most, without looking at all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Oracle", "SolverOracle", "SpanOracle", "Worst"]


@dataclass(frozen=True, eq=False)
class Worst:
    """What an oracle found.

    Parameters
    ----------
    rows
        bool[m, n]: proper coalitions, the one with the largest excess first; none if there is none, or none was found in time.
    excesses
        float64[m]: v(S) - x(S), falling.
    bound
        No coalition that counts has a larger excess; equal to the first excess unless the oracle stopped at its limit; minus infinity
        where no coalition counts.
    """

    rows: NDArray[np.bool_]
    excesses: NDArray[np.float64]
    bound: float

    @property
    def proved(self) -> bool:
        """Whether the first coalition is proved to be the worst."""
        return bool(self.excesses.size) and self.bound <= float(self.excesses[0])

    @classmethod
    def sorted(cls, rows: NDArray[np.bool_], excesses: NDArray[np.float64], bound: float | None = None) -> Worst:
        """Return coalitions in falling order of excess, each once; without a bound the first is the worst."""
        order = np.argsort(-excesses, kind="stable")
        _, first = np.unique(rows[order], axis=0, return_index=True)
        kept = order[np.sort(first)]
        worst = float(excesses[kept[0]]) if kept.size else -np.inf
        return cls(rows[kept], excesses[kept], worst if bound is None else bound)


class Oracle(ABC):
    """Finds the worst proper coalitions of one game.

    Attributes
    ----------
    name
        How it works, in a few words, for ``details["oracle"]``.
    has_core
        Whether the game has a stable split; None where the oracle does not know.
    """

    name: str
    has_core: bool | None = None

    @abstractmethod
    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return proper non-empty coalitions with a large excess at a split, the largest first."""


class SpanOracle(Oracle):
    """An oracle that can leave out a span of coalitions: what every level of a nucleolus after the first needs."""

    @abstractmethod
    def worst_outside(self, payoffs: NDArray[np.float64], outside: NDArray[np.uint64]) -> Worst:
        """Return coalitions outside a span, given a vector of :meth:`allocation.excess.span.Span.orthogonal`."""


class SolverOracle(Oracle):
    """An oracle that asks a solver: it takes time, may stop at its limit, and answers better if told what is looked for.

    Attributes
    ----------
    time_limit
        Seconds for one call.
    precision
        Of the scale: how far above a floor a coalition has to be to be found for sure.
    """

    time_limit: float
    precision: float

    @property
    @abstractmethod
    def scale(self) -> float:
        """An upper bound of |v(S) - Σ_{i∈S} v(i)| over all coalitions, above zero."""

    @abstractmethod
    def worst_above(self, payoffs: NDArray[np.float64], floor: float | None = None, complement: NDArray[np.int64] | None = None) -> Worst:
        """Return coalitions with a large excess, and a bound.

        Parameters
        ----------
        payoffs
            float64[n].
        floor
            Only coalitions with an excess above it count: the bound is no lower.
        complement
            int64[k, n]: only coalitions S with complement · S ≠ 0 count, those outside the span that it is orthogonal to. Left out,
            all proper coalitions do. With a floor as well, any coalition above it may be returned, not only the worst.
        """

    def worst(self, payoffs: NDArray[np.float64]) -> Worst:
        """Return proper coalitions with a large excess, and what the solver proved."""
        return self.worst_above(payoffs)
