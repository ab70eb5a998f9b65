"""Re-check a finished study against its scenario, in exact arithmetic and without the solvers that made it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import allocation as al
import partner_select as ps
from alliance.choice import problem_of
from alliance.council.recheck import council_checks
from alliance.document import Check, Document, GameOutcome, SplitOutcome
from alliance.money import to_money
from alliance.scenario import Scenario, digest
from alliance.uncertainty.agreement import agree
from alliance.uncertainty.outlook import outlook
from alliance.valuation import GamePlan, plan_games

__all__ = ["verify"]

MONEY_SLACK = Fraction(1)  # smallest units a rounded share may differ from the share: largest remainder never moves one further


def verify(document: Document, scenario: Scenario) -> list[Check]:
    """Re-check every claim of a document.

    Parameters
    ----------
    document
        The outcome, for instance read from ``result.json``.
    scenario
        What it claims to be the outcome of.

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
    return list(_checks(document, scenario))


def _checks(document: Document, scenario: Scenario) -> Iterator[Check]:
    same = digest(scenario) == document.scenario_digest
    yield Check(name="scenario", ok=same, detail="" if same else "the result was computed from another scenario")
    if not same:
        return
    yield from _selection_checks(document, scenario)
    chosen = document.selection.chosen.members if document.selection and document.selection.chosen else None
    plans = {plan.id: plan for plan in plan_games(scenario, chosen)}
    for outcome in document.games:
        if outcome.id not in plans:
            yield Check(name=outcome.id, ok=False, detail="the scenario has no such game")
        else:
            yield from _game_checks(outcome, plans[outcome.id], document.decimals)
            yield from _future_checks(outcome, plans[outcome.id], scenario)
    yield from council_checks(document, scenario)


def _selection_checks(document: Document, scenario: Scenario) -> Iterator[Check]:
    selection = document.selection
    if selection is None or selection.chosen is None:
        return
    for found in ps.verify(problem_of(scenario), ps.Selection.from_dict(selection.proof)):
        yield Check(name=f"selection: {found.name}", ok=found.ok, detail=found.detail)
    same = selection.proof["members"] == selection.chosen.members and selection.proof["objective"] == selection.chosen.objective
    yield Check(name="selection: chosen set", ok=same, detail=", ".join(selection.chosen.members))


def _game_checks(outcome: GameOutcome, plan: GamePlan, decimals: int) -> Iterator[Check]:
    players = list(plan.game.players) == outcome.players
    yield Check(name=f"{outcome.id}: players", ok=players)
    if not players:
        return
    yield Check(name=f"{outcome.id}: v(N)", ok=plan.game.grand_value == outcome.grand_value, detail=str(outcome.grand_value))
    for split in outcome.splits:
        yield from _split_checks(outcome, split, plan, decimals)


def _future_checks(outcome: GameOutcome, plan: GamePlan, scenario: Scenario) -> Iterator[Check]:
    """Draw the futures again, from the same seed."""
    again = outlook(scenario, plan, outcome.splits, outcome.recommendation)
    given = outcome.uncertainty
    if again is not None or given is not None:
        same = again is not None and given is not None and agree(again.model_dump(), given.model_dump())
        yield Check(name=f"{outcome.id}: futures", ok=same, detail="" if same else "drawn again, the figures differ")


def _split_checks(outcome: GameOutcome, split: SplitOutcome, plan: GamePlan, decimals: int) -> Iterator[Check]:
    label = f"{outcome.id}: {split.title.en}"
    found = al.Allocation.from_dict({**split.model_dump(), "players": outcome.players})
    verdict = al.verify(plan.game, found)
    for check in verdict.checks:
        yield Check(name=f"{label}: {check.name}", ok=check.ok, detail=check.detail)
    money, total = to_money(split.payoffs, decimals)
    yield Check(name=f"{label}: money", ok=money == split.money and total == split.money_total, detail=total)
