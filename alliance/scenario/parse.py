"""From a plain tree to a checked scenario, with every problem of the tree found in one go."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from alliance.language import Message
from alliance.scenario.checks import check
from alliance.scenario.places import Places, locate
from alliance.scenario.problems import Finding, ScenarioError, Steps, first_of_each
from alliance.scenario.references import known_names
from alliance.scenario.schema import Scenario
from alliance.scenario.validation import findings_of

__all__ = ["parse"]

MAX_DEPTH = 20  # a scenario is seven levels deep; beyond this a file is an attack or a mistake
_DROP = object()
_STAND_INS: tuple[Any, ...] = (_DROP, 0, "?", [], {}, {"kind": "projects"})


def parse(tree: object, places: Places, source: str | None = None, found: list[Finding] | None = None) -> Scenario:
    """Validate a tree and check that its parts fit together.

    Parameters
    ----------
    tree
        The file as plain dicts, lists, strings, numbers.
    places
        Knows where in the file each entry stands.
    source
        The file's name, for the error.
    found
        What the reader of the file has already found wrong.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    """
    scenario, findings = _examine(tree)
    findings = first_of_each([*(found or []), *findings])
    if findings or scenario is None:
        raise ScenarioError(locate(findings, places), source)
    return scenario


def _examine(tree: object) -> tuple[Scenario | None, list[Finding]]:
    if not isinstance(tree, dict):
        return None, [
            Finding((), Message("the file does not hold a table of entries."), Message("Begin with the alliance, its members and a value."))
        ]
    if _is_too_deep(tree):
        return None, [Finding((), Message("entries are nested too deeply."), Message("Compare with the description of the file format."))]
    context = {"known": known_names(tree)}
    try:
        scenario = Scenario.model_validate(tree, context=context)
    except ValidationError as error:
        findings = findings_of(error, tree)
        mended = _mended(tree, context | {"lenient": True})
        return None, findings + (check(mended, broken=[one.steps for one in findings]) if mended else [])
    return scenario, check(scenario)


def _is_too_deep(tree: object) -> bool:
    level: list[Any] = [tree]
    for _ in range(MAX_DEPTH):
        level = [inner for node in level if isinstance(node, dict | list) for inner in (node.values() if isinstance(node, dict) else node)]
    return bool(level)


def _mended(tree: Mapping[str, Any], context: Mapping[str, Any]) -> Scenario | None:
    """Replace broken entries by stand-ins until the tree validates, so that the rest of it can be checked in the same go."""
    attempt = copy.deepcopy(tree)
    tried: Counter[Steps] = Counter()
    for _ in range(2 * len(_STAND_INS)):
        try:
            return Scenario.model_validate(attempt, context=dict(context))
        except ValidationError as error:
            for steps in {one.steps for one in findings_of(error, attempt)}:
                if not steps or tried[steps] >= len(_STAND_INS):
                    return None
                _replace(attempt, steps, _STAND_INS[tried[steps]])
                tried[steps] += 1
    return None


def _replace(tree: Any, steps: Steps, stand_in: Any) -> None:
    *way, last = steps
    for step in way:
        inner = tree.get(step) if isinstance(tree, dict) else tree[step] if isinstance(tree, list) and isinstance(step, int) else None
        if not isinstance(inner, dict | list):
            return
        tree = inner
    if stand_in is _DROP:
        if isinstance(tree, dict):
            tree.pop(last, None)
    elif isinstance(tree, dict) or isinstance(last, int):
        tree[last] = copy.deepcopy(stand_in)
