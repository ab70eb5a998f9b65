"""Uncertain numbers: somewhere between two ends."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import model_validator

from alliance.scenario.entries import Amount, Plain, Share, ends_of, require_order
from alliance.scenario.parts import Part

__all__ = ["Between", "BetweenShares"]


class Between(Plain, Part):
    """An uncertain number: it lies somewhere between two ends."""

    plain_form: ClassVar[dict[str, Any]] = {"type": "array", "items": {"type": "number", "minimum": 0}, "minItems": 2, "maxItems": 2}

    low: Amount
    high: Amount

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, given: Any) -> Any:
        return ends_of(given)

    @model_validator(mode="after")
    def _in_order(self) -> Between:
        require_order(self.low, self.high)
        return self


class BetweenShares(Between):
    """An uncertain share, between 0 and 1."""

    low: Share
    high: Share
