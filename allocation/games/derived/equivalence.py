"""Which rules carry over when a game is rescaled, shifted or added to another: used by derived games to keep closed forms."""

from __future__ import annotations

__all__ = ["COVARIANT", "LINEAR"]

LINEAR = frozenset({"shapley", "banzhaf"})  # rule(a·v + b·w) = a·rule(v) + b·rule(w), and the same payoffs in the dual game
COVARIANT = LINEAR | {"nucleolus", "prenucleolus", "tau"}  # rule(a·v + shift) = a·rule(v) + shift for a > 0
