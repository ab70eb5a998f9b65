"""What several checks need: repeated entries, sums of weights, lists of names."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from alliance.language import Message
from alliance.scenario.problems import Finding, Steps
from alliance.scenario.refusal import shown

__all__ = ["WEIGHT_TOLERANCE", "named", "repeated", "repeated_words", "sum_finding"]

WEIGHT_TOLERANCE = 1e-6  # pure number; weights are typed with up to six decimals, their sum may be off by a few units of the last
NAMED_AT_MOST = 5

T = TypeVar("T", bound=Hashable)


def repeated(keys: Iterable[T]) -> Iterator[tuple[int, int]]:
    """Yield the position of every key that came before, and where it came first."""
    first: dict[T, int] = {}
    for position, key in enumerate(keys):
        if first.setdefault(key, position) != position:
            yield position, first[key]


def repeated_words(words: Sequence[str], steps: Steps) -> Iterator[Finding]:
    """Yield a finding for every word of a list that stands in it before."""
    for position, _ in repeated(words):
        what = Message("{name} is listed twice.", {"name": shown(words[position])})
        yield Finding((*steps, position), what, Message("Delete one of the two."))


def sum_finding(weights: Iterable[float], steps: Steps) -> Iterator[Finding]:
    """Yield a finding if weights do not add to one."""
    total = math.fsum(weights)
    if abs(total - 1) > WEIGHT_TOLERANCE:
        what = Message("the weights add to {total}, not to 1.", {"total": f"{total:.6g}"})
        fix = (
            Message("Correct them, or divide each by {total}.", {"total": f"{total:.6g}"}) if total else Message("Give each a share of 1.")
        )
        yield Finding(steps, what, fix)


def named(words: Iterable[str], joint: str = ", ") -> str:
    """List the first few names."""
    listed = list(words)
    return joint.join(listed[:NAMED_AT_MOST]) + (", …" if len(listed) > NAMED_AT_MOST else "")
