"""Values on networks: Myerson and position."""

import networkx as nx
import numpy as np
import pytest
import twins
from hypothesis import given, settings
from hypothesis import strategies as st

import allocation as al

NAMES = list("ABCD")
FOUR = st.lists(st.integers(-20, 20), min_size=15, max_size=15).map(lambda rest: al.TableGame([0, *rest], players=NAMES))
LINKS = [("A", "B"), ("A", "C"), ("A", "D"), ("B", "C"), ("B", "D"), ("C", "D")]
NETWORKS = st.sets(st.sampled_from(LINKS)).map(sorted)


def parts(links):
    graph = nx.Graph(links)
    graph.add_nodes_from(NAMES)
    return [sorted(part) for part in nx.connected_components(graph)]


@pytest.mark.parametrize("rule", [al.myerson, al.position])
@settings(max_examples=40)
@given(game=FOUR, links=NETWORKS)
def test_every_part_splits_exactly_its_own_worth(rule, game, links):
    found = rule(game, graph=links)
    for part in parts(links):
        assert sum(found[name] for name in part) == pytest.approx(game.value(part), abs=1e-11)


@settings(max_examples=40)
@given(FOUR, NETWORKS.filter(bool))
def test_a_link_is_worth_the_same_to_both_its_ends(game, links):
    """Fairness, which together with the worth of the parts singles the Myerson value out."""
    whole = al.myerson(game, graph=links)
    for a, b in links:
        less = al.myerson(game, graph=[link for link in links if link != (a, b)])
        assert whole[a] - less[a] == pytest.approx(whole[b] - less[b], abs=1e-11)


@given(FOUR)
def test_when_all_are_linked_the_network_does_not_matter(game):
    assert al.myerson(game, graph=LINKS).payoffs == pytest.approx(al.shapley(game).payoffs, abs=1e-11)


@pytest.mark.parametrize("rule", [al.myerson, al.position])
@given(game=FOUR)
def test_without_links_everybody_stays_alone(rule, game):
    assert rule(game, graph=[]).payoffs == pytest.approx(game.singles())


@pytest.mark.parametrize("rule", [al.myerson, al.position])
@given(game=FOUR)
def test_a_graph_of_networkx_is_read_like_its_links(rule, game):
    links = [("A", "B"), ("B", "C")]
    assert rule(game, graph=nx.Graph(links)).payoffs.tolist() == rule(game, graph=links).payoffs.tolist()


def test_the_hub_of_a_star_profits_from_its_place():
    squares = al.TableGame(np.bitwise_count(np.arange(16, dtype=np.uint64)).astype(float) ** 2, players=NAMES)
    star = [("A", "B"), ("A", "C"), ("A", "D")]
    for rule in (al.myerson, al.position):
        found = rule(squares, graph=star)
        assert found["A"] > found["B"] == pytest.approx(found["C"])


def test_a_member_with_one_superfluous_link_earns_its_own_value():
    game = al.TableGame([0, 0, 0, 6, 1, 1, 1, 7], players=["A", "B", "C"])
    for rule in (al.myerson, al.position):
        assert rule(game, graph=[("A", "B"), ("B", "C")])["C"] == pytest.approx(1)


@settings(max_examples=20)
@given(FOUR, NETWORKS)
def test_the_shared_links_of_the_position_value_follow_the_twin(game, links):
    edges = [tuple(sorted(NAMES.index(name) for name in link)) for link in links]
    expected = twins.position(game.table().astype(int).tolist(), edges) if len(edges) <= 5 else None
    if expected is not None:
        assert al.position(game, graph=links).payoffs == pytest.approx([float(x) for x in expected], abs=1e-11)


def test_links_are_recorded_by_name():
    game = al.TableGame(np.zeros(16), players=NAMES)
    assert al.myerson(game, graph=[("D", "B"), ("B", "D")]).options["graph"] == [["B", "D"]]


def test_too_many_links_for_a_table_are_refused():
    names = [f"p{i}" for i in range(12)]
    links = [(a, b) for k, a in enumerate(names) for b in names[:k]]
    with pytest.raises(al.TableTooLargeError, match="66 players"):
        al.position(al.TableGame(np.zeros(1 << 12), players=names), graph=links)


@pytest.mark.parametrize("rule", [al.myerson, al.position])
@pytest.mark.parametrize(("graph", "message"), [([("A", "A")], "itself"), ([("A", "X")], "'X'"), ([("A",)], "pairs"), (["AB"], "pairs")])
def test_links_that_do_not_fit_are_refused(rule, graph, message):
    with pytest.raises(al.RuleError, match=message):
        rule(al.TableGame(np.zeros(16), players=NAMES), graph=graph)
