"""The best way to split a pool into listed groups, as an integer program."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from partner_select.exact import ExactVector
from partner_select.interrupt import Interrupt
from partner_select.model.scaling import Part, Scale
from partner_select.model.variables import Variables
from partner_select.solve import Answer, Settings, solve

__all__ = ["best_listed"]


def best_listed(
    groups: Sequence[Sequence[int]], worths: ExactVector, n: int, everyone: bool, settings: Settings, interrupt: Interrupt
) -> tuple[Answer, Scale]:
    """Return which groups to form, so that nobody is in two of them and the worths add up to the most.

    Parameters
    ----------
    groups
        Positions of the members of every group that may be formed.
    worths
        One per group.
    n
        Number of players.
    everyone
        Whether everybody must be in a group.
    settings, interrupt
        Of the solver.

    Returns
    -------
    Answer
        ``members`` are positions in ``groups``.
    Scale
        What the solver's integers are worth.
    """
    variables = Variables.of(len(groups), n)
    around: list[list[int]] = [[] for _ in range(n)]
    for number, group in enumerate(groups):
        for player in group:
            around[player].append(number)
    for numbers in around:
        ones = [variables.chosen[number] for number in numbers]
        if everyone:
            variables.model.add_exactly_one(ones)
        elif ones:
            variables.model.add_at_most_one(ones)
    variables.parts.append(Part("worth", variables.chosen, worths.numerators, Fraction(1, worths.denominator)))
    scale = variables.maximise()
    return solve(variables, settings, interrupt), scale
