"""Small games and recorders that several tests of sampling share."""

import numpy as np

import allocation as al


def names(n):
    return [str(i + 1) for i in range(n)]


def every_row(n):
    return np.array([[bool(mask >> i & 1) for i in range(n)] for mask in range(2**n)]).reshape(2**n, n)


def table_game(kind, n, seed=0):
    """Tables of every temper: random, negative, zero, tied, additive, tiny and huge."""
    rng = np.random.default_rng([seed, n])
    rows = every_row(n)
    size = rows.sum(axis=1)
    table = {
        "random": lambda: rng.normal(size=2**n),
        "negative": lambda: -rng.random(2**n) - 1,
        "zero": lambda: np.zeros(2**n),
        "tied": lambda: np.floor(size / 2.0),
        "additive": lambda: rows @ rng.integers(-9, 9, n).astype(float),
        "unanimity": lambda: (size == n) * 1.0,
        "tiny": lambda: rng.random(2**n) * 1e-12,
        "huge": lambda: rng.random(2**n) * 1e12,
    }[kind]()
    table[0] = 0.0
    return al.TableGame(table, names(n))


def smooth_game(n):
    """A power of a weighted size: no closed form is known to the library, every surrogate has something to learn."""
    weights = np.random.default_rng(n).uniform(1, 2, n)
    return al.FunctionGame(lambda rows: (rows @ weights) ** 2.5 / n, names(n), vectorised=True)


def scaled(game, factor, extra=None):
    """The game times a factor, plus an additive game."""
    amounts = np.zeros(game.n) if extra is None else np.asarray(extra)
    return al.FunctionGame(lambda rows: factor * game.worth(rows) + rows @ amounts, game.players, vectorised=True)


class Counting:
    """An executor that remembers the rows it was asked, answering one after the other or from the end."""

    def __init__(self, game, backwards=False):
        self.game, self.backwards, self.rows = game, backwards, []

    def values(self, members):
        self.rows.extend(map(tuple, members.tolist()))
        if self.backwards:
            return np.array([self.game.worth(members[k : k + 1])[0] for k in range(len(members) - 1, -1, -1)])[::-1]
        return self.game.worth(members)
