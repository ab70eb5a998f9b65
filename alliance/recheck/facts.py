"""What a document repeats from its scenario, and whether all that was asked for is in it."""

from __future__ import annotations

from collections.abc import Iterator

from alliance.document import Check, Document, MemberLine, Source
from alliance.options import request_title, requests_of
from alliance.scenario import Scenario
from alliance.valuation import GamePlan, wording

__all__ = ["completeness_checks", "fact_checks"]


def fact_checks(document: Document, scenario: Scenario) -> Iterator[Check]:
    """Yield whether the money, the names and the sources are the scenario's.

    Parameters
    ----------
    document
        The outcome.
    scenario
        What it was computed from.
    """
    alliance = scenario.alliance
    facts = {
        "title": wording(alliance.name),
        "description": wording(alliance.description),
        "unit": wording(alliance.unit),
        "currency": alliance.currency,
        "decimals": alliance.decimals,
        "year": alliance.year,
        "seed": scenario.seed,
        "members": [MemberLine(id=m.id, name=wording(m.name), role=m.role, lead=m.lead) for m in scenario.members],
        "sources": [Source(group=key, tag=p.tag, note=wording(p.note)) for key, p in scenario.provenance.items()],
    }
    other = [name for name, fact in facts.items() if getattr(document, name) != fact]
    yield Check(name="facts", ok=not other, detail=f"not as in the scenario: {', '.join(other)}" if other else "")


def completeness_checks(document: Document, scenario: Scenario, plans: list[GamePlan]) -> Iterator[Check]:
    """Yield whether every game stands in the document once, and every rule asked for is answered or left out with a reason.

    A run that split nothing, or was interrupted, may lack games; what it has must still be whole.

    Parameters
    ----------
    document
        The outcome.
    scenario
        What it was computed from.
    plans
        The games of the scenario.
    """
    if scenario.council is not None and document.games and document.status != "interrupted":
        yield Check(name="council", ok=document.council is not None)
    present, expected = [game.id for game in document.games], [plan.id for plan in plans]
    partial = not present or document.status == "interrupted"
    yield Check(name="games", ok=present == (expected[: len(present)] if partial else expected), detail=", ".join(present))
    asked = [(one.rule, request_title(one)) for one in requests_of(scenario)]
    for game in document.games:
        found = [(split.rule, split.title) for split in game.splits] + [(skipped.rule, skipped.title) for skipped in game.skipped]
        missing = [rule for rule, title in asked if (rule, title) not in found]
        stray = [rule for rule, title in found if (rule, title) not in asked]
        whole = not missing and not stray and len(found) == len(asked)
        yield Check(name=f"{game.id}: rules", ok=whole, detail=", ".join([*missing, *stray]))
