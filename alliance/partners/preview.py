"""How the open project's value would be split if a set were taken: Shapley and nucleolus, and whether anybody would walk out."""

from __future__ import annotations

from collections.abc import Sequence

import allocation as al
from alliance.partners.problem import open_project
from alliance.partners.records import PreviewSplit, SplitPreview
from alliance.scenario.schema import Scenario
from alliance.valuation import project_game
from alliance.wording import Wording

__all__ = ["MOST_PREVIEWED", "PREVIEW_RULES", "preview"]

PREVIEW_RULES = ("shapley", "nucleolus")
MOST_PREVIEWED = 14  # members; some milliseconds per set, where twenty would take seconds


def preview(scenario: Scenario, members: Sequence[str]) -> SplitPreview | None:
    """Return the split preview of a set; None without an open project, without members, or with more than fourteen.

    Parameters
    ----------
    scenario
        Where the open project is.
    members
        Ids, in the order the payoffs follow.
    """
    project = open_project(scenario)
    if project is None or not 0 < len(members) <= MOST_PREVIEWED:
        return None
    game = project_game(scenario, project, members)
    return SplitPreview(
        value=game.grand_value,
        stand_alone=game.singles().tolist(),
        core_empty=al.cost_of_stability(game) > 0,
        splits=[split for rule in PREVIEW_RULES if (split := _split(game, rule))],
    )


def _split(game: al.Game, rule: str) -> PreviewSplit | None:
    from allocation.registry import find_rule

    title = Wording(**find_rule(rule).title._asdict())
    try:
        found = al.split(game, rule=rule)
    except al.AllocationError:  # the nucleolus of a game in which working together is a loss
        return None
    return PreviewSplit(rule=rule, title=title, payoffs=found.payoffs.tolist(), in_core=al.stability(game, found.payoffs).in_core)
