"""Repairs in the council's words: every kind of limit, both languages, names instead of codes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from partner_cases import MEMBERS, asked

import partner_select as ps
from alliance.choice import choose
from alliance.clash import LIMITS
from alliance.partners.problem import problem_of
from alliance.partners.repairs import CHANGES

RICH = [
    {
        **member,
        "labels": {"region": "east" if member["id"] in "AB" else "west"},
        "cost_classes": {"staff": 4},
        "cost_deviation": 5,
        "deviation": 6,
        "stand_alone": 50,
    }
    for member in MEMBERS
]
CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "budget": ({"budget": 8, "include": ["A"]}, "raise the budget by 12, to 20", "将预算提高 12，增至 20"),
    "include": ({"budget": 8, "include": ["A"]}, "do without Alpha", "不再要求 甲公司 参加"),
    "exclude": ({"exclude": ["A", "B"], "roles": {"university": [1]}}, "allow Beta to be chosen", "允许选用 乙大学"),
    "size_max": ({"needs": {"K": {"amount": 9, "by": "sum"}}}, "allow 3 partners instead of 2", "允许 3 家伙伴，而不是 2 家"),
    "size_min": ({"size": [3, 4], "exclude": ["A", "B"]}, "be content with 2 partners instead of 3", "只要 2 家伙伴，而不是 3 家"),
    "role_max": (
        {"roles": {"university": [0, 0]}, "include": ["B"]},
        "allow 1 more with the role “university”",
        "“高校”类单位多允许 1 家",
    ),
    "role_min": ({"roles": {"university": [2]}}, "take 1 fewer with the role “university”", "“高校”类单位少要 1 家"),
    "conflict": ({"include": ["A", "B"], "conflict": True}, "bring Alpha, Beta to one table", "让 甲公司、乙大学 能够共同参加"),
    "need": (
        {"needs": {"K": 5}},
        "be content with level 4 of capability weaving instead of 5",
        "能力“织造”只要求达到 4，而不是 5",
    ),
    "expected_loss": (
        {"max_expected_loss": 1, "include": ["C"]},
        "bear an expected loss of 3 instead of 1",
        "承受 3 的预期损失，而不是 1",
    ),
    "count_min": (
        {"counts": [{"label": "region", "value": "east", "min": 2}], "exclude": ["A"]},
        "take 1 fewer with region “east”",
        "region为“east”的单位少要 1 家",
    ),
    "count_max": (
        {"counts": [{"label": "region", "value": "east", "max": 0}], "include": ["A"]},
        "allow 1 more with region “east”",
        "region为“east”的单位多允许 1 家",
    ),
    "cover": (
        {"cover": ["region"], "exclude": ["A", "B"]},
        "do without anybody with region “east”",
        "不再要求有region为“east”的单位",
    ),
    "class_budget": (
        {"budgets": {"staff": 3}},
        "raise the budget for “staff” by 1, to 4",
        "将“staff”预算提高 1，增至 4",
    ),
    "robust_budget": (
        {"budget": 22, "gamma": 1, "include": ["A"]},
        "raise the budget that has to hold if 1 costs come out high by 3, to 25",
        "将 1 项成本偏高时的预算提高 3，增至 25",
    ),
    "either": (
        {"conditions": [{"rule": "at_least_one", "members": ["A", "B"]}], "exclude": ["A", "B"]},
        "give up that at least one of Alpha, Beta takes part",
        "不再要求 甲公司、乙大学 至少一家参加",
    ),
    "one_of": (
        {"conditions": [{"rule": "exactly_one", "members": ["A", "B"]}], "include": ["A", "B"]},
        "give up that exactly one of Alpha, Beta takes part",
        "不再要求 甲公司、乙大学 恰好一家参加",
    ),
    "implies": (
        {"conditions": [{"rule": "requires", "members": ["A", "B"]}], "include": ["A"], "exclude": ["B"]},
        "allow Alpha without Beta",
        "允许 甲公司 在没有 乙大学 时参加",
    ),
    "stranger_pairs": (
        {"max_stranger_pairs": 0, "include": ["A", "B"]},
        "allow 1 pairs without a past project together instead of 0",
        "允许 1 对没有合作经历的伙伴，而不是 0 对",
    ),
    "strangers": (
        {"max_strangers": 0},
        "allow 1 partners with no past project with another instead of 0",
        "允许 1 家与其他伙伴均无合作经历，而不是 0 家",
    ),
    "success": (
        {"min_success": 0.95, "include": ["C"]},
        "be content with a chance of 0.9 that no partner fails instead of 0.95",
        "无伙伴失败的概率只要 0.9，而不是 0.95",
    ),
    "variance": (
        {"max_deviation": 5},
        "bear a standard deviation of 6 instead of 5",
        "承受 6 的标准差，而不是 5",
    ),
    "cvar": (
        {"max_cvar": 20, "include": ["C"]},
        "bear an average loss beyond the level 0.95 of 30 instead of 20",
        "承受超过 0.95 分位的平均损失 30，而不是 20",
    ),
    "share": (
        {"max_share": {"cost": 0.5}, "size": [1, 1], "include": ["A"]},
        "allow Alpha more than 0.5 of the total cost",
        "允许 甲公司 所占总成本比例超过 0.5",
    ),
    "outside": (
        {"keep_outside_options": True, "size": [1, 1], "include": ["A"], "open_project": False},
        "give up that Alpha gets its stand-alone value of 50",
        "不再要求 甲公司 所得不低于其单干收益 50",
    ),
    "core": (
        {"core_margin": 1e6, "size": [2, 2], "open_project": False},
        "give up that no group of members would leave",
        "不再要求任何小组都不会退出",
    ),
}


def found(code: str):
    limits = dict(CASES[code][0])
    wanted = asked(RICH, **{key: value for key, value in limits.items() if key != "conflict"})
    if "conflict" in limits:
        from alliance.scenario.schema import Relation

        wanted = wanted.model_copy(update={"relations": [Relation(a="A", b="B", conflict=True)]})
    return choose(wanted), wanted


@pytest.mark.parametrize("code", CASES)
def test_the_change_is_said_in_both_languages(code: str) -> None:
    outcome, _ = found(code)
    changes = [change for repair in outcome.repairs for change in repair.changes]
    assert outcome.status == "infeasible"
    assert CASES[code][1] in [change.en for change in changes]
    assert CASES[code][2] in [change.zh for change in changes]


@pytest.mark.parametrize("code", CASES)
def test_no_code_and_no_place_is_left_in_a_sentence(code: str) -> None:
    outcome, _ = found(code)
    for repair in outcome.repairs:
        for change in repair.changes:
            assert not set("{}") & set(change.zh + change.en)
            assert not re.search(r"\b(A|B|C|D|K|L|P)\b", change.en)


@pytest.mark.parametrize("code", CASES)
def test_the_set_of_a_repair_breaks_nothing_else(code: str) -> None:
    outcome, wanted = found(code)
    problem = problem_of(wanted)
    for repair in outcome.repairs:
        broken = {check.limit for check in ps.check(problem, repair.members).checks if not check.ok}
        assert len(broken) <= len(repair.changes)


def test_every_kind_of_limit_has_its_words() -> None:
    assert set(CHANGES) == set(LIMITS) == set(CASES)
