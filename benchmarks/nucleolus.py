"""The nucleolus of tables against coopgame-py: seconds, passes over the table, and whether the certificate verified.

``alliance bench nucleolus`` runs them; ``alliance bench nucleolus_in_sums --long`` counts how many ``values.sum()`` large tables take.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

import allocation as al
from benchmarks.peers import peer, said
from benchmarks.registry import Row, benchmark, main, timed

SEED = 0
REPEATS = 9  # the best of so many calls
SHORT = 1.0  # seconds: what takes longer altogether is called no more
WARM = 25  # calls before anything is measured: small kernels are compiled only when they have been called often
DECADE, CHECKED, LARGE = 16, 20, 25  # players: from these on the marks are set
AGREES = 1e-6  # of the largest value: the peer solves in floating point
KINDS = (1, 2, 3, 4)  # of Benedek, Fliege and Nguyen, 2021

Table = NDArray[np.float64]


def _sums(weights: NDArray[Any]) -> NDArray[Any]:
    sums = np.zeros(1, dtype=weights.dtype)
    for weight in weights:
        sums = np.concatenate((sums, sums + weight))
    return sums


def _claims(n: int, random: np.random.Generator) -> Table:
    claims = random.integers(1, 100, n)
    missing = claims.sum() - _sums(claims)
    values: Table = np.maximum(0, claims.sum() // 2 - missing).astype(float)
    return values


def _majority(n: int, random: np.random.Generator) -> Table:
    weights = random.integers(1, 30, n)
    values: Table = (_sums(weights) > weights.sum() // 2).astype(float)
    return values


def _superadditive(n: int, random: np.random.Generator) -> Table:
    sizes = _sums(np.ones(n))
    values: Table = np.rint(random.uniform(0, 10, len(sizes)) * sizes + 5 * sizes**2)
    return values


def _airport(n: int, random: np.random.Generator) -> Table:
    costs, highest = np.sort(random.integers(1, 1000, n)), np.zeros(1)
    for cost in costs:
        highest = np.concatenate((highest, np.full(len(highest), float(cost))))
    values: Table = _sums(costs.astype(float)) - highest
    return values


def _graph(n: int, random: np.random.Generator) -> Table:
    weights, values = random.integers(0, 20, (n, n)), np.zeros(1)
    for i in range(n):
        values = np.concatenate((values, values + _sums(weights[i, :i].astype(float))))
    return values


MADE: dict[str, Callable[[int, np.random.Generator], Table]] = {
    "claims": _claims,
    "weighted majority": _majority,
    "superadditive": _superadditive,
    "airport savings": _airport,
    "graph": _graph,
}


def _best(call: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of several calls, and the answer."""
    best, spent, found = np.inf, 0.0, []
    for _ in range(REPEATS):
        seconds = timed(lambda: found.append(call()))
        best, spent = min(best, seconds), spent + seconds
        if spent > SHORT:
            break
    return best, found[-1]


def _warm_up() -> None:
    """Compile what will be measured."""
    for n in (8, 12, 16):
        game = al.TableGame(_claims(n, np.random.default_rng(n)))
        for _ in range(WARM):
            al.verify(game, al.nucleolus(game))


def _solved(values: Table) -> tuple[float, al.Allocation, str, str]:
    """Seconds, the nucleolus, what to say about it, and what is wrong with it."""
    game = al.TableGame(values)
    ours, found = _best(lambda: al.nucleolus(game))
    check, checks = _best(lambda: al.verify(game, found))
    levels = len(found.proof.data.get("levels", ()))
    note = f"{levels} levels, {found.details['passes']:.1f} passes, verified in {check:.3g} s"
    fault = "" if checks.ok else "not verified"
    if not fault and game.n >= CHECKED and check > ours:
        fault = "verifying took longer than solving"
    return ours, found, note, fault


def _theirs(values: Table, payoffs: np.ndarray, coopgame: Any) -> float | None:
    """The peer's seconds; its answer must be ours."""
    if coopgame is None:
        return None
    game = coopgame.Game(values[1:].tolist())
    seconds, answer = _best(lambda: coopgame.nucleolus(game))
    off = float(np.abs(np.array(answer["allocation"]) - payoffs).max())
    if off > AGREES * max(1.0, float(np.abs(values).max())):
        raise AssertionError(f"the peer's nucleolus differs by {off:.0e}")
    return seconds


def _compared(name: str, values: Table, n: int, allowed: float | None) -> Row:
    coopgame = peer("coopgame")
    ours, found, note, fault = _solved(values)
    theirs = _theirs(values, found.payoffs, coopgame)
    return Row(f"nucleolus, {name}", f"n = {n}", ours, "coopgame-py", theirs, allowed, note=said(coopgame) or note, fault=fault)


@benchmark("nucleolus", "faster at every size, 10 times from 16 players on; verified", (8, 10, 12, 14, 16, 18), (20, 22), table=True)
def nucleolus_of_benedek_games(n: int) -> Iterator[Row]:
    """The field's four kinds of random games, which come from the peer's generator."""
    coopgame = peer("coopgame")
    if coopgame is None:
        yield Row("nucleolus, Benedek games", f"n = {n}", None, "coopgame-py", None, note=said(coopgame))
        return
    _warm_up()
    for kind in KINDS:
        values = np.concatenate(([0.0], coopgame.Game.bnf(kind, n, SEED).values()))
        yield _compared(f"Benedek {kind}", values, n, 1 / 10 if n >= DECADE else 1)


@benchmark("nucleolus", "20 times as fast from 16 players on; verified", (14, 16), (18, 20, 22), table=True)
def nucleolus_of_many_levels(n: int) -> Iterator[Row]:
    """Games whose nucleolus has many levels."""
    _warm_up()
    for name, make in MADE.items():
        yield _compared(name, make(n, np.random.default_rng([SEED, n])), n, 1 / 20 if n >= DECADE else None)


@benchmark("nucleolus", "at most 40 passes from 25 players on", (20,), (25, 26, 28), table=True)
def nucleolus_in_sums(n: int) -> Iterator[Row]:
    """Beside one pass over the same table."""
    _warm_up()
    for name, make in MADE.items():
        values = make(n, np.random.default_rng([SEED, n]))
        ours, _, note, fault = _solved(values)
        read, _ = _best(values.sum)
        yield Row(f"nucleolus, {name}", f"n = {n}", ours, "values.sum()", read, 40 if n >= LARGE else None, note=note, fault=fault)


if __name__ == "__main__":
    main("nucleolus")
