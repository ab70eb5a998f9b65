"""Fitted growth of time with size: a factor per player for tables, an exponent for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.registry import Row

__all__ = ["Growth", "fit_growth", "growths"]

LEAST = 3  # sizes: a line through two says nothing about how well it fits


@dataclass(frozen=True)
class Growth:
    """A line through the logarithms of the times.

    Parameters
    ----------
    what
        Which rows.
    sizes
        Smallest and largest size.
    slope
        Of log2 of the time: per player for tables, else per doubling of the size.
    table
        Which of the two.
    fit
        Share of the variance of the logarithms that the line explains.
    """

    what: str
    sizes: tuple[int, int]
    slope: float
    table: bool
    fit: float

    def __str__(self) -> str:
        return f"× {2**self.slope:.2f} per player" if self.table else f"size^{self.slope:.2f}"


def fit_growth(what: str, sizes: Sequence[int], times: Sequence[float], table: bool) -> Growth:
    """Fit a line by least squares.

    Parameters
    ----------
    what
        Which rows.
    sizes
        At least two different ones, at least 1.
    times
        One for each, above 0.
    table
        Whether the time is expected to multiply with each player (log2 of time against n), or to be a power of the size (log-log).

    Examples
    --------
    >>> str(fit_growth("pass", [10, 11, 12], [1, 2, 4], table=True))
    '× 2.00 per player'
    >>> str(fit_growth("pass", [10, 100, 1000], [1, 100, 10_000], table=False))
    'size^2.00'
    """
    x = np.asarray(sizes, dtype=np.float64) if table else np.log2(np.asarray(sizes, dtype=np.float64))
    y = np.log2(np.asarray(times, dtype=np.float64))
    slope, start = np.polyfit(x, y, 1)
    spread = float(((y - y.mean()) ** 2).sum())
    fit = 1.0 if spread == 0 else 1 - float(((y - slope * x - start) ** 2).sum()) / spread
    return Growth(what, (min(sizes), max(sizes)), float(slope), table, fit)


def growths(rows: Iterable[Row], tables: Iterable[str]) -> list[Growth]:
    """Fit every series of seconds that has enough sizes.

    Parameters
    ----------
    rows
        Of a run.
    tables
        Names of the benchmarks whose work doubles with every player.
    """
    series: dict[tuple[str, str], dict[int, float]] = {}
    for row in rows:
        if row.unit == "s" and row.ours and row.n >= 1:
            best = series.setdefault((row.name, row.what), {})
            best[row.n] = min(row.ours, best.get(row.n, row.ours))
    known = set(tables)
    return [
        fit_growth(f"{name}: {what}", list(times), list(times.values()), name in known)
        for (name, what), times in series.items()
        if len(times) >= LEAST
    ]
