"""Several alliances at once: pools that fall apart, gifts that change nothing, and the same pool told in every way."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

import allocation as al
import partner_select as ps

NAMES = ["A", "B", "C", "D", "E"]


def worths(seed: int, names: list[str], share: float = 1.0) -> dict[tuple[str, ...], float]:
    """Whole worths of some groups; single members are always among them."""
    rng = np.random.default_rng(seed)
    found: dict[tuple[str, ...], float] = {}
    for size in range(1, len(names) + 1):
        for group in itertools.combinations(names, size):
            if size == 1 or rng.random() < share:
                found[group] = float(rng.integers(-5, 12 * size))
    return found


def by_scipy(given: dict[tuple[str, ...], float], names: list[str], everyone: bool) -> float:
    """One variable per group; everybody in exactly, or at most, one of the chosen."""
    inside = np.array([[float(name in group) for group in given] for name in names])
    rows = LinearConstraint(inside, 1.0 if everyone else 0.0, 1.0)
    found = milp(-np.array(list(given.values())), integrality=np.ones(len(given)), bounds=Bounds(0, 1), constraints=rows)
    assert found.success
    return float(-found.fun)


@pytest.fixture
def as_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pools through the integer program that large ones need."""
    monkeypatch.setattr("partner_select.structure.MAX_TABLE_PLAYERS", 0)


@pytest.mark.parametrize("everyone", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_subsets_agree_with_an_integer_program_written_anew(seed: int, everyone: bool) -> None:
    given = worths(seed, NAMES, share=0.6)
    found = ps.partition(given, everyone=everyone)
    assert found.total == pytest.approx(by_scipy(given, NAMES, everyone))
    assert (found.status, found.gap) == ("proved", 0.0)


@pytest.mark.usefixtures("as_program")
@pytest.mark.parametrize("everyone", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_the_program_for_large_pools_agrees_with_it_too(seed: int, everyone: bool) -> None:
    given = worths(seed, NAMES, share=0.6)
    found = ps.partition(given, everyone=everyone)
    assert found.proof["route"] == "set partitioning"
    assert found.total == pytest.approx(by_scipy(given, NAMES, everyone))
    assert found.status == "proved"


@pytest.mark.parametrize("seed", range(5))
def test_pools_that_have_nothing_to_do_with_each_other_are_split_apart(seed: int) -> None:
    left, right = worths(seed, ["A", "B", "C"]), worths(seed + 100, ["X", "Y", "Z"])
    together = ps.partition({**left, **right})
    parts = [ps.partition(side) for side in (left, right)]
    assert together.total == sum(p.total for p in parts)
    assert set(together.alliances) == {a for p in parts for a in p.alliances}


@pytest.mark.parametrize("seed", range(5))
def test_what_everybody_brings_anywhere_is_added_to_the_total(seed: int) -> None:
    given, gifts = worths(seed, NAMES), dict(zip(NAMES, (3, -2, 0, 7, 1), strict=True))
    richer = {group: v + sum(gifts[m] for m in group) for group, v in given.items()}
    before, after = ps.partition(given), ps.partition(richer)
    assert after.total == before.total + 9


@pytest.mark.parametrize("seed", range(5))
def test_more_alliances_to_choose_from_never_earn_less(seed: int) -> None:
    given = worths(seed, NAMES)
    fewer = {group: v for k, (group, v) in enumerate(given.items()) if len(group) == 1 or k % 2}
    assert ps.partition(given).total >= ps.partition(fewer).total


@pytest.mark.parametrize("seed", range(5))
def test_limits_of_size_pick_from_the_same_worths(seed: int) -> None:
    game = al.TableGame([0.0, *np.random.default_rng(seed).integers(0, 30, 31).astype(float)], NAMES)
    for size in ((1, 1), (1, 2), (2, 3), (5, 5)):
        found = ps.partition(game, size=size)
        assert all(size[0] <= len(a) <= size[1] for a in found.alliances)
        listed = {group: game.value(group) for k in range(size[0], size[1] + 1) for group in itertools.combinations(NAMES, k)}
        assert found.total == pytest.approx(by_scipy(listed, NAMES, everyone=True))


@pytest.mark.parametrize("seed", range(4))
def test_a_table_a_game_and_a_list_are_one_pool(seed: int) -> None:
    table = np.append(0.0, np.random.default_rng(seed).integers(-5, 30, 15)).astype(float)
    game = al.TableGame(table, NAMES[:4])
    listed = {tuple(NAMES[i] for i in range(4) if mask >> i & 1): float(v) for mask, v in enumerate(table) if mask}
    found = [ps.partition(game), ps.partition(table, NAMES[:4]), ps.partition(listed, NAMES[:4])]
    assert len({p.total for p in found}) == 1
    assert found[0].alliances == found[1].alliances


def test_worths_are_told_alliance_by_alliance_and_add_up() -> None:
    given = worths(3, NAMES)
    found = ps.partition(given)
    assert list(found.worths) == [given[a] for a in found.alliances]
    assert sum(found.worths) == found.total
    assert found.left_out == ()


@pytest.mark.usefixtures("as_program")
def test_an_impossible_pool_is_infeasible_without_numbers() -> None:
    found = ps.partition({("A", "B"): 5, ("B", "C"): 5})
    assert (found.status, found.total, found.bound, found.alliances) == ("infeasible", None, None, ())


@pytest.mark.usefixtures("as_program")
def test_sizes_that_cannot_add_up_are_seen_before_anything_is_solved() -> None:
    found = ps.partition({("A", "B"): 5, ("C", "D"): 5, ("A", "E"): 1, ("B", "E"): 1})
    assert (found.status, found.proof["listed"]) == ("infeasible", 4)
    assert "shown" not in found.proof


@pytest.mark.usefixtures("as_program")
def test_nothing_worth_forming_leaves_everybody_out_when_that_is_allowed() -> None:
    found = ps.partition({("A",): -1, ("B",): 0, ("A", "B"): -3}, everyone=False)
    assert (found.alliances, found.total, found.left_out, found.status) == ((), 0.0, ("A", "B"), "proved")


@pytest.mark.parametrize(
    ("arguments", "options", "told"),
    [
        (({("A", "Z"): 1},), {"players": ["A", "B"]}, "no such player: 'Z'"),
        (({("A", "A"): 1},), {}, "a name stands twice"),
        (({("A", "B"): 1, ("B", "A"): 2},), {}, "stands twice"),
        (({(): 1},), {}, "an alliance needs at least one member"),
        (({"AB": 1},), {}, "every alliance must be a tuple of names"),
        (({("A",): float("nan")},), {}, "game: must be finite"),
        (([0, 1, 2],), {}, "game: "),
        (([0, 1],), {"size": (2, 1)}, "size: at least 2 and at most 1 contradict each other"),
        (([0, 1],), {"time_limit": 0}, "time_limit"),
        (({("A",): 1},), {"alliances": [["A"]]}, "alliances: the game lists its alliances already"),
        (([0, 1, 1, 3],), {"players": ["A", "B"], "alliances": [["A", "C"]]}, "alliances[0]: no such player: 'C'"),
    ],
)
def test_a_pool_that_is_none_says_why(arguments: tuple[Any, ...], options: dict[str, Any], told: str) -> None:
    with pytest.raises(ps.SelectionError) as error:
        ps.partition(*arguments, **options)
    assert told in str(error.value)
