"""What would have to give way for some set to be allowed, in the council's words."""

from __future__ import annotations

import partner_select as ps
from alliance.clash import shown_value
from alliance.naming import Names, names_of
from alliance.partners.broken import capability_names
from alliance.partners.problem import selection_of
from alliance.partners.records import Repair
from alliance.scenario.schema import Scenario
from alliance.wording import Wording, said

__all__ = ["CHANGES", "repair_lines"]

CHANGES: dict[str, Wording] = {
    "budget": said("raise the budget by {by}, to {granted}"),
    "size_max": said("allow {granted} partners instead of {asked}"),
    "size_min": said("be content with {granted} partners instead of {asked}"),
    "role_max": said("allow {by} more with the role “{role}”"),
    "role_min": said("take {by} fewer with the role “{role}”"),
    "include": said("do without {member}"),
    "exclude": said("allow {member} to be chosen"),
    "conflict": said("bring {members} to one table"),
    "need": said("be content with level {granted} of capability {capability} instead of {asked}"),
    "expected_loss": said("bear an expected loss of {granted} instead of {asked}"),
    "count_max": said("allow {by} more with {label} “{is}”"),
    "count_min": said("take {by} fewer with {label} “{is}”"),
    "cover": said("do without anybody with {label} “{is}”"),
    "class_budget": said("raise the budget for “{class}” by {by}, to {granted}"),
    "robust_budget": said("raise the budget that has to hold if {gamma} costs come out high by {by}, to {granted}"),
    "either": said("give up that at least one of {members} takes part"),
    "one_of": said("give up that exactly one of {members} takes part"),
    "implies": said("allow {member} without {needs}"),
    "stranger_pairs": said("allow {granted} pairs without a past project together instead of {asked}"),
    "strangers": said("allow {granted} partners with no past project with another instead of {asked}"),
    "success": said("be content with a chance of {granted} that no partner fails instead of {asked}"),
    "variance": said("bear a standard deviation of {granted} instead of {asked}"),
    "cvar": said("bear an average loss beyond the level {level} of {granted} instead of {asked}"),
    "share": said("allow {member} more than {share} of the {of}"),
    "outside": said("give up that {member} gets its stand-alone value of {outside}"),
    "core": said("give up that no group of members would leave"),
}
GIVEN_UP = {"need": said("give up the need for capability {capability}")}


def repair_lines(scenario: Scenario, problem: ps.Problem) -> list[Repair]:
    """Return the least changes of the limits that let a set pass.

    Parameters
    ----------
    scenario
        Time limit, seed, and what members and capabilities are called.
    problem
        Its infeasible selection problem.
    """
    found = ps.cheapest_repairs(problem, time_limit=selection_of(scenario).time_limit, seed=scenario.seed)
    members, capabilities = names_of(scenario), capability_names(scenario)
    return [
        Repair(changes=[_change(c, members, capabilities) for c in repair.changes], members=list(repair.members), proved=repair.proved)
        for repair in found
    ]


def _change(change: ps.Change, members: Names, capabilities: Names) -> Wording:
    given_up = change.granted is None and change.limit in GIVEN_UP
    text = (GIVEN_UP if given_up else CHANGES)[change.limit]
    asked, granted = (_known(change.limit, bound) for bound in (change.asked, change.granted))
    by = None if asked is None or granted is None else abs(granted - asked)
    values = {**change.about, "asked": _number(asked), "granted": _number(granted), "by": _number(by)}
    shown = {key: shown_value(key, value, members, capabilities) for key, value in values.items()}
    return Wording(**{lang: getattr(text, lang).format(**{k: _in(v, lang) for k, v in shown.items()}) for lang in ("zh", "en")})


def _known(limit: str, bound: float | None) -> float | None:
    """A bound as readers know it: of a variance its root."""
    return bound**0.5 if limit == "variance" and bound is not None else bound


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _in(value: object, language: str) -> object:
    return value.say(language) if isinstance(value, Wording) else value
