"""Is a split stable: who would walk out, what would they gain, and what does it cost to keep everybody?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.coalition import members_of
from allocation.errors import GameError, TableTooLargeError
from allocation.excess.emptiness import core_emptiness
from allocation.excess.largest import largest_excesses
from allocation.excess.oracles.choice import TIME_LIMIT, oracle_for
from allocation.excess.oracles.oracle import SolverOracle
from allocation.excess.oracles.search import Searched, searched
from allocation.excess.oracles.structured_split import has_structure
from allocation.games.base import Game

__all__ = ["Stability", "Tight", "checked_payoffs", "in_core", "stability"]

TOLERANCE = (
    1e-9  # of the largest |v(S)| looked at or payoff: a coalition short of less is satisfied; float64 sums of payoffs are good to 10**-14
)
SHOWN = 5  # tightest coalitions in to_dict


class Tight(NamedTuple):
    """One coalition seen from a split.

    Parameters
    ----------
    members
        Names.
    excess
        v(S) - x(S): what it would gain by leaving; negative if it would lose.
    value
        v(S).
    payoff
        x(S).
    """

    members: tuple[str, ...]
    excess: float
    value: float
    payoff: float


@dataclass(frozen=True, eq=False)
class Stability:
    """How stable a split is.

    Where the table of all coalitions does not fit in memory, an oracle for this kind of game answers if there is one; what is then not
    known is None, and ``limits`` says why.

    Parameters
    ----------
    players, payoffs
        The split.
    efficient
        Whether it adds up to v(N).
    individually_rational
        Whether every player gets at least v(i).
    shortfalls
        Name → what a player is short of v(i).
    in_core
        Whether it adds up to v(N) and no coalition would gain by leaving.
    max_excess
        The largest v(S) - x(S) over proper non-empty coalitions.
    coalition
        Who gains most, or loses least, by leaving; the first of several in the order of the table. Empty for a single player.
    core_empty
        Whether no split of v(N) is stable.
    cost_of_stability
        The smallest amount to add to v(N) so that some split is.
    blocking
        Coalitions whose balanced weights prove that the core is empty: (names, weight as a fraction in text); empty if it is not.
    tolerance
        A coalition short of at most this is satisfied, in the game's unit.
    limits
        What was not looked at, and why; empty if everything was.
    method
        How the worst coalition was found: a look at all coalitions, the way of an oracle, or not at all ("none").
    """

    players: tuple[str, ...]
    payoffs: NDArray[np.float64]
    efficient: bool
    individually_rational: bool
    shortfalls: dict[str, float]
    in_core: bool | None
    max_excess: float | None
    coalition: tuple[str, ...] | None
    core_empty: bool | None
    cost_of_stability: float | None
    blocking: tuple[tuple[tuple[str, ...], str], ...]
    tolerance: float
    limits: str = ""
    method: str = "all coalitions"
    _game: Game | None = field(default=None, repr=False)
    _worst: tuple[Tight, ...] = field(default=(), repr=False)

    def tightest(self, k: int = SHOWN) -> tuple[Tight, ...]:
        """Return the k coalitions with the largest excess, falling; ties in table order. One pass; without a table one or none."""
        if k < 1:
            return ()
        return self._worst if self._game is None else _tightest(self._game, self.payoffs, k)

    def sentences(self, k: int = SHOWN) -> tuple[str, ...]:
        """Return one English sentence for each of the k tightest coalitions: what it could gain, or would lose, by leaving."""
        return tuple(_sentence(tight, self.tolerance) for tight in self.tightest(k))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        return {
            **plain,
            "players": list(self.players),
            "payoffs": self.payoffs.tolist(),
            "coalition": None if self.coalition is None else list(self.coalition),
            "blocking": [{"coalition": list(names), "weight": weight} for names, weight in self.blocking],
            "tightest": [{**t._asdict(), "members": list(t.members)} for t in self.tightest()],
        }


_PLAIN = (
    "efficient",
    "individually_rational",
    "shortfalls",
    "in_core",
    "max_excess",
    "core_empty",
    "cost_of_stability",
    "tolerance",
    "limits",
    "method",
)


def stability(game: Game, payoffs: ArrayLike | Sequence[float], time_limit: float = TIME_LIMIT) -> Stability:
    """Say how stable a split is.

    Parameters
    ----------
    game
        Any game. Without a table (too many players) the worst coalition is found by the structure of voting, airport, claims, assignment,
        rule, project and production games and of pairwise games without negative pairs; for others only what single players can do is
        looked at.
    payoffs
        n finite numbers, in the order of ``game.players`` and the game's unit.
    time_limit
        Seconds for a solver, which games of rules, projects and production ask without a table; what it has not proved by then is None.
        Coalitions found at one split of a game are where the search at the next one starts.

    Returns
    -------
    Stability
        One pass over the table, and the linear programs of :func:`core_emptiness`.

    Raises
    ------
    GameError
        If the payoffs are not n finite numbers.

    References
    ----------
    D. B. Gillies, 1959 (the core); Y. Bachrach et al., "The cost of stability in coalitional games", 2009.

    Examples
    --------
    >>> import allocation as al
    >>> s = al.stability(al.TableGame([0, 0, 0, 8, 0, 0, 0, 9], players=["A", "B", "C"]), [3, 3, 3])
    >>> s.in_core, s.max_excess, s.coalition, s.cost_of_stability
    (False, 2.0, ('A', 'B'), 0.0)
    """
    split = checked_payoffs(payoffs, game.n)
    singles, total = game.singles(), game.grand_value
    if has_structure(game):
        return _without_table(game, split, singles, total, "the structure of the game is used instead of its table", time_limit)
    try:
        table = game.stored_table()
    except TableTooLargeError as error:
        return _without_table(game, split, singles, total, str(error), time_limit)
    tolerance = TOLERANCE * float(max(table.max(), -table.min(), np.abs(split).max()))
    worst = _tightest(game, split, 1)
    core = core_emptiness(game)
    efficient = abs(float(split.sum()) - total) <= tolerance
    largest = worst[0].excess if worst else None
    return Stability(
        players=game.players,
        payoffs=split,
        efficient=efficient,
        **_alone(game, split, singles, tolerance),
        in_core=efficient and (largest is None or largest <= tolerance),
        max_excess=largest,
        coalition=worst[0].members if worst else (),
        core_empty=core.empty,
        cost_of_stability=core.cost_of_stability,
        blocking=tuple((names, str(weight)) for names, weight in core.weights.items()) if core.empty else (),
        tolerance=tolerance,
        _game=game,
    )


def in_core(game: Game, payoffs: ArrayLike | Sequence[float]) -> bool:
    """Whether a split adds up to v(N) and no coalition would gain by leaving, up to 1e-9 of the largest value.

    Parameters
    ----------
    game
        Any game whose table fits in memory.
    payoffs
        n finite numbers.

    Raises
    ------
    GameError
        If the payoffs are not n finite numbers.
    TableTooLargeError
        If the table does not fit in memory.

    Examples
    --------
    >>> import allocation as al
    >>> al.in_core(al.TableGame([0, 1, 1, 7, 1, 5, 4, 11]), [4.75, 3.75, 2.5])
    True
    """
    split, table = checked_payoffs(payoffs, game.n), game.stored_table()
    tolerance = TOLERANCE * float(max(table.max(), -table.min(), np.abs(split).max()))
    excesses, _ = largest_excesses(table, game.n, split, 1)
    return abs(float(split.sum()) - game.grand_value) <= tolerance and bool(np.all(excesses <= tolerance))


def checked_payoffs(payoffs: ArrayLike | Sequence[float], n: int) -> NDArray[np.float64]:
    """Return payoffs as a read-only float64[n].

    Raises
    ------
    GameError
        If they are not n finite numbers.
    """
    try:
        split = np.array(payoffs, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise GameError(f"payoffs must be numbers: {error}") from None
    if split.shape != (n,) or not np.all(np.isfinite(split)):
        raise GameError(f"payoffs must be {n} finite numbers, one for each player, got {split.tolist()}")
    split.setflags(write=False)
    return split


def _sentence(tight: Tight, tolerance: float) -> str:
    names, worth = "{" + ", ".join(tight.members) + "}", f"is worth {tight.value:.6g} and gets {tight.payoff:.6g}"
    if tight.excess > tolerance:
        return f"{names} {worth}: it would gain {tight.excess:.6g} by leaving."
    if tight.excess < -tolerance:
        return f"{names} {worth}: it would lose {-tight.excess:.6g} by leaving."
    return f"{names} {worth}: it would gain and lose nothing by leaving."


def _tightest(game: Game, split: NDArray[np.float64], k: int) -> tuple[Tight, ...]:
    table = game.stored_table()
    found = zip(*largest_excesses(table, game.n, split, k), strict=True)
    rows = []
    for excess, mask in found:
        inside = members_of(int(mask))
        rows.append(Tight(game.names_of(inside), float(excess), float(table[mask]), float(split[list(inside)].sum())))
    return tuple(rows)


def _alone(game: Game, split: NDArray[np.float64], singles: NDArray[np.float64], tolerance: float) -> dict[str, Any]:
    short = singles - split
    names = {game.players[i]: float(short[i]) for i in np.flatnonzero(short > tolerance)}
    return {"individually_rational": not names, "shortfalls": names}


def _without_table(
    game: Game, split: NDArray[np.float64], singles: NDArray[np.float64], total: float, why: str, time_limit: float
) -> Stability:
    tolerance = TOLERANCE * float(max(abs(total), np.abs(singles).max(), np.abs(split).max()))
    oracle = oracle_for(game, time_limit)
    if isinstance(oracle, SolverOracle):
        tolerance = max(tolerance, oracle.precision * oracle.scale)
    efficient = abs(float(split.sum()) - total) <= tolerance
    alone = _alone(game, split, singles, tolerance)
    found = (
        Searched(f"only single players were looked at: {why}") if oracle is None else searched(game, oracle, split, tolerance, efficient)
    )
    worst = () if found.row is None else (_tight(game, split, found.row),)
    return Stability(
        players=game.players,
        payoffs=split,
        efficient=efficient,
        **alone,
        # one dissatisfied player or a wrong total is enough to leave the core; being in it would need all coalitions
        in_core=found.in_core if efficient and alone["individually_rational"] else False,
        max_excess=worst[0].excess if worst and found.proved else None,
        coalition=worst[0].members if worst else None,
        core_empty=found.core_empty,
        cost_of_stability=0.0 if found.core_empty is False else None,
        blocking=(),
        tolerance=tolerance,
        limits=found.limits,
        method=found.method,
        _worst=worst,
    )


def _tight(game: Game, split: NDArray[np.float64], row: NDArray[np.bool_]) -> Tight:
    value, payoff = float(game.worth(row[None, :])[0]), float(split[row].sum())
    return Tight(game.names_of(np.flatnonzero(row).tolist()), value - payoff, value, payoff)
