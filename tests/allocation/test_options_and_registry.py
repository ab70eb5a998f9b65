"""Options of every rule, read and refused alike, and what the registry answers."""

import networkx as nx
import numpy as np
import pytest
from game_strategies import given, partitions
from hypothesis import strategies as st

import allocation as al
from allocation.options import (
    edges_of,
    exact_weights,
    in_players_order,
    named,
    numbers_of,
    partition_of,
    per_player,
    positive_weights,
    shares_of,
)
from allocation.registry import RULES, find_rule

GAME = al.TableGame(np.append(0.0, np.arange(1.0, 16.0)), ["A", "B", "C", "D"])
NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4)

PER_PLAYER = {
    "proportional": "weights",
    "weighted_shapley": "weights",
    "asymmetric_nash": "weights",
    "corrected_shapley": "factors",
    "nash": "disagreement",
    "scrb": "benefits",
}
BAD_NUMBERS = {
    "too few": [1, 2, 3],
    "too many": [1, 2, 3, 4, 5],
    "not finite": [1, 2, 3, float("nan")],
    "no numbers": [1, 2, "x", 4],
    "one missing": {"A": 1, "B": 2, "C": 3},
    "a stranger": {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5},
    "two dimensions": [[1, 2], [3, 4]],
    "one number": 7,
    "nothing": [],
}


@pytest.mark.parametrize(("rule", "option"), PER_PLAYER.items())
@pytest.mark.parametrize("bad", BAD_NUMBERS.values(), ids=BAD_NUMBERS)
def test_every_rule_refuses_numbers_that_do_not_fit_and_names_the_option(rule, option, bad):
    with pytest.raises(al.RuleError, match=f"option {option}"):
        al.split(GAME, rule=rule, **{option: bad})


@pytest.mark.parametrize("rule", ["owen", "banzhaf_owen", "aumann_dreze"])
@pytest.mark.parametrize(
    ("unions", "message"),
    [
        ("AB", "list of groups"),
        ([["A", "B"], ["B"]], "puts B in a union more than once"),
        ([["A", "A"]], "puts A in a union more than once"),
        ([["A"], []], "empty union"),
        ([["A", "Z"]], "unknown player 'Z'"),
    ],
)
def test_every_rule_refuses_unions_that_do_not_fit(rule, unions, message):
    with pytest.raises(al.RuleError, match=message):
        al.split(GAME, rule=rule, unions=unions)


@pytest.mark.parametrize("rule", ["myerson", "position"])
@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (["AB"], "pairs of players, got 'AB'"),
        ([("A",)], "pairs of players"),
        ([("A", "B", 1.0)], "pairs of players"),
        ([("A", "Z")], "unknown player 'Z'"),
        ([("A", "A")], "links A to itself"),
        (nx.Graph([(0, 1)]), "unknown player 0, 1"),
    ],
)
def test_every_rule_refuses_links_that_do_not_fit(rule, graph, message):
    with pytest.raises(al.RuleError, match=message):
        al.split(GAME, rule=rule, graph=graph)


@given(NUMBERS, st.permutations("ABCD"))
def test_names_and_positions_mean_the_same(numbers, order):
    by_name = {name: numbers["ABCD".index(name)] for name in order}
    assert per_player(GAME, by_name, "weights").tolist() == per_player(GAME, numbers, "weights").tolist() == numbers
    assert in_players_order(GAME, by_name, "weights") == numbers


@given(NUMBERS)
def test_what_is_recorded_is_read_back_exactly(numbers):
    recorded = named(GAME, per_player(GAME, numbers, "weights"))
    assert per_player(GAME, recorded, "weights").tolist() == numbers
    assert [float(x) for x in exact_weights(GAME.players, recorded)] == numbers


@given(partitions(4))
def test_partitions_are_read_whatever_their_order(groups):
    unions = [[GAME.players[i] for i in reversed(group)] for group in groups]
    assert sorted(partition_of(GAME, unions)) == sorted(groups)
    assert sorted(partition_of(GAME, tuple(map(tuple, unions)))) == sorted(groups)


@given(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda ends: ends[0] < ends[1])))
def test_links_are_read_alike_from_pairs_and_graphs(links):
    pairs = [(GAME.players[b], GAME.players[a]) for a, b in links]
    graph = nx.Graph(pairs)
    graph.add_nodes_from(GAME.players)
    assert edges_of(GAME, pairs) == edges_of(GAME, graph) == sorted(links)


@pytest.mark.parametrize(
    ("zero", "weights", "fine"),
    [(True, [0, 0, 1, 0], True), (False, [0, 0, 1, 0], False), (True, [0] * 4, False), (True, [0, -1, 2, 0], False)],
)
def test_weights_of_zero_are_a_matter_of_the_rule(zero, weights, fine):
    if fine:
        assert positive_weights(GAME, weights, zero=zero).tolist() == weights
    else:
        with pytest.raises(al.RuleError, match="option weights must"):
            positive_weights(GAME, weights, zero=zero)


def test_refused_weights_name_their_players():
    with pytest.raises(al.RuleError, match="which it is not for B, D"):
        positive_weights(GAME, [1, -1, 0, -2])


@pytest.mark.parametrize("miss", [0.0, 9e-10, -9e-10])
def test_shares_that_nearly_add_up_are_made_to(miss):
    assert shares_of(np.array([0.25, 0.25, 0.25, 0.25 + miss]), "factors").sum() == pytest.approx(1, abs=1e-15)


@pytest.mark.parametrize("miss", [2e-9, -2e-9, 1.0])
def test_shares_that_do_not_add_up_say_to_what(miss):
    with pytest.raises(al.RuleError, match="option factors must add up to 1, got"):
        shares_of(np.array([0.25, 0.25, 0.25, 0.25 + miss]), "factors")


@pytest.mark.parametrize("bad", [["x"], [[1], [1, 2]], {}, object()])
def test_numbers_of_nobody_are_refused_by_option(bad):
    with pytest.raises(al.RuleError, match="option chances must be numbers"):
        numbers_of(bad, "chances")


def test_numbers_are_copied():
    given_numbers = np.array([1.0, 2.0])
    numbers_of(given_numbers, "chances")[0] = 9
    assert given_numbers.tolist() == [1, 2]


# The registry


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_unknown_options_are_refused_with_the_known_ones(rule):
    with pytest.raises(al.RuleError, match="its options: ") as refused:
        al.split(GAME, rule=rule.name, nonsense=1)
    for name in (*rule.needs, *rule.takes):
        assert name in str(refused.value)


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.needs], ids=lambda rule: rule.name)
def test_an_option_given_as_nothing_is_missing(rule):
    with pytest.raises(al.RuleError, match="needs the option"):
        al.split(GAME, rule=rule.name, **dict.fromkeys(rule.needs))


@pytest.mark.parametrize(
    ("wrong", "right"), [("shapely", "shapley"), ("nucleolous", "nucleolus"), ("gatley", "gately"), ("mcr", "mcrs"), ("banzaf", "banzhaf")]
)
def test_a_slip_of_the_pen_is_answered_with_the_rule(wrong, right):
    with pytest.raises(al.RuleError, match=f"did you mean .*{right}"):
        find_rule(wrong)


def test_something_quite_else_is_answered_with_all_names():
    with pytest.raises(al.RuleError) as refused:
        find_rule("qqqqqqqqqq")
    assert all(name in str(refused.value) for name in ("shapley", "equal", "owen"))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_descriptions_fit_together(rule):
    """A rule without a definition in fractions must not be said to need landmarks only; options have one kind each."""
    assert find_rule(rule.name) is rule
    assert not (rule.landmarks_only and rule.exact is None)
    assert not set(rule.needs) & set(rule.takes)
    assert rule.name == rule.name.lower()
    assert rule.title.zh != rule.title.en


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.exact is None], ids=lambda rule: rule.name)
def test_rules_proved_by_certificates_refuse_to_be_recomputed(rule):
    with pytest.raises(al.RuleError, match="proved by a certificate"):
        rule.exact_payoffs(GAME.exact_table(), {})
