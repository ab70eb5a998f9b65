"""The allocation rules as a Markdown page: what ``docs/rules.md`` is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allocation import AllocationRule

__all__ = ["rules_page"]


def rules_page(rules: Iterable[AllocationRule]) -> str:
    """Return one section per rule: both titles and meanings, formula, options, method, reference.

    Parameters
    ----------
    rules
        From :func:`allocation.rules`.
    """
    head = "# Allocation rules\n\nWritten by `alliance rules --markdown`. v is the worth of a group, N all members, n their number.\n"
    return head + "".join("\n" + "\n".join(_section(rule)) + "\n" for rule in rules)


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
