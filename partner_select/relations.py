"""Relations between candidates as a caller gives them: tuples of names, brought into sorted index tuples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from partner_select.reading import Findings

__all__ = ["read_arrows", "read_most", "read_pairs_of_names", "read_tuples"]

Known = dict[str, int]


def _ends(found: Findings, label: str, given: Any, known: Known, two: bool) -> tuple[int, ...]:
    """Positions in the order given; empty when something is wrong, which is noted."""
    wanted = "two names" if two else "two or more names"
    if isinstance(given, str) or not hasattr(given, "__len__") or len(given) < 2 or (two and len(given) != 2):
        found.add(f"{label}: must be {wanted}, got {given!r}")
        return ()
    before = len(found.problems)
    ends = found.positions(label, given, known)
    return ends if len(found.problems) == before else ()


def _read(found: Findings, field: str, given: Iterable[Any], known: Known, two: bool) -> list[tuple[int, ...]]:
    rows = (_ends(found, f"{field}[{number}]", names, known, two) for number, names in enumerate(given))
    return [ends for ends in rows if ends]


def read_most(found: Findings, field: str, given: int | None) -> int | None:
    """Return a whole number from 0, or None."""
    if given is None or (isinstance(given, int) and not isinstance(given, bool) and given >= 0):
        return given
    found.add(f"{field}: must be a whole number from 0 or None, got {given!r}")
    return None


def read_tuples(found: Findings, field: str, given: Iterable[Any], known: Known) -> tuple[tuple[int, ...], ...]:
    """Return sorted index tuples, each once, of tuples of two or more names."""
    return tuple(sorted({tuple(sorted(ends)) for ends in _read(found, field, given, known, two=False)}))


def read_pairs_of_names(found: Findings, field: str, given: Iterable[Any], known: Known) -> tuple[tuple[int, int], ...]:
    """Return index pairs (i, j) with i < j, each once, of pairs of names."""
    return tuple(sorted({(min(ends), max(ends)) for ends in _read(found, field, given, known, two=True)}))


def read_arrows(found: Findings, field: str, given: Iterable[Any], known: Known) -> tuple[tuple[int, int], ...]:
    """Return index pairs, each once, whose order counts: from the first name to the second."""
    return tuple(sorted({(ends[0], ends[1]) for ends in _read(found, field, given, known, two=True)}))
