"""The joint value of a set: the game that will be split, read over the candidates of a pool."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from partner_select.exact import ExactVector, as_fraction
from partner_select.reading import Findings, identity

if TYPE_CHECKING:
    from allocation.games.base import Game
    from partner_select.pool import Pool
    from partner_select.problem import Problem

__all__ = ["Form", "JointValue", "Rule", "game_of_pool", "joint_game", "read_game", "split_basis"]

ENUMERATED = 20  # candidates up to which a game without a form is searched set by set


@dataclass(frozen=True)
class Rule:
    """These together add a value unless one of those is in; positions of candidates."""

    value: Fraction
    needs: tuple[int, ...]
    without: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Form:
    """A game as own values, pair values and rules, in exact numbers.

    Parameters
    ----------
    own
        One number per candidate.
    first, second, pairs
        int64[m], int64[m] and one number per pair.
    rules
        What needs three and more, or the absence of somebody.
    """

    own: ExactVector
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    pairs: ExactVector
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, n: int, rules: Iterator[Rule]) -> Form:
        """Sort rules by what they need."""
        own, pairs, further = [Fraction(0)] * n, dict[tuple[int, ...], Fraction](), list[Rule]()
        for rule in rules:
            if rule.without or len(rule.needs) > 2:
                further.append(rule)
            elif len(rule.needs) == 2:
                ends = tuple(sorted(rule.needs))
                pairs[ends] = pairs.get(ends, Fraction(0)) + rule.value
            else:
                own[rule.needs[0]] += rule.value
        kept = sorted((ends, value) for ends, value in pairs.items() if value)
        where = np.array([ends for ends, _ in kept], dtype=np.int64).reshape(-1, 2)
        numbers = ExactVector.of_fractions([value for _, value in kept])
        return cls(ExactVector.of_fractions(own), where[:, 0].copy(), where[:, 1].copy(), numbers, tuple(further))

    @cached_property
    def _of_pair(self) -> dict[tuple[int, int], int]:
        return dict(zip(zip(self.first.tolist(), self.second.tolist(), strict=True), self.pairs.numerators, strict=True))

    def exact(self, members: AbstractSet[int]) -> Fraction:
        """Return the worth of a set."""
        inside = sorted(members)
        paired = sum(self._of_pair.get(ends, 0) for ends in combinations(inside, 2))
        ruled = (r.value for r in self.rules if members >= set(r.needs) and not members & set(r.without))
        return self.own.sum(inside) + Fraction(paired, self.pairs.denominator) + sum(ruled, Fraction(0))

    def shapley(self, i: int, members: AbstractSet[int]) -> Fraction:
        """Return the Shapley value of a member in the game of these members: φ_i = own_i + ½ Σ pair_ij + Σ rule / |needs|.

        Rules that ask for somebody's absence have no such share; a form that has any is not asked.
        """
        paired = sum(self._of_pair.get((min(i, j), max(i, j)), 0) for j in members if j != i)
        ruled = (r.value / len(r.needs) for r in self.rules if i in r.needs and members >= set(r.needs))
        return self.own[i] + Fraction(paired, 2 * self.pairs.denominator) + sum(ruled, Fraction(0))


@dataclass(frozen=True, eq=False)
class JointValue:
    """A game over the candidates.

    Parameters
    ----------
    source
        Makes the game: a check of a form needs none.
    order
        int64[n], the candidate that each player is.
    form
        The game as own values, pairs and rules; None where it is not of that kind.
    memory
        What was found out about splits of sets; filled by :mod:`partner_select.exact_split`.
    """

    source: Callable[[], Game]
    order: NDArray[np.int64]
    form: Form | None
    memory: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @cached_property
    def game(self) -> Game:
        """The game."""
        return self.source()

    def worth(self, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return float64[m], what the game says bool[m, n] are worth."""
        rows = np.ascontiguousarray(sets[:, self.order])
        worth: NDArray[np.float64] = np.where(rows.any(axis=1), self.game.worth(rows), 0.0)
        return worth

    def exact(self, members: AbstractSet[int]) -> Fraction:
        """Return the worth of a set: from the form where there is one, else the decimal that the game's answer prints as."""
        if self.form is not None:
            return self.form.exact(members)
        row = np.zeros((1, len(self.order)), dtype=np.bool_)
        row[0, list(members)] = True
        return as_fraction(float(self.worth(row)[0]))

    def among(self, members: AbstractSet[int]) -> Game:
        """Return the game of these members alone, as a table; they keep the order of the pool."""
        from allocation.coalition import memberships
        from allocation.games.table import TableGame

        inside = np.array(sorted(members), dtype=np.int64)
        masks = memberships(np.arange(2 ** len(inside), dtype=np.uint64), len(inside))
        sets = np.zeros((len(masks), len(self.order)), dtype=np.bool_)
        sets[:, inside] = masks
        names = {int(i): name for i, name in zip(self.order, self.game.players, strict=True)}
        return TableGame(self.worth(sets), [names[int(i)] for i in inside])

    @cached_property
    def largest(self) -> Fraction:
        """The largest worth of any set, for a game with up to 20 players; O(2**n) evaluations."""
        from allocation.coalition import memberships

        n, block, best = len(self.order), 2**14, 0.0
        for start in range(0, 2**n, block):
            sets = memberships(np.arange(start, min(start + block, 2**n), dtype=np.uint64), n)
            best = max(best, float(self.worth(sets).max()))
        return as_fraction(best)


def read_game(found: Findings, pool: Pool, game: Any) -> JointValue | None:
    """Return a game read over the pool; problems are noted."""
    if game is None:
        return None
    from allocation.games.base import Game
    from allocation.games.project import ProjectGame

    if not isinstance(game, Game):
        found.add(f"game: must be a game of the allocation package, got {type(game).__name__}")
        return None
    where = {identity(name): i for i, name in enumerate(pool.names)}
    strangers = [name for name in game.players if identity(name) not in where]
    missing = set(where) - {identity(name) for name in game.players}
    if strangers or missing:
        absent = [pool.names[where[name]] for name in sorted(missing)]
        found.add(f"game: its players must be the candidates; unknown: {strangers[:5]}, missing: {absent[:5]}")
        return None
    order = np.array([where[identity(name)] for name in game.players], dtype=np.int64)
    form = _form(game, order)
    if form is None and not isinstance(game, ProjectGame) and pool.n > ENUMERATED:
        found.add(f"game: above {ENUMERATED} candidates it must be a pairwise game, a game of rules or a game of projects")
    return JointValue(lambda: game, order, form)


def _form(game: Game, order: NDArray[np.int64]) -> Form | None:
    from allocation.games.pairwise import PairwiseGame
    from allocation.games.rules import RuleGame

    place = order.tolist()
    if isinstance(game, RuleGame):
        where = dict(zip(game.players, place, strict=True))
        return Form.of(
            game.n, (Rule(as_fraction(r.value), tuple(where[x] for x in r.needs), tuple(where[x] for x in r.without)) for r in game.rules)
        )
    if isinstance(game, PairwiseGame):
        matrix = np.triu(game.pair_matrix(), 1)
        own = (Rule(as_fraction(x), (place[k],)) for k, x in enumerate(game.singles().tolist()))
        pairs = (Rule(as_fraction(matrix[a, b]), (place[a], place[b])) for a, b in np.argwhere(matrix).tolist())
        return Form.of(game.n, (rule for rules in (own, pairs) for rule in rules))
    return None


def joint_game(problem: Problem) -> Game:
    """Return the game that the chosen set will split, over all candidates: the problem's own, else value, pairs and groups of the pool.

    Parameters
    ----------
    problem
        The problem.

    Returns
    -------
    Game
        A game of :mod:`allocation` with the candidates as players. The pool's numbers enter as they are, without weights.

    Examples
    --------
    >>> import partner_select as ps
    >>> pool = ps.Pool(["A", "B", "C"], value=[1, 2, 3], pairs={("A", "B"): 4})
    >>> ps.joint_game(ps.Problem(pool)).grand_value
    10.0
    """
    return split_basis(problem).game


def split_basis(problem: Problem) -> JointValue:
    """Return the joint value that a split of a problem's sets is about."""
    return problem.pool.joint if problem.joint is None else problem.joint


def game_of_pool(pool: Pool) -> JointValue:
    """Return value, pairs and groups of a pool as a game."""
    pairs = zip(pool.pairs.first.tolist(), pool.pairs.second.tolist(), pool.pairs.values.tolist(), strict=True)
    rules = [
        *(Rule(as_fraction(x), (i,)) for i, x in enumerate(pool.value.tolist())),
        *(Rule(as_fraction(x), (i, j)) for i, j, x in pairs),
        *(Rule(as_fraction(x), members) for members, x in zip(pool.groups.members, pool.groups.values.tolist(), strict=True)),
    ]

    def source() -> Game:
        from allocation.games.pairwise import PairwiseGame
        from allocation.games.rules import Rule as GameRule
        from allocation.games.rules import RuleGame

        if not pool.groups.members:
            return PairwiseGame(pool.value, pool.pairs.matrix, pool.names)
        return RuleGame((GameRule(float(r.value), pool.names_of(r.needs)) for r in rules), pool.names)

    return JointValue(source, np.arange(pool.n, dtype=np.int64), Form.of(pool.n, iter(rules)))
