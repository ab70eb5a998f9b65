"""The nucleolus of tables against coopgame-py: seconds, passes over the table, and whether the certificate verified.

Run ``python -m benchmarks.nucleolus 8 10 12 14 16 18 20 22`` for a Markdown table with coopgame-py beside us, and
``python -m benchmarks.nucleolus 25 26 28 --no-peer --games claims superadditive`` for how many ``values.sum()`` large tables take;
``--json`` writes JSON lines.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

import allocation as al

try:
    import coopgame
except ImportError:  # the peer is optional
    coopgame = None

SEED = 0
REPEATS = 9  # the best of so many calls
SHORT = 1.0  # seconds: what takes longer altogether is called no more
WARM = 25  # calls before anything is measured: small kernels are compiled only when they have been called often
PEER_PLAYERS = 24  # the generator of Benedek games keeps Python numbers
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


def games(n: int, only: list[str] | None = None) -> Iterator[tuple[str, Table]]:
    """Yield the name and the table of every case with n players, or of some cases."""
    if coopgame is not None and n <= PEER_PLAYERS and only is None:
        for kind in KINDS:
            yield f"Benedek {kind}", np.concatenate(([0.0], coopgame.Game.bnf(kind, n, SEED).values()))
    for name in MADE if only is None else only:
        make = MADE[name]
        yield name, make(n, np.random.default_rng([SEED, n]))


def _best(call: Callable[[], Any]) -> tuple[float, Any]:
    best, answer, began = np.inf, None, time.perf_counter()
    for _ in range(REPEATS):
        start = time.perf_counter()
        answer = call()
        best = min(best, time.perf_counter() - start)
        if time.perf_counter() - began > SHORT:
            break
    return best, answer


def measure(name: str, values: Table, peer: bool) -> dict[str, Any]:
    """Measure one case."""
    game = al.TableGame(values)
    ours, allocation = _best(lambda: al.nucleolus(game))
    check, found = _best(lambda: al.verify(game, allocation))
    streamed, _ = _best(values.sum)
    row = {
        "game": name,
        "n": game.n,
        "seconds": ours,
        "verify_seconds": check,
        "verified": found.ok,
        "levels": len(allocation.proof.data.get("levels", ())),
        "rounds": allocation.details["rounds"],
        "passes": allocation.details["passes"],
        "in_sums": ours / streamed,
    }
    if peer and coopgame is not None:
        theirs = coopgame.Game(values[1:].tolist())
        row["peer_seconds"], answer = _best(lambda: coopgame.nucleolus(theirs))
        row["ratio"] = row["peer_seconds"] / ours
        row["difference"] = float(np.abs(np.array(answer["allocation"]) - allocation.payoffs).max())
    return row


def _markdown(rows: list[dict[str, Any]]) -> str:
    head = "| game | n | ours | levels | passes | in sums | verify | verified | coopgame-py | ratio |\n" + "|---" * 10 + "|"
    lines = [head]
    for r in rows:
        peer = f"{r['peer_seconds'] * 1e3:.1f} ms | {r['ratio']:.1f} ×" if "ratio" in r else "– | –"
        ours = f"{r['seconds'] * 1e3:.1f} ms | {r['levels']} | {r['passes']:.1f} | {r['in_sums']:.0f} | {r['verify_seconds'] * 1e3:.1f} ms"
        lines.append(f"| {r['game']} | {r['n']} | {ours} | {'yes' if r['verified'] else 'NO'} | {peer} |")
    return "\n".join(lines)


def _warm_up() -> None:
    """Compile what will be measured."""
    for n in (8, 12, 16):
        game = al.TableGame(_claims(n, np.random.default_rng(n)))
        for _ in range(WARM):
            al.verify(game, al.nucleolus(game))


def main() -> None:
    """Run the cases asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("players", type=int, nargs="*", default=[8, 10, 12, 14])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--games", nargs="*", choices=list(MADE), help="these only, without the Benedek games")
    asked = parser.parse_args()
    _warm_up()
    rows = []
    for n in asked.players:
        for name, values in games(n, asked.games):
            rows.append(measure(name, values, not asked.no_peer))
            if asked.json:
                print(json.dumps(rows[-1]), flush=True)
    if not asked.json:
        print(_markdown(rows))


if __name__ == "__main__":
    main()
