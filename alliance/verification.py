"""Re-check a finished study against its scenario, in exact arithmetic and without the solvers that made it."""

from __future__ import annotations

from collections.abc import Iterator

import allocation as al
from alliance.council.recheck import council_checks
from alliance.document import Check, Document, GameOutcome
from alliance.options import with_rules
from alliance.recheck.facts import completeness_checks, fact_checks
from alliance.recheck.game import game_checks
from alliance.recheck.selection import selection_checks
from alliance.scenario import Scenario, ScenarioError, digest
from alliance.uncertainty.agreement import agree
from alliance.uncertainty.outlook import outlook
from alliance.valuation import GamePlan, plan_games, plan_of

__all__ = ["verify"]


def verify(document: Document, scenario: Scenario, game: al.Game | None = None) -> list[Check]:
    """Re-check every claim of a document.

    Parameters
    ----------
    document
        The outcome, for instance read from ``result.json``.
    scenario
        What it claims to be the outcome of.
    game
        The game that was split in place of those of the value part, if one was given to :func:`alliance.run`.

    Returns
    -------
    list of Check
        One line per claim; all must be ``ok``.

    Examples
    --------
    >>> import alliance
    >>> study = alliance.run(alliance.load("examples/standards.toml"))
    >>> all(check.ok for check in verify(study.document, study.scenario))
    True
    """
    return _checks(document, scenario, game)


def _checks(document: Document, scenario: Scenario, game: al.Game | None) -> list[Check]:
    same = digest(scenario) == document.scenario_digest
    first = Check(name="scenario", ok=same, detail="" if same else "the result was computed from another scenario")
    if not same:
        return [first]
    try:
        scenario = with_rules(scenario, document.asked_rules)
    except ScenarioError as error:
        return [first, Check(name="rules", ok=False, detail=str(error))]
    checks = [first, *fact_checks(document, scenario), *selection_checks(document, scenario)]
    plans = _plans(document, scenario) if game is None else [plan_of(game)]
    checks += completeness_checks(document, scenario, plans)
    by_id = {plan.id: plan for plan in plans}
    known = [outcome for outcome in document.games if outcome.id in by_id]
    for outcome in known:
        checks += game_checks(outcome, by_id[outcome.id], scenario)
    if all(check.ok for check in checks):  # what follows is worked out from the figures above
        for outcome in known:
            checks += _future_checks(outcome, by_id[outcome.id], scenario)
        checks += council_checks(document, scenario)
    return checks


def _plans(document: Document, scenario: Scenario) -> list[GamePlan]:
    chosen = document.selection.chosen.members if document.selection and document.selection.chosen else []
    return plan_games(scenario, chosen if set(chosen) <= {member.id for member in scenario.members} else None)


def _future_checks(outcome: GameOutcome, plan: GamePlan, scenario: Scenario) -> Iterator[Check]:
    """Draw the futures again, from the same seed."""
    again = outlook(scenario, plan, outcome.splits, outcome.recommendation)
    given = outcome.uncertainty
    if again is not None or given is not None:
        same = again is not None and given is not None and agree(again.model_dump(), given.model_dump())
        yield Check(name=f"{outcome.id}: futures", ok=same, detail="" if same else "drawn again, the figures differ")
