"""From a scenario to rows of cells: the way back of :mod:`alliance.scenario.gather`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from alliance.language import Language
from alliance.scenario.choices import rule_choices
from alliance.scenario.kinds import KINDS
from alliance.scenario.name_lists import join_names
from alliance.scenario.schema import Scenario
from alliance.scenario.sheets import SHEETS
from alliance.scenario.tables import Column, Form, Sheet, say

__all__ = ["Line", "flatten"]

Line = dict[Form, str | float | int]  # column key, or (spread key, name) -> what the cell shows


def flatten(scenario: Scenario, language: Language) -> dict[str, list[Line]]:
    """Return what every sheet shows.

    Parameters
    ----------
    scenario
        The scenario.
    language
        Of choices such as roles.

    Returns
    -------
    dict
        Sheet key -> its lines; a form has one. Empty cells are left out.
    """
    tree = scenario.model_dump(mode="json")
    return {sheet.key: [line for line in _LAYOUTS[sheet.layout](sheet, tree, language) if line] for sheet in SHEETS}


def _at(node: Any, way: Form) -> Any:
    for step in way:
        if not isinstance(node, dict):
            return None
        node = node.get(step)
    return node


def _cell(column: Column, found: Any, language: Language) -> str | float | int | None:
    if found is None or found == "" or found == []:
        return None
    if column.source == "rules":
        return rule_choices().shown(found, language)
    if column.choices:
        return column.choices.shown(found, language)
    if isinstance(found, list):
        return join_names(found)
    if isinstance(found, str) and column.key == ("members",):
        return say(found, language)
    return found if isinstance(found, str | int | float) else None


def _line(sheet: Sheet, item: Any, language: Language) -> Line:
    cells = {column.key: _cell(column, _at(item, column.key), language) for column in sheet.columns}
    return {key: shown for key, shown in cells.items() if shown is not None}


def _form(sheet: Sheet, tree: dict[str, Any], language: Language) -> Iterator[Line]:
    asked = tree["selection"]
    if asked:
        low, high = asked["size"]
        asked = {**asked, "size": {"min": low, "max": high}}
    yield _line(sheet, {**tree, "selection": asked}, language)


def _list(sheet: Sheet, tree: dict[str, Any], language: Language) -> Iterator[Line]:
    for item in _at(tree, sheet.at) or []:
        line = _line(sheet, item, language)
        for spread in sheet.spreads:
            table = item.get(spread.key)
            if isinstance(table, dict):
                line |= {(spread.key, name): join_names(entry) if isinstance(entry, list) else entry for name, entry in table.items()}
        if sheet.key == "members":
            line |= {
                ("factor", one["id"]): one["shares"][item["id"]] for one in tree["allocation"]["factors"] if item["id"] in one["shares"]
            }
        yield line


def _keyed(sheet: Sheet, tree: dict[str, Any], language: Language) -> Iterator[Line]:
    first = sheet.columns[0].key[0]
    for name, entry in (_at(tree, sheet.at) or {}).items():
        item = dict(zip(("min", "max"), entry, strict=True)) if isinstance(entry, list) else entry
        yield _line(sheet, {first: name, **item}, language)


def _requirements(sheet: Sheet, tree: dict[str, Any], language: Language) -> Iterator[Line]:
    tables = [column.key[0] for column in sheet.columns[2:]]
    for project in tree["projects"]:
        for capability in dict.fromkeys(name for table in tables for name in project[table]):
            yield {("project",): project["id"], ("capability",): capability} | {
                (t,): project[t][capability] for t in tables if capability in project[t]
            }


def _value(sheet: Sheet, tree: dict[str, Any], language: Language) -> Iterator[Line]:
    value = tree["value"]
    use = KINDS[value["kind"]].rows
    rows = [
        *({**item, "members": item[use.members]} for item in value.get(use.group, [])),
        *({"members": [name], "value": amount} for name, amount in value.get(use.single, {}).items()),
        *({"members": [pair[end] for end in use.ends], "value": pair[use.amount]} for pair in value.get(use.pair, [])),
    ]
    yield from (_line(sheet, row, language) for row in rows)


_LAYOUTS: dict[str, Callable[[Sheet, dict[str, Any], Language], Iterator[Line]]] = {
    "form": _form,
    "list": _list,
    "keyed": _keyed,
    "requirements": _requirements,
    "value": _value,
}
