"""Looking at every set: what enumeration keeps, when it is chosen, and previews of splits against the allocation package."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from partner_instances import alliance_problem
from partner_twin import random_case, ranking
from risk_twin import random_game

import allocation as al
import partner_select as ps

NAMES = list("ABCDE")


def game(seed: int, kind: str) -> al.Game:
    data = random_game(np.random.default_rng(seed), NAMES, kind)[kind]
    if kind == "pairs":
        return al.PairwiseGame(data["own"], data["pair"], NAMES)
    if kind == "rules":
        return al.RuleGame([al.Rule(v, needs, without) for v, needs, without in data], NAMES)
    if kind == "table":
        return al.TableGame(data, NAMES)
    return al.ProjectGame.of_projects(NAMES, [al.Project(**p) for p in data["projects"]], data["alone"])


@pytest.mark.parametrize("seed", range(31_000, 31_030))
def test_enumeration_takes_the_terms_and_limits_of_every_other_route(seed: int) -> None:
    case = random_case(seed, most=7, tight=seed % 3 == 0)
    expected = ranking(case)
    found = ps.select(case.build(), route="enumeration")
    assert found.status == ("proved" if expected else "infeasible")
    assert found.proof["objective"] == (str(expected[0][0]) if expected else None)


@pytest.mark.parametrize("fixed", [0, 12, 20])
def test_only_candidates_with_a_choice_are_counted(fixed: int) -> None:
    names = [f"c{i}" for i in range(26)]
    pool = ps.Pool(names, value=np.arange(26) - 12.5)
    problem = ps.Problem(pool, include=names[:fixed], exclude=names[fixed:16])
    found = ps.select(problem, route="enumeration")
    assert found.status == "proved"
    assert set(found.members) == set(names[:fixed]) | set(names[16:])


def test_sets_to_stay_away_from_are_kept_away_from() -> None:
    found = ps.alternatives(ps.Problem(ps.Pool(NAMES), game=game(3, "table")), k=31)
    assert len({s.members for s in found}) == 31
    worths = [s.objective for s in found]
    assert worths == sorted(worths, key=lambda x: -(x or 0))


@pytest.mark.parametrize(
    ("kind", "limits", "route"),
    [
        ("table", {}, "enumeration"),
        ("projects", {}, "enumeration"),
        ("pairs", {}, "CP-SAT"),
        ("rules", {}, "CP-SAT"),
        ("pairs", {"core_margin": 0.0}, "enumeration"),
        ("projects", {"outside": [0] * 5}, "enumeration"),
        ("pairs", {"outside": [0] * 5}, "CP-SAT"),
    ],
)
def test_the_route_fits_what_the_solver_can_say(kind: str, limits: dict[str, Any], route: str) -> None:
    assert route in ps.select(ps.Problem(ps.Pool(NAMES), game=game(1, kind), **limits)).proof["solver"]


def test_progress_ends_with_the_answer() -> None:
    news: list[tuple[float | None, float | None, float]] = []
    found = ps.select(ps.Problem(ps.Pool(NAMES), game=game(2, "table")), progress=lambda *x: news.append(x))
    assert news[-1][:2] == (found.objective, found.bound)


@pytest.mark.parametrize("kind", ["pairs", "rules", "table", "projects"])
def test_a_preview_says_what_the_allocation_package_says_of_the_members_alone(kind: str) -> None:
    whole = game(4, kind)
    problem = ps.Problem(ps.Pool(NAMES), game=whole)
    for members in itertools.combinations(NAMES, 3):
        worths = [whole.value([m for k, m in enumerate(members) if s // 2**k % 2]) if s else 0.0 for s in range(8)]
        alone = al.TableGame(worths, members)
        preview = ps.split_preview(problem, members, rules=["shapley", "prenucleolus", "equal_surplus"])
        for rule, paid in preview.payoffs.items():
            assert paid == pytest.approx(al.split(alone, rule=rule).payoffs.tolist(), abs=1e-9)
            assert preview.in_core[rule] == al.in_core(alone, paid)
        assert preview.total == pytest.approx(alone.grand_value)
        assert preview.core_empty == al.core_emptiness(alone).empty
        assert preview.margin == pytest.approx(-(al.least_core(alone).details["epsilon"]), abs=1e-9)


def test_a_preview_of_a_set_from_a_large_pool() -> None:
    problem = alliance_problem(300, 0.05, 6, seed=2)
    members = [f"c{i}" for i in (7, 31, 144, 200, 299)]
    preview = ps.split_preview(problem, members)
    assert preview.total == ps.check(problem, members).objective
    assert sum(preview.payoffs["shapley"]) == pytest.approx(preview.total)
