"""The indicator system for partner selection: two levels, directions, scales, and how much each level counts for each kind of candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from partner_select.criteria.decision_table import DecisionTable
from partner_select.criteria.indicator_checks import check_document
from partner_select.criteria.method import Bilingual
from partner_select.criteria.results import Weights
from partner_select.errors import SelectionError
from partner_select.reading import Findings

__all__ = ["Group", "Indicator", "IndicatorTree", "Preset", "load_indicators"]


@dataclass(frozen=True)
class Indicator:
    """An indicator of the second level.

    Parameters
    ----------
    name
        Short name, for instance ``"A1"``.
    group
        The first level it belongs to.
    title
        Chinese and English.
    unit
        Unit of its numbers.
    direction
        +1: much is good; -1: much is bad.
    low, high
        Ends of the scale; None where it is open.
    share
        How much it counts within its group, against the others there.
    logarithm
        Whether ln(1 + x) is compared, because the first few count more than the hundredth.
    levels
        Words that stand for numbers, such as ``"AAA"`` for 9.
    """

    name: str
    group: str
    title: Bilingual
    unit: str
    direction: int
    low: float | None
    high: float | None
    share: float
    logarithm: bool
    levels: Mapping[str, float]

    def read(self, found: Findings, field: str, given: Any) -> float:
        """Return the number to compare, noting what is not on the scale."""
        known = self.levels.get(given.strip()) if isinstance(given, str) else None
        if isinstance(given, str) and self.levels and known is None:
            found.add(f"{field}: must be one of {', '.join(self.levels)} or a number, got {given!r}")
            return 0.0
        value = found.number(field, given) if known is None else known
        low, high = (-np.inf if self.low is None else self.low), (np.inf if self.high is None else self.high)
        if not low <= value <= high:
            found.add(f"{field}: must be {self.scale}, got {value:g}")
            return 0.0
        return float(np.log1p(value)) if self.logarithm else value

    @property
    def scale(self) -> str:
        """The scale in words."""
        if self.low is not None and self.high is not None:
            return f"from {self.low:g} to {self.high:g}"
        if self.low is None and self.high is None:
            return "any number"
        return f"at least {self.low:g}" if self.high is None else f"at most {self.high:g}"


@dataclass(frozen=True)
class Group:
    """A first level: its name, its title in Chinese and English."""

    name: str
    title: Bilingual


@dataclass(frozen=True)
class Preset:
    """How much each group counts for one kind of candidate, adding up to 100."""

    name: str
    title: Bilingual
    weights: Mapping[str, float]


@dataclass(frozen=True)
class IndicatorTree:
    """The whole system; read it with :func:`load_indicators`.

    Parameters
    ----------
    groups
        First level.
    indicators
        Second level, group by group.
    presets
        Weights of the first level for each kind of candidate.
    """

    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    presets: tuple[Preset, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the indicators."""
        return tuple(indicator.name for indicator in self.indicators)

    @property
    def directions(self) -> NDArray[np.int64]:
        """+1 or -1 per indicator."""
        return np.array([indicator.direction for indicator in self.indicators], dtype=np.int64)

    def preset(self, kind: str) -> Preset:
        """Return the weights of the first level for one kind of candidate.

        Raises
        ------
        SelectionError
            If there is none of that name.
        """
        for preset in self.presets:
            if preset.name == kind:
                return preset
        raise SelectionError(f"presets: there is no {kind!r}; there are {', '.join(preset.name for preset in self.presets)}")

    def weights(self, first_level: str | Weights | Mapping[str, float]) -> Weights:
        """Return the weights of the indicators: weight of the group times share within the group.

        Parameters
        ----------
        first_level
            Name of a preset, or weights of the groups (for instance from :func:`ahp`); groups left out count 0.

        Raises
        ------
        SelectionError
            If a group or preset is unknown, or all weights are 0.

        Examples
        --------
        >>> w = load_indicators().weights("enterprise")
        >>> round(w.of("A1"), 6), round(sum(w.weights), 6)
        (0.05, 1.0)
        """
        found = Findings()
        given = self._first_level(found, first_level)
        total = sum(given.values())
        if total == 0 and not found.problems:
            found.add("first_level: at least one weight must be above 0")
        found.stop()
        inside = {group.name: sum(i.share for i in self.indicators if i.group == group.name) for group in self.groups}
        parts = tuple(given.get(i.group, 0.0) / total * i.share / inside[i.group] for i in self.indicators)
        return Weights("indicators", self.names, parts, {"first_level": {name: value / total for name, value in given.items()}})

    def _first_level(self, found: Findings, given: str | Weights | Mapping[str, float]) -> dict[str, float]:
        if isinstance(given, str):
            return dict(self.preset(given).weights)
        named = dict(zip(given.criteria, given.weights, strict=True)) if isinstance(given, Weights) else dict(given)
        known = {group.name for group in self.groups}
        for name in named:
            if name not in known:
                found.add(f"first_level: there is no group {name!r}; there are {', '.join(sorted(known))}")
        return {name: found.number(f"first_level[{name!r}]", value, low=0) for name, value in named.items()}

    def table(self, answers: Mapping[str, Mapping[str, Any]]) -> DecisionTable:
        """Return candidates by indicators, checked against the scales, for any of the evaluation methods.

        Parameters
        ----------
        answers
            Candidate to indicator to number (or word, where the scale has words). Indicators that nobody has an answer for are left out.

        Raises
        ------
        SelectionError
            Listing every answer that is missing, unknown or off its scale.

        Examples
        --------
        >>> t = load_indicators().table({"X": {"B3": 7, "D2": "AA"}, "Y": {"B3": 4, "D2": "BBB"}})
        >>> t.criteria, t.matrix.tolist()
        (('B3', 'D2'), [[7.0, 8.0], [4.0, 6.0]])
        """
        found = Findings()
        candidates = found.distinct("answers", answers)
        used = [i for i in self.indicators if any(i.name in given for given in answers.values())]
        for candidate, given in answers.items():
            for name in given:
                if name not in self.names:
                    found.add(f"answers[{candidate!r}]: there is no indicator {name!r}")
            for indicator in used:
                if indicator.name not in given:
                    found.add(f"answers[{candidate!r}]: {indicator.name} ({indicator.title.en}) is missing")
        if not used:
            found.add("answers: at least one candidate with at least one indicator is needed")
        found.stop()
        rows = [[i.read(found, f"answers[{c!r}][{i.name!r}]", answers[c][i.name]) for i in used] for c in candidates]
        found.stop()
        matrix = np.array(rows)
        matrix.setflags(write=False)
        directions = np.array([i.direction for i in used], dtype=np.int64)
        return DecisionTable(matrix, candidates, tuple(i.name for i in used), directions)


def load_indicators(path: str | Path | None = None) -> IndicatorTree:
    """Return the indicator system.

    Parameters
    ----------
    path
        A TOML file of the same form as the one of this package; default: the one of this package.

    Raises
    ------
    SelectionError
        If the file cannot be read, or listing everything that is wrong in it.

    Examples
    --------
    >>> tree = load_indicators()
    >>> len(tree.groups), len(tree.indicators), tree.indicators[0].title.zh
    (7, 27, '能力缺口填补度')
    """
    import tomllib
    from importlib.resources import files

    source = files("partner_select.criteria") / "data" / "indicators.toml" if path is None else Path(path)
    try:
        document = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SelectionError(f"{source}: cannot be read as TOML: {error}") from None
    found = Findings()
    check_document(found, document)
    found.stop()
    groups = tuple(Group(g["name"], _title(g)) for g in document["group"])
    indicators = tuple(_indicator(group["name"], given) for group in document["group"] for given in group["indicator"])
    presets = tuple(Preset(p["name"], _title(p), {name: float(x) for name, x in p["weights"].items()}) for p in document["preset"])
    return IndicatorTree(groups, indicators, presets)


def _title(given: Mapping[str, Any]) -> Bilingual:
    return Bilingual(given["zh"], given["en"])


def _indicator(group: str, given: Mapping[str, Any]) -> Indicator:
    low, high = (None if given.get(end) is None else float(given[end]) for end in ("low", "high"))
    levels = {word: float(number) for word, number in given.get("levels", {}).items()}
    share, logarithm = float(given.get("share", 1.0)), bool(given.get("logarithm", False))
    return Indicator(given["name"], group, _title(given), given["unit"], given["direction"], low, high, share, logarithm, levels)
