"""The drop-downs of the workbook."""

from __future__ import annotations

from functools import cache

from alliance.scenario.tables import Choices

__all__ = ["BASIS", "BY", "COUNCIL_RULES", "MISSING", "ROLES", "SHAPES", "SUBSIDY_FOR", "TAGS", "VALUE_KINDS", "YES_NO", "rule_choices"]

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
COUNCIL_RULES = Choices(
    "Council rules",
    {
        "majority": "more than half of the votes",
        "two_thirds": "two thirds of the votes",
        "three_quarters": "three quarters of the votes",
        "unanimous": "all votes",
        "one_member_one_vote": "one member, one vote: more than half present, more than half of them",
        "two_thirds_present_two_thirds": "two thirds present, two thirds of their votes",
        "two_thirds_present_majority": "two thirds present, more than half of their votes",
        "majority_present_two_thirds": "more than half present, two thirds of their votes",
    },
)
SHAPES = Choices("Shapes", {"triangular": "most often near the given value", "uniform": "equally often everywhere"})
TAGS = Choices("Origins", {"source": "source document", "web": "web", "synthetic": "made up"})


@cache
def rule_choices() -> Choices:
    """Return the allocation rules; their titles are kept by the registry in both languages."""
    from allocation.registry import rules  # late: the registry imports the kernels

    return Choices("Rules", {one.name: {"zh": one.title.zh, "en": one.title.en} for one in rules("game")})
