"""The uncertainty of a game's recommended split, as the document holds it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import allocation as al
from alliance.document import FutureBlocker, FutureShare, Recommendation, SplitOutcome, UncertaintyOutcome, Wording, said
from alliance.options import Unavailable, request_title, requests_of, rule_options
from alliance.scenario.schema import RANGED, RuleRequest, Scenario, Uncertainty
from alliance.uncertainty.draws import futures, is_uncertain, too_large
from alliance.valuation import GamePlan
from allocation.uncertain.blocking import Kept
from allocation.uncertain.distribution import mean_and_deviation, quantiles_of
from allocation.uncertain.simulation import USUAL_LEVELS

__all__ = ["left_out", "outlook"]

BLOCKERS = 5  # groups named
NO_SHARES = 1e-9  # part of the largest payoff below which the total is rounding, so that payoffs are no shares of it

_RANGES = {
    "base_success": said("probability of success"),
    "benefit": said("benefit in the whole market"),
    "cost": said("cost"),
    "subsidy": said("subsidy"),
}


def outlook(
    scenario: Scenario, plan: GamePlan, splits: Sequence[SplitOutcome], recommended: Recommendation | None
) -> UncertaintyOutcome | None:
    """Say how sure the recommended split of a game is; None where nothing is uncertain or recommended, or it could not be looked at.

    Parameters
    ----------
    scenario
        Its uncertainty part and seed.
    plan
        The game.
    splits, recommended
        What was computed from the given values.
    """
    asked, split = scenario.uncertainty, _chosen(splits, recommended)
    if asked is None or split is None or not is_uncertain(scenario, plan) or too_large(scenario, plan):
        return None
    drawn = futures(scenario, plan)
    kept: Kept = "shares" if abs(sum(split.payoffs)) > NO_SHARES * max(map(abs, split.payoffs)) else "amounts"
    odds = al.blocking_odds(drawn, split.payoffs, keep=kept)
    try:
        found = al.simulate(drawn, split.rule, **rule_options(scenario, plan, _request(scenario, split)))
    except (al.RuleError, Unavailable):  # a rule that combines other rules would need them in every future
        return None
    return UncertaintyOutcome(
        rule=split.rule,
        title=split.title,
        samples=drawn.count,
        seed=scenario.seed,
        shape=asked.shape,
        assumptions=_assumptions(asked, plan),
        members=_members(found),
        total=_total(drawn),
        undefined=found.undefined,
        kept=kept,
        walk_out=1.0 - odds.stable,
        walk_out_error=odds.standard_error or 0.0,
        blockers=[FutureBlocker(members=list(b.members), chance=b.chance, gain=b.gain) for b in odds.likeliest(BLOCKERS)],
    )


def _request(scenario: Scenario, split: SplitOutcome) -> RuleRequest:
    """The request that a split answers."""
    return next(one for one in requests_of(scenario) if one.rule == split.rule and request_title(one) == split.title)


def left_out(scenario: Scenario, plan: GamePlan) -> list[Wording]:
    """Say why a game's uncertainty was asked for and not looked at."""
    if not is_uncertain(scenario, plan) or not too_large(scenario, plan):
        return []
    return [
        said(
            "How sure the shares are was not looked at: {count} members have too many groups for so many futures. Draw fewer of them.",
            count=plan.game.n,
        )
    ]


def _chosen(splits: Sequence[SplitOutcome], recommended: Recommendation | None) -> SplitOutcome | None:
    if recommended is None:
        return None
    return next((s for s in splits if (s.rule, s.title) == (recommended.rule, recommended.title)), None)


def _assumptions(asked: Uncertainty, plan: GamePlan) -> list[Wording]:
    """What was taken to be uncertain, and between which ends."""
    if plan.project is None:
        return [said("every number of the value part: ± {part} %", part=f"{100 * asked.spread:g}")]
    ranges = asked.projects[plan.project]
    found = [(field, getattr(ranges, field)) for field in RANGED]
    return [said("{what}: {low} to {high}", what=_RANGES[field], low=f"{r.low:g}", high=f"{r.high:g}") for field, r in found if r]


def _members(found: al.ShareDistribution) -> list[FutureShare]:
    columns = zip(found.mean, found.deviation, *found.quantiles, found.loss_chance, strict=True)
    return [_share(*column) for column in columns]


def _total(drawn: al.ScenarioTables) -> FutureShare:
    grand: NDArray[np.float64] = drawn.tables[:, -1:]
    mean, deviation = mean_and_deviation(grand, drawn.probabilities)
    low, middle, high = quantiles_of(grand, drawn.probabilities, USUAL_LEVELS)
    return _share(mean[0], deviation[0], low[0], middle[0], high[0], None)


def _share(mean: float, deviation: float, low: float, middle: float, high: float, loss: float | None) -> FutureShare:
    return FutureShare(mean=mean, deviation=deviation, p5=low, p50=middle, p95=high, loss=loss)
