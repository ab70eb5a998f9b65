"""What can go wrong when a game or a rule is asked for: misuse is an exception, and it says where, what and what to do."""

from __future__ import annotations

__all__ = ["AllocationError", "EvaluationError", "GameError", "RuleError", "TableTooLargeError"]


class AllocationError(ValueError):
    """Base of every error this package raises on purpose."""


class GameError(AllocationError):
    """A game is not well formed: wrong length, NaN, a duplicate player, v(∅) ≠ 0."""


class RuleError(AllocationError):
    """A rule is unknown, lacks an option it needs, or is not defined for this game."""


class TableTooLargeError(AllocationError):
    """A table of all coalitions would not fit in memory; the message says how much it needs and what to use instead."""


class EvaluationError(AllocationError):
    """Some coalitions could not be evaluated; all others were.

    Parameters
    ----------
    reasons
        Why, by the names of the members of each such coalition.
    """

    SHOWN = 5  # coalitions named in the message

    def __init__(self, reasons: dict[tuple[str, ...], str]) -> None:
        self.reasons = reasons
        named = "; ".join(f"{{{', '.join(names)}}}: {reason}" for names, reason in list(reasons.items())[: self.SHOWN])
        more = f"; and {len(reasons) - self.SHOWN} more" if len(reasons) > self.SHOWN else ""
        super().__init__(f"{len(reasons)} of the coalitions asked could not be evaluated: {named}{more}; repair the game's function")

    def __reduce__(self) -> tuple[type[EvaluationError], tuple[dict[tuple[str, ...], str]]]:
        """Let other processes be told of it."""
        return type(self), (self.reasons,)
