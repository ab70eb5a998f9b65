"""What may be wrong in a file of indicators; everything is listed at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from partner_select.reading import Findings

__all__ = ["check_document"]

WHOLE = 100.0  # what the weights of a preset add up to
ROUNDING = 1e-6  # of 100: weights are typed with few decimals

TITLED = {"name": str, "zh": str, "en": str}
INDICATOR = {**TITLED, "unit": str, "direction": int}
OPTIONAL = {"low": (int, float), "high": (int, float), "share": (int, float), "logarithm": bool, "levels": dict}


def check_document(found: Findings, document: Mapping[str, Any]) -> None:
    """Note everything that keeps a document from being an indicator system."""
    for key in document:
        if key not in ("group", "preset"):
            found.add(f"{key}: unknown; a file of indicators has [[group]] and [[preset]]")
    groups, presets = (_tables(found, document, key) for key in ("group", "preset"))
    for number, group in enumerate(groups):
        _check_group(found, f"group[{number}]", group)
    _check_names(found, "group", groups)
    _check_names(found, "indicator", [i for g in groups for i in g.get("indicator", ()) if isinstance(i, Mapping)])
    known = [group.get("name") for group in groups]
    for number, preset in enumerate(presets):
        _check_preset(found, f"preset[{number}]", preset, known)
    _check_names(found, "preset", presets)


def _tables(found: Findings, given: Mapping[str, Any], key: str, where: str = "") -> list[Mapping[str, Any]]:
    tables = given.get(key)
    if not isinstance(tables, Sequence) or isinstance(tables, str) or not tables or not all(isinstance(t, Mapping) for t in tables):
        found.add(f"{where}{key}: at least one [[{key}]] is needed")
        return []
    return list(tables)


def _check_fields(found: Findings, where: str, given: Mapping[str, Any], needed: Mapping[str, Any], optional: Mapping[str, Any]) -> None:
    for key, kind in needed.items():
        if not isinstance(given.get(key), kind) or given[key] == "":
            found.add(f"{where}.{key}: missing or not a {kind.__name__}")
    for key, value in given.items():
        if key in needed:
            continue
        if key not in optional:
            found.add(f"{where}.{key}: unknown; known are {', '.join((*needed, *optional))}")
        elif not isinstance(value, optional[key]) or (isinstance(value, bool) and optional[key] is not bool):
            found.add(f"{where}.{key}: of the wrong kind, got {value!r}")


def _check_group(found: Findings, where: str, group: Mapping[str, Any]) -> None:
    _check_fields(found, where, group, TITLED, {"indicator": list})
    indicators = _tables(found, group, "indicator", f"{where}.")
    for number, indicator in enumerate(indicators):
        _check_indicator(found, f"{where}.indicator[{number}]", indicator)
    shares = [indicator.get("share", 1.0) for indicator in indicators]
    if shares and all(_is_number(share) for share in shares) and not sum(shares) > 0:
        found.add(f"{where}: at least one indicator must have a share above 0")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _check_indicator(found: Findings, where: str, given: Mapping[str, Any]) -> None:
    _check_fields(found, where, given, INDICATOR, OPTIONAL)
    if isinstance(given.get("direction"), int) and given["direction"] not in (1, -1):
        found.add(f"{where}.direction: must be 1 where much is good or -1 where it is bad, got {given['direction']}")
    numbers = {key: given[key] for key in ("low", "high", "share") if key in given}
    wrong = [key for key, value in numbers.items() if not _is_number(value)]
    if any(_is_number(numbers.get(key, 0)) is False for key in wrong):
        found.add(f"{where}: {', '.join(wrong)} must be finite numbers")
        return
    if "low" in given and "high" in given and not given["low"] < given["high"]:
        found.add(f"{where}: low {given['low']} must be below high {given['high']}")
    if given.get("share", 1.0) < 0:
        found.add(f"{where}.share: must be at least 0, got {given['share']}")
    if given.get("logarithm") is True and not given.get("low", -1.0) >= 0:
        found.add(f"{where}.logarithm: needs a low end of at least 0")
    _check_levels(found, where, given)


def _check_levels(found: Findings, where: str, given: Mapping[str, Any]) -> None:
    levels = given.get("levels", {})
    if not isinstance(levels, Mapping):
        return
    for word, number in levels.items():
        if not _is_number(number) or not given.get("low", number) <= number <= given.get("high", number):
            found.add(f"{where}.levels.{word}: must be a number on the scale, got {number!r}")


def _check_names(found: Findings, kind: str, tables: Sequence[Mapping[str, Any]]) -> None:
    names = [table["name"] for table in tables if isinstance(table.get("name"), str)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        found.add(f"{kind}: the name {name!r} stands {names.count(name)} times")


def _check_preset(found: Findings, where: str, preset: Mapping[str, Any], groups: Sequence[Any]) -> None:
    _check_fields(found, where, preset, {**TITLED, "weights": dict}, {})
    weights = preset.get("weights")
    if not isinstance(weights, Mapping):
        return
    for name, weight in weights.items():
        if name not in groups:
            found.add(f"{where}.weights.{name}: there is no such group")
        if not _is_number(weight) or weight < 0:
            found.add(f"{where}.weights.{name}: must be a number of at least 0, got {weight!r}")
            return
    if abs(sum(weights.values()) - WHOLE) > ROUNDING:
        found.add(f"{where}.weights: must add up to {WHOLE:g}, got {sum(weights.values()):g}")
