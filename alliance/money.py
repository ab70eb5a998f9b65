"""Money at the edges: amounts in whole smallest units that add up, written the way each language writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext

import numpy as np
from numpy.typing import NDArray

from allocation import largest_remainder

__all__ = ["WIDE", "smallest_unit", "to_money"]

WIDE = Context(
    prec=60
)  # digits; a thousand members with half a million pairs of 10^15 at eight decimals take 32, the usual context keeps 28


def smallest_unit(decimals: int) -> Decimal:
    """Return the smallest amount the alliance counts, in its unit.

    Examples
    --------
    >>> smallest_unit(2)
    Decimal('0.01')
    """
    return Decimal(1).scaleb(-decimals)


def to_money(shares: NDArray[np.float64] | Sequence[float], decimals: int) -> tuple[list[str], str]:
    """Round shares to the smallest unit so that they add up to their rounded total.

    Parameters
    ----------
    shares
        Amounts in the alliance's unit.
    decimals
        Decimal places of the smallest unit.

    Returns
    -------
    amounts, total
        Plain decimal strings; the amounts add up to the total exactly.

    Examples
    --------
    >>> to_money([10 / 3, 10 / 3, 10 / 3], 2)
    (['3.34', '3.33', '3.33'], '10.00')
    """
    rounded = largest_remainder(shares, smallest_unit(decimals))
    with localcontext(WIDE):
        total = sum(rounded, Decimal(0)).quantize(smallest_unit(decimals))
    return [f"{amount:f}" for amount in rounded], f"{total:f}"
