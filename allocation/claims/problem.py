"""A claims problem: an estate that is too small for what was promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import frexp, isfinite, ldexp

import numpy as np
from numpy.typing import ArrayLike, NDArray

from allocation.arrays import finite_vector
from allocation.errors import GameError
from allocation.exact import as_fraction
from allocation.games.base import player_names

__all__ = ["ClaimsProblem"]

ESTATE_SLACK = 1e-12  # relative: an estate added up in floats may exceed the exact sum of the claims by rounding
SAFE_EXPONENT = 300  # binary: sums and products of claims between 2**-300 and 2**300 neither overflow nor lose bits
SHOWN = 5  # claimants named in one message

Shares = Callable[[NDArray[np.float64], float], NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class ClaimsProblem:
    """Claims on an estate that does not exceed their sum.

    Parameters
    ----------
    players
        Names of the claimants.
    claims
        float64[n], each at least 0; read-only.
    estate
        What there is, between 0 and the sum of the claims.
    """

    players: tuple[str, ...]
    claims: NDArray[np.float64]
    estate: float

    @classmethod
    def of(cls, claims: ArrayLike | Mapping[str, float], estate: float, players: Iterable[str] | None = None) -> ClaimsProblem:
        """Check claims and estate.

        Parameters
        ----------
        claims
            n numbers, or name → claim.
        estate
            What there is to divide.
        players
            Names; ``"1"`` to ``"n"`` when left out and ``claims`` has none.

        Raises
        ------
        GameError
            Listing everything that is wrong: negative claims, an estate that is negative or larger than the sum of the claims.

        Examples
        --------
        >>> ClaimsProblem.of({"A": 100, "B": 200}, 120).players
        ('A', 'B')
        """
        if isinstance(claims, Mapping):
            players = tuple(claims) if players is None else tuple(players)
            claims = _in_order(claims, players)
        amounts = finite_vector(claims, "the claims")
        names = player_names(players, len(amounts))
        try:
            available = float(estate)
        except (TypeError, ValueError):
            raise GameError(f"the estate must be a number, got {estate!r}") from None
        total = sum(map(as_fraction, amounts.tolist()), Fraction(0))
        wrong = [*_negative_claims(names, amounts), *_wrong_estate(available, total)]
        if wrong:
            raise GameError("; ".join(wrong))
        return cls(names, amounts, float(total) if as_fraction(available) > total else available)

    def exactly(self) -> tuple[list[Fraction], Fraction]:
        """Return claims and estate as the decimals they print as, the estate cut at the sum of the claims."""
        claims = [as_fraction(claim) for claim in self.claims.tolist()]
        return claims, min(as_fraction(self.estate), sum(claims, Fraction(0)))

    def apply(self, shares: Shares) -> NDArray[np.float64]:
        """Return the shares by a rule's function; amounts near the limits of floats are first scaled by a power of two."""
        _, exponent = frexp(self.claims.max())
        if abs(exponent) <= SAFE_EXPONENT or not self.claims.any():
            return shares(self.claims, self.estate)
        return np.ldexp(shares(np.ldexp(self.claims, -exponent), ldexp(self.estate, -exponent)), exponent)


def _in_order(claims: Mapping[str, float], players: tuple[str, ...]) -> list[float]:
    if set(players) != set(claims):
        raise GameError(f"the claimants {', '.join(map(str, claims))} are not the players {', '.join(map(str, players))}")
    return [claims[name] for name in players]


def _negative_claims(names: tuple[str, ...], claims: NDArray[np.float64]) -> list[str]:
    negative = np.flatnonzero(claims < 0)
    messages = [f"the claim of {names[i]!r} is {claims[i]}: a claim is at least 0" for i in negative[:SHOWN].tolist()]
    return messages + ([f"{negative.size - SHOWN} more claims are negative"] if negative.size > SHOWN else [])


def _wrong_estate(estate: float, total: Fraction) -> list[str]:
    if not isfinite(estate):
        return [f"the estate must be a finite number, got {estate}"]
    if estate < 0:
        return [f"the estate is {estate}: it must be at least 0"]
    if as_fraction(estate) > total * (1 + as_fraction(ESTATE_SLACK)):
        return [f"the estate {estate} exceeds the sum of the claims {float(total)}: pay every claim and divide the rest by another rule"]
    return []
