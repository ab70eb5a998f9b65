"""Random valid scenarios for property tests: every part, every kind of value, awkward but permitted names."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from alliance.scenario.words import clean_id, identity

AWKWARD = (
    "=1+1",
    "+A",
    "-5",
    "@x",
    "<b>联盟</b>",
    "A、B",
    'say "hi"',
    "Smith, Inc.",
    "A+B",
    "a:b",
    "001",
    "1e3",
    "REF!",
    "_x0041_",
    "是",
    "choose me",
    "；",
    "it's",
)
LETTERS = st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd", "Sm", "Sc", "Po", "Pd", "Ps", "Pe", "Zs"))


def _clean(text: str) -> bool:
    try:
        return clean_id(text) == text
    except ValueError:
        return False


WORDS = (st.sampled_from(AWKWARD) | st.text(LETTERS, min_size=1, max_size=8)).filter(_clean)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False) | st.integers(-1000, 1000).map(float)
AMOUNTS = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 1000).map(float)
SHARES = st.floats(0, 1, allow_nan=False)
ROLES = st.sampled_from(["enterprise", "university", "institute", "government", "intermediary", "financial", "other"])
TEXTS = st.fixed_dictionaries({"zh": st.just("") | WORDS, "en": st.just("") | WORDS})


def ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(WORDS, min_size=least, max_size=most, unique_by=identity)


def some(names: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=least, unique=True) if names else st.just([])


def table(names: list[str], numbers: st.SearchStrategy[float]) -> st.SearchStrategy[dict[str, float]]:
    return st.dictionaries(st.sampled_from(names), numbers, max_size=3) if names else st.just({})


@st.composite
def ranges(draw: st.DrawFn, least: int = 0) -> list[int | None]:
    low = draw(st.integers(least, 5))
    return [low, draw(st.none() | st.integers(low + 5, 12))]


@st.composite
def members(draw: st.DrawFn, names: list[str], skills: list[str], projects: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": one,
            "name": one,
            "role": draw(ROLES),
            "lead": draw(st.booleans()),
            "legal_person": draw(st.booleans()),
            "block": draw(st.none() | WORDS),
            "capabilities": draw(table(skills, AMOUNTS)),
            "investment": draw(st.dictionaries(WORDS, AMOUNTS, max_size=2).filter(lambda t: len({identity(k) for k in t}) == len(t))),
            "project_investment": draw(table(projects, AMOUNTS)),
            "stand_alone": draw(NUMBERS),
            "market_access": draw(SHARES | table(projects, SHARES)),
            "value": draw(NUMBERS),
            "cost": draw(AMOUNTS),
            "cost_classes": draw(st.just({}) | st.just({"staff": 2.5})),
            "cost_deviation": draw(AMOUNTS),
            "deviation": draw(AMOUNTS),
            "labels": draw(st.just({}) | st.fixed_dictionaries({"region": st.lists(WORDS, min_size=1, max_size=2, unique_by=identity)})),
            "failure": draw(SHARES),
            "loss": draw(AMOUNTS),
            "votes": draw(AMOUNTS),
        }
        for one in names
    ]


@st.composite
def project(draw: st.DrawFn, name: str, names: list[str], skills: list[str], *, choose: bool) -> dict[str, Any]:
    required = draw(some(skills))
    return {
        "id": name,
        "name": name,
        "requirement": {skill: draw(st.floats(0.125, 5)) for skill in required},
        "weights": {skill: 1.0 if position == 0 else 0.0 for position, skill in enumerate(required)},
        "base_success": draw(SHARES),
        "benefit": draw(AMOUNTS),
        "cost": draw(AMOUNTS),
        "outsourcing": draw(table(required, AMOUNTS)),
        "subsidy": draw(AMOUNTS),
        "subsidy_for": draw(st.sampled_from(["enterprise_and_research", "everyone"])),
        "members": "choose" if choose else draw(some(names, least=1)),
    }


def every(names: list[str], numbers: st.SearchStrategy[float]) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries(dict.fromkeys(names, numbers))


@st.composite
def airports(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    players = draw(some(names))
    return {"players": players, "costs": draw(every(players or names, AMOUNTS)), "savings": draw(st.booleans())}


@st.composite
def claims(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    asked = draw(every(names, AMOUNTS))
    return {"claims": asked, "estate": draw(SHARES) * 0.999 * sum(asked.values())}


@st.composite
def trees(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    pairs = draw(st.lists(st.sampled_from([*combinations(names, 2)]), unique=True)) if len(names) > 1 else []
    links = [{"a": a, "b": b, "cost": draw(AMOUNTS)} for a, b in pairs]
    return {"source": draw(every(names, AMOUNTS)), "links": links, "savings": draw(st.booleans())}


@st.composite
def markets(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    cut = draw(st.integers(1, len(names) - 1))
    sellers, buyers = names[:cut], names[cut:]
    pairs = draw(st.lists(st.sampled_from([(a, b) for a in sellers for b in buyers]), unique=True))
    return {"sellers": sellers, "buyers": buyers, "profits": [{"seller": a, "buyer": b, "value": draw(NUMBERS)} for a, b in pairs]}


@st.composite
def productions(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    resources, products = draw(ids(1, 3)), draw(ids(1, 3))
    return {
        "resources": [{"id": one, "name": one, "stock": draw(table(names, AMOUNTS))} for one in resources],
        "products": [
            {"id": one, "name": one, "price": draw(AMOUNTS), "use": {resources[0]: 1.5} | draw(table(resources[1:], AMOUNTS))}
            for one in products
        ],
    }


@st.composite
def queues(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    return {"queue": [{"member": one, "time": draw(AMOUNTS), "cost": draw(AMOUNTS)} for one in draw(some(names, least=1))]}


STRUCTURED = {
    "airport": airports,
    "claims": claims,
    "tree": trees,
    "assignment": markets,
    "production": productions,
    "sequencing": queues,
}


@st.composite
def values(draw: st.DrawFn, names: list[str], projects: list[str]) -> dict[str, Any]:
    structured = ["airport", "claims", "tree", "production", "sequencing"] + ["assignment"] * (len(names) > 1)
    kind = draw(st.sampled_from(["table", "rules", "pairs", *structured] + ["projects"] * bool(projects)))
    if kind in structured:
        return {"kind": kind, **draw(STRUCTURED[kind](names))}
    if kind == "table":
        groups = [list(group) for size in range(1, len(names) + 1) for group in combinations(names, size)]
        costs = draw(st.booleans())
        return {
            "kind": kind,
            "coalitions": [{"members": group, "value": draw(NUMBERS)} for group in groups],
            "are_costs": costs,
            "savings": costs and draw(st.booleans()),
            "dual": draw(st.booleans()),
        }
    if kind == "rules":
        needs = draw(st.lists(some(names, least=1), max_size=3))
        return {
            "kind": kind,
            "rules": [
                {"needs": n, "without": [m for m in names if m not in n][:1], "value": draw(NUMBERS), "note": draw(TEXTS)} for n in needs
            ],
            "dual": draw(st.booleans()),
        }
    if kind == "pairs":
        pairs = draw(st.lists(st.sampled_from([*combinations(names, 2)]), unique=True)) if len(names) > 1 else []
        return {"kind": kind, "own": draw(table(names, NUMBERS)), "pairs": [{"a": a, "b": b, "value": draw(NUMBERS)} for a, b in pairs]}
    return {"kind": kind, "projects": draw(some(projects))}


@st.composite
def further_limits(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """Limits and looks that stand on their own."""
    budget = draw(st.none() | AMOUNTS)
    pair = names[:2]
    return {
        "budget": budget,
        "gamma": None if budget is None else draw(st.none() | st.integers(0, 5)),
        "conditions": [{"rule": draw(st.sampled_from(["at_least_one", "exactly_one", "requires"])), "members": pair}] * (len(pair) > 1),
        "max_stranger_pairs": draw(st.none() | st.integers(0, 9)),
        "max_strangers": draw(st.none() | st.integers(0, 9)),
        "min_success": draw(st.none() | st.floats(0.01, 1)),
        "max_cvar": draw(st.none() | AMOUNTS),
        "cvar_level": draw(st.floats(0, 0.99)),
        "max_deviation": draw(st.none() | AMOUNTS),
        "correlation": draw(st.floats(0, 0.99)),
        "max_share": {"cost": draw(st.none() | SHARES), "expected_loss": draw(st.none() | SHARES)},
        "keep_outside_options": draw(st.booleans()),
        "core_margin": draw(st.none() | AMOUNTS),
        "weight_ranges": draw(st.just({}) | st.just({"cost": [0.5, 2.0], "synergy": [1.0, 1.0]})),
        "compare": [{"name": draw(WORDS), "members": draw(some(names, least=1))}] * draw(st.integers(0, 1)),
        "frontier": draw(st.sampled_from([[], ["objective", "cost"], ["cost", "value", "expected_loss"]])),
        "explain": draw(st.booleans()),
        "within": draw(SHARES),
        "sweep": draw(st.booleans()),
    }


@st.composite
def selections(draw: st.DrawFn, names: list[str], skills: list[str], open_project: str | None) -> dict[str, Any]:
    must = draw(some(names))
    return {
        "project": open_project,
        **draw(further_limits(names)),
        "size": draw(ranges()),
        "roles": draw(st.dictionaries(ROLES, st.integers(0, 9).map(lambda high: [0, high]) | st.just([0, None]), max_size=2)),
        "include": must if draw(st.booleans()) and len(must) <= 5 else [],
        "exclude": [],
        "needs": {
            skill: {"amount": draw(AMOUNTS), "survive_exit": draw(st.booleans())}
            | draw(st.just({"by": "sum"}) | st.fixed_dictionaries({"by": st.just("best"), "at_least": st.integers(1, 4)}))
            for skill in draw(some(skills))
        },
        "max_expected_loss": draw(st.none() | AMOUNTS),
        "objective": {"value": draw(AMOUNTS), "coverage": draw(AMOUNTS)},
        "complementarity": draw(AMOUNTS),
        "alternatives": draw(st.integers(0, 20)),
        "time_limit": draw(st.floats(0.5, 86_400)),
    }


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Plain trees that validate and pass every check."""
    names, skills, projects = draw(ids(1, 4)), draw(ids(0, 3)), draw(ids(0, 2))
    is_open = bool(projects) and draw(st.booleans())
    selected = is_open or draw(st.booleans())
    factors = draw(ids(0, 2))
    return {
        "alliance": {
            "id": draw(WORDS),
            "name": draw(TEXTS),
            "decimals": draw(st.integers(0, 8)),
            "year": draw(st.none() | st.integers(1900, 2100)),
            "description": draw(TEXTS),
        },
        "capabilities": [{"id": one, "name": one} for one in skills],
        "members": draw(members(names, skills, projects)),
        "relations": [
            {"a": a, "b": b, "synergy": draw(NUMBERS), "conflict": False, "past": draw(AMOUNTS)}
            for a, b in draw(st.lists(st.sampled_from([*combinations(names, 2)]), unique=True) if len(names) > 1 else st.just([]))
        ],
        "projects": [draw(project(one, names, skills, choose=is_open and position == 0)) for position, one in enumerate(projects)],
        "value": draw(values(names, projects)),
        "allocation": {
            "rules": [{"rule": "shapley"}, {"rule": "proportional", "to": draw(st.sampled_from(["investment", "votes"]))}][
                : draw(st.integers(0, 2))
            ],
            "factors": [
                {
                    "id": one,
                    "name": one,
                    "weight": 1.0 if position == 0 else 0.0,
                    "shares": {names[0]: 1.0} | draw(table(names[1:], AMOUNTS)),
                }
                for position, one in enumerate(factors)
            ],
            "theta": draw(SHARES),
        },
        "selection": draw(selections(names, skills, projects[0] if is_open else None)) if selected else None,
        "provenance": {key: {"tag": draw(st.sampled_from(["source", "web", "synthetic"])), "note": draw(TEXTS)} for key in draw(ids(0, 2))},
        "seed": draw(st.integers(0, 2**31 - 1)),
    }
