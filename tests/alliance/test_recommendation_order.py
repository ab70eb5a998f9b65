"""Which split is recommended, for every way the rules may come out, and what is said about it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from study_makers import by_size, game, given, split, table
from test_recommendation import NAMES, UNIT, english, outcome

from alliance.document import Group
from alliance.recommendation import FALLBACK, ORDER, recommend

RULES = ("equal", "least_core", "nucleolus", "prenucleolus", "owen", "shapley", "corrected_shapley")


def chosen(stable: dict[str, bool | None]) -> str | None:
    found = recommend([outcome(rule, in_core=held) for rule, held in stable.items()], None, None, UNIT, NAMES)
    return found.rule if found else None


@pytest.mark.parametrize("stable", list(product([True, False], repeat=len(RULES))))
def test_first_of_the_order_that_nobody_leaves(stable: tuple[bool, ...]) -> None:
    """All 128 ways: the first stable one that pays for contribution, else the least dissatisfying one."""
    held = dict(zip(RULES, stable, strict=True))
    best = [rule for rule in ORDER if held[rule]]
    assert chosen(held) == (best[0] if best else "nucleolus")


@pytest.mark.parametrize(
    ("stable", "expected"),
    [
        ({}, None),
        ({"equal": None}, None),
        ({"equal": True}, "equal"),
        ({"equal": False}, None),
        ({"gately": True, "equal": True}, "gately"),
        ({"shapley": None}, None),
        ({"shapley": None, "nucleolus": None}, "nucleolus"),
        ({"shapley": False, "least_core": False}, "least_core"),
        ({"shapley": False, "least_core": False, "prenucleolus": False}, "prenucleolus"),
        ({"least_core": True, "equal": True}, "least_core"),
        ({"equal": True, "nucleolus": False}, "nucleolus"),
    ],
)
def test_what_is_recommended_of_a_few(stable: dict[str, bool | None], expected: str | None) -> None:
    assert chosen(stable) == expected


def test_every_rule_of_the_orders_is_known() -> None:
    from allocation.registry import rule_names

    assert {*ORDER, *FALLBACK} <= set(rule_names("game"))


def worst(*members: str, excess: float = 2.0) -> Group:
    return Group(members=list(members), value=5.0, share=5.0 - excess, excess=excess)


@pytest.mark.parametrize(
    ("excess", "said"), [(2.0, "2 (10,000 yuan)"), (0.125, "0.125 (10,000 yuan)"), (1e-7, "1e-07"), (1234567.0, "1.23457e+06")]
)
def test_why_a_contribution_rule_was_passed_over(excess: float, said: str) -> None:
    splits = [outcome("shapley", in_core=False, tightest=[worst("A", "B", excess=excess)]), outcome("nucleolus", in_core=True)]
    found = recommend(splits, False, "0.00", UNIT, NAMES)
    assert said in english(found.reasons)


@pytest.mark.parametrize(
    ("in_core", "empty", "words"),
    [
        (True, False, "nobody has a reason to walk out"),
        (False, True, "as satisfied as possible"),
        (None, None, "what nucleolus means"),
        (False, False, "what nucleolus means"),
    ],
)
def test_what_stability_is_claimed(in_core: bool | None, empty: bool | None, words: str) -> None:
    found = recommend([outcome("nucleolus", in_core=in_core)], empty, None, UNIT, NAMES)
    assert words in english(found.reasons)
    assert ("walk out" in english(found.reasons)) is bool(in_core)


@pytest.mark.parametrize(("in_core", "excess", "named"), [(True, 0.0, True), (True, 1e-12, True), (True, -0.5, False), (False, 0.0, False)])
def test_whoever_gains_nothing_is_named_only_where_that_is_so(in_core: bool, excess: float, named: bool) -> None:
    found = recommend([outcome("nucleolus", in_core=in_core, tightest=[worst("C", excess=excess)])], False, None, UNIT, NAMES)
    assert ("No gain over working alone: Gamma" in english(found.cautions)) is named


@pytest.mark.parametrize(
    ("empty", "price", "said"), [(True, "7.50", True), (False, "0.00", False), (None, None, False), (True, None, False)]
)
def test_the_price_of_stability_is_said_only_where_there_is_one(empty: bool | None, price: str | None, said: bool) -> None:
    found = recommend([outcome("nucleolus", in_core=False)], empty, price, UNIT, NAMES)
    assert ("more would have to be shared out" in english(found.cautions)) is said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("in_core", [True, False, None])
@pytest.mark.parametrize("verified", [True, False])
def test_every_reason_is_said_in_both_languages(language: str, in_core: bool | None, verified: bool) -> None:
    splits = [outcome("nucleolus", in_core=in_core, short=["A"], tightest=[worst("A")], verified=verified)]
    found = recommend(splits, in_core is False, "1.00", UNIT, NAMES)
    assert all(getattr(one, language) for one in (*found.reasons, *found.cautions))


GAMES: dict[str, tuple[dict[str, Any], str]] = {
    "unanimity": (by_size("ABC", 0.0, 0.0, 9.0), "shapley"),
    "a market with one seller": (given("ABC", AC=1.0, BC=1.0, ABC=1.0), "nucleolus"),
    "an empty core": (by_size("ABC", 0.0, 1.0, 1.0), "nucleolus"),
    "nobody can be paid": (by_size("ABC", 9.0, 0.0, 0.0), "prenucleolus"),
    "convex": (table("ABC", lambda group: float(len(group) ** 2)), "shapley"),
}


@pytest.mark.parametrize("name", GAMES)
def test_recommendation_for_whole_games(name: str) -> None:
    value, expected = GAMES[name]
    found = game("ABC", value=value, allocation={"rules": ["equal", "prenucleolus", "nucleolus", "shapley"]})
    assert found.recommendation.rule == expected
    assert found.recommendation.title == split(found, expected).title


def test_the_price_that_is_said_is_rounded_like_money() -> None:
    found = game("ABC", value=by_size("ABC", 0.0, 1.0, 1.1), allocation={"rules": ["nucleolus"]})
    assert "0.40 (10,000 yuan) more" in english(found.recommendation.cautions)
