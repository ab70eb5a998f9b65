"""The nucleolus of weighted votes without a table: seconds, verification, and coopgame-py on the table of all coalitions beside it.

Run ``python -m benchmarks.nucleolus_voting 25 50 100`` for Markdown rows; the peer is asked up to the number of voters of ``--peer-up-to``.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

import allocation as al

try:
    import coopgame
except ImportError:  # the peer is optional
    coopgame = None

SEED = 0
HEAVIEST = 100
SHARES = (0.5, 0.66, 0.9)  # of the total weight that a decision needs more than


def votes(n: int, share: float) -> al.VotingGame:
    weights = np.random.default_rng([SEED, n]).integers(1, HEAVIEST + 1, n)
    return al.VotingGame(weights.tolist(), int(weights.sum() * share) + 1)


def measure(n: int, share: float, peer: bool) -> str:
    game = votes(n, share)
    start = time.perf_counter()
    found = al.nucleolus(game)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    verified = al.verify(game, found).ok
    checking = time.perf_counter() - start
    theirs = "– | –"
    if peer and coopgame is not None:
        (rule,) = game.rules
        start = time.perf_counter()
        other = coopgame.nucleolus(coopgame.Game.weighted_voting(list(rule.weights), rule.quota))
        seconds = time.perf_counter() - start
        off = float(np.abs(np.array(other["allocation"]) - found.payoffs).max())
        theirs = f"{seconds:.2f} s, differs by {off:.0e} | {seconds / ours:.0f} ×"
    levels = len(found.proof.data.get("levels", ()))
    return f"| {n} | {share:.0%} | {ours:.3f} s | {levels} | {checking:.3f} s | {'yes' if verified else 'NO'} | {theirs} |"


def main() -> None:
    """Print one Markdown row for every number of voters and quota."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("voters", type=int, nargs="*", default=[25, 50, 100])
    parser.add_argument("--peer-up-to", type=int, default=20)
    asked = parser.parse_args()
    small = votes(16, 0.5)
    al.verify(small, al.nucleolus(small))  # compiles the kernels
    print("| voters | quota above | ours | levels | verify | verified | coopgame-py | ratio |\n" + "|---" * 8 + "|")
    for n in asked.voters:
        for share in SHARES:
            print(measure(n, share, n <= asked.peer_up_to), flush=True)


if __name__ == "__main__":
    main()
