"""The limits on who may be chosen together: conditions, labels, classes of cost, past cooperation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alliance.scenario.schema import Member, Scenario
from alliance.scenario.selection_schema import Condition, Selection

__all__ = ["BLOCK", "cost_classes", "labels_of", "restrictions"]

BLOCK = "block"  # the label under which the members' blocks count


def labels_of(members: Sequence[Member]) -> dict[str, list[list[str] | None]]:
    """Return every label with what each member bears of it; the blocks are one more."""
    names = list(dict.fromkeys(label for m in members for label in m.labels))
    labels: dict[str, list[list[str] | None]] = {label: [m.labels.get(label) or None for m in members] for label in names}
    if BLOCK not in labels and any(m.block for m in members):
        labels[BLOCK] = [[m.block] if m.block else None for m in members]
    return labels


def cost_classes(members: Sequence[Member]) -> dict[str, list[float]]:
    """Return every class of cost with what each member costs of it."""
    names = dict.fromkeys(name for m in members for name in m.cost_classes)
    return {name: [m.cost_classes.get(name, 0.0) for m in members] for name in names}


def restrictions(scenario: Scenario, selection: Selection, members: Sequence[Member]) -> dict[str, Any]:
    """Return the arguments of :class:`partner_select.Problem` that say who may be chosen together.

    Parameters
    ----------
    scenario
        Where the relations are.
    selection
        Its selection part.
    members
        The candidates.
    """
    inside = {m.id for m in members}
    counts: dict[str, dict[str, tuple[int, int | None]]] = {}
    for one in selection.counts:
        counts.setdefault(one.label, {})[one.value] = (one.min, one.max)
    past = [(r.a, r.b) for r in scenario.relations if r.past and {r.a, r.b} <= inside]
    strangers = selection.max_stranger_pairs is not None or selection.max_strangers is not None
    return {
        "roles": {str(role): span for role, span in selection.roles.items()},
        "include": selection.include,
        "exclude": [m for m in selection.exclude if m in inside],
        "conflicts": [(r.a, r.b) for r in scenario.relations if r.conflict and {r.a, r.b} <= inside],
        "counts": counts,
        "cover": selection.cover,
        "budgets": {name: budget.amount for name, budget in selection.budgets.items()},
        "either": _groups(selection.conditions, "at_least_one", inside),
        "one_of": _groups(selection.conditions, "exactly_one", inside),
        "implies": [(group[0], other) for group in _groups(selection.conditions, "requires", inside) for other in group[1:]],
        "acquainted": past if strangers else None,
        "max_stranger_pairs": selection.max_stranger_pairs,
        "max_strangers": selection.max_strangers,
    }


def _groups(conditions: Sequence[Condition], rule: str, inside: set[str]) -> list[tuple[str, ...]]:
    """The members of conditions of one rule; the checks have made sure that all are candidates."""
    return [tuple(c.members) for c in conditions if c.rule == rule and set(c.members) <= inside]
