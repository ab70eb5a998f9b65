"""Rules that are linear in the game: every payoff is a weighted sum of the worths of all coalitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocation.coalition import coalition_count
from allocation.games.table import TableGame
from allocation.registry import find_rule

__all__ = ["MAX_MATRIX_PLAYERS", "is_linear", "rule_matrix"]

MAX_MATRIX_PLAYERS = 10  # the matrix takes one split for each of the 2**n coalitions


def is_linear(rule: str) -> bool:
    """Whether a rule promises to be additive on all games; a rule with real payoffs that is additive and continuous is linear.

    Raises
    ------
    RuleError
        If there is no such rule.
    """
    return "additive" in find_rule(rule).promises


def rule_matrix(rule: str, players: tuple[str, ...], options: Mapping[str, Any]) -> NDArray[np.float64]:
    """Return what each coalition's worth counts for each player under a linear rule.

    Parameters
    ----------
    rule
        A linear rule of the registry.
    players
        n names, at most :data:`MAX_MATRIX_PLAYERS`.
    options
        The rule's options.

    Returns
    -------
    float64[n, 2**n]
        Its product with a table is the split. Found by splitting the 2**n − 1 games in which a single coalition is worth one.

    Raises
    ------
    RuleError
        If the options do not fit.

    Examples
    --------
    >>> rule_matrix("shapley", ("A", "B"), {}).tolist()
    [[0.0, 0.5, -0.5, 0.5], [0.0, -0.5, 0.5, 0.5]]
    """
    chosen = find_rule(rule)
    chosen.check_options(options)
    count = coalition_count(len(players))
    matrix = np.zeros((len(players), count))
    unit = np.zeros(count)
    for mask in range(1, count):
        unit[mask] = 1.0
        matrix[:, mask] = chosen.compute(TableGame(unit, players), **options).payoffs
        unit[mask] = 0.0
    return matrix + 0.0  # no negative zeros
