"""Proof of an Owen point by duality: prices at which no product pays more than its resources, and a plan that sells for just as much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from allocation.exact import as_fraction
from allocation.proofs.check import Check
from allocation.result import Allocation, Proof

if TYPE_CHECKING:
    from allocation.games.base import Game

__all__ = ["SHADOW_PRICES", "by_shadow_prices", "check_shadow_prices"]

SHADOW_PRICES = "shadow prices"
SLACK = Fraction(1, 10**9)  # of the larger side of each inequality: prices and amounts are floats


def by_shadow_prices(prices: NDArray[np.float64], amounts: NDArray[np.float64]) -> Proof:
    """Return the proof: shadow prices of the resources and the amounts of the products."""
    claim = "at these prices no coalition can sell for more than its resources are worth, and all together sell for just as much"
    return Proof(SHADOW_PRICES, claim, {"prices": prices.tolist(), "amounts": amounts.tolist()})


def check_shadow_prices(game: Game, allocation: Allocation) -> tuple[list[Check], Sequence[Fraction] | None]:
    """Re-check both sides of the duality in rational numbers, from the game's own data. O(resources · (products + players))."""
    from allocation.games.production import ProductionGame

    if not isinstance(game, ProductionGame):
        return [Check("production", False, "shadow prices prove a split of a linear production game only")], None
    prices, amounts, price = (_exact(x) for x in (allocation.proof.data["prices"], allocation.proof.data["amounts"], game.price.tolist()))
    use, resources = [_exact(row) for row in game.use.tolist()], [_exact(row) for row in game.resources.tolist()]
    if len(prices) != len(use) or len(amounts) != len(price):
        return [Check("production", False, "the proof does not have one price per resource and one amount per product")], None
    stock = [sum(row, Fraction(0)) for row in resources]
    sales, worth = _dot(price, amounts), _dot(prices, stock)
    checks = [
        Check("signs", min(*prices, *amounts) >= 0, "prices and amounts are at least 0"),
        Check(
            "prices",
            all(_at_most(p, _dot(prices, row)) for p, row in zip(price, zip(*use, strict=True), strict=True)),
            "no product pays more",
        ),
        Check(
            "amounts",
            all(_at_most(_dot(row, amounts), s) for row, s in zip(use, stock, strict=True)),
            "no resource is used up beyond its stock",
        ),
        Check(
            "duality",
            _at_most(sales, worth) and _at_most(worth, sales),
            f"sales {float(sales):.6g}, resources at prices {float(worth):.6g}",
        ),
    ]
    return checks, [_dot(prices, column) for column in zip(*resources, strict=True)]


def _exact(values: Iterable[float]) -> list[Fraction]:
    return [as_fraction(x) for x in values]


def _dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))


def _at_most(left: Fraction, right: Fraction) -> bool:
    return left <= right + SLACK * max(abs(left), abs(right))
