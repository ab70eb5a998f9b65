"""The least core of a sample of coalitions: a split that with a stated confidence satisfies all but a small share of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from allocation.errors import RuleError
from allocation.games.base import Game
from allocation.kernels.sampling_rows import draw_rows
from allocation.proofs.sampled_rows import by_sampled_rows
from allocation.result import Allocation
from allocation.sampling.evaluation import Evaluations, Executor
from allocation.sampling.guarantee import share_of_scenarios

__all__ = ["any_size", "sampled_least_core"]

CONFIDENCE = 0.95  # of the guarantee
_STREAM = 3  # of random numbers, apart from those of estimates

Floats = NDArray[np.float64]


def any_size(n: int, count: int, seed: int) -> NDArray[np.bool_]:
    """Return bool[count, n]: independent proper coalitions; every size from 1 to n − 1 is equally likely, and every coalition of a size."""
    rng = np.random.default_rng([seed, _STREAM])
    luck = rng.integers(0, 2**32, (count, max(1, n // 2)), dtype=np.uint32)
    return draw_rows(luck, rng.integers(1, n, count), n)


def sampled_least_core(game: Game, *, samples: int, seed: int = 0, executor: Executor | None = None) -> Allocation:
    """Split v(N) so that no sampled coalition gains more than ε by leaving, with the smallest such ε.

    Parameters
    ----------
    game
        Any game of at least two players.
    samples
        Coalitions to evaluate: the grand one, and others drawn independently, sizes 1 … n − 1 equally likely.
    seed
        The same seed gives the same split.
    executor
        Who evaluates; the game in this process when left out.

    Returns
    -------
    Allocation
        Method ``"estimate"``; in ``details``: ``epsilon``, ``share`` and ``confidence``: with that confidence a coalition drawn in the same
        way gains more than ε with a probability of at most ``share``.

    Raises
    ------
    RuleError
        If there is only one player, or there are no more samples than players: then nothing is guaranteed.

    References
    ----------
    E. Balkanski, U. Syed and S. Vassilvitskii, "Statistical cost sharing", 2017.
    T. Yan and A. D. Procaccia, "If you like Shapley then you'll love the core", 2021.

    Examples
    --------
    >>> import allocation as al
    >>> a = al.sampled_least_core(al.AirportGame([1.0, 2.0, 4.0]), samples=50)
    >>> round(a.details["epsilon"], 6), al.stability(al.AirportGame([1.0, 2.0, 4.0]), a.payoffs).in_core
    (-0.5, True)
    """
    if game.n < 2:
        raise RuleError("a least core needs at least two players")
    if samples <= game.n + 1:
        raise RuleError(f"a sampled least core of {game.n} players needs more than {game.n + 1} samples, got {samples}")
    evaluations = Evaluations(game, executor)
    grand = float(evaluations.values(np.ones((1, game.n), dtype=np.bool_))[0])
    rows = any_size(game.n, samples - 1, seed)
    values = evaluations.values(rows)
    payoffs, epsilon = _solved(rows, values, grand)
    share = share_of_scenarios(len(rows), game.n, CONFIDENCE)
    details = {"epsilon": epsilon, "share": share, "confidence": CONFIDENCE, "evaluations": evaluations.count, "seed": seed}
    proof = by_sampled_rows(samples - 1, seed, epsilon, share, CONFIDENCE)
    return Allocation(game.players, payoffs, "least_core", "estimate", proof, {}, details)


def _solved(rows: NDArray[np.bool_], values: Floats, grand: float) -> tuple[Floats, float]:
    """Minimise ε subject to v(S) − x(S) ≤ ε for every row and x(N) = v(N)."""
    from scipy.optimize import linprog

    n = rows.shape[1]
    scale = max(float(np.abs(values).max()), abs(grand)) or 1.0
    found = linprog(
        np.append(np.zeros(n), 1.0),
        A_ub=np.column_stack((-rows.astype(np.float64), -np.ones(len(rows)))),
        b_ub=-values / scale,
        A_eq=np.append(np.ones(n), 0.0)[None, :],
        b_eq=[grand / scale],
        bounds=(None, None),
        method="highs",
    )
    if found.status == 3:
        raise RuleError("the sampled coalitions leave ε without a lower limit: draw more samples, so that they balance each other")
    if found.status != 0:
        raise RuleError(f"the linear program of the sampled least core was not solved: {found.message}")
    payoffs = found.x[:n] * scale
    payoffs += (grand - payoffs.sum()) / n
    return payoffs, float((values - rows @ payoffs).max())
