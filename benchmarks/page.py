"""A run as a Markdown page: the rows that miss their mark first, then everything by group, the growth, and the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.growth import growths
from benchmarks.peers import NOT_INSTALLED, PEERS
from benchmarks.registry import Benchmark, Row
from benchmarks.run import Run

__all__ = ["HEADER", "losses", "markdown_row", "page", "slower"]

HEADER = "| what | size | ours | beside | its | ratio | must be | note |\n|---|---|---|---|---|---|---|---|"


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:.3g}" if unit == "squared" else f"{value:.3g} {unit}"


def _plain(text: str) -> str:
    """Return a text that cannot end its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def markdown_row(row: Row) -> str:
    """Return the row of a Markdown table."""
    mark = {None: "", True: " ✓", False: " ✗"}[row.met]
    must = f"{'–' if row.allowed is None else f'≤ {row.allowed:.3g}'}{mark}"
    ratio = "–" if row.ratio is None else f"{row.ratio:.3g}"
    note = "; ".join(text for text in (row.fault, row.note) if text)
    cells = (row.what, row.size, _amount(row.ours, row.unit), row.beside, _amount(row.theirs, row.unit), ratio, must, note)
    return "| " + " | ".join(map(_plain, cells)) + " |"


def losses(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that miss their mark: those without a number first, then by how far they miss it."""
    return sorted((row for row in rows if row.met is False), key=lambda row: -_missed(row))


def _missed(row: Row) -> float:
    return float("inf") if row.ratio is None or row.allowed is None else row.ratio / row.allowed


def slower(rows: Iterable[Row]) -> list[Row]:
    """Return the rows without a mark in which a peer is better than we are."""
    peers = tuple(PEERS.values())
    return [row for row in rows if row.met is None and row.ratio is not None and row.ratio > 1 and row.beside.startswith(peers)]


def _table(rows: Iterable[Row]) -> Iterator[str]:
    yield HEADER
    yield from map(markdown_row, rows)


def _lost(rows: tuple[Row, ...]) -> Iterator[str]:
    lost, behind = losses(rows), slower(rows)
    marked = sum(row.met is not None for row in rows)
    yield "\n## Where we lose\n"
    yield f"{len(lost)} of {marked} rows that must reach a mark miss it.\n" if lost else f"None of {marked} rows with a mark misses it.\n"
    if lost:
        yield from _table(lost)
    if behind:
        yield "\nNo mark is set for these, but the peer is better:\n"
        yield from _table(behind)
    absent = sorted({row.beside.split(":")[0] for row in rows if row.note == NOT_INSTALLED})
    if absent:
        yield f"\nNot installed, so not compared: {', '.join(absent)}."


def _machine(run: Run) -> Iterator[str]:
    known = run.machine
    versions = ", ".join(f"{name} {version}" for name, version in known["versions"].items() if version)
    facts = {
        "processor": f"{known.get('cpu')}, {known.get('cores')} cores",
        "memory": f"{known.get('memory_gib')} GiB",
        "system": f"{known.get('system')}, Python {known.get('python')}",
        "versions": versions,
        "time": known.get("time"),
        "load average at the start, over 1, 5, 15 minutes": known.get("load"),
        "load average at the end": run.load_after or "the run was interrupted",
    }
    yield "\n## Machine\n\n| | |\n|---|---|"
    yield from (f"| {name} | {_plain(str(fact))} |" for name, fact in facts.items())
    load, cores = known.get("load"), known.get("cores")
    if load and cores and load[0] > cores:
        yield f"\nThe machine was busy: {load[0]:g} processes wanted {cores} cores. Seconds are too long, and marks in"
        yield "seconds may be missed for that reason alone; ratios suffer less, because both sides took turns where that is possible."


def _growth(run: Run, known: dict[str, Benchmark]) -> Iterator[str]:
    found = growths(run.rows, (name for name, one in known.items() if one.table))
    if found:
        yield "\n## Growth\n\nA line through the logarithms of the seconds; the fit is the share of their variance that it explains.\n"
        yield "| what | sizes | seconds grow by | fit |\n|---|---|---|---|"
        yield from (f"| {_plain(one.what)} | {one.sizes[0]} … {one.sizes[1]} | {one} | {one.fit:.3f} |" for one in found)


def page(run: Run, known: dict[str, Benchmark]) -> str:
    """Return the page.

    Parameters
    ----------
    run
        What was measured.
    known
        The benchmarks by name: what their rows must reach.
    """
    lines = ["# Benchmarks\n", f"Written by `{run.command}`. The ratio is ours by theirs: below 1 we are better.", *_lost(run.rows)]
    for group in dict.fromkeys(row.group for row in run.rows):
        lines.append(f"\n## {group[:1].upper()}{group[1:]}\n")
        rows = [row for row in run.rows if row.group == group]
        names = [name for name in dict.fromkeys(row.name for row in rows) if name in known and known[name].must]
        lines += [f"* `{name}`: {known[name].must}" for name in names]
        lines += [*([""] if names else []), *_table(rows)]
    return "\n".join([*lines, *_growth(run, known), *_machine(run)]) + "\n"
