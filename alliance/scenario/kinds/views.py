"""Games derived from the one that a value part gives: what is saved, and what the others would lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliance.scenario.choices import YES_NO
from alliance.scenario.tables import Column

if TYPE_CHECKING:
    import allocation as al

__all__ = ["DUAL", "SAVINGS", "seen"]

SAVINGS = Column(
    ("value", "savings"),
    "Split the savings",
    "For costs: yes to share out what is saved against everybody paying alone. Empty: no, share the cost.",
    choices=YES_NO,
)
DUAL = Column(
    ("value", "dual"),
    "Count what the others lose",
    "For table, pairs and rules: yes to count a group as what all others would lose without it. Empty: no.",
    choices=YES_NO,
)


def seen(game: al.Game, *, savings: bool = False, dual: bool = False) -> al.Game:
    """Return a game, or the derived one that is asked for.

    Parameters
    ----------
    game
        As the value part gives it.
    savings
        Whether what is saved is to be split; for a game of costs.
    dual
        Whether a group counts as what all others would lose without it; taken after the savings.
    """
    import allocation as al

    saved = al.SavingsGame(game) if savings else game
    return al.DualGame(saved) if dual else saved
