"""The description of one rule for claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from allocation.claims.problem import Shares
from allocation.result import Method
from allocation.rule import Bilingual

__all__ = ["ClaimsPromise", "ClaimsRule"]

ClaimsPromise = Literal["self-dual", "truncation", "minimal rights first", "composition", "consistent", "minimal share"]


@dataclass(frozen=True)
class ClaimsRule:
    """A rule that divides an estate among claimants, as the registry of claims rules knows it.

    Every rule gives each claimant between nothing and its claim, treats equal claims equally, keeps the order of the claims, and never
    gives anybody less when the estate grows.

    Parameters
    ----------
    name
        Its name everywhere: Python, scenario files, command line.
    shares
        ``shares(claims, estate) -> float64[n]`` for checked arrays.
    exactly
        ``exactly(claims, estate)``: the rule by its definition in rational numbers; re-checks results.
    title, meaning
        Chinese and English; ``meaning`` says in one sentence for whom it is fair and why.
    formula
        In plain text.
    reference
        Author, title, year.
    promises
        Further axioms: ``"self-dual"`` divides what is there like what is missing; ``"truncation"`` ignores what a claim asks beyond the
        estate; ``"minimal rights first"`` may pay undisputed amounts in advance; ``"composition"`` may divide in two instalments;
        ``"consistent"`` divides again the same when some have left with their share; ``"minimal share"`` gives each at least one n-th of
        its claim or of the estate, whichever is less.
    method
        How the shares are found.
    """

    name: str
    shares: Shares
    exactly: Callable[[Sequence[Fraction], Fraction], list[Fraction]]
    title: Bilingual
    meaning: Bilingual
    formula: str
    reference: str
    promises: frozenset[ClaimsPromise] = frozenset()
    method: Method = "closed form"
