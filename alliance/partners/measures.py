"""What a set of partners uses of the limits, reaches of the needs and adds to every term, in the document's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

import partner_select as ps
from alliance.partners.problem import MARKET, open_project
from alliance.partners.records import Coverage, Limit, PartnerSet, Term
from alliance.roles import role_title
from alliance.scenario.schema import Scenario
from alliance.valuation import project_game, wording
from alliance.wording import Wording, said
from partner_select.model import Limit as ModelLimit
from partner_select.model import limits_of

__all__ = ["TERMS", "coverage_lines", "joint_value", "limit_lines", "partner_set", "term_lines"]

TERMS: dict[str, Wording] = {
    "value": said("Own value"),
    "synergy": said("Complementarity and synergy"),
    "coverage": said("Market opened and outsourcing saved"),
    "cost": said("Cost"),
    "expected_loss": said("Expected loss"),
    "cvar": said("Average loss in the worst cases"),
    "joint_value": said("Joint value of the open project"),
}


FURTHER: dict[str, Wording] = {
    "count_min": said("Partners with {label} “{is}”"),
    "count_max": said("Partners with {label} “{is}”"),
    "class_budget": said("Budget for “{class}”"),
    "robust_budget": said("Budget if {gamma} costs come out high"),
    "stranger_pairs": said("Pairs without a past project together"),
    "strangers": said("Partners with no past project with another"),
    "success": said("Chance that no partner fails"),
    "variance": said("Standard deviation of what the partners bring"),
    "cvar": said("Average loss beyond the level {level}"),
}


def term_lines(terms: Mapping[str, ps.TermValue], counted_only: bool = True) -> list[Term]:
    """Return the terms of an objective in words.

    Parameters
    ----------
    terms
        From a selection or a check.
    counted_only
        Whether terms without weight or amount are left out.
    """
    return [
        Term(name=name, title=TERMS[name], amount=term.amount, weight=term.weight, contribution=term.contribution)
        for name, term in terms.items()
        if name in TERMS and (not counted_only or (term.weight and term.amount))
    ]


def joint_value(scenario: Scenario, members: Sequence[str]) -> float | None:
    """Return what these members would have to split in the open project; None where there is none, or nobody."""
    project = open_project(scenario)
    return project_game(scenario, project, members).grand_value if project and members else None


def partner_set(scenario: Scenario, found: ps.Selection) -> PartnerSet:
    """Return a found set in the document's terms."""
    return PartnerSet(
        members=list(found.members),
        objective=found.objective or 0.0,
        terms=term_lines(found.terms),
        joint_value=joint_value(scenario, found.members),
    )


def limit_lines(problem: ps.Problem, chosen: Sequence[str]) -> list[Limit]:
    """Return what a set uses of every limit that can be used up."""
    pool = problem.pool
    inside = np.array([name in set(chosen) for name in pool.names])
    roles = np.array(pool.roles)
    limits = [Limit(name="size", title=said("Number of partners"), used=len(chosen), low=problem.size[0], high=problem.size[1])]
    if problem.budget is not None:
        limits.append(Limit(name="budget", title=said("Budget"), used=float(pool.cost[inside].sum()), low=None, high=problem.budget))
    if problem.max_expected_loss is not None:
        expected = float((pool.failure * pool.loss)[inside].sum())
        limits.append(Limit(name="expected_loss", title=said("Expected loss"), used=expected, low=None, high=problem.max_expected_loss))
    for role, (low, high) in problem.roles.items():
        used = float((inside & (roles == role)).sum())
        limits.append(
            Limit(name=f"role:{role}", title=said("Partners with the role “{role}”", role=role_title(role)), used=used, low=low, high=high)
        )
    return [*limits, *further_limits(problem, pool.positions(chosen))]


def further_limits(problem: ps.Problem, chosen: Sequence[int]) -> list[Limit]:
    """Return what a set uses of the limits on labels, classes of cost, strangers and risk."""
    return [_further(limit, chosen) for limit in limits_of(problem) if limit.code in FURTHER]


def _further(limit: ModelLimit, chosen: Sequence[int]) -> Limit:
    used, bound = float(limit.used(chosen)), float(limit.target)
    if limit.code == "variance":
        used, bound = used**0.5, bound**0.5
    about = {key: f"{value:g}" if isinstance(value, float) else value for key, value in limit.about.items()}
    text = FURTHER[limit.code]
    title = Wording(zh=text.zh.format(**about), en=text.en.format(**about))
    low, high = (None, bound) if limit.sense == "at most" else (bound, None)
    return Limit(name=":".join([limit.code, *map(str, limit.about.values())]), title=title, used=used, low=low, high=high)


def coverage_lines(scenario: Scenario, problem: ps.Problem, chosen: Iterable[str]) -> list[Coverage]:
    """Return what a set reaches of every capability that is needed."""
    titles, members = {k.id: wording(k.name) for k in scenario.capabilities}, set(chosen)
    inside = np.array([name in members for name in problem.pool.names])
    lines = []
    for k, need in problem.needs.items():
        name = problem.pool.capability_names[k]
        if name == MARKET:
            continue
        levels = problem.pool.capabilities[inside, k]
        reached = levels.sum() if need.by == "sum" else np.sort(levels)[::-1][need.at_least - 1 : need.at_least].sum()
        lines.append(Coverage(capability=name, title=titles[name], needed=need.amount, reached=float(reached), by=need.by))
    return lines
