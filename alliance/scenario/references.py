"""Words that refer to something else in the scenario: resolved to its id while the file is read.

A reference may spell an id in any width or case, or give the member's name instead of its id. What is known comes with the
validation context, so a scenario built in Python without one is left as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from alliance.scenario.asked_rules import domains
from alliance.scenario.refusal import refuse, shown
from alliance.scenario.words import clean_word, identity

__all__ = ["CapabilityRef", "Known", "MemberRef", "ProjectRef", "ResourceRef", "RuleRef", "known_names", "known_rules", "rule_named"]

Kind = Literal["members", "capabilities", "projects", "resources", "rules"]
Known = Mapping[str, Mapping[str, str]]  # kind of thing -> identity of a spelling -> id
NAMED_IN_HINT = 8
NEVER_NONE = ("members", "resources")  # where such things are named at all, a file without any is refused for that

_UNKNOWN: dict[Kind, str] = {
    "members": "{given} is not a member of this scenario.",
    "capabilities": "{given} is not a capability of this scenario.",
    "projects": "{given} is not a project of this scenario.",
    "resources": "{given} is not a resource of this scenario.",
    "rules": "there is no allocation rule {given}.",
}


def _resolver(kind: Kind) -> Callable[[str, ValidationInfo], str]:
    def resolve(word: str, info: ValidationInfo) -> str:
        if info.context is None:
            return word
        spellings = known_rules() if kind == "rules" else info.context["known"][kind]
        found = spellings.get(identity(word))
        nobody = kind in NEVER_NONE and not spellings  # a file without members says so once, not at every name
        if found is None and not nobody and not info.context.get("lenient", False):
            _refuse_unknown(kind, word, spellings)
        return found or word

    return resolve


def _refuse_unknown(kind: Kind, word: str, spellings: Mapping[str, str]) -> None:
    close = get_close_matches(identity(word), spellings, n=3)
    ids = list(dict.fromkeys(spellings[key] for key in close) if close else dict.fromkeys(spellings.values()))
    if not ids:
        refuse(_UNKNOWN[kind], "None is listed yet: list it first, or delete this entry.", given=shown(word))
    more = ", …" if len(ids) > NAMED_IN_HINT else ""
    fix = "Did you mean {known}?" if close else "Known are: {known}."
    refuse(_UNKNOWN[kind], fix, given=shown(word), known=", ".join(ids[:NAMED_IN_HINT]) + more)


def rule_named(word: str) -> str:
    """Return the name of an allocation rule in the registry, whatever its spelling.

    Raises
    ------
    PydanticCustomError
        If there is none.

    Examples
    --------
    >>> rule_named("Shapley value")
    'shapley'
    """
    spellings = known_rules()
    if identity(word) not in spellings:
        _refuse_unknown("rules", word, spellings)
    return spellings[identity(word)]


MemberRef = Annotated[str, BeforeValidator(clean_word), AfterValidator(_resolver("members"))]
CapabilityRef = Annotated[str, BeforeValidator(clean_word), AfterValidator(_resolver("capabilities"))]
ProjectRef = Annotated[str, BeforeValidator(clean_word), AfterValidator(_resolver("projects"))]
ResourceRef = Annotated[str, BeforeValidator(clean_word), AfterValidator(_resolver("resources"))]
RuleRef = Annotated[str, BeforeValidator(clean_word), AfterValidator(_resolver("rules"))]


@cache
def known_rules() -> Mapping[str, str]:
    """Return every spelling of a rule that is understood: its name and its titles, each leading to the name."""
    from allocation.registry import rules  # late: the registry imports the kernels, which a look at a file should not wait for

    spellings: dict[str, str] = {}
    for one in (rule for domain in reversed(domains()) for rule in rules(domain)):  # where titles meet, that of any game wins
        for title in (*one.title, one.name.replace("_", " ")):
            spellings[identity(title)] = one.name
    return spellings | {identity(name): name for name in spellings.values()}


def known_names(tree: Mapping[str, Any]) -> Known:
    """Collect what a file's references may refer to, before anything in it is validated.

    Parameters
    ----------
    tree
        The whole file as plain dicts and lists.

    Returns
    -------
    dict
        For members, capabilities, projects and the resources of the value part: every spelling (id, Chinese name, English name)
        leading to one id. A name that two share leads nowhere; an id always wins over a name.
    """
    value = tree.get("value")
    known = {kind: _spellings(tree.get(kind)) for kind in ("members", "capabilities", "projects")}
    return {**known, "resources": _spellings(value.get("resources") if isinstance(value, dict) else None)}


def _spellings(items: object) -> dict[str, str]:
    named = [pair for item in (items if isinstance(items, list) else []) if isinstance(item, dict) for pair in _named(item)]
    by_name: dict[str, set[str]] = {}
    for one, spelling in named:
        by_name.setdefault(identity(spelling), set()).add(one)
    found = {key: ids.pop() for key, ids in by_name.items() if len(ids) == 1}
    return found | {identity(one): one for one, spelling in named if one == spelling}


def _named(item: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    name = item.get("name")
    texts = [name.get("zh"), name.get("en")] if isinstance(name, dict) else [name]
    words = [word for word in map(_word, (item.get("id"), *texts)) if word]
    return [(words[0], word) for word in words]


def _word(given: object) -> str | None:
    try:
        return clean_word(given)
    except PydanticCustomError:
        return None
