"""Games that many tests draw: whole numbers, so that every expected value is known exactly."""

import hypothesis
import numpy as np
import twins
from hypothesis import strategies as st

import allocation as al

WHOLE = st.integers(-20, 20)
EXAMPLES = 15  # a violated axiom shows in almost any game


def given(*arguments, **named_arguments):
    """Draw few examples: an axiom that fails, fails almost everywhere."""
    return lambda test: hypothesis.settings(max_examples=EXAMPLES)(hypothesis.given(*arguments, **named_arguments)(test))


def tables(least=1, most=4, numbers=WHOLE):
    """Tables of 2**n whole numbers, the first one 0."""
    return st.integers(least, most).flatmap(lambda n: st.lists(numbers, min_size=2**n - 1, max_size=2**n - 1)).map(lambda rest: [0, *rest])


def pairs_of_tables(least=1, most=4):
    """Two tables of the same players."""
    rows = st.integers(least, most).flatmap(lambda n: st.tuples(*[st.lists(WHOLE, min_size=2**n - 1, max_size=2**n - 1)] * 2))
    return rows.map(lambda two: tuple(np.array([0, *rest], dtype=float) for rest in two))


def partitions(n):
    """Partitions of n players into unions."""
    return st.lists(st.integers(0, n - 1), min_size=n, max_size=n).map(
        lambda labels: [[i for i in range(n) if labels[i] == k] for k in sorted(set(labels))]
    )


def graphs(n):
    """Sets of links between n players."""
    links = [(i, j) for i in range(n) for j in range(i + 1, n)]
    return st.lists(st.sampled_from(links), unique=True, max_size=len(links)) if links else st.just([])


def named(groups):
    """Positions as the default names of players."""
    return [[str(i + 1) for i in group] for group in groups]


def pay(rule, values, **options):
    """Payoffs of a rule on a plain table."""
    return al.split(al.TableGame(values), rule=rule, **options).payoffs


def carrier(n, group, worth=1.0):
    """The unanimity game: worth only to those who hold the whole group."""
    masks = np.arange(1 << n)
    mask = twins.mask_of(group)
    return np.where((masks & mask) == mask, worth, 0.0)


def additive(own):
    """Everybody adds what it has, whoever else is there."""
    return np.array([sum(own[i] for i in twins.members(mask)) for mask in range(1 << len(own))], dtype=float)


def swapped(values, i, j):
    """The table after players i and j have changed places."""
    n = twins.count_players(values)
    order = list(range(n))
    order[i], order[j] = j, i
    return [values[twins.mask_of(order[k] for k in twins.members(mask))] for mask in range(1 << n)]


def alike(values, i, j):
    """The mean of a table and of the same with i and j exchanged: a game in which both are alike."""
    return [(a + b) / 2 for a, b in zip(values, swapped(values, i, j), strict=True)]


def without(values, player):
    """The subgame that the others play."""
    return twins.subgame(values, [i for i in range(twins.count_players(values)) if i != player])
