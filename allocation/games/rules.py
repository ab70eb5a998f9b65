"""A game given by rules: these together add so much, unless one of those is there (a marginal-contribution net)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, isfinite
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count, mask_of
from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import Game, player_names, whole_numbers
from allocation.kernels.lattice import zeta
from allocation.kernels.rules import add_rule, rule_worth
from allocation.memory import require_table_memory

__all__ = ["Rule", "RuleGame"]

SHOWN = 20  # problems named in one message
DIRECT_WITHOUT = 16  # a rule with more excluded players has too many dividends: the table is then built coalition by coalition


@dataclass(frozen=True)
class Rule:
    """These players together add a value, unless one of those is there too.

    Parameters
    ----------
    value
        What the rule adds, any sign.
    needs
        Players that must all be in; at least one.
    without
        Players none of whom may be in.

    Examples
    --------
    >>> Rule(10.0, needs=("A", "B"), without=("C",))
    Rule(value=10.0, needs=('A', 'B'), without=('C',))
    """

    value: float
    needs: tuple[str, ...]
    without: tuple[str, ...] = ()


def _problems(rules: Sequence[Rule], players: set[str]) -> Iterator[str]:
    for number, rule in enumerate(rules, 1):
        if isinstance(rule.needs, str) or isinstance(rule.without, str):
            yield f"rule {number} gives one string where a list of names is needed: needs=('A',)"
            continue
        named = (*rule.needs, *rule.without)
        unknown = [name for name in named if name not in players]
        if not isinstance(rule.value, Real) or not isfinite(rule.value):
            yield f"rule {number} is worth {rule.value!r}: give a finite number"
        if not rule.needs:
            yield f"rule {number} needs nobody, so that even the empty coalition would be worth something: name who must be in"
        if unknown:
            yield f"rule {number} names unknown player {', '.join(map(repr, unknown))}"
        if len(set(named)) < len(named):
            yield f"rule {number} names a player twice"


def _groups(groups: Iterable[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    listed = [list(group) for group in groups]
    start = np.zeros(len(listed) + 1, dtype=np.int64)
    np.cumsum([len(group) for group in listed], out=start[1:])
    return np.array([i for group in listed for i in group], dtype=np.int64), start


class RuleGame(Game):
    """A game given by rules; v(S) is the sum of the values of the rules that hold in S.

    Parameters
    ----------
    rules
        The rules; thousands of them over thousands of players are fine.
    players
        Names, in order.

    Raises
    ------
    GameError
        Listing every rule that is not well formed.

    Notes
    -----
    The Shapley and the Banzhaf value have a closed form, linear in the length of the rules: within a rule with p needed and q excluded
    players, everybody who is needed gets value / (p C(p+q, p)) and everybody who is excluded gets −value / (q C(p+q, q)).

    References
    ----------
    S. Ieong and Y. Shoham, "Marginal contribution nets", 2005.

    Examples
    --------
    >>> g = RuleGame([Rule(10.0, needs=("A", "B"), without=("C",)), Rule(3.0, needs=("C",))], players=["A", "B", "C"])
    >>> g.value(["A", "B"]), g.value(["A", "B", "C"])
    (10.0, 3.0)
    """

    def __init__(self, rules: Iterable[Rule], players: Iterable[str]) -> None:
        given, names = tuple(rules), tuple(players)
        super().__init__(player_names(names, len(names)))
        problems = list(_problems(given, set(names)))
        if problems:
            more = f"; and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
            raise GameError("; ".join(problems[:SHOWN]) + more)
        where = {name: i for i, name in enumerate(names)}
        self._rules = given
        self._values, self._divisor = whole_numbers(np.array([rule.value for rule in given], dtype=np.float64))
        self._needs, self._needs_start = _groups([where[name] for name in rule.needs] for rule in given)
        self._without, self._without_start = _groups([where[name] for name in rule.without] for rule in given)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, as given."""
        return self._rules

    def worth(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Add up the rules that hold. O(m · length of all rules)."""
        rows = self.rows(members)
        worth = rule_worth(rows, self._values, self._needs, self._needs_start, self._without, self._without_start)
        return np.asarray(worth / self._divisor, dtype=np.float64)

    def closed_form(self, rule: str) -> NDArray[np.float64] | None:
        """Return the Shapley or the Banzhaf value. O(length of all rules)."""
        if rule not in ("shapley", "banzhaf"):
            return None
        p, q = np.diff(self._needs_start), np.diff(self._without_start)
        parts = {pair: _shares(rule, *pair) for pair in set(zip(p.tolist(), q.tolist(), strict=True))}
        shares = np.array([[float(part) for part in parts[pair]] for pair in zip(p.tolist(), q.tolist(), strict=True)]).reshape(-1, 2)
        gained = np.bincount(self._needs, np.repeat(self._values * shares[:, 0], p), self.n)
        lost = np.bincount(self._without, np.repeat(self._values * shares[:, 1], q), self.n)
        return np.asarray((gained - lost) / self._divisor, dtype=np.float64)

    def exact_closed_form(self, rule: str) -> list[Fraction] | None:
        """Return the Shapley or the Banzhaf value in rational numbers, rule by rule."""
        if rule not in ("shapley", "banzhaf"):
            return None
        payoffs = dict.fromkeys(self.players, Fraction(0))
        for one in self._rules:
            gain, loss = _shares(rule, len(one.needs), len(one.without))
            for name in one.needs:
                payoffs[name] += as_fraction(one.value) * gain
            for name in one.without:
                payoffs[name] -= as_fraction(one.value) * loss
        return list(payoffs.values())

    def _build_table(self) -> NDArray[np.float64]:
        if np.diff(self._without_start).max(initial=0) > DIRECT_WITHOUT:
            return super()._build_table()
        require_table_memory(self.n)
        table = np.zeros(coalition_count(self.n))
        for r, value in enumerate(self._values.tolist()):
            needs = mask_of(self._needs[self._needs_start[r] : self._needs_start[r + 1]].tolist())
            without = mask_of(self._without[self._without_start[r] : self._without_start[r + 1]].tolist())
            add_rule(table, value, needs, without)
        zeta(table, self.n)
        return np.divide(table, self._divisor, out=table)


def _shares(rule: str, p: int, q: int) -> tuple[Fraction, Fraction]:
    """What a needed player gains and an excluded one loses of a rule with p needed and q excluded players."""
    if rule == "banzhaf":
        part = Fraction(1, 2 ** (p + q - 1))
        return part, part
    return Fraction(1, p * comb(p + q, p)), Fraction(1, q * comb(p + q, q)) if q else Fraction(0)
