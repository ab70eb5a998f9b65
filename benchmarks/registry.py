"""Benchmarks by name: each measures something beside what it is compared with, in one run, and gives a row with the ratio."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

__all__ = ["BENCHMARKS", "Row", "benchmark", "best_of", "main"]

REPEATS = 7  # the best of so many calls: what else runs on the machine only ever adds time


@dataclass(frozen=True)
class Row:
    """One measurement: seconds of ours, seconds of what it is compared with."""

    what: str
    size: str
    seconds: float
    beside: str
    beside_seconds: float

    @property
    def ratio(self) -> float:
        """How often the other fits into ours: below 1 we are faster."""
        return self.seconds / self.beside_seconds

    def to_markdown(self) -> str:
        """Return the row of a Markdown table."""
        return f"| {self.what} | {self.size} | {self.seconds:.3g} | {self.beside} | {self.beside_seconds:.3g} | {self.ratio:.3g} |"


Measure = Callable[[int], Iterable[Row]]
BENCHMARKS: dict[str, Measure] = {}
HEADER = "| what | size | seconds | beside | seconds | ratio |\n|---|---|---|---|---|---|"


def benchmark(measure: Measure) -> Measure:
    """Register a function of the number of players that yields rows."""
    BENCHMARKS[measure.__name__] = measure
    return measure


def best_of(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the shortest of several calls after a first one, in which kernels are compiled."""
    work()
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _rows(arguments: list[str]) -> Iterator[Row]:
    names = [a for a in arguments if not a.isdigit()] or list(BENCHMARKS)
    for name in names:
        for size in (int(a) for a in arguments if a.isdigit()):
            yield from BENCHMARKS[name](size)


def main(module: str) -> None:
    """Run ``python -m module [--json] [names] sizes`` and print the rows and the command that measured them."""
    arguments = [a for a in sys.argv[1:] if a != "--json"]
    print(f"`python -m {module} {' '.join(sys.argv[1:])}`\n\n{HEADER}" if arguments == sys.argv[1:] else "", end="")
    for row in _rows(arguments):
        print(json.dumps(asdict(row) | {"ratio": row.ratio}) if "--json" in sys.argv else "\n" + row.to_markdown(), flush=True, end="")
    print()
