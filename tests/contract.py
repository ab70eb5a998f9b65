"""The contract of every allocation rule: options and games to try it with, and what must then hold."""

from itertools import pairwise

import numpy as np

import allocation as al

TOLERANCE = 1e-9  # of max |v|: what rounding may cost

OPTIONS = {
    "weights": lambda players: {name: 1.0 + k % 3 for k, name in enumerate(players)},
    "unions": lambda players: [list(players[:2]), *([name] for name in players[2:])],
    "graph": lambda players: list(pairwise(players)),
    "factors": lambda players: {name: (1.0 + k) / (len(players) * (len(players) + 1) / 2) for k, name in enumerate(players)},
    "chances": lambda players: [0.5 ** (len(players) - 1)] * len(players),
    "schemes": lambda players: ["shapley", "equal_surplus"],
}


def options_for(rule, players):
    """One valid choice of every option that the rule needs, by name, so that it survives a relabelling."""
    missing = [name for name in rule.needs if name not in OPTIONS]
    assert not missing, f"teach tests/contract.py an example of the option {missing} of rule {rule.name!r}"
    return {name: OPTIONS[name](players) for name in rule.needs}


def convex_table(n, seed):
    """A strictly convex game with whole numbers: every rule is defined on it."""
    rng = np.random.default_rng(seed)
    table = np.zeros(1 << n)
    for _ in range(2 * n):
        group = int(rng.integers(1, 1 << n))
        table[(np.arange(1 << n) & group) == group] += int(rng.integers(1, 9))
    sizes = np.bitwise_count(np.arange(1 << n, dtype=np.uint64)).astype(float)
    return table + sizes**2


def names(n):
    return [chr(ord("A") + i) for i in range(n)]


def split(rule, table, players, **options):
    game = al.TableGame(table, players)
    return al.split(game, rule=rule.name, **(options or options_for(rule, players)))


def relabelled(table, order):
    """The table after player order[k] has become player k."""
    n = len(order)
    masks = np.arange(1 << n)
    old = np.zeros_like(masks)
    for new, was in enumerate(order):
        old |= (masks >> new & 1) << was
    return table[old]
