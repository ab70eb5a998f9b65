"""Numbers as each language writes them: money, changes of money, shares, counts."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import NumberPattern, format_decimal, parse_pattern

from alliance.language import Language
from alliance.money import WIDE

__all__ = ["MISSING", "Numbers"]

MISSING = "–"
MINUS = "\N{MINUS SIGN}"
LOCALES = {"zh": Locale.parse("zh_CN"), "en": Locale.parse("en_US")}
MEANINGFUL = 3  # digits shown of an amount that the money format would round to nothing


@cache
def _pattern(text: str) -> NumberPattern:
    return parse_pattern(text)


@lru_cache(maxsize=8192)  # a report says most of its numbers several times
def _written(digits: str, pattern: str, language: Language) -> str:
    with localcontext(WIDE):
        value, locale = Decimal(digits), LOCALES[language]
        return format_decimal(value, format=_pattern(pattern), locale=locale, decimal_quantization=False).replace("-", MINUS)


class Numbers:
    """Formats numbers in one language.

    Parameters
    ----------
    language
        ``"zh"`` or ``"en"``.
    decimals
        Decimal places of money.

    Examples
    --------
    >>> Numbers("en", 2).money(-1234.5)
    '−1,234.50'
    """

    def __init__(self, language: Language, decimals: int) -> None:
        self.language = language
        self.step = Decimal(1).scaleb(-decimals)
        self.pattern = "#,##0" + ("." + "0" * decimals if decimals else "")

    def _write(self, value: Decimal, pattern: str) -> str:
        return _written(str(value), pattern, self.language)

    def _exact(self, value: float | str | Decimal | None) -> Decimal | None:
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return None
        return Decimal(str(value))

    def money(self, value: float | str | Decimal | None) -> str:
        """Write an amount in the alliance's unit, rounded half to even to its smallest unit.

        Examples
        --------
        >>> Numbers("zh", 2).money("1234567.891")
        '1,234,567.89'
        """
        exact = self._exact(value)
        if exact is None:
            return MISSING
        return self._write(WIDE.add(exact.quantize(self.step, ROUND_HALF_EVEN, WIDE), 0), self.pattern)  # adding 0 turns −0 into 0

    def change(self, value: float | None) -> str:
        """Write a gain with a plus, a loss with a minus.

        Examples
        --------
        >>> Numbers("en", 1).change(3)
        '+3.0'
        """
        said = self.money(value)
        return f"+{said}" if value is not None and said[0] not in f"{MINUS}{MISSING}" and set(said) - set("0.,") else said

    def rate(self, value: float) -> str:
        """Write a change per unit, with its sign and up to four decimals.

        Examples
        --------
        >>> Numbers("en", 2).rate(-0.5), Numbers("en", 2).rate(1 / 3)
        ('−0.5', '+0.3333')
        """
        said = self._write(Decimal(str(value)), "#,##0.####")
        return said if said[0] == MINUS else f"+{said}"

    def loss(self, value: float) -> str:
        """Write an amount that must not vanish: small ones keep their first digits.

        Examples
        --------
        >>> Numbers("en", 2).loss(0.00123456)
        '0.00123'
        """
        said = self.money(value)
        return said if set(said) - set("0.,") else self.plain(value)

    def share(self, part: float | None, whole: float | None = 1.0, digits: int = 1) -> str:
        """Write a part of a whole in per cent; a dash when the whole is nothing.

        Examples
        --------
        >>> Numbers("en", 2).share(1, 3)
        '33.3%'
        """
        if part is None or not whole or not math.isfinite(part) or not math.isfinite(whole):
            return MISSING
        percent = Decimal(repr(100 * part / whole)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN) + 0
        return self._write(percent, "#,##0" + ("." + "0" * digits if digits else "")) + "%"

    def plain(self, value: float | None, meaningful: int = MEANINGFUL) -> str:
        """Write any other number with its first few digits and no trailing zeros.

        Examples
        --------
        >>> Numbers("en", 2).plain(0.250001)
        '0.25'
        """
        exact = self._exact(value)
        if exact is None:
            return MISSING
        if not exact:
            return "0"
        digits = max(0, meaningful - 1 - exact.adjusted())
        if digits > 2 * MEANINGFUL:
            return f"{exact:.{meaningful - 1}E}".replace("-", MINUS)
        return self._write(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN), "#,##0." + "#" * digits if digits else "#,##0")

    def count(self, value: int) -> str:
        """Write a whole number."""
        return self._write(Decimal(value), "#,##0")
