"""What the short codes of a document are called when people read them; every text here is a key of the catalogue."""

from __future__ import annotations

from alliance.roles import ROLE_NAMES

__all__ = ["TERMS", "term"]

TERMS: dict[str, dict[str, str]] = {
    "role": ROLE_NAMES,
    "method": {
        "closed": "search was exhausted",
        "closed form": "closed formula",
        "exact": "exact computation",
        "row generation": "exact, by row generation",
        "estimate": "estimate by sampling",
    },
    "kind": {
        "project": "the project's value model",
        "table": "a table of all groups",
        "rules": "rules (these together add so much)",
        "pairs": "own worth and pairs",
    },
    "tag": {"source": "document", "web": "published on the web", "synthetic": "synthetic"},
    "status": {
        "complete": "complete",
        "interrupted": "interrupted: incomplete",
        "limit reached": "a limit was reached",
        "infeasible": "limits clash",
    },
    "by": {"best": "best member", "sum": "sum of members"},
    "group": {
        "alliance": "alliance",
        "allocation": "allocation rules",
        "benefit": "benefit of the projects",
        "benefit_R": "benefit of the projects",
        "capabilities": "capabilities",
        "charter": "charter",
        "cost": "costs",
        "cost_C": "costs",
        "failure": "risks of failure",
        "factor_shares": "shares of the correction factors",
        "factor_weights": "weights of the correction factors",
        "dues": "dues",
        "essential_patents": "essential patents",
        "installed_base": "installed base",
        "investment": "investments",
        "market_access": "market access",
        "member_names": "names of the members",
        "members": "members",
        "meta": "alliance and year",
        "pair_values": "values of pairs",
        "pairs": "values of pairs",
        "placeholder_names": "names of placeholders",
        "project_p3": "project P3",
        "projects_p1_p2": "projects P1 and P2",
        "project_membership": "members of the projects",
        "project_names": "names of the projects",
        "project_numbers": "numbers of the projects",
        "projects": "projects",
        "relations": "relations between members",
        "requirement": "capabilities required",
        "risk": "risks",
        "risk_pd": "risks",
        "role": "roles",
        "sales": "sales",
        "selection": "partner selection",
        "subsidy": "subsidies",
        "value": "values of groups",
        "votes": "votes",
    },
    "check": {
        "all coalitions": "no group exceeds its level",
        "balanced": "levels are balanced",
        "bound": "bound",
        "budget": "budget",
        "claims": "definition, in rational numbers",
        "closed": "search was exhausted",
        "closed form": "the game's own formula, in rational numbers",
        "conflict": "not both",
        "definition": "definition, in rational numbers",
        "differs": "differs from better sets",
        "efficient": "adds up to the total",
        "empty core": "no split keeps everybody in",
        "exclude": "stays out",
        "expected loss": "expected loss",
        "extremes": "least and largest payoffs",
        "gap": "gap",
        "imputation": "nobody gets less than alone",
        "include": "must be in",
        "members": "members",
        "levels as claimed": "levels as claimed",
        "money": "money adds up",
        "need": "need",
        "needs": "needs",
        "objective": "objective, added up again",
        "optimum": "no better set",
        "order of levels": "levels fall",
        "payoffs": "payoffs agree with the exact ones",
        "production": "production game",
        "proof": "proof",
        "role": "role",
        "roles": "roles",
        "signs": "signs of the prices",
        "size": "number of partners",
        "status": "status",
        "terms": "terms, added up again",
        "tight coalitions": "tight groups determine one point",
    },
    "finding": {
        "theta": "intensity of the correction",
        "theta_max": "largest intensity at which nobody leaves",
        "largest_excess": "largest gain from leaving",
        "surplus": "added by working together",
    },
}


def term(kind: str, code: str) -> str:
    """Return the English text for a code; an unknown code stands for itself, underscores as blanks.

    Examples
    --------
    >>> term("role", "institute")
    'research institute'
    """
    return TERMS[kind].get(code) or code.replace("_", " ")
