"""Sets side by side: one column per set, one row per criterion, then what every member would get."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from alliance.language import translate
from alliance.partners.exhibits.exhibit import Cell, Exhibit, Head, Kind, Row
from alliance.partners.records import ComparedSet, PreviewSplit, SelectionOutcome

if TYPE_CHECKING:
    from alliance.report.view import View

__all__ = ["comparison_exhibits"]

CHAPTER = "compare"


def comparison_exhibits(view: View, selection: SelectionOutcome) -> Iterator[Exhibit]:
    """Yield the comparison of the sets and, per rule, how their value would be split."""
    sets = selection.comparison
    if not sets:
        return
    rows = [*_membership(view, sets), *_worth(view, sets), *_coverage(view, sets), *_splitting(view, sets)]
    yield Exhibit(
        "comparison",
        CHAPTER,
        translate("Sets side by side", view.language),
        (Head(translate("Criterion", view.language)), *_heads(view, sets, "text")),
        tuple(rows),
        lead=(translate("Amounts in {unit}.", view.language, unit=view.unit),),
        notes=tuple(_broken(view, sets)),
    )
    yield from _payoffs(view, sets)


def _heads(view: View, sets: list[ComparedSet], kind: Kind) -> list[Head]:
    return [Head(_label(view, one), kind, one.kind == "best") for one in sets]


def _label(view: View, one: ComparedSet) -> str:
    """A name that was given stays as it is; ours begins with a capital."""
    return view.say(one.label) if one.label.zh == one.label.en else view.sentence(one.label)


def _row(title: str, sets: list[ComparedSet], of: Callable[[ComparedSet], Cell], kind: Kind) -> Row:
    return Row((title, *(of(one) for one in sets)), kind=kind)


def _membership(view: View, sets: list[ComparedSet]) -> Iterator[Row]:
    language = view.language
    yield _row(translate("Members", language), sets, lambda one: view.listing(one.members), "text")
    if len(sets) > 1:
        yield _row(translate("only in this set", language), sets, lambda one: view.listing(one.only_here), "text")
    yield _row(translate("Number of partners", language), sets, lambda one: len(one.members), "whole")
    for role in dict.fromkeys(count.role for one in sets for count in one.roles):
        counts = [sum(c.count for c in one.roles if c.role == role) for one in sets]
        yield Row((f"· {view.term('role', role)}", *counts), kind="whole")
    yield _row(translate("keeps all limits", language), sets, lambda one: one.feasible, "verdict")


def _worth(view: View, sets: list[ComparedSet]) -> Iterator[Row]:
    yield _row(translate("Objective", view.language), sets, lambda one: one.objective, "money")
    yield _row(translate("behind the best allowed set", view.language), sets, lambda one: one.behind, "money")
    for place, term in enumerate(sets[0].terms):
        amounts = [one.terms[place].amount for one in sets]
        if any(amounts):
            yield Row((f"· {view.say(term.title)}", *amounts), kind="money")


def _coverage(view: View, sets: list[ComparedSet]) -> Iterator[Row]:
    for place, need in enumerate(sets[0].coverage):
        title = translate("{capability} (needed: {amount})", view.language, capability=view.say(need.title), amount=f"{need.needed:g}")
        yield Row((title, *(one.coverage[place].reached for one in sets)), kind="number")


def _splitting(view: View, sets: list[ComparedSet]) -> Iterator[Row]:
    if not any(one.preview for one in sets):
        return
    yield _row(
        translate("to split in the open project", view.language), sets, lambda one: one.preview.value if one.preview else None, "money"
    )
    for rule, title in _rules(view, sets):
        text = translate("nobody walks out under: {rule}", view.language, rule=title)
        yield Row((text, *((split.in_core if (split := _split(one, rule)) else None) for one in sets)), kind="verdict")


def _rules(view: View, sets: list[ComparedSet]) -> list[tuple[str, str]]:
    splits = [split for one in sets if one.preview for split in one.preview.splits]
    return list({split.rule: (split.rule, view.say(split.title)) for split in splits}.values())


def _split(one: ComparedSet, rule: str) -> PreviewSplit | None:
    return next((split for split in one.preview.splits if split.rule == rule), None) if one.preview else None


def _broken(view: View, sets: list[ComparedSet]) -> Iterator[str]:
    joint = "；" if view.language == "zh" else "; "
    for one in sets:
        if one.broken:
            limits = joint.join(view.say(limit) for limit in one.broken)
            yield translate("{set} breaks: {limits}", view.language, set=_label(view, one), limits=limits)


def _payoffs(view: View, sets: list[ComparedSet]) -> Iterator[Exhibit]:
    shown = [one for one in sets if one.preview]
    for rule, title in _rules(view, shown):
        members = list(dict.fromkeys(member for one in shown for member in one.members))
        paid = [dict(zip(one.members, split.payoffs, strict=True)) if (split := _split(one, rule)) else {} for one in shown]
        rows = [Row((view.names.full(member), *(amounts.get(member) for amounts in paid))) for member in members]
        total = Row((translate("Total", view.language), *(sum(amounts.values()) if amounts else None for amounts in paid)), best=True)
        yield Exhibit(
            f"preview-{rule}",
            CHAPTER,
            translate("Who would get what: {rule}", view.language, rule=title),
            (Head(translate("Member", view.language)), *_heads(view, shown, "money")),
            (*rows, total),
        )
