"""Which split the council can defend, and in which words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from alliance.cost_words import in_sense
from alliance.document import Recommendation, SplitOutcome, Wording, said
from alliance.language import marked
from alliance.naming import Names, listing

__all__ = ["recommend"]

Say = Callable[..., Wording]

ORDER = ("corrected_shapley", "shapley", "owen", "nucleolus", "prenucleolus")  # first that nobody walks out of
NOTHING = 1e-9  # of the stand-alone value: a gain below this is rounding
FALLBACK = ("nucleolus", "prenucleolus", "least_core")  # when somebody will be dissatisfied whatever is done


def recommend(
    splits: Sequence[SplitOutcome],
    core_empty: bool | None,
    cost_of_stability: str | None,
    unit: Wording,
    names: Names,
    sense: str = "benefit",
) -> Recommendation | None:
    """Choose among the computed splits.

    The first of corrected Shapley, Shapley and Owen that no coalition would leave is preferred, because it pays for contribution;
    failing that the nucleolus, which nobody leaves whenever that is possible at all.

    Parameters
    ----------
    splits
        What the rules gave.
    core_empty
        Whether every split leaves some coalition better off alone.
    cost_of_stability
        The least amount that would have to be added, as text, when the core is empty.
    unit
        The money unit.
    names
        What the members are called.
    sense
        Whether the game is one of ``"benefit"`` or ``"cost"``.
    """
    say = partial(_said, sense)
    chosen = _first(splits, ORDER, stable=True) or _first(splits, FALLBACK, stable=False)
    chosen = chosen or next((s for s in splits if s.in_core), None)
    if chosen is None:
        return None
    return Recommendation(
        rule=chosen.rule,
        title=chosen.title,
        reasons=[*_reasons(chosen, core_empty, say), *_why_not(splits, chosen, unit, say)],
        cautions=_cautions(chosen, core_empty, cost_of_stability, unit, names, say),
    )


def _said(sense: str, text: str, /, **values: Any) -> Wording:
    return said(in_sense(text, sense), **values)


def _first(splits: Sequence[SplitOutcome], order: Sequence[str], stable: bool) -> SplitOutcome | None:
    for rule in order:
        for split in splits:
            if split.rule == rule and (split.in_core or not stable):
                return split
    return None


def _reasons(chosen: SplitOutcome, core_empty: bool | None, say: Say) -> list[Wording]:
    reasons = [chosen.meaning]
    if chosen.in_core:
        reasons.append(say("No member and no group of members can earn more on its own: nobody has a reason to walk out."))
    elif core_empty:
        reasons.append(say("No split can satisfy every group here; this one makes the least satisfied group as satisfied as possible."))
    if chosen.individually_rational:
        reasons.append(say("Every member gets at least what it would earn alone."))
    if chosen.verified:
        reasons.append(say("The result was re-checked in exact arithmetic without the solver that found it."))
    return reasons


def _why_not(splits: Sequence[SplitOutcome], chosen: SplitOutcome, unit: Wording, say: Say) -> list[Wording]:
    """Say why a rule that pays for contribution was passed over."""
    passed = [s for s in splits if s.rule in ORDER[:2] and s.rule != chosen.rule and s.in_core is False and s.tightest]
    text = marked("“{rule}” was not chosen: {count} members together would earn {amount} ({unit}) more on their own.")
    return [say(text, rule=s.title, count=len(s.tightest[0].members), amount=f"{s.tightest[0].excess:.6g}", unit=unit) for s in passed]


def _cautions(
    chosen: SplitOutcome, core_empty: bool | None, cost_of_stability: str | None, unit: Wording, names: Names, say: Say
) -> list[Wording]:
    cautions = []
    if chosen.in_core is None:
        cautions.append(say("There are too many members to look at every group: whether some group would walk out is not known."))
    if core_empty and cost_of_stability is not None:
        text = marked("{amount} ({unit}) more would have to be shared out before nobody had a reason to leave.")
        cautions.append(say(text, amount=cost_of_stability, unit=unit))
    if chosen.short:
        cautions.append(say("Below their stand-alone value: {members}.", members=listing(chosen.short, names)))
    nothing = [g.members[0] for g in chosen.tightest if len(g.members) == 1 and abs(g.excess) <= NOTHING * max(1.0, abs(g.value))]
    if chosen.in_core and nothing:
        text = marked("No gain over working alone: {members}. Replacing them would cost the others nothing.")
        cautions.append(say(text, members=listing(nothing, names)))
    return cautions
