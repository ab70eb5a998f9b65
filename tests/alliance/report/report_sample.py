"""A document made by hand from the textile alliance's published numbers; every stability figure in it is found by trying all groups."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from alliance.document import Document, GameOutcome, SelectionOutcome, SplitOutcome, Wording

VECTORS = Path(__file__).parents[2] / "vectors" / "scenarios.json"
VECTOR = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"][0]
SCENARIO = VECTOR["scenario"]
MEMBERS = {member["id"]: member for member in SCENARIO["members"]}
PROJECTS = {project["id"]: project for project in SCENARIO["projects"]}
UNIT = {"zh": "万元", "en": "10,000 yuan"}
TITLES = {
    "shapley": ("沙普利值", "Shapley value"),
    "prenucleolus": ("预核仁", "prenucleolus"),
    "equal": ("均分", "equal split"),
    "proportional": ("按投入比例", "proportional to investment"),
    "ensc": ("协商解", "equal split of non-separable value"),
}


def words(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def worth(project: dict[str, Any], group: Sequence[str]) -> float:
    """The published value formula, in plain Python."""
    if not group:
        return 0.0
    best = [max(MEMBERS[m]["capabilities"][k] for m in group) for k in range(5)]
    covered = [min(1.0, have / need) for have, need in zip(best, project["requirement"], strict=True)]
    success = project["pi0"]
    for cover, weight in zip(covered, project["omega"], strict=True):
        success *= cover**weight
    market = min(1.0, sum(MEMBERS[m]["market_access"].get(project["id"], 0.0) for m in group))
    roles = {MEMBERS[m]["role"] for m in group}
    grant = project["subsidy_s"] if "enterprise" in roles and roles & {"university", "institute"} else 0.0
    bought = sum(price * (1 - cover) for price, cover in zip(project["outsourcing_m"], covered, strict=True))
    return max(0.0, success * project["benefit_R"] * market + grant - project["cost_C"] - bought)


def money(payoffs: Sequence[float]) -> tuple[list[str], str]:
    """Cents by largest remainder."""
    cents = [int(100 * x // 1) for x in payoffs]
    total = round(100 * sum(payoffs))
    order = sorted(range(len(payoffs)), key=lambda i: cents[i] - 100 * payoffs[i])
    for i in order[: total - sum(cents)]:
        cents[i] += 1
    return [f"{c / 100:.2f}" for c in cents], f"{total / 100:.2f}"


def split(rule: str, project: dict[str, Any], players: Sequence[str], payoffs: Sequence[float]) -> SplitOutcome:
    paid = dict(zip(players, payoffs, strict=True))
    groups = [g for size in range(1, len(players)) for g in combinations(players, size)]
    excesses = sorted(((worth(project, g) - sum(paid[m] for m in g), g) for g in groups), key=lambda pair: (-pair[0], pair[1]))
    tightest = [{"members": list(g), "value": worth(project, g), "share": sum(paid[m] for m in g), "excess": e} for e, g in excesses[:5]]
    cents, total = money(payoffs)
    alone = [worth(project, [m]) for m in players]
    return SplitOutcome.model_validate(
        {
            "rule": rule,
            "title": words(*TITLES[rule]),
            "meaning": words("每个成员得到它的平均贡献。", "Every member gets what it adds on average."),
            "formula": "φ_i = Σ_{S∌i} |S|!(n−|S|−1)!/n! · [v(S∪i) − v(S)]",
            "reference": "Shapley, A value for n-person games, 1953",
            "method": "exact",
            "options": {},
            "payoffs": list(payoffs),
            "money": cents,
            "money_total": total,
            "gains": [x - a for x, a in zip(payoffs, alone, strict=True)],
            "in_core": excesses[0][0] <= 1e-6,
            "individually_rational": all(x >= a for x, a in zip(payoffs, alone, strict=True)),
            "short": [m for m, x, a in zip(players, payoffs, alone, strict=True) if x < a - 1e-9],
            "max_excess": excesses[0][0],
            "tightest": tightest,
            "details": {"theta_max": 0.25, "converged": True, "levels": [1, 2]},
            "proof": {"kind": "definition", "claim": "payoffs follow from the definition", "data": {}},
            "verified": True,
            "checks": [{"name": "efficient", "ok": True, "detail": ""}],
        }
    )


@cache
def game(project_id: str, asked: tuple[str, ...], chosen: bool = False) -> GameOutcome:
    project = PROJECTS[project_id]
    players = project["members"]
    grand = worth(project, players)
    invested = [MEMBERS[m]["investment"].get(project_id, 0.0) for m in players]
    marginal = [grand - worth(project, [p for p in players if p != m]) for m in players]
    n = len(players)
    known = {
        "equal": [grand / n] * n,
        "proportional": [grand * i / sum(invested) for i in invested],
        "ensc": [m - (sum(marginal) - grand) / n for m in marginal],
    }
    known |= {rule: VECTOR["expect"][project_id][rule] for rule in asked if rule not in known}
    splits = [split(rule, project, players, known[rule]) for rule in asked]
    best = next((s for s in splits if s.in_core), None)
    return GameOutcome.model_validate(
        {
            "id": project_id,
            "title": words(project["name_zh"], project["name_en"]),
            "kind": "project",
            "chosen_by_selection": chosen,
            "players": players,
            "grand_value": grand,
            "stand_alone": [worth(project, [m]) for m in players],
            "investment": invested,
            "additionality": grand - sum(worth(project, [m]) for m in players),
            "properties": [
                {"name": "superadditive", "title": words("超可加", "superadditive"), "holds": True, "witness": None},
                {"name": "convex", "title": words("凸", "convex"), "holds": False, "witness": words("见 {M01, M02}", "see {M01, M02}")},
                {"name": "monotone", "title": words("单调", "monotone"), "holds": None, "witness": None},
            ],
            "core_empty": best is None,
            "cost_of_stability": 0.0 if best else 12.5,
            "splits": splits,
            "skipped": [{"rule": "owen", "title": words("欧文值", "Owen value"), "why": words("没有给出企业块", "no blocks are given")}],
            "recommendation": best
            and {
                "rule": best.rule,
                "title": best.title,
                "reasons": [words("没有人有理由离开。", "Nobody has a reason to walk out.")],
                "cautions": [words("数字为合成。", "The numbers are synthetic.")],
            },
            "notes": [words("一条说明。", "A note.")],
        }
    )


@cache
def selection() -> SelectionOutcome:
    candidates = list(MEMBERS)
    skills = {m: MEMBERS[m]["capabilities"] for m in candidates}

    def fit(a: str, b: str) -> float:
        return sum(abs(x - y) * max(x, y) for x, y in zip(skills[a], skills[b], strict=True)) / 125

    def partner_set(members: list[str], synergy: float, cost: float) -> dict[str, Any]:
        terms = [
            {"name": "value", "title": words("自身价值", "own value"), "amount": 300.0, "weight": 1.0, "contribution": 300.0},
            {"name": "synergy", "title": words("互补", "complementarity"), "amount": synergy, "weight": 1.0, "contribution": synergy},
            {"name": "cost", "title": words("成本", "cost"), "amount": cost, "weight": 1.0, "contribution": -cost},
        ]
        return {"members": members, "objective": 300.0 + synergy - cost, "terms": terms, "joint_value": 410.0}

    return SelectionOutcome.model_validate(
        {
            "project": "P2",
            "status": "proved",
            "candidates": candidates,
            "chosen": partner_set(PROJECTS["P2"]["members"], 120.0, 60.0),
            "bound": 360.0,
            "gap": 0.0,
            "limits": [
                {"name": "budget", "title": words("预算", "budget"), "used": 180.0, "low": None, "high": 200.0},
                {"name": "size", "title": words("成员数", "number of partners"), "used": 5, "low": 3, "high": 6},
            ],
            "coverage": [
                {"capability": "K1", "title": words("高性能纤维", "fibre"), "needed": 4.0, "reached": 5.0, "by": "best"},
                {"capability": "K2", "title": words("织造", "weaving"), "needed": 9.0, "reached": 8.0, "by": "sum"},
            ],
            "alternatives": [partner_set(["M01", "M02", "M04", "M06"], 90.0, 55.0), partner_set(["M01", "M08", "M04"], 80.0, 50.0)],
            "complementarity": [[0.0 if a == b else fit(a, b) for b in candidates] for a in candidates],
            "clash": [],
            "checks": [{"name": "budget", "ok": True, "detail": "180 <= 200"}],
            "proof": {},
        }
    )


def document(**changes: Any) -> Document:
    """The sample, with some parts replaced."""
    members = [{"id": m["id"], "name": words(m["name_zh"], m["name_en"]), "role": m["role"], "lead": m["lead"]} for m in MEMBERS.values()]
    whole = {
        "title": words(SCENARIO["meta"]["name_zh"], SCENARIO["meta"]["name_en"]),
        "description": words("示例研究。", "A sample study."),
        "unit": UNIT,
        "currency": "CNY",
        "decimals": 2,
        "year": 2010,
        "scenario_digest": "ab" * 32,
        "seed": 7,
        "versions": {"alliance-engine": "0.1.0", "numpy": "2.0.0"},
        "status": "complete",
        "members": members,
        "selection": selection(),
        "games": [
            game("P2", ("shapley", "prenucleolus", "equal", "proportional", "ensc"), chosen=True),
            game("P1", ("equal", "proportional", "ensc")),
        ],
        "warnings": [words("部分数字为合成。", "Some numbers are synthetic.")],
        "sources": [
            {"group": "members", "tag": "source", "note": words("文献", "document S0")},
            {"group": "budget", "tag": "web", "note": words("网页", "a page")},
            {"group": "capabilities", "tag": "synthetic", "note": words("合成", "made up")},
        ],
    }
    return Document.model_validate({**whole, **changes})


def renamed(name: str, member: str = "M01") -> Document:
    """The sample with another name, in both languages, for one member."""
    lines = [line.model_copy(update={"name": Wording(zh=name, en=name)}) if line.id == member else line for line in document().members]
    return document(members=lines)
