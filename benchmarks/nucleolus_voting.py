"""The nucleolus of weighted votes without a table: seconds, verification, and coopgame-py on the table of all coalitions beside it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import allocation as al
from benchmarks.peers import NOT_INSTALLED, peer
from benchmarks.registry import Row, benchmark, main, timed

SEED = 0
HEAVIEST = 100
SHARES = (0.5, 0.66, 0.9)  # of the total weight that a decision needs more than
PEER_VOTERS = 25  # the peer needs a quarter of a minute for so many, and our mark is set there
MINUTE = 60.0  # seconds
AGREES = 1e-6  # of payoffs that add to one: the peer solves in floating point


def votes(n: int, share: float) -> al.VotingGame:
    """Weights from 1 to 100; a decision needs more than a share of them."""
    weights = np.random.default_rng([SEED, n]).integers(1, HEAVIEST + 1, n)
    return al.VotingGame(weights.tolist(), int(weights.sum() * share) + 1)


def _theirs(game: al.VotingGame, payoffs: np.ndarray) -> tuple[float | None, str]:
    """The peer's seconds, and what to say about it."""
    coopgame = peer("coopgame")
    if coopgame is None:
        return None, NOT_INSTALLED
    (rule,) = game.rules
    found: list[dict[str, list[float]]] = []
    seconds = timed(lambda: found.append(coopgame.nucleolus(coopgame.Game.weighted_voting(list(rule.weights), rule.quota))))
    off = float(np.abs(np.array(found[0]["allocation"]) - payoffs).max())
    if off > AGREES:
        raise AssertionError(f"the peer's nucleolus differs by {off:.0e}")
    return seconds, ""


@benchmark("nucleolus", "at least 20 times as fast for 25 voters; 100 voters in a minute; verified", (16, 50), (25, 100), of="voters")
def nucleolus_of_votes(n: int) -> Iterator[Row]:
    """Without a table, beside the peer with one as long as that ends, else beside a minute."""
    small = votes(16, 0.5)
    al.verify(small, al.nucleolus(small))  # compiles the kernels
    for share in SHARES:
        game, found = votes(n, share), []
        ours = timed(lambda game=game, found=found: found.append(al.nucleolus(game)))
        seconds, checks = timed(lambda game=game, found=found: found.append(al.verify(game, found[0]))), found[1]
        fault = "" if checks.ok else "not verified"
        compared = n <= PEER_VOTERS
        theirs, note = _theirs(game, found[0].payoffs) if compared else (MINUTE, "")
        beside, allowed = ("coopgame-py", 1 / 20 if n == PEER_VOTERS else None) if compared else ("limit", 1)
        said = note or f"verified in {seconds:.3f} s"
        yield Row(f"nucleolus, quota above {share:.0%}", f"{n} voters", ours, beside, theirs, allowed, note=said, fault=fault)


if __name__ == "__main__":
    main("nucleolus_voting")
