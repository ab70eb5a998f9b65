"""One game, every asked rule: payoffs, money, stability, proof."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

import allocation as al
from alliance.binding import binding_groups
from alliance.cost_words import in_sense
from alliance.document import Check, GameOutcome, Group, Property, Skipped, SplitOutcome, Wording, said
from alliance.language import marked
from alliance.money import smallest_unit, to_money
from alliance.naming import Names, listing, names_of
from alliance.options import Unavailable, asked_rule, combines, request_title, requests_of, rule_options
from alliance.recommendation import recommend
from alliance.scenario.schema import RuleRequest, Scenario
from alliance.uncertainty.outlook import left_out, outlook
from alliance.valuation import GamePlan, wording

__all__ = ["TIGHTEST", "game_properties", "split_game"]

TIGHTEST = 5  # coalitions shown per split
TABLE_PLAYERS = 20  # games up to this size are looked at coalition by coalition

PROPERTIES = {
    "superadditive": marked("Two separate groups never lose by joining (superadditive)"),
    "monotone": marked("A newcomer never lowers what a group is worth (monotone)"),
    "convex": marked("The larger a group, the more a newcomer adds (convex)"),
    "essential": marked("Working together is worth more than working alone (essential)"),
}
WITNESSES = {
    "superadditive": marked("“{first}” and “{second}” are worth {by} more apart than together."),
    "monotone": marked("“{second}” is worth {by} less than “{first}”, although it is larger."),
    "convex": marked("“{first}” and “{second}” are worth {by} more than their union and what they share."),
    "essential": marked("All members alone are worth {by} more than together."),
}


def split_game(scenario: Scenario, plan: GamePlan) -> GameOutcome:
    """Split one game by every asked rule and say who would walk out.

    Parameters
    ----------
    scenario
        Which rules, factors and blocks are asked for.
    plan
        The game.
    """
    game, unit, names = plan.game, scenario.alliance.decimals, names_of(scenario)
    splits, skipped, found = _splits(scenario, plan)
    alone = game.singles()
    invested = plan.investment(scenario)
    needed = al.cost_of_stability(game) if game.n <= TABLE_PLAYERS else None
    core_empty = None if needed is None else needed > 0
    shortfall = None if needed is None else f"{al.largest_remainder([needed], smallest_unit(unit))[0]:f}"
    recommendation = recommend(splits, core_empty, shortfall, wording(scenario.alliance.unit), names, game.sense)
    return GameOutcome(
        id=plan.id,
        title=plan.title,
        kind=plan.kind,
        sense=plan.game.sense,
        chosen_by_selection=plan.chosen_by_selection,
        players=list(game.players),
        grand_value=game.grand_value,
        stand_alone=alone.tolist(),
        investment=invested.tolist() if invested.any() else None,
        additionality=float(game.grand_value - alone.sum()),
        properties=game_properties(game, names),
        core_empty=core_empty,
        cost_of_stability=needed,
        splits=splits,
        skipped=skipped,
        recommendation=recommendation,
        notes=[*_notes(game, alone, names), *left_out(scenario, plan)],
        uncertainty=outlook(scenario, plan, splits, recommendation),
        binding=binding_groups(game, found, {split.rule: split.title for split in splits}),
    )


def _splits(scenario: Scenario, plan: GamePlan) -> tuple[list[SplitOutcome], list[Skipped], dict[str, al.Allocation]]:
    """What every asked rule gives, what was left out, and the splits by rule as they were computed."""
    asked = requests_of(scenario)
    answers = {i: _answer(scenario, plan, one) for i, one in enumerate(asked) if not combines(scenario, one)}
    plain = [answer for answer in answers.values() if isinstance(answer, al.Allocation)]
    answers |= {i: _answer(scenario, plan, one, plain) for i, one in enumerate(asked) if combines(scenario, one)}
    splits, skipped = [], []
    for i, request in enumerate(asked):
        answer = answers[i]
        if isinstance(answer, Wording):
            skipped.append(Skipped(rule=request.rule, title=request_title(request), why=answer))
        else:
            splits.append(_outcome(scenario, plan.game, request, answer))
    return splits, skipped, {asked[i].rule: answer for i, answer in answers.items() if isinstance(answer, al.Allocation)}


def _answer(scenario: Scenario, plan: GamePlan, request: RuleRequest, others: Sequence[al.Allocation] = ()) -> al.Allocation | Wording:
    """What a rule gives, or why it gives nothing."""
    try:
        return al.split(plan.game, rule=request.rule, **rule_options(scenario, plan, request, others))
    except Unavailable as missing:
        return missing.why
    except al.AllocationError as error:
        return _no_answer(error)


def _no_answer(error: al.AllocationError) -> Wording:
    """The reason in English, the language the rules know it in; in Chinese only that there is one."""
    return Wording(zh=said("The rule has no answer for this game.").zh, en=str(error))


def _outcome(scenario: Scenario, game: al.Game, request: RuleRequest, found: al.Allocation) -> SplitOutcome:
    description = asked_rule(scenario, request)
    money, total = to_money(found.payoffs, scenario.alliance.decimals)
    stability = al.stability(game, found.payoffs)
    verdict = al.verify(game, found)
    plain = found.to_dict()
    return SplitOutcome(
        rule=request.rule,
        title=request_title(request),
        meaning=Wording(**description.meaning._asdict()),
        formula=description.formula,
        reference=description.reference,
        method=found.method,
        options=plain["options"],
        payoffs=plain["payoffs"],
        money=money,
        money_total=total,
        gains=(found.payoffs - game.singles()).tolist(),
        in_core=stability.in_core,
        individually_rational=stability.individually_rational,
        short=list(stability.shortfalls),
        max_excess=stability.max_excess,
        tightest=[Group(members=list(g.members), value=g.value, share=g.payoff, excess=g.excess) for g in stability.tightest(TIGHTEST)],
        details=plain["details"],
        proof=plain["proof"],
        verified=verdict.ok,
        checks=[Check(name=c.name, ok=c.ok, detail=c.detail) for c in verdict.checks],
    )


def game_properties(game: al.Game, names: Names) -> list[Property]:
    """Look at a game's properties; nothing is decided about games too large to be looked at coalition by coalition.

    Parameters
    ----------
    game
        The game.
    names
        What the members are called, for the witnesses.
    """
    titles = {name: said(in_sense(text, game.sense)) for name, text in PROPERTIES.items()}
    if game.n > TABLE_PLAYERS:
        return [Property(name=name, title=title, holds=None, witness=None) for name, title in titles.items()]
    found = al.properties(game)
    return [
        Property(name=name, title=title, holds=getattr(found, name), witness=_witness(game, name, found.witnesses.get(name), names))
        for name, title in titles.items()
    ]


def _witness(game: al.Game, name: str, witness: al.Witness | None, names: Names) -> Wording | None:
    if witness is None:
        return None
    first, second = (listing(group, names) for group in (*witness.coalitions, (), ())[:2])
    return said(in_sense(WITNESSES[name], game.sense), first=first, second=second, by=f"{witness.by:.6g}")


def _notes(game: al.Game, alone: NDArray[np.float64], names: Names) -> list[Wording]:
    idle = [p for p, m, v in zip(game.players, game.marginals_to_grand(), alone, strict=True) if np.isclose(m, v)]
    if not idle:
        return []
    text = marked(
        "Without loss to the others could leave: {members}. Every split that nobody walks out of gives them exactly what they earn alone."
    )
    return [said(in_sense(text, game.sense), members=listing(idle, names))]
