"""Values on networks: fairness, component efficiency, balanced contributions of players and of links, stability."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
import twins
from game_strategies import carrier, given, graphs, named, pay, tables

import allocation as al

CLOSE = {"abs": 1e-9}
FOUR, LINKS = tables(4, 4), graphs(4)
RULES = ["myerson", "position"]


def on(rule, values, links):
    return pay(rule, values, graph=named(links))


def zero_normalised(values):
    own = [values[1 << i] for i in range(twins.count_players(values))]
    return [v - sum(own[i] for i in twins.members(mask)) for mask, v in enumerate(values)]


def cut_off(links, player):
    return [link for link in links if player not in link]


@given(FOUR, LINKS)
def test_fairness_of_every_link(values, links):
    """Myerson, 1977: both ends of a link gain the same by it."""
    whole = on("myerson", values, links)
    for link in links:
        gain = whole - on("myerson", values, [other for other in links if other != link])
        assert gain[link[0]] == pytest.approx(gain[link[1]], **CLOSE)


@pytest.mark.parametrize("rule", RULES)
@given(values=FOUR, links=LINKS)
def test_every_connected_part_splits_its_own_worth(rule, values, links):
    found = on(rule, values, links)
    for part in twins.components(range(4), links):
        assert found[part].sum() == pytest.approx(values[twins.mask_of(part)], **CLOSE)


@given(FOUR, LINKS)
def test_what_one_loses_when_another_cuts_its_links_is_mutual(values, links):
    """Balanced contributions, Myerson, 1980."""
    whole = on("myerson", values, links)
    after = {i: on("myerson", values, cut_off(links, i)) for i in range(4)}
    for i, j in combinations(range(4), 2):
        assert whole[i] - after[j][i] == pytest.approx(whole[j] - after[i][j], **CLOSE)


@given(FOUR, LINKS)
def test_balanced_link_contributions(values, links):
    """Slikker, 2005: what the single links of j are worth to i, added up, is what those of i are worth to j."""
    whole = on("position", values, links)
    loss = {link: whole - on("position", values, [other for other in links if other != link]) for link in links}
    for i, j in combinations(range(4), 2):
        mine = sum(loss[link][i] for link in links if j in link)
        yours = sum(loss[link][j] for link in links if i in link)
        assert mine == pytest.approx(yours, abs=1e-8)


@given(tables(3, 3), graphs(3))
def test_parts_do_not_care_about_each_other(values, links):
    """Component decomposability: a stranger in a part of its own changes nothing."""
    both = [*values, *(v + 5 for v in values)]
    for rule in RULES:
        assert on(rule, both, links) == pytest.approx([*on(rule, values, links), 5], **CLOSE)


def superadditive_games():
    for seed in range(6):
        random = np.random.default_rng(seed)
        table = np.zeros(16)
        for _ in range(6):
            table += carrier(4, random.choice(4, size=int(random.integers(1, 5)), replace=False).tolist(), float(random.integers(0, 9)))
        yield pytest.param(table, id=f"seed {seed}")


@pytest.mark.parametrize("values", list(superadditive_games()))
def test_no_link_hurts_its_ends_in_a_superadditive_game(values):
    """Stability, Myerson, 1977."""
    cycle = [(0, 1), (1, 2), (2, 3), (0, 3)]
    for size in range(4):
        for links in combinations(cycle, size):
            for new in set(cycle) - set(links):
                gain = on("myerson", values, [*links, new]) - on("myerson", values, links)
                assert gain[list(new)].min() >= -1e-9


@pytest.mark.parametrize(
    "links",
    [[(0, 1), (1, 2), (2, 3), (3, 4)], [(0, 1), (0, 2), (0, 3), (0, 4)], [(0, 1), (1, 2), (1, 3), (3, 4)]],
    ids=["line", "star", "tree"],
)
def test_on_a_tree_that_all_are_needed_for(links):
    """Every link is needed, so that links share equally: positions pay by degree, the Myerson value pays all alike."""
    table = carrier(5, range(5), 24.0)
    degrees = [sum(i in link for link in links) for i in range(5)]
    assert on("position", table, links) == pytest.approx([24 * d / (2 * len(links)) for d in degrees], **CLOSE)
    assert on("myerson", table, links) == pytest.approx([24 / 5] * 5, **CLOSE)


@pytest.mark.parametrize("rule", RULES)
def test_a_cycle_treats_all_alike(rule):
    squares = (np.bitwise_count(np.arange(32, dtype=np.uint64)).astype(float)) ** 2
    assert on(rule, squares, [(i, (i + 1) % 5) for i in range(5)]) == pytest.approx([5.0] * 5, **CLOSE)


def test_messages_passed_along_a_line():
    """Jackson, 2005: v(12) = v(23) = v(123) = 1 on the line 1–2–3: Myerson (1/6, 2/3, 1/6), position (1/4, 1/2, 1/4)."""
    values = [0, 0, 0, 1, 0, 0, 1, 1]
    line = [(0, 1), (1, 2)]
    assert on("myerson", values, line) == pytest.approx([1 / 6, 2 / 3, 1 / 6], abs=1e-15)
    assert on("position", values, line) == pytest.approx([1 / 4, 1 / 2, 1 / 4], abs=1e-15)


@given(tables(3, 3))
def test_between_two_linked_players_both_values_are_the_standard_solution(values):
    """With one link only, what it adds is shared equally by its ends."""
    a, b, c = values[1], values[2], values[4]
    extra = (values[3] - a - b) / 2
    for rule in RULES:
        assert on(rule, values, [(0, 1)]) == pytest.approx([a + extra, b + extra, c], **CLOSE)


@given(FOUR, LINKS)
def test_the_position_value_adds_own_worths_to_that_of_the_zero_normalised_game(values, links):
    own = np.array([values[1 << i] for i in range(4)], dtype=float)
    assert on("position", values, links) == pytest.approx(own + on("position", zero_normalised(values), links), **CLOSE)


@given(FOUR, LINKS)
def test_a_superfluous_player_may_keep_its_links(values, links):
    """The Myerson value of a game in which only linked groups earn, is that of the game restricted beforehand."""
    restricted = [float(x) for x in twins.graph_restricted(values, links)]
    assert on("myerson", restricted, links) == pytest.approx(on("myerson", values, links), **CLOSE)
    assert pay("shapley", restricted) == pytest.approx(on("myerson", values, links), **CLOSE)


@pytest.mark.parametrize("rule", RULES)
def test_directed_and_repeated_links_count_once(rule):
    values = [0, 1, 2, 7, 0, 3, 4, 12]
    directed = nx.DiGraph([("1", "2"), ("2", "1"), ("2", "3")])
    expected = on(rule, values, [(0, 1), (1, 2)])
    assert pay(rule, values, graph=directed).tolist() == expected.tolist()
    assert pay(rule, values, graph=[("2", "1"), ("1", "2"), ("3", "2")]).tolist() == expected.tolist()


@pytest.mark.parametrize("n", [8, 11, 13])
def test_on_long_lines_only_neighbouring_groups_earn(n):
    """Owen, 1986: on a line the dividends of the restricted game sit on stretches only; squares of sizes give the end 1 + (n−1)·…"""
    sizes = np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float)
    found = on("myerson", sizes**2, [(i, i + 1) for i in range(n - 1)])
    # a stretch of k neighbours is worth k²: dividend 1 for a single player, 2 for a pair, 2 for any longer stretch
    expected = np.ones(n)
    for start in range(n):
        for end in range(start + 1, n):
            expected[start : end + 1] += 2 / (end - start + 1)
    assert found == pytest.approx(expected, abs=1e-9)
    assert found[0] == pytest.approx(found[-1], abs=1e-9)
    assert np.all(np.diff(found[: n // 2]) > 0)


def test_the_highest_players_are_reached():
    """Links at the top end of the masks, on a table of two blocks."""
    table = carrier(12, [10, 11], 6.0)
    assert on("myerson", table, [(10, 11)])[9:] == pytest.approx([0, 3, 3], abs=1e-12)
    assert on("position", table, [(0, 11), (0, 10)])[[0, 10, 11]] == pytest.approx([3, 1.5, 1.5], abs=1e-12)


def test_the_payoffs_add_up_to_what_the_parts_earn_not_to_the_whole():
    game = al.TableGame([0, 0, 0, 6, 0, 0, 0, 90])
    assert al.myerson(game, [("1", "2")]).total == pytest.approx(6)
    assert al.position(game, []).total == 0
