"""The allocation rules as a Markdown page: what ``docs/rules.md`` is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from allocation import AllocationRule

__all__ = ["rules_page"]

PARTS = {
    "game": "For any game · 适用于任何博弈",
    "voting": "Power in voting games (`VotingGame`) · 投票博弈的权力指数",
    "claims": "Claims on an estate that is too small (`ClaimsGame`) · 债权分配",
    "tree": "Networks to a source (`TreeGame`) · 连接到源头的网络",
    "assignment": "Markets with two sides (`AssignmentGame`) · 双边市场",
    "production": "Production from pooled resources (`ProductionGame`) · 共用资源生产",
    "sequencing": "Queues for a machine (`SequencingGame`) · 排队",
}


def rules_page(rules: Iterable[AllocationRule]) -> str:
    """Return one section per rule, by the kind of game it is for: both titles and meanings, formula, options, method, reference.

    Parameters
    ----------
    rules
        From :func:`allocation.rules`.
    """
    asked = list(rules)
    head = "# Allocation rules\n\nWritten by `alliance rules --markdown`. v is the worth of a group, N all members, n their number.\n"
    return head + "".join(_part(heading, [rule for rule in asked if rule.domain == domain]) for domain, heading in PARTS.items())


def _part(heading: str, rules: Sequence[AllocationRule]) -> str:
    sections = ["\n" + "\n".join(_section(rule)) + "\n" for rule in rules]
    return "".join([f"\n# {heading}\n", *sections]) if rules else ""


def _section(rule: AllocationRule) -> Iterator[str]:
    yield f"## `{rule.name}` · {rule.title.zh} · {rule.title.en}\n"
    yield f"{rule.meaning.en[:1].upper()}{rule.meaning.en[1:]}.\n"
    yield f"{rule.meaning.zh}。\n"
    yield f"* formula: {rule.formula}"
    for name, said in rule.needs.items():
        yield f"* needs `{name}`: {said.en}"
    for name, said in rule.takes.items():
        yield f"* may take `{name}`: {said.en}"
    yield f"* keeps: {', '.join(sorted(rule.promises))}"
    yield f"* source: {rule.reference}"
