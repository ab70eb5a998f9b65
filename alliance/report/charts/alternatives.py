"""The chosen partner set against the next best ones: the objective and what it is made of."""

from __future__ import annotations

from alliance.document import PartnerSet, SelectionOutcome, Term
from alliance.report.charts.theme import INK, Figure, label, layout, mark, rows, value_axis
from alliance.report.view import View

__all__ = ["alternatives_chart"]


def alternatives_chart(view: View, selection: SelectionOutcome) -> Figure | None:
    """Draw the terms of the objective as stacked bars, gains right of zero, costs left; a diamond marks their sum.

    Parameters
    ----------
    view
        The document in one language.
    selection
        The partner selection.
    """
    if selection.chosen is None:
        return None
    sets = [selection.chosen, *selection.alternatives]
    titles = [view.t("chosen set"), *(view.t("alternative {number}", number=number + 1) for number in range(len(selection.alternatives)))]
    used = [term for term in selection.chosen.terms if any(_contribution(one, term.name) for one in sets)]
    data = [_term(view, sets, titles, term, number) for number, term in enumerate(used)] + [_sum(view, sets, titles)]
    shape = layout(view, len(sets), row=38, room=130, barmode="relative", bargap=0.35)
    return {"data": data, "layout": {**shape, "yaxis": rows([label(title) for title in titles]), "xaxis": value_axis(view.unit)}}


def _contribution(one: PartnerSet, name: str) -> float:
    return sum(term.contribution for term in one.terms if term.name == name)


def _term(view: View, sets: list[PartnerSet], titles: list[str], term: Term, number: int) -> Figure:
    title = view.say(term.title)
    amounts = [_contribution(one, term.name) for one in sets]
    return {
        "type": "bar",
        "orientation": "h",
        "name": label(title, 30),
        "y": list(range(len(sets))),
        "x": amounts,
        "hovertext": [f"{label(t)}<br>{label(title, 60)}: {view.numbers.change(a)}" for t, a in zip(titles, amounts, strict=True)],
        "hoverinfo": "text",
        "marker": {"color": mark(number)[0], "line": {"color": "#ffffff", "width": 1}},
    }


def _sum(view: View, sets: list[PartnerSet], titles: list[str]) -> Figure:
    title = view.t("objective")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label(title),
        "y": list(range(len(sets))),
        "x": [one.objective for one in sets],
        "hovertext": [f"{label(t)}<br>{title}: {view.numbers.money(s.objective)}" for t, s in zip(titles, sets, strict=True)],
        "hoverinfo": "text",
        "marker": {"symbol": "diamond", "size": 11, "color": INK, "line": {"color": "#ffffff", "width": 1.5}},
    }
