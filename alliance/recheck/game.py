"""One game of a document: its figures, every split, and the recommendation that is said to follow from them."""

from __future__ import annotations

import math
from collections.abc import Iterator

import allocation as al
from alliance.binding import binding_groups, preferred
from alliance.document import Check, GameOutcome, SplitOutcome
from alliance.money import smallest_unit, to_money
from alliance.naming import names_of
from alliance.options import LEAST_COMBINED
from alliance.recheck.stability import stability_checks
from alliance.recommendation import recommend
from alliance.scenario import Scenario
from alliance.splitting import game_properties
from alliance.uncertainty.agreement import agree
from alliance.valuation import GamePlan, wording

__all__ = ["game_checks"]


def game_checks(outcome: GameOutcome, plan: GamePlan, scenario: Scenario) -> Iterator[Check]:
    """Yield one check per claim about a game.

    Parameters
    ----------
    outcome
        What the document says.
    plan
        The game, built from the scenario again.
    scenario
        Names, money unit and rules.
    """
    players = list(plan.game.players) == outcome.players
    yield Check(name=f"{outcome.id}: players", ok=players)
    if not players:
        return
    yield Check(name=f"{outcome.id}: v(N)", ok=plan.game.grand_value == outcome.grand_value, detail=str(outcome.grand_value))
    yield Check(
        name=f"{outcome.id}: figures", ok=agree(_figures(plan, scenario), outcome.model_dump(include=set(_figures(plan, scenario))))
    )
    for split in outcome.splits:
        yield from _split_checks(outcome, split, plan, scenario.alliance.decimals)
    yield from _core_checks(outcome)
    yield Check(name=f"{outcome.id}: properties", ok=_properties_hold(outcome, plan, scenario))
    yield Check(name=f"{outcome.id}: binding groups", ok=_binding_holds(outcome, plan))
    yield Check(name=f"{outcome.id}: recommendation", ok=_follows(outcome, scenario))


def _binding_holds(outcome: GameOutcome, plan: GamePlan) -> bool:
    """Read the binding groups off the proofs of the splits again, in exact arithmetic."""
    titles = {split.rule: split.title for split in outcome.splits}
    rule = preferred(list(titles))
    split = next((one for one in outcome.splits if one.rule == rule), None)
    try:
        found = {} if split is None else {split.rule: al.Allocation.from_dict({**split.model_dump(), "players": outcome.players})}
        again = binding_groups(plan.game, found, titles)
    except (KeyError, TypeError, ValueError):
        return False
    return again == outcome.binding


def _figures(plan: GamePlan, scenario: Scenario) -> dict[str, object]:
    alone, invested = plan.game.singles(), plan.investment(scenario)
    return {
        "title": plan.title.model_dump(),
        "kind": plan.kind,
        "sense": plan.game.sense,
        "chosen_by_selection": plan.chosen_by_selection,
        "stand_alone": alone.tolist(),
        "investment": invested.tolist() if invested.any() else None,
        "additionality": float(plan.game.grand_value - alone.sum()),
    }


def _split_checks(outcome: GameOutcome, split: SplitOutcome, plan: GamePlan, decimals: int) -> Iterator[Check]:
    label = f"{outcome.id}: {split.title.en}"
    if len(split.payoffs) != len(outcome.players) or not all(map(math.isfinite, split.payoffs)):
        yield Check(name=f"{label}: payoffs", ok=False, detail="not a finite payoff for each member")
        return
    try:
        found = al.Allocation.from_dict({**split.model_dump(), "players": outcome.players})
    except (KeyError, TypeError, ValueError) as error:
        yield Check(name=f"{label}: proof", ok=False, detail=f"the proof cannot be read: {error!r}")
        return
    verdict = al.verify(plan.game, found)
    for check in verdict.checks:
        yield Check(name=f"{label}: {check.name}", ok=check.ok, detail=check.detail)
    same = [(check.name, check.ok) for check in verdict.checks] == [(check.name, check.ok) for check in split.checks]
    if "schemes" in split.options:
        yield Check(name=f"{label}: combined splits", ok=_combines_others(outcome, split))
    yield Check(name=f"{label}: verified", ok=split.verified is verdict.ok and same)
    yield Check(name=f"{label}: money", ok=_money(split, decimals) == (split.money, split.money_total), detail=split.money_total)
    yield from stability_checks(plan.game, split, label)


def _combines_others(outcome: GameOutcome, split: SplitOutcome) -> bool:
    """Whether every split that was combined is another one of this game."""
    others = [dict(zip(outcome.players, one.payoffs, strict=False)) for one in outcome.splits if "schemes" not in one.options]
    return len(split.options["schemes"]) >= LEAST_COMBINED and all(scheme in others for scheme in split.options["schemes"])


def _money(split: SplitOutcome, decimals: int) -> tuple[list[str], str] | None:
    try:
        return to_money(split.payoffs, decimals)
    except ArithmeticError:  # amounts of more digits than money is counted in
        return None


def _core_checks(outcome: GameOutcome) -> Iterator[Check]:
    """Yield whether what is said about the core fits together: an empty one has a price and holds no split."""
    empty, price = outcome.core_empty, outcome.cost_of_stability
    known = (empty is None) == (price is None) and (price is None or (price > 0) is empty)
    yield Check(name=f"{outcome.id}: core", ok=known and not (empty and any(split.in_core for split in outcome.splits)))


def _properties_hold(outcome: GameOutcome, plan: GamePlan, scenario: Scenario) -> bool:
    again = game_properties(plan.game, names_of(scenario))
    return [(one.name, one.title, one.holds) for one in again] == [(one.name, one.title, one.holds) for one in outcome.properties]


def _follows(outcome: GameOutcome, scenario: Scenario) -> bool:
    price = outcome.cost_of_stability
    said = None if price is None else f"{al.largest_remainder([price], smallest_unit(scenario.alliance.decimals))[0]:f}"
    again = recommend(outcome.splits, outcome.core_empty, said, wording(scenario.alliance.unit), names_of(scenario), outcome.sense)
    return again == outcome.recommendation
