"""Labels of candidates: regions, chain stages, blocks, or whatever else members are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from partner_select.reading import Findings, identity

__all__ = ["Labels", "Span", "carries", "read_counts", "read_cover", "read_labels", "values_of"]

Span = tuple[int, int | None]
Labels = dict[str, tuple[tuple[str, ...], ...]]  # label to the values of every candidate


def carries(labels: Labels, label: str, value: str, i: int) -> bool:
    """Return whether candidate i has this value of the label; case, blanks and Unicode width do not count."""
    return any(identity(own) == identity(value) for own in labels[label][i])


def values_of(labels: Labels, label: str) -> tuple[str, ...]:
    """Return the distinct values of a label in the order of the candidates."""
    seen: dict[str, str] = {}
    for own in labels[label]:
        for value in own:
            seen.setdefault(identity(value), value)
    return tuple(seen.values())


def _values(found: Findings, field: str, given: Any) -> tuple[str, ...]:
    listed = () if given is None else (given,) if isinstance(given, str) else given
    if not isinstance(listed, Iterable):
        found.add(f"{field}: must be a text, a list of texts or None, got {given!r}")
        return ()
    values = tuple(listed)
    if any(not isinstance(value, str) or not value.strip() for value in values):
        found.add(f"{field}: every value must be a non-empty text, got {given!r}")
        return ()
    return values


def read_labels(found: Findings, given: Mapping[str, Any] | None, n: int) -> Labels:
    """Return the labels of n candidates, one value, several or None each."""
    labels: Labels = {}
    if given is not None and not isinstance(given, Mapping):
        found.add("labels: must be a mapping from labels to one value per candidate")
        return labels
    found.distinct("labels", given or {})
    for label, column in (given or {}).items():
        rows = () if isinstance(column, str) or not isinstance(column, Iterable) else tuple(column)
        if len(rows) == n:
            labels[str(label)] = tuple(_values(found, f"labels[{label!r}][{i}]", row) for i, row in enumerate(rows))
        else:
            found.add(f"labels[{label!r}]: {n} are needed, one per candidate, got {len(rows)}")
    return labels


def _known(found: Findings, field: str, label: Any, labels: Labels) -> str | None:
    known = {identity(name): name for name in labels}
    if isinstance(label, str) and identity(label) in known:
        return known[identity(label)]
    found.add(f"{field}: the pool has no such label: {label!r}" + (f"; there are {', '.join(labels)}" if labels else ""))
    return None


def read_counts(found: Findings, given: Mapping[str, Mapping[str, Any]], labels: Labels) -> dict[str, dict[str, Span]]:
    """Return label to value to (fewest, most)."""
    counts: dict[str, dict[str, Span]] = {}
    if not isinstance(given, Mapping):
        found.add(f"counts: must be a mapping from labels to mappings, got {given!r}")
        return counts
    for label, spans in given.items():
        name = _known(found, "counts", label, labels)
        if not isinstance(spans, Mapping):
            found.add(f"counts[{label!r}]: must be a mapping from values to (fewest, most), got {spans!r}")
        elif name is not None:
            found.distinct(f"counts[{label!r}]", spans)
            counts[name] = {value: found.span(f"counts[{label!r}][{value!r}]", span) for value, span in spans.items()}
    return counts


def read_cover(found: Findings, given: Iterable[str], labels: Labels) -> tuple[str, ...]:
    """Return the labels of which every value must occur among the members."""
    names = (_known(found, "cover", label, labels) for label in ([given] if isinstance(given, str) else given))
    return tuple(dict.fromkeys(name for name in names if name is not None))
