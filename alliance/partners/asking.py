"""A scenario with further questions to its selection, checked as if its file had asked them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance.scenario import Scenario
from alliance.scenario.name_lists import split_names
from alliance.scenario.parse import parse
from alliance.scenario.places import TextPlaces

__all__ = ["QUESTIONS", "named_sets", "with_questions"]

QUESTIONS = frozenset({"alternatives", "compare", "frontier", "explain", "within", "sweep", "weight_ranges"})


def named_sets(given: Sequence[str]) -> list[dict[str, Any]]:
    """Read sets as they are typed: names with commas between them, led by a name of the set and a colon or an equals sign if wanted.

    Examples
    --------
    >>> named_sets(["A, B", "without B: A、C"])
    [{'name': '1', 'members': ['A', 'B']}, {'name': 'without B', 'members': ['A', 'C']}]
    """
    split = [_split(text) for text in given]
    return [{"name": name or str(number), "members": split_names(members)} for number, (name, members) in enumerate(split, start=1)]


def _split(text: str) -> tuple[str, str]:
    """A set's name and its members; a colon inside double quotes belongs to a member."""
    places = [text.find(mark) for mark in ":：=" if mark in text]
    first = min(places, default=-1)
    if first <= 0 or '"' in text[:first]:
        return "", text
    return text[:first].strip(), text[first + 1 :]


def with_questions(scenario: Scenario, source: str, asked: Mapping[str, Any] | None) -> Scenario:
    """Return the scenario with other questions in its selection part; the same one where nothing else is asked.

    Parameters
    ----------
    scenario
        A checked scenario with a ``selection``.
    source
        What an error should call the place where the questions come from.
    asked
        Entries of the selection part, see :data:`QUESTIONS`; members may be named by id or by name, in any language.

    Raises
    ------
    ScenarioError
        Naming every entry that is wrong.
    ValueError
        If something else than a question is asked, or there is no selection to ask about.
    """
    if not asked:
        return scenario
    tree = scenario.model_dump(mode="json")
    strange = sorted(set(asked) - QUESTIONS)
    if strange or tree["selection"] is None:
        raise ValueError(f"no questions about a selection: {', '.join(strange)}" if strange else "this scenario has no selection part")
    tree["selection"] |= asked
    return parse(tree, TextPlaces(), source)
