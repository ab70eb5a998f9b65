"""Benchmarks by name: each measures something beside what it is compared with, in one run, and gives rows with the ratio."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from importlib import import_module

__all__ = [
    "BENCHMARKS",
    "Benchmark",
    "Measure",
    "Row",
    "UnknownBenchmarkError",
    "benchmark",
    "best_of",
    "chosen",
    "in_turn",
    "load",
    "main",
    "measured",
    "timed",
]

MODULES: tuple[str, ...] = ("values", "scaling", "nucleolus", "nucleolus_large", "nucleolus_voting", "voting")
MODULES += ("selection", "frontier_peer", "criteria", "sampling", "cluster", "memory", "startup")
REPEATS = 7  # the best of so many calls: what else runs on the machine only ever adds time
ENOUGH = 1.0  # seconds after which calls in turn end, once each has had its repeats
MOST = 400  # calls in turn
MOST_PLAYERS = 34  # of a table: 128 GiB


@dataclass(frozen=True)
class Row:
    """One measurement: ours, what it is compared with, and the largest ratio that will do.

    Parameters
    ----------
    what, size
        What was measured, on what.
    ours
        In ``unit``; nothing if it did not finish.
    beside, theirs
        What stands beside it, measured in the same run; nothing if the peer is not installed.
    allowed
        The largest ratio of ours to theirs that will do; nothing where nothing is promised.
    unit
        Seconds, unless said otherwise; less is better.
    note
        What else the reader should know.
    fault
        Why the row misses its mark whatever the ratio is: not proved, not verified, other numbers.
    name, group, n
        The benchmark that gave the row, its group, and the size it was called with.
    """

    what: str
    size: str
    ours: float | None
    beside: str
    theirs: float | None
    allowed: float | None = None
    unit: str = "s"
    note: str = ""
    fault: str = ""
    name: str = ""
    group: str = ""
    n: int = 0

    @property
    def ratio(self) -> float | None:
        """How often the other fits into ours: below 1 we are better."""
        return None if self.ours is None or self.theirs in (None, 0) else self.ours / self.theirs

    @property
    def met(self) -> bool | None:
        """Whether the row reaches its mark; nothing if it has none, or nothing to compare with."""
        if self.fault:
            return False
        return None if self.allowed is None or self.ratio is None else self.ratio <= self.allowed


Measure = Callable[[int], Iterable[Row]]


@dataclass(frozen=True)
class Benchmark:
    """A function of a size that yields rows.

    Parameters
    ----------
    name, group
        Both can be asked for on the command line.
    must
        What the rows must reach, in words; empty where they only inform.
    sizes, long
        Sizes of a usual run, and those that take minutes or much memory.
    of
        What a size counts.
    table
        Whether the work doubles with every player.
    measure
        Yields the rows.
    """

    name: str
    group: str
    must: str
    sizes: tuple[int, ...]
    long: tuple[int, ...]
    of: str
    table: bool
    measure: Measure

    def asked_sizes(self, long: bool = False, up_to: int | None = None) -> list[int]:
        """Return the sizes of a run; ``up_to`` leaves out larger tables."""
        return [n for n in (*self.sizes, *(self.long if long else ())) if up_to is None or not self.table or n <= up_to]


BENCHMARKS: dict[str, Benchmark] = {}


class UnknownBenchmarkError(ValueError):
    """No benchmark and no group has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no benchmark named {name!r}")
        self.name = name


def benchmark(
    group: str,
    must: str = "",
    sizes: Sequence[int] = (),
    long: Sequence[int] = (),
    of: str = "players",
    table: bool = False,
    name: str | None = None,
) -> Callable[[Measure], Measure]:
    """Register a function of a size that yields rows; see :class:`Benchmark`."""

    def register(measure: Measure) -> Measure:
        called = name or str(getattr(measure, "__name__", ""))
        BENCHMARKS[called] = Benchmark(called, group, must, tuple(sizes), tuple(long), of, table, measure)
        return measure

    return register


def load() -> dict[str, Benchmark]:
    """Import every module of benchmarks; return all benchmarks by name."""
    for module in MODULES:
        import_module(f"benchmarks.{module}")
    return BENCHMARKS


def _named(word: str) -> list[Benchmark]:
    found = [one for one in BENCHMARKS.values() if one.group == word or fnmatchcase(one.name, word)]
    if not found:
        raise UnknownBenchmarkError(word)
    return found


def chosen(words: Sequence[str] = (), long: bool = False, up_to: int | None = None) -> list[tuple[Benchmark, int]]:
    """Return what to run: benchmarks with their sizes.

    Parameters
    ----------
    words
        Names, groups or patterns such as ``error_*``, all if none; whole numbers replace the usual sizes.
    long
        Also the sizes that take minutes.
    up_to
        No usual size of a table beyond so many players.

    Raises
    ------
    UnknownBenchmarkError
        If a word names nothing.
    """
    names, sizes = [w for w in words if not w.isdigit()], [int(w) for w in words if w.isdigit()]
    found = {one.name: one for word in names for one in _named(word)} if names else BENCHMARKS
    return [(one, size) for one in found.values() for size in sizes or one.asked_sizes(long, up_to)]


def measured(asked: Iterable[tuple[Benchmark, int]]) -> Iterator[Row]:
    """Run benchmarks; one that fails gives a row that says so, and the others go on."""
    for one, size in asked:
        fill = partial(replace, name=one.name, group=one.group, n=size)
        if one.table and not 1 < size <= MOST_PLAYERS:
            yield fill(Row(one.name, str(size), None, "", None, fault=f"a table of 2 to {MOST_PLAYERS} players was expected"))
            continue
        try:
            yield from map(fill, one.measure(size))
        except Exception as error:
            yield fill(Row(one.name, str(size), None, "", None, fault=f"did not finish: {type(error).__name__}: {error}"))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best_of(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the shortest of several calls after a first one, in which kernels are compiled."""
    work()
    return min(timed(work) for _ in range(repeats))


def in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the shortest call of each of several works that take turns, so that what else runs hits all alike.

    Each is called once before, in which kernels are compiled, and then at least REPEATS times, more often if that takes no second.
    """
    for work in works:
        work()
    best, start = [float("inf")] * len(works), time.perf_counter()
    for number in range(MOST):
        if number >= REPEATS and time.perf_counter() - start > ENOUGH:
            break
        best = [min(least, timed(work)) for least, work in zip(best, works, strict=True)]
    return best


def main(module: str) -> None:
    """Run ``python -m benchmarks.<module>``: as ``alliance bench``, with the module's benchmarks unless others are named."""
    from alliance.cli import app

    load()
    words = sys.argv[1:]
    groups = {one.group for one in BENCHMARKS.values()}
    named = any(word in BENCHMARKS or word in groups or "*" in word for word in words)
    own = [] if named else [one.name for one in BENCHMARKS.values() if one.measure.__module__ == f"benchmarks.{module}"]
    app(["bench", *own, *words])
