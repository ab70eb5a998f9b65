"""What pydantic found, said in the words of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from alliance.language import Message
from alliance.scenario.kinds import KINDS
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.refusal import REFUSED, shown

__all__ = ["findings_of"]

_SAYINGS: dict[str, tuple[str, str]] = {
    "missing": ("this is missing.", "Fill it in."),
    "extra_forbidden": ("there is no entry of this name.", "Correct the name, or delete the entry."),
    "string_type": ("{given} is not a text.", "Write a text here, in quotes in TOML and JSON."),
    "string_pattern_mismatch": ("{given} is not a currency code.", "Write three capital letters, e.g. CNY."),
    "literal_error": ("{given} is not among the choices.", "Choose one of: {expected}."),
    "greater_than_equal": ("{given} is below {ge}.", "The smallest number allowed here is {ge}."),
    "less_than_equal": ("{given} is above {le}.", "The largest number allowed here is {le}."),
    "greater_than": ("{given} is not above {gt}.", "Give a number above {gt}, or leave the entry out."),
    "less_than": ("{given} is not below {lt}.", "Give a number below {lt}."),
    "list_type": ("{given} is not a list.", 'Write a list, e.g. ["M01", "M02"] in TOML and JSON.'),
    "dict_type": ("{given} is not a table of entries.", "Write a table, e.g. {{ K1 = 3, K2 = 5 }} in TOML."),
    "model_type": ("{given} is not a table of entries.", "Write a table with the entries that the file format asks for."),
    "too_short": ("too few entries: {actual_length}.", "Give at least {min_length}."),
    "too_long": ("too many entries: {actual_length}.", "Give at most {max_length}."),
    "union_tag_not_found": ("the kind of value is missing.", "Add kind, one of: {kinds}."),
    "union_tag_invalid": ("there is no kind of value {given}.", "Choose one of: {kinds}."),
}
OF_KIND = 3  # steps of pydantic's way to an entry of the value part: the part, its kind, the entry
_NOT_THIS_KIND = ("a value of the kind {kind} has no such entry.", "Delete it, or choose another kind of value.")
_OTHERWISE = ("{given} does not fit here.", "Compare with the description of the file format.")


def findings_of(error: ValidationError, tree: object) -> list[Finding]:
    """Translate everything pydantic found.

    Parameters
    ----------
    error
        What validation of ``tree`` raised.
    tree
        The file as plain dicts and lists; it tells which steps of pydantic's locations are real.
    """
    return [_finding(one, tree) for one in error.errors(include_url=False)]


def _finding(one: Mapping[str, Any], tree: object) -> Finding:
    steps, context = tuple(_steps(one["loc"], tree)), one.get("ctx", {})
    if one["type"] == REFUSED:
        return Finding(steps, Message(context["what"], context["values"]), Message(context["fix"], context["values"]))
    given = shown(context["tag"] if one["type"] == "union_tag_invalid" else one["input"])
    values = {key: _short(value) for key, value in context.items()} | {"given": given, "kinds": ", ".join(KINDS)}
    what, fix = _SAYINGS.get(one["type"], _OTHERWISE)
    if one["type"] == "extra_forbidden" and len(one["loc"]) == OF_KIND and one["loc"][0] == "value" and _of_another_kind(one["loc"][2]):
        what, fix, values["kind"] = *_NOT_THIS_KIND, one["loc"][1]
    return Finding(steps, Message(what, values), Message(fix, values))


def _of_another_kind(entry: object) -> bool:
    return any(entry in kind.model_fields for kind in KINDS.values())


def _short(value: object) -> object:
    """Write 0 rather than 0.0, and choices without quotes."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.replace("'", "").replace(" or ", ", ") if isinstance(value, str) else value


def _steps(location: Steps, tree: object) -> Iterator[str | int]:
    """Leave out what pydantic adds to the way: tags of unions, and the word ``[key]``."""
    node = tree
    for position, step in enumerate(location):
        if step == "[key]" or (isinstance(step, str) and step.startswith("~")) or (position == 1 and location[0] == "value"):
            continue
        yield step
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int):
            node = node[step] if step < len(node) else None
