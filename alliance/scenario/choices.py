"""The drop-downs of the workbook."""

from __future__ import annotations

from functools import cache

from alliance.scenario.tables import Choices

__all__ = ["BASIS", "BY", "MISSING", "ROLES", "SUBSIDY_FOR", "TAGS", "VALUE_KINDS", "YES_NO", "rule_choices"]

ROLES = Choices(
    "Roles",
    {
        "enterprise": "enterprise",
        "university": "university",
        "institute": "research institute",
        "government": "government",
        "intermediary": "intermediary",
        "financial": "financial institution",
        "other": "other",
    },
)
YES_NO = Choices("Yes or no", {"true": "yes", "false": "no"})
VALUE_KINDS = Choices(
    "Kinds of value",
    {"table": "table of coalitions", "rules": "rules of cooperation", "pairs": "pairs of members", "projects": "from the projects"},
)
MISSING = Choices(
    "Missing coalitions", {"error": "not allowed", "additive": "worth their members alone", "superadditive": "worth their best parts"}
)
SUBSIDY_FOR = Choices("Subsidy for", {"enterprise_and_research": "enterprise together with research", "everyone": "everyone"})
BASIS = Choices("Basis", {"investment": "investment", "stand_alone": "stand-alone value", "votes": "votes"})
BY = Choices("Reached by", {"best": "the best member", "sum": "all members together"})
TAGS = Choices("Origins", {"source": "source document", "web": "web", "synthetic": "made up"})


@cache
def rule_choices() -> Choices:
    """Return the allocation rules; their titles are kept by the registry in both languages."""
    from allocation.registry import rules  # late: the registry imports the kernels

    return Choices("Rules", {one.name: {"zh": one.title.zh, "en": one.title.en} for one in rules("game")})
