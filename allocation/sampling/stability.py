"""Who could walk out of an estimated split: a search for blocking coalitions, and how many there can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.errors import RuleError
from allocation.excess.oracles.choice import oracle_for
from allocation.excess.stability import TOLERANCE, Tight, checked_payoffs
from allocation.games.base import Game
from allocation.sampling.blocking import Found, climb, worst_first
from allocation.sampling.evaluation import Evaluations, Executor
from allocation.sampling.guarantee import share_of_trials
from allocation.sampling.least_core import any_size

__all__ = ["EstimatedStability", "estimated_stability"]

RANDOM_SHARE = 0.5  # of the samples: independent coalitions, which the guarantee rests on; the others are spent on climbing
SHOWN = 5  # coalitions kept
CONFIDENCE = 0.95  # of the guarantee

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EstimatedStability:
    """What a search says about the stability of a split.

    Parameters
    ----------
    players, payoffs
        The split.
    efficient
        Whether it adds up to v(N).
    stable
        False: a coalition that would gain was found, it is named. True: an oracle proves that there is none. None: none was found.
    worst
        The coalitions with the largest excess that were found, the largest first.
    share
        With the given confidence, at most this share of coalitions, sizes 1 … n − 1 equally likely, would gain by leaving.
    confidence
        Of ``share``.
    evaluations
        Coalitions evaluated.
    method
        How coalitions were searched.
    tolerance
        A coalition short of at most this is satisfied, in the game's unit.
    """

    players: tuple[str, ...]
    payoffs: Floats
    efficient: bool
    stable: bool | None
    worst: tuple[Tight, ...]
    share: float
    confidence: float
    evaluations: int
    method: str
    tolerance: float

    @property
    def max_excess(self) -> float:
        """The largest v(S) − x(S) found: a lower bound of the true one, equal to it where an oracle answered."""
        return self.worst[0].excess

    @property
    def coalition(self) -> tuple[str, ...]:
        """Who gains most, or loses least, by leaving, as far as was found."""
        return self.worst[0].members

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain = ("efficient", "stable", "max_excess", "share", "confidence", "evaluations", "method", "tolerance")
        return {
            **{name: getattr(self, name) for name in plain},
            "players": list(self.players),
            "payoffs": self.payoffs.tolist(),
            "coalition": list(self.coalition),
            "worst": [{**tight._asdict(), "members": list(tight.members)} for tight in self.worst],
        }


def estimated_stability(
    game: Game, payoffs: ArrayLike, *, samples: int = 10_000, seed: int = 0, executor: Executor | None = None
) -> EstimatedStability:
    """Say who could walk out of a split, without a table of all coalitions.

    Half of the samples are independent random coalitions; from the worst of them, and from single members, the rest climbs: one member
    joins or leaves at a time as long as the excess grows. Voting, pairwise, airport, claims, rule and assignment games are asked for
    their worst coalition as well (their oracle), unless an executor is given.

    Parameters
    ----------
    game
        Any game of at least two players.
    payoffs
        n finite numbers, in the order of ``game.players``.
    samples
        Coalitions that may be evaluated.
    seed
        The same seed gives the same answer.
    executor
        Who evaluates; the game in this process when left out.

    Raises
    ------
    GameError
        If the payoffs are not n finite numbers.
    RuleError
        If there is only one player, or fewer than 2 n + 2 samples.

    Examples
    --------
    >>> import allocation as al
    >>> g = al.FunctionGame(lambda s: float(len(s) ** 2) if len(s) < 3 else 8.0, ["A", "B", "C"])
    >>> s = al.estimated_stability(g, [2.0, 2.0, 4.0], samples=100)
    >>> s.stable, s.coalition, s.max_excess
    (None, ('A', 'B'), 0.0)
    """
    split = checked_payoffs(payoffs, game.n)
    if game.n < 2 or samples < 2 * game.n + 2:
        raise RuleError(f"a search among {game.n} players needs two players and at least {2 * game.n + 2} samples, got {samples}")
    evaluations = Evaluations(game, executor)
    grand = float(evaluations.values(np.ones((1, game.n), dtype=np.bool_))[0])
    singles = np.eye(game.n, dtype=np.bool_)
    rows = np.concatenate((singles, any_size(game.n, max(1, int(RANDOM_SHARE * samples) - game.n - 1), seed)))
    values = evaluations.values(rows)
    tolerance = TOLERANCE * float(max(np.abs(values).max(), abs(grand), np.abs(split).max()))
    drawn = values[game.n :] - rows[game.n :] @ split
    share = share_of_trials(len(drawn), int((drawn > tolerance).sum()), CONFIDENCE)
    found = climb(evaluations, split, rows, values, samples - evaluations.count)
    proved, method = None, f"{len(drawn)} random coalitions, then climbing"
    if executor is None and (oracle := oracle_for(game)) is not None:
        answer = oracle.worst(split)
        rows, values = np.concatenate((found.rows, answer.rows)), np.concatenate((found.values, game.worth(answer.rows)))
        found, method = worst_first(rows, values, split), f"{method}; {oracle.name}"
        proved = True if answer.bound <= tolerance else None
    leaves = bool(found.excesses[0] > tolerance)
    return EstimatedStability(
        game.players,
        split,
        abs(float(split.sum()) - grand) <= tolerance,
        False if leaves else proved,
        tuple(_tight(game, found, k) for k in range(min(SHOWN, len(found.rows)))),
        share,
        CONFIDENCE,
        evaluations.count,
        method,
        tolerance,
    )


def _tight(game: Game, found: Found, k: int) -> Tight:
    names = game.names_of(np.flatnonzero(found.rows[k]).tolist())
    return Tight(names, float(found.excesses[k]), float(found.values[k]), float(found.values[k] - found.excesses[k]))
