"""What can go wrong when a game or a rule is asked for: misuse is an exception, and it says where, what and what to do."""

__all__ = ["AllocationError", "GameError", "RuleError", "TableTooLargeError"]


class AllocationError(ValueError):
    """Base of every error this package raises on purpose."""


class GameError(AllocationError):
    """A game is not well formed: wrong length, NaN, a duplicate player, v(∅) ≠ 0."""


class RuleError(AllocationError):
    """A rule is unknown, lacks an option it needs, or is not defined for this game."""


class TableTooLargeError(AllocationError):
    """A table of all coalitions would not fit in memory; the message says how much it needs and what to use instead."""
