"""The drop-downs of the workbook."""

from __future__ import annotations

from functools import cache

from alliance.scenario.asked_rules import offered_rules
from alliance.scenario.tables import Choices

__all__ = [
    "BASIS",
    "BY",
    "CONDITIONS",
    "COUNCIL_RULES",
    "MISSING",
    "OBJECTIVES",
    "ROLES",
    "SHAPES",
    "SUBSIDY_FOR",
    "TAGS",
    "TERMS",
    "YES_NO",
    "rule_choices",
]

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
MISSING = Choices(
    "Missing coalitions", {"error": "not allowed", "additive": "worth their members alone", "superadditive": "worth their best parts"}
)
SUBSIDY_FOR = Choices("Subsidy for", {"enterprise_and_research": "enterprise together with research", "everyone": "everyone"})
BASIS = Choices("Basis", {"investment": "investment", "stand_alone": "stand-alone value", "votes": "votes"})
BY = Choices("Reached by", {"best": "the best member", "sum": "all members together", "any": "at least one (levels are chances)"})
CONDITIONS = Choices(
    "Conditions",
    {"at_least_one": "at least one of them", "exactly_one": "exactly one of them", "requires": "the first only with the others"},
)
TERMS = Choices(
    "Terms",
    {
        "value": "value",
        "synergy": "synergy",
        "cost": "cost",
        "expected_loss": "expected loss",
        "coverage": "coverage",
        "cvar": "loss in the worst cases",
        "joint_value": "joint value",
    },
)
OBJECTIVES = Choices("Objectives", {"objective": "objective", **TERMS.words})
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
    """Return the allocation rules that a scenario can ask for; their titles are kept by the registry in both languages."""
    return Choices("Rules", {one.name: {"zh": one.title.zh, "en": one.title.en} for one in offered_rules()})
