"""Several alliances at once, beyond twenty players: the integer program over listed alliances."""

from fractions import Fraction

import numpy as np
import partition_twin as twin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al
import partner_select as ps
from partner_select import SelectionError, Status
from partner_select.exact import ExactVector
from partner_select.interrupt import Interrupt
from partner_select.set_partitioning import _Task, best_listed
from partner_select.solve import Answer, Settings, solve


def pairwise(n, seed=0):
    rng = np.random.default_rng(seed)
    pair = np.triu(rng.integers(-30, 40, (n, n)), 1).astype(float)
    return al.PairwiseGame(rng.integers(1, 20, n).astype(float), pair + pair.T)


def program(worth, n, everyone):
    with Interrupt() as interrupt:
        return best_listed(list(worth), ExactVector.of(np.array(list(worth.values()))), n, everyone, Settings(30.0), interrupt)


@pytest.mark.parametrize("first", [1, 4, 10**6], ids=["one group at first", "four groups at first", "all groups at once"])
@settings(max_examples=25)
@given(n=st.integers(2, 5), random=st.randoms(use_true_random=False), everyone=st.booleans())
def test_the_program_against_every_partition(first, n, random, everyone):
    table = [0.0, *(random.randint(-9, 20) / 10 for _ in range(2**n - 1))]
    worth = {group: value for group, value in twin.listed(table, 1, 99).items() if random.random() < 0.7}
    best = twin.best_total(worth, list(range(n)), everyone)
    if not worth:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("partner_select.set_partitioning.FIRST", first)
        found = program(worth, n, everyone)
    assert (found.status == "infeasible") is (best is None)
    if best is not None:
        assert found.status == "optimal"
        assert sum((twin.exact(list(worth.values())[k]) for k in found.chosen), Fraction(0)) == best
        assert found.bound >= best


@settings(max_examples=25)
@given(st.integers(2, 5), st.randoms(use_true_random=False), st.booleans())
def test_prices_cover_every_group_exactly(n, random, everyone):
    worth = twin.listed([0.0, *(random.uniform(-1, 3) for _ in range(2**n - 1))], 1, 99)
    with Interrupt() as interrupt:
        task = _Task(list(worth), ExactVector.of(np.array(list(worth.values()))), n, everyone, Settings(30.0), interrupt, 0.0)
        prices = [Fraction(price, task.worths.denominator) for price in task.prices()]
    assert all(sum(prices[i] for i in group) >= twin.exact(value) for group, value in worth.items())
    assert sum(prices) >= twin.best_total(worth, list(range(n)), everyone)
    assert everyone or min(prices) >= 0


@pytest.mark.parametrize("ending", ["unknown", "infeasible"])
def test_the_first_partition_is_kept_when_the_second_search_brings_none(monkeypatch, ending):
    """Whatever the solver says of more groups, a partition that is known stays, with the bound of the prices."""
    asked: list[int] = []

    def solve_once(*arguments):
        asked.append(1)
        return solve(*arguments) if len(asked) == 1 else Answer(ending)

    game = pairwise(30)
    monkeypatch.setattr("partner_select.set_partitioning.FIRST", 100)
    monkeypatch.setattr("partner_select.set_partitioning.solve", solve_once)
    found = ps.partition(game, size=(2, 3))
    assert len(asked) == 2
    assert found.status == Status.GAP
    assert found.total == sum(game.value(alliance) for alliance in found.alliances)
    assert found.bound > found.total


def test_nothing_is_known_when_neither_search_brings_anything(monkeypatch):
    monkeypatch.setattr("partner_select.set_partitioning.solve", lambda *arguments: Answer("unknown"))
    found = ps.partition(pairwise(30), size=(2, 3))
    assert found.status == Status.NO_SOLUTION_YET
    assert (found.total, found.bound) == (None, None)


def test_an_infeasible_first_choice_of_groups_is_not_the_last_word(monkeypatch):
    answers = [Answer("infeasible")]
    monkeypatch.setattr("partner_select.set_partitioning.solve", lambda *arguments: answers.pop() if answers else solve(*arguments))
    assert ps.partition(pairwise(24), size=(2, 3)).status == Status.PROVED


def test_few_groups_are_shown_to_the_solver():
    found = ps.partition(pairwise(30), size=(2, 3))
    assert found.status == Status.PROVED
    assert found.proof["listed"] == 4495
    assert found.proof["shown"] < 2500


def test_both_routes_agree(monkeypatch):
    game = pairwise(9)
    by_subsets = [ps.partition(game, size=(1, 3), everyone=everyone) for everyone in (True, False)]
    monkeypatch.setattr("partner_select.structure.MAX_TABLE_PLAYERS", 5)
    by_program = [ps.partition(game, size=(1, 3), everyone=everyone) for everyone in (True, False)]
    assert [p.proof["route"] for p in by_program] == ["set partitioning"] * 2
    assert [p.total for p in by_program] == [p.total for p in by_subsets]
    assert [p.status for p in by_program] == [Status.PROVED] * 2


def test_twenty_four_players_in_pairs():
    game = pairwise(24)
    found = ps.partition(game, size=(2, 2))
    assert found.status == Status.PROVED
    assert found.proof["listed"] == 276
    assert len(found.alliances) == 12
    assert found.gap == 0


def test_pairs_agree_with_the_best_matching():
    import networkx as nx

    game, n = pairwise(26, seed=4), 26
    found = ps.partition(game, size=(2, 2))
    graph = nx.Graph()
    pairs = [(i, k) for i in range(n) for k in range(i)]
    worths = game.worth(np.array([[x in pair for x in range(n)] for pair in pairs]))
    graph.add_weighted_edges_from((i, k, int(w)) for (i, k), w in zip(pairs, worths, strict=True))
    matching = nx.max_weight_matching(graph, maxcardinality=True)
    assert found.total == sum(graph.edges[edge]["weight"] for edge in matching)


def test_a_list_of_alliances_of_many_players():
    names = [f"p{i}" for i in range(70)]
    worths = {(name,): 1.0 for name in names} | {(names[i], names[i + 1]): 2.5 for i in range(69)}
    found = ps.partition(worths, names)
    assert found.total == 87.5
    assert found.status == Status.PROVED


def test_more_players_than_a_mask_holds():
    game = pairwise(66, seed=1)
    found = ps.partition(game, alliances=[[str(2 * i + 1), str(2 * i + 2)] for i in range(33)])
    assert len(found.alliances) == 33
    assert found.total == pytest.approx(sum(found.worths))


def test_nobody_can_be_placed():
    assert ps.partition(pairwise(21), size=(2, 2)).status == Status.INFEASIBLE
    assert ps.partition(pairwise(21), size=(25, 30)).status == Status.INFEASIBLE


def test_somebody_stays_out():
    found = ps.partition(pairwise(21), size=(2, 2), everyone=False)
    assert found.status == Status.PROVED
    assert len(found.left_out) == 21 - 2 * len(found.alliances) >= 1


def test_nothing_worth_forming():
    game = al.PairwiseGame([-1.0] * 22, np.zeros((22, 22)))
    found = ps.partition(game, size=(1, 2), everyone=False)
    assert (found.alliances, found.total, found.gap) == ((), 0.0, 0.0)
    assert len(found.left_out) == 22


def test_too_many_alliances_to_list():
    with pytest.raises(SelectionError, match="lower the largest size, or list the alliances"):
        ps.partition(pairwise(40))


def test_a_worth_that_is_not_finite():
    def worth(rows):
        return np.where(rows.sum(axis=1) == 2, np.inf, 1.0)

    with pytest.raises((SelectionError, al.GameError), match="finite"):
        ps.partition(al.FunctionGame(worth, [f"p{i}" for i in range(21)], vectorised=True), size=(1, 2))


def test_no_time_is_an_outcome():
    found = ps.partition(pairwise(30), size=(2, 4), time_limit=0.01)
    assert found.status in (Status.NO_SOLUTION_YET, Status.GAP)
    if found.total is not None:
        assert found.bound >= found.total


def test_the_same_seed_gives_the_same():
    assert ps.partition(pairwise(22), size=(1, 2), seed=3) == ps.partition(pairwise(22), size=(1, 2), seed=3)
