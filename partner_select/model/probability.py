"""The probabilistic OR as a row: 1 - Π(1 - level) >= amount says Σ ln(1 - level) <= ln(1 - amount).

Logarithms are rounded to the side on which no set that reaches the amount is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal, localcontext
from fractions import Fraction

from partner_select.exact import ExactVector

__all__ = ["log_shares"]

DIGITS = 40  # of every share; :mod:`decimal` rounds logarithms correctly
PLACES = 9  # decimal places of a share: few sets are let through by rounding, and numbers stay small enough for prices and tolerances
DOUBT = Decimal("1e-20")  # of a step: more than 40 digits can be wrong by


def _log_of_miss(level: Fraction) -> Decimal:
    miss = 1 - level
    return (Decimal(miss.numerator) / Decimal(miss.denominator)).ln()


def log_shares(levels: Sequence[Fraction], amount: Fraction) -> ExactVector:
    """Return what each level contributes to the amount: ln(1 - level) / ln(1 - amount), rounded up, at most 1.

    Members reach the amount together only if their shares add up to 1 or more; the converse holds up to ``10**-9`` per member.
    With an amount of 1 only a level of 1 contributes.

    Parameters
    ----------
    levels
        Probabilities from 0 to 1.
    amount
        Probability above 0, at most 1.

    Examples
    --------
    >>> log_shares([Fraction(0), Fraction(3, 4), Fraction(1)], Fraction(1, 2)).numerators
    (0, 1000000000, 1000000000)
    """
    scale = 10**PLACES
    if amount == 1:
        return ExactVector(tuple(scale * (level == 1) for level in levels), scale)
    shares = []
    with localcontext(prec=DIGITS + len(str(amount.denominator // amount.numerator))):
        whole = _log_of_miss(amount)
        for level in levels:
            share = scale if level >= amount else 0
            if 0 < level < amount:
                exact = _log_of_miss(level) / whole * scale
                share = min(scale, int((exact + DOUBT).to_integral_value(ROUND_CEILING)))
            shares.append(share)
    return ExactVector(tuple(shares), scale)
