"""Several alliances at once, up to twenty players: dynamic programming against every partition there is."""

import json
import time
from fractions import Fraction

import numpy as np
import partition_twin as twin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al
import partner_select as ps
from partner_select import SelectionError, Status
from partner_select.kernels.coalition_structure import best_part, best_totals

WHOLE = st.integers(-9, 9).map(float)
CENTS = st.integers(-999, 999).map(lambda x: x / 100)
ANY = st.floats(-1e6, 1e6, allow_nan=False)


@st.composite
def tables(draw, numbers=WHOLE, most=5):
    n = draw(st.integers(1, most))
    return [0.0, *(draw(numbers) for _ in range(2**n - 1))]


def players_of(table):
    return list(range(len(table).bit_length() - 1))


def added_up(found, table):
    """The total by the names and the table alone."""
    masks = [sum(2 ** (int(name) - 1) for name in alliance) for alliance in found.alliances]
    return sum((twin.exact(table[mask]) for mask in masks), Fraction(0))


@pytest.mark.parametrize("numbers", [WHOLE, CENTS, ANY], ids=["whole", "cents", "any"])
@settings(max_examples=60)
@given(data=st.data())
def test_no_partition_is_better(numbers, data):
    table = data.draw(tables(numbers))
    found = ps.partition(table)
    best = twin.best_total(twin.listed(table, 1, 99), players_of(table))
    assert found.status == "proved"
    assert added_up(found, table) == Fraction(found.proof["total"])
    assert float(best) == pytest.approx(found.total, rel=1e-12, abs=1e-9)
    assert Fraction(found.proof["bound"]) >= best


@settings(max_examples=60)
@given(tables(CENTS))
def test_cents_are_added_without_rounding(table):
    found = ps.partition(table)
    assert Fraction(found.proof["total"]) == Fraction(found.proof["bound"]) == twin.best_total(twin.listed(table, 1, 99), players_of(table))
    assert found.gap == 0
    assert found.proof["rounding"] == "0"


@settings(max_examples=60)
@given(tables(), st.integers(1, 3), st.integers(0, 3), st.booleans())
def test_sizes_and_who_stays_out(table, low, more, everyone):
    found = ps.partition(table, size=(low, low + more), everyone=everyone)
    best = twin.best_total(twin.listed(table, low, low + more), players_of(table), everyone)
    assert (found.status == Status.INFEASIBLE) is (best is None)
    if best is not None:
        assert Fraction(found.proof["total"]) == best
        assert all(low <= len(alliance) <= low + more for alliance in found.alliances)


@settings(max_examples=60)
@given(tables(), st.booleans())
def test_everybody_is_in_one_alliance_or_left_out(table, everyone):
    found = ps.partition(table, everyone=everyone)
    together = [name for alliance in found.alliances for name in alliance] + list(found.left_out)
    assert sorted(together) == [str(i + 1) for i in players_of(table)]
    if everyone:
        assert found.left_out == ()


@settings(max_examples=40)
@given(tables(), st.randoms(use_true_random=False))
def test_listed_alliances_only(table, random):
    worth = twin.listed(table, 1, 99)
    kept = {group: value for group, value in worth.items() if random.random() < 0.6}
    found = ps.partition(table, alliances=[[str(i + 1) for i in group] for group in kept])
    best = twin.best_total(kept, players_of(table))
    assert (None if found.total is None else Fraction(found.proof["total"])) == best


@settings(max_examples=40)
@given(tables(), st.booleans())
def test_a_list_of_worths_says_the_same_as_a_table(table, everyone):
    names = [str(i + 1) for i in players_of(table)]
    worths = {tuple(names[i] for i in group): value for group, value in twin.listed(table, 1, 99).items()}
    assert ps.partition(worths, names, everyone=everyone) == ps.partition(table, everyone=everyone)


@settings(max_examples=40)
@given(tables(most=4), st.permutations(range(4)))
def test_relabelling_changes_nothing(table, order):
    n = len(players_of(table))
    order = [i for i in order if i < n]
    turned = [0.0] * len(table)
    for mask, value in enumerate(table):
        turned[sum(2**k for k, i in enumerate(order) if mask >> i & 1)] = value
    assert ps.partition(turned).total == ps.partition(table).total


@settings(max_examples=30)
@given(tables())
def test_doubling_all_money_doubles_the_total(table):
    assert ps.partition([2 * x for x in table]).total == 2 * ps.partition(table).total


def test_the_total_is_the_superadditive_cover_of_everybody():
    rng = np.random.default_rng(3)
    game = al.TableGame([0, *rng.integers(-20, 40, 2**8 - 1).tolist()])
    assert ps.partition(game).total == al.superadditive_cover(game).grand_value


def test_a_superadditive_game_keeps_everybody_together():
    size = np.array([bin(mask).count("1") for mask in range(2**6)], dtype=float)
    assert ps.partition(size**2).alliances == (tuple("123456"),)


def test_a_game_of_conflicts_splits_everybody():
    game = al.PairwiseGame([1.0] * 4, -np.ones((4, 4)) + np.eye(4))
    assert ps.partition(game).alliances == (("1",), ("2",), ("3",), ("4",))


def test_a_game_and_its_table_agree():
    game = al.PairwiseGame([1, 1, 1, 1], [[0, 3, -1, 0], [3, 0, 0, -2], [-1, 0, 0, 2], [0, -2, 2, 0]], players="ABCD")
    found = ps.partition(game)
    assert found == ps.partition(game.table(), players="ABCD")
    assert found.alliances == (("A", "B"), ("C", "D"))
    assert found.worths == (5.0, 4.0)


def test_one_player():
    assert ps.partition([0, -3]).total == -3
    assert ps.partition([0, -3], everyone=False).left_out == ("1",)
    assert ps.partition([0, -3], everyone=False).total == 0


def test_nobody_can_be_placed():
    found = ps.partition([0, 1, 1, 5, 1, 5, 5, 9], size=(2, 2))
    assert found.status == Status.INFEASIBLE
    assert (found.alliances, found.total, found.bound, found.gap) == ((), None, None, None)


def test_with_one_left_out_it_works():
    found = ps.partition([0, 1, 1, 5, 1, 6, 5, 9], size=(2, 2), everyone=False)
    assert found.alliances == (("1", "3"),)
    assert found.left_out == ("2",)


@pytest.mark.parametrize("scale", [1e-300, 5e-324, 1e300])
def test_huge_and_tiny_worths(scale):
    found = ps.partition([0.0, scale, scale, 3 * scale])
    assert found.alliances == (("1", "2"),)
    assert found.total == 3 * scale
    assert found.status == "proved"


def test_worths_whose_sum_would_overflow():
    with np.errstate(over="raise"):
        found = ps.partition([0.0, 0.6e308, 0.6e308, 1e308])
    assert found.alliances == (("1",), ("2",))


def test_the_input_stays_as_it_is():
    table = np.array([0.0, -1, 2, 3])
    before = table.copy()
    table.setflags(write=False)
    ps.partition(table, everyone=False, size=(1, 1))
    assert np.array_equal(table, before)


def test_the_same_call_twice_gives_the_same():
    table = np.random.default_rng(0).integers(0, 3, 2**9).astype(float)
    table[0] = 0
    assert ps.partition(table) == ps.partition(table)


def test_the_result_is_plain_data():
    told = json.loads(json.dumps(ps.partition([0, 1, 2, 4]).to_dict()))
    assert told["alliances"] == [["1", "2"]]
    assert told["status"] == "proved"
    assert told["proof"]["route"] == "dynamic programming"


def test_every_split_is_counted():
    """Three players: of the two last ones {2}, {3}, {2,3} have 1 + 1 + 2 splits with their first member, and the first player joins 4 groups."""
    assert ps.partition([0, 1, 1, 2, 1, 2, 2, 3]).proof["splits_tried"] == 8


@settings(max_examples=40)
@given(tables(most=5))
def test_the_kernel_against_every_partition_of_every_subset(table):
    totals = best_totals(np.array(table))
    worth = twin.listed(table, 1, 99)
    for mask, total in enumerate(totals.tolist()):
        members = [i for i in players_of(table) if mask >> i & 1]
        assert total == float(twin.best_total(worth, members))


def test_the_kernel_names_the_group_that_gives_the_total():
    worths = np.array([0.0, 1, 2, 2, 4, 9, 6, 6])
    totals = best_totals(worths)
    best, rest = best_part(worths, totals, 1, 6)
    assert (best, rest) == (11.0, 4)
    assert worths[rest | 1] + totals[6 ^ rest] == best


def test_the_kernel_takes_groups_that_may_not_be_formed():
    worths = np.array([0.0, -np.inf, 1, -np.inf])
    assert best_totals(worths).tolist() == [0.0, -np.inf, 1.0, -np.inf]


def test_eighteen_players_in_seconds():
    table = np.random.default_rng(0).integers(0, 100, 2**18).astype(float)
    table[0] = 0
    ps.partition(table[: 2**4])
    start = time.perf_counter()
    found = ps.partition(table)
    assert time.perf_counter() - start < 60
    assert found.status == "proved"
    assert added_up(found, table) == Fraction(found.proof["bound"])


@pytest.mark.parametrize(
    ("arguments", "options", "problem"),
    [
        (([0, 1, 2],), {}, "2\\*\\*n"),
        (([1, 1],), {}, "v\\(∅\\) must be 0"),
        (([0, float("nan")],), {}, "finite"),
        (([0, 1, 1, 2], ["A"]), {}, "2 players are needed"),
        (([0, 1, 1, 2],), {"size": (3, 2)}, "contradict"),
        (([0, 1, 1, 2],), {"size": 2}, "size"),
        (([0, 1, 1, 2],), {"alliances": [["1", "Z"]]}, "no such player: 'Z'"),
        (([0, 1, 1, 2],), {"alliances": [["1"], ["1"]]}, "stands twice"),
        (([0, 1, 1, 2],), {"alliances": [[]]}, "at least one member"),
        (([0, 1, 1, 2],), {"time_limit": 0}, "time_limit"),
        (([0, 1, 1, 2],), {"seed": -1}, "seed"),
        (({},), {}, "a tuple of names"),
        (({"AB": 1},), {}, "a tuple of names"),
        (({("A", "A"): 1},), {}, "a name stands twice"),
        (({("A", "B"): 1, ("B", "A"): 2},), {}, "stands twice"),
        (({("A",): float("inf")},), {}, "finite"),
        (({("A",): "x"},), {}, "numbers"),
        (({("A", "B"): 1}, ["A"]), {}, "no such player: 'B'"),
        (({("A",): 1},), {"alliances": [["A"]]}, "lists its alliances already"),
        ((al.TableGame([0, 1]), ["A"]), {}, "has its players already"),
    ],
)
def test_misuse(arguments, options, problem):
    with pytest.raises(SelectionError, match=problem):
        ps.partition(*arguments, **options)


def test_everything_wrong_with_a_list_is_told_at_once():
    with pytest.raises(SelectionError) as error:
        ps.partition({("A", "Z"): 1, ("B", "B"): 2}, ["A", "B", "a"], size=(2, 1))
    assert len(error.value.problems) >= 4


def test_a_player_that_no_listed_alliance_has():
    assert ps.partition({("A",): 1}, ["A", "B"]).status == Status.INFEASIBLE
    assert ps.partition({("A",): 1}, ["A", "B"], everyone=False).left_out == ("B",)
