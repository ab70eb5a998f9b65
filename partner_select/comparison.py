"""Any sets of members side by side: what each is worth, term by term, which limits it breaks, and how far it is from the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partner_select.checking import check
from partner_select.model import Check
from partner_select.problem import Problem
from partner_select.selection import TermValue
from partner_select.stable import SplitPreview, split_preview

__all__ = ["ComparedSet", "compare"]


@dataclass(frozen=True)
class ComparedSet:
    """One of the compared sets.

    Parameters
    ----------
    label
        What the caller calls it.
    members
        Names, in the pool's order.
    feasible
        Whether it keeps every limit.
    broken
        The limits it breaks.
    objective
        Its objective, also when limits are broken.
    terms
        Every term of the objective.
    behind
        How much the best feasible set of the comparison is worth more; negative when
        limits are broken for more. None when none is feasible.
    only_here
        Members that are in no other compared set.
    split
        How it would split its joint value, where rules were named.
    """

    label: str
    members: tuple[str, ...]
    feasible: bool
    broken: tuple[Check, ...]
    objective: float
    terms: Mapping[str, TermValue]
    behind: float | None
    only_here: tuple[str, ...]
    split: SplitPreview | None = None


def compare(problem: Problem, sets: Mapping[str, Iterable[str]], rules: Iterable[str] = ()) -> tuple[ComparedSet, ...]:
    """Return the sets with every number a council asks about, in the order given; exact, without a solver.

    Parameters
    ----------
    problem
        Limits and objective.
    sets
        Label to names of members.
    rules
        Rules by which each set's joint value is split, see :func:`partner_select.split_preview`; an empty set gets no split.

    Raises
    ------
    SelectionError
        If a name is unknown or stands twice.

    Examples
    --------
    >>> from partner_select import Pool, Problem
    >>> problem = Problem(Pool(["A", "B", "C"], value=[3, 2, 1], cost=[5, 3, 1]), budget=6)
    >>> [(s.label, s.objective, s.feasible, s.behind) for s in compare(problem, {"ours": ["A", "C"], "theirs": ["A", "B"]})]
    [('ours', 4.0, True, 0.0), ('theirs', 5.0, False, -1.0)]
    """
    asked = tuple(rules)
    verdicts = {label: check(problem, members) for label, members in sets.items()}
    feasible = [v.exact_objective for v in verdicts.values() if v.feasible]
    best = max(feasible, default=None)
    rows = []
    for label, v in verdicts.items():
        others = {name for other, w in verdicts.items() if other != label for name in w.members}
        behind = None if best is None else float(best - v.exact_objective)
        broken = tuple(c for c in v.checks if not c.ok)
        alone = tuple(name for name in v.members if name not in others)
        split = split_preview(problem, v.members, asked) if asked and v.members else None
        rows.append(ComparedSet(label, v.members, v.feasible, broken, v.objective, v.terms, behind, alone, split))
    return tuple(rows)
